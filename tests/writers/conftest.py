import pytest
from writer_briefs import BRIEFS

from dateline.records import Brief


@pytest.fixture(params=sorted(BRIEFS))
def brief(request: pytest.FixtureRequest) -> Brief:
    """Each of the example briefs."""
    made: Brief = BRIEFS[request.param]()
    return made

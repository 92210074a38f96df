"""What all tests share: property tests find the same examples on every machine, and the demo's store is made once."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dateline import demo
from dateline.store.locks import hold
from making import NOW

settings.register_profile(
    "dateline",
    derandomize=True,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("dateline")

_LONGEST_S = 600.0  # that one process waits for the other to make the demo


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demo's folder, made once for all processes that run tests; copy it to change it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared if worker_id == "master" else shared.parent
    folder = shared / "built-demo"
    with hold(shared / "built-demo.lock", _LONGEST_S):
        if not (folder / f"{demo.SITUATION}.html").exists():
            demo.build(folder, now=NOW)
    return folder

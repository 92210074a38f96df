"""The bundled briefs, whole: `make golden` rewrites them, and the difference is read before it is kept."""

import os
from datetime import date
from pathlib import Path

import pytest

from dateline import run
from dateline.demo import build
from dateline.moments import end_of_day
from dateline.store import SqliteStore, open_store
from dateline.writers.forms import WRITERS
from making import NOW

GOLDEN = Path(__file__).parent / "golden" / "briefs"
CASES = (
    ("mali", date(2025, 11, 7), "en"),
    ("mali", date(2022, 9, 1), "en"),
    ("mali", date(2013, 2, 1), "en"),
    ("Burkina Faso", date(2023, 3, 1), "en"),
    ("Niger", date(2023, 10, 1), "en"),
    ("mali", date(2025, 11, 7), "fr"),
    ("Niger", date(2023, 10, 1), "fr"),
)
EXPECTED = (
    "announces a blockade on all fuel trucks",
    "burn at least 100 fuel trucks",
    "closes all schools",
    "France suspends its joint counterterrorism",
    "expels five French embassy workers",
    "65 days",
    "11 January 2013, France commits troops",
    "declares himself the new leader of Mali",
    "sworn-in as President of Mali after the recent coup",
    "15 August 2022, France formally ends",
    "recruits Russia's PMC Wagner Group",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    folder = tmp_path_factory.mktemp("demo")
    build(folder, now=NOW)
    return open_store(folder)


@pytest.mark.parametrize(("about", "day", "language"), CASES)
def test_brief_is_as_it_was_read(store: SqliteStore, about: str, day: date, language: str) -> None:
    """A change to any rule shows in the briefs that people have read and found good."""
    brief = run.write_brief(store, about, end_of_day(day), language=language)
    assert brief is not None
    written = WRITERS["md"](brief)
    ending = "md" if language == "en" else f"{language}.md"
    file = GOLDEN / f"{about.lower().replace(' ', '-')}_{day.isoformat()}.{ending}"
    if os.environ.get("DATELINE_GOLDEN") == "write":
        file.write_text(written, encoding="utf-8")
    assert written == file.read_text(encoding="utf-8")


def test_demo_brief_tells_what_an_analyst_expects(store: SqliteStore) -> None:
    """As of 7 November 2025: the blockade and its effects, France's way in and out, the coups, the turn to Russia."""
    brief = run.write_brief(store, "mali", end_of_day(date(2025, 11, 7)))
    assert brief is not None
    told = " ".join(sentence.text for section in brief.sections for sentence in section.sentences)
    for words in EXPECTED:
        assert words in told

"""A small store made by hand, and a desk over it that programs ask."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline import run
from dateline.records import Citation, CorrectionKind, Failure, Feed, FeedState, MarkKind, Poll, PollReason, Situation
from dateline.store import Store, open_store
from dateline.web import Gate, make_app
from dateline.web.jobs import Perform
from dateline.web.work import Here, Work
from making import add, at, make_article, make_observation

NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)
TOKEN = "a token that nobody guesses"
MALI = Situation(
    situation_id="mali",
    title="Mali: blockade and junta",
    facets=(("Mali", "Bamako", "Gao"),),
    countries=("ML",),
    actors=(("JNIM", ("Jama'at Nusrat",)),),
)
TOLD = (
    ("r01", "2025-09-03T10:00", "Reuters", "JNIM imposes a blockade on fuel trucks that enter Mali, the army says."),
    ("r02", "2025-09-12T08:00", "AFP", "JNIM gunmen killed 12 soldiers in an attack on a convoy near Kayes in Mali."),
    ("r03", "2025-09-13T09:00", "BBC News", "At least 14 soldiers were killed in the attack near Kayes, Mali said."),
    ("r04", "2025-09-28T08:30", "Reuters", "Schools in Bamako close as the blockade of Mali enters a fourth week."),
    ("r05", "2025-10-05T12:00", "France 24", "Mali's leader Assimi Goïta visits Niger and meets General Tchiani."),
    ("r06", "2025-10-20T07:15", "AFP", "France condemns the blockade and sanctions two commanders of JNIM in Mali."),
    ("r07", "2025-10-31T18:00", "Al Jazeera", "The blockade of Bamako goes on, Mali's army escorted 80 fuel trucks."),
    ("r08", "2025-11-06T06:00", "Reuters", "JNIM gunmen attacked Gao in Mali, killing 7 civilians, officials said."),
    (
        "r09",
        "2025-11-07T09:00",
        "AFP",
        "Mali's army retook the road to Gao. Soldiers killed 20 JNIM fighters there.",
    ),
    ("r10", "2025-11-20T10:00", "Reuters", "JNIM lifts its blockade of Bamako in Mali after talks in Zalimbuktu."),
    ("r11", "2026-01-15T10:00", "AFP", "Mali's government and JNIM sign a ceasefire in Orvanistan, mediators say."),
)


def fill(store: Store) -> None:
    """Put everything in that the API can show; two reports are of after NOW."""
    reports = [
        make_article(
            name, text, when=when, lang="en", title=text.split(",")[0],
            citations=(Citation(outlet=outlet, url=f"https://news.example/{name}"),),
        )
        for name, when, outlet, text in TOLD
    ]  # fmt: skip
    add(store, *reports)
    feed = Feed(feed_id="news", url="https://news.example/feed", outlet="Reuters", headers=(("X-Key", "a secret"),))
    with store.write() as writer:
        writer.put_situation(MALI)
        writer.add_observations([make_observation(), make_observation(2.0, period="2024-02")])
        writer.add_failures([Failure(stage="import", source_id="a.jsonl", record_id="3", reason="no text")], NOW)
        writer.put_marks(["r08"], MarkKind.SAVED, NOW)
        writer.intake.put_feed(feed, NOW)
        writer.intake.put_states([FeedState(feed_id="news", polled_at=at("2025-11-07T08:00"))])
        poll = Poll(feed_id="news", polled_at=at("2025-11-07T08:00"), reason=PollReason.OK, status=200, n_items=3)
        writer.intake.add_polls([poll])
    run.update_stories(store, at("2026-02-01T00:00"), with_meaning=False)
    run.decide(store, MALI, ["r05"], CorrectionKind.KEEP, NOW)
    run.decide(store, MALI, ["r11"], CorrectionKind.KEEP, at("2026-02-01T00:00"))
    run.pin_report(store, "r03", "r02", NOW)
    for moment in ("2025-10-10T00:00", "2025-11-07T00:00", "2026-02-01T00:00"):
        brief = run.write_brief(store, "mali", at(moment))
        assert brief is not None
        run.keep_brief(store, brief, NOW)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store, made once; nobody writes to it."""
    folder = tmp_path_factory.mktemp("api") / "store"
    store = open_store(folder, create=True)
    fill(store)
    store.close()
    return folder


@pytest.fixture(scope="session")
def reading(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk on which nothing is changed."""
    with ask_desk(Path(shutil.copytree(filled, tmp_path_factory.mktemp("reading") / "store"))) as client:
        yield client


@pytest.fixture
def own(filled: Path, tmp_path: Path) -> Path:
    """A copy of the store for one test."""
    return Path(shutil.copytree(filled, tmp_path / "store"))


@pytest.fixture
def desk(own: Path) -> Iterator[TestClient]:
    """A desk of the test's own."""
    with ask_desk(own) as client:
        yield client


@contextmanager
def ask_desk(folder: Path, gate: Gate | None = None) -> Iterator[TestClient]:
    """A desk over a store, as a program sees it."""
    app = make_app(folder, gate or Gate(rate=1e6, burst=1e6), work=Work(Here(Perform(folder))), clock=lambda: NOW)
    with TestClient(app, base_url="http://localhost/api/v1", raise_server_exceptions=False) as client:
        yield client

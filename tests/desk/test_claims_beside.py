"""What figures say to a claim stands beside the sentence of a brief that makes it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline import run
from dateline.store import open_store
from dateline.web import make_app
from dateline.web.jobs import Perform
from dateline.web.work import Here, Work
from making import add, at, make_article, make_observation

TEXTS = (
    "JNIM gunmen killed 12 soldiers in an attack on a convoy near Kayes in Mali.",
    "Attacks on villages in Mali increased sharply in 2024, the United Nations said.",
    "Mali's army retook the road to Gao after a week of fighting with JNIM.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports, and the deaths of two years, the second of which has twice as many."""
    store = open_store(tmp_path / "store", create=True)
    add(store, *(make_article(f"r{n}", text, when=f"2025-11-0{n + 1}", lang="en") for n, text in enumerate(TEXTS)))
    months = [(of, month) for of in (2023, 2024) for month in range(1, 13)]
    with store.write() as writer:
        writer.add_observations(
            [make_observation(10.0 * (of - 2022), period=f"{of}-{month:02}") for of, month in months]
        )
    run.update_stories(store, at("2025-11-05T00:00"), with_meaning=False)
    store.close()
    return tmp_path / "store"


@pytest.fixture
def desk(folder: Path) -> Iterator[TestClient]:
    """A desk over it."""
    app = make_app(folder, work=Work(Here(Perform(folder))), clock=lambda: at("2025-11-07T12:00"), patience_s=120)
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def test_figures_stand_beside_the_claim_and_nothing_else(desk: TestClient) -> None:
    page = desk.get("/situations/Mali").text
    places = dict(re.findall(r'id="s-(\d+\.\d+)".*?data-open[^>]*>(?:<span[^>]*>)?([^<]+)', page, re.DOTALL))
    told = {
        text: desk.get(f"/situations/Mali/evidence/{place.replace('.', '/')}").text for place, text in places.items()
    }
    (claim,) = [evidence for text, evidence in told.items() if "increased sharply" in text]
    assert "the figures agree" in claim
    assert "240 deaths in organised violence in Mali" in claim
    assert not [text for text, evidence in told.items() if "the figures" in evidence and "increased" not in text]


def test_figures_stand_under_the_sentence_of_a_text(desk: TestClient) -> None:
    text = "JNIM killed 12 soldiers near Kayes in Mali. Security in Mali has improved since January 2024."
    page = desk.post("/audit", data={"text": text}).text
    for _ in range(50):
        if "the figures disagree" in page:
            break
        page = desk.post("/audit", data={"text": text}).text
    first, _, second = page.partition("Security in Mali")
    assert "the figures disagree" not in first
    assert "240 deaths in organised violence in Mali" in second

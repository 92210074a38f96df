"""A desk in French says nothing in English but the words of its sources."""

from __future__ import annotations

import html
import re
import shutil
import time
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from importlib import resources
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline import run
from dateline.records import AlertKind, CorrectionKind
from dateline.store import open_store
from dateline.web.desk import load_retelling
from desk.conftest import NOW, open_desk

MALI = "/situations/mali"
LEAST_WORDS = 4  # of a message that is looked for: a shorter one may be French as well
PATHS = (
    "/", "/?as_of=soon", "/nowhere", "/reports", "/reports?show=all", "/reports?show=saved", "/reports/nothing",
    "/alerts", "/sources", "/audit", "/audit/nothing", "/settings", "/corrections", "/login", "/stories/nothing",
    "/actors/nobody", "/outlets/AP", "/search?q=blockade", "/search?q=zzzz:1", "/versions/nothing",
    "/situations/Atlantis%20Quux", MALI, f"{MALI}?length=long&since=2025-09-01", f"{MALI}/timeline", f"{MALI}/map",
    f"{MALI}/relations", f"{MALI}/measures", f"{MALI}/coverage", f"{MALI}/reports", f"{MALI}/versions",
    f"{MALI}/export/x.y",
)  # fmt: skip
_QUOTED = re.compile(r"<(q|blockquote|code|script|style)\b.*?</\1>|<\w+[^>]*\blang=\"en\"[^>]*>[^<]*", re.DOTALL)


def read_words(code: str) -> dict[str, str]:
    """Every form of every message of the pages, by its key."""
    text = (resources.files("dateline.web") / "words" / f"{code}.toml").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for table, messages in tomllib.loads(text).items():
        for name, message in messages.items():
            for form, told in message.items() if isinstance(message, dict) else [("", message)]:
                found[f"{table}.{name}.{form}"] = told
    return found


def read_page(desk: TestClient, path: str, language: str = "fr") -> str:
    """What a page says once it is worked out, all spaces alike: its text and what is read out, without quotes."""
    while "spinner" in (page := desk.get(path, headers={"accept-language": language}).text):
        time.sleep(0.2)
    text = _QUOTED.sub(" ", page)
    told = " ".join(re.findall(r'(?:title|aria-label|placeholder)="([^"]*)"', text)) + re.sub(r"<[^>]+>", " ", text)
    return " ".join(html.unescape(told).split())


@pytest.fixture
def french_desk(built_demo: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A desk over a store with rules, alerts and decisions."""
    folder = Path(shutil.copytree(built_demo, tmp_path / "store"))
    store = open_store(folder)
    wishes = [
        run.Wish(kind=AlertKind.THRESHOLD, what="reports", least=1, days=60),
        run.Wish(kind=AlertKind.EPISODE, days=90),
        run.Wish(kind=AlertKind.SILENCE, days=7),
    ]
    with store.write() as writer:
        for wish in wishes:
            writer.add_alert_rule(run.make_rule(store, "mali", wish, NOW - timedelta(days=1)))
    run.check_alerts(store, NOW, NOW)
    selection = run.select(store, "mali", NOW)
    assert selection is not None
    report = selection.articles[-1].article_id
    run.decide(store, run.require_situation(store, "mali"), [report], CorrectionKind.KEEP, NOW)
    store.close()
    yield from open_desk(folder)


def test_no_page_says_an_english_message(french_desk: TestClient) -> None:
    """No message of the English words that differs from the French one stands on any page."""
    english, french = read_words("en"), read_words("fr")
    pieces = {
        " ".join(piece.split()).strip()
        for key, told in english.items()
        if told != french[key]
        for piece in re.split(r"\{\w+\}", told)
        if len(piece.split()) >= LEAST_WORDS
    }
    assert len(pieces) > 150
    paths = [*PATHS, *find_paths(french_desk)]
    for path in paths:
        page = read_page(french_desk, path)
        assert [piece for piece in pieces if piece in page] == [], path


def find_paths(desk: TestClient) -> list[str]:
    """A report, a story, an actor, a place and an audit."""
    report = re.findall(r'id="r-(\w+)"', desk.get(f"{MALI}/reports").text)[0]
    page = desk.get(f"/reports/{report}").text
    linked = [re.search(rf'href="(/{kind}/[^"?]+)"', page) for kind in ("stories", "actors", "places")]
    audit = desk.post("/audit", data={"text": "Mali joined NATO in 2019. France left.", "about": "mali"})
    return [f"/reports/{report}", f"/reports/{report}/correct", audit.url.path, *(one[1] for one in linked if one)]


def test_reasons_alerts_and_log(french_desk: TestClient) -> None:
    assert "articles à son sujet en 60 jours" in read_page(french_desk, "/")
    alerts = read_page(french_desk, "/alerts")
    assert "articles en 60 jours, jusqu’au 7 novembre 2025 (seuil de la règle : 1)." in alerts
    assert "Le blocus sur le carburant : début signalé le 3 septembre 2025." in alerts
    assert "mali seuil articles 1 60" in alerts
    assert "fait partie de la situation « Mali" in read_page(french_desk, "/corrections")
    assert "Fuel blockade began, reported on 3 September 2025." in read_page(french_desk, "/alerts", "en")


def test_errors_and_owners(french_desk: TestClient) -> None:
    assert "Il n’y a pas d’article « nothing »" in read_page(french_desk, "/reports/nothing")
    assert "« soon » n’est pas une date lisible. Écrivez" in read_page(french_desk, "/?as_of=soon")
    owners = read_page(french_desk, f"{MALI}/coverage")
    assert "privé" in owners
    assert "private" not in owners


@pytest.mark.parametrize(
    "text",
    [
        "hours between them 26.85 (-2.4), meaning, report by report 0.41 (+1.9), names nan (-0.1)",
        "From unchanged to deteriorated: 9 reports of force or deaths in the 30 days to 7 November 2025 (1 in the 30"
        " days before), 3 deadly attacks (1), at least 60 killed in them (4), of 100 reports in the store (90); siege"
        " began, reported on 1 November 2025; curfew ended, reported on 2 November 2025.",
        "the source says “killed 12”, the claim tells it as a fact",
        "12% of the shorter text is that of 'The Paper', 3% of the longer one",
    ],
)
def test_what_is_kept_in_english_is_told_whole(text: str) -> None:
    """Every word but names and quotes is told anew."""
    retelling = load_retelling("fr")
    assert retelling is not None
    told = retelling.tell(text)
    assert not re.search(r"\b(?:the|of|reports?|hours|names|between|claim|source|killed in)\b", told.replace("12", ""))


def test_what_no_message_says_stays() -> None:
    retelling = load_retelling("fr")
    assert retelling is not None
    for text in ("Army; rebels began talks", "From here to there: a story", "{n} reports", "x" * 5000, ""):
        assert retelling.tell(text) == text


def test_every_message_to_retell_is_still_made_somewhere() -> None:
    """Words of each stand in the code: one that is reworded there would stay English."""
    root = Path(str(resources.files("dateline")))
    code = re.sub(r'"\s*\n\s*f?"', "", "".join(path.read_text(encoding="utf-8") for path in root.rglob("*.py")))
    code += " ".join(status.phrase for status in HTTPStatus)
    lost = []
    for key, told in read_words("en").items():
        longest = max(re.split(r"\{\w+\}", told), key=len).strip(" '“”.").split()
        runs = [" ".join(longest[at : at + 3]) for at in range(len(longest) - 2)]
        if key.startswith("told.") and runs and not any(run in code for run in runs):
            lost.append(told)
    assert lost == []


def test_text_that_is_no_message_stays() -> None:
    """Also where it has the few words of a message that joins others."""
    retelling = load_retelling("fr")
    assert retelling is not None
    assert retelling.tell("The feed was moved or closed by its owner.") == "The feed was moved or closed by its owner."

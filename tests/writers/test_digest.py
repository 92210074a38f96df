"""A digest reads well at 76 columns, escapes what reports say, links only what may be linked, and loads nothing."""

import json
from datetime import timedelta

import pytest

from dateline.records import (
    Alert,
    AlertKind,
    Citation,
    Digest,
    DigestPart,
    Direction,
    DirectionState,
    QuoteEvidence,
    Sentence,
    SentenceKind,
    SentenceNote,
    Span,
)
from dateline.writers.digest import COLUMNS, DIGEST_WRITERS, title_digest, write_digest_html, write_digest_text
from making import NOW

HOSTILE = '<script>alert(1)</script>\n<img src="https://evil.example/x.png"> \x1b[31m\u202eevil & "quoted"'


def make_digest(text: str = "The army left Gao.", url: str = "https://news.example/1", n_parts: int = 1) -> Digest:
    """A digest with a sentence and an alert."""
    quote = QuoteEvidence(
        span=Span(article_id="a", start=0, end=4, quote="army"),
        citations=(Citation(outlet="AFP", url=url),),
        published_at=NOW,
        known_at=NOW,
    )
    direction = Direction(
        situation_id="mali", state=DirectionState.IMPROVED, reason="2 reports of force (9)", to=NOW.date(), days=30
    )
    alert = Alert(
        alert_id="x", rule_id="r", situation_id="mali", kind=AlertKind.SEARCH, text=text, as_of=NOW, evidence=(quote,)
    )
    sentence = Sentence(text=text, kind=SentenceKind.QUOTED, evidence=(quote,), note=SentenceNote.ADDED)
    part = DigestPart(
        situation_id="mali",
        title=text,
        direction=direction,
        n_reports=1,
        sentences=(sentence,),
        alerts=(alert,),
    )
    return Digest(digest_id="d", since=NOW - timedelta(days=1), as_of=NOW, parts=(part,) * n_parts)


def test_the_text_is_what_a_reader_needs() -> None:
    """Direction with its reason, alerts, what is new, each with its source."""
    assert write_digest_text(make_digest()) == (
        "Dateline: The army left Gao. (improved, 1 alert)\n"
        "Since 7 November 2025, 12:00 UTC. As of 8 November 2025, 12:00 (UTC).\n"
        "\n\n"
        "The army left Gao.\n"
        "==================\n"
        "Improved: 2 reports of force (9).\n"
        "\n"
        "1 new report.\n"
        "\n"
        "Alerts\n"
        "------\n"
        "* search: The army left Gao.\n"
        "  AFP: https://news.example/1\n"
        "\n"
        "New in the brief\n"
        "----------------\n"
        "* The army left Gao. (added)\n"
        "  AFP: https://news.example/1\n"
    )


@pytest.mark.parametrize("text", ["word " * 200, "x" * 500, HOSTILE * 5])
def test_no_line_is_longer_than_76_but_an_address(text: str) -> None:
    """An address is not broken, since it would be no address then."""
    lines = write_digest_text(make_digest(text, "https://news.example/" + "a" * 200)).splitlines()
    assert all(len(line) <= COLUMNS for line in lines[2:] if not line.startswith("  https://"))
    assert "  https://news.example/" + "a" * 200 in lines


def test_hostile_words_are_only_words() -> None:
    """No markup, terminal code or change of direction of a report gets through in any form."""
    html, text = write_digest_html(make_digest(HOSTILE)), write_digest_text(make_digest(HOSTILE))
    assert "<script" not in html
    assert "<img" not in html
    for form in (html, text):
        assert "\x1b" not in form
        assert "\u202e" not in form


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'https://x.example/"onclick="x', "data:text/html,x", ""])
def test_only_web_addresses_become_links(url: str) -> None:
    """The outlet is named all the same."""
    html, text = write_digest_html(make_digest(url=url)), write_digest_text(make_digest(url=url))
    assert "<a " not in html
    assert "AFP" in html
    assert "  AFP\n" in text


def test_the_page_loads_nothing() -> None:
    """No picture, style sheet, script or font from elsewhere."""
    html = write_digest_html(make_digest())
    assert 'href="https://news.example/1"' in html
    assert not [mark for mark in ("src=", "<link", "<script", "url(", "@import", "<style") if mark in html]


def test_a_long_title_counts_the_situations() -> None:
    """A subject has to fit into a list of mail."""
    assert title_digest(make_digest("A situation with a long name", n_parts=6)) == (
        "Dateline: what changed in 6 situations"
    )
    assert "\n" not in title_digest(make_digest(HOSTILE))


def test_every_form_gives_the_same_bytes_again() -> None:
    """The JSON can be read, and has the fields of docs/alerts.md."""
    for write in DIGEST_WRITERS.values():
        assert write(make_digest()) == write(make_digest())
    found = json.loads(DIGEST_WRITERS["json"](make_digest()))
    assert set(found) == {"digest", "since", "as_of", "situations"}
    assert found["situations"][0]["sentences"][0]["evidence"][0]["sources"] == [
        {"outlet": "AFP", "url": "https://news.example/1"}
    ]

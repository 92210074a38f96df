"""Any text is read without an error and in bounded time, and what is read holds together."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading import read_article
from dateline.records import Article, Reading
from making import at

HUGE = 200_000
SECONDS = 60.0  # on an idle machine it is one: only what grows without bound fails
WORDS = [
    *("Rebels", "the army", "said", "killed", "30", "dozens of", "“", "”", "Gao", "on Thursday", ",", ".", "\n", "—"),
    *("he", "the ministry", "according to", "Mali's", "(JNIM)", "that", "not", "<b>", "&amp;", "\x00"),
    *("مالي", "Москва", "д"),
]
TEXTS = st.text(max_size=300) | st.lists(
    st.sampled_from(WORDS),
    max_size=40,
).map(" ".join)


def read(text: str, lang: str = "en") -> Reading:
    day = at("2025-11-07T12:00")
    return read_article(Article(article_id="a", source_id="x", text=text, lang=lang, published_at=day, known_at=day))


def check(text: str, reading: Reading) -> None:
    """Spans are of the text, and numbers name what there is."""
    spans = [p.span for p in reading.passages] + [m.span for m in reading.mentions] + [p.span for p in reading.places]
    spans += [one.span for one in reading.dates] + [event.trigger for event in reading.events]
    spans += [count.span for event in reading.events for count in event.counts]
    for statement in reading.statements:
        spans += [span for span in (statement.source, statement.cue, *statement.content) if span]
    assert all(text[span.start : span.end] == span.quote and span.article_id == "a" for span in spans)
    starts = [mention.span.start for mention in reading.mentions]
    assert starts == sorted(starts)
    for event in reading.events:
        assert all(0 <= one < len(reading.mentions) for one in (*event.source, *event.target))
        assert event.place is None or event.place < len(reading.places)
        assert event.when is None or event.when < len(reading.dates)
        assert event.statement is None or event.statement < len(reading.statements)
        assert event.is_state == (event.quad == 0)
    for statement in reading.statements:
        assert all(one is None or one < len(reading.mentions) for one in (statement.speaker, statement.target))
        assert statement.nested_in is None or statement.nested_in < len(reading.statements)


@given(text=TEXTS.filter(bool), lang=st.sampled_from(["en", "fr", "es", "ar", "ru", "sw", ""]))
@settings(deadline=None, max_examples=60)
def test_any_text_is_read_and_holds_together(text: str, lang: str) -> None:
    """Whatever the text and its language, spans are of the text and nothing names what is not there."""
    check(text, read(text, lang))


@pytest.mark.parametrize(
    "text",
    [
        "The army killed 30 rebels in Gao and " * (HUGE // 37),
        "“He said the army " * (HUGE // 18),
        "Mali " * (HUGE // 5),
        "(" * HUGE,
        "Gao, " * (HUGE // 5),
        "<div><p>&nbsp;Rebels attack Gao.</p></div>" * (HUGE // 43),
        "Иран Iran إيران 伊朗 " * (HUGE // 21),
        "The army left Gao on Thursday. Rebels killed 30 people, officials said. " * (5_000_000 // 72),
    ],
    ids=[
        "one sentence",
        "open quotes",
        "one name",
        "brackets",
        "a list of towns",
        "markup",
        "scripts",
        "five megabytes",
    ],
)
def test_hostile_texts_take_bounded_time(text: str) -> None:
    """A sentence of 200,000 characters and a text of five million are read in seconds."""
    start = time.process_time()
    reading = read(text)
    assert time.process_time() - start < SECONDS
    check(text, reading)


def test_a_text_that_is_too_long_says_what_was_left() -> None:
    """Of a very long text the beginning is read, and the rest is counted."""
    reading = read("The army left Gao on Thursday. " * 3000)
    assert reading.n_left == 2000
    assert len(reading.passages) == 1000

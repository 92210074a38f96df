"""Records come back from the store as they were, whatever they hold."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import codec
from dateline.records import Article, Citation, Modality, Observation, Passage, Reading, Situation, Span
from dateline.store import SqliteStore
from dateline.text import clean
from making import LATER, NOW

texts = st.text(max_size=80).map(clean)
some_text = texts.filter(bool)
words = st.lists(texts, max_size=4).map(tuple)
moments = st.datetimes(datetime(1800, 1, 1), datetime(2198, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))
days = st.dates(date(1800, 1, 1), date(2200, 1, 1))
citations = st.builds(Citation, outlet=texts, url=st.none() | some_text)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any dated report whose text says "Gao", so that it can be looked up."""
    published_at = draw(moments)
    return Article(
        article_id=draw(some_text),
        source_id=draw(texts),
        text=f"{draw(texts)} Gao",
        title=draw(texts),
        lang=draw(texts),
        published_at=published_at,
        known_at=published_at + draw(st.timedeltas(timedelta(0), timedelta(days=31))),
        citations=tuple(draw(st.lists(citations, max_size=3))),
        topics=draw(words),
    )


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Any passage."""
    quote, start = draw(st.text(min_size=1, max_size=40).filter(lambda text: text == clean(text))), draw(st.integers(0))
    return Passage(
        span=Span(article_id=draw(some_text), start=start, end=start + len(quote), quote=quote),
        position=draw(st.integers(0, 400)),
        is_sentence=draw(st.booleans()),
        acts=draw(words),
        mentions=draw(words),
        modality=draw(st.sampled_from(Modality)),
        is_attributed=draw(st.booleans()),
        is_hearsay=draw(st.booleans()),
        deaths=draw(st.integers(0, 10**12)),
        names=draw(words),
    )


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Any situation."""
    phrases = st.lists(some_text, min_size=1, max_size=4).map(tuple)
    return Situation(
        situation_id=draw(some_text),
        title=draw(texts),
        facets=tuple(draw(st.lists(phrases, min_size=1, max_size=3))),
        exclude=draw(words),
        countries=draw(words),
        actors=tuple(draw(st.lists(st.tuples(texts, words), max_size=3))),
        since=draw(st.none() | days),
    )


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Any row of data."""
    start, end, released = sorted(draw(st.tuples(days, days, days)))
    return Observation(
        series_id=draw(texts),
        iso3="MLI",
        country=draw(texts),
        measure=draw(texts),
        unit=draw(texts),
        period_start=start,
        period_end=end,
        value=draw(st.floats(allow_nan=False, allow_infinity=False)),
        released_at=released,
        source=draw(texts),
    )


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """A store; every example leaves its records in it."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder), create=True)
        yield store
        store.close()


@given(article=articles())
def test_an_article_comes_back_equal(article: Article) -> None:
    """A report that went into the store comes out of it equal."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder), create=True)
        with store.write() as writer:
            assert writer.add_articles([article], NOW) == 1
        assert store.view(LATER).find_articles([["Gao"]]) == [article]
        store.close()


@given(read=st.lists(passages(), max_size=4).map(tuple), made_by=some_text)
def test_a_reading_comes_back_equal(store: SqliteStore, read: tuple[Passage, ...], made_by: str) -> None:
    """A reading that went into the store comes out of it equal."""
    article_id = codec.encode(read)
    reading = Reading(article_id=article_id, made_by=made_by, passages=read)
    with store.write() as writer:
        writer.add_articles([Article(article_id=article_id, source_id="x", text="Gao")], NOW)
        writer.add_readings([reading])
    assert store.view(LATER).get_readings([article_id], made_by) == {article_id: reading}


@given(situation=situations())
def test_a_situation_comes_back_equal(store: SqliteStore, situation: Situation) -> None:
    """A situation that went into the store comes out of it equal."""
    with store.write() as writer:
        writer.put_situation(situation)
    assert situation in store.list_situations()


@given(row=observations())
def test_a_row_comes_back_equal(row: Observation) -> None:
    """A row of data that went into the store comes out of it equal."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder), create=True)
        with store.write() as writer:
            writer.add_observations([row])
        assert store.view(datetime.max.replace(tzinfo=UTC)).get_observations(["MLI"]) == [row]
        store.close()


@given(read=st.lists(passages(), max_size=4).map(tuple), cited=st.lists(citations, max_size=3).map(tuple), listed=words)
def test_codec_reads_what_it_wrote(
    read: tuple[Passage, ...], cited: tuple[Citation, ...], listed: tuple[str, ...]
) -> None:
    """Decoding is the reverse of encoding."""
    reading = Reading(article_id="a", made_by="reader@1", passages=read)
    assert codec.decode_reading(codec.encode(reading)) == reading
    assert codec.decode_citations(codec.encode(cited)) == cited
    assert codec.decode_strings(codec.encode(listed)) == listed

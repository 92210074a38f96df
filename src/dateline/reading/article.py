"""Articles -> readings: every part of the reader in its order.

    text -> dateline, sentences -> passages
         -> parse (English, French; the sentences of many articles together)
         -> dates, places, mentions -> statements -> events

A language with data alone has everything but events; one without data has sentences only, and the reading says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc

from dateline.gazetteer import find_outlet
from dateline.languages import support
from dateline.reading.actors import find_mentions
from dateline.reading.datelines import find_dateline
from dateline.reading.dates import find_dates
from dateline.reading.events import Found, ParsedSentence, find_events
from dateline.reading.parsing import can_parse, parse
from dateline.reading.passages import read_passages
from dateline.reading.places.find import find_places
from dateline.reading.places.resolve import PlaceContext, resolve_places
from dateline.reading.reconciling import reconcile
from dateline.reading.relations import find_relations
from dateline.reading.sentences import split_sentences
from dateline.reading.statements import FoundStatement, find_statements
from dateline.records import Article, DateMention, Mention, Place, Reading, Span, Statement

MAX_SENTENCES = 1000  # read of one article, and
MAX_READ = 120_000  # characters: four or five seconds; the rest is counted
MAX_PARSED = 1000  # characters of a sentence that is parsed: a longer one is a list, or has lost its full stops
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Split:
    """An article cut into sentences, with the parse of each, or None."""

    article: Article
    spans: Spans
    docs: list[Doc | None]
    n_left: int


def read_articles(articles: Sequence[Article], made_by: str) -> Iterator[Reading]:
    """A reading of each article, in order, in the name of a reader."""
    splits = [_split(article) for article in articles]
    for lang in dict.fromkeys(split.article.lang or "en" for split in splits):
        if can_parse(lang):
            _parse_all([split for split in splits if (split.article.lang or "en") == lang], lang)
    yield from (_read(split, made_by) for split in splits)


def find_places_at(article: Article, spans: Sequence[tuple[int, int]]) -> list[Place | None]:
    """The place that each span of the article names, in order; None where no gazetteer entry fits."""
    return resolve_places(article.text, spans, context=_place_context(article))


def skim(article: Article) -> tuple[Spans, tuple[DateMention, ...]]:
    """Where the sentences of an article stand, and the days they name: what needs no parser."""
    lang = article.lang or "en"
    published = article.published_at.date() if article.published_at else None
    spans = find_sentences(article)
    return spans, tuple(_find_dates(article, spans, published, lang)) if support(lang) != "none" else ()


def find_sentences(article: Article) -> Spans:
    """Where the sentences of an article stand that are read."""
    return _cut(article)[0]


def _cut(article: Article) -> tuple[Spans, int]:
    """The sentences that are read, and how many are left."""
    spans = split_sentences(article.text, article.lang or "en")
    kept = [span for span in spans[:MAX_SENTENCES] if span[1] <= MAX_READ]
    return kept, len(spans) - len(kept)


def _split(article: Article) -> _Split:
    kept, n_left = _cut(article)
    return _Split(article, kept, [None] * len(kept), n_left)


def _parse_all(splits: Sequence[_Split], lang: str) -> None:
    places = [(s, at) for s in splits for at, (start, end) in enumerate(s.spans) if end - start <= MAX_PARSED]
    texts = [split.article.text[slice(*split.spans[at])] for split, at in places]
    for (split, at), doc in zip(places, parse(texts, lang), strict=True):
        split.docs[at] = doc


def _read(split: _Split, made_by: str) -> Reading:
    article, lang = split.article, split.article.lang or "en"
    published = article.published_at.date() if article.published_at else None
    base = Reading(
        article_id=article.article_id,
        made_by=made_by,
        lang=lang,
        support=_support(lang),
        n_left=split.n_left,
        dateline=find_dateline(article.text, lang, published, article.article_id),
        passages=read_passages(article, split.spans),
    )
    return base if base.support == "none" else _read_all(base, split, published)


def _support(lang: str) -> str:
    """How far the language is read on this machine: without its pipeline, by data alone."""
    known = support(lang)
    return "cues" if known == "full" and not can_parse(lang) else known


def _read_all(base: Reading, split: _Split, published: date | None) -> Reading:
    article, lang = split.article, base.lang
    read_text = article.text[:MAX_READ]
    places = tuple(find_places(read_text, _entities(split), context=_place_context(article)))
    mentions = reconcile(find_mentions(article, split.spans, split.docs), places)
    dates = tuple(_find_dates(article, split.spans, published, lang))
    found = find_statements(article.article_id, read_text, split.spans, split.docs, lang)
    statements = tuple(_link(one, mentions) for one in found)
    read = replace(base, mentions=mentions, places=places, dates=dates, statements=statements)
    return _with_events(read, split, published) if base.support == "full" else read


def _with_events(read: Reading, split: _Split, published: date | None) -> Reading:
    sentences = [
        ParsedSentence(at, start, doc)
        for at, ((start, _), doc) in enumerate(zip(split.spans, split.docs, strict=True))
        if doc is not None
    ]
    found = Found(
        article_id=read.article_id,
        text=split.article.text,
        lang=read.lang,
        published=published,
        mentions=read.mentions,
        places=read.places,
        dates=read.dates,
        statements=read.statements,
    )
    events, mentions = find_events(sentences, found)
    relations = find_relations(sentences, replace(found, mentions=mentions), events)
    numbered = _renumber(read, mentions)
    return replace(read, events=events, mentions=mentions, statements=numbered, relations=relations)


def _renumber(read: Reading, mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """The statements with the numbers that their speakers have among more mentions."""
    number = {(mention.span.start, mention.span.end): at for at, mention in enumerate(mentions)}

    def move(at: int | None) -> int | None:
        return None if at is None else number[read.mentions[at].span.start, read.mentions[at].span.end]

    return tuple(replace(s, speaker=move(s.speaker), target=move(s.target)) for s in read.statements)


def _link(found: FoundStatement, mentions: Sequence[Mention]) -> Statement:
    """The statement with its speaker and target among the mentions; the head of a long source says who it is."""
    heads = (_mention_in(head, mentions) for head in found.heads)
    speaker = next((at for at in heads if at is not None), None)
    speaker = _mention_in(found.statement.source, mentions) if speaker is None else speaker
    return replace(found.statement, speaker=speaker, target=_mention_in(found.target, mentions))


def _mention_in(span: Span | None, mentions: Sequence[Mention]) -> int | None:
    """The mention that a phrase is about: of those inside it, the first with an id, else the first."""
    if span is None:
        return None
    inside = [at for at, m in enumerate(mentions) if m.span.start < span.end and span.start < m.span.end]
    return min(inside, key=lambda at: (not mentions[at].actor_id, mentions[at].span.start), default=None)


def _entities(split: _Split) -> list[tuple[int, int, str]]:
    """The named entities of the parsed sentences as (start, end, label) in the article."""
    return [
        (start + entity.start_char, start + entity.end_char, entity.label_)
        for (start, _), doc in zip(split.spans, split.docs, strict=True)
        if doc is not None
        for entity in doc.ents
    ]


def _find_dates(article: Article, spans: Spans, published: date | None, lang: str) -> Iterator[DateMention]:
    """The dates of each sentence; what one names, "the following day" in the next goes from."""
    last = None
    for start, end in spans:
        text, name = article.text[start:end], article.article_id
        for found in find_dates(text, published=published, lang=lang, article_id=name, offset=start, last=last):
            last = found
            yield found


def _place_context(article: Article) -> PlaceContext:
    outlet = find_outlet(article.outlet) if article.outlet else None
    return PlaceContext(
        article_id=article.article_id,
        title=article.title,
        lang=article.lang or "en",
        country=outlet.country if outlet else "",
    )

"""Reports with their readings -> the rows of exported tables: reports, sentences, events, statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.gazetteer import find_outlet, load_countries
from dateline.reading import plover_code
from dateline.records import Article, Cells, Count, Event, Excerpt, Mention, Passage, Place, Reading, Span, Statement
from dateline.run.excerpts import find_passage
from dateline.run.stories import make_witness
from dateline.situations import Relevance
from dateline.stories import Groups
from dateline.text import digest

_NO_PLACE: Cells = dict.fromkeys(
    ("geonames_id", "place", "lat", "lon", "country", "admin1", "feature", "precision", "place_words", "place_score")
)


@dataclass(frozen=True, slots=True)
class Citing:
    """Writes the evidence of rows: the words, their report, and who stands behind it."""

    groups: Groups
    articles: Mapping[str, Article]

    def cite(self, article: Article, start: int, end: int) -> Cells:
        """The columns of evidence that every row has."""
        root = self.articles.get(self.groups.root_of(article.article_id), article)
        witness = make_witness(root, root.article_id)
        return {
            **quote(article, start, end),
            "lang": article.lang or None,
            "story_id": self.groups.story_of(article.article_id),
            "origin": witness.agency or witness.outlet or None,
        }

    def cite_excerpt(self, excerpt: Excerpt) -> Cells:
        """The same, of a sentence."""
        span = excerpt.passage.span
        return self.cite(excerpt.article, span.start, span.end)


def quote(article: Article, start: int, end: int) -> Cells:
    """Words of a report: `quote` is `text[start:end]`, whatever else is said."""
    return {
        "article_id": article.article_id,
        "start": start,
        "end": end,
        "quote": article.text[start:end],
        "outlet": article.outlet or None,
        "url": article.url,
        "published_at": article.published_at,
        "known_at": article.known_at,
    }


def say_more(claims: Mapping[str, Excerpt | None], first: Excerpt) -> list[Cells]:
    """What else a row rests on, each with what it says ("last", "ended"); its first sentence is told already."""
    found = {one.passage.span: (says, one) for says, one in claims.items() if one is not None}
    found.pop(first.passage.span, None)
    spans = {span: (says, one.article) for span, (says, one) in found.items()}
    return [{"says": says, **quote(article, span.start, span.end)} for span, (says, article) in spans.items()]


def write_report(article: Article, citing: Citing) -> Cells:
    """A report; its words are the whole text."""
    outlet = find_outlet(article.outlet)
    country = load_countries().get(outlet.country)
    root = citing.groups.root_of(article.article_id)
    return {
        "title": article.title or None,
        **citing.cite(article, 0, len(article.text)),
        "outlets": [one.outlet for one in article.citations],
        "urls": [one.url for one in article.citations if one.url],
        "outlet_country": country.iso3 if country else None,
        "outlet_owner": outlet.owner,
        "agency": make_witness(article, root).agency or None,
        "authors": list(article.about.authors),
        "topics": list(article.topics),
        "section": article.about.section or None,
        "copy_of": root if root != article.article_id else None,
        "source_id": article.source_id,
    }


def write_sentences(article: Article, reading: Reading, citing: Citing, relevance: Relevance) -> Iterator[Cells]:
    """The sentences of a report; what is only a heading or a list is none."""
    for passage in reading.passages:
        if passage.is_sentence:
            yield {**_write_passage(passage, reading, relevance), **citing.cite_excerpt(Excerpt(article, passage))}


def _write_passage(passage: Passage, reading: Reading, relevance: Relevance) -> Cells:
    within = passage.span
    return {
        "position": passage.position,
        "is_about": relevance.centrality(within.quote) > 0,
        "modality": passage.modality.value,
        "is_attributed": passage.is_attributed,
        "is_hearsay": passage.is_hearsay,
        "acts": list(passage.acts),
        "speaks_of": list(passage.mentions),
        "killed": passage.deaths,
        "names": list(passage.names),
        "actor_ids": _once(one.actor_id for one in reading.mentions if _is_in(one.span, within)),
        "geonames_ids": _once(one.geonames_id for one in reading.places if _is_in(one.span, within)),
        "days": _once(
            one.earliest.isoformat()
            for one in reading.dates
            if one.earliest is not None and one.earliest == one.latest and _is_in(one.span, within)
        ),
        "event_ids": [one.event_id for one in reading.events if _is_in(one.trigger, within)],
    }


def write_events(article: Article, reading: Reading, citing: Citing, relevance: Relevance) -> Iterator[Cells]:
    """The events that the report's sentences on the situation tell."""
    for event in reading.events:
        passage = find_passage(event.trigger, reading)
        if passage is not None and relevance.centrality(passage.span.quote) > 0:
            yield {**_write_event(event, reading), **citing.cite_excerpt(Excerpt(article, passage))}


def _write_event(event: Event, reading: Reading) -> Cells:
    place = reading.places[event.place] if event.place is not None else None
    return {
        "event_id": event.event_id,
        "event_type": event.type,
        "mode": event.mode or None,
        "context": list(event.context),
        "quad": event.quad or None,
        "goldstein": None if event.is_state else event.goldstein,
        "modality": event.modality.value,
        "is_state": event.is_state,
        "earliest": event.earliest,
        "latest": event.latest,
        "date_words": reading.dates[event.when].span.quote if event.when is not None else None,
        **_write_actors("source", [reading.mentions[at] for at in event.source]),
        **_write_actors("target", [reading.mentions[at] for at in event.target]),
        **(_NO_PLACE if place is None else write_place(place)),
        "place_words": place.span.quote if place else None,
        "place_score": place.score if place else None,
        **_write_counts(event.counts),
        **_write_speaker(event, reading),
        "trigger": event.trigger.quote,
        "score": event.score,
    }


def write_place(place: Place) -> Cells:
    """Where a place is; what could not be resolved has its name alone."""
    return {
        "geonames_id": place.geonames_id or None,
        "place": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country or None,
        "admin1": place.admin1 or None,
        "feature": place.feature or None,
        "precision": _tell_precision(place),
    }


def _tell_precision(place: Place) -> str | None:
    """What its point stands for: a whole country or division is not where something happened."""
    if place.lat is None:
        return None
    kinds = {"PCL": "country", "ADM": "division", "RGN": "region"}
    return kinds.get(place.feature[:3], "place")


def _write_actors(side: str, mentions: Sequence[Mention]) -> Cells:
    """The actors of a side, position by position; the code is PLOVER's, "MLI MIL" for Mali's army."""
    return {
        f"{side}_ids": [one.actor_id for one in mentions],
        f"{side}_names": [one.name for one in mentions],
        f"{side}_kinds": [one.kind.value for one in mentions],
        f"{side}_codes": [" ".join(filter(None, plover_code(one))) for one in mentions],
    }


def _write_counts(counts: Sequence[Count]) -> Cells:
    """Those killed and wounded by themselves, as the first count of each says, and all counts."""
    killed, wounded = (next((c for c in counts if c.outcome == outcome), None) for outcome in ("killed", "wounded"))
    return {
        "killed_low": killed.low if killed else None,
        "killed_high": killed.high if killed else None,
        "wounded_low": wounded.low if wounded else None,
        "wounded_high": wounded.high if wounded else None,
        "counts": [{"low": c.low, "high": c.high, "what": c.what, "outcome": c.outcome or None} for c in counts],
    }


def _write_speaker(event: Event, reading: Reading) -> Cells:
    statement = reading.statements[event.statement] if event.statement is not None else None
    speaker = reading.mentions[statement.speaker] if statement and statement.speaker is not None else None
    words = statement.source.quote if statement and statement.source else None
    return {"speaker_id": speaker.actor_id or None if speaker else None, "speaker": speaker.name if speaker else words}


def write_statements(article: Article, reading: Reading, citing: Citing, relevance: Relevance) -> Iterator[Cells]:
    """What somebody says in the report's sentences on the situation."""
    for statement in reading.statements:
        passage = find_passage(statement.cue, reading)
        if passage is None or relevance.centrality(passage.span.quote) <= 0:
            continue
        spans = [passage.span, statement.cue, *statement.content, *([statement.source] if statement.source else [])]
        start, end = min(one.start for one in spans), max(one.end for one in spans)
        yield {**_write_statement(statement, reading), **citing.cite(article, start, end)}


def _write_statement(statement: Statement, reading: Reading) -> Cells:
    speaker, target = (reading.mentions[at] if at is not None else None for at in (statement.speaker, statement.target))
    outer = reading.statements[statement.nested_in] if statement.nested_in is not None else None
    words = statement.source.quote if statement.source else None
    return {
        "statement_id": _name_statement(statement),
        "modality": statement.modality.value,
        "is_negated": statement.is_negated,
        "is_direct": statement.is_direct,
        "speaker_id": speaker.actor_id or None if speaker else None,
        "speaker": speaker.name if speaker else words,
        "speaker_kind": speaker.kind.value if speaker else None,
        "speaker_country": speaker.country or None if speaker else None,
        "speaker_role": speaker.role or None if speaker else None,
        "speaker_words": words,
        "cue": statement.cue.quote,
        "content": " ".join(one.quote for one in statement.content) or None,
        "target_id": target.actor_id or None if target else None,
        "target": target.name if target else None,
        "nested_in": _name_statement(outer) if outer else None,
    }


def _name_statement(statement: Statement) -> str:
    starts = (one.start for one in (statement.cue, *statement.content))
    return digest(statement.cue.article_id, "statement", *map(str, starts))


def _is_in(span: Span, within: Span) -> bool:
    return within.start <= span.start and span.end <= within.end


def _once(values: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))

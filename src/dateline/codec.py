"""Records to JSON and back: the only place that knows how records look on the wire."""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec

from dateline.moments import write_published
from dateline.records import (
    About,
    Article,
    Brief,
    Citation,
    Confidence,
    Coverage,
    Evidence,
    Feed,
    FeedItem,
    FeedState,
    Meant,
    Observation,
    Poll,
    QueuedItem,
    QuoteEvidence,
    Reading,
    RowEvidence,
    Section,
    Sentence,
    SentenceKind,
    SentenceNote,
    Situation,
    Source,
)

VERSION_CHARS = 16

T = TypeVar("T")

DecodeError = msgspec.DecodeError  # what every decode_* raises

_CORRECTION_DETAIL = msgspec.json.Decoder(tuple[str, Meant | None])
_READING = msgspec.json.Decoder(Reading)
_CITATIONS = msgspec.json.Decoder(tuple[Citation, ...])
_STRINGS = msgspec.json.Decoder(tuple[str, ...])
_SITUATION = msgspec.json.Decoder(Situation)
_ABOUT = msgspec.json.Decoder(About)
_FEED = msgspec.json.Decoder(Feed)
_FEED_STATE = msgspec.json.Decoder(FeedState)
_FEED_ITEM = msgspec.json.Decoder(FeedItem)
_QUEUED_ITEM = msgspec.json.Decoder(QueuedItem)


def encode(record: object) -> str:
    """Any record, or tuple of records, as one line of JSON."""
    return msgspec.json.encode(record).decode()


def fields(record: object) -> dict[str, Any]:
    """A record as a table of its fields."""
    return {name: getattr(record, name) for name in type(record).__slots__}  # type: ignore[attr-defined]


def encode_pretty(value: object) -> str:
    """Indented JSON for people."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def decode_reading(raw: bytes | str) -> Reading:
    """A stored reading."""
    return _READING.decode(raw)


def decode_correction_detail(raw: str) -> tuple[str, Meant | None]:
    """The title, and what is said of words, of a stored correction."""
    return _CORRECTION_DETAIL.decode(raw) if raw else ("", None)


def decode_citations(raw: str) -> tuple[Citation, ...]:
    """The citations of one stored article."""
    return _CITATIONS.decode(raw)


def decode_strings(raw: str) -> tuple[str, ...]:
    """A stored tuple of strings."""
    return _STRINGS.decode(raw)


def decode_situation(raw: str) -> Situation:
    """A stored situation."""
    return _SITUATION.decode(raw)


def decode_about(raw: str) -> About:
    """What a stored article's page said of it."""
    return _ABOUT.decode(raw)


def decode_feed(raw: str) -> Feed:
    """A stored feed."""
    return _FEED.decode(raw)


def decode_feed_state(raw: str) -> FeedState:
    """How a stored feed stands."""
    return _FEED_STATE.decode(raw)


def decode_feed_item(raw: str) -> FeedItem:
    """A stored item."""
    return _FEED_ITEM.decode(raw)


def decode_queued_item(raw: str) -> QueuedItem:
    """A stored item with its place in the queue."""
    return _QUEUED_ITEM.decode(raw)


def name_version(brief: Brief) -> str:
    """The name of a version: a digest of all that is in it, the same wherever the same brief is written."""
    return hashlib.sha256(encode(brief).encode("utf-8")).hexdigest()[:VERSION_CHARS]


def decode_brief(raw: bytes | str) -> Brief:
    """A stored brief, as `encode` wrote it."""
    plain = msgspec.json.decode(raw)
    return Brief(
        situation_id=plain["situation_id"],
        title=plain["title"],
        as_of=msgspec.convert(plain["as_of"], datetime),
        made_by=plain["made_by"],
        sections=tuple(
            Section(title=one["title"], sentences=tuple(map(_decode_sentence, one["sentences"])))
            for one in plain["sections"]
        ),
        sources=msgspec.convert(plain["sources"], tuple[Source, ...]),
        coverage=msgspec.convert(plain["coverage"], Coverage),
        language=plain.get("language", "en"),
    )


def _decode_sentence(plain: dict[str, Any]) -> Sentence:
    return Sentence(
        text=plain["text"],
        kind=SentenceKind(plain["kind"]),
        evidence=tuple(map(_decode_evidence, plain["evidence"])),
        confidence=Confidence(plain["confidence"]),
        note=SentenceNote(plain["note"]) if plain["note"] else None,
    )


def _decode_evidence(plain: dict[str, Any]) -> Evidence:
    """Words or rows, told apart by what they have: msgspec decodes no union of two dataclasses."""
    if "rows" in plain:
        return msgspec.convert(plain, RowEvidence)
    return msgspec.convert(plain, QuoteEvidence)


def decode_as(raw: str, kind: type[T]) -> T:
    """A stored record of a kind that is known above this module only."""
    return msgspec.json.decode(raw, type=kind)


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers below 2**32 as four bytes each, the lowest first."""
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack_numbers(raw: bytes) -> array[int]:
    """What `pack_numbers` packed; several such one after the other are one."""
    numbers = array("I")
    numbers.frombytes(raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def to_poll(fields: Mapping[str, Any]) -> Poll:
    """A line of a feed's log from its columns."""
    return msgspec.convert(fields, Poll)


def read_observations(text: str, source: str) -> Iterator[Observation]:
    """Rows of a tidy measures CSV (columns as in `Observation`, without source).

    Raises ValueError with the row's number on the first row that does not fit.
    """
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            yield Observation(
                series_id=row["series_id"],
                iso3=row["iso3"],
                country=row["country"],
                measure=row["measure"],
                unit=row["unit"],
                period_start=date.fromisoformat(row["period_start"]),
                period_end=date.fromisoformat(row["period_end"]),
                value=float(row["value"]),
                released_at=date.fromisoformat(row["released_at"]),
                source=source,
            )
        except KeyError as error:
            raise ValueError(f"row {number}: the column {error} is missing") from error
        except (TypeError, ValueError) as error:
            raise ValueError(f"row {number}: {error}") from error


def article_to_dict(article: Article) -> dict[str, Any]:
    """An article as users see it in JSON."""
    dated = article.published_at is not None and article.known_at is not None
    return {
        "article_id": article.article_id,
        "source_id": article.source_id,
        "outlet": article.outlet,
        "url": article.url,
        "outlets": [citation.outlet for citation in article.citations],
        "title": article.title,
        "text": article.text,
        "lang": article.lang,
        "published_at": write_published(article.published_at, article.known_at)  # type: ignore[arg-type]
        if dated
        else None,
        "topics": list(article.topics),
    }


def brief_to_dict(brief: Brief) -> dict[str, Any]:
    """A brief in the JSON form that other programs rely on (docs/brief-json.md)."""
    coverage = brief.coverage
    return {
        "situation": brief.situation_id,
        "title": brief.title,
        "as_of": brief.as_of.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "made_by": brief.made_by,
        "version": name_version(brief),
        "language": brief.language,
        "sections": [_section(section) for section in brief.sections],
        "sources": [_source(source) for source in brief.sources],
        "coverage": {
            "n_articles": coverage.n_articles,
            "n_outlets": coverage.n_outlets,
            "n_origins": coverage.n_origins,
            "languages": dict(coverage.languages),
            "from": coverage.first_at.date().isoformat(),
            "to": coverage.last_at.date().isoformat(),
            "gaps": list(coverage.gaps),
        },
    }


def _section(section: Section) -> dict[str, Any]:
    return {"title": section.title, "sentences": [_sentence(sentence) for sentence in section.sentences]}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "kind": sentence.kind.value,
        "confidence": sentence.confidence.value,
        "note": sentence.note.value if sentence.note else None,
        "evidence": [_evidence(one) for one in sentence.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    if isinstance(evidence, QuoteEvidence):
        return {
            "article_id": evidence.span.article_id,
            **_cited(evidence.citations),
            "published_at": write_published(evidence.published_at, evidence.known_at),
            "start": evidence.span.start,
            "end": evidence.span.end,
            "quote": evidence.span.quote,
        }
    return {
        "series": evidence.series,
        "rows": [dict(row) for row in evidence.rows],
        "source": evidence.source,
        "released_at": evidence.released_at.isoformat(),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "number": source.number,
        "article_id": source.article_id,
        **_cited(source.citations),
        "published_at": write_published(source.published_at, source.known_at),
        "title": source.title,
        "text": source.text,
    }


def _cited(citations: tuple[Citation, ...]) -> dict[str, Any]:
    return {
        "outlet": citations[0].outlet if citations else "",
        "url": next((c.url for c in citations if c.url), None),
        "outlets": [{"outlet": c.outlet, "url": c.url} for c in citations],
    }

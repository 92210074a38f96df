"""Claims with their documents -> verdicts. A filter; no store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import IO, Any

import msgspec

from dateline import checking, reading
from dateline.extract.language import detect_language
from dateline.moments import parse_interval
from dateline.records import Article, Check, Failure, Reason, Source
from dateline.run.article_lines import BAD_LINE, Input, check_length, make_failure, numbered_lines, to_article
from dateline.run.reading_lines import Line, write_span

STAGE = "check"
MAX_DOCUMENTS = 200  # that one claim is held against


class DocumentLine(Input, kw_only=True):
    """A document of a claim."""

    id: str | int = ""


class ClaimLine(msgspec.Struct, kw_only=True):
    """One line: a claim, and the documents it is said to rest on, as texts or as articles."""

    id: str | int = ""
    claim: str = ""
    documents: list[str | DocumentLine] = []
    as_of: str | None = None


_CLAIM = msgspec.json.Decoder(ClaimLine)


def check_stream(stream: IO[bytes], name: str, *, on_failure: Callable[[Failure], None]) -> Iterator[Line]:
    """A line for each claim of a stream of JSON lines, in order; what cannot be checked goes to `on_failure`."""
    for number, line in numbered_lines(stream):
        try:
            check_length(line)
            asked = _CLAIM.decode(line)
            articles = _read_documents(asked, name, number)
            as_of = parse_interval(asked.as_of)[1].date() if asked.as_of else None
        except BAD_LINE as error:
            on_failure(make_failure(STAGE, name, number, str(error), line))
            continue
        yield {"id": asked.id, **write_check(check_claim(asked.claim, articles, as_of))}


def check_claim(text: str, articles: Sequence[Article], as_of: date | None = None) -> Check:
    """The verdict on a sentence by the articles given."""
    sources = _prepare(tuple(articles))
    days = [document.day for document in sources.documents if document.day]
    return checking.check(make_claim(text, as_of or max(days, default=None)), sources)


def make_claim(text: str, as_of: date | None) -> checking.Claim:
    """A sentence as the checker takes it."""
    if not text.strip():
        return checking.Claim(text=text)
    published, known = parse_interval(as_of.isoformat()) if as_of else (None, None)
    article = Article(
        article_id="claim", source_id="claim", text=text, lang=_language(text), published_at=published, known_at=known
    )
    return checking.Claim(text=text, dates=reading.skim(article)[1], as_of=as_of)


def make_document(article: Article) -> checking.Document:
    """An article as the checker takes it."""
    spans, dates = reading.skim(article)
    return checking.Document(article=article, spans=spans, dates=dates)


def make_report(source: Source) -> Article:
    """A report that a brief cites, as an article again."""
    return Article(
        article_id=source.article_id,
        source_id="brief",
        text=source.text,
        lang="en",
        published_at=source.published_at,
        known_at=source.known_at,
        citations=source.citations,
    )


def sketch_document(article: Article) -> checking.Document:
    """An article of a pool, without its dates, which take the longest to find."""
    return checking.Document(article=article, spans=reading.find_sentences(article))


@lru_cache(maxsize=64)
def _prepare(articles: tuple[Article, ...]) -> checking.Sources:
    return checking.prepare_sources(make_document(article) for article in articles)


def write_check(check: Check) -> dict[str, Any]:
    """A check as JSON."""
    return {
        "claim": check.claim,
        "verdict": check.verdict,
        "score": check.score,
        "evidence": [{"document": span.article_id, **write_span(span)} for span in check.evidence],
        "reasons": [_write_reason(reason, check.claim) for reason in check.reasons],
    }


def _write_reason(reason: Reason, claim: str) -> dict[str, Any]:
    return {
        "aspect": reason.aspect,
        "verdict": reason.verdict,
        "reason": reason.text,
        "start": reason.start,
        "end": reason.end,
        "text": claim[reason.start : reason.end],
        "evidence": reason.evidence and {"document": reason.evidence.article_id, **write_span(reason.evidence)},
    }


def _read_documents(asked: ClaimLine, name: str, number: int) -> list[Article]:
    if not asked.claim.strip():
        raise ValueError("no claim; expected 'claim'")
    if len(asked.documents) > MAX_DOCUMENTS:
        raise ValueError(f"{len(asked.documents)} documents; at most {MAX_DOCUMENTS} are taken")
    found = []
    for place, one in enumerate(asked.documents, start=1):
        record = DocumentLine(text=one) if isinstance(one, str) else one
        if not record.article_id:
            record.article_id = record.id or str(place)
        found.append(to_article(record, name, number))
    return found


def _language(text: str) -> str:
    return detect_language(text) or "en"

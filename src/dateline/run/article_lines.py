"""JSON lines of articles -> articles: what every filter takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

import msgspec

from dateline.errors import DateFormError
from dateline.extract.language import detect_language
from dateline.moments import parse_interval
from dateline.records import Article, Citation, Failure
from dateline.sources.lines import MAX_LINE_BYTES, split_lines
from dateline.text import digest


class Input(msgspec.Struct, kw_only=True):
    """One line. `spans` are characters of the text, for filters that are asked about exactly these."""

    article_id: str | int = ""
    lang: str | None = None
    title: str | None = None
    text: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    url: str | None = None
    spans: list[tuple[int, int]] | None = None


BAD_LINE = (msgspec.DecodeError, UnicodeDecodeError, ValueError, DateFormError)
Complain = Callable[[Failure], None]
_INPUT = msgspec.json.Decoder(Input)


def decode_line(line: bytes) -> Input:
    """A line's record. Raises one of BAD_LINE."""
    check_length(line)
    return _INPUT.decode(line)


def to_article(record: Input, name: str, number: int) -> Article:
    """The article of a line; its text is the title where there is no more. Raises ValueError, DateFormError."""
    text = record.text if record.text and record.text.strip() else record.title or ""
    if not text.strip():
        raise ValueError("neither a text nor a title; expected 'text'")
    published, known = parse_interval(record.published_at) if record.published_at else (None, None)
    return Article(
        article_id=str(record.article_id) or digest(text),
        source_id=f"{name}:{number}",
        title=record.title if record.title and text is not record.title else "",
        text=text,
        lang=(record.lang or "").partition("-")[0].lower() or detect_language(text) or "en",
        published_at=published,
        known_at=known,
        citations=(Citation(outlet=record.outlet, url=record.url),) if record.outlet else (),
    )


def read_articles(stream: IO[bytes], name: str, stage: str, *, on_failure: Complain) -> Iterator[Article]:
    """The articles of a stream, each id once; what cannot be used goes to `on_failure`."""
    seen: set[str] = set()
    for number, line in numbered_lines(stream):
        try:
            article = to_article(decode_line(line), name, number)
        except BAD_LINE as error:
            on_failure(make_failure(stage, name, number, str(error), line))
            continue
        if article.article_id in seen:
            reason = f"the id {article.article_id} was given before; expected each once"
            on_failure(make_failure(stage, name, number, reason, line))
            continue
        seen.add(article.article_id)
        yield article


def numbered_lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not blank."""
    return ((number, line) for number, line in enumerate(split_lines(stream), start=1) if line.strip())


def check_length(line: bytes) -> None:
    """Raises ValueError for a line that no filter takes."""
    if len(line) > MAX_LINE_BYTES:
        raise ValueError(f"the line is too long; at most {MAX_LINE_BYTES:,} bytes are taken")


def make_failure(stage: str, name: str, number: int, reason: str, line: bytes) -> Failure:
    """What to say of a line that cannot be used."""
    detail = line[:200].decode("utf-8", "replace").strip()
    return Failure(stage=stage, source_id=name, record_id=str(number), reason=reason, detail=detail)

"""Filters: articles in and what was read in them out; sentences in and their class out. No store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

import msgspec

from dateline import reading
from dateline.extract.language import detect_language
from dateline.moments import parse_interval
from dateline.records import Article, Failure, Reading
from dateline.run.article_lines import (
    BAD_LINE,
    Input,
    check_length,
    decode_line,
    make_failure,
    numbered_lines,
    to_article,
)
from dateline.run.batches import batches
from dateline.run.guard import read_articles_guarded
from dateline.run.parallel import pmap
from dateline.run.reading_lines import Line, write_place, write_reading

BATCH = 16  # articles read at once: parsing is faster together, and a pipe should not wait for long
ALONE = 8  # batches that one process reads by itself; starting another costs a second
STAGE = "read"
TASKS = ("plover", "quad", "causal")  # of reading/classify


class Sentence(msgspec.Struct, kw_only=True):
    """One line of the input of a task. `marked_text` has the source in <s>..</s> and the target in <t>..</t>."""

    id: str | int = ""
    text: str = ""
    source: str | None = None
    target: str | None = None
    marked_text: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """An article to read, and the spans at which a place is asked for."""

    article: Article
    spans: tuple[tuple[int, int], ...] | None


_SENTENCE = msgspec.json.Decoder(Sentence)


def read_stream(stream: IO[bytes], name: str, *, on_failure: Callable[[Failure], None]) -> Iterator[Line]:
    """A line for each article of a stream of JSON lines, in order; what cannot be read goes to `on_failure`."""
    for answers in pmap(_answer, batches(_requests(stream, name), BATCH), is_heavy=lambda _: True, alone=ALONE):
        for answer in answers:
            if isinstance(answer, Failure):
                on_failure(answer)
            else:
                yield answer


def read_text(text: str, published: str | None = None) -> tuple[Article, Reading]:
    """What is understood of a text that somebody typed, of a day if one is given. Raises DateFormError."""
    published_at, known_at = parse_interval(published) if published else (None, None)
    article = Article(
        article_id="text",
        source_id="typed",
        text=text,
        lang=detect_language(text) or "en",
        published_at=published_at,
        known_at=known_at,
    )
    return article, reading.read_article(article)


def classify_stream(
    stream: IO[bytes], name: str, task: str, *, on_failure: Callable[[Failure], None]
) -> Iterator[Line]:
    """A line for each sentence of a stream of JSON lines: its label, quad class and scores."""
    from dateline.reading.classify import Item, classify  # loads numpy, for which other commands need not wait

    for batch in batches(_sentences(stream, name), BATCH):
        asked = [one for one in batch if isinstance(one, Sentence)]
        items = [Item(s.text, s.source or "", s.target or "", s.marked_text or "") for s in asked]
        labelled = iter(classify(task, items))
        for one in batch:
            if isinstance(one, Failure):
                on_failure(one)
                continue
            found = next(labelled)
            yield {"id": one.id, "label": found.label, "quad": found.quad, "scores": dict(found.scores)}


def _answer(batch: Sequence[Request | Failure]) -> list[Line | Failure]:
    """Runs in another process where there are many articles."""
    found = iter(read_articles_guarded([one.article for one in batch if isinstance(one, Request)]))
    answers: list[Line | Failure] = []
    for one in batch:
        read = one if isinstance(one, Failure) else next(found)
        answers.append(_write(one, read) if isinstance(one, Request) and isinstance(read, Reading) else read)  # type: ignore[arg-type]
    return answers


def _write(request: Request, read: Reading) -> Line:
    line = write_reading(request.article, read)
    if request.spans is not None:
        places = reading.find_places_at(request.article, request.spans)
        line["places"] = [place and write_place(place) for place in places]
    return line


def _requests(stream: IO[bytes], name: str) -> Iterator[Request | Failure]:
    for number, line in numbered_lines(stream):
        try:
            yield _request(decode_line(line), name, number)
        except BAD_LINE as error:
            yield make_failure(STAGE, name, number, str(error), line)


def _request(record: Input, name: str, number: int) -> Request:
    article = to_article(record, name, number)
    for start, end in record.spans or ():
        if not 0 <= start < end <= len(article.text):
            raise ValueError(f"the span [{start}, {end}] is not in the text of {len(article.text)} characters")
    return Request(article, tuple(record.spans) if record.spans is not None else None)


def _sentences(stream: IO[bytes], name: str) -> Iterator[Sentence | Failure]:
    for number, line in numbered_lines(stream):
        try:
            check_length(line)
            sentence = _SENTENCE.decode(line)
            if not (sentence.text or sentence.marked_text or "").strip():
                raise ValueError("no text; expected 'text'")
            yield sentence
        except BAD_LINE as error:
            yield make_failure(STAGE, name, number, str(error), line)

"""A brief as Markdown with footnotes. What reports say is escaped: none of it turns into markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from dateline.codec import name_version
from dateline.editions import EDITIONS, Edition
from dateline.records import Brief, Citation, RowEvidence, Section, Sentence, SentenceKind, Source
from dateline.writers.notes import (
    Notes,
    find_earlier,
    gather_notes,
    list_confidence,
    list_marks,
    list_rows,
    mark_confidence,
    mark_note,
    write_origin,
)
from dateline.writers.wording import (
    clean_line,
    find_link,
    list_citations,
    list_coverage,
    name_outlet,
    write_headline,
    write_original,
    write_published,
)

_PARAGRAPH = 4
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_ADDRESS = re.compile(r"(?<=[A-Za-z])(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)
_BLOCK_START = re.compile(r"^([-+=:])")
_LIST_START = re.compile(r"^(\d{1,9})([.)])")
_IN_DESTINATION = {ord(char): f"%{ord(char):02X}" for char in "()*_~[]!$|{}^"}


def write_markdown(brief: Brief) -> str:
    """The brief as Markdown."""
    notes, edition = gather_notes(brief), EDITIONS[brief.language]
    original = write_original(brief, edition)
    blocks = [f"# {escape(brief.title)}", write_headline(brief, edition), *([f"*{original}*"] if original else [])]
    for section in brief.sections:
        blocks += [f"## {escape(section.title)}", *_write_paragraphs(section, notes, edition)]
    blocks += [f"## {edition.say('page.coverage')}", _write_coverage(brief, edition)]
    blocks += [_write_source(source, notes, edition) for source in brief.sources]
    blocks += [_write_data(evidence, letter, edition) for evidence, letter in notes.letters.items()]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = _ADDRESS.sub(r"\\\g<0>", _MARKUP.sub(r"\\\1", clean_line(text)))
    return _LIST_START.sub(r"\1\\\2", _BLOCK_START.sub(r"\\\1", line))


def _write_paragraphs(section: Section, notes: Notes, edition: Edition) -> Iterator[str]:
    if not section.sentences:
        yield edition.say("page.empty")
    earlier = find_earlier(section)
    parts = [section.sentences] if earlier is None else [section.sentences[:earlier], section.sentences[earlier:]]
    for at, part in enumerate(parts):
        if at:
            yield f"*{edition.say('page.earlier')}*"
        for _, group in groupby(part, key=lambda sentence: sentence.kind is SentenceKind.COMPUTED):
            written = [_write_sentence(sentence, notes, edition) for sentence in group]
            for start in range(0, len(written), _PARAGRAPH):
                yield " ".join(written[start : start + _PARAGRAPH])


def _write_sentence(sentence: Sentence, notes: Notes, edition: Edition) -> str:
    note = f"**{word}:** " if (word := mark_note(sentence, edition)) else ""
    sure = f" _{word}_" if (word := mark_confidence(sentence, edition)) else ""
    return note + escape(sentence.text) + "".join(f"[^{mark}]" for mark in list_marks(sentence, notes)) + sure


def _write_source(source: Source, notes: Notes, edition: Edition) -> str:
    outlets = ", ".join(_write_citation(citation, edition) for citation in list_citations(source.citations))
    quotes = " · ".join(edition.quote(escape(quote)) for quote in notes.quotes[source.article_id])
    return f"[^{source.number}]: {outlets}, {write_published(source, edition)}. {quotes}".rstrip()


def _write_citation(citation: Citation, edition: Edition) -> str:
    outlet, link = escape(name_outlet(citation, edition)), find_link(citation.url)
    if link:
        return f"[{outlet}]({link.translate(_IN_DESTINATION)})"
    return f"{outlet} ({escape(citation.url)})" if citation.url else outlet


def _write_data(evidence: RowEvidence, letter: str, edition: Edition) -> str:
    rows, more = list_rows(evidence, edition)
    lines = [*map(escape, rows), *([more] if more else [])]
    series, origin = edition.label(evidence.series), write_origin(evidence, edition)
    return f"[^{letter}]: {edition.say('page.key', word=escape(series), meaning=escape(origin))}. {'; '.join(lines)}."


def _write_coverage(brief: Brief, edition: Edition) -> str:
    say = edition.say
    lines = [
        *list_coverage(brief.coverage, edition),
        *((say("page.missing"), gap) for gap in brief.coverage.gaps),
        (say("page.how_sure"), "; ".join(list_confidence(edition))),
        (say("page.made_by"), brief.made_by),
        (say("page.version"), name_version(brief)),
    ]
    return "\n".join(f"- {say('page.key', word=label, meaning=escape(text))}" for label, text in lines)

"""A brief as Markdown with footnotes. What reports say is escaped: none of it turns into markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from dateline.codec import name_version
from dateline.records import Brief, Citation, RowEvidence, Section, Sentence, SentenceKind, Source
from dateline.writers.notes import (
    EARLIER,
    Notes,
    find_earlier,
    gather_notes,
    list_confidence,
    list_marks,
    list_rows,
    mark_confidence,
    write_origin,
)
from dateline.writers.wording import (
    EMPTY_SECTION,
    clean_line,
    find_link,
    list_citations,
    list_coverage,
    name_outlet,
    write_headline,
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
    notes = gather_notes(brief)
    blocks = [f"# {escape(brief.title)}", write_headline(brief)]
    for section in brief.sections:
        blocks += [f"## {escape(section.title)}", *_write_paragraphs(section, notes)]
    blocks += ["## Coverage", _write_coverage(brief)]
    blocks += [_write_source(source, notes) for source in brief.sources]
    blocks += [_write_data(evidence, letter) for evidence, letter in notes.letters.items()]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = _ADDRESS.sub(r"\\\g<0>", _MARKUP.sub(r"\\\1", clean_line(text)))
    return _LIST_START.sub(r"\1\\\2", _BLOCK_START.sub(r"\\\1", line))


def _write_paragraphs(section: Section, notes: Notes) -> Iterator[str]:
    if not section.sentences:
        yield EMPTY_SECTION
    earlier = find_earlier(section)
    parts = [section.sentences] if earlier is None else [section.sentences[:earlier], section.sentences[earlier:]]
    for at, part in enumerate(parts):
        if at:
            yield f"*{EARLIER}*"
        for _, group in groupby(part, key=lambda sentence: sentence.kind is SentenceKind.COMPUTED):
            written = [_write_sentence(sentence, notes) for sentence in group]
            for start in range(0, len(written), _PARAGRAPH):
                yield " ".join(written[start : start + _PARAGRAPH])


def _write_sentence(sentence: Sentence, notes: Notes) -> str:
    note = f"**{sentence.note.value}:** " if sentence.note else ""
    sure = f" _{word}_" if (word := mark_confidence(sentence)) else ""
    return note + escape(sentence.text) + "".join(f"[^{mark}]" for mark in list_marks(sentence, notes)) + sure


def _write_source(source: Source, notes: Notes) -> str:
    outlets = ", ".join(_write_citation(citation) for citation in list_citations(source.citations))
    quotes = " · ".join(f"“{escape(quote)}”" for quote in notes.quotes[source.article_id])
    return f"[^{source.number}]: {outlets}, {write_published(source)}. {quotes}".rstrip()


def _write_citation(citation: Citation) -> str:
    outlet, link = escape(name_outlet(citation)), find_link(citation.url)
    if link:
        return f"[{outlet}]({link.translate(_IN_DESTINATION)})"
    return f"{outlet} ({escape(citation.url)})" if citation.url else outlet


def _write_data(evidence: RowEvidence, letter: str) -> str:
    rows, more = list_rows(evidence)
    lines = [*map(escape, rows), *([more] if more else [])]
    named = f"{escape(evidence.series)}: {escape(write_origin(evidence))}"
    return f"[^{letter}]: {named}. {'; '.join(lines)}."


def _write_coverage(brief: Brief) -> str:
    lines = [f"{label}: {escape(text)}" for label, text in list_coverage(brief.coverage)]
    lines += [f"Missing: {escape(gap)}" for gap in brief.coverage.gaps]
    lines.append(f"How sure: {'; '.join(list_confidence())}")
    return "\n".join(
        f"- {line}" for line in [*lines, f"Made by: {escape(brief.made_by)}", f"Version: {name_version(brief)}"]
    )

"""A brief as a PDF on A4, set by Typst: tagged, fit for archives, the same bytes for the same brief and fonts."""

from __future__ import annotations

from contextlib import suppress
from importlib import resources
from typing import Any, NamedTuple

import typst

from dateline.codec import encode
from dateline.editions import EDITIONS, Edition
from dateline.records import Brief
from dateline.text import shorten
from dateline.writers.notes import Table
from dateline.writers.views import BriefView, CitationView, DataView, SectionView, SentenceView, SourceView, view_brief
from dateline.writers.wording import QUOTED_LANGUAGES, clean_for_print, clean_line, is_right_to_left

BUNDLED = ("Libertinus Serif", "New Computer Modern")  # in Typst: Latin, Greek, Cyrillic
# Usual fonts of systems for other scripts; where none is there, Typst takes any that has the character.
USUAL = (
    *("Noto Naskh Arabic", "Amiri", "Geeza Pro", "Arabic Typesetting"),
    *("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "WenQuanYi Zen Hei"),
    *("Noto Serif Devanagari", "Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI", "Mangal"),
    *("Noto Serif", "Noto Sans", "DejaVu Serif", "Arial Unicode MS"),
)
WORDS = ("empty", "earlier", "sources", "data", "could_see", "missing", "made_by", "version", "legend", "how")
_TITLE = 70


class _Attempt(NamedTuple):
    with_system_fonts: bool
    keeps_standards: bool  # PDF/A-2a and PDF/UA-1: Typst refuses what does not keep to them
    is_tagged: bool = True


# From the best document to one that can always be had.
_ATTEMPTS = (
    _Attempt(False, True),
    _Attempt(True, True),
    _Attempt(True, False),
    _Attempt(True, False, is_tagged=False),
)


def write_pdf(brief: Brief) -> bytes:
    """The brief as a PDF.

    Fonts of the system are looked at only where those in Typst lack a character. Where no font has it, a box stands for
    it, and the document no longer claims to keep to the archival standards.
    """
    data = _clean(_lay_out(brief))
    for attempt in _ATTEMPTS[:-1]:
        with suppress(typst.TypstError):
            return _set(data, attempt)
    return _set(data, _ATTEMPTS[-1])


def _set(data: dict[str, Any], attempt: _Attempt) -> bytes:
    template = (resources.files("dateline.writers") / "templates" / "brief.typ").read_bytes()
    fonts = (*BUNDLED, *USUAL) if attempt.with_system_fonts else BUNDLED
    brief = encode(data | {"fonts": fonts, "fallback": attempt.with_system_fonts})
    compiler = typst.Compiler(template, ignore_system_fonts=not attempt.with_system_fonts, sys_inputs={"brief": brief})
    pdf, _ = compiler.compile_with_warnings(
        format="pdf",
        pdf_standards=["a-2a", "ua-1"] if attempt.keeps_standards else [],
        pdf_tags=attempt.is_tagged,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gives a PDF as one piece")
    return pdf


def _clean(value: Any) -> Any:
    """The data with every text in it as a document may hold it."""
    if isinstance(value, str):
        return clean_for_print(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, (list, tuple)) else value


def _lay_out(brief: Brief) -> dict[str, Any]:
    """All that the template shows."""
    view, edition, at = view_brief(brief), EDITIONS[brief.language], brief.as_of
    return {
        "title": view.title,
        "heading": _say(view.title),
        "short_title": shorten(clean_line(view.title), _TITLE),
        "date": {unit: getattr(at, unit) for unit in ("year", "month", "day", "hour", "minute", "second")},
        "keywords": [brief.situation_id, at.date().isoformat(), view.version],
        "words": {word: edition.say(f"page.{word}") for word in WORDS},
        "sections": [_section(section, edition) for section in view.sections],
        "sources": [_source(source, edition) for source in view.sources],
        "data": [_note(note, edition) for note in view.data],
        "legend": _legend(view),
        **{
            name: getattr(view, name)
            for name in ("language", "as_of", "extent", "original", "coverage", "gaps", "made_by", "version")
        },
    }


def _say(text: str) -> dict[str, Any]:
    return {"text": text, "rtl": is_right_to_left(text)}


def _quote(text: str, edition: Edition) -> dict[str, Any]:
    return {"text": edition.quote(clean_line(text)), "rtl": is_right_to_left(text), "lang": QUOTED_LANGUAGES[0]}


def _section(section: SectionView, edition: Edition) -> dict[str, Any]:
    sentences = [_sentence(sentence, edition) for sentence in section.sentences]
    return {"title": _say(section.title), "turn": section.turn, "sentences": sentences}


def _sentence(sentence: SentenceView, edition: Edition) -> dict[str, Any]:
    before, quoted, after = sentence.text
    return {
        "before": before,
        "quoted": quoted,
        "after": after,
        "lang": QUOTED_LANGUAGES[0],
        "rtl": is_right_to_left("".join(sentence.text)),
        "kind": sentence.kind_name,
        "confidence": sentence.confidence,
        "note": edition.say("page.key", word=sentence.note, meaning="") if sentence.note else "",
        "marks": [{"mark": mark, "to": _name(mark)} for mark in sentence.marks],
    }


def _name(mark: str) -> str:
    """The label that a mark leads to."""
    return f"source-{mark}" if mark.isdecimal() else f"data-{mark}"


def _source(source: SourceView, edition: Edition) -> dict[str, Any]:
    return {
        "number": source.number,
        "to": _name(str(source.number)),
        "citations": [_citation(citation) for citation in source.citations],
        "published": source.published,
        "title": _say(source.title) if source.title else None,
        "quotes": [_quote(quote, edition) for quote in source.quotes],
    }


def _citation(citation: CitationView) -> dict[str, Any]:
    return {"outlet": _say(citation.outlet), "link": citation.link, "address": citation.address or ""}


def _note(note: DataView, edition: Edition) -> dict[str, Any]:
    return {
        "to": _name(note.letter),
        "series": note.series,
        "origin": edition.say("page.key", word="", meaning=note.origin),
        "tables": [_table(table) for table in note.tables],
        "more": note.more,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "columns": table.columns,
        "numeric": [not isinstance(value, str) for value in table.rows[0]],
        "rows": [[str(value) for value in row] for row in table.rows],
    }


def _legend(view: BriefView) -> list[tuple[str, str]]:
    return [*((name, meaning) for _, name, meaning in view.legend), *view.confidence]

"""A brief as one page that needs nothing else: each sentence opens the words or rows that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from dateline.codec import name_version
from dateline.records import (
    Brief,
    Citation,
    QuoteEvidence,
    RowEvidence,
    Section,
    Sentence,
    SentenceKind,
    Source,
)
from dateline.writers.notes import (
    CONFIDENCE,
    EARLIER,
    UNMARKED,
    Notes,
    Table,
    find_earlier,
    gather_notes,
    list_marks,
    mark_confidence,
    tabulate,
    trim_rows,
    write_column,
    write_origin,
)
from dateline.writers.wording import (
    EMPTY_SECTION,
    clean_line,
    drop_directions,
    find_link,
    list_citations,
    name_outlet,
    show_controls,
    write_as_of,
    write_extent,
    write_languages,
    write_period,
    write_published,
)

ROWS_SHOWN = 12
_CONTEXT = 300

LEGEND = (
    (SentenceKind.QUOTED.value, "the report’s own sentence, whole; a date or the outlet may stand before it"),
    (
        SentenceKind.COMPRESSED.value,
        "the report’s words with parts left out, or a date or a full name put in",
    ),
    (SentenceKind.COMPUTED.value, "worked out by the program from data rows, dates or counts"),
)
WRITTEN = (SentenceKind.WRITTEN.value, "by a language model, from the reports it names; the checker let it stand")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """An outlet with its link, or with its address as text where that may not become a link."""

    outlet: str
    link: str | None
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A report as the list of sources shows it."""

    number: int
    citations: tuple[CitationView, ...]
    published: str
    title: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """Quoted words with what stands before and after them in the report."""

    source: SourceView
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView:
    """A data note: the first rows, and how many there are besides."""

    letter: str
    series: str
    origin: str
    tables: tuple[Table, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence with everything that opens under it."""

    text: str
    kind: str
    confidence: str
    note: str
    marks: tuple[str, ...]
    quotes: tuple[QuoteView, ...]
    data: tuple[DataView, ...]


def write_html(brief: Brief) -> str:
    """The brief as one HTML page without scripts and without anything loaded from elsewhere."""
    notes, coverage = gather_notes(brief), brief.coverage
    template = open_templates().get_template("brief.html")
    return template.render(
        page_title=clean_line(brief.title),
        title=brief.title,
        as_of=write_as_of(brief.as_of),
        extent=write_extent(coverage),
        made_by=brief.made_by,
        version=name_version(brief),
        legend=(*LEGEND, WRITTEN) if _is_phrased(brief) else LEGEND,
        confidence=CONFIDENCE,
        unmarked=UNMARKED,
        sections=[(section.title, _view_section(section, notes), find_earlier(section)) for section in brief.sections],
        earlier=EARLIER,
        empty_section=EMPTY_SECTION,
        sources=[_view_source(source, notes) for source in brief.sources],
        data=[_view_data(evidence, notes) for evidence in notes.letters],
        coverage=coverage,
        languages=write_languages(coverage),
        period=write_period(coverage),
    )


def _is_phrased(brief: Brief) -> bool:
    return any(s.kind is SentenceKind.WRITTEN for section in brief.sections for s in section.sentences)


def open_templates() -> Environment:
    """The templates, with everything escaped on its way into a page."""
    return Environment(
        loader=PackageLoader("dateline.writers"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalize(value: object) -> object:
    """Every text on its way into the page passes here before it is escaped; finished markup is left alone."""
    return value if hasattr(value, "__html__") or not isinstance(value, str) else show_controls(value)


def _view_section(section: Section, notes: Notes) -> list[SentenceView]:
    return [_view_sentence(sentence, notes) for sentence in section.sentences]


def _view_sentence(sentence: Sentence, notes: Notes) -> SentenceView:
    return SentenceView(
        text=sentence.text,
        kind=sentence.kind.value,
        confidence=mark_confidence(sentence),
        note=sentence.note.value if sentence.note else "",
        marks=list_marks(sentence, notes),
        quotes=tuple(_view_quote(e, notes) for e in sentence.evidence if isinstance(e, QuoteEvidence)),
        data=tuple(_view_data(e, notes) for e in sentence.evidence if isinstance(e, RowEvidence)),
    )


def _view_quote(evidence: QuoteEvidence, notes: Notes) -> QuoteView:
    span, source = evidence.span, notes.sources[evidence.span.article_id]
    fits = source.text[span.start : span.end] == span.quote
    before, after = cut_context(source.text, span.start, span.end) if fits else ("", "")
    return QuoteView(source=_view_source(source, notes), before=before, quote=span.quote, after=after)


def cut_context(text: str, start: int, end: int) -> tuple[str, str]:
    """Up to 300 characters before and after a span, cut at words, with an ellipsis where the text goes on."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT:
        before = "… " + before[before.find(" ") + 1 :]
    if len(text) > end + _CONTEXT:
        after = (after[: after.rfind(" ")] if " " in after else after) + " …"
    return drop_directions(before), drop_directions(after)


def _view_source(source: Source, notes: Notes) -> SourceView:
    return SourceView(
        number=source.number,
        citations=tuple(_view_citation(citation) for citation in list_citations(source.citations)),
        published=write_published(source),
        title=source.title,
        quotes=notes.quotes[source.article_id],
    )


def _view_citation(citation: Citation) -> CitationView:
    link = find_link(citation.url)
    return CitationView(outlet=name_outlet(citation), link=link, address=None if link else citation.url)


def _view_data(evidence: RowEvidence, notes: Notes) -> DataView:
    tables, n_more = tabulate(trim_rows(evidence), ROWS_SHOWN)
    named = tuple(Table(tuple(write_column(name) for name in table.columns), table.rows) for table in tables)
    return DataView(
        letter=notes.letters[evidence],
        series=evidence.series,
        origin=write_origin(evidence),
        tables=named,
        n_more=n_more,
    )

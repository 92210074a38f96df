"""A brief as pages show it: numbered, lettered and worded, still as data; nothing in it is escaped or cleaned."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.codec import name_version
from dateline.editions import EDITIONS, Edition
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
    Notes,
    Table,
    explain_confidence,
    find_earlier,
    gather_notes,
    list_marks,
    mark_confidence,
    mark_note,
    tabulate,
    trim_rows,
    write_cell,
    write_origin,
)
from dateline.writers.wording import (
    drop_directions,
    find_link,
    list_citations,
    list_coverage,
    name_outlet,
    write_as_of,
    write_extent,
    write_original,
    write_published,
)

ROWS_SHOWN = 12
_CONTEXT = 300

LEGEND = (SentenceKind.QUOTED, SentenceKind.COMPRESSED, SentenceKind.COMPUTED)


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
    """Quoted words, where they stand in their report, and what stands before and after them."""

    source: SourceView
    article_id: str
    start: int
    end: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView:
    """A data note: the first rows, and in words how many there are besides."""

    letter: str
    series: str
    origin: str
    tables: tuple[Table, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence with everything that opens under it. `text` is before, quoted and after; quoted is empty but where a
    source is told in another language than the brief's."""

    text: tuple[str, str, str]
    kind: str
    kind_name: str
    confidence: str
    note: str
    marks: tuple[str, ...]
    quotes: tuple[QuoteView, ...]
    data: tuple[DataView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A part of the brief. `turn`: the sentence from which on it tells what came before, if there is one."""

    title: str
    sentences: tuple[SentenceView, ...]
    turn: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """All that a page shows. `legend`: each kind, its name, what it means; `confidence`: each mark, what it means."""

    title: str
    language: str
    as_of: str
    extent: str
    original: str
    made_by: str
    version: str
    legend: tuple[tuple[str, str, str], ...]
    confidence: tuple[tuple[str, str], ...]
    sections: tuple[SectionView, ...]
    sources: tuple[SourceView, ...]
    data: tuple[DataView, ...]
    coverage: tuple[tuple[str, str], ...]
    gaps: tuple[str, ...]


def view_brief(brief: Brief) -> BriefView:
    """The brief as pages show it. Raises ValueError when a sentence cites a report that the brief does not list."""
    view, coverage = _View(gather_notes(brief), EDITIONS[brief.language]), brief.coverage
    edition = view.edition
    kinds = (*LEGEND, SentenceKind.WRITTEN) if _is_phrased(brief) else LEGEND
    return BriefView(
        title=brief.title,
        language=brief.language,
        as_of=write_as_of(brief.as_of, edition),
        extent=write_extent(coverage, edition),
        original=write_original(brief, edition),
        made_by=brief.made_by,
        version=name_version(brief),
        legend=tuple((kind.value, edition.label(kind.value), edition.say(f"page.{kind.value}")) for kind in kinds),
        confidence=tuple(explain_confidence(edition)),
        sections=tuple(view.section(section) for section in brief.sections),
        sources=tuple(view.source(source) for source in brief.sources),
        data=tuple(view.data(evidence) for evidence in view.notes.letters),
        coverage=tuple(list_coverage(coverage, edition)),
        gaps=coverage.gaps,
    )


def _is_phrased(brief: Brief) -> bool:
    return any(s.kind is SentenceKind.WRITTEN for section in brief.sections for s in section.sentences)


@dataclass(frozen=True, slots=True)
class _View:
    """Turns a brief's records into what pages show."""

    notes: Notes
    edition: Edition

    def section(self, section: Section) -> SectionView:
        sentences = tuple(self.sentence(sentence) for sentence in section.sentences)
        return SectionView(title=section.title, sentences=sentences, turn=find_earlier(section))

    def sentence(self, sentence: Sentence) -> SentenceView:
        quotes = tuple(e for e in sentence.evidence if isinstance(e, QuoteEvidence))
        return SentenceView(
            text=self.cut(sentence, quotes),
            kind=sentence.kind.value,
            kind_name=self.edition.label(sentence.kind.value),
            confidence=mark_confidence(sentence, self.edition),
            note=mark_note(sentence, self.edition),
            marks=list_marks(sentence, self.notes),
            quotes=tuple(self.quote(evidence) for evidence in quotes),
            data=tuple(self.data(e) for e in sentence.evidence if isinstance(e, RowEvidence)),
        )

    def cut(self, sentence: Sentence, quotes: tuple[QuoteEvidence, ...]) -> tuple[str, str, str]:
        """What stands before, in and after the words of a source in another language than the brief's."""
        words = quotes[0].span.quote if quotes and sentence.kind is SentenceKind.QUOTED else ""
        before, found, after = sentence.text.partition(words) if words else (sentence.text, "", "")
        return (before, found, after) if self.edition.quote(words) in sentence.text else (sentence.text, "", "")

    def quote(self, evidence: QuoteEvidence) -> QuoteView:
        span, source = evidence.span, self.notes.sources[evidence.span.article_id]
        fits = source.text[span.start : span.end] == span.quote
        before, after = cut_context(source.text, span.start, span.end) if fits else ("", "")
        return QuoteView(
            source=self.source(source),
            article_id=span.article_id,
            start=span.start,
            end=span.end,
            before=before,
            quote=span.quote,
            after=after,
        )

    def source(self, source: Source) -> SourceView:
        return SourceView(
            number=source.number,
            citations=tuple(self.citation(citation) for citation in list_citations(source.citations)),
            published=write_published(source, self.edition),
            title=source.title,
            quotes=self.notes.quotes[source.article_id],
        )

    def citation(self, citation: Citation) -> CitationView:
        link = find_link(citation.url)
        outlet = name_outlet(citation, self.edition)
        return CitationView(outlet=outlet, link=link, address=None if link else citation.url)

    def data(self, evidence: RowEvidence) -> DataView:
        return view_rows(evidence, self.edition, self.notes.letters[evidence])


def view_rows(evidence: RowEvidence, edition: Edition, letter: str = "") -> DataView:
    """The rows under a sentence."""
    tables, n_more = tabulate(trim_rows(evidence), ROWS_SHOWN)
    return DataView(
        letter=letter,
        series=edition.label(evidence.series),
        origin=write_origin(evidence, edition),
        tables=tuple(_view_table(table, edition) for table in tables),
        more=edition.say("page.more_rows", n=n_more) if n_more else "",
    )


def _view_table(table: Table, edition: Edition) -> Table:
    rows = tuple(tuple(write_cell(value, edition) for value in row) for row in table.rows)
    return Table(tuple(edition.column(name) for name in table.columns), rows)


def cut_context(text: str, start: int, end: int) -> tuple[str, str]:
    """Up to 300 characters before and after a span, cut at words, with an ellipsis where the text goes on."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT:
        before = "… " + before[before.find(" ") + 1 :]
    if len(text) > end + _CONTEXT:
        after = (after[: after.rfind(" ")] if " " in after else after) + " …"
    return drop_directions(before), drop_directions(after)

"""A brief as a DOCX to edit and pass on: real headings; marks lead to the sources, sources to the web."""

from __future__ import annotations

from collections.abc import Sequence

from docx import Document
from docx.document import Document as Pages
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Length, Mm
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph

from dateline.editions import EDITIONS, Edition
from dateline.records import Brief
from dateline.text import shorten
from dateline.writers.docx_parts import (
    HANGING,
    MARGIN,
    PAGE,
    add_field,
    add_place,
    add_row,
    add_text,
    fit,
    link_out,
    link_to,
    mark_head,
    pack,
    set_language,
    set_styles,
    turn,
    widths_for,
)
from dateline.writers.notes import Table
from dateline.writers.views import BriefView, CitationView, DataView, SectionView, SentenceView, SourceView, view_brief
from dateline.writers.wording import QUOTED_LANGUAGES, clean_for_print, clean_line

_TITLE = 70
_LABELS = Mm(42)
_PROPERTY = 255  # characters that a property may have


def write_docx(brief: Brief) -> bytes:
    """The brief as a DOCX: the same bytes for the same brief."""
    view, edition = view_brief(brief), EDITIONS[brief.language]
    pages = Document()
    set_styles(pages, brief.language)
    _describe(pages, brief, view)
    _set_page(pages, view)
    _add_head(pages, view, edition)
    for section in view.sections:
        _add_section(pages, section, edition)
    if view.sources:
        pages.add_heading(edition.say("page.sources"), 1)
    for source in view.sources:
        _add_source(pages, source, edition)
    if view.data:
        pages.add_heading(edition.say("page.data"), 1)
    for at, note in enumerate(view.data, len(view.sources)):
        _add_note(pages, note, edition, at)
    _add_facts(pages, edition.say("page.could_see"), _list_facts(view, edition))
    _add_facts(pages, edition.say("page.legend"), [*((name, told) for _, name, told in view.legend), *view.confidence])
    return pack(pages)


def _describe(pages: Pages, brief: Brief, view: BriefView) -> None:
    about, moment = pages.core_properties, brief.as_of.replace(microsecond=0, tzinfo=None)
    about.title = _property(view.title)
    about.subject = _property(f"{view.as_of} · {view.extent}")
    about.author = about.last_modified_by = _property(view.made_by)
    about.keywords = _property(f"{brief.situation_id}, {moment.date().isoformat()}")
    about.language, about.version, about.comments, about.revision = view.language, view.version, "", 1
    about.created = about.modified = moment


def _property(text: str) -> str:
    return shorten(clean_line(clean_for_print(text)), _PROPERTY)


def _set_page(pages: Pages, view: BriefView) -> None:
    """A4, with the title and the number of the page at the foot of each."""
    page = pages.sections[0]
    page.page_width, page.page_height = PAGE
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    footer = page.footer.paragraphs[0]
    footer.paragraph_format.tab_stops.add_tab_stop(Length(PAGE[0] - 2 * MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    add_text(footer, f"{shorten(clean_line(view.title), _TITLE)} · {view.as_of}")
    footer.add_run("\t")
    add_field(footer, "PAGE")
    footer.add_run(" / ")
    add_field(footer, "NUMPAGES")


def _add_head(pages: Pages, view: BriefView, edition: Edition) -> None:
    _add(pages, view.title, "Title")
    facts = pages.add_paragraph(style="Subtitle")
    add_text(facts, view.as_of).bold = True
    add_text(facts, f" · {view.extent}")
    for told in filter(None, (view.original, edition.say("page.how"))):
        _add(pages, told, "Small")


def _add(pages: Pages, text: str, style: str) -> Paragraph:
    paragraph = pages.add_paragraph(style=style)
    add_text(paragraph, text)
    turn(paragraph, text)
    return paragraph


def _add_section(pages: Pages, section: SectionView, edition: Edition) -> None:
    _add(pages, section.title, "Heading 1")
    if not section.sentences:
        add_text(pages.add_paragraph(), edition.say("page.empty"), "Soft")
    for at, sentence in enumerate(section.sentences):
        if at == section.turn:
            _add(pages, edition.say("page.earlier"), "Heading 2")
        _add_sentence(pages.add_paragraph(), sentence, edition)


def _add_sentence(paragraph: Paragraph, sentence: SentenceView, edition: Edition) -> None:
    if sentence.note:
        add_text(paragraph, edition.say("page.key", word=sentence.note, meaning="")).bold = True
    before, quoted, after = sentence.text
    for words, is_quoted in ((before, False), (quoted, True), (after, False)):
        if words:
            run = add_text(paragraph, words)
        if words and is_quoted:
            set_language(run, QUOTED_LANGUAGES[0])
    turn(paragraph, "".join(sentence.text))
    for mark in sentence.marks:
        add_text(paragraph, " ")
        link_to(paragraph, f"[{mark}]", _name(mark))
    sure = f", {sentence.confidence}" if sentence.confidence else ""
    add_text(paragraph, f"\N{NO-BREAK SPACE}{sentence.kind_name}{sure}", "Mark")


def _name(mark: str) -> str:
    """The place that a mark leads to."""
    return f"source_{mark}" if mark.isdecimal() else f"data_{mark}"


def _add_source(pages: Pages, source: SourceView, edition: Edition) -> None:
    paragraph = _start_note(pages, str(source.number), source.number)
    for at, citation in enumerate(source.citations):
        if at:
            add_text(paragraph, ", ")
        _add_citation(paragraph, citation)
    add_text(paragraph, f", {source.published}")
    if source.title:
        title = _add(pages, source.title, "Source words")
        title.runs[0].italic = True
    for quote in source.quotes:
        paragraph = pages.add_paragraph(style="Source words")
        set_language(add_text(paragraph, edition.quote(clean_line(quote))), QUOTED_LANGUAGES[0])
        turn(paragraph, quote)
    for citation in source.citations:
        if citation.link:
            link_out(pages.add_paragraph(style="Source words"), citation.link, citation.link)


def _start_note(pages: Pages, mark: str, number: int) -> Paragraph:
    """A paragraph that begins with the mark, where marks of the text lead to."""
    paragraph = pages.add_paragraph(style="Source")
    paragraph.paragraph_format.tab_stops.add_tab_stop(HANGING)
    add_place(paragraph, f"[{mark}]", _name(mark), number)
    paragraph.add_run("\t")
    return paragraph


def _add_citation(paragraph: Paragraph, citation: CitationView) -> None:
    add_text(paragraph, citation.outlet).bold = True
    if citation.address:
        add_text(paragraph, f" ({citation.address})")


def _add_note(pages: Pages, note: DataView, edition: Edition, at: int) -> None:
    paragraph = _start_note(pages, note.letter, at + 1)
    add_text(paragraph, note.series).bold = True
    add_text(paragraph, edition.say("page.key", word="", meaning=note.origin))
    for table in note.tables:
        _add_table(pages, table)
    if note.more:
        add_text(pages.add_paragraph(style="Source words"), note.more, "Soft")


def _add_table(pages: Pages, table: Table) -> None:
    rows = (table.columns, *table.rows)
    made = pages.add_table(rows=0, cols=len(table.columns))
    for row in rows:
        _fill(made, row, is_head=row is table.columns)
    for at, value in enumerate(table.rows[0]):
        for cell in () if isinstance(value, str) else made.columns[at].cells:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    mark_head(made)
    fit(made, widths_for(rows), HANGING)
    pages.add_paragraph(style="Source words")


def _fill(made: Grid, values: Sequence[str | int | float], *, is_head: bool = False) -> None:
    """A row more."""
    for cell, value in zip(add_row(made), values, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cell"
        add_text(paragraph, str(value), "Soft" if is_head else None)


def _list_facts(view: BriefView, edition: Edition) -> list[tuple[str, str]]:
    say = edition.say
    return [
        *view.coverage,
        *((say("page.missing") if at == 0 else "", gap) for at, gap in enumerate(view.gaps)),
        (say("page.made_by"), view.made_by),
        (say("page.version"), view.version),
    ]


def _add_facts(pages: Pages, heading: str, facts: Sequence[tuple[str, str]]) -> None:
    pages.add_heading(heading, 1)
    table = pages.add_table(rows=0, cols=2)
    for fact in facts:
        _fill(table, fact)
    fit(table, (_LABELS, Length(PAGE[0] - 2 * MARGIN - _LABELS)))

"""What a DOCX is made of and python-docx has no word for: styles, links, bookmarks, fields, direction, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dateline.writers.wording import clean_for_print, is_right_to_left

PAGE = (Mm(210), Mm(297))
MARGIN = Mm(27)
HANGING = Mm(10)
FONT = "Cambria"  # with Word; others have a font of the same widths for it
LOCALES = {"en": "en-GB", "fr": "fr-FR"}  # as spelling checkers know the languages
BLACK, SOFT = RGBColor(0, 0, 0), RGBColor(0x50, 0x50, 0x50)
# Each style with its size, whether it is bold, and the space before and after, in points.
PARAGRAPHS = {
    "Normal": (11, False, 0, 7),
    "Title": (24, True, 0, 4),
    "Subtitle": (12, False, 0, 4),
    "Heading 1": (14, True, 20, 6),
    "Heading 2": (11, False, 10, 5),
    "Footer": (8.5, False, 0, 0),
    "Small": (9.5, False, 0, 4),
    "Source": (9.5, False, 6, 0),
    "Source words": (9.5, False, 0, 0),
    "Cell": (9, False, 1, 1),
}
CHARACTERS = {"Mark": 9.0, "Soft": None, "Link": None}  # with their sizes, where they have one of their own
_LONGEST = 60  # characters that a cell has on a line
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a ZIP file can tell of


def set_styles(pages: Document, language: str) -> None:
    """The styles: black on white, one family of type, and no colours of a theme."""
    styles = pages.styles
    for name, (size, is_bold, before, after) in PARAGRAPHS.items():
        style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if isinstance(style, ParagraphStyle):
            _set_type(style, size, is_bold=is_bold)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            style.paragraph_format.line_spacing = 1.15 if name == "Normal" else 1.0
            _drop(style.element, "w:link")  # to a style of the template, in the colours of its theme
            _drop(style.element.get_or_add_pPr(), "w:pBdr")
    for name, points in CHARACTERS.items():
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        if isinstance(style, CharacterStyle):
            style.font.color.rgb, style.font.size = SOFT, Pt(points) if points else None
            style.font.underline = name == "Link"
    styles["Heading 2"].font.italic = True
    for name in ("Source", "Source words"):
        styles[name].paragraph_format.left_indent = HANGING
    styles["Source"].paragraph_format.first_line_indent = Length(-HANGING)
    styles["Source"].paragraph_format.keep_with_next = True
    for found in styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), LOCALES.get(language, language))
    for setting in pages.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens it as a file of an older version


def _set_type(style: ParagraphStyle, size: float, *, is_bold: bool) -> None:
    font = style.font
    font.size, font.bold, font.italic, font.color.rgb = Pt(size), is_bold, False, BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # else those of the theme win
    for script in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{script}"), FONT)
    _drop(style.element.rPr, "w:spacing")


def _drop(parent: BaseOxmlElement, tag: str) -> None:
    for found in parent.findall(qn(tag)):
        parent.remove(found)


def add_text(paragraph: Paragraph, text: str, style: str | None = None) -> Run:
    """Text as a run, with nothing in it that XML or a reader's eye cannot bear, in its own direction."""
    run = paragraph.add_run(clean_for_print(text), style)
    if is_right_to_left(text):
        run.font.rtl = True
    return run


def turn(paragraph: Paragraph, text: str) -> None:
    """Let a paragraph run from right to left where its text does."""
    if is_right_to_left(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def set_language(run: Run, language: str) -> None:
    """Say which language a run is in."""
    run._r.get_or_add_rPr().append(_element("w:lang", val=LOCALES.get(language, language)))


def link_out(paragraph: Paragraph, text: str, address: str) -> None:
    """Text that leads to a web page."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    _wrap(paragraph, link, add_text(paragraph, text, "Link"))


def link_to(paragraph: Paragraph, text: str, name: str) -> None:
    """A mark that leads to the place of that name."""
    _wrap(paragraph, _element("w:hyperlink", anchor=name, history="1"), add_text(paragraph, text, "Mark"))


def add_place(paragraph: Paragraph, text: str, name: str, number: int) -> None:
    """Text that marks lead to. `number`: another one for each place."""
    paragraph._p.append(_element("w:bookmarkStart", id=str(number), name=name))
    add_text(paragraph, text)
    paragraph._p.append(_element("w:bookmarkEnd", id=str(number)))


def add_field(paragraph: Paragraph, code: str) -> None:
    """What the reader's program works out: PAGE, NUMPAGES."""
    field = _element("w:fldSimple", instr=code)
    _wrap(paragraph, field, paragraph.add_run("1"))


def add_row(table: Table) -> tuple[_Cell, ...]:
    """The cells of a new row."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row.cells


def mark_head(table: Table) -> None:
    """Draw a line under the first row, and let it stand again on each page that the table goes on."""
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
    for cell in table.rows[0].cells:
        borders = OxmlElement("w:tcBorders")
        borders.append(_element("w:bottom", val="single", sz="4", space="0", color="808080"))
        cell._tc.get_or_add_tcPr().append(borders)


def fit(table: Table, widths: Sequence[Length], indent: Length | None = None) -> None:
    """Give the columns their widths, narrower by the same share where they do not fit on the page."""
    room = PAGE[0] - 2 * MARGIN - (indent or 0)
    share = min(1.0, room / sum(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(int(width * share))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Length(int(width * share))
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    if indent and layout is not None:
        layout.addprevious(_element("w:tblInd", w=str(indent.twips), type="dxa"))


def widths_for(rows: Sequence[Sequence[object]]) -> list[Length]:
    """Widths that hold the longest text of each column on a line, in type of 9 points."""
    longest = (max(len(str(cell)) for cell in column) for column in zip(*rows, strict=True))
    return [Mm(4 + 1.75 * min(n, _LONGEST)) for n in longest]


def pack(pages: Document) -> bytes:
    """The file, without the template's picture of itself and without the time of day."""
    package = pages.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    saved, packed = io.BytesIO(), io.BytesIO()
    pages.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return packed.getvalue()


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _wrap(paragraph: Paragraph, around: BaseOxmlElement, run: Run) -> None:
    around.append(run._r)
    paragraph._p.append(around)

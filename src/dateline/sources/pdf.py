"""PDF -> the fields of an article: text in reading order, title, authors and date."""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.moments import parse_interval
from dateline.text import clean

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MAX_BYTES = 64_000_000  # as of every file
MAX_PAGES = 500  # a yearbook; a report has tens of pages
MAX_PAGE_CHARS = 100_000  # a full newspaper page has 40,000
MAX_CHARS = 2_000_000  # as of every report
MAX_SECONDS = 60.0  # a page takes a tenth of a second; one that takes minutes is made to
_EDGE_LINES = 2  # where a page can carry what every page carries
_REPEATED_SHARE = 0.5  # headers often alternate between left and right pages
_MIN_PAGES_TO_REPEAT = 3
_TITLE_RATIO = 1.2  # type this much larger than the text's is a heading
_MAX_TITLE_CHARS = 300
_MAX_HEADING_LINES = 6
_MIN_TEXT_CHARS = 20  # less on all pages together is a stamp on a scan
_SHORT_LINE = 0.75  # of the usual length: a line that stops so early ends its paragraph
_HYPHEN = "\ufffe\x02\u00ad"  # what PDFium puts where a word was parted at a line's end
_PARTED = re.compile(r"(?<=[^\W\d_])[-\u2010]$")
_ENDED = re.compile(r"[.!?:;…。！？।؟۔»”\"'’)\]]$")
_BULLET = re.compile(r"^(?:[•‣◦▪–—*·]|\(?\d{1,2}[.)])\s")
_DIGITS = re.compile(r"\d+")
_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?)?(?:Z|([+-])(\d\d)'?(\d\d)?)?")
# Titles that programs write by themselves: names of files and of programs.
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)|untitled|document\d*|sans titre|sin título|unbenannt|print|slide \d+)\b"
    r"|\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|odt|rtf|tex|dvi)$|^[\w-]*\d{5,}[\w-]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One page: its lines in reading order."""

    lines: tuple[str, ...]


def fields_from_pdf(raw: bytes) -> dict[str, Any]:
    """Title, text, authors and date of a PDF, under the names that article_from_fields takes.

    Lines are joined into paragraphs, words parted at their ends are made whole, and what stands at the top or bottom of
    most pages is left out. Raises ValueError for what is no PDF, is encrypted, has no text (a scan), or is too long.
    """
    if len(raw) > MAX_BYTES:
        raise ValueError(f"a PDF of {len(raw):,} bytes; at most {MAX_BYTES:,} are taken")
    import pypdfium2  # loads PDFium, a large library that other commands need not load

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise ValueError(_why_closed(str(error))) from error
    try:
        return _read_document(document)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"a PDF that is broken: {error}") from error
    finally:
        document.close()


def _why_closed(reason: str) -> str:
    lowered = reason.lower()
    if "password" in lowered or "security" in lowered:
        return "a PDF that is encrypted; save it without a password"
    return f"not a PDF that can be read: {reason}"


def _read_document(document: PdfDocument) -> dict[str, Any]:
    n_pages = len(document)
    if n_pages > MAX_PAGES:
        raise ValueError(f"a PDF of {n_pages:,} pages; at most {MAX_PAGES} are taken")
    heading, sheets = "", []
    n_chars = 0
    deadline = time.monotonic() + MAX_SECONDS
    for number in range(n_pages):
        page = document[number]
        sheet, found = _read_page(page, is_first=number == 0)
        sheets.append(sheet)
        heading = heading or found
        n_chars += sum(map(len, sheet.lines))
        if n_chars > MAX_CHARS:
            raise ValueError(f"a PDF of more than {MAX_CHARS:,} characters")
        if time.monotonic() > deadline:
            raise ValueError(f"a PDF that takes more than {MAX_SECONDS:.0f} s to read")
    if n_chars < _MIN_TEXT_CHARS:
        raise ValueError("a PDF without text, as of a scan; read its pages with a program for that first")
    stated = document.get_metadata_dict()
    title = clean(stated.get("Title", ""))
    text = _join(_without_repeated([_without_heading(sheets[0], heading), *sheets[1:]]))
    return {
        "title": title if title and not _NO_TITLE.search(title) else heading,
        "text": text,
        "authors": _authors(clean(stated.get("Author", ""))),
        "published_at": _read_date(stated.get("CreationDate", "")) or _read_date(stated.get("ModDate", "")),
    }


def _read_page(page: PdfPage, *, is_first: bool) -> tuple[_Sheet, str]:
    """A page's lines, and on the first its heading: the lines in the largest type, where it is clearly larger."""
    text_page = page.get_textpage()
    try:
        n_chars = min(text_page.count_chars(), MAX_PAGE_CHARS)
        text = text_page.get_text_range(0, n_chars) if n_chars else ""
        heading = _find_heading(text_page, n_chars) if is_first and n_chars else ""
    finally:
        text_page.close()
        page.close()
    lines = [" ".join(line.split()) for line in re.split(r"\r\n|\r|\n", text)]
    return _Sheet(lines=tuple(line for line in lines if line)), heading


def _find_heading(text_page: PdfTextPage, n_chars: int) -> str:
    from pypdfium2.raw import FPDFText_GetFontSize, FPDFText_GetUnicode

    sizes = [round(FPDFText_GetFontSize(text_page.raw, at), 1) for at in range(n_chars)]
    chars = [chr(FPDFText_GetUnicode(text_page.raw, at) or 32) for at in range(n_chars)]
    shown = [size for size, char in zip(sizes, chars, strict=True) if not char.isspace()]
    if not shown:
        return ""
    largest = max(shown)
    if largest < _TITLE_RATIO * statistics.median(shown):
        return ""
    begin = next(at for at, size in enumerate(sizes) if size == largest and not chars[at].isspace())
    end = begin
    while end < n_chars and (sizes[end] == largest or chars[end].isspace()):
        end += 1
    heading = " ".join("".join(chars[begin:end]).split())
    return clean(heading) if len(heading) <= _MAX_TITLE_CHARS else ""


def _without_heading(sheet: _Sheet, heading: str) -> _Sheet:
    """The first page without the lines that are its heading, which is told as the title."""
    for begin in range(len(sheet.lines) if heading else 0):
        joined = ""
        for end in range(begin, min(begin + _MAX_HEADING_LINES, len(sheet.lines))):
            joined = f"{joined} {sheet.lines[end]}".strip()
            if joined == heading:
                return _Sheet(lines=sheet.lines[:begin] + sheet.lines[end + 1 :])
    return sheet


def _without_repeated(sheets: list[_Sheet]) -> list[_Sheet]:
    """The pages without the lines that stand at the edges of most of them; page numbers count as the same line."""
    if len(sheets) < _MIN_PAGES_TO_REPEAT:
        return sheets
    seen = Counter(key for sheet in sheets for key in {_key(sheet.lines[at]) for at in _edges(sheet)})
    limit = max(2.0, _REPEATED_SHARE * len(sheets))
    return [
        _Sheet(
            lines=tuple(
                line for at, line in enumerate(sheet.lines) if at not in _edges(sheet) or seen[_key(line)] < limit
            )
        )
        for sheet in sheets
    ]


def _edges(sheet: _Sheet) -> set[int]:
    n_lines = len(sheet.lines)
    return {*range(min(_EDGE_LINES, n_lines)), *range(max(0, n_lines - _EDGE_LINES), n_lines)}


def _key(line: str) -> str:
    return _DIGITS.sub("0", line).casefold()


def _join(sheets: list[_Sheet]) -> str:
    """The lines as paragraphs; a paragraph can go over to the next page."""
    lines = [line for sheet in sheets for line in sheet.lines]
    lengths = sorted(len(line) for line in lines)
    usual = lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0
    return "\n".join(_paragraphs(lines, _SHORT_LINE * usual))


def _paragraphs(lines: list[str], short: float) -> Iterator[str]:
    paragraph = ""
    for line in lines:
        if paragraph and _BULLET.match(line):
            yield paragraph
            paragraph = ""
        paragraph = _append(paragraph, line)
        if len(line) < short and _ENDED.search(line):
            yield _without_marks(paragraph)
            paragraph = ""
    if paragraph:
        yield _without_marks(paragraph)


def _append(paragraph: str, line: str) -> str:
    """A line put behind what came before it; a word that was parted between the two is made whole."""
    if not paragraph:
        return line
    if paragraph[-1] in _HYPHEN:
        return paragraph[:-1] + line
    if _PARTED.search(paragraph) and line[0].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}"


def _without_marks(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, _HYPHEN)))


def _authors(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[;,]| and | & ", text) if name.strip()]


def _read_date(text: str) -> str:
    """The day or moment of a PDF's date (D:20251107183000+01'00'); empty where it cannot be read."""
    found = _DATE.match(text.strip())
    if found is None or not found[3]:
        return ""
    written = f"{found[1]}-{found[2]}-{found[3]}"
    if found[4]:
        zone = f"{found[7]}{found[8]}:{found[9] or '00'}" if found[7] else "+00:00"
        written += f"T{found[4]}:{found[5]}:{found[6] or '00'}{zone}"
    try:
        parse_interval(written)
    except ValueError:
        return ""
    return written

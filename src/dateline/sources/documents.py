"""A document that is kept as it came (a web page, a PDF, plain text) -> what is found in it. By its first bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dateline.decoding import decode_document
from dateline.extract import MADE_BY as PAGE_READER
from dateline.extract import read_page
from dateline.moments import parse_interval
from dateline.records import Extraction, PageKind
from dateline.sources.kinds import sniff
from dateline.sources.pdf import fields_from_pdf
from dateline.text import clean

# One version for all of them: what is read again when any of them gets better.
MADE_BY = f"{PAGE_READER}+pdf@1"


def read_document(body: bytes, *, url: str, content_type: str) -> Extraction:
    """What is found in a document. One with nothing to read says why in `detail`."""
    kind = sniff(body, content_type)
    read = _READERS.get(kind)
    if read is None:
        return Extraction(made_by=MADE_BY, kind=PageKind.EMPTY, detail=f"{kind}, and no page")
    return replace(read(body, url, content_type), made_by=MADE_BY)


def _read_html(body: bytes, url: str, content_type: str) -> Extraction:
    return read_page(body, url=url, content_type=content_type)


def _read_pdf(body: bytes, url: str, content_type: str) -> Extraction:
    try:
        fields = fields_from_pdf(body)
    except ValueError as error:
        return Extraction(made_by=MADE_BY, kind=PageKind.EMPTY, detail=str(error))
    date = fields["published_at"]
    published_at, known_at = parse_interval(date) if date else (None, None)
    return Extraction(
        made_by=MADE_BY,
        kind=PageKind.ARTICLE,
        title=fields["title"],
        text=fields["text"],
        authors=tuple(fields["authors"]),
        published_at=published_at,
        known_at=known_at,
        stated_date=date,
    )


def _read_text(body: bytes, url: str, content_type: str) -> Extraction:
    return Extraction(made_by=MADE_BY, kind=PageKind.ARTICLE, text=clean(decode_document(body, content_type)))


_READERS: Mapping[str, Callable[[bytes, str, str], Extraction]] = {
    "html": _read_html,
    "xml": _read_html,  # XHTML with a root of its own
    "text": _read_text,
    "pdf": _read_pdf,
}

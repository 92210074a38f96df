"""A page's HTML -> the fields of an article. Trafilatura finds the text; nothing in the page is run."""

from __future__ import annotations

import re
from typing import Any

_CHARSET = re.compile(
    rb"<meta[^>]+charset=[\"']?(iso-8859-\d+|windows-125\d|koi8-[ru]|gb\w+|big5|shift_jis|euc-\w+)", re.I
)
_MEANT = {"iso-8859-1": "windows-1252", "gb2312": "gb18030"}  # what browsers take these names for
_HEAD_BYTES = 2048  # where HTML has to say its encoding


def fields_from_html(raw: bytes) -> dict[str, Any]:
    """Title, text, date, outlet and address of one page; without a text where none was found."""
    import trafilatura  # loads lxml: 0.3 s that other commands need not pay

    document = trafilatura.bare_extraction(_decode(raw), with_metadata=True, include_comments=False)
    if document is None or isinstance(document, dict):
        return {}
    return {
        "title": document.title or "",
        "text": document.text or "",
        "published_at": document.date or "",
        "outlet": document.sitename or document.hostname or "",
        "url": document.url or "",
    }


def _decode(raw: bytes) -> str:
    """The page's text: UTF-8, or the older encoding that it names."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        found = _CHARSET.search(raw[:_HEAD_BYTES])
    name = found[1].decode().lower() if found else "utf-8"
    try:
        return raw.decode(_MEANT.get(name, name), "replace")
    except LookupError:  # an encoding that Python does not know
        return raw.decode("utf-8", "replace")

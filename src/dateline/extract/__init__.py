"""A page's HTML -> the fields of an article. Trafilatura finds the text; nothing in the page is run."""

from __future__ import annotations

from typing import Any


def fields_from_html(raw: bytes) -> dict[str, Any]:
    """Title, text, date, outlet and address of one page; without a text where none was found."""
    import trafilatura  # loads lxml: 0.3 s that other commands need not pay

    document = trafilatura.bare_extraction(raw.decode("utf-8", "replace"), with_metadata=True, include_comments=False)
    if document is None or isinstance(document, dict):
        return {}
    return {
        "title": document.title or "",
        "text": document.text or "",
        "published_at": document.date or "",
        "outlet": document.sitename or document.hostname or "",
        "url": document.url or "",
    }

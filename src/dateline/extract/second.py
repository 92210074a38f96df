"""The text of a page where the first reading is not sure of it: from the page's data, or by a slower extractor."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from dateline.decoding import decode_document
from dateline.extract.blocks import Block
from dateline.extract.body import Body
from dateline.extract.markup import Node
from dateline.text import overlap

_MIN_SHARE = 0.55  # of the page's prose; the lowest of 142 real pages has .63
_MIN_WIDTH = 250  # shorter texts are mostly a teaser or a caption; the shortest of the 142 pages has 771
_MIN_PAGE_WIDTH = 400  # a page with less text than this has nothing that a second look could find
_MIN_DATA_CHARS = 300
_MAX_TEASER_WIDTH = 1500  # longer texts are whole: what data has beyond them is boxes and captions
_MUCH_LONGER = 2  # times the text that was found
_SAME_STORY = 0.5  # of the words that text and data share; what shares less is not the same story
_COMPARED_CHARS = 3000  # the beginning is enough to tell stories apart
_WORD = re.compile(r"\w+")
_MAX_SLOW_BYTES = 2_000_000  # of a page that the slow extractor is given: it needs a second for each megabyte


def choose_text(found: Body, article: Node, raw: bytes, blocks: Sequence[Block]) -> tuple[str, int]:
    """The text and its length in Latin letters."""
    stated = _stated_text(article)
    is_teaser = found.width < _MAX_TEASER_WIDTH and len(stated) >= _MUCH_LONGER * len(found.text)
    if is_teaser and len(stated) >= _MIN_DATA_CHARS:
        return stated, _width(stated)
    if not is_sure(found, stated) and _is_worth_it(blocks, raw):
        slow = read_slowly(raw)
        if _width(slow) > found.width:
            return slow, _width(slow)
    return found.text, found.width


def is_sure(found: Body, stated: str) -> bool:
    """Whether a text is long enough, most of what the page has to say, and what its data says."""
    if found.width < _MIN_WIDTH or found.share < _MIN_SHARE:
        return False
    if len(stated) < _MIN_DATA_CHARS:
        return True
    return overlap(_words(stated), _words(found.text)) >= _SAME_STORY


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text[:_COMPARED_CHARS].lower()))


def _stated_text(article: Node) -> str:
    """The article's text in JSON-LD, one paragraph a line; empty where it holds markup or none is given."""
    body = article.get("articleBody")
    if not isinstance(body, str) or "</" in body:
        return ""
    lines = (" ".join(line.split()) for line in html.unescape(body).splitlines())
    return "\n".join(line for line in lines if line)


def _is_worth_it(blocks: Sequence[Block], raw: bytes) -> bool:
    return len(raw) <= _MAX_SLOW_BYTES and sum(block.width for block in blocks if block.is_prose) >= _MIN_PAGE_WIDTH


def read_slowly(raw: bytes) -> str:
    import trafilatura  # takes 0.3 s to load, and is wanted for few pages

    document = trafilatura.bare_extraction(decode_document(raw), include_comments=False)
    return "" if document is None or isinstance(document, dict) else document.text or ""


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))

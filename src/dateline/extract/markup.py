"""A page's characters -> its tree, its JSON-LD and its meta tags; nothing in it is run, expanded or fetched."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.decoding import decode_document

if TYPE_CHECKING:
    from lxml.etree import _Element

Node = Mapping[str, Any]  # one object of JSON-LD

_CUT_NAMES = ("script", "style", "svg", "noscript", "template", "iframe")  # no text of the page stands in them
_CUT = re.compile(rb"<((?i:script|style|svg|noscript|template|iframe))(?=[\s>/])")
_CUT_END = {name.encode(): re.compile(rf"</(?i:{name})(?=[\s>/])".encode()) for name in _CUT_NAMES}
_RAW = (b"script", b"style")  # they go on to the end of the page where nothing ends them
_IS_DATA = re.compile(rb"type\s*=\s*[\"']?application/(?:\w+\+)?ld\+json", re.I)
_LONG_TAG_CHARS = 2000
_MAX_ATTRIBUTES = 300  # libxml2's time grows with their square: 100,000 took 12 s; real pages have below 60
_MAX_JSON_CHARS = 2_000_000
_MAX_JSON_NODES = 2000
_MAX_META = 500
_COMMENT_IN_JSON = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A page taken apart. `metas` has the first value of each name, small letters; `nodes` all of JSON-LD."""

    root: _Element
    metas: Mapping[str, str]
    nodes: tuple[Node, ...]

    def meta(self, *names: str) -> str:
        """The value of the first of these meta tags that has one."""
        return next((self.metas[name] for name in names if self.metas.get(name)), "")


def read_markup(body: bytes, content_type: str = "") -> Markup | None:
    """The page taken apart; None where there is no element in it."""
    bare, blocks = _take_out(decode_document(body, content_type).encode("utf-8", "replace"))
    root = _parse(_without_hordes(bare.decode()))
    if root is None:
        return None
    nodes = tuple(_read_nodes([block.decode() for block in blocks]))
    return Markup(root=root, metas=_read_metas(root), nodes=nodes)


def words_of(value: object) -> str:
    """A value of JSON-LD as one line of text; empty where it is none."""
    if isinstance(value, list) and value:
        value = value[0]
    return one_line(value) if isinstance(value, str) else ""


def one_line(text: str) -> str:
    """Entities decoded (twice, as some pages encode them twice) and white space folded."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return " ".join(text.split())


def types_of(node: Node) -> frozenset[str]:
    """What an object of JSON-LD says it is, without the vocabulary's address."""
    stated = node.get("@type")
    values = stated if isinstance(stated, list) else [stated]
    return frozenset(value.rpartition("/")[2] for value in values if isinstance(value, str))


def _take_out(body: bytes) -> tuple[bytes, list[bytes]]:
    """The page without scripts and pictures in code, which are most of its bytes, and its JSON-LD."""
    kept: list[bytes] = []
    blocks: list[bytes] = []
    unended: set[bytes] = set()
    at = searched = 0
    while (found := _CUT.search(body, searched)) is not None:
        name = found[1].lower()
        end = None if name in unended else _CUT_END[name].search(body, found.end())
        searched = found.end()
        if end is None and name not in _RAW:
            unended.add(name)
            continue
        stop = end.start() if end else len(body)
        opening = body.find(b">", found.start(), stop)
        if opening >= 0 and _IS_DATA.search(body, found.start(), opening):
            blocks.append(body[opening + 1 : stop])
        kept.append(body[at : found.start()])
        at = searched = (body.find(b">", stop) + 1 or len(body)) if end else len(body)
    kept.append(body[at:])
    return b"".join(kept), blocks


def _without_hordes(text: str) -> str:
    """The page without the tags that have more attributes than any real one."""
    half = _LONG_TAG_CHARS // 2  # a stretch without ">" that is twice as long has at least one whole window in it
    if all(text.find(">", at, at + half) >= 0 for at in range(0, len(text) - half, half)):
        return text
    pieces = text.split(">")
    hordes = [at for at, piece in enumerate(pieces) if len(piece) > _LONG_TAG_CHARS and _is_horde(piece)]
    for at in hordes:
        pieces[at] = pieces[at].rpartition("<")[0] + "<p"
    return ">".join(pieces) if hordes else text


def _is_horde(piece: str) -> bool:
    tag = piece.rpartition("<")[2]
    return len(tag) > _LONG_TAG_CHARS and max(len(tag.split()), tag.count("=")) > _MAX_ATTRIBUTES


def _parse(text: str) -> _Element | None:
    from lxml import etree  # a compiled library that other commands need not load

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root: _Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:  # nothing in it that could be an element
        return None
    return root


def _read_metas(root: _Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for number, element in enumerate(root.iter("meta")):
        if number >= _MAX_META:
            break
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        value = one_line(element.get("content") or "")
        if name and value:
            metas.setdefault(name.strip().lower(), value)
    return metas


def _read_nodes(blocks: list[str]) -> Iterator[Node]:
    """All objects with a type, the outer before the inner."""
    n_left = _MAX_JSON_NODES
    for block in blocks:
        queue: list[object] = [_read_json(block)]
        for value in queue:  # grows while it is read
            if n_left <= 0:
                return
            n_left -= 1
            if isinstance(value, list):
                queue += value[:_MAX_JSON_NODES]
            elif isinstance(value, dict):
                if "@type" in value:
                    yield value
                queue += [inner for inner in value.values() if isinstance(inner, dict | list)]


def _read_json(block: str) -> object:
    """What a block says; None where it cannot be read. Raw line ends in texts are let pass, as many pages have them."""
    if len(block) > _MAX_JSON_CHARS:
        return None
    for text in (block, _COMMENT_IN_JSON.sub("", block).strip().rstrip(";"), html.unescape(block)):
        try:
            return _DECODER.decode(text)
        except (ValueError, RecursionError):  # not JSON, or nested a thousand deep
            continue
    return None


_DECODER = json.JSONDecoder(strict=False)

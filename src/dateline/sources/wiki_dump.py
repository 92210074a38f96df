"""MediaWiki's XML dumps -> pages one by one, in bounded memory; plain, gzip or bzip2, also cut off."""

from __future__ import annotations

import bz2
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO
from urllib.parse import quote

from dateline.sources.wikitext import MAX_CHARS

MAX_TOKEN_BYTES = 32_000_000  # a tag or a run of blanks longer than this is an attack on the parser's buffer
_STEP_BYTES = 1 << 16
_FIELDS = frozenset({"title", "ns", "text", "base", "namespace"})
_MAX_FIELD_CHARS = 4_000  # of all but the text; MediaWiki's titles have 255 bytes
_MAX_HIDDEN = 16
_HIDDEN_SPACES = frozenset({"6", "14"})  # files and categories
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z]+)?")


class DumpError(ValueError):
    """A dump that cannot be read, or not any further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The wiki that a dump is of. `hidden` are its namespaces of files and categories, in small letters."""

    lang: str = ""
    base_url: str = ""
    hidden: frozenset[str] = frozenset({"file", "image", "category", "media"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiPage:
    """A page as of its last revision in the dump. `is_whole` is whether its text is within the limit."""

    title: str
    namespace: str
    text: str
    url: str
    is_redirect: bool = False
    is_whole: bool = True
    site: Site = field(default_factory=Site)


def iterate_pages(stream: BinaryIO) -> Iterator[WikiPage]:
    """Every page in order. Raises DumpError where the dump is damaged, after the pages before that place."""
    from xml.parsers.expat import ExpatError, ParserCreate  # an extension module that other commands need not load

    reading = _Reading()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.add
    parser.StartDoctypeDeclHandler = reading.refuse_doctype
    n_fed = 0
    try:
        for data in _unpacked(stream):
            parser.Parse(data, False)
            n_fed += len(data)
            yield from reading.take()
            if n_fed - max(0, parser.CurrentByteIndex) > MAX_TOKEN_BYTES:
                raise DumpError(f"a tag of over {MAX_TOKEN_BYTES:,} bytes")
        parser.Parse(b"", True)
    except ExpatError as error:
        yield from reading.take()
        raise DumpError(f"not XML, or cut off: {error}") from error
    yield from reading.take()


class _Reading:
    """What the XML said so far: the site, the page under way, and the pages that are done and not yet taken."""

    def __init__(self) -> None:
        self._done: list[WikiPage] = []
        self._site = Site()
        self._page: dict[str, str] = {}
        self._is_redirect = self._is_whole = False
        self._parts: list[str] | None = None
        self._n_chars = 0
        self._space_key = ""

    def take(self) -> list[WikiPage]:
        """The pages that are done."""
        done, self._done = self._done, []
        return done

    def refuse_doctype(self, *_: object) -> None:
        """Dumps declare no document type; whoever does wants entities expanded. Raises DumpError."""
        raise DumpError("a document type is declared, which dumps do not do")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._parts = [] if name in _FIELDS else None
        self._n_chars = 0
        if name == "page":
            self._page, self._is_redirect, self._is_whole = {}, False, True
        elif name == "redirect":
            self._is_redirect = True
        elif name == "namespace":
            self._space_key = attributes.get("key", "")
        elif name == "mediawiki":
            lang = attributes.get("xml:lang", "").lower()
            self._site = Site(lang=lang if _CODE.fullmatch(lang) else "")

    def add(self, text: str) -> None:
        """Text within an element; beyond the limit it is left out."""
        if self._parts is None:
            return
        self._n_chars += len(text)
        if self._n_chars <= MAX_CHARS:
            self._parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._parts is not None and name in _FIELDS:
            self._keep(name, "".join(self._parts))
        self._parts = None
        if name == "page" and "title" in self._page:
            self._done.append(self._finish())

    def _keep(self, name: str, text: str) -> None:
        if name == "text":
            self._page["text"] = text
            self._is_whole = self._n_chars <= MAX_CHARS
        elif name == "namespace":
            if self._space_key in _HIDDEN_SPACES and len(self._site.hidden) < _MAX_HIDDEN:
                self._site = replace(self._site, hidden=self._site.hidden | {text.strip().lower()[:_MAX_FIELD_CHARS]})
        elif name == "base":
            self._site = replace(self._site, base_url=text.strip()[:_MAX_FIELD_CHARS])
        else:
            self._page[name] = text[:_MAX_FIELD_CHARS]

    def _finish(self) -> WikiPage:
        title = self._page["title"].strip()
        return WikiPage(
            title=title,
            namespace=self._page.get("ns", "").strip(),
            text=self._page.get("text", ""),
            url=_address(self._site.base_url, title),
            is_redirect=self._is_redirect,
            is_whole=self._is_whole,
            site=self._site,
        )


def _address(base_url: str, title: str) -> str:
    """A page's address, from that of the wiki's main page; empty where the dump names none."""
    if not base_url.startswith(("https://", "http://")):
        return ""
    return f"{base_url.rpartition('/')[0]}/{quote(title.replace(' ', '_'), safe=':/,()!*@')}"


def _unpacked(stream: BinaryIO) -> Iterator[bytes]:
    """The dump's bytes in small steps. Raises DumpError where it cannot be unpacked."""
    head = stream.read(3) if stream.seekable() else b""
    if head:
        stream.seek(-len(head), 1)
    unpacked: BinaryIO | bz2.BZ2File | gzip.GzipFile = stream
    if head.startswith(b"BZh"):
        unpacked = bz2.BZ2File(stream)
    elif head.startswith(b"\x1f\x8b"):
        unpacked = gzip.GzipFile(fileobj=stream)
    try:
        while data := unpacked.read(_STEP_BYTES):
            yield data
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise DumpError(f"cannot be unpacked: {error}") from error

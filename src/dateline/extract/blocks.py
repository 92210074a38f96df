"""A page's tree -> its blocks of text in reading order, each with what surrounds it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

TABLE = Path(__file__).with_name("body.toml")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LIST_ITEMS = frozenset({"li", "dd", "dt"})
PROSE = frozenset({"p", "blockquote", "pre", "td"}) | LIST_ITEMS
_NO_TEXT = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "button", "select", "option",
    "input", "textarea", "dialog", "picture", "video", "audio", "canvas", "map", "head", "math", "progress", "meter",
    "datalist",
})  # fmt: skip
_LISTS = frozenset({"ul", "ol"})
_OFTEN_MENUS = frozenset({"nav", "footer", "menu"}) | _LISTS
_MENU_LINKED = 0.9
_MARKED = frozenset({
    "nav", "footer", "menu", "aside", "header", "figure", "figcaption", "form", "table", "caption",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTER = re.compile(r"[^a-z]+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।॥։።:;»”\"’'“)\]」』]\s*$")
_MAX_BLOCKS = 20_000  # the longest of 142 pages has 1,342
_NAMES_KEPT = 4096
_MIN_WIDTH = 40  # shorter lines are labels and names, not sentences
_LONG_WIDTH = 150  # so long a text is prose even where nothing ends it
_MAX_LINKED = 0.6  # a sentence may be a link for the most part; a list of links is one altogether


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of text in one block element. `marks` are the elements around it that seldom hold an article.

    `width` is the length that the text would have in Latin letters: scripts with fuller characters count for more.
    `is_prose` says whether it reads like a sentence of an article.
    """

    order: int
    text: str
    tag: str
    element: _Element
    n_linked: int
    marks: tuple[_Element, ...]
    width: int
    is_prose: bool

    @property
    def is_heading(self) -> bool:
        """Whether it stands in h1 to h6."""
        return self.tag in HEADINGS


def read_blocks(root: _Element) -> list[Block]:
    """All blocks of a page; at most the first 20,000."""
    top = root.find("body")
    reader = _Reader(root if top is None else top)
    for text in _find_texts()(reader.top):
        reader.add(text)
        if len(reader.blocks) >= _MAX_BLOCKS:
            break
    reader.finish()
    return reader.blocks


@cache
def _find_texts() -> Any:
    """What finds all runs of text in an element, but those of white space alone, which are most of them."""
    from lxml import etree  # a compiled library that other commands need not load

    return etree.XPath("descendant::text()[normalize-space()]")


@dataclass(slots=True)  # not frozen: made for every element around text, and twice as fast so
class _Place:
    """Where text stands: in which block element, whether in a link, and in which marked elements."""

    block: _Element
    is_linked: bool
    marks: tuple[_Element, ...]


class _Reader:
    """Joins the runs of text that stand in the same block element."""

    def __init__(self, top: _Element) -> None:
        self.top = top
        self.blocks: list[Block] = []
        self.texts: list[str] = []
        self.n_linked = 0
        first = _Place(top, False, (top,) if is_marked(top) else ())
        self.place = first
        self.places: dict[_Element, _Place | None] = {top: first}

    def add(self, text: Any) -> None:
        """Take a run of text, which knows the element that it is in or behind."""
        element = text.getparent()
        owner = element.getparent() if text.is_tail else element
        place = self.places[owner] if owner in self.places else self.find_place(owner)
        if place is None:
            return
        if place.block is not self.place.block or _is_parted(element, text.is_tail):
            self.finish()
            self.place = place
        elif self.texts and not (self.texts[-1][-1].isspace() or text[0].isspace()) and _has_space_before(text, place):
            self.texts.append(" ")
        self.texts.append(text)
        if place.is_linked:
            self.n_linked += len(text.strip())

    def find_place(self, element: _Element) -> _Place | None:
        """The place of an element, kept with those of all elements around it."""
        path = []
        while element not in self.places:
            path.append(element)
            element = element.getparent()
        place = self.places[element]
        for inner in reversed(path):
            place = None if place is None else _place_in(place, inner)
            self.places[inner] = place
        return place

    def finish(self) -> None:
        """End the block that is being gathered, if there is any text in it."""
        text = " ".join("".join(self.texts).split())
        self.texts.clear()
        if text:
            tag, n_linked = self.place.block.tag, min(self.n_linked, len(text))
            width = len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
            block = Block(
                order=len(self.blocks),
                text=text,
                tag=tag,
                element=self.place.block,
                n_linked=n_linked,
                marks=self.place.marks,
                width=width,
                is_prose=tag not in HEADINGS and _reads_as_prose(text, width, n_linked),
            )
            self.blocks.append(block)
        self.n_linked = 0


def _place_in(around: _Place, element: _Element) -> _Place | None:
    """The place of an element inside of another's; None for what holds no text of the page."""
    tag = element.tag
    if tag in _NO_TEXT or (tag in _OFTEN_MENUS and _is_menu(element, tag)):
        return None
    if tag in _INLINE:
        return _Place(around.block, True, around.marks) if tag == "a" and not around.is_linked else around
    marks = (*around.marks, element) if tag in _MARKED or is_marked(element) else around.marks
    return _Place(element, around.is_linked, marks)


def _is_menu(element: _Element, tag: str) -> bool:
    """Whether there are only links in an element: navigation without a paragraph, or a list of next to nothing else."""
    if tag not in _LISTS:
        return element.find(".//p") is None
    linked = sum(len(text.strip()) for link in element.iter("a") for text in link.itertext())
    return linked > 0 and linked >= _MENU_LINKED * sum(len(text.strip()) for text in element.itertext())


def _has_space_before(text: Any, place: _Place) -> bool:
    """Whether white space or a line break stands between a text and the one before it in its block."""
    element, block = text.getparent(), place.block
    if text.is_tail:
        return bool(element.tag == "br")
    previous = element.getprevious()
    while previous is None and element is not block:
        element = element.getparent()
        if element is block or (element.text and element.text.isspace()):
            return bool(element.text)
        previous = element.getprevious()
    return previous is not None and bool(previous.tag == "br" or (previous.tail and previous.tail.isspace()))


def _is_parted(element: _Element, is_tail: bool) -> bool:
    """Whether two line breaks stand in front of a text: they part paragraphs."""
    nearest = element if is_tail else element.getprevious()
    if nearest is None or nearest.tag != "br" or (not is_tail and (nearest.tail or "").strip()):
        return False
    previous = nearest.getprevious()
    return previous is not None and previous.tag == "br" and not (previous.tail or "").strip()


def ends_a_sentence(text: str) -> bool:
    """Whether it ends as a sentence does, in any script."""
    return _SENTENCE_END.search(text) is not None


def _reads_as_prose(text: str, width: int, n_linked: int) -> bool:
    if width < _MIN_WIDTH or n_linked > len(text) * _MAX_LINKED:
        return False
    return width >= _LONG_WIDTH or ends_a_sentence(text)


def names_of(element: _Element) -> str:
    """The class and id of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def is_marked(element: _Element) -> bool:
    """Whether an element is hidden or its class or id says that no article stands in it."""
    get = element.get
    for names in (get("class"), get("id")):
        if names and has_marked_name(names):
            return True
    style = get("style")
    return get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


@lru_cache(maxsize=_NAMES_KEPT)
def has_marked_name(names: str) -> bool:
    """Whether a class or id is one of what stands beside articles."""
    return _patterns()["marked"].search(_apart(names)) is not None


@lru_cache(maxsize=_NAMES_KEPT)
def is_for_consent(names: str) -> bool:
    """Whether a class or id is one of a notice about cookies."""
    return _patterns()["consent"].search(_apart(names)) is not None


@lru_cache(maxsize=_NAMES_KEPT)
def is_for_comments(names: str) -> bool:
    """Whether a class or id is one of what readers wrote."""
    return _patterns()["comments"].search(_apart(names)) is not None


@lru_cache(maxsize=_NAMES_KEPT)
def is_for_lead(names: str) -> bool:
    """Whether a class or id is one of an opening paragraph."""
    return not _lead_words().isdisjoint(_NO_LETTER.split(_apart(names)))


def _apart(names: str) -> str:
    return names if names.islower() else _CAMEL.sub("-", names).lower()


@cache
def _table() -> Mapping[str, list[str]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    table = _table()
    whole = rf"(?<![a-z])(?:{_any_of(table['words'])})(?![a-z])"
    return {
        "marked": re.compile(f"{_any_of(table['stems'])}|{whole}"),
        "consent": re.compile(_any_of(table["consent"])),
        "comments": re.compile(_any_of(table["comments"])),
    }


@cache
def _lead_words() -> frozenset[str]:
    return frozenset(_table()["leads"])


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words; grouped by their first letters, it is twice as fast."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words):
        groups.setdefault(word[:1], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in groups.items())

"""The blocks of a page -> those that are the article.

An article's paragraphs look alike: same tag, same class, same surroundings. The look that holds most of the page's
prose is found first; the smallest element around nearly all of it is the article's; what stands in that element and
is not marked as something else is the text. What leads up to it (the standfirst) stands between headline and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from dateline.extract.blocks import (
    LIST_ITEMS,
    PROSE,
    Block,
    ends_a_sentence,
    is_for_comments,
    is_for_consent,
    is_for_lead,
    names_of,
)
from dateline.extract.inserts import is_insert

if TYPE_CHECKING:
    from lxml.etree import _Element

# Shares of the page's prose. Set on news pages of 30 countries: anything from half to double gives the same there.
_MUCH = 0.4  # a marked element with so much of it may hold the article
_MUCH_OF_COMMENTS = 0.8  # unless it is for comments: readers often write more than reporters
_LITTLE_ELSE = 0.3  # what stands outside of all marked elements then
_SOME_OF_HEADLINE = 0.2  # enough for an element that holds the headline as well
_NEARLY_ALL = 0.75  # of the look's prose stands in the article's element
_RIVAL = 0.4  # a look with this share of the greatest one's prose, around it on both sides, is the article's

_SAME_HEADLINE = 0.5  # of the words of heading and title, as some sites shorten one of them
_REPEATS_TITLE = 0.8  # of a heading's words stand in the title
_SAME_LEAD = 0.8  # of the words of a block stand in the description, or the other way round
_ALIKE = 0.6  # of the words of two classes are the same
_MAX_LOOKS = 200
_MIN_LEAD_CHARS = 30
_MIN_LEAD_WORDS = 5
_LINKS_ALONE = 0.8
_LONG_HEADING = 60  # characters; so long a heading says something even where only headings follow ("6 charts")
_BEFORE_HEADLINE = 0.5  # what stands before the headline counts half
_PLACES = frozenset({"first", "last", "odd", "even", "initial", "dropcap"})
_NUMBERED = re.compile(r"[-_]\d+$")
_WORD = re.compile(r"\w+")
_NAMES_KEPT = 4096

Look = tuple[str, frozenset[str]]


@dataclass(slots=True, kw_only=True)
class _Group:
    """Blocks of one look."""

    look: Look
    width: float = 0.0
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The article's blocks in order, and how far to trust them.

    `n_leads` of them are the standfirst. `share` is how much of the page's prose the text is, from 0 to 1; what stands
    in marked elements and in other stories does not count.
    """

    blocks: tuple[Block, ...] = ()
    n_leads: int = 0
    headline: Block | None = None
    share: float = 0.0

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def width(self) -> int:
        """The length of the text in Latin letters."""
        return sum(block.width for block in self.blocks)


def find_body(blocks: Sequence[Block], titles: Sequence[str], description: str = "") -> Body:
    """The article among a page's blocks; `titles` are what the page says its headline is."""
    headline = find_headline(blocks, titles)
    prose = [block for block in blocks if block.is_prose]
    spared = _find_spared(prose, headline)
    free = [block for block in prose if spared.issuperset(block.marks)]
    groups = _group(free, headline)
    if not groups:
        return Body(headline=headline)
    group, top = _choose(groups)
    inside = _Inside(top)
    begin = next((block.order for block in free if inside.holds(block)), group.blocks[0].order)
    stories = _find_other_stories(blocks, headline, begin, inside)
    clear = [block for block in blocks if spared.issuperset(block.marks) and inside.holds(block)]
    own = [block for block in clear if not any(story.holds(block) for story in stories)]
    taken = [block for block in own if _belongs(block, group, titles)]
    opening = _Opening(headline=headline, spared=spared, group=group, titles=titles, description=description)
    known = {block.order for block in clear}
    leads = opening.find([block for block in blocks[: begin + 1] if block.order not in known])
    kept = _without_idle_headings([*leads, *taken])
    total = sum(block.width for block in free if not any(story.holds(block) for story in stories))
    share = sum(block.width for block in kept if block.is_prose) / max(1, total)
    return Body(blocks=tuple(kept), n_leads=len(leads), headline=headline, share=min(1.0, share))


def find_headline(blocks: Iterable[Block], titles: Sequence[str]) -> Block | None:
    """The heading that says what the titles say; else the first h1."""
    best, found, first = 0.0, None, None
    for block in blocks:
        if block.tag not in ("h1", "h2", "h3"):
            continue
        if first is None and block.tag == "h1":
            first = block
        likeness = max((_likeness(words_in(block.text), words_in(title)) for title in titles), default=0.0)
        score = likeness + 0.2 * (block.tag == "h1")  # of two that say the same, h1 is the one
        if likeness >= _SAME_HEADLINE and score > best:
            best, found = score, block
    return found or first


@lru_cache(maxsize=256)
def words_in(text: str) -> frozenset[str]:
    """The words of a text in small letters; characters where a script writes without spaces."""
    return frozenset(_WORD.findall(text.lower())) if text.isascii() or " " in text else frozenset(text.lower())


def _likeness(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / max(1, len(left | right))


def _find_spared(prose: Sequence[Block], headline: Block | None) -> frozenset[_Element]:
    """The marked elements that hold the article itself, and are not to be left out."""
    widths: dict[_Element, int] = {}
    for block in prose:
        for element in block.marks:
            widths[element] = widths.get(element, 0) + block.width
    notices = {element for element in widths if is_for_consent(names_of(element))}
    total = sum(block.width for block in prose if notices.isdisjoint(block.marks))
    little_else = sum(block.width for block in prose if not block.marks) < _LITTLE_ELSE * total
    around = set() if headline is None else {headline.element, *headline.element.iterancestors()}
    spared = set()
    for element, width in widths.items():
        enough = _MUCH_OF_COMMENTS if is_for_comments(names_of(element)) else _MUCH
        holds_headline = element in around and element.tag != "header" and width > _SOME_OF_HEADLINE * total
        if element not in notices and (holds_headline or (little_else and width > enough * total)):
            spared.add(element)
    return frozenset(spared)


def _look_of(block: Block) -> Look:
    """The tag and class of a block; those of its surroundings too where the class does not tell paragraphs apart."""
    element = block.element
    look = _class_words(element.get("class") or "")
    if block.tag == "p" and look:
        return block.tag, look
    parent = element.getparent()
    if parent is None:
        return block.tag, look
    around = {f"<{word}" for word in _class_words(parent.get("class") or "")}
    return block.tag, look | around | {f"<{parent.tag}"}


@lru_cache(maxsize=_NAMES_KEPT)
def _class_words(names: str) -> frozenset[str]:
    """The words of a class, without those that count paragraphs or say where one stands."""
    words = names.lower().split()
    return frozenset(w for w in words if w not in _PLACES and not w.isdigit() and not _NUMBERED.search(w))


def _are_alike(left: Look, right: Look) -> bool:
    return left[0] == right[0] and _likeness(left[1], right[1]) >= _ALIKE


def _group(prose: Iterable[Block], headline: Block | None) -> list[_Group]:
    """Blocks that look alike, together; at most 200 looks."""
    groups: list[_Group] = []
    known: dict[Look, _Group] = {}
    for block in prose:
        look = _look_of(block)
        group = known.get(look) or next((group for group in groups if _are_alike(look, group.look)), None)
        if group is None:
            if len(groups) >= _MAX_LOOKS:
                continue
            group = _Group(look=look)
            groups.append(group)
        known[look] = group
        group.width += block.width * (_BEFORE_HEADLINE if headline and block.order < headline.order else 1)
        group.blocks.append(block)
    return groups


def _choose(groups: Sequence[_Group]) -> tuple[_Group, _Element]:
    """The look of the article's paragraphs, and the smallest element around nearly all of them."""
    greatest = max(groups, key=lambda group: group.width)
    top = _enclose(greatest.blocks)
    around = set(top.iterancestors())
    for group in groups:  # a long box inside of an article is not the article
        first, last = group.blocks[0], group.blocks[-1]
        is_rival = group is not greatest and group.width >= _RIVAL * greatest.width
        if is_rival and first.order < greatest.blocks[0].order < last.order and first.element.getparent() in around:
            return group, _enclose(group.blocks)
    return greatest, top


def _enclose(blocks: Sequence[Block]) -> _Element:
    """The smallest element that has nearly all of the text of some blocks in it, and is not itself a paragraph."""
    widths: dict[_Element, int] = {}
    for block in blocks:
        for element in (block.element, *block.element.iterancestors()):
            widths[element] = widths.get(element, 0) + block.width
    needed = _NEARLY_ALL * sum(block.width for block in blocks)
    full = [element for element, width in widths.items() if width >= needed and element.tag != "p"]
    return max(full, key=lambda element: sum(1 for _ in element.iterancestors()))


class _Inside:
    """Which blocks stand inside of an element; asked for every block, so that the answers are kept."""

    def __init__(self, top: _Element) -> None:
        self._known: dict[_Element, bool] = {top: True}

    def holds(self, block: Block) -> bool:
        path = []
        element: _Element | None = block.element
        while element is not None and element not in self._known:
            path.append(element)
            element = element.getparent()
        answer = element is not None and self._known[element]
        self._known.update(dict.fromkeys(path, answer))
        return answer


def _find_other_stories(blocks: Sequence[Block], headline: Block | None, begin: int, inside: _Inside) -> list[_Inside]:
    """The articles that follow the page's own in the same element, each with a first heading of its own."""
    around = set(blocks[begin].element.iterancestors())
    found: dict[_Element, _Inside] = {}
    for block in blocks[begin + 1 :]:
        if block.tag == "h1" and block is not headline and inside.holds(block):
            story = next(block.element.iterancestors("article"), None)
            if story is not None and story not in around:
                found.setdefault(story, _Inside(story))
    return list(found.values())


def _belongs(block: Block, group: _Group, titles: Sequence[str]) -> bool:
    """Whether a block in the article's element is of its text."""
    if is_insert(block):
        return False
    if block.is_heading:
        return block.tag != "h1" and not _repeats_a_title(block.text, titles)
    is_alike = block.is_prose and _are_alike(_look_of(block), group.look)
    if block.n_linked > _LINKS_ALONE * len(block.text):
        return is_alike and block.n_linked < len(block.text) and ends_a_sentence(block.text)
    if group.look[0] == "p" and block.tag == "div":
        return is_alike
    return block.tag in PROSE or block.is_prose


def _repeats_a_title(text: str, titles: Sequence[str]) -> bool:
    words = words_in(text)
    return any(
        len(words & title) > _REPEATS_TITLE * max(1, len(words)) and len(words) >= 0.7 * len(title)
        for title in map(words_in, titles)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """What is known where the standfirst is looked for."""

    headline: Block | None
    spared: frozenset[_Element]
    group: _Group
    titles: Sequence[str]
    description: str

    def find(self, upper: Sequence[Block]) -> list[Block]:
        """The blocks above the text that are of it: sentences below the headline, else what is named a lead."""
        able = [block for block in upper if self._may_lead(block)]
        leads = [block for block in able if self._stands_between(block)]
        named = [block for block in able if block not in leads and self._is_named(block)]
        if named and not any(block.text[:40] == named[-1].text[:40] for block in leads):
            leads = sorted([*leads, named[-1]], key=lambda block: block.order)
        return leads

    def _may_lead(self, block: Block) -> bool:
        if len(block.text) < _MIN_LEAD_CHARS or 2 * block.n_linked > len(block.text):
            return False
        if block.tag in LIST_ITEMS or block.tag == "figcaption":
            return False
        words = words_in(block.text)
        title_words = frozenset().union(*map(words_in, self.titles[:1]))
        return len(words & title_words) <= _REPEATS_TITLE * len(words)

    def _is_clear(self, block: Block) -> bool:
        """Whether no mark but that of a header is on it: a standfirst often stands in one."""
        return all(mark.tag == "header" or mark in self.spared for mark in block.marks)

    def _stands_between(self, block: Block) -> bool:
        below = self.headline is not None and block.order > self.headline.order
        return block.is_prose and self._is_clear(block) and (below or _are_alike(_look_of(block), self.group.look))

    def _is_named(self, block: Block) -> bool:
        words, told = words_in(block.text), words_in(self.description)
        shorter = min(len(words), len(told))
        if len(words) >= _MIN_LEAD_WORDS and len(words & told) >= _SAME_LEAD * max(1, shorter):
            return True
        parent = block.element.getparent()
        names = names_of(block.element) + (" " + names_of(parent) if parent is not None else "")
        return is_for_lead(names) and self._is_clear(block)


def _without_idle_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without headings that nothing follows."""
    kept = []
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.is_heading and (following is None or not _heads(block, following)):
            continue
        kept.append(block)
    return kept


def _heads(heading: Block, following: Block) -> bool:
    return not following.is_heading or following.tag > heading.tag or len(heading.text) > _LONG_HEADING

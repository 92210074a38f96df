"""Who wrote a page, and which news agency it credits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dateline.extract.markup import Markup, Node, one_line, types_of
from dateline.text import fold

TABLE = Path(__file__).with_name("agencies.toml")
_METAS = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
    "dcterms.creator", "citation_author", "cxenseparse:author", "article.author", "twitter:creator:name",
)  # fmt: skip
_IN_PAGE = "//*[@rel='author' or @itemprop='author' or contains(@class, 'yline') or contains(@class, 'uthor')]"
_MAX_BYLINES = 3
_MAX_ELEMENTS = 20  # further ones belong to other stories
_MAX_BYLINE_CHARS = 120
_MAX_NAME_CHARS = 60
_MAX_NAME_WORDS = 6
_MAX_AUTHORS = 20
_CONTACT = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_IN_BRACKETS = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_SEAM = re.compile(r"\s*[,;/|•·、，；\n]\s*|\s+[-–—]\s+|\s*&\s*|\s*\+\s*")
_NO_NAME = re.compile(r"\d|\.\w{2,}$")  # a number or a site's address
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[^\W\d_a-zß-ÿ][\w.'’-]+(?: (?:[a-z]{2,3} )?[^\W\d_a-zß-ÿ][\w.'’-]*){1,3}")
_EDGE = " .,:;|/\\-–—•·\"'“”„«»*"
_HEAD_CHARS, _TAIL_CHARS = 160, 200  # where a text names its agency


def find_authors(markup: Markup, article: Node, outlet: str) -> tuple[tuple[str, ...], str]:
    """The people who wrote the page, each once, and an agency named beside or instead of them."""
    agency, people = "", dict[str, str]()
    for stated in _statements(markup, article):
        for name in _split(stated):
            agency = agency or _agency_called(name)
            if _is_person(name, outlet):
                people.setdefault(fold(name), name)
        if people:
            break
    return tuple(people.values())[:_MAX_AUTHORS], agency


def find_agency(text: str) -> str:
    """The agency that a text credits where agencies are credited: in brackets or after a place, first or last."""
    for part in (text[:_HEAD_CHARS], text[-_TAIL_CHARS:]):
        found = _credit().search(part)
        if found:
            return _agency_called(next(filter(None, found.groups())))
    return ""


def _statements(markup: Markup, article: Node) -> Iterator[list[str]]:
    """What the page says of its authors, place by place, the surest first."""
    yield list(_names_in(article.get("author")))
    yield list(_names_in(article.get("creator")))
    for name in _METAS:
        if markup.metas.get(name):
            yield [markup.metas[name]]
    stated: list[str] = []
    named: list[str] = []
    for element in markup.root.xpath(_IN_PAGE)[:_MAX_ELEMENTS]:
        text = one_line(" ".join(element.itertext()))
        if 0 < len(text) <= _MAX_BYLINE_CHARS:
            is_stated = "author" in (element.get("rel"), element.get("itemprop"))
            (stated if is_stated else named).append(text)
    yield stated[:_MAX_BYLINES]
    yield [text for text in named if _before().search(text) or _NAME.fullmatch(text)][:_MAX_BYLINES]


def _names_in(value: Any, depth: int = 0) -> Iterator[str]:
    """The names in an author of JSON-LD: a text, an object, or a list of them."""
    if isinstance(value, str):
        yield one_line(value)
    elif isinstance(value, Mapping) and depth < 4:
        names = _names_in(value.get("name"), depth + 1)
        is_house = any(kind.endswith("Organization") for kind in types_of(value))
        yield from (name for name in names if not is_house or _agency_called(name))
    elif isinstance(value, list) and depth < 4:
        for inner in value[:_MAX_AUTHORS]:
            yield from _names_in(inner, depth + 1)


def _split(stated: Iterable[str]) -> Iterator[str]:
    """Single names: without what stands before, between and after them."""
    for text in stated:
        bare = _CONTACT.sub(" ", _IN_BRACKETS.sub(" ", text))
        for piece in _SEAM.split(_between().sub("|", _before().sub("", bare.strip(_EDGE)))):
            name = _before().sub("", " ".join(piece.split()).strip(_EDGE)).strip(_EDGE)
            if name:
                yield name


def _is_person(name: str, outlet: str) -> bool:
    folded, house = fold(name), fold(outlet)
    if not 2 <= len(name) <= _MAX_NAME_CHARS or len(name.split()) > _MAX_NAME_WORDS or _NO_NAME.search(name):
        return False
    if _agency_called(name) or (house and (folded in house or house in folded)):
        return False
    words = set(_WORD.findall(folded))
    return words.isdisjoint(_table()["no_person"]) and name[:1].isalpha() and name != name.lower().replace(" ", "")


def _agency_called(name: str) -> str:
    """The usual name of an agency by any of its names; empty for anyone else."""
    folded = fold(name.strip(_EDGE))
    return _agencies().get(folded) or _agencies().get(folded.partition(" ")[2], "")  # von dpa


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def _agencies() -> Mapping[str, str]:
    """The usual names of agencies by all of their names, folded."""
    return {fold(name): row["name"] for row in _table()["agency"] for name in (row["name"], *row["also"])}


@cache
def _credit() -> re.Pattern[str]:
    """(AFP), (Reuters) -, dpa/AFP at the end, AFP - at the start, Quelle: dpa."""
    written = (name for row in _table()["agency"] for name in (row["name"], *row["also"]))
    names = "|".join(sorted(map(re.escape, written), key=len, reverse=True))
    return re.compile(
        rf"[(（\[](?:[^()]{{0,30}}[/, ])?({names})(?:[/, ][^()]{{0,30}})?[)）\]]"
        rf"|^({names})\s*[-–—:]|(?:©|Quelle:|Source ?:|Fonte:|Fuente:|Источник:)\s*({names})\b"
        rf"|[/\s]({names})(?:/[\w-]{{2,12}})*\s*$"
    )


@cache
def _before() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _table()["before_names"]), key=len, reverse=True))
    particles = "|".join(_table()["particles"])
    return re.compile(
        rf"^(?:(?i:{words})(?:\s*[:：]\s*|\s+)|(?i:{particles})\s+(?=[^\W\d_a-zà-ÿ]\S+\s+[^\W\d_a-zà-ÿ]))"
    )


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(_table()['between_names'])})\s+")

"""One element of a feed -> FeedItem, for every dialect of RSS and Atom at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from dateline.records.sources import FeedItem
from dateline.sources.addresses import join_address
from dateline.sources.plain import to_label, to_line, to_plain
from dateline.sources.stated_dates import read_date
from dateline.sources.xml_tree import inner_markup, short_name
from dateline.text import digest

# What the elements of the dialects mean, the surest of each first. Of the texts the longest counts.
_ROLES = {
    "title": ("title", "atom:title", "dc:title", "media:title"),
    "text": (
        "content:encoded", "content", "description", "summary", "xhtml:body", "body", "atom:content", "atom:summary",
        "dc:description", "itunes:summary", "media:description", "fullitem", "abstract",
    ),
    "link": ("link", "atom:link"),
    "id": ("guid", "id", "atom:id"),
    "published": (
        "pubdate", "published", "issued", "dcterms:issued", "dc:date", "atom:published", "dcterms:created", "created",
    ),
    "updated": ("updated", "modified", "atom:updated", "dcterms:modified", "lastbuilddate"),
    "author": ("dc:creator", "author", "dc:author", "atom:author", "itunes:author"),
    "topic": ("category", "dc:subject", "atom:category"),
    "language": ("language", "dc:language"),
    "picture": ("media:content", "enclosure", "media:thumbnail", "itunes:image", "image"),
    "group": ("media:group",),
    "channel": ("channel", "?:channel"),
    "item": ("item", "entry", "atom:entry", "?:item", "?:entry"),
    "ttl": ("ttl",),
    "period": ("sy:updateperiod",),
    "frequency": ("sy:updatefrequency",),
    "moved": ("itunes:new-feed-url", "newlocation", "location"),
}  # fmt: skip
_UNRANKED = frozenset(("topic", "text", "item", "group"))
_ROLE_OF = {name: (role, rank) for role, names in _ROLES.items() for rank, name in enumerate(names)}

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_PAGE_TYPES = ("", "text/html", "html", "application/xhtml+xml", "xhtml")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)
_SHOWN = re.compile(r"""<img\b[^<>]*?\ssrc\s*=\s*["']?([^"'\s<>]+)[^<>]*>""", re.IGNORECASE)
_PIXEL = re.compile(r"""\b(?:width|height)\s*[=:]\s*["']?[01](?:px)?\b""", re.IGNORECASE)
_MAILBOX = re.compile(r"\s*[^\s@()]+@[^\s@()]+\s*(?:\((.*)\))?\s*")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?")
MAX_TOPICS = 50  # more are words for search machines
MAX_AUTHORS = 50

Fields = Mapping[str, Sequence[Element]]


class Roles(dict[str, str]):
    """What each tag of one document means, empty for nothing that is read; looked up once a tag."""

    def __init__(self, home: str) -> None:
        super().__init__()
        self.home = home

    def __missing__(self, tag: str) -> str:
        self[tag] = role = _ROLE_OF.get(short_name(tag, self.home), ("", 0))[0]
        return role

    def rank(self, element: Element) -> int:
        """How surely an element means what its tag means, from 0."""
        return _ROLE_OF[short_name(element.tag, self.home)][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the items of a feed share: where it came from, its tags' meanings, its language as stated.

    `bases` are the addresses that elements state for what is relative in them.
    """

    url: str
    roles: Roles
    lang: str = ""
    bases: Mapping[Element, str]
    authors: tuple[str, ...] = ()


def read_item(element: Element, context: Context) -> FeedItem | None:
    """The item that an element holds; None for one that says nothing at all."""
    fields = gather(element, context.roles)
    base = context.bases.get(element, context.url) if context.bases else context.url
    title = to_line(first_text(fields, "title"))
    markup = [text_of(child) for child in fields.get("text", ())]
    text = to_plain(markup[0]) if len(markup) == 1 else _longest(markup)
    stated_id = first_text(fields, "id") or element.get(_ABOUT, "").strip()
    url = find_link(fields, base, context) or _link_in_id(fields, stated_id, base)
    if not (title or text or url or stated_id):
        return None
    published_at, updated_at, stated = read_dates(fields, context.lang)
    return FeedItem(
        guid=stated_id or url or (digest(title, stated) if title or stated else digest(text)),
        url=url,
        title=title,
        text=text,
        authors=(read_authors(fields, context.roles) if "author" in fields else ()) or context.authors,
        published_at=published_at,
        updated_at=updated_at,
        stated_date=stated,
        lang=language_code(element.get(LANG) or first_text(fields, "language")),
        topics=_topics(fields) if "topic" in fields else (),
        image_url=_image(fields, markup, base),
    )


def _longest(markup: Sequence[str]) -> str:
    longest = ""
    for text in sorted(markup, key=len, reverse=True):  # none grows when it becomes plain
        if len(text) > len(longest):
            longest = max(longest, to_plain(text), key=len)
    return longest


def gather(element: Element, roles: Roles) -> Fields:
    """The children of an element by what they mean, the surest first; those of a media:group as if outside it."""
    fields: dict[str, list[Element]] = {}
    several = set()
    for child in element:
        role = roles[child.tag]
        if role in fields:
            fields[role].append(child)
            several.add(role)
        elif role:
            fields[role] = [child]
    for inner in (inner for group in fields.pop("group", ()) for inner in group if roles[inner.tag]):
        fields.setdefault(roles[inner.tag], []).append(inner)
        several.add(roles[inner.tag])
    for role in several - _UNRANKED:
        fields[role].sort(key=roles.rank)
    return fields


def text_of(element: Element) -> str:
    """The text or markup inside an element, as it would be written in HTML where it has elements of its own."""
    if len(element):
        return inner_markup(element).strip()
    return (element.text or "").strip()


def first_text(fields: Fields, role: str) -> str:
    """The text of the first element with this meaning that has any."""
    for child in fields.get(role, ()):
        text = text_of(child)
        if text:
            return text
    return ""


def read_dates(fields: Fields, lang: str) -> tuple[datetime | None, datetime | None, str]:
    """When an item was published and updated, and the date as it is written.

    Where there is no other date that can be read, it was published when it was last updated.
    """
    published_at, stated = _first_date(fields.get("published", ()), lang)
    if "updated" not in fields:
        return published_at, None, stated
    updated_at, stated_update = _first_date(fields["updated"], lang)
    if published_at is None and updated_at is not None:
        return updated_at, updated_at, stated_update
    return published_at, updated_at, stated or stated_update


def _first_date(elements: Sequence[Element], lang: str) -> tuple[datetime | None, str]:
    first = ""
    for element in elements:
        stated = (element.text or "").strip()
        moment = read_date(stated, lang) if stated else None
        if moment is not None:
            return moment, stated
        first = first or stated
    return None, first


def language_code(stated: str) -> str:
    """'en' of "en-GB" or "en_GB"; nothing of what is no language's code."""
    found = _LANGUAGE.fullmatch(stated.strip().lower()) if stated else None
    return found[1] if found else ""


def read_authors(fields: Fields, roles: Roles) -> tuple[str, ...]:
    """The names of the authors; an address of electronic mail is no name."""
    names: dict[str, None] = {}
    for author in fields.get("author", ()):
        stated = _name(author, roles) if len(author) else author.text or ""
        if "@" in stated:
            stated = _MAILBOX.sub(lambda found: found[1] or "", stated)
        name = to_label(stated)
        if name:
            names[name] = None
    return tuple(names)[:MAX_AUTHORS]


def _name(author: Element, roles: Roles) -> str:
    """The name in an author's element of Atom."""
    named = (child.text or "" for child in author if short_name(child.tag, roles.home) in ("name", "atom:name"))
    return next(named, "")


def find_link(fields: Fields, base: str, context: Context) -> str:
    """The page that an item or a feed links to: RSS writes it as text, Atom as an alternate link."""
    links = fields.get("link", ())
    for link in links:
        if link.text:
            stated = link.text.strip().replace("&amp;", "&")
            url = join_address(context.bases.get(link, base), stated)
            if url:
                return url
    other = ""
    for link in links:
        href = link.get("href")
        if not href or link.get("rel", "alternate").lower() not in ("alternate", ""):
            continue
        url = join_address(context.bases.get(link, base), href)
        if url and link.get("type", "").lower() in _PAGE_TYPES:
            return url
        other = other or url
    return other


def _link_in_id(fields: Fields, stated: str, base: str) -> str:
    """The address that an id is, unless it says that it is none; a mere number has to say that it is one."""
    said = next((said for child in fields.get("id", ()) if (said := child.get("isPermaLink"))), "").strip().lower()
    if said == "true" or (said != "false" and stated.startswith(("http:", "https:", "/"))):
        return join_address(base, stated)
    return ""


def _topics(fields: Fields) -> tuple[str, ...]:
    topics: dict[str, None] = {}
    for child in fields["topic"]:
        stated = (child.text or "").strip() or child.get("label") or child.get("term")
        if stated:
            topics[to_label(stated)] = None
    topics.pop("", None)
    return tuple(topics)[:MAX_TOPICS]


def _image(fields: Fields, markup: list[str], base: str) -> str:
    """The item's picture: one that it names, otherwise the first that its text shows."""
    for child in fields.get("picture", ()):
        url = child.get("url") or child.get("href") or ""
        if url and _is_picture(child, url):
            return join_address(base, url)
    for text in markup:
        for found in _SHOWN.finditer(text) if "<img" in text else ():
            if not _PIXEL.search(found[0]):
                return join_address(base, found[1].replace("&amp;", "&"))
    return ""


def _is_picture(element: Element, url: str) -> bool:
    if element.tag.endswith(("thumbnail", "image")):
        return True
    kind = element.get("medium") or element.get("type") or ""
    return kind.startswith("image") if kind else bool(_PICTURE.search(url))

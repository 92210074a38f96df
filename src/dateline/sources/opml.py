"""OPML: the lists of feeds that feed readers export and import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dateline.decoding import decode_document
from dateline.sources.addresses import join_address
from dateline.sources.feed_items import language_code
from dateline.sources.kinds import NotAFeed, describe
from dateline.sources.plain import to_line
from dateline.sources.xml_tree import read_tree, short_name
from dateline.text import clean

MAX_OPML_BYTES = 16_000_000
MAX_SUBSCRIPTIONS = 50_000  # ten times what the largest readers allow
_MAX_FOLDERS = 50  # one in another
_FEED_TYPES = frozenset(("rss", "atom", "rss1", "link", "feed"))  # outlines whose plain `url` is a feed


class NotOpml(ValueError):  # noqa: N818 - reads as what it is
    """A document that is no list of feeds; the message says what it is instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed in a list. `folder` is where it lies, from the outermost; `lang` a language's code or empty."""

    url: str
    title: str = ""
    site_url: str = ""
    folder: tuple[str, ...] = ()
    lang: str = ""


def read_opml(raw: bytes) -> list[Subscription]:
    """The feeds in a list, in its order, each once in each folder. Raises NotOpml.

    Broken lists give what can be read of them. One that declares entities is refused: no reader writes any.
    """
    if len(raw) > MAX_OPML_BYTES:
        raise NotOpml(f"{len(raw):,} bytes; a list of feeds has at most {MAX_OPML_BYTES:,}")
    if "<!ENTITY" in decode_document(raw):
        raise NotOpml("XML that declares entities")
    try:
        root = read_tree(raw)
    except NotAFeed as error:
        raise NotOpml(str(error)) from error
    if short_name(root.tag) != "opml":
        raise NotOpml(describe(raw))
    found: dict[Subscription, None] = {}
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while waiting and len(found) < MAX_SUBSCRIPTIONS:
        element, folder = waiting.pop()
        fields = {key.lower(): value for key, value in element.items()}
        subscription = _read_outline(fields, folder)
        if subscription is not None:
            found[subscription] = None
        elif short_name(element.tag) == "outline" and (name := _title(fields)):
            folder = (*folder, name)[:_MAX_FOLDERS]
        waiting.extend((child, folder) for child in reversed(element))
    return list(found)


def _read_outline(fields: dict[str, str], folder: tuple[str, ...]) -> Subscription | None:
    """The feed that an outline names, in any of the ways in which readers write it."""
    stated = fields.get("xmlurl") or (fields.get("url", "") if fields.get("type", "").lower() in _FEED_TYPES else "")
    url = join_address("", _web(stated)) if stated else ""
    if not url:
        return None
    return Subscription(
        url=url,
        title=_title(fields),
        site_url=join_address("", fields.get("htmlurl", "")),
        folder=folder,
        lang=language_code(fields.get("language", "")),
    )


def _web(stated: str) -> str:
    """feed://a.example and feed:https://a.example are what some readers write for http."""
    stated = stated.strip()
    if not stated.lower().startswith("feed:"):
        return stated
    rest = stated[len("feed:") :]
    return f"http:{rest}" if rest.startswith("//") else rest


def _title(fields: dict[str, str]) -> str:
    return to_line(fields.get("title", "")) or to_line(fields.get("text", ""))


def write_opml(subscriptions: Iterable[Subscription], title: str) -> bytes:
    """The list as OPML 2.0 in UTF-8, folders in the order of their first feed."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = clean(title)
    folders: dict[tuple[str, ...], Element] = {(): SubElement(root, "body")}
    for subscription in subscriptions:
        outline = SubElement(_folder(folders, subscription.folder), "outline", type="rss")
        for name, value in (
            ("text", subscription.title or subscription.url),
            ("title", subscription.title),
            ("xmlUrl", subscription.url),
            ("htmlUrl", subscription.site_url),
            ("language", subscription.lang),
        ):
            if value:
                outline.set(name, clean(value))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()


def _folder(folders: dict[tuple[str, ...], Element], path: tuple[str, ...]) -> Element:
    """The outline of a folder, made with those around it where it is new."""
    for length in range(1, len(path) + 1):
        if path[:length] not in folders:
            name = clean(path[length - 1])
            folders[path[:length]] = SubElement(folders[path[: length - 1]], "outline", text=name, title=name)
    return folders[path]

"""A channel -> Atom 1.0 (RFC 4287) or JSON Feed 1.1, for feed readers. What reports say is only data in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dateline.codec import encode_pretty
from dateline.records import Channel, ChannelEntry
from dateline.writers.wording import find_link, show_controls

MAKER = "Dateline"
_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_NO_CHARACTER = re.compile("[\ufffe\uffff]")  # besides the control characters, what XML cannot hold


def write_atom(channel: Channel) -> str:
    """The channel as Atom 1.0."""
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": channel.language})
    _add(root, "id", channel.channel_id)
    _add(root, "title", channel.title)
    _add(root, "subtitle", channel.description)
    _add(root, "updated", write_moment(channel.updated_at))
    _link(root, "self", channel.feed_url)
    _link(root, "alternate", channel.home_url)
    _add(SubElement(root, "author"), "name", MAKER)
    _add(root, "generator", MAKER)
    for entry in channel.entries:
        _add_entry(root, entry)
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _add_entry(root: Element, entry: ChannelEntry) -> None:
    made = SubElement(root, "entry", {"xml:lang": entry.language} if entry.language else {})
    _add(made, "id", entry.entry_id)
    _add(made, "title", entry.title)
    _add(made, "published", write_moment(entry.published_at))
    _add(made, "updated", write_moment(entry.updated_at))
    _link(made, "alternate", entry.url)
    for author in entry.authors:
        _add(SubElement(made, "author"), "name", author)
    for topic in entry.topics:
        SubElement(made, "category", {"term": _fit(topic)})
    _add(made, "summary", entry.summary)
    content = SubElement(made, "content", {"type": "html"})
    content.text = _fit(entry.content)


def _add(parent: Element, name: str, text: str) -> None:
    if text:
        SubElement(parent, name).text = _fit(text)


def _link(parent: Element, relation: str, url: str) -> None:
    link = find_link(url)
    if link:
        SubElement(parent, "link", {"rel": relation, "href": link})


def _fit(text: str) -> str:
    """Text that XML can hold."""
    return _NO_CHARACTER.sub("\ufffd", show_controls(text))


def write_json_feed(channel: Channel) -> str:
    """The channel as JSON Feed 1.1."""
    feed: dict[str, Any] = {
        "version": _JSON_FEED,
        "title": channel.title,
        "home_page_url": find_link(channel.home_url),
        "feed_url": find_link(channel.feed_url),
        "description": channel.description,
        "language": channel.language,
        "authors": [{"name": MAKER}],
    }
    return encode_pretty({**_without_empty(feed), "items": [_write_item(entry) for entry in channel.entries]}) + "\n"


def _write_item(entry: ChannelEntry) -> dict[str, Any]:
    item = {
        "id": entry.entry_id,
        "url": find_link(entry.url),
        "title": show_controls(entry.title),
        "content_html": show_controls(entry.content),
        "summary": show_controls(entry.summary),
        "date_published": write_moment(entry.published_at),
        "date_modified": write_moment(entry.updated_at),
        "authors": [{"name": show_controls(author)} for author in entry.authors],
        "tags": [show_controls(topic) for topic in entry.topics],
        "language": entry.language,
    }
    return _without_empty(item) | {"content_html": item["content_html"]}


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def write_moment(moment: datetime) -> str:
    """2025-11-07T18:30:00Z."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


CHANNEL_WRITERS: Mapping[str, Callable[[Channel], str]] = {"atom": write_atom, "jsonfeed": write_json_feed}

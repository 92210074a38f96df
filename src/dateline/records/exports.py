"""What other programs take away: tables of what is known as of a moment, and channels that they subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

# One row of a table: a value, or None, for each of its columns.
Cells = dict[str, Any]


class ColumnKind(StrEnum):
    """What the values of a column are; every one may be None besides."""

    TEXT = "text"
    TEXTS = "list of text"
    WHOLE = "whole number"
    REAL = "number"
    FLAG = "true or false"
    DAY = "day"
    MOMENT = "moment (UTC)"
    RECORDS = "list of records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; `fields` are those of its records, where it holds some."""

    name: str
    kind: ColumnKind
    fields: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table; its rows can be gone through once, and are made as they are asked for."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Cells]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What is known of a situation or question as of a moment, as tables; none of them is without a row."""

    situation_id: str
    title: str
    as_of: datetime
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelEntry:
    """One thing that a channel tells of. Its id never changes; `content` is markup that Dateline wrote itself."""

    entry_id: str
    title: str
    published_at: datetime
    updated_at: datetime
    url: str = ""
    summary: str = ""
    content: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed that Dateline gives out: entries, the latest first. `updated_at` comes from them, never from the clock."""

    channel_id: str
    title: str
    updated_at: datetime
    entries: tuple[ChannelEntry, ...]
    description: str = ""
    home_url: str = ""
    feed_url: str = ""
    language: str = "en"

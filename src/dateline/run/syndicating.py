"""A situation or question, and a moment -> a channel that feed readers subscribe to: its briefs, reports or stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dateline.codec import name_version
from dateline.records import Article, Brief, Channel, ChannelEntry
from dateline.run.briefing import select, write_brief
from dateline.run.stories import find_titles, make_story
from dateline.run.versions import list_versions
from dateline.store import Store
from dateline.stories import derive_groups
from dateline.writers.channels import name_entry, write_brief_entry, write_report_entry, write_story_entry

LIMIT = 30  # entries of a channel: a month of daily briefs


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where a channel and what it tells of will be found: its page, itself, and a brief, with {version} in it.

    Empty where that is nowhere; only http and https get into a feed.
    """

    home: str = ""
    feed: str = ""
    brief: str = ""


NOWHERE = Addresses()


def make_brief_channel(
    store: Store, about: str, as_of: datetime, limit: int = LIMIT, *, addresses: Addresses = NOWHERE
) -> Channel | None:
    """The briefs on a situation or question that were kept, as of no later than the moment; where none was, the brief
    as of it. None where no report answers."""
    kept = sorted(
        (one for one in list_versions(store, about) if one.as_of <= as_of),
        key=lambda one: (one.as_of, one.kept_at, one.version_id),
        reverse=True,
    )
    found = [brief for one in kept[:limit] if (brief := store.get_brief(one.version_id)) is not None]
    now = None if found else write_brief(store, about, as_of)
    briefs: list[Brief] = [now] if now is not None else found
    if not briefs:
        return None
    first = briefs[0]
    entries = [write_brief_entry(one, addresses.brief.replace("{version}", name_version(one))) for one in briefs]
    return _make_channel("briefs", first.situation_id, first.title, entries, addresses, language=first.language)


def make_report_channel(
    store: Store, about: str, as_of: datetime, limit: int = LIMIT, *, addresses: Addresses = NOWHERE
) -> Channel | None:
    """The latest reports on a situation or question; None where there is none."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    situation = selection.situation
    entries = [write_report_entry(one) for one in _latest(selection.articles, limit)]
    return _make_channel("reports", situation.situation_id, situation.title, entries, addresses)


def make_story_channel(
    store: Store, about: str, as_of: datetime, limit: int = LIMIT, *, addresses: Addresses = NOWHERE
) -> Channel | None:
    """The stories of the reports on a situation or question, the one with the latest report first; None where there is
    none, or where stories were never made."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    view, situation = store.view(selection.as_of), selection.situation
    groups = derive_groups(view.list_links())
    stories = dict.fromkeys(groups.story_of(one.article_id) for one in _latest(selection.articles))
    chosen = [story for story in stories if story is not None][:limit]
    members = groups.members()
    articles = view.get_articles([one for story in chosen for one in members[story]])
    titles = find_titles(view)
    made = [make_story(story, members[story], groups, articles, titles) for story in chosen]
    entries = [write_story_entry(one, [articles[a] for a in one.article_ids]) for one in made]
    shown = sorted((one for one in entries if one), key=lambda one: (one.updated_at, one.entry_id), reverse=True)
    return _make_channel("stories", situation.situation_id, situation.title, shown, addresses)


def make_search_channel(
    query: str, articles: Iterable[Article], limit: int = LIMIT, *, addresses: Addresses = NOWHERE
) -> Channel | None:
    """The latest of the reports that a search found; undated ones are left out, and None stands for no report."""
    entries = [write_report_entry(one) for one in _latest([one for one in articles if one.known_at], limit)]
    return _make_channel("search", query, query, entries, addresses)


def _latest(articles: Sequence[Article], limit: int | None = None) -> list[Article]:
    return sorted(articles, key=lambda one: (str(one.published_at), one.article_id), reverse=True)[:limit]


def _make_channel(
    kind: str, key: str, title: str, entries: Sequence[ChannelEntry], addresses: Addresses, *, language: str = "en"
) -> Channel | None:
    """The channel of a kind ("reports") on what a key names; None without an entry."""
    if not entries:
        return None
    return Channel(
        channel_id=name_entry(kind, key),
        title=f"{title} · {kind}",
        updated_at=max(one.updated_at for one in entries),
        entries=tuple(entries),
        description=f"Dateline: {kind} on {title}",
        home_url=addresses.home,
        feed_url=addresses.feed,
        language=language,
    )


CHANNELS = {"briefs": make_brief_channel, "reports": make_report_channel, "stories": make_story_channel}

"""Feeds: subscribed to by address, by the name of a known outlet or by OPML; listed with their health."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from dateline.errors import DatelineError, UnknownFeed
from dateline.fetching import Outcome, Policy, Reason, Refusal, Request, Response, fetch_all
from dateline.records import ALIVE, Feed, FeedState
from dateline.run.fetching import ADDRESSES
from dateline.run.guard import update_guarded
from dateline.run.requests import request_for
from dateline.sources.addresses import normalise_url
from dateline.sources.discovery import FeedLink, find_feeds, sniff
from dateline.sources.feed import NotAFeed, read_feed
from dateline.sources.health import LOOK_BACK_DAYS, Activity, Health, judge
from dateline.sources.opml import Subscription, read_opml
from dateline.sources.registry import RegistryOutlet, find_by_host
from dateline.store import Store
from dateline.text import host_of, slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at an address found: feeds, the best first; or why none."""

    url: str
    links: tuple[FeedLink, ...]
    fault: str = ""


def look_for_feeds(url: str, policy: Policy, settings: Mapping[str, Any]) -> Look:
    """Ask an address whether it is a feed, and if it is a page, which feeds it names.

    Feeds that are only guessed at (/feed, /rss.xml) are asked too, and given only when they answer with one. `settings`
    are those that a feed there will have: its headers, its proxy, its right to a private host.
    """
    asking = replace(Feed(feed_id="look", url=url), **settings)
    outcome = _ask([url], policy, asking)[url]
    if isinstance(outcome, Refusal):
        return Look(url=url, links=(), fault=_describe(outcome))
    kind = sniff(outcome.body, outcome.content_type)
    if kind in ("feed", "sitemap"):
        try:
            title = read_feed(outcome.body, url=outcome.url).title if kind == "feed" else ""
        except NotAFeed as error:
            return Look(url=url, links=(), fault=str(error))
        return Look(url=url, links=(FeedLink(url=outcome.moved_to or url, title=title, kind=kind),))
    links = find_feeds(outcome.body, url=outcome.url)
    stated = tuple(link for link in links if not link.is_guess)
    if stated:
        return Look(url=url, links=tuple(replace(link, title="") for link in stated))
    guesses = [link for link in links if link.is_guess]
    answers = _ask([link.url for link in guesses], policy, asking)
    found = tuple(link for link in guesses if _is_feed(answers.get(link.url)))
    return Look(url=url, links=found, fault="" if found else f"it is of kind '{kind}' and names no feed")


def _is_feed(outcome: Outcome | None) -> bool:
    return isinstance(outcome, Response) and sniff(outcome.body, outcome.content_type) in ("feed", "sitemap")


def _ask(urls: Sequence[str], policy: Policy, asking: Feed) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    requests = [request_for(asking, url, url) for url in urls]
    fetch_all(requests, lambda outcome: found.update({outcome.key: outcome}), policy=policy)
    return found


def _describe(refusal: Refusal) -> str:
    detail = f": {refusal.detail}" if refusal.detail else ""
    hint = {
        Reason.PRIVATE_ADDRESS: " (--allow-private lets it be asked)",
        Reason.HTTP_ERROR: " (--as-is adds it without a look)",
        Reason.TLS: " (does it speak plain http://?)",
    }.get(refusal.reason, "")
    return f"{refusal.reason.value.replace('_', ' ')}{detail}{hint}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What one try of a feed gave; nothing of it is stored."""

    feed_id: str
    url: str
    is_ok: bool
    reason: str
    n_items: int = 0
    newest_at: datetime | None = None
    detail: str = ""


def try_feeds(feeds: Sequence[Feed], policy: Policy) -> list[Trial]:
    """Ask feeds once and say what came, in the order given."""
    trials: dict[str, Trial] = {}
    by_url = {feed.url: feed for feed in feeds}

    def take(outcome: Outcome) -> None:
        trials[outcome.key] = _judge_trial(by_url[outcome.key], outcome)

    requests: list[Request] = []
    for url, feed in by_url.items():
        try:
            requests.append(request_for(feed, url, url))
        except DatelineError as error:
            trials[url] = Trial(feed_id=feed.feed_id, url=url, is_ok=False, reason="settings", detail=str(error))
    fetch_all(requests, take, policy=policy)
    return [trials[feed.url] for feed in feeds if feed.url in trials]


def _judge_trial(feed: Feed, outcome: Outcome) -> Trial:
    update = update_guarded(feed, FeedState(feed_id=feed.feed_id), outcome)
    moments = [item.item.published_at for item in (*update.items, *update.old) if item.item.published_at]
    return Trial(
        feed_id=feed.feed_id,
        url=feed.url,
        is_ok=update.poll.reason in ALIVE,
        reason=update.poll.reason.value,
        n_items=update.poll.n_items,
        newest_at=max(moments, default=None),
        detail=update.poll.detail,
    )


def make_feed(link: FeedLink, taken: Collection[str], settings: Mapping[str, Any]) -> Feed:
    """A subscription to a feed, with what the registry knows of its outlet."""
    known = find_by_host(host_of(link.url))
    feed = Feed(feed_id=name_feed(link.url, taken), url=link.url, kind=link.kind, title=link.title)
    if known is not None:
        feed = replace(
            feed,
            title=feed.title or known.title,
            site_url=known.site,
            outlet=known.title,
            outlet_id=known.outlet_id,
            country=known.country,
            lang=known.languages[0] if len(known.languages) == 1 else "",
            fetch_pages=known.fetch_pages,
            expect_per_day=known.expect_per_day,
        )
    return replace(feed, **settings)


def feeds_of_outlet(outlet: RegistryOutlet, taken: Collection[str], settings: Mapping[str, Any]) -> list[Feed]:
    """Subscriptions to the feeds that the registry knows of an outlet."""
    feeds: list[Feed] = []
    for known in outlet.feeds:
        link = FeedLink(url=known.url, title=known.title or outlet.title, kind=known.kind)
        feeds.append(make_feed(link, {*taken, *(feed.feed_id for feed in feeds)}, settings))
    return feeds


def feeds_of_opml(raw: bytes, taken: Collection[str], settings: Mapping[str, Any]) -> list[Feed]:
    """Subscriptions that an OPML file lists. Raises ValueError when it is none."""
    feeds: list[Feed] = []
    for subscription in read_opml(raw):
        link = FeedLink(url=subscription.url, title=subscription.title, kind="feed")
        folder = {"folder": subscription.folder}
        feed = make_feed(link, {*taken, *(feed.feed_id for feed in feeds)}, {**folder, **settings})
        feeds.append(
            replace(feed, site_url=subscription.site_url or feed.site_url, lang=subscription.lang or feed.lang)
        )
    return feeds


def to_subscriptions(feeds: Iterable[Feed]) -> list[Subscription]:
    """Feeds as other readers take them over."""
    return [
        Subscription(url=feed.url, title=feed.title, site_url=feed.site_url, folder=feed.folder, lang=feed.lang)
        for feed in feeds
    ]


def add_feeds(store: Store, feeds: Sequence[Feed], now: datetime) -> list[Feed]:
    """Subscribe to those that no subscription has the address of yet; which they are."""
    known = {normalise_url(feed.url) for feed in store.intake.list_feeds()}
    fresh: dict[str, Feed] = {}
    for feed in feeds:
        address = normalise_url(feed.url)
        if address and address not in known:
            fresh.setdefault(address, feed)
    with store.write() as writer:
        for feed in fresh.values():
            writer.intake.put_feed(feed, now)
    return list(fresh.values())


def name_feed(url: str, taken: Collection[str]) -> str:
    """An id from a feed's address: host and path, numbered where another has it."""
    name = slug(normalise_url(url).partition("://")[2].removeprefix("www.")) or "feed"
    name, number = name[:60].rstrip("-"), 1
    while (candidate := name if number == 1 else f"{name}-{number}") in (*taken, ADDRESSES):
        number += 1
    return candidate


def require_feed(store: Store, name: str) -> Feed:
    """The feed of an id or an address. Raises UnknownFeed."""
    feeds = store.intake.list_feeds()
    address = normalise_url(name)
    for feed in feeds:
        if name == feed.feed_id or (address and address == normalise_url(feed.url)):
            return feed
    near = [feed.feed_id for feed in feeds if slug(name) and slug(name) in feed.feed_id][:3]
    hint = f"Did you mean {' or '.join(near)}?" if near else "'dateline feeds' lists those there are."
    raise UnknownFeed(f"There is no feed '{name}' in the store.", hint=hint)


def check_health(store: Store, now: datetime) -> list[Health]:
    """How every feed is, by id."""
    intake = store.intake
    states, counts = intake.get_states(), intake.count_items()
    feeds = intake.list_feeds()
    activity = store.view(now).get_activity([feed.feed_id for feed in feeds], LOOK_BACK_DAYS)
    healths: list[Health] = []
    for feed in feeds:
        counted = counts.get(feed.feed_id)
        seen = activity.get(feed.feed_id)
        healths.append(
            judge(
                feed,
                states.get(feed.feed_id, FeedState(feed_id=feed.feed_id)),
                Activity(n_items=seen[0], first_at=seen[1], last_at=seen[2]) if seen else None,
                now,
                n_items=counted.n_items if counted else 0,
                n_waiting=counted.n_waiting if counted else 0,
            )
        )
    return healths

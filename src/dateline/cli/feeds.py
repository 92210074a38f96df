"""Feeds: listed with their health, added, changed, removed, taken over from and handed to other readers, tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline import run
from dateline.cli.feed_output import table
from dateline.cli.options import Json, StoreDir, count, fields, load_policy, named_store, now
from dateline.errors import UnreadableFile, UsageError
from dateline.gazetteer import find_country
from dateline.records import Feed
from dateline.shell import NOTHING_FOUND, err, out, print_json
from dateline.sources.discovery import FeedLink
from dateline.sources.opml import write_opml
from dateline.sources.registry import RegistryOutlet, find_by_country, load_registry, search_registry
from dateline.wire import write_feed, write_health

app = typer.Typer(help="What is watched for new reports, and how it is.", rich_markup_mode="markdown")

Every = Annotated[
    float | None, typer.Option("--every", metavar="MINUTES", min=1, max=525_600, help="Ask at this interval.")
]
NoPages = Annotated[bool, typer.Option("--no-pages", help="Take the feed's own words; fetch no pages.")]
Private = Annotated[
    bool, typer.Option("--allow-private", help="Its host may be in a private network, as in an office's own.")
]
KeepDays = Annotated[
    int | None,
    typer.Option("--keep-days", min=0, max=36_500, help="Keep its pages for so long; 0 keeps none; default: for good."),
]
Header = Annotated[
    list[str] | None,
    typer.Option("--header", metavar="NAME: VALUE", help="Send a header; a value 'env:NAME' is read when it is sent."),
]
Proxy = Annotated[str, typer.Option("--proxy", metavar="URL", help="Ask through a proxy (http://...; or env:NAME).")]
Name = Annotated[str, typer.Argument(metavar="FEED", help="The feed's id or address.")]


@app.callback(invoke_without_command=True)
def _alone(context: typer.Context, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """What is watched for new reports. Alone, this lists the feeds with their health."""
    if context.invoked_subcommand is None:
        list_(store_dir=store_dir, as_json=as_json)


@app.command("list", epilog="Example: `dateline feeds`  ·  `dateline feeds list --alarms`")
def list_(
    only_alarms: Annotated[bool, typer.Option("--alarms", help="Only feeds that fail or have fallen silent.")] = False,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """List the feeds with their health: when they last answered, what they bring, what is wrong."""
    with named_store(store_dir) as store:
        healths = [health for health in run.check_health(store, now()) if health.alarm or not only_alarms]
    if as_json:
        print_json([write_health(health) for health in healths])
    elif healths:
        out.print(table(healths))
        for health in healths:
            if health.alarm:
                out.print(f"{health.feed.feed_id}: {health.alarm}", markup=False)
    if not healths:
        err.print("No alarms." if only_alarms else "No feeds yet; 'dateline feeds add ADDRESS' subscribes to one.")
        raise typer.Exit(NOTHING_FOUND)


@app.command(
    "add", epilog="Example: `dateline feeds add https://www.maliweb.net`  ·  `dateline feeds add --country ML`"
)
def add(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="ADDRESS|OUTLET...", help="A feed, a site that names its feeds, or a known outlet."),
    ] = None,
    country: Annotated[str, typer.Option("--country", help="All known outlets of a country (ML, Mali).")] = "",
    take_all: Annotated[bool, typer.Option("--all", help="Every feed that a site names, not the first alone.")] = False,
    as_is: Annotated[bool, typer.Option("--as-is", help="Do not look at the address; it is a feed.")] = False,
    every: Every = None,
    no_pages: NoPages = False,
    allow_private: Private = False,
    keep_days: KeepDays = None,
    header: Header = None,
    proxy: Proxy = "",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Subscribe. A site's address is looked at for the feeds it names; a known outlet needs no look."""
    if not what and not country:
        raise UsageError("Nothing to add.", hint="Name an address or an outlet, or give --country.")
    settings = _settings(
        every=every, no_pages=no_pages, allow_private=allow_private, keep_days=keep_days, header=header, proxy=proxy
    )
    with named_store(store_dir) as store:
        taken = {feed.feed_id for feed in store.intake.list_feeds()}
        wanted: list[Feed] = []
        faults: list[str] = []
        policy = load_policy(store_dir)
        for one in what or ():
            found = _find(one, taken | {f.feed_id for f in wanted}, settings, policy=policy, as_is=as_is, all_=take_all)
            wanted += found if isinstance(found, list) else []
            faults += [found] if isinstance(found, str) else []
        for outlet in _outlets_of(country) if country else ():
            wanted += run.feeds_of_outlet(outlet, taken | {f.feed_id for f in wanted}, settings)
        added = run.add_feeds(store, wanted, now())
    _report_added(added, wanted, faults, as_json=as_json)


def _find(
    what: str, taken: set[str], settings: dict[str, Any], *, policy: Any, as_is: bool, all_: bool
) -> list[Feed] | str:
    """The feeds that an argument of `add` means, or why there are none."""
    if "://" not in what:
        outlets = [outlet for outlet in search_registry(what) if outlet.feeds]
        if outlets:
            return run.feeds_of_outlet(outlets[0], taken, settings)
        if "." not in what:
            return f"'{what}' is no address, and no known outlet with a feed goes by that name."
        what = f"https://{what}"
    if as_is:
        return [run.make_feed(FeedLink(url=what, title="", kind="feed"), taken, settings)]
    look = run.look_for_feeds(what, policy, settings)
    if not look.links:
        return f"{what}: {look.fault}"
    links = look.links if all_ else look.links[:1]
    for other in look.links[len(links) :]:
        err.print(f"also there: {other.url} {other.title}", markup=False)
    feeds: list[Feed] = []
    for link in links:
        feeds.append(run.make_feed(link, taken | {feed.feed_id for feed in feeds}, settings))
    return feeds


def _report_added(added: Sequence[Feed], wanted: Sequence[Feed], faults: Sequence[str], *, as_json: bool) -> None:
    for fault in faults:
        err.print(fault, markup=False)
    n_known = len(wanted) - len(added)
    if as_json:
        print_json({"added": [write_feed(feed) for feed in added], "n_known": n_known, "faults": faults})
    else:
        for feed in added:
            out.print(f"{feed.feed_id}  {feed.title}  {feed.url}", markup=False)
        known = f"{n_known} known already{'; feeds set changes one' if n_known else ''}"
        out.print(
            f"{count(len(added), 'feed')} added, {known}.{' Next: dateline fetch' if added else ''}", markup=False
        )
    if not wanted:
        raise typer.Exit(NOTHING_FOUND)


@app.command("set", epilog="Example: `dateline feeds set maliweb-net-feed --pause`")
def set_(
    name: Name,
    title: Annotated[str | None, typer.Option("--title", help="Another title.")] = None,
    pause: Annotated[bool | None, typer.Option("--pause/--resume", help="Do not ask it for now; ask it again.")] = None,
    pages: Annotated[bool | None, typer.Option("--pages/--no-pages", help="Fetch pages, or take its words.")] = None,
    private: Annotated[bool | None, typer.Option("--allow-private/--no-private", help="Private networks.")] = None,
    every: Every = None,
    keep_days: KeepDays = None,
    expect: Annotated[
        float | None, typer.Option("--expect", min=0.001, max=1e6, help="Items a day to expect of it.")
    ] = None,
    header: Header = None,
    proxy: Annotated[str | None, typer.Option("--proxy", metavar="URL", help="Ask through a proxy.")] = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Change a subscription; what is not named stays."""
    changes = {
        "title": title,
        "is_paused": pause,
        "fetch_pages": pages,
        "allow_private": private,
        "every": timedelta(minutes=every) if every else None,
        "keep_days": keep_days,
        "expect_per_day": expect,
        "headers": _headers(header) if header else None,
        "proxy": proxy,
    }
    with named_store(store_dir) as store:
        feed = run.require_feed(store, name)
        changed = replace(feed, **{key: value for key, value in changes.items() if value is not None})  # type: ignore[arg-type]
        with store.write() as writer:
            is_changed = writer.intake.put_feed(changed, now())
    if as_json:
        print_json({**write_feed(changed), "changed": is_changed})
    else:
        out.print(f"Feed '{feed.feed_id}' {'changed' if is_changed else 'unchanged'}.", markup=False)


@app.command("remove", epilog="Example: `dateline feeds remove maliweb-net-feed`")
def remove(
    names: Annotated[list[str], typer.Argument(metavar="FEED...", help="Ids or addresses.")],
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Unsubscribe. The reports and pages that a feed brought stay."""
    with named_store(store_dir) as store:
        feeds = [run.require_feed(store, name) for name in names]
        with store.write() as writer:
            for feed in feeds:
                writer.intake.remove_feed(feed.feed_id)
    if as_json:
        print_json({"removed": [feed.feed_id for feed in feeds]})
    else:
        out.print(f"Removed {', '.join(feed.feed_id for feed in feeds)}.", markup=False)


@app.command("show", epilog="Example: `dateline feeds show maliweb-net-feed --json`")
def show(
    name: Name,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many lines of its log.")] = 20,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """One feed: what it is, how it stands, and the last lines of its log."""
    with named_store(store_dir) as store:
        feed = run.require_feed(store, name)
        health = next(one for one in run.check_health(store, now()) if one.feed.feed_id == feed.feed_id)
        polls = store.intake.list_polls(feed.feed_id, limit)
    if as_json:
        print_json({**write_health(health), "log": [fields(poll) for poll in polls]})
        return
    for key, value in write_health(health).items():
        out.print(f"{key}: {'-' if value in (None, '') else value}", markup=False)
    for poll in polls:
        line = f"{poll.polled_at:%Y-%m-%d %H:%M} {poll.reason.value} {poll.status or ''} {poll.n_new} new {poll.detail}"
        out.print(f"  {line}", markup=False)


@app.command("import", epilog="Example: `dateline feeds import subscriptions.opml`")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file, as other feed readers export it.")],
    no_pages: NoPages = False,
    allow_private: Private = False,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Subscribe to the feeds of an OPML file; folders are kept."""
    settings = _settings(no_pages=no_pages, allow_private=allow_private)
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"'{file}' cannot be read: {error.strerror}.") from error
    with named_store(store_dir) as store:
        taken = {feed.feed_id for feed in store.intake.list_feeds()}
        try:
            wanted = run.feeds_of_opml(raw, taken, settings)
        except ValueError as error:
            raise UnreadableFile(f"'{file}' is not OPML: {error}.", hint="Export it again from the reader.") from error
        added = run.add_feeds(store, wanted, now())
    _report_added(added, wanted, [], as_json=as_json)


@app.command("export", epilog="Example: `dateline feeds export -o feeds.opml`")
def export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else printed.")
    ] = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """The feeds as OPML, for other readers; with --json as Dateline knows them."""
    with named_store(store_dir) as store:
        feeds = store.intake.list_feeds()
    if as_json:
        print_json([write_feed(feed) for feed in feeds])
        return
    raw = write_opml(run.to_subscriptions(feeds), title="Dateline")
    if output is None:
        out.print(raw.decode(), markup=False, end="")
        return
    output.write_bytes(raw)
    out.print(f"Wrote {output}", markup=False)


@app.command("check", epilog="Example: `dateline feeds check --registry --country ML`")
def check(
    names: Annotated[list[str] | None, typer.Argument(metavar="FEED...", help="Ids or addresses; else all.")] = None,
    registry: Annotated[bool, typer.Option("--registry", help="Try the feeds of known outlets instead.")] = False,
    country: Annotated[str, typer.Option("--country", help="Only known outlets of a country.")] = "",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Try feeds and say which answer with what; nothing is stored."""
    if registry or country:
        outlets = _outlets_of(country) if country else list(load_registry().values())
        feeds = [feed for outlet in outlets for feed in run.feeds_of_outlet(outlet, (), {})]
        policy = load_policy(store_dir, is_needed=False)
    else:
        with named_store(store_dir) as store:
            feeds = [run.require_feed(store, name) for name in names or ()] or store.intake.list_feeds()
        policy = load_policy(store_dir)
    trials = run.try_feeds(feeds, policy)
    if as_json:
        print_json([fields(trial) for trial in trials])
    for trial in trials if not as_json else ():
        newest = f", the latest of {trial.newest_at:%Y-%m-%d %H:%M}" if trial.newest_at else ""
        told = f"{count(trial.n_items, 'item')}{newest}" if trial.is_ok else trial.detail
        out.print(f"{trial.reason:12} {trial.url}  {told}", markup=False)
    if not any(trial.is_ok for trial in trials):
        raise typer.Exit(NOTHING_FOUND)


@app.command("known", epilog="Example: `dateline feeds known --country ML`  ·  `dateline feeds known Sidwaya`")
def known(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A name, a host or a country.")] = "",
    country: Annotated[str, typer.Option("--country", help="A country (ML, Mali).")] = "",
    with_feeds: Annotated[bool, typer.Option("--with-feeds", help="Only those whose feeds are known.")] = False,
    as_json: Json = False,
) -> None:
    """The outlets that Dateline knows: where they are based, who owns them, their feeds."""
    outlets = search_registry(text) if text else list(load_registry().values())
    outlets = [outlet for outlet in outlets if not country or outlet in _outlets_of(country)]
    outlets = [outlet for outlet in outlets if outlet.feeds or not with_feeds]
    if as_json:
        print_json(outlets)
    for outlet in outlets if not as_json else ():
        out.print(f"{outlet.outlet_id:32} {outlet.title}  ({outlet.owner}) {outlet.site}", markup=False)
        for feed in outlet.feeds:
            out.print(f"    {feed.url}", markup=False)
    if not outlets:
        err.print("No known outlet matches.")
        raise typer.Exit(NOTHING_FOUND)


def _outlets_of(country: str) -> list[RegistryOutlet]:
    """The known outlets of a country, by its name or code."""
    known = find_country(country)
    if known is None:
        raise UsageError(f"'{country}' is no country.", hint="Write its English name or its two-letter code.")
    return find_by_country(known.iso2)


def _settings(
    *,
    every: float | None = None,
    no_pages: bool = False,
    allow_private: bool = False,
    keep_days: int | None = None,
    header: Sequence[str] | None = None,
    proxy: str = "",
) -> dict[str, Any]:
    """What the options say, without those that were not given, so that the registry's word stands."""
    given = {
        "every": timedelta(minutes=every) if every else None,
        "fetch_pages": False if no_pages else None,
        "allow_private": allow_private or None,
        "keep_days": keep_days,
        "headers": _headers(header) if header else None,
        "proxy": proxy or None,
    }
    return {name: value for name, value in given.items() if value is not None}


def _headers(lines: Sequence[str]) -> tuple[tuple[str, str], ...]:
    found = [line.partition(":") for line in lines]
    for name, colon, _ in found:
        if not (colon and name.strip()):
            raise UsageError(f"'{name}' is no header.", hint="Write 'Name: value'.")
    return tuple((name.strip(), value.strip()) for name, _, value in found)

"""Fetching: what is due, once or again and again; pages read again; pages and archives as a filter."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from dateline import codec, run
from dateline.cli.alerts import print_alerts, print_sent
from dateline.cli.options import (
    Json,
    StoreDir,
    count,
    fields,
    load_channels,
    load_policy,
    load_schedules,
    named_store,
    now,
)
from dateline.errors import StoreBusy, UsageError
from dateline.records import Failure
from dateline.run import FetchCounts, ScheduledCounts
from dateline.shell import NOTHING_FOUND, bar, err, out, print_json
from dateline.sources.skips import Skipped
from dateline.store import Store
from dateline.writers.events import alert_to_dict

app = typer.Typer()
_SHOWN_TROUBLES = 10
Wait = Annotated[
    float, typer.Option("--wait", metavar="SECONDS", min=0, help="How long to wait for another fetch on this store.")
]


@app.command(epilog="Example: `dateline fetch`  ·  `dateline fetch --url https://example.org/news/1`")
def fetch(
    feeds: Annotated[list[str] | None, typer.Argument(metavar="FEED...", help="These feeds, due or not.")] = None,
    urls: Annotated[list[str] | None, typer.Option("--url", metavar="URL", help="This page; may be repeated.")] = None,
    lists: Annotated[
        list[Path] | None,
        typer.Option("--list", metavar="FILE", help="Pages listed in a file: addresses, or a GDELT table."),
    ] = None,
    wait: Wait = 600,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Ask the feeds that are due and fetch the pages they name. Stopped, it goes on where it was.

    robots.txt is kept, a host is asked once a second, and what has not changed is not sent again.
    """
    with named_store(store_dir) as store:
        named = [run.require_feed(store, name).feed_id for name in feeds or ()]
        n_queued = _queue(store, urls or [], lists or [])
        if (urls or lists) and not feeds:
            named = [run.ADDRESSES]
        troubles: list[tuple[str, str]] = []
        with _lock(store, wait), _shown() as on_progress:
            counts = run.fetch(
                store,
                policy=load_policy(store_dir),
                clock=now,
                feed_ids=named or None,
                on_progress=on_progress,
                on_trouble=lambda name, reason: troubles.append((name, reason)),
            )
    if as_json:
        troubled = [{"name": name, "reason": reason} for name, reason in troubles]
        print_json({**fields(counts), "n_queued": n_queued, "troubles": troubled})
    else:
        _report(counts, troubles)
    if named and troubles and not (counts.n_feeds > counts.n_feeds_failed or counts.n_reports or counts.n_pages):
        raise typer.Exit(NOTHING_FOUND)


def _report(counts: FetchCounts, troubles: Sequence[tuple[str, str]]) -> None:
    for name, reason in troubles[:_SHOWN_TROUBLES]:
        err.print(f"{name}: {reason}", markup=False)
    if len(troubles) > _SHOWN_TROUBLES:
        err.print(f"... and {len(troubles) - _SHOWN_TROUBLES:,} more; 'dateline feeds' and 'dateline failures' tell.")
    out.print(_sum_up(counts), markup=False)


def _queue(store: Store, urls: list[str], lists: list[Path]) -> int:
    n_new, n_refused = run.queue_addresses(store, urls, now())
    for file in lists:
        more, refused = run.queue_addresses(store, run.read_addresses(file), now())
        n_new, n_refused = n_new + more, n_refused + refused
    if n_refused:
        err.print(f"{count(n_refused, 'line')} left out: no web address.", markup=False)
    if urls and n_refused == len(urls) and not lists:
        raise UsageError("None of these is a web address.", hint="Write https://...")
    return n_new


@app.command(epilog="Example: `dateline watch`  ·  `dateline watch --every 15`")
def watch(
    every: Annotated[
        float | None, typer.Option("--every", metavar="MINUTES", min=0.01, help="Look at this interval; else when due.")
    ] = None,
    rounds: Annotated[int | None, typer.Option("--rounds", min=1, help="Stop after so many.")] = None,
    wait: Wait = 600,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Fetch again and again, each feed when it is due, until stopped (Ctrl-C). With --json, a line a round.

    Alerts and digests that the settings schedule are checked and sent in between.
    """
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    done = 0
    schedules = load_schedules(store_dir)
    channels = load_channels(store_dir) if schedules else run.Channels()
    with named_store(store_dir) as store:
        policy = load_policy(store_dir)
        while not stop.is_set() and (rounds is None or done < rounds):
            with _lock(store, wait):
                counts = run.fetch(store, policy=policy, clock=now, stop=stop.is_set)
            done += 1
            _tell_round(counts, as_json=as_json)
            if schedules:
                scheduled = run.do_scheduled(store, schedules, channels, policy=policy, clock=now, stop=stop.is_set)
                _tell_scheduled(scheduled, as_json=as_json)
            if rounds is None or done < rounds:
                pause = every * 60 if every else run.seconds_until_due(store, now())
                stop.wait(min(pause, run.seconds_until_scheduled(store, schedules, now())) if schedules else pause)


def _tell_round(counts: FetchCounts, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(codec.encode({"at": now(), **fields(counts)}) + "\n")
        sys.stdout.flush()
    elif counts.n_feeds or counts.n_pages:
        out.print(f"{now():%Y-%m-%d %H:%M:%S} {_sum_up(counts)}", markup=False)


def _tell_scheduled(scheduled: ScheduledCounts, *, as_json: bool) -> None:
    """What the schedules led to, where they led to anything."""
    if scheduled == ScheduledCounts():
        return
    if as_json:
        alerts = [alert_to_dict(one) for one in scheduled.alerts]
        line = {"at": now(), "alerts": alerts, "n_digests": scheduled.n_digests, "sent": fields(scheduled.sent)}
        sys.stdout.write(codec.encode(line) + "\n")
        sys.stdout.flush()
        return
    print_alerts(scheduled.alerts)
    if scheduled.n_digests:
        out.print(f"{now():%Y-%m-%d %H:%M:%S} digest written.")
    print_sent(scheduled.sent)


@app.command(
    epilog="Example: `dateline extract pages/ > articles.jsonl`  ·  `dateline --store mystore extract --again`"
)
def extract(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...",
            help="HTML files (.html, .html.gz), folders, WARC or WACZ, PDF, mail, or JSONL of page_id, url, html.",
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read the store's pages that this version has not read, and nothing else.")
    ] = False,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Pages in, articles as JSON lines out; no store is needed. With --again, the pages of a store.

    A page without a report gives a line too, with its kind and an empty text. What cannot be read at all is said on
    standard error.
    """
    if again == bool(paths):
        raise UsageError("Nothing to extract.", hint="Give files, or --again and a store, not both.")
    if again:
        _extract_again(store_dir, as_json=as_json)
        return
    n_lines = 0
    for line in run.extract_paths(paths or [], now=now(), on_failure=_complain):
        sys.stdout.write(codec.encode(line) + "\n")
        n_lines += 1
    if not n_lines:
        raise typer.Exit(NOTHING_FOUND)


def _complain(one: Failure | Skipped) -> None:
    if isinstance(one, Skipped):
        err.print(f"passed over: {count(one.n_records, 'record')} ({one.reason})", markup=False)
    else:
        err.print(f"{one.source_id}, record {one.record_id}: {one.reason}", markup=False)


def _extract_again(store_dir: str | None, *, as_json: bool) -> None:
    with named_store(store_dir) as store, bar("pages") as tell:
        total = run.count_pending(store)
        counts = run.extract_again(store, now=now(), on_batch=lambda done: tell(done.n_pages, total))
    if as_json:
        print_json(fields(counts))
        return
    out.print(
        f"{count(counts.n_pages, 'page')} read again: {count(counts.n_changed, 'report')} changed,"
        f" {counts.n_same:,} the same, {counts.n_failed:,} without a report."
    )


@contextmanager
def _lock(store: Store, wait_s: float) -> Iterator[None]:
    """The store's lock for fetching; says so when it has to wait. Raises StoreBusy."""
    with store.hold(run.LOCK, wait_s=0) as is_held:
        if is_held:
            yield
            return
    err.print("Another fetch is at work on this store; waiting for it.")
    with store.hold(run.LOCK, wait_s=wait_s) as is_held:
        if not is_held:
            raise StoreBusy("Another fetch is still at work on this store.", hint="Try later, or use --wait.")
        yield


@contextmanager
def _shown() -> Iterator[Callable[[FetchCounts], None] | None]:
    """The counts so far on standard error, only where a person looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    with Progress(TextColumn("{task.description}"), TimeElapsedColumn(), console=err, transient=True) as progress:
        task = progress.add_task("asking feeds", total=None)
        yield lambda counts: progress.update(task, description=_sum_up(counts))


def _sum_up(counts: FetchCounts) -> str:
    parts = [
        f"{count(counts.n_feeds, 'feed')} asked ({counts.n_not_modified:,} not modified,"
        f" {counts.n_feeds_failed:,} failed)",
        f"{count(counts.n_items_new, 'new item')}",
        f"{count(counts.n_pages, 'page')}",
        f"{count(counts.n_reports, 'report')} added",
    ]
    if counts.n_retry:
        parts.append(f"{counts.n_retry:,} to try again")
    if counts.n_failed:
        parts.append(f"{counts.n_failed:,} without a report")
    return ", ".join(parts) + "."

"""Stories in the store: listed, shown, corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from dateline import run
from dateline.cli.options import AsOf, Json, StoreDir, count, fields, named_store, now
from dateline.errors import StoreBusy
from dateline.moments import parse_as_of
from dateline.records import Story
from dateline.shell import NOTHING_FOUND, bar, err, out, print_json
from dateline.store import Store
from dateline.text import shorten
from dateline.wire import write_shown, write_story

app = typer.Typer(help="One event, however many reports: list, merge, split, pin.", rich_markup_mode="markdown")
single = typer.Typer()
Vectors = Annotated[
    bool,
    typer.Option("--vectors/--no-vectors", help="Compare meaning too (slower, better, and across languages)."),
]
WAIT_S = 600.0


@app.callback(invoke_without_command=True, epilog="Example: `dateline stories --limit 20`")
def stories(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The stories with the latest reports.")] = 20,
    min_reports: Annotated[int, typer.Option("--min-reports", min=1, help="Stories of at least so many.")] = 1,
    as_of: AsOf = "today",
    vectors: Vectors = True,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """The latest stories in the store, brought up to date first."""
    if context.invoked_subcommand is not None:
        return
    moment = parse_as_of(as_of, now())
    with named_store(store_dir) as store:
        bring_up_to_date(store, with_meaning=vectors)
        found = run.list_stories(store.view(moment), limit=limit, min_reports=min_reports)
    if as_json:
        print_json([write_story(one) for one in found])
    for one in found if not as_json else ():
        _print(one)
    if not found:
        err.print("No stories: the store holds no dated reports by then.")
        raise typer.Exit(NOTHING_FOUND)


@app.command("update", epilog="Example: `dateline stories update`")
def update(vectors: Vectors = True, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Put the reports that came since the last time into their stories."""
    with named_store(store_dir) as store:
        counts = bring_up_to_date(store, with_meaning=vectors)
    if as_json:
        print_json(fields(counts))
    else:
        changed = f"{count(counts.n_links, 'link')} made, {counts.n_taken_back:,} taken back"
        out.print(f"{count(counts.n_reports, 'report')} placed; {changed}.")


@single.command("story", epilog="Example: `dateline story s1a2b3c4d5e6f`")
def story(
    story_id: Annotated[str, typer.Argument(metavar="ID", help="A story, or a report in it.")],
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """One story: its reports, who stands behind them, its origins, its places, and why its reports are in it."""
    with named_store(store_dir) as store:
        shown = run.show_story(store.view(parse_as_of(as_of, now())), story_id)
    if as_json:
        print_json(write_shown(shown))
    else:
        _print_shown(shown)


@app.command("merge", epilog="Example: `dateline stories merge s1a2b3c4d5e6f s6f5e4d3c2b1a`")
def merge(one: str, other: str, vectors: Vectors = True, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Say that two stories are one; it holds through every rebuild."""
    _correct(store_dir, lambda store: run.merge_stories(store, one, other, now()), vectors, as_json)


@app.command("split", epilog="Example: `dateline stories split s1a2b3c4d5e6f REPORT`")
def split(
    story_id: str,
    reports: Annotated[list[str], typer.Argument(metavar="REPORT...", help="The reports that do not belong in it.")],
    vectors: Vectors = True,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Say that reports do not belong in a story."""
    _correct(store_dir, lambda store: run.split_story(store, story_id, reports, now()), vectors, as_json)


@app.command("pin", epilog="Example: `dateline stories pin REPORT s1a2b3c4d5e6f`")
def pin(report: str, story_id: str, vectors: Vectors = True, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Say that a report belongs in a story."""
    _correct(store_dir, lambda store: run.pin_report(store, report, story_id, now()), vectors, as_json)


@app.command("undo", epilog="Example: `dateline stories undo 3`")
def undo(number: int, vectors: Vectors = True, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Take a correction back, by its number."""
    _correct(store_dir, lambda store: run.undo_correction(store, number, now()), vectors, as_json)


@app.command("corrections", epilog="Example: `dateline stories corrections`")
def corrections(store_dir: StoreDir = None, as_json: Json = False) -> None:
    """What users decided and did not undo."""
    with named_store(store_dir) as store:
        found = run.list_corrections(store)
        log = {one.correction.number: one for one in run.list_log(store)}
    if as_json:
        print_json(found)
    for one in found if not as_json else ():
        print_logged(log[one.number])
    if not found:
        err.print("No corrections.")
        raise typer.Exit(NOTHING_FOUND)


def print_logged(one: run.Logged) -> None:
    """A line of the log of decisions."""
    made, undone = one.correction.made_at, one.correction.undone_at
    after = f" [taken back {undone:%Y-%m-%d %H:%M}]" if undone else ""
    out.print(f"{one.correction.number:4}  {made:%Y-%m-%d %H:%M}  {one.words}{after}", markup=False)


def _correct(store_dir: str | None, decide: Callable[[Store], int | None], vectors: bool, as_json: bool) -> None:
    with named_store(store_dir) as store:
        bring_up_to_date(store, with_meaning=vectors)
        counts = bring_up_to_date(store, with_meaning=vectors, since=decide(store))
    if as_json:
        print_json(fields(counts))
    else:
        out.print(f"Noted. {count(counts.n_links, 'link')} made, {counts.n_taken_back:,} taken back.")


def bring_up_to_date(store: Store, *, with_meaning: bool, since: int | None = None) -> run.StoryCounts:
    """Bring the stories up to date, with progress where a person looks on."""
    with store.hold("stories", wait_s=WAIT_S) as is_held, bar("finding stories") as tell:
        if not is_held:
            raise StoreBusy("Another process brings the stories up to date.", hint="Try again when it is done.")
        return run.update_stories(store, now(), with_meaning=with_meaning, tell=tell, since=since)


def _outlets(one: Story) -> str:
    return f"{count(len(one.article_ids), 'report')}, {count(len(one.origins), 'independent origin')}"


def _print(one: Story) -> None:
    day = f"{one.last_at:%Y-%m-%d %H:%M}" if one.last_at else "undated"
    out.print(f"{one.story_id}  {day}  {shorten(one.title, 90)}", markup=False)
    out.print(f"{'':15}{_outlets(one)}: {', '.join(origin.name for origin in one.origins[:6])}", markup=False)


def _print_shown(shown: run.Shown) -> None:
    one = shown.story
    out.print(shorten(one.title, 200), markup=False)
    out.print(f"{one.story_id} in thread {one.thread_id} · {_outlets(one)} · {_period(one)}", markup=False)
    for origin in one.origins:
        out.print(f"\n{origin.name} ({origin.reason})", markup=False)
        for report in shown.reports:
            if report.article.article_id in origin.article_ids:
                _print_report(report)
    if shown.places:
        named = ", ".join(f"{place.name} ({n})" for place, n in shown.places)
        out.print(f"\nPlaces: {named}", markup=False)
    for link in shown.links:
        out.print(f"{link.made_at:%Y-%m-%d %H:%M} {link.left} {link.kind} {link.right}: {link.reason}", markup=False)


def _print_report(report: run.Report) -> None:
    article = report.article
    behind = ", ".join(part for part in (report.country, report.owner if report.owner != "unknown" else "") if part)
    outlet = f"{article.outlet or 'unnamed outlet'}{f' ({behind})' if behind else ''}"
    words = shorten(article.title or article.text, 100)
    out.print(f"  {article.article_id}  {article.published_at:%Y-%m-%d %H:%M}  {outlet}: {words}", markup=False)
    out.print(f"{'':20}{report.link.kind}: {report.link.reason}", markup=False)


def _period(one: Story) -> str:
    if one.first_at is None or one.last_at is None:
        return "undated"
    first, last = f"{one.first_at:%Y-%m-%d %H:%M}", f"{one.last_at:%Y-%m-%d %H:%M}"
    return first if first == last else f"{first} to {last}"

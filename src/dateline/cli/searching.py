"""Searches: over all reports, kept under a name, made into situations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from dateline import run, wire
from dateline.cli.options import AsOf, Json, StoreDir, count, named_store, now
from dateline.errors import UsageError
from dateline.moments import parse_as_of
from dateline.records import HeadingKind, Query, Situation, Sort
from dateline.shell import NOTHING_FOUND, err, out, print_json
from dateline.store import SqliteStore
from dateline.text import shorten

app = typer.Typer()
saved = typer.Typer(help="Searches that were kept under a name.", no_args_is_help=True, rich_markup_mode="markdown")
_N_TALLIES = 5  # of a kind, for people
_SHOWN = (HeadingKind.OUTLET, HeadingKind.COUNTRY, HeadingKind.ACTOR, HeadingKind.PLACE)
_PLURAL = {
    HeadingKind.OUTLET: "outlets",
    HeadingKind.COUNTRY: "countries",
    HeadingKind.ACTOR: "actors",
    HeadingKind.PLACE: "places",
}
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that the search was kept under.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=500, help="So many reports at most.")]
After = Annotated[
    str | None, typer.Option("--after", metavar="CURSOR", help="Go on where the page ended that gave this cursor.")
]
SortBy = Annotated[Sort, typer.Option("--sort", help="What comes first.")]


@app.command(
    epilog='Example: `dateline search "Wagner Timbuktu -Libya outlet:Reuters from:2022"`  ·  '
    "`dateline search '\"car bomb\" place:Mogadishu' --sort newest`"
)
def search(
    line: Annotated[
        str, typer.Argument(metavar="QUERY", help="Words and fields, as docs/search.md explains; put it in quotes.")
    ],
    sort: SortBy = Sort.RELEVANCE,
    limit: Limit = 20,
    after: After = None,
    save: Annotated[str | None, typer.Option("--save", metavar="NAME", help="Keep the search under a name.")] = None,
    as_situation: Annotated[
        str | None, typer.Option("--as-situation", metavar="NAME", help="Define a situation that looks for the same.")
    ] = None,
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Reports by words, names, places, outlets and days: the best first, each text once."""
    query = run.parse_query(line)
    moment = parse_as_of(as_of, now())
    with named_store(store_dir) as store:
        found = run.search(store, query, moment, limit, after, sort=sort)
        if save is not None:
            kept = run.save_search(store, save, query, now())
            err.print(f"Kept as '{kept.name}'; 'dateline searches run {kept.name}' runs it.", markup=False)
        if as_situation is not None:
            made = _define(store, as_situation, query, moment)
            err.print(f"Situation '{made.situation_id}' defined: {made.title}", markup=False)
    _print(found, as_json=as_json)


@saved.command("list", epilog="Example: `dateline searches list`")
def list_(store_dir: StoreDir = None, as_json: Json = False) -> None:
    """The searches that were kept."""
    with named_store(store_dir) as store:
        found = store.list_searches()
    if as_json:
        print_json(found)
    for one in found if not as_json else ():
        out.print(f"{one.name:20} {one.line}", markup=False)
    if not found:
        err.print("No searches yet; 'dateline search QUERY --save NAME' keeps one.")
        raise typer.Exit(NOTHING_FOUND)


@saved.command("run", epilog="Example: `dateline searches run wagner --sort newest`")
def run_(
    name: Name,
    sort: SortBy = Sort.RELEVANCE,
    limit: Limit = 20,
    after: After = None,
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What a kept search finds by now."""
    moment = parse_as_of(as_of, now())
    with named_store(store_dir) as store:
        _, query = run.require_search(store, name)
        found = run.search(store, query, moment, limit, after, sort=sort)
    _print(found, as_json=as_json)


@saved.command("remove", epilog="Example: `dateline searches remove wagner`")
def remove(name: Name, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Forget a kept search."""
    with named_store(store_dir) as store:
        run.remove_search(store, name)
    if as_json:
        print_json({"removed": name})
    else:
        out.print(f"Search '{name}' removed.", markup=False)


def _define(store: SqliteStore, name: str, query: Query, moment: datetime) -> Situation:
    made = run.make_situation(store, name, query, moment)
    if any(one.situation_id == made.situation_id for one in store.list_situations()):
        raise UsageError(f"There is a situation '{made.situation_id}' already.", hint="Choose another name.")
    with store.write() as writer:
        writer.put_situation(made)
    return made


def _print(found: run.Results, *, as_json: bool) -> None:
    if as_json:
        print_json(wire.write_results(found))
    else:
        _print_results(found)
    if not found.hits:
        raise typer.Exit(NOTHING_FOUND)


def _print_results(found: run.Results) -> None:
    for one in found.unknown:
        err.print(f"No report is under the {one.field.value} '{one.value}' by then.", markup=False)
    for hit in found.hits:
        article = hit.article
        copies = f", and {count(hit.n_copies, 'copy').replace('copys', 'copies')}" if hit.n_copies else ""
        outlet = article.outlet or "unnamed outlet"
        out.print(f"{article.published_at:%Y-%m-%d}  {outlet}{copies}  {article.article_id}", markup=False)
        if article.title:
            out.print(f"    {_mark(shorten(article.title, 160), hit.title_marks)}")
        out.print(f"    {_mark(hit.snippet.text.replace(chr(10), ' '), hit.snippet.marks)}")
    cut = f", of which the {found.n_counted:,} latest are counted" if found.n_counted < found.n_reports else ""
    out.print(f"{count(found.n_reports, 'report')}{cut}")
    for kind in _SHOWN:
        named = ", ".join(f"{one.heading.naming.name} {one.n_reports:,}" for one in found.tallies[kind][:_N_TALLIES])
        if named:
            out.print(f"{_PLURAL[kind]}: {named}", markup=False)
    if found.n_unfiled:
        err.print(f"Actors and places of {found.n_unfiled:,} reports are not known yet; run 'dateline prepare'.")
    if found.cursor:
        err.print(f"More: --after {found.cursor}", markup=False)


def _mark(text: str, marks: Sequence[tuple[int, int]]) -> Any:
    """A text with the stretches in bold."""
    from rich.text import Text

    marked = Text(text)
    for start, end in marks:
        marked.stylize("bold", start, min(end, len(text)))
    return marked

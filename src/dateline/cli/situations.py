"""Situations: defined, listed, shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from dateline import run
from dateline.cli.options import AsOf, Json, StoreDir, count, named_store, now
from dateline.cli.relations import say_bond
from dateline.moments import parse_as_of
from dateline.records import CorrectionKind
from dateline.shell import NOTHING_FOUND, err, out, print_json
from dateline.text import shorten
from dateline.wire import write_overview, write_situation, write_situation_line, write_suggestion

app = typer.Typer(help="Define what briefs are about.", no_args_is_help=True, rich_markup_mode="markdown")
Name = Annotated[str, typer.Argument(metavar="NAME", help="The situation's name.")]
Reports = Annotated[
    list[str], typer.Argument(metavar="REPORT...", help="Ids of reports; 'dateline sources' shows them.")
]
_N_SHOWN = 5  # stories of a suggestion


@app.command("add", epilog="Example: `dateline --store mystore situation add mali.toml`")
def add(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A situation file (TOML); docs/situations.md explains it.")
    ],
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Define a situation from a file, or redefine it."""
    situation = run.read_situation(file)
    with named_store(store_dir) as store, store.write() as writer:
        is_changed = writer.put_situation(situation)
    if as_json:
        print_json({"situation": situation.situation_id, "title": situation.title, "changed": is_changed})
    else:
        out.print(
            f"Situation '{situation.situation_id}' {'defined' if is_changed else 'unchanged'}: {situation.title}",
            markup=False,
        )


@app.command("list", epilog="Example: `dateline --store mystore situation list`")
def list_(store_dir: StoreDir = None, as_json: Json = False) -> None:
    """The situations in the store."""
    with named_store(store_dir) as store:
        situations = store.list_situations()
    if as_json:
        print_json([write_situation_line(one) for one in situations])
    for situation in situations if not as_json else ():
        out.print(f"{situation.situation_id:20} {situation.title}", markup=False)
    if not situations:
        err.print("No situations yet; 'dateline situation add FILE' defines one.")
        raise typer.Exit(NOTHING_FOUND)


@app.command("show", epilog="Example: `dateline --store mystore situation show mali --as-of 2025-11-07`")
def show(
    name: Name,
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What a situation looks for, and in one look what is known of it: stories, actors, places, what goes on."""
    moment = parse_as_of(as_of, now())
    with named_store(store_dir) as store:
        situation = run.require_situation(store, name)
        found = run.survey(store, situation.situation_id, moment)
    if as_json:
        print_json({**write_situation(situation), "overview": write_overview(found) if found is not None else None})
        return
    out.print(f"{situation.situation_id}: {situation.title}", markup=False)
    for facet in situation.facets:
        out.print(f"  any of: {', '.join(facet)}", markup=False)
    if situation.exclude:
        out.print(f"  without: {', '.join(situation.exclude)}", markup=False)
    out.print(f"  since: {situation.since or 'the first report'}")
    if found is None:
        out.print(f"No report by {moment:%Y-%m-%d %H:%M}.")
    else:
        _print_overview(found)


@app.command("keep", epilog="Example: `dateline situation keep mali REPORT`")
def keep(name: Name, reports: Reports, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Say that reports belong in a situation, whether they name it or not."""
    _decide(name, reports, CorrectionKind.KEEP, store_dir, as_json=as_json)


@app.command("reject", epilog="Example: `dateline situation reject georgia REPORT REPORT`")
def reject(name: Name, reports: Reports, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Say that reports do not belong in a situation. From two on, others of their meaning are left out as well."""
    _decide(name, reports, CorrectionKind.REJECT, store_dir, as_json=as_json)


@app.command("decisions", epilog="Example: `dateline situation decisions mali`")
def decisions(name: Name, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """What was kept in a situation and rejected from it, and not undone."""
    with named_store(store_dir) as store:
        found = run.list_decisions(store, run.require_situation(store, name))
    if as_json:
        print_json(found)
    for one in found if not as_json else ():
        out.print(f"{one.number:4}  {one.made_at:%Y-%m-%d %H:%M}  {one.kind.value} {one.left}", markup=False)
    if not found:
        err.print("No decisions.")
        raise typer.Exit(NOTHING_FOUND)


@app.command("undo", epilog="Example: `dateline situation undo mali 3`")
def undo(name: Name, number: int, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Take a decision about a situation back, by its number."""
    with named_store(store_dir) as store:
        run.undo_decision(store, run.require_situation(store, name), number, now())
    if as_json:
        print_json({"undone": number})
    else:
        out.print(f"Decision {number} taken back.")


@app.command("suggest", epilog="Example: `dateline situation suggest --as-of 2015-05-05`")
def suggest(
    as_of: AsOf = "today",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many.")] = 5,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Situations that nobody defined yet and the last fortnight suggests: who has many more stories than usual."""
    moment = parse_as_of(as_of, now())
    with named_store(store_dir) as store:
        found = run.suggest(store, moment)[:limit]
    if as_json:
        print_json([write_suggestion(one) for one in found])
    for one in found if not as_json else ():
        usual = f"{one.expected:.1f} were to be expected"
        out.print(f"{', '.join(one.actors)}: {len(one.stories)} stories in a fortnight ({usual})", markup=False)
        for story in one.stories[:_N_SHOWN]:
            out.print(f"    {story.day}  {shorten(story.title, 100)}", markup=False)
    if not found:
        err.print("Nothing stands out; 'dateline situation add FILE' defines a situation.")
        raise typer.Exit(NOTHING_FOUND)


def _decide(name: str, reports: Sequence[str], kind: CorrectionKind, store_dir: str | None, *, as_json: bool) -> None:
    with named_store(store_dir) as store:
        made = run.decide(store, run.require_situation(store, name), reports, kind, now())
    if as_json:
        print_json(made)
    else:
        out.print(f"Noted: {count(len(made), 'report')}.")


def _print_overview(found: run.Overview) -> None:
    reports = f"{count(found.n_reports, 'report')} from {count(found.n_outlets, 'outlet')}"
    out.print(f"\nAs of {found.as_of:%Y-%m-%d %H:%M}: {reports}, {found.first} to {found.last}", markup=False)
    _print_list(
        "Stories", [f"{one.last_at:%Y-%m-%d}  {shorten(one.title, 100)}" for one in found.stories if one.last_at]
    )
    _print_list("Actors", [", ".join(f"{name} ({n})" for name, n in found.actors)])
    _print_list("Places", [", ".join(f"{name} ({n})" for name, n in found.places)])
    _print_list("Series", [", ".join(found.series)])
    _print_list("Going on", [f"{one.name}, since {one.started.day}" for one in found.episodes])
    _print_list("Relations", [say_bond(one) for one in found.relations])
    _print_list("Timeline", [f"{one.day}  {shorten(one.text, 160)}" for one in found.timeline])


def _print_list(heading: str, lines: Sequence[str]) -> None:
    shown = [line for line in lines if line]
    if shown:
        out.print(heading, style="bold")
    for line in shown:
        out.print(f"  {line}", markup=False)

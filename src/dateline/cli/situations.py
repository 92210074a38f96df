"""Situations: defined, listed, shown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline import run
from dateline.cli.options import Json, StoreDir, named_store
from dateline.shell import NOTHING_FOUND, err, out, print_json

app = typer.Typer(help="Define what briefs are about.", no_args_is_help=True, rich_markup_mode="markdown")


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
        print_json([{"situation": s.situation_id, "title": s.title, "countries": s.countries} for s in situations])
    for situation in situations if not as_json else ():
        out.print(f"{situation.situation_id:20} {situation.title}", markup=False)
    if not situations:
        err.print("No situations yet; 'dateline situation add FILE' defines one.")
        raise typer.Exit(NOTHING_FOUND)


@app.command("show", epilog="Example: `dateline --store mystore situation show mali`")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The situation's name.")],
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What a situation looks for."""
    with named_store(store_dir) as store:
        situation = run.require_situation(store, name)
    if as_json:
        print_json(situation)
        return
    out.print(f"{situation.situation_id}: {situation.title}", markup=False)
    for facet in situation.facets:
        out.print(f"  any of: {', '.join(facet)}", markup=False)
    if situation.exclude:
        out.print(f"  without: {', '.join(situation.exclude)}", markup=False)
    out.print(f"  since: {situation.since or 'the first report'}")

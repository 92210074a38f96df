"""Rows of data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline import run
from dateline.cli.options import Json, StoreDir, count, named_store
from dateline.shell import out, print_json

app = typer.Typer(help="Rows of data for briefs.", no_args_is_help=True, rich_markup_mode="markdown")


@app.command("import", epilog="Example: `dateline measures import ucdp.csv --source 'UCDP GED 25.1'`")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A tidy CSV; docs/measures.md gives its columns.")],
    source: Annotated[str, typer.Option("--source", help="Who made the data, as it is to be cited.")],
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Bring in rows of data, each with the day it became public."""
    with named_store(store_dir) as store:
        n_added = run.import_measures(store, file, source)
    if as_json:
        print_json({"n_added": n_added})
    else:
        out.print(f"{count(n_added, 'row')} added.")


@app.callback()
def _group() -> None:
    pass

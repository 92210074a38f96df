"""The demo, and what is installed."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import which
from typing import Annotated

import typer

from dateline import __version__, demo, doctor, run
from dateline.cli.options import Before, Json, StoreDir, fields, now
from dateline.shell import BROKEN_WORLD, out, print_json

app = typer.Typer()


@app.command("demo", epilog="Example: `dateline demo demo`")
def demo_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the demo store in.")] = Path("demo"),
    as_json: Json = False,
) -> None:
    """Make a store with the bundled reports and data on the Sahel, and write the brief on Mali from it."""
    from dateline.writers.forms import WRITERS

    result = demo.build(folder, now=now())
    if as_json:
        print_json({"store": str(folder), "files": [str(file) for file in result.files]})
        return
    sys.stdout.write(WRITERS["terminal"](result.brief))
    out.print("\nFiles:")
    for file in result.files:
        out.print(f"  {file}", markup=False)
    command = "dateline" if which("dateline") else sys.argv[0]
    out.print(f"\nOpen the desk: {command} --store {folder} serve --open", markup=False)


@app.command("doctor", epilog="Example: `dateline doctor`")
def doctor_(store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Check this installation, and the store if one is named."""
    folder = store_dir or Before.store
    checks = doctor.check(Path.cwd(), folder)
    if as_json:
        print_json([fields(check) for check in checks])
    for check in checks if not as_json else ():
        out.print(f"{'ok  ' if check.is_ok else 'FAIL'} {check.name}: {check.detail}", markup=False)
    if not all(check.is_ok for check in checks):
        raise typer.Exit(BROKEN_WORLD)


@app.command(epilog="Example: `dateline version`")
def version(as_json: Json = False) -> None:
    """The version of Dateline, and of what wrote its briefs."""
    parts = {"dateline": __version__, "python": sys.version.split()[0], **run.made_by()}
    if as_json:
        print_json(parts)
    else:
        out.print("\n".join(f"{name} {value}" for name, value in parts.items()), markup=False)

"""Rows of data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline import run
from dateline.cli.briefs import ask
from dateline.cli.options import AsOf, Json, StoreDir, count, named_store, now
from dateline.errors import UsageError
from dateline.moments import parse_as_of
from dateline.records import ClaimTest, Outcome
from dateline.shell import NOTHING_FOUND, out, print_json
from dateline.text import clean
from dateline.wire import write_claim_test

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


@app.command("test", epilog="Example: `dateline measures test 'Security in Mali has worsened since 2021'`")
def hold(
    claim: Annotated[str, typer.Argument(metavar="[CLAIM]", help="A sentence; else the claims in reports.")] = "",
    about: Annotated[
        str, typer.Option("--about", metavar="SITUATION|QUESTION", help="Whose reports, or what the claim is about.")
    ] = "",
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Hold claims that violence, security, displacement or refugees rose or fell against the figures there are."""
    moment, about = parse_as_of(as_of, now()), clean(about)
    if claim.strip():
        with named_store(store_dir) as store:
            found = run.try_text(store, claim, moment, about or None)
    elif about:
        found = ask(about, moment, store_dir, lambda store: run.try_claims(store, about, moment), as_json)
    else:
        raise UsageError("There is nothing to test.", hint="Give a claim, or --about for those in reports.")
    if as_json:
        print_json([write_claim_test(one) for one in found])
    else:
        _print_tests(found)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


def _print_tests(found: list[ClaimTest]) -> None:
    if not found:
        out.print("No claim here says of violence, security, displacement or refugees that it rose or fell.")
    for one in found:
        said = one.claim.excerpt
        by = f" ({said.article.outlet}, {said.day.isoformat()})" if said.article.outlet else ""
        out.print(f"{_MARKS[one.outcome]} {one.outcome.value}", style=_STYLES[one.outcome], end="", markup=False)
        out.print(f": {said.text}{by}", markup=False)
        out.print(f"    {one.text}", markup=False)
        if one.evidence is not None:
            out.print(f"    {one.evidence.source}, released {one.evidence.released_at.isoformat()}", markup=False)


_MARKS = dict(zip(Outcome, "+-~=?", strict=True))
_STYLES = dict(zip(Outcome, ("green", "red", "yellow", "yellow", "dim"), strict=True))


@app.callback()
def _group() -> None:
    pass

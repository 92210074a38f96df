"""Briefs that were kept: listed, shown as they were, held against each other."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from dateline import run
from dateline.cli.briefs import Form, Output, check_form, print_brief
from dateline.cli.options import Json, StoreDir, named_store
from dateline.records import BriefChange, BriefChangeKind
from dateline.shell import NOTHING_FOUND, err, out, print_json
from dateline.wire import write_difference, write_version

app = typer.Typer(help="Briefs that were kept.", no_args_is_help=True, rich_markup_mode="markdown")
Name = Annotated[str, typer.Argument(metavar="VERSION", help="The version's name, or how it begins.")]
_MARKS = {BriefChangeKind.ADDED: "+", BriefChangeKind.REMOVED: "-", BriefChangeKind.REWORDED: "~"}


@app.command("list", epilog="Example: `dateline versions list mali`")
def list_(
    about: Annotated[str | None, typer.Argument(metavar="[SITUATION]", help="Only those of one situation.")] = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """The briefs that were kept, the last kept first."""
    with named_store(store_dir) as store:
        found = run.list_versions(store, about)
    if as_json:
        print_json([write_version(one) for one in found])
    for one in found if not as_json else ():
        line = f"{one.version_id}  as of {_minute(one.as_of)}  kept {_minute(one.kept_at)}  {one.situation_id}"
        out.print(line, markup=False, soft_wrap=True)
    if not found:
        err.print("No brief was kept yet; 'dateline brief ... --keep' keeps one.", markup=False)
        raise typer.Exit(NOTHING_FOUND)


@app.command("show", epilog="Example: `dateline versions show 3f2a9c1b --format html -o mali.html`")
def show(
    name: Name,
    form: Form = None,
    output: Output = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """A kept brief as it was, whatever came since."""
    form = check_form(form, output, as_json=as_json)
    with named_store(store_dir) as store:
        _, brief = run.find_version(store, name)
    print_brief(brief, form, output)


@app.command("diff", epilog="Example: `dateline versions diff 3f2a9c1b 77e0d4a2`")
def diff(
    old: Name,
    new: Annotated[
        str | None, typer.Argument(metavar="[VERSION]", help="The newer one; else the last kept of the same situation.")
    ] = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What changed between two kept briefs, sentence by sentence."""
    with named_store(store_dir) as store:
        left, right, changes = run.compare(store, old, new)
    if as_json:
        print_json(write_difference(left, right, changes))
        return
    out.print(
        f"{left.title}: {_minute(left.as_of)} ({left.version_id}) -> {_minute(right.as_of)} ({right.version_id})",
        markup=False,
    )
    section = ""
    for one in changes:
        if one.section != section:
            section = one.section
            out.print(f"\n{section}", style="bold", markup=False)
        for mark, text in _lines(one):
            out.print(f"{mark} {text}", markup=False, soft_wrap=True)
    if not changes:
        out.print("No sentence differs.")


def _lines(change: BriefChange) -> list[tuple[str, str]]:
    if change.kind is BriefChangeKind.REWORDED:
        return [("-", change.old or ""), ("+", change.new or "")]
    return [(_MARKS[change.kind], change.new or change.old or "")]


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"

"""The commands, one module a noun. Thin: parse, call run or the store, print. No rule about news lives here.

shell.py has the exit codes and what happens on errors.
"""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import __version__, shell
from dateline.cli import (
    alerts,
    briefs,
    checking,
    clustering,
    corrections,
    digests,
    dossiers,
    exports,
    feeds,
    fetching,
    mcp,
    measures,
    reading,
    relations,
    reports,
    searching,
    serving,
    situations,
    stories,
    system,
    timelines,
    versions,
)
from dateline.cli.options import Before, StoreDir

app = typer.Typer(
    name="dateline",
    cls=shell.Commands,
    help="The news about a situation as a brief in which every sentence can be traced to its words.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
for group in (
    reports,
    fetching,
    reading,
    clustering,
    timelines,
    relations,
    briefs,
    digests,
    exports,
    checking,
    serving,
    mcp,
    searching,
    dossiers,
    system,
):
    app.add_typer(group.app)
app.add_typer(stories.single)
app.add_typer(stories.app, name="stories")
app.add_typer(corrections.correct, name="correct")
app.add_typer(corrections.log, name="corrections")
app.add_typer(feeds.app, name="feeds")
app.add_typer(situations.app, name="situation")
app.add_typer(measures.app, name="measures")
app.add_typer(versions.app, name="versions")
app.add_typer(alerts.app, name="alert")
app.add_typer(searching.saved, name="searches")


def _print_version(*, is_asked: bool) -> None:
    if is_asked:
        shell.out.print(f"dateline {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version", help="Print the version.", is_eager=True, callback=lambda asked: _print_version(is_asked=asked)
    ),
]


@app.callback()
def _options(store: StoreDir = None, version: Version = False) -> None:
    Before.store = store


def main() -> None:
    """Run a command."""
    shell.run(app)

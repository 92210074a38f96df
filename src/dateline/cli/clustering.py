"""Filters: copies, stories and threads of articles on the command line."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dateline import codec, run
from dateline.cli.lines import Paths, complain, filter_files, opened, progress
from dateline.cli.options import Json
from dateline.errors import UsageError
from dateline.shell import NOTHING_FOUND, out, print_json

app = typer.Typer()
Vectors = Annotated[
    bool,
    typer.Option("--vectors/--no-vectors", help="Compare meaning too (slower, better, and across languages)."),
]


@app.command(epilog="Example: `dateline dedupe articles.jsonl > copies.jsonl`")
def dedupe(paths: Paths = None) -> None:
    """Articles in, a JSON line out for each one that is a copy: revision, duplicate or syndicated, of which report.

    Articles come in the order they were published: `article_id`, `title`, `text`, and `published_at`, `outlet`, `url`
    where known. `score` is the share of the shorter text that both have. No store is needed.
    """
    filter_files(paths, "reading", lambda stream, name: run.find_links(stream, name, on_failure=complain))


@app.command(epilog="Example: `dateline cluster articles.jsonl > stories.jsonl`")
def cluster(
    path: Annotated[str, typer.Argument(metavar="PATH", help="JSON lines of articles; - reads standard input.")] = "-",
    threads: Annotated[bool, typer.Option("--threads", help="Long developments alone, over months.")] = False,
    vectors: Vectors = True,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option("--explain", metavar="A B", help="Say why two reports are in one story or not."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Articles in, the story and the thread of each out, a JSON line each, as they stand after the last article.

    Articles come in the order they were published: `article_id`, `title`, `text`, and `published_at`, `lang`, `outlet`
    where known; a title alone will do. No store is needed.
    """
    if threads and explain:
        raise UsageError("--explain is about stories.", hint="Leave out --threads.")
    with opened(path) as stream, progress("clustering") as tell:
        if threads:
            lines = list(run.group_threads(stream, path, with_meaning=vectors, on_failure=complain, tell=tell))
        else:
            grouping, order = run.group(stream, path, with_meaning=vectors, on_failure=complain, tell=tell)
            lines = [] if explain else list(run.write_stories(grouping, order))
    if explain:
        _print_reason(run.explain_pair(grouping, *explain), as_json=as_json)
        return
    for line in lines:
        sys.stdout.write(codec.encode(line) + "\n")
    if not lines:
        raise typer.Exit(NOTHING_FOUND)


def _print_reason(reason: run.Reason, *, as_json: bool) -> None:
    if as_json:
        print_json(reason)
        return
    out.print(
        f"{reason.left} ({reason.story_ids[0]}) and {reason.right} ({reason.story_ids[1]}): {reason.says}", markup=False
    )
    if reason.probability is not None:
        out.print(f"  {reason.probability:.0%} likely to be one event", markup=False)
    for what, value, evidence in reason.signals:
        out.print(f"  {evidence:+6.2f}  {what} ({value:.2f})", markup=False)

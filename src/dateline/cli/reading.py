"""Reading: articles in and what was understood out; single sentences classified; one text explained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Annotated, Any

import typer

from dateline import run
from dateline.cli.lines import Paths, complain, filter_files
from dateline.cli.options import Json, StoreDir, count, fields, named_store, now
from dateline.errors import UsageError
from dateline.shell import bar, out, print_json
from dateline.text import clean
from dateline.writers.explain import write_explanation

app = typer.Typer()


@app.command(
    epilog="Example: `dateline read articles.jsonl > read.jsonl`  ·  `dateline read --explain 'Rebels attack Gao.'`"
)
def read(
    paths: Paths = None,
    task: Annotated[
        str | None,
        typer.Option("--task", metavar="NAME", help=f"Classify sentences instead: {', '.join(run.TASKS)}."),
    ] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="TEXT", help="Show what is understood of a text, in colour.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="With --explain: the day of the text.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Articles in, what was read in them out, a JSON line each: actors, dates, places, statements, events.

    An article has `article_id`, `title`, `text`, and may have `lang`, `published_at`, `outlet`; with `spans`, places
    are looked for at exactly these. With --task, a line is a sentence: `id`, `text`, and may have `source`, `target`,
    `marked_text`. What cannot be read is said on standard error. No store is needed.
    """
    if explain is not None:
        _explain(explain, published, is_alone=not paths and task is None, as_json=as_json)
        return
    if task is not None and task not in run.TASKS:
        raise UsageError(f"There is no task '{task}'.", hint=f"There are: {', '.join(run.TASKS)}.")
    filter_files(paths, "reading", lambda stream, name: _read(stream, name, task))


@app.command(epilog="Example: `dateline --store mystore prepare`")
def prepare(store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Read every report of the store that was not read yet, so that no brief, timeline or relation waits for it."""
    with named_store(store_dir) as store, bar("reading") as tell:
        counts = run.read_ahead(store, now(), tell=tell)
    if as_json:
        print_json(fields(counts))
    else:
        failed = f"; {counts.n_failed:,} failed, see dateline failures" if counts.n_failed else ""
        filed = f"; {count(counts.n_filed, 'report')} filed for searches" if counts.n_filed else ""
        out.print(f"{count(counts.n_read, 'report')} read{filed}{failed}.")


def _read(stream: IO[bytes], name: str, task: str | None) -> Iterator[Any]:
    if task is None:
        return run.read_stream(stream, name, on_failure=complain)
    return run.classify_stream(stream, name, task, on_failure=complain)


def _explain(text: str, published: str | None, *, is_alone: bool, as_json: bool) -> None:
    if not is_alone:
        raise UsageError("--explain takes one text and nothing else.", hint="Leave out the paths and --task.")
    text = clean(text)
    if not text:
        raise UsageError("There is no text to explain.", hint="Write it in quotation marks.")
    article, found = run.read_text(text, published)
    if as_json:
        print_json(run.write_reading(article, found))
    else:
        out.print(write_explanation(article, found))

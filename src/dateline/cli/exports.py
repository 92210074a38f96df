"""What other programs take away: tables of what is known as of a moment, and feeds that they subscribe to."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO
from urllib.parse import quote

import typer

from dateline import run
from dateline.cli.briefs import Output, ask, check_choice, write_out
from dateline.cli.options import About, AsOf, Json, StoreDir, count, now
from dateline.errors import UsageError
from dateline.moments import parse_as_of
from dateline.records import Cells, Channel, Export
from dateline.shell import NOTHING_FOUND, err, print_json
from dateline.store import SqliteStore
from dateline.text import is_web

if TYPE_CHECKING:
    from dateline.writers.exports import Form

app = typer.Typer()
_ENDINGS = {".atom": "atom", ".xml": "atom", ".json": "jsonfeed"}
What = Annotated[
    str | None,
    typer.Option(
        "--what",
        metavar="TABLE",
        help="events, reports, sentences, statements, relations, episodes, timeline, stories, places or scheduled; else"
        " what the format is for.",
    ),
]
ExportForm = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="FORM", help="jsonl, csv, parquet, geojson, stix or ics; else by the ending of -o FILE."
    ),
]
Base = Annotated[
    str,
    typer.Option(
        "--base",
        metavar="URL",
        help="The address of the feed's folder, where each brief lies as VERSION.html.",
    ),
]


@app.command(
    epilog="Example: `dateline export mali -o mali.csv` · `dateline export mali --what places -o mali.geojson`"
    " · `dateline export mali --format stix -o mali.stix.json`"
)
def export(
    about: About,
    what: What = None,
    form: ExportForm = None,
    as_of: AsOf = "today",
    output: Output = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What is known of a situation or question as of a moment, as a table with the evidence of each row."""
    from dateline.writers.exports import FORMS, form_of

    name = form or (output and form_of(output.name)) or "jsonl"
    check_choice(name, "format", FORMS)
    tables = _choose_tables(what, name, FORMS[name])
    moment = parse_as_of(as_of, now())

    def answer(store: SqliteStore) -> dict[str, int] | None:
        found = run.export(store, about, moment, tables)
        return _write(found, FORMS[name], output, as_json=as_json) if found is not None else None

    counts = ask(about, moment, store_dir, answer, as_json)
    if not counts:
        hint = " 'dateline stories update' makes the stories." if "stories" in tables else ""
        err.print(f"Nothing to export: no row of {' or '.join(tables)} as of {moment.date()}.{hint}", markup=False)
        raise typer.Exit(NOTHING_FOUND)
    if output is not None:
        _report(output, name, counts, as_json=as_json)


def _report(output: Path, form: str, counts: dict[str, int], *, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(output), "format": form, "rows": counts})
        return
    rows = ", ".join(f"{table} ({count(n, 'row')})" for table, n in counts.items())
    err.print(f"Wrote {output}: {rows}", markup=False)


def _choose_tables(what: str | None, name: str, form: Form) -> tuple[str, ...]:
    """The tables to export. Raises UsageError for one that the form cannot hold."""
    if form.takes_all and what is None:
        return form.tables
    if form.takes_all or (what is not None and what not in form.tables):
        able = "all tables at once: leave out --what" if form.takes_all else f"only {', '.join(form.tables)}"
        raise UsageError(f"'{what}' cannot be exported as {name}.", hint=f"This format holds {able}.")
    return (what or form.tables[0],)


def _write(found: Export, form: Form, output: Path | None, *, as_json: bool) -> dict[str, int]:
    """Write the tables, as their rows are made; how many each had. Nothing is written where there is none."""
    counts = dict.fromkeys((sheet.name for sheet in found.sheets), 0)
    if not counts:
        return counts

    def tell(name: str, rows: Iterable[Cells]) -> Iterator[Cells]:
        for row in rows:
            counts[name] += 1
            yield row

    counted = replace(found, sheets=tuple(replace(one, rows=tell(one.name, one.rows)) for one in found.sheets))
    if output is None and as_json:
        _print_tables(counted)
        return counts
    with _opened(output) as stream:
        for part in form.write(counted):
            stream.write(part)
    return counts


def _print_tables(found: Export) -> None:
    from dateline.writers.exports.cells import order_row, write_moment

    tables = {sheet.name: [order_row(row, sheet.columns) for row in sheet.rows] for sheet in found.sheets}
    print_json(
        {
            "situation": found.situation_id,
            "title": found.title,
            "as_of": write_moment(found.as_of),
            "tables": tables,
        }
    )


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that is there whole or not at all. Raises BrokenWorldError."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(output)
    except OSError as error:
        raise run.broken_output(output, error) from error
    finally:
        part.unlink(missing_ok=True)


@app.command(
    epilog="Example: `dateline syndicate mali --base https://desk.example/mali/ -o briefs.atom`"
    " · `dateline syndicate mali --what reports -o reports.json`"
)
def syndicate(
    about: About,
    what: Annotated[
        str, typer.Option("--what", metavar="WHAT", help=f"What the feed tells of: {', '.join(run.CHANNELS)}.")
    ] = "briefs",
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORM", help="atom or jsonfeed; else by the ending of -o FILE."),
    ] = None,
    base: Base = "",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="At most so many entries.")] = 30,
    as_of: AsOf = "today",
    output: Output = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """A feed of the briefs, reports or stories of a situation or question, for feed readers and other programs."""
    from dateline.writers.feeds import CHANNEL_WRITERS

    check_choice(what, "kind of feed", run.CHANNELS)
    name = "jsonfeed" if as_json else form or _ENDINGS.get(output.suffix.lower() if output else "", "atom")
    check_choice(name, "format", CHANNEL_WRITERS)
    moment, addresses = parse_as_of(as_of, now()), _choose_addresses(base, output)

    def answer(store: SqliteStore) -> Channel | None:
        return run.CHANNELS[what](store, about, moment, limit, addresses=addresses)

    write_out(CHANNEL_WRITERS[name](ask(about, moment, store_dir, answer, as_json)), output)


def _choose_addresses(base: str, output: Path | None) -> run.Addresses:
    """Where things will lie in the folder that a base names. Raises UsageError for one that is no web address."""
    if not base:
        return run.Addresses()
    if not is_web(base):
        raise UsageError(f"'{base}' is no web address.", hint="It begins with https:// or http://.")
    folder = base if base.endswith("/") else f"{base}/"
    feed = folder + quote(output.name) if output is not None else ""
    return run.Addresses(home=folder, feed=feed, brief=f"{folder}{{version}}.html")

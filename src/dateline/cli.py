"""The commands. Thin: parse, call run or the store, print. No rule about news lives here.

shell.py has the exit codes and what happens on errors.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from dateline import __version__, codec, config, demo, doctor, run, shell
from dateline.errors import UsageError
from dateline.moments import ACCEPTED_FORMS, parse_as_of
from dateline.records import Failure
from dateline.shell import BROKEN_WORLD, NOTHING_FOUND, Commands, err, out, print_json
from dateline.sources import count_records
from dateline.store import SqliteStore, open_store
from dateline.text import clean

_SHOWN_FAILURES = 10

app = typer.Typer(
    name="dateline",
    cls=Commands,
    help="The news about a situation as a brief in which every sentence can be traced to its words.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
situation_app = typer.Typer(help="Define what briefs are about.", no_args_is_help=True, rich_markup_mode="markdown")
measures_app = typer.Typer(help="Rows of data for briefs.", no_args_is_help=True, rich_markup_mode="markdown")
app.add_typer(situation_app, name="situation")
app.add_typer(measures_app, name="measures")

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help=f"The moment to stand at: {ACCEPTED_FORMS}.")]
About = Annotated[
    str,
    typer.Argument(metavar="SITUATION|QUESTION", help="A defined situation, or a free-text question.", callback=clean),
]
StoreDir = Annotated[
    str | None,
    typer.Option("--store", metavar="DIR", help="The store's folder; else DATELINE_STORE, else ./dateline.toml."),
]


class _State:
    """What the options before the command said."""

    store: str | None = None


@app.callback()
def _options(store: StoreDir = None) -> None:
    _State.store = store


def main() -> None:
    """Run a command."""
    shell.run(app)


@contextmanager
def _store(command_flag: str | None = None) -> Iterator[SqliteStore]:
    settings = config.load_config(command_flag or _State.store, folder=Path.cwd())
    store = open_store(settings.store)
    try:
        yield store
    finally:
        store.close()


def _now() -> datetime:
    return datetime.now(UTC)


@app.command(epilog="Example: `dateline init mystore`")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the store in.")],
    as_json: Json = False,
) -> None:
    """Make a store: one folder with a database and its settings, nothing hidden elsewhere."""
    open_store(folder, create=True).close()
    config.write_config(folder)
    if as_json:
        print_json({"store": str(folder)})
    else:
        out.print(f"Made a store in {folder}. Next: dateline --store {folder} import reports.jsonl", markup=False)


@app.command(
    "import",
    epilog="Example: `dateline --store mystore import reports.jsonl`  ·  `cat reports.jsonl | dateline import -`",
)
def import_(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="JSONL, CSV or TSV files, .txt/.html files, folders of them, or '-' for JSONL on standard input.",
        ),
    ],
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Bring reports into the store. Run it again: nothing is added twice, what was cut off is completed.

    A record that cannot be used is reported with its line and kept as a failure; the rest goes in.
    """
    totals, failures = run.ImportCounts(), list[Failure]()
    with _store(store_dir) as store:
        for path in paths:
            with _progress(path) as on_batch:
                counts, failed = run.import_path(store, path, now=_now(), on_batch=on_batch)
            totals, failures = run.add_counts(totals, counts), failures + failed
    if as_json:
        print_json({**_fields(totals), "failures": [_fields(failure) for failure in failures]})
    else:
        _report_import(totals, failures)
    if totals.n_added + totals.n_known == 0:
        raise typer.Exit(NOTHING_FOUND)


@contextmanager
def _progress(path: str) -> Iterator[Any]:
    """A progress bar on standard error, only where a person looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(Path(path).name or path, total=count_records(path))
        yield lambda counts: progress.update(task, completed=counts.n_records)


def _report_import(counts: run.ImportCounts, failures: list[Failure]) -> None:
    for failure in failures[:_SHOWN_FAILURES]:
        err.print(f"{failure.source_id}, record {failure.record_id}: {failure.reason}", markup=False)
    if len(failures) > _SHOWN_FAILURES:
        err.print(f"... and {len(failures) - _SHOWN_FAILURES:,} more; 'dateline failures' lists all.")
    out.print(
        f"{counts.n_records:,} records: {counts.n_added:,} reports added, {counts.n_known:,} known already,"
        f" {counts.n_failed:,} failed."
    )


@situation_app.command("add", epilog="Example: `dateline --store mystore situation add mali.toml`")
def situation_add(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A situation file (TOML); docs/situations.md explains it.")
    ],
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Define a situation from a file, or redefine it."""
    situation = run.read_situation(file)
    with _store(store_dir) as store, store.write() as writer:
        is_changed = writer.put_situation(situation)
    if as_json:
        print_json({"situation": situation.situation_id, "title": situation.title, "changed": is_changed})
    else:
        out.print(
            f"Situation '{situation.situation_id}' {'defined' if is_changed else 'unchanged'}: {situation.title}",
            markup=False,
        )


@situation_app.command("list", epilog="Example: `dateline --store mystore situation list`")
def situation_list(store_dir: StoreDir = None, as_json: Json = False) -> None:
    """The situations in the store."""
    with _store(store_dir) as store:
        situations = store.list_situations()
    if as_json:
        print_json([{"situation": s.situation_id, "title": s.title, "countries": s.countries} for s in situations])
    for situation in situations if not as_json else ():
        out.print(f"{situation.situation_id:20} {situation.title}", markup=False)
    if not situations:
        err.print("No situations yet; 'dateline situation add FILE' defines one.")
        raise typer.Exit(NOTHING_FOUND)


@situation_app.command("show", epilog="Example: `dateline --store mystore situation show mali`")
def situation_show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The situation's name.")],
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What a situation looks for."""
    with _store(store_dir) as store:
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


@app.command(
    epilog='Example: `dateline brief mali --as-of 2025-11-07 --format html -o mali.html` · `dateline brief "Goma M23"`'
)
def brief(
    about: About,
    as_of: AsOf = "today",
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="terminal, md, html or json.")] = "terminal",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Write the brief on a situation or question, as of a moment."""
    from dateline.writers import WRITERS  # Jinja: 50 ms that other commands need not pay

    form = "json" if as_json else form
    if form not in WRITERS:
        raise UsageError(f"'{form}' is not a format.", hint=f"Choose one of {', '.join(WRITERS)}.")
    moment = parse_as_of(as_of, _now())
    with _store(store_dir) as store:
        written = run.write_brief(store, about, moment)
        near = run.near_situations(store, about) if written is None else []
    if written is None:
        _nothing_found(about, moment, near, as_json=as_json)
    if form == "terminal" and output is None and sys.stdout.isatty():
        from dateline.writers.terminal import write_terminal

        text = write_terminal(written, width=min(out.width, 110), colour=True)
    else:
        text = WRITERS[form](written)
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        _write_file(output, text)


def _nothing_found(about: str, moment: datetime, near: list[str], *, as_json: bool) -> NoReturn:
    message = f"Nothing found on '{about}' as of {moment.date().isoformat()}."
    if near:
        message += f" Did you mean the situation {' or '.join(near)}?"
    if as_json:
        print_json({"situation": about, "as_of": moment.date().isoformat(), "found": False, "near": near})
    err.print(message, markup=False)
    raise typer.Exit(NOTHING_FOUND)


def _write_file(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise run.broken_output(output, error) from error
    err.print(f"Wrote {output}", markup=False)


@app.command(epilog="Example: `dateline sources mali --as-of 2025-11-07`")
def sources(
    about: About,
    as_of: AsOf = "today",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many, the latest first.")] = 50,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """The reports behind a brief: every one that belongs to the situation, as of a moment."""
    moment = parse_as_of(as_of, _now())
    with _store(store_dir) as store:
        selection = run.select(store, about, moment)
        near = run.near_situations(store, about) if selection is None else []
    if selection is None:
        _nothing_found(about, moment, near, as_json=as_json)
    shown = [codec.article_to_dict(article) for article in reversed(selection.articles)][:limit]
    if as_json:
        print_json(
            {
                "situation": selection.situation.situation_id,
                "n_articles": len(selection.articles),
                "articles": shown,
            }
        )
        return
    table = Table("date", "outlet", "report", box=None, pad_edge=False)
    for article in shown:
        table.add_row(article["published_at"], ", ".join(article["outlets"]), article["title"] or article["text"][:160])
    out.print(table, markup=False)
    out.print(f"{len(shown):,} of {len(selection.articles):,} reports")


@app.command(epilog="Example: `dateline stats --json`")
def stats(store_dir: StoreDir = None, as_json: Json = False) -> None:
    """How much the store holds."""
    with _store(store_dir) as store:
        found = store.get_stats()
    if as_json:
        print_json({**_fields(found), "languages": dict(found.languages), "outlets": dict(found.outlets)})
        return
    out.print(
        f"{found.n_articles:,} reports, {found.first_at or '-'} to {found.last_at or '-'}, {found.n_undated:,} undated"
    )
    out.print(
        f"{found.n_readings:,} read, {found.n_observations:,} data rows, {found.n_situations:,} situations,"
        f" {found.n_failures:,} failures"
    )
    for label, counted in (("languages", found.languages), ("outlets", found.outlets[:10])):
        listed = ", ".join(f"{name or 'unknown'} {n:,}" for name, n in counted)
        out.print(f"{label}: {listed or '-'}", markup=False)


@app.command(epilog="Example: `dateline failures --limit 20`")
def failures(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many, the latest first.")] = 100,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Records that could not be used, with the reason and how they begin."""
    with _store(store_dir) as store:
        found = store.list_failures(limit)
    if as_json:
        print_json([_fields(failure) for failure in found])
    for failure in found if not as_json else ():
        out.print(
            f"{failure.source_id}, record {failure.record_id}: {failure.reason}\n    {failure.detail[:120]}",
            markup=False,
        )
    if not found:
        err.print("No failures.")
        raise typer.Exit(NOTHING_FOUND)


@measures_app.command("import", epilog="Example: `dateline measures import ucdp.csv --source 'UCDP GED 25.1'`")
def measures_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A tidy CSV; docs/measures.md gives its columns.")],
    source: Annotated[str, typer.Option("--source", help="Who made the data, as it is to be cited.")],
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Bring in rows of data, each with the day it became public."""
    with _store(store_dir) as store:
        n_added = run.import_measures(store, file, source)
    if as_json:
        print_json({"n_added": n_added})
    else:
        out.print(f"{n_added:,} rows added.")


@app.command("demo", epilog="Example: `dateline demo demo`")
def demo_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the demo store in.")] = Path("demo"),
    as_json: Json = False,
) -> None:
    """Make a store with the bundled reports and data on the Sahel, and write the brief on Mali from it."""
    from dateline.writers import WRITERS

    result = demo.build(folder, now=_now())
    if as_json:
        print_json({"store": str(folder), "files": [str(file) for file in result.files]})
        return
    sys.stdout.write(WRITERS["terminal"](result.brief))
    out.print("\nFiles:")
    for file in result.files:
        out.print(f"  {file}", markup=False)


@app.command("doctor", epilog="Example: `dateline doctor`")
def doctor_(store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Check this installation, and the store if one is named."""
    folder = store_dir or _State.store
    checks = doctor.check(Path.cwd(), folder)
    if as_json:
        print_json([_fields(check) for check in checks])
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


def _fields(record: object) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).__slots__}  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()

"""Reports: into a store, counted, and those that could not be used."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline import config, run
from dateline.cli.options import Json, StoreDir, count, fields, load_mapping, named_store, now
from dateline.records import Failure
from dateline.shell import NOTHING_FOUND, bar, err, out, print_json
from dateline.sources import count_records
from dateline.sources.columns import Mapping
from dateline.store import FILE_NAME, Store, open_store
from dateline.wire import write_stats

app = typer.Typer()
_SHOWN_FAILURES = 10


@app.command(epilog="Example: `dateline init mystore`")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the store in.")],
    as_json: Json = False,
) -> None:
    """Make a store: one folder with a database and its settings, nothing hidden elsewhere."""
    is_new = not (folder / FILE_NAME).exists()
    open_store(folder, create=True).close()
    config.write_config(folder)
    if as_json:
        print_json({"store": str(folder), "made": is_new})
        return
    made = f"Made a store in {folder}." if is_new else f"There is a store in {folder} already; it is unchanged."
    out.print(f"{made} Next: dateline --store {folder} import reports.jsonl", markup=False)


@app.command(
    "import",
    epilog="Example: `dateline --store mystore import reports.jsonl`  ·  `cat reports.jsonl | dateline import -`",
)
def import_(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files (JSONL, CSV, text, web pages, PDF, mail, WARC, WACZ, wiki dumps), folders of them, or '-' for"
            " JSONL on standard input.",
        ),
    ],
    columns: Annotated[
        str, typer.Option("--columns", metavar="NAME", help="Read columns as [columns.NAME] in dateline.toml says.")
    ] = "",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Bring reports into the store. Run it again: nothing is added twice, what was cut off is completed.

    A record that cannot be used is reported with its line and kept as a failure; the rest goes in.
    """
    totals, failures = run.ImportCounts(), list[Failure]()
    mapping = load_mapping(columns, store_dir) if columns else None
    with named_store(store_dir) as store:
        for path in paths:
            counts, failed = _import(store, path, mapping)
            totals, failures = run.add_counts(totals, counts), failures + failed
    if as_json:
        print_json({**fields(totals), "failures": [fields(failure) for failure in failures]})
    else:
        _report_import(totals, failures)
    if totals.n_added + totals.n_known == 0:
        raise typer.Exit(NOTHING_FOUND)


def _import(store: Store, path: str, mapping: Mapping | None) -> tuple[run.ImportCounts, list[Failure]]:
    total = count_records(path) if sys.stderr.isatty() else None
    with bar(Path(path).name or path) as tell:
        return run.import_path(
            store, path, now=now(), mapping=mapping, on_batch=lambda done: tell(done.n_records, total)
        )


def _report_import(counts: run.ImportCounts, failures: list[Failure]) -> None:
    for failure in failures[:_SHOWN_FAILURES]:
        err.print(f"{failure.source_id}, record {failure.record_id}: {failure.reason}", markup=False)
    if len(failures) > _SHOWN_FAILURES:
        err.print(f"... and {len(failures) - _SHOWN_FAILURES:,} more; 'dateline failures' lists all.")
    skipped = f", {counts.n_skipped:,} of the archive passed over" if counts.n_skipped else ""
    out.print(
        f"{count(counts.n_records, 'record')}: {count(counts.n_added, 'report')} added,"
        f" {counts.n_known:,} known already, {counts.n_failed:,} failed{skipped}."
    )


@app.command(epilog="Example: `dateline stats --json`")
def stats(store_dir: StoreDir = None, as_json: Json = False) -> None:
    """How much the store holds."""
    with named_store(store_dir) as store:
        found = store.get_stats()
    if as_json:
        print_json(write_stats(found))
        return
    out.print(
        f"{count(found.n_articles, 'report')}, {found.first_at or '-'} to {found.last_at or '-'},"
        f" {found.n_undated:,} undated"
    )
    out.print(
        f"{found.n_readings:,} read, {count(found.n_observations, 'data row')},"
        f" {count(found.n_situations, 'situation')}, {count(found.n_failures, 'failure')}"
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
    with named_store(store_dir) as store:
        found = store.list_failures(limit)
    if as_json:
        print_json([fields(failure) for failure in found])
    for failure in found if not as_json else ():
        out.print(
            f"{failure.source_id}, record {failure.record_id}: {failure.reason}\n    {failure.detail[:120]}",
            markup=False,
        )
    if not found:
        err.print("No failures.")

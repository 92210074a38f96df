"""Checking: claims held against the documents they are said to rest on, and whole texts against a store."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dateline import run
from dateline.cli.briefs import check_choice, form_of, write_out
from dateline.cli.lines import complain, filter_files, opened
from dateline.cli.options import AsOf, Json, StoreDir, named_store, now
from dateline.errors import DatelineError, UnreadableFile, UsageError
from dateline.moments import parse_as_of
from dateline.records import Audit
from dateline.shell import bar, out

app = typer.Typer()
ClaimPaths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH...", help="JSON lines of claims; - or nothing reads standard input."),
]


@app.command(epilog="Example: `dateline check claims.jsonl > verdicts.jsonl`")
def check(paths: ClaimPaths = None) -> None:
    """Claims in, a verdict out for each, a JSON line each, with a score, the evidence and the reasons.

    A claim is `{"id", "claim", "documents"}`; a document is a text, or has `id`, `text` and, where known, `outlet` and
    `published_at`. The verdict is supported, contradicted, not supported or not checkable. No store is needed.
    """
    filter_files(paths, "checking", lambda stream, name: run.check_stream(stream, name, on_failure=complain))


@app.command(epilog="Example: `dateline audit brief.txt --situation mali --as-of 2025-11-07 -o audit.html`")
def audit(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text; - reads standard input.")],
    situation: Annotated[
        str | None,
        typer.Option("--situation", metavar="NAME", help="Against the reports of a situation or question alone."),
    ] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option("--sources", metavar="PATH", help="Against files and folders, not a store; may be repeated."),
    ] = None,
    as_of: AsOf = "today",
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORM", help="terminal, html or json; else by the ending of -o FILE."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Hold anyone's text against the reports there are as of a moment: each claim gets a verdict, with the words that
    decide.

    What is marked: attribution lost, numbers off, dates wrong, stale facts, names and claims that nobody reports.
    """
    from dateline.writers.forms import AUDIT_WRITERS  # Jinja: 50 ms that other commands need not pay

    form = "json" if as_json else form or form_of(output)
    check_choice(form, "format", AUDIT_WRITERS)
    if sources and situation:
        raise UsageError("--sources and --situation exclude each other.", hint="A situation's reports are in a store.")
    found = _audit(_read_text(file), parse_as_of(as_of, now()), situation, sources or [], store_dir)
    text = _show(found) if form == "terminal" and output is None and sys.stdout.isatty() else AUDIT_WRITERS[form](found)
    write_out(text, output)


def _show(found: Audit) -> str:
    from dateline.writers.audit import write_audit_terminal

    return write_audit_terminal(found, width=min(out.width, 110), colour=True)


def _audit(text: str, moment: datetime, situation: str | None, paths: list[str], store_dir: str | None) -> Audit:
    with bar("auditing") as tell:
        try:
            if paths:
                articles = run.read_documents(paths, now(), complain)
                return run.audit_text(text, moment, store=None, about=None, articles=articles, tell=tell)
            with named_store(store_dir) as store:
                return run.audit_text(text, moment, store=store, about=situation, articles=(), tell=tell)
        except DatelineError:
            raise
        except ValueError as error:
            raise UsageError(
                f"This cannot be audited: {error}.", hint="Give a text and reports to hold it against."
            ) from error


def _read_text(file: str) -> str:
    with opened(file) as stream:
        try:
            return stream.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableFile(f"'{file}' is not UTF-8 text: {error.reason} at byte {error.start}.") from error

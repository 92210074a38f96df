"""Briefs, and the reports behind them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.table import Table

from dateline import codec, run
from dateline.cli.options import About, AsOf, Json, StoreDir, count, load_endpoint, named_store, now
from dateline.errors import UsageError
from dateline.moments import parse_as_of
from dateline.records import Brief
from dateline.shell import NOTHING_FOUND, err, out, print_json
from dateline.store import SqliteStore
from dateline.text import shorten

app = typer.Typer()
T = TypeVar("T")
LAST = "last"
_ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".json": "json", ".pdf": "pdf", ".docx": "docx"}
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Tell first what is new to a reader of the brief of that day, or of the 'last' kept.",
    ),
]
Keep = Annotated[
    bool, typer.Option("--keep", help="Keep this version; 'dateline versions list' shows those that are kept.")
]
Form = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="FORM", help="terminal, md, html, json, pdf or docx; else by the ending of -o FILE."
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")]
Length = Annotated[str, typer.Option("--length", metavar="NAME", help=f"How long it gets: {', '.join(run.LENGTHS)}.")]
Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="CODE",
        help=f"The language to write in: {', '.join(run.EDITIONS)}; sources keep their own words.",
    ),
]
Phrase = Annotated[
    bool, typer.Option("--phrase", help="Let the language model of the settings phrase; the checker reads after it.")
]


@app.command(
    epilog='Example: `dateline brief mali --as-of 2025-11-07 --format html -o mali.html` · `dateline brief "Goma M23"`'
)
def brief(
    about: About,
    as_of: AsOf = "today",
    form: Form = None,
    since: Since = None,
    length: Length = "standard",
    language: Language = "en",
    phrase: Phrase = False,
    keep: Keep = False,
    output: Output = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Write the brief on a situation or question, as of a moment."""
    form = check_form(form, output, as_json=as_json)
    check_choice(length, "length", run.LENGTHS)
    check_choice(language, "language", run.EDITIONS)
    if phrase and language != "en":
        raise UsageError("--phrase writes English only.", hint="Leave out --phrase or --language.")
    moment = parse_as_of(as_of, now())
    endpoint = load_endpoint(store_dir) if phrase else None

    def answer(store: SqliteStore) -> Brief | None:
        earlier = run.find_last(store, about).as_of if since == LAST else parse_as_of(since, now()) if since else None
        found = run.write_brief(store, about, moment, length, since=earlier, language=language)
        found = run.phrase(store, found, endpoint, now()) if found and endpoint else found
        if found and keep:
            kept, is_new = run.keep_brief(store, found, now())
            err.print(f"Version {kept.version_id} {'kept' if is_new else 'is kept already'}.", markup=False)
        return found

    print_brief(ask(about, moment, store_dir, answer, as_json), form, output)


def check_form(form: str | None, output: Path | None, *, as_json: bool) -> str:
    """The form to write in. Raises UsageError for one that is not known, or that no terminal can show."""
    from dateline.writers.forms import DOCUMENT_WRITERS, WRITERS  # Jinja: 50 ms that other commands need not pay

    form = "json" if as_json else form or form_of(output)
    check_choice(form, "format", {**WRITERS, **DOCUMENT_WRITERS})
    if form in DOCUMENT_WRITERS and output is None and sys.stdout.isatty():
        hint = f"Add -o brief.{form}, or send it on: ... --format {form} > brief.{form}."
        raise UsageError(f"A terminal cannot show {form.upper()}.", hint=hint)
    return form


def print_brief(written: Brief, form: str, output: Path | None) -> None:
    """The brief in a form, to the terminal or a file."""
    from dateline.writers.forms import DOCUMENT_WRITERS, WRITERS

    if form in DOCUMENT_WRITERS:
        write_bytes_out(DOCUMENT_WRITERS[form](written), output)
        return
    text = _show(written) if form == "terminal" and output is None and sys.stdout.isatty() else WRITERS[form](written)
    write_out(text, output)


def check_choice(name: str, what: str, known: Mapping[str, object]) -> None:
    """Raises UsageError for a name that is not known."""
    if name not in known:
        raise UsageError(f"'{name}' is not a {what}.", hint=f"Choose one of {', '.join(known)}.")


def _show(written: Brief) -> str:
    from dateline.writers.terminal import write_terminal

    return write_terminal(written, width=min(out.width, 110), colour=True)


def form_of(output: Path | None) -> str:
    """The form that a file's ending asks for."""
    ending = output.suffix.lower() if output else ""
    return _ENDINGS.get(ending, "terminal")


def ask(
    about: str, moment: datetime, store_dir: str | None, answer: Callable[[SqliteStore], T | None], as_json: bool
) -> T:
    """What the store answers; where no report does, that is said."""
    with named_store(store_dir) as store:
        found = answer(store)
        near = run.near_situations(store, about) if found is None else []
    if found is None:
        nothing_found(about, moment, near, as_json=as_json)
    return found


def nothing_found(about: str, moment: datetime, near: list[str], *, as_json: bool) -> NoReturn:
    """Say that no report answers a question, and what was perhaps meant."""
    message = f"Nothing found on '{about}' as of {moment.date().isoformat()}."
    if not near:
        message += " 'dateline stats' tells what the store holds."
    if near:
        message += f" Did you mean the situation {' or '.join(near)}?"
    if as_json:
        print_json({"situation": about, "as_of": moment.date().isoformat(), "found": False, "near": near})
    err.print(message, markup=False)
    raise typer.Exit(NOTHING_FOUND)


def write_out(text: str, output: Path | None) -> None:
    """Write to standard output, or to a file and say so. Raises BrokenWorldError."""
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    write_bytes_out(text.encode(), output)


def write_bytes_out(content: bytes, output: Path | None) -> None:
    """Write to standard output, or to a file and say so. Raises BrokenWorldError."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
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
    moment = parse_as_of(as_of, now())
    selection = ask(about, moment, store_dir, lambda store: run.select(store, about, moment), as_json)
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
    table = Table("date", "id", "outlet", "report", box=None, pad_edge=False)
    for article in shown:
        report = article["title"] or shorten(article["text"], 160)
        table.add_row(article["published_at"], article["article_id"], ", ".join(article["outlets"]), report)
    out.print(table, markup=False)
    out.print(f"{len(shown):,} of {count(len(selection.articles), 'report')}")

"""Timelines and backgrounds: of a situation in the store, or of articles as a filter."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from dateline import codec, run
from dateline.cli.briefs import ask
from dateline.cli.lines import STDIN, complain, opened
from dateline.cli.options import About, AsOf, Json, StoreDir, count, now
from dateline.moments import parse_as_of, parse_days
from dateline.records import Told
from dateline.shell import NOTHING_FOUND, out, print_json
from dateline.wire import is_telling, write_background, write_entry, write_episode

app = typer.Typer()
Name = Annotated[
    str,
    typer.Argument(
        metavar="SITUATION|QUESTION",
        help="A situation or question of the store; - or nothing reads JSON lines of articles from standard input.",
    ),
]

Days = Annotated[
    int | None,
    typer.Option(
        "--dates",
        "--lines",
        metavar="N",
        min=1,
        help="So many days; else 20 of a store, of articles as many as matter.",
    ),
]
Sentences = Annotated[
    int, typer.Option("--sentences", metavar="K", min=1, max=50, help="At most so many sentences a day.")
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Nothing before this day, month or year.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Nothing after this day, month or year.")]


@app.command(
    epilog="Example: `dateline timeline mali --from 2012 --lines 20`  ·  `dateline timeline --dates 9 < articles.jsonl`"
)
def timeline(
    about: Name = STDIN,
    n_days: Days = None,
    n_sentences: Sentences = 1,
    first: From = None,
    last: To = None,
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """The days that matter in a crisis, each with the sentences that say what happened, in reports' own words.

    As a filter: articles with `text` and `published_at` in, a JSON line `{"date", "text", "evidence"}` a day out.
    """
    moment = parse_as_of(as_of, now())
    wanted = run.Wanted(
        n_days=n_days,
        n_sentences=n_sentences,
        first=parse_days(first)[0] if first else None,
        last=parse_days(last)[1] if last else None,
    )
    if about == STDIN:
        entries = run.write_timeline(_read_input(moment), wanted)
    else:
        entries = ask(about, moment, store_dir, lambda store: run.chronicle(store, about, moment, wanted), as_json)
    lines = [write_entry(one) for one in entries]
    if about == STDIN:
        _write_lines(lines)
    elif as_json:
        print_json(lines)
    else:
        for line in lines:
            out.print(f"{line['date']}  {line['text']}", markup=False)
    if not lines:
        raise typer.Exit(NOTHING_FOUND)


@app.command(epilog="Example: `dateline background mali --as-of 2025-11-07 --words 150`")
def background(
    about: Name = STDIN,
    n_words: Annotated[int, typer.Option("--words", metavar="N", min=10, help="At most so many words.")] = 150,
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What a newcomer has to know first as of a day, in sentences of the reports until then.

    As a filter: articles with `text` and `published_at` in, one JSON line `{"text", "dates", "evidence"}` out.
    """
    moment = parse_as_of(as_of, now())
    if about == STDIN:
        found = run.write_background(_read_input(moment), n_words=n_words)
    else:
        found = ask(about, moment, store_dir, lambda store: run.summarise(store, about, moment, n_words), as_json)
    if not found:
        raise typer.Exit(NOTHING_FOUND)
    line = write_background(found)
    if about == STDIN:
        _write_lines([line])
    elif as_json:
        print_json(line)
    else:
        for one in found:
            out.print(f"{one.published}  {one.span.quote}", markup=False)


@app.command(epilog="Example: `dateline episodes mali --as-of 2025-11-07`")
def episodes(
    about: About,
    is_all: Annotated[
        bool, typer.Option("--all", help="Also what one report told of long ago and no other since.")
    ] = False,
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What began and went on: blockades, curfews, ceasefires, talks, outbreaks; since when, and until when."""
    moment = parse_as_of(as_of, now())
    found = ask(about, moment, store_dir, lambda store: run.list_episodes(store, about, moment), as_json)
    lines = [write_episode(one, moment.date()) for one in found if is_all or is_telling(one, moment.date())]
    if as_json:
        print_json(lines)
    for line in lines if not as_json else ():
        until = line["ended"] or f"{line['state']}, last reported on {line['last_reported']}"
        out.print(f"{line['started']} - {until}: {line['name']} ({count(line['days'], 'day')})", markup=False)
        for span in line["evidence"]:
            out.print(f"    {span.quote}", markup=False)
    if not lines:
        raise typer.Exit(NOTHING_FOUND)


def _read_input(moment: datetime) -> list[Told]:
    with opened(STDIN) as stream:
        return run.tell_lines(stream, STDIN, moment, on_failure=complain)


def _write_lines(lines: Sequence[dict[str, Any]]) -> None:
    for line in lines:
        sys.stdout.write(codec.encode(line) + "\n")

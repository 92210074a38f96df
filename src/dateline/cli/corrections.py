"""What is wrong, said once: titles of stories, actors and places of reports; and the log of every decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from dateline import run, wire
from dateline.cli.options import Json, StoreDir, named_store, now
from dateline.cli.stories import Vectors, bring_up_to_date, print_logged
from dateline.errors import UsageError
from dateline.gazetteer import country_name
from dateline.records import Correction, KnownActor, KnownPlace, Mention, Place
from dateline.shell import NOTHING_FOUND, err, out, print_json
from dateline.store import Store

correct = typer.Typer(
    help="Say what is wrong: a story's title, an actor, a place.", no_args_is_help=True, rich_markup_mode="markdown"
)
log = typer.Typer(help="Everything that was decided, and taken back.", rich_markup_mode="markdown")
Report = Annotated[str, typer.Argument(metavar="REPORT", help="The report's id; 'dateline sources' shows it.")]
Words = Annotated[str, typer.Argument(metavar="WORDS", help="The words as they stand in the report.")]
Everywhere = Annotated[
    bool,
    typer.Option("--everywhere", help="In every report where the same words are read so, not in this one only."),
]
Was = Annotated[
    str | None, typer.Option("--was", metavar="ID", help="Which is wrong, where the words are read as several.")
]


@correct.command("rename", epilog="Example: `dateline correct rename s1a2b3c4d5e6f 'The blockade of Léré'`")
def rename(
    story: Annotated[str, typer.Argument(metavar="STORY", help="A story, or a report in it.")],
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What it is to be called.")],
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Give a story a title of your own; it holds through updates, merges and splits."""
    with named_store(store_dir) as store:
        _print_noted(store, run.rename_story(store, story, title, now()), as_json)


@correct.command("actor", epilog="Example: `dateline correct actor REPORT 'the ministry' --to mli-gov-defence`")
def actor(
    report: Report,
    words: Words,
    to: Annotated[str | None, typer.Option("--to", metavar="ID", help="The actor that they stand for.")] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="They stand for nobody.")] = False,
    everywhere: Everywhere = False,
    was: Was = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Say whom words of a report stand for."""
    _require_one(to, nobody, "--nobody")
    with named_store(store_dir) as store:
        made = run.correct_actor(store, report, words, to, now=now(), everywhere=everywhere, was=was)
        _print_noted(store, made, as_json)


@correct.command("place", epilog="Example: `dateline correct place REPORT Gao --to 2457163 --everywhere`")
def place(
    report: Report,
    words: Words,
    to: Annotated[
        str | None, typer.Option("--to", metavar="ID", help="The GeoNames id, or coordinates: 16.27,-0.04.")
    ] = None,
    nowhere: Annotated[bool, typer.Option("--nowhere", help="They name no place.")] = False,
    everywhere: Everywhere = False,
    was: Was = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Say which place words of a report name."""
    _require_one(to, nowhere, "--nowhere")
    with named_store(store_dir) as store:
        made = run.correct_place(store, report, words, to, now=now(), everywhere=everywhere, was=was)
        _print_noted(store, made, as_json)


@correct.command("show", epilog="Example: `dateline correct show REPORT`")
def show(report: Report, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """What words of a report are read as: its actors and places, with their ids."""
    with named_store(store_dir) as store:
        found = run.list_words(store, report, now())
    if as_json:
        actors, places = [_write(one) for one in found.actors], [_write(one) for one in found.places]
        print_json({"report": found.article.article_id, "actors": actors, "places": places})
        return
    out.print(found.article.text, markup=False)
    _print_words("Actors", found.actors)
    _print_words("Places", found.places)


@correct.command("find", epilog="Example: `dateline correct find 'ministry of defence mali'`")
def find(
    name: str,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many of each.")] = 10,
    as_json: Json = False,
) -> None:
    """Actors and places by name, with the ids that `--to` takes. No store is needed."""
    actors, places = run.look_up_actors(name, limit), run.look_up_places(name, limit)
    if as_json:
        print_json({"actors": actors, "places": places})
    elif actors or places:
        _print_list("Actors", [_say_actor(one) for one in actors])
        _print_list("Places", [_say_place(one) for one in places])
    if not actors and not places:
        err.print("No actor and no place of that name is known.")
        raise typer.Exit(NOTHING_FOUND)


@log.callback(invoke_without_command=True, epilog="Example: `dateline corrections --all`")
def corrections(
    context: typer.Context,
    is_all: Annotated[bool, typer.Option("--all", help="Also what was taken back.")] = False,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Everything that was decided about stories, situations, actors and places, the latest first."""
    if context.invoked_subcommand is not None:
        return
    with named_store(store_dir) as store:
        found = [one for one in run.list_log(store) if is_all or one.correction.undone_at is None]
    if as_json:
        print_json([wire.write_logged(one) for one in found])
    for one in found if not as_json else ():
        print_logged(one)
    if not found:
        err.print("No corrections.")
        raise typer.Exit(NOTHING_FOUND)


@log.command("undo", epilog="Example: `dateline corrections undo 3`")
def undo(number: int, vectors: Vectors = True, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Take a decision of any kind back, by its number."""
    with named_store(store_dir) as store:
        since = run.undo(store, number, now())
        if since is not None:
            bring_up_to_date(store, with_meaning=vectors, since=since)
    if as_json:
        print_json({"undone": number})
    else:
        out.print(f"Correction {number} taken back.")


def _require_one(to: str | None, is_none: bool, flag: str) -> None:
    if (to is None) != is_none or to == "":
        raise UsageError("It is not said what the words stand for.", hint=f"Give either --to ID or {flag}.")


def _print_noted(store: Store, made: Correction, as_json: bool) -> None:
    noted = next(one for one in run.list_log(store) if one.correction.number == made.number)
    if as_json:
        print_json(wire.write_logged(noted))
    else:
        out.print(f"Noted as {made.number}. {noted.words}", markup=False)


def _write(one: Mention | Place) -> dict[str, Any]:
    return {"words": one.span.quote, "start": one.span.start, "id": _id(one), "name": one.name, "country": one.country}


def _id(one: Mention | Place) -> str:
    return one.actor_id if isinstance(one, Mention) else one.geonames_id


def _print_words(heading: str, found: Sequence[Mention | Place]) -> None:
    lines = (f"“{one.span.quote}”: {f'{one.name} ({_id(one)})' if _id(one) else '-'}" for one in found)
    _print_list(heading, list(dict.fromkeys(lines)))


def _print_list(heading: str, lines: Sequence[str]) -> None:
    if lines:
        out.print(heading, style="bold")
    for line in lines:
        out.print(f"  {line}", markup=False)


def _say_actor(one: KnownActor) -> str:
    about = ", ".join(part for part in (one.role or one.kind.value, country_name(one.country)) if part)
    return f"{one.actor_id:28} {one.name} ({about})"


def _say_place(one: KnownPlace) -> str:
    where = ", ".join(part for part in (one.admin1, country_name(one.country)) if part)
    people = f", {one.population:,} people" if one.population else ""
    return f"{one.geonames_id:28} {one.name} ({where}; {one.lat:.2f}, {one.lon:.2f}; {one.feature}{people})"

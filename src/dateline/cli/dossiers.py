"""One actor, one place, one outlet: what is known of it; who reports on a situation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeVar

import typer

from dateline import run, wire
from dateline.cli.briefs import ask
from dateline.cli.options import About, AsOf, Json, StoreDir, count, named_store, now
from dateline.cli.relations import say_bond
from dateline.errors import UsageError
from dateline.gazetteer import country_name
from dateline.moments import parse_as_of
from dateline.records import Article, Heading
from dateline.shell import NOTHING_FOUND, err, out, print_json
from dateline.text import shorten

app = typer.Typer()
T = TypeVar("T")
_N_LISTED = 10  # that a name may mean
_N_SHOWN = 5  # deeds, remarks and the like, for people
_N_OUTLETS = 15


@dataclass(frozen=True, slots=True)
class _Asked:
    """What kind of thing was asked for, under which name and as of when."""

    what: str
    name: str
    moment: datetime


@app.command(epilog='Example: `dateline actor "Assimi Goïta" --as-of 2025-11-07`')
def actor(
    name: Annotated[str, typer.Argument(metavar="ID|NAME", help="The id of an actor, or a name of it.")],
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What is known of an actor: names, offices, what it said and did, its relations, who it appears with."""
    moment = parse_as_of(as_of, now())
    with named_store(store_dir) as store:
        key = _choose("actor", name, run.find_actors(store, name, moment))
        found = run.read_actor(store, key, moment) if key else None
    _tell(found, _Asked("actor", name, moment), wire.write_actor if as_json else None, _print_actor)


@app.command(epilog="Example: `dateline place Timbuktu --as-of 2025-11-07`")
def place(
    name: Annotated[str, typer.Argument(metavar="ID|NAME", help="A GeoNames id, or a name of a place.")],
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What is known of a place: where it is, what happened there, who was active, what lies near."""
    moment = parse_as_of(as_of, now())
    with named_store(store_dir) as store:
        key = _choose("place", name, run.find_places(store, name, moment))
        found = run.read_place(store, key, moment) if key else None
    _tell(found, _Asked("place", name, moment), wire.write_place if as_json else None, _print_place)


@app.command(epilog='Example: `dateline outlet "Al Jazeera" --as-of 2025-11-07`')
def outlet(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of an outlet, or the id of a feed.")],
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What is known of an outlet: who owns it, what it brings, how much is copied, how its feeds are."""
    moment = parse_as_of(as_of, now())
    with named_store(store_dir) as store:
        found = run.read_source(store, name, moment)
    _tell(found, _Asked("outlet", name, moment), wire.write_source if as_json else None, _print_source)


@app.command(epilog="Example: `dateline coverage mali --as-of 2025-11-07`")
def coverage(about: About, as_of: AsOf = "today", store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Who reports on a situation: outlets with country and owner, own texts, months, days without any report."""
    moment = parse_as_of(as_of, now())
    found = ask(about, moment, store_dir, lambda store: run.cover(store, about, moment), as_json)
    if as_json:
        print_json(wire.write_cover(found))
    else:
        _print_cover(found)


def _choose(what: str, name: str, found: Sequence[Heading]) -> str | None:
    """The key that a name means. Raises UsageError that lists them where it means several."""
    if len(found) <= 1:
        return found[0].key if found else None
    same = [one for one in found if one.key == name]
    if same:
        return same[0].key
    listed = "; ".join(_say(one) for one in found[:_N_LISTED])
    raise UsageError(f"'{name}' means {len(found)} {what}s.", hint=f"Name one by its id: {listed}.")


def _say(one: Heading) -> str:
    where = ", ".join(filter(None, (one.naming.detail, country_name(one.naming.country) if one.naming.country else "")))
    return f"{one.key} ({one.naming.name}{', ' if where else ''}{where}; {count(one.n_reports, 'report')})"


def _tell(
    found: T | None, asked: _Asked, write: Callable[[T], dict[str, Any]] | None, show: Callable[[T], None]
) -> None:
    """What was found, as JSON where there is `write`, else for people; that nothing was, where that is so."""
    if found is not None:
        return print_json(write(found)) if write else show(found)
    if write:
        print_json({asked.what: asked.name, "as_of": asked.moment.date().isoformat(), "found": False})
    err.print(
        f"No report names the {asked.what} '{asked.name}' as of {asked.moment.date()}."
        " 'dateline prepare' reads the reports that were not read yet.",
        markup=False,
    )
    raise typer.Exit(NOTHING_FOUND)


def _print_actor(found: run.ActorDossier) -> None:
    about = ", ".join(filter(None, (found.kind.value.replace("_", " "), country_name(found.country))))
    out.print(f"{found.name} ({about})  {found.actor_id}", markup=False)
    out.print(f"{count(found.n_reports, 'report')}; told from the latest {found.n_read:,}")
    _list("Names", [", ".join(f"{name} {n:,}" for name, n in found.names[:_N_LISTED])])
    _list("Offices", [f"{one.role}: {one.first} to {one.last}" for one in found.roles[:_N_SHOWN]])
    _list("Said", [f"{one.day}  {one.modality.value}: {shorten(one.content, 200)}" for one in found.said[:_N_SHOWN]])
    _list("Did", [_say_deed(one) for one in found.did[:_N_SHOWN]])
    _list("Was done to it", [_say_deed(one) for one in found.suffered[:_N_SHOWN]])
    _list("Relations", [say_bond(one) for one in found.relations[:_N_LISTED]])
    _list("With", [_say_tallies(found.actors)])
    _list("Places", [_say_tallies(found.places)])
    _list("Situations", [", ".join(found.situations)])
    _list("Latest reports", [_say_report(one) for one in found.latest[:_N_SHOWN]])


def _print_place(found: run.PlaceDossier) -> None:
    where = ", ".join(filter(None, (found.admin1, country_name(found.country))))
    point = f"  {found.lat:.3f}, {found.lon:.3f}" if found.lat is not None and found.lon is not None else ""
    out.print(f"{found.name} ({where}){point}  {found.geonames_id}", markup=False)
    out.print(f"{count(found.n_reports, 'report')}; told from the latest {found.n_read:,}")
    _list(f"Events ({found.n_events:,})", [_say_deed(one) for one in found.events[:_N_SHOWN]])
    _list("Active there", [", ".join(f"{side.name} {n:,}" for side, n in found.active)])
    _list("Named with", [_say_tallies(found.actors)])
    _list("Near", [f"{one.place.naming.name}, {one.km:.0f} km: {count(one.n_events, 'event')}" for one in found.near])
    _list("Situations", [", ".join(found.situations)])
    _list("Latest reports", [_say_report(one) for one in found.latest[:_N_SHOWN]])


def _print_source(found: run.SourceDossier) -> None:
    behind = ", ".join(filter(None, (found.country, found.owner, "agency" if found.is_agency else "")))
    out.print(f"{found.name} ({behind})", markup=False)
    share = f"{found.n_copies:,} copies and {found.n_agency:,} of agencies among the latest {found.n_read:,}"
    out.print(f"{count(found.n_reports, 'report')}; {share}")
    _list("Languages", [_say_tallies(found.languages)])
    _list("Names", [_say_tallies(found.actors)])
    _list("Feeds", [f"{one.health.feed.feed_id}: {one.health.status} {one.health.alarm}" for one in found.feeds])
    _list("First told here", [f"{one.story_id}  {_say_report(one.article)}" for one in found.first_told])
    _list("Failures", [f"{one.record_id}: {one.reason}" for one in found.failures[:_N_SHOWN]])
    _list("Latest reports", [_say_report(one) for one in found.latest[:_N_SHOWN]])


def _print_cover(found: run.Cover) -> None:
    reports = f"{count(found.n_reports, 'report')}, {count(found.n_origins, 'independent origin')}"
    out.print(f"{found.situation.title}: {reports} from {count(len(found.outlets), 'outlet')}", markup=False)
    for one in found.outlets[:_N_OUTLETS]:
        behind = ", ".join(filter(None, (one.country, one.owner if one.owner != "unknown" else "")))
        name = f"{one.name or 'unnamed outlet'}{f' ({behind})' if behind else ''}"
        silent = "  silent since" if one.is_silent else ""
        out.print(f"{name:45} {one.n_reports:5} {one.n_own:5} own  {one.first} to {one.last}{silent}", markup=False)
    _list("Languages", [", ".join(f"{name} {n:,}" for name, n in found.languages)])
    _list("Silent feeds", [f"{name} since {day}" for name, day in found.quiet_feeds])
    without = f"Days without a report: {found.n_days_without:,} of {found.n_days:,}"
    _list(without, [f"{first} to {last}" for first, last in found.gaps[:_N_SHOWN]])


def _list(heading: str, lines: Sequence[str]) -> None:
    shown = [line for line in lines if line]
    if shown:
        out.print(heading, style="bold", markup=False)
    for line in shown:
        out.print(f"    {line}", markup=False)


def _say_deed(one: run.Act) -> str:
    return f"{one.day}  {one.type} {one.modality.value}: {shorten(one.evidence.quote, 200)}"


def _say_tallies(tallies: Sequence[run.Tally]) -> str:
    return ", ".join(f"{one.heading.naming.name} {one.n_reports:,}" for one in tallies)


def _say_report(one: Article) -> str:
    return f"{one.published_at:%Y-%m-%d}  {one.outlet or 'unnamed outlet'}: {shorten(one.title or one.text, 120)}"

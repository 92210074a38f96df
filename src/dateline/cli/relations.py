"""How the actors of a situation stand to each other, how that changed, and where its events spread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from dateline import run
from dateline.cli.briefs import ask
from dateline.cli.options import About, AsOf, Json, StoreDir, count, now
from dateline.gazetteer import country_name
from dateline.moments import parse_as_of
from dateline.records import Bond, Course, EpisodeState, Handover, RelationKind
from dateline.shell import NOTHING_FOUND, out, print_json
from dateline.wire import list_bond_claims, list_steps, write_course, write_related, write_spread

app = typer.Typer()
_BARS = "▁▂▃▄▅▆▇█"  # the score of a month, from -10 to 10
_VERBS = {
    RelationKind.LEADS: "leads",
    RelationKind.MEMBER: "member of",
    RelationKind.ALLY: "ally of",
    RelationKind.HOSTS: "hosts forces of",
    RelationKind.AT_WAR: "at war with",
    RelationKind.SANCTIONS: "sanctions",
    RelationKind.RECOGNISES: "recognises",
    RelationKind.MEDIATES: "mediates for",
}
_HEADINGS = {
    EpisodeState.ONGOING: "So as of {day}",
    EpisodeState.SILENT: "No report for long",
    EpisodeState.ENDED: "Ended or suspended",
}
All = Annotated[bool, typer.Option("--all", help="Also of others than the situation's own countries and actors.")]
Quotes = Annotated[bool, typer.Option("--quotes", help="With the sentences that say so.")]


@app.command(epilog="Example: `dateline relations mali --as-of 2025-11-07 --quotes`")
def relations(
    about: About,
    kinds: Annotated[
        list[RelationKind] | None, typer.Option("--kind", help="Only relations of this kind; may be given again.")
    ] = None,
    has_quotes: Quotes = False,
    is_all: All = False,
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Who leads, hosts, joins, recognises, sanctions, fights whom as of a day, since when, and who replaced whom."""
    moment = parse_as_of(as_of, now())
    related = ask(about, moment, store_dir, lambda store: run.relate(store, about, moment, is_all=is_all), as_json)
    bonds = [bond for bond in related.bonds if not kinds or bond.kind in kinds]
    changes = [change for change in related.handovers if not kinds or change.into[0].kind in kinds]
    if as_json:
        print_json(write_related(related, moment.date(), kinds))
    else:
        _print_bonds(bonds, moment.date(), has_quotes=has_quotes)
        _print_handovers(changes, has_quotes=has_quotes)
    if not bonds:
        raise typer.Exit(NOTHING_FOUND)


@app.command(epilog="Example: `dateline cooperation mali --as-of 2025-11-07 --pairs 5`")
def cooperation(
    about: About,
    n_pairs: Annotated[int, typer.Option("--pairs", metavar="N", min=1, help="So many pairs, the busiest first.")] = 10,
    is_all: All = False,
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What pairs of actors did to each other month by month, from -10 (war) to 10 (help), and when that turned."""
    moment = parse_as_of(as_of, now())
    found = ask(about, moment, store_dir, lambda store: run.follow(store, about, moment, is_all=is_all), as_json)
    if as_json:
        print_json([write_course(course) for course in found[:n_pairs]])
    for course in found[:n_pairs] if not as_json else ():
        _print_course(course)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


@app.command(epilog="Example: `dateline spread mali --as-of 2025-11-07`")
def spread(
    about: About,
    n_regions: Annotated[
        int, typer.Option("--regions", metavar="N", min=1, help="So many regions, the most hit first.")
    ] = 15,
    as_of: AsOf = "today",
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Where the events of a situation are, region by region, and which neighbours were drawn in."""
    moment = parse_as_of(as_of, now())
    found = ask(about, moment, store_dir, lambda store: run.trace(store, about, moment), as_json)
    regions = found.regions[:n_regions]
    if as_json:
        print_json(write_spread(found, n_regions))
    else:
        for one in regions:
            name = ", ".join(filter(None, (one.admin1, country_name(one.country))))
            out.print(f"{name:40} {one.n_events:5}  {one.first.day} - {one.last.day}", markup=False)
        for country, site in found.neighbours:
            out.print(f"\nDrawn in: {country_name(country)}, {site.day}: {site.excerpt.text}", markup=False)
    if not regions:
        raise typer.Exit(NOTHING_FOUND)


def _print_bonds(bonds: Sequence[Bond], today: date, *, has_quotes: bool) -> None:
    for state, heading in _HEADINGS.items():
        shown = [bond for bond in bonds if run.tell_bond(bond, today) is state]
        if shown:
            out.print(heading.format(day=today), style="bold")
        for bond in shown:
            out.print(f"  {say_bond(bond)}", markup=False)
            for claim in list_bond_claims(bond) if has_quotes else ():
                out.print(f"      {claim.excerpt.day}: {claim.excerpt.text}", markup=False)


def say_bond(bond: Bond) -> str:
    """A relation in a line."""
    role = f" ({bond.role})" if bond.role else ""
    after = f", after {bond.replaces.name}" if bond.replaces is not None else ""
    told = f"{bond.left.name} - {_VERBS[bond.kind]} - {bond.right.name}{role}"
    times = []
    if bond.begun is not None:
        times.append(f"since {bond.begun.day}")
    elif bond.first is not bond.ended:
        times.append(f"reported from {bond.first.excerpt.day}")
    if bond.ended is not None:
        word = "suspended" if bond.ended.relation.trigger.quote.casefold().startswith("suspen") else "ended"
        times.append(f"{word} {'by ' if run.is_over_by(bond) else ''}{bond.ended.day}")
    else:
        times.append(f"last reported on {bond.last.excerpt.day}")
    return f"{told}: {', '.join(times)}{after} ({count(bond.n_reports, 'report')})"


def _print_handovers(changes: Sequence[Handover], *, has_quotes: bool) -> None:
    if changes:
        out.print("Changes", style="bold")
    for change in changes:
        gone = [f"{bond.other(change.of).name} ({_tell_end(bond)})" for bond in change.out]
        came = [f"{bond.other(change.of).name} ({bond.came.day})" for bond in change.into]
        out.print(f"  {change.of.name}: out {', '.join(gone)}; in {', '.join(came)}", markup=False)
        for claim in list_steps(change) if has_quotes else ():
            out.print(f"      {claim.excerpt.day}: {claim.excerpt.text}", markup=False)


def _tell_end(bond: Bond) -> str:
    if bond.ended is None:
        return "day not known"
    return f"{'by ' if run.is_over_by(bond) else ''}{bond.ended.day}"


def _print_course(course: Course) -> None:
    bars = "".join(_BARS[min(7, int((month.score + 10) / 2.5))] for month in course.months)
    first, last = course.months[0].month, course.months[-1].month
    out.print(f"{course.left.name} - {course.right.name}: {count(course.n_deeds, 'deed')}", markup=False)
    out.print(f"    {first:%Y-%m} {bars} {last:%Y-%m}", markup=False)
    for turn in course.turns:
        out.print(f"    {turn.month:%Y-%m}: {turn.before:+.1f} before, {turn.after:+.1f} after", markup=False)

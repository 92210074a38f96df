"""Who rules and whom they followed; which partners in security went and which came: computed from dated relations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from dateline.briefs.counting import counts
from dateline.briefs.material import Entry, Material, Told, computed, quote
from dateline.editions import Edition
from dateline.gazetteer import load_by_iso3, load_countries
from dateline.records import Bond, Claim, Handover, Party, RelationKind, Row, Sentence

RECENT = timedelta(days=5 * 365)  # what changed before is history: other sentences tell it where it matters
LEAST_REPORTS = 3  # that name a ruler as such before a brief does
FRESH = timedelta(days=240)  # since the last of them: nine of ten gaps in ten years of event lines are shorter
_COUP = "seizure_of_power"  # a class of act in languages/en/cues.toml
_ELECTED = re.compile(r"elect|w[io]n", re.IGNORECASE)  # whoever is elected is not in office yet
_SECURITY = frozenset([RelationKind.HOSTS, RelationKind.ALLY])
N_PARTNERS = 3  # named of those that went, and of those that came: the last of each
# Offices that rule a state, the first that is held counts.
RULING = ("president", "king", "queen", "emir", "sultan", "prime minister", "chancellor", "leader")


def write_changes(material: Material, told: Told) -> list[Entry]:
    """The sentences on offices and partners of the situation's countries.

    `told` grows by the report of who came to office: that sentence says it all. How partners went and came is worth
    quoting besides.
    """
    entries = []
    for country in sorted(_own_countries(material)):
        ruler, partners = _find_ruler(country, material), _write_partners(country, material)
        if ruler is not None and ruler.into[0].begun is not None:
            entries.append(Entry(8.0, _write_ruler(ruler, material)))
            told.add(ruler.into[0].begun.excerpt)
        if partners is not None:
            entries.append(Entry(8.2, partners))
    return entries


def _own_countries(material: Material) -> frozenset[str]:
    return frozenset(load_countries()[iso2].iso3 for iso2 in material.situation.countries)


def _find_ruler(country: str, material: Material) -> Handover | None:
    """How whoever holds the first office of a state came to it; only where reports say since when and after whom."""
    holders = [bond for bond in material.bonds if _rules(bond, country)]
    ruler = min(holders, key=lambda bond: (_rank(bond), -bond.came.day.toordinal()), default=None)
    if ruler is None or ruler.begun is None or material.today - ruler.begun.day > RECENT:
        return None
    if (
        ruler.n_reports < LEAST_REPORTS
        or _is_doubtful(ruler, material)
        or _ELECTED.match(ruler.came.relation.trigger.quote)
    ):
        return None
    found = next((one for one in material.handovers if ruler in one.into), None)
    return None if found is None or _is_one_name(ruler, found.out[-1]) else found


def _is_one_name(one: Bond, other: Bond) -> bool:
    """Whether two holders share a surname: often two names of one person ("Benigno" and "Noynoy" Aquino)."""
    return one.left.name.split()[-1:] == other.left.name.split()[-1:]


def _is_doubtful(ruler: Bond, material: Material) -> bool:
    """Whether power may have changed hands since the last report that names the ruler, or another is said to rule."""
    if material.today - ruler.last.excerpt.day > FRESH:
        return True
    later = (one for one in material.since(ruler.last.excerpt.day) if one.day > ruler.last.excerpt.day)
    if any(_COUP in one.passage.acts and material.is_about(one) for one in later):
        return True
    others = (one for one in material.bonds if _rules(one, ruler.right.key, is_begun=False))
    rivals = (one for one in others if one.left.key != ruler.left.key and _rank(one) == _rank(ruler))
    return any(one.last.day > ruler.came.day for one in rivals)


def _write_ruler(change: Handover, material: Material) -> Sentence:
    ruler, before = change.into[0], change.out[-1]
    came = ruler.came
    row: Row = (
        ("holder", ruler.left.name),
        ("office", ruler.role),
        ("of", ruler.right.name),
        ("since", came.day.isoformat()),
        ("after", before.left.name),
        ("last_reported", ruler.last.day.isoformat()),
        ("n_reports", ruler.n_reports),
    )
    edition = material.edition
    text = edition.say(
        "happening.ruler",
        holder=ruler.left.name,
        office=edition.label(ruler.role),
        of_country=edition.of(load_by_iso3()[ruler.right.key]),
        day=came.day,
        before=before.left.name,
    )
    return _compute(text, [came, before.ended or came, ruler.last], (row,), material)


def _rules(bond: Bond, country: str, *, is_begun: bool = True) -> bool:
    """Whether a bond is of who rules a state; `is_begun`: and since when is told."""
    is_office = bond.kind is RelationKind.LEADS and _rank(bond) < len(RULING) and bond.ended is None
    return is_office and bond.right.key == country and (bond.begun is not None or not is_begun)


def _rank(bond: Bond) -> int:
    """The place of an office among those that rule, whether it is held for good or for a while ("interim")."""
    return next((at for at, office in enumerate(RULING) if f" {bond.role}".endswith(f" {office}")), len(RULING))


def _write_partners(country: str, material: Material) -> Sentence | None:
    """Which allies and foreign forces went, and which came as they did."""
    changes = (one for one in reversed(material.handovers) if one.into[0].kind is not RelationKind.LEADS)
    change = next((one for one in changes if one.of.key == country), None)
    if change is None:
        return None
    gone = _first((bond.other(change.of), bond.ended) for bond in change.out if bond.ended is not None)
    came = _first((bond.other(change.of), bond.came) for bond in change.into)
    if _left_since(change, material):
        return None
    steps = [claim for _, claim in (*gone, *came)]
    if material.today - max(claim.day for claim in steps) > RECENT:
        return None
    rows = [_row("went", party, claim) for party, claim in gone] + [_row("came", party, claim) for party, claim in came]
    edition = material.edition
    listed = {"gone": _list(gone, edition), "came": _list(came, edition)}
    text = edition.say("happening.partners", of_country=edition.of(load_by_iso3()[change.of.key]), **listed)
    return _compute(text, steps, tuple(rows), material)


def _left_since(change: Handover, material: Material) -> bool:
    """Whether another partner went after those of a change: it would be told of the wrong ones."""
    partners = (bond for bond in material.bonds if bond.kind in _SECURITY and bond.ended is not None)
    last = max(bond.ended.day for bond in change.out if bond.ended is not None)
    own = (bond for bond in partners if change.of.key in (bond.left.key, bond.right.key))
    return any(bond.ended is not None and bond.ended.day > last for bond in own)


def _first(sides: Iterable[tuple[Party, Claim]]) -> list[tuple[Party, Claim]]:
    """Each party with its first step, the last parties."""
    found: dict[str, tuple[Party, Claim]] = {}
    for party, claim in sides:
        found.setdefault(party.key, (party, claim))
    return list(found.values())[-N_PARTNERS:]


def _row(name: str, party: Party, claim: Claim) -> Row:
    return ((name, party.name), ("day", claim.day.isoformat()))


def _list(sides: Sequence[tuple[Party, Claim]], edition: Edition) -> str:
    """ "France (August 2022), Burkina Faso and Niger (September 2023)": those of one month together."""
    groups = groupby(sides, key=lambda side: edition.month(side[1].day))
    named = [(month, edition.join([_name(party, edition) for party, _ in found])) for month, found in groups]
    return edition.join([edition.say("happening.partners_of_month", parties=told, month=m) for m, told in named])


def _name(party: Party, edition: Edition) -> str:
    """A country as it stands in a list: "the United Kingdom"; anybody else by name."""
    country = load_by_iso3().get(party.key)
    return edition.bare(country) if country else party.name


def _compute(text: str, claims: Iterable[Claim], rows: tuple[Row, ...], material: Material) -> Sentence:
    excerpts = {claim.excerpt.passage.span: claim.excerpt for claim in claims}
    quotes = [quote(excerpt) for excerpt in excerpts.values()]
    return computed(text, *quotes, counts("relations as reported", rows, material))

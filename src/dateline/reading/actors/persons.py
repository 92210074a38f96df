"""Persons: an office holder as he stands on a day, and who in a report bears a surname."""

from __future__ import annotations

from dateline.reading.actors.book import Entry, Role, find_by_surname
from dateline.reading.actors.dossier import Dossier, Referent
from dateline.reading.actors.groups import Found
from dateline.reading.actors.sectors import kind_of
from dateline.reading.actors.words import key_phrase
from dateline.records.mentions import ActorKind

# Offices by organ, as the book of office holders calls them.
OFFICES = {
    "president": ("president", "leader"),
    "vice-president": ("vice president",),
    "prime-minister": ("prime minister", "chancellor"),
    "monarch": ("king", "queen", "emir", "sultan"),
    "supreme-leader": ("supreme leader",),
    "foreign": ("foreign minister", "secretary of state"),
    "defence": ("defense minister",),
    "leader": ("leader",),
    "secretary-general": ("secretary-general", "director-general"),
}


def describe_entry(entry: Entry, day: str) -> Referent:
    """An entry as it stands on a day: a person in office is of the government, one out of office a person."""
    role = entry.role_on(day) if day else None
    kind, name, country = entry.kind, "", entry.country
    if entry.is_person and role is None and not day:
        role = entry.roles[-1] if entry.roles else None
    if entry.is_person and role is not None:
        kind, name = kind_of(role.sector), role.name
        country = role.of if role.of.isupper() else ""
        if kind is ActorKind.GOVERNMENT and role.of and not role.of.isupper():
            kind = ActorKind.INTERNATIONAL_ORGANISATION
    return Referent(
        actor_id=entry.actor_id,
        name=entry.name,
        kind=kind,
        country=country,
        role=name,
        sector=entry.sector or (role.sector if role else ""),
        organ=_organ_of(role),
        is_person=entry.is_person,
        is_plural=False,
        is_named=True,
        words={name.rpartition(" ")[2]} if name else set(),
    )


def _organ_of(role: Role | None) -> str:
    return next((organ for organ, names in OFFICES.items() if role and role.name in names), "")


def find_in_office(slug: str, dossier: Dossier) -> Entry | None:
    """The office holder of that day who bears a bare surname: surely meant only where the report names the country."""
    entry = find_by_surname(slug, dossier.day) if dossier.day and "-" not in slug else None
    return entry if entry and entry.role_on(dossier.day) else None


def find_titled(found: Found, slug: str, dossier: Dossier) -> Referent | None:
    """ "President Obama" is who held such an office under that surname."""
    if "-" in slug or found.agent is None or not found.agent.organ:
        return None
    entry = find_by_surname(slug, dossier.day, dossier.choose(found.countries)[0])
    if entry is None or not any(role.name in OFFICES.get(found.agent.organ, ()) for role in entry.roles):
        return None
    return dossier.by_id.get(entry.actor_id) or describe_entry(entry, dossier.day)


def find_person(name: str, dossier: Dossier) -> tuple[Referent | None, tuple[str, ...]]:
    """The person whose surname this is in the report, and the others that bear it."""
    parts = key_phrase(name).split(" ")
    bearers = dossier.bearers(parts[-1])
    if not bearers and len(parts) == 1:
        bearers = dossier.bearers(parts[0], is_first=True)
    if len(parts) > 1:
        bearers = [one for one in bearers if _agree(parts, key_phrase(one.name).split(" "))]
    if not bearers:
        return None, ()
    return bearers[0], tuple(one.actor_id for one in bearers[1:])


def _agree(parts: list[str], known: list[str]) -> bool:
    """ "J. Dupont" may be Jean Dupont, Marie Dupont is not; "Bin Laden" is who has both words for a surname."""
    return (
        known[-len(parts) :] == parts or parts[0] == known[0] or (len(parts[0]) == 1 and known[0].startswith(parts[0]))
    )

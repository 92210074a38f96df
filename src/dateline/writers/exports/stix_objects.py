"""The objects of a STIX bundle: outlets and actors as identities, places as locations, each once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dateline.gazetteer import load_by_iso3
from dateline.moments import start_of_day
from dateline.records import ActorKind, Cells
from dateline.text import fold
from dateline.writers.exports.cells import to_plain
from dateline.writers.ids import name_uuid
from dateline.writers.wording import clean_line, find_link

Object = dict[str, Any]

# What was made by nobody at a moment of the reports (actors, outlets, places) bears this one, so that it never changes.
SINCE_EVER = start_of_day(date(2025, 1, 1))

_ORGANISATION = "organization"
_CLASSES: Mapping[str, str] = {
    ActorKind.ARMED_GROUP: "group",
    ActorKind.CRIMINALS: "group",
    ActorKind.PEOPLE: "class",
    ActorKind.CIVILIANS: "class",
    ActorKind.PERSON: "individual",
    ActorKind.OTHER: "unknown",
}
_SECTORS: Mapping[str, str] = {
    ActorKind.COUNTRY: "government-national",
    ActorKind.GOVERNMENT: "government-national",
    ActorKind.LEGISLATURE: "government-national",
    ActorKind.COURT: "government-national",
    ActorKind.ARMED_FORCES: "defense",
    ActorKind.POLICE: "government-public-services",
    ActorKind.NGO: "non-profit",
    ActorKind.OUTLET: "communications",
}


def write_stamp(moment: datetime) -> str:
    """STIX counts milliseconds."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def name_object(kind: str, *parts: str) -> str:
    """The id of a STIX object: its kind, and a UUID of what it is."""
    return f"{kind}--{name_uuid('stix', kind, *parts)}"


MAKER = name_object("identity", "dateline")
EXTENSION = name_object("extension-definition", "rows")


@dataclass(slots=True)
class Objects:
    """The objects of one bundle, in the order they were added; what is added again stays as it was."""

    found: dict[str, Object] = field(default_factory=dict)

    def add(self, made: Object) -> str:
        """Add an object; its id."""
        self.found.setdefault(made["id"], made)
        return str(made["id"])


def start_object(kind: str, *parts: str, created: datetime = SINCE_EVER, modified: datetime | None = None) -> Object:
    """What all objects have in common."""
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": name_object(kind, *parts),
        "created_by_ref": MAKER,
        "created": write_stamp(created),
        "modified": write_stamp(modified or created),
    }


def extend(row: Cells, leave_out: tuple[str, ...] = ()) -> Object:
    """A row as an extension of an object: what STIX has no property for. STIX has no empty values."""
    kept = {name: to_plain(value) for name, value in row.items() if name not in leave_out and value not in (None, [])}
    return {EXTENSION: {"extension_type": "property-extension", **_drop_empty(kept)}}


def _drop_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _drop_empty(one) for name, one in value.items() if one is not None}
    return [_drop_empty(one) for one in value] if isinstance(value, list) else value


def cite(row: Cells) -> list[Object]:
    """The report that an object rests on."""
    link = find_link(row["url"])
    found = {"source_name": row["outlet"] or "outlet not named", "external_id": row["article_id"]}
    return [{**found, "url": link} if link else found]


def write_maker() -> list[Object]:
    """Dateline itself, and what its extension holds."""
    maker = start_object("identity", "dateline") | {"name": "Dateline", "identity_class": "system"}
    maker["description"] = "Reads news reports and keeps the words that each row rests on; asserts nothing itself."
    extension = start_object("extension-definition", "rows") | {
        "name": "Rows of Dateline's exports",
        "description": "What Dateline read, in the columns of its exported tables.",
        "schema": "docs/exports.md of Dateline lists each column, with what it means and the type of its values.",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }
    return [maker, extension]


def write_outlet(name: str) -> Object:
    """Who published a report."""
    return start_object("identity", "outlet", fold(name)) | {
        "name": clean_line(name),
        "identity_class": _ORGANISATION,
        "sectors": [_SECTORS[ActorKind.OUTLET]],
        "roles": ["outlet"],
    }


def write_actor(actor_id: str, name: str, kind: str) -> Object:
    """Somebody named. An armed group is a group like others: that it is a threat is for the reader to say."""
    actor_id = actor_id.lower() if kind == ActorKind.COUNTRY else actor_id
    made = start_object("identity", "actor", actor_id or fold(name)) | {
        "name": clean_line(name),
        "identity_class": _CLASSES.get(kind, _ORGANISATION),
        "roles": [kind.replace("_", "-")],
    }
    if kind in _SECTORS:
        made["sectors"] = [_SECTORS[ActorKind(kind)]]
    if actor_id:
        made["external_references"] = [{"source_name": "Dateline actor", "external_id": actor_id}]
    return made


def write_location(row: Cells) -> Object | None:
    """A place of GeoNames; None for one that is not resolved."""
    if not row["geonames_id"] or row["lat"] is None:
        return None
    country = load_by_iso3().get(row["country"] or "")
    made = start_object("location", "geonames", row["geonames_id"]) | {
        "name": clean_line(row["place"]),
        "latitude": row["lat"],
        "longitude": row["lon"],
        "external_references": [
            {
                "source_name": "GeoNames",
                "external_id": row["geonames_id"],
                "url": f"https://www.geonames.org/{row['geonames_id']}",
            }
        ],
    }
    if country:
        made["country"] = country.iso2
    if row["admin1"]:
        made["administrative_area"] = row["admin1"]
    return made

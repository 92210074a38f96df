"""Everything known of a situation as a STIX 2.1 bundle. docs/exports.md has the mapping, and why it is this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dateline.codec import encode
from dateline.moments import start_of_day
from dateline.records import Cells, Export
from dateline.text import shorten
from dateline.writers.exports.stix_objects import (
    Object,
    Objects,
    cite,
    extend,
    name_object,
    start_object,
    write_actor,
    write_location,
    write_maker,
    write_outlet,
    write_stamp,
)
from dateline.writers.wording import clean_line

TITLE_CHARS, LEAD_CHARS = 120, 500
_EVIDENCE = ("quote", "outlet", "url", "lang")  # what an object has in a property of its own


@dataclass(slots=True)
class _Bundle:
    """A bundle as it grows: its objects, and what each report refers to."""

    objects: Objects = field(default_factory=Objects)
    refs: dict[str, list[str]] = field(default_factory=dict)

    def refer(self, row: Cells, *ids: str) -> None:
        """Say that the report of a row tells of objects."""
        known = self.refs.setdefault(name_object("report", row["article_id"]), [])
        known.extend(one for one in ids if one not in known)


def write_stix(export: Export) -> Iterator[bytes]:
    """The bundle, an object a line."""
    bundle = _Bundle()
    for made in write_maker():
        bundle.objects.add(made)
    for sheet in export.sheets:
        for row in sheet.rows:
            _ADD[sheet.name](row, bundle)
    made_objects = bundle.objects.found
    reports = [one for one in made_objects.values() if one["type"] == "report"]
    for report in reports:
        report["object_refs"] = [one for one in bundle.refs[report["id"]] if one in made_objects]
    name = name_object("bundle", export.situation_id, write_stamp(export.as_of))
    yield f'{{"type":"bundle","id":"{name}","objects":['.encode()
    before = "\n"
    for made in (*made_objects.values(), *([_group(export, reports)] if reports else [])):
        yield f"{before}{encode(made)}".encode()
        before = ",\n"
    yield b"\n]}\n"


def _group(export: Export, reports: list[Object]) -> Object:
    """The situation: the reports on it."""
    moments = [datetime.fromisoformat(one["published"]) for one in reports]
    made = start_object("grouping", export.situation_id, created=min(moments), modified=max(moments))
    refs = [one["id"] for one in reports]
    return made | {"name": clean_line(export.title), "context": "unspecified", "object_refs": refs}


def _add_report(row: Cells, bundle: _Bundle) -> None:
    made = start_object("report", row["article_id"], created=row["published_at"]) | {
        "name": clean_line(row["title"] or shorten(row["quote"], TITLE_CHARS)),
        "description": clean_line(shorten(row["quote"], LEAD_CHARS)),
        "report_types": ["news-report"],
        "published": write_stamp(row["published_at"]),
        "external_references": cite(row),
        "extensions": extend(row, (*_EVIDENCE, "title")),
    }
    if row["lang"]:
        made["lang"] = row["lang"]
    outlets = [bundle.objects.add(write_outlet(name)) for name in row["outlets"] if name.strip()]
    bundle.objects.add(made)
    bundle.refer(row, *(outlets or [made["created_by_ref"]]))
    if row["copy_of"]:
        copy = start_object("relationship", "duplicate-of", row["article_id"], created=row["published_at"]) | {
            "relationship_type": "duplicate-of",
            "source_ref": made["id"],
            "target_ref": name_object("report", row["copy_of"]),
        }
        if copy["target_ref"] in bundle.objects.found:
            bundle.objects.add(copy)


def _add_event(row: Cells, bundle: _Bundle) -> None:
    sides = {side: _add_actors(row, side, bundle) for side in ("source", "target")}
    place = write_location(row)
    refs = [*sides["source"], *sides["target"], *([bundle.objects.add(place)] if place else [])]
    names = [", ".join(row[f"{side}_names"]) or "?" for side in ("source", "target")]
    made = _start_note(row, "event", row["event_id"], refs) | {
        "abstract": clean_line(f"{row['event_type']} ({row['modality']}): {names[0]} - {names[1]}"),
        "labels": [row["event_type"].lower().replace("_", "-"), row["modality"]],
        "confidence": round(100 * row["score"]),
    }
    bundle.refer(row, *refs, bundle.objects.add(made))


def _add_actors(row: Cells, side: str, bundle: _Bundle) -> list[str]:
    found = zip(row[f"{side}_ids"], row[f"{side}_names"], row[f"{side}_kinds"], strict=True)
    return list(dict.fromkeys(bundle.objects.add(write_actor(*one)) for one in found if one[1].strip()))


def _add_statement(row: Cells, bundle: _Bundle) -> None:
    refs = [
        bundle.objects.add(write_actor(row["speaker_id"] or "", row["speaker"], row["speaker_kind"] or "other"))
        for _ in range(1 if row["speaker"] and row["speaker"].strip() else 0)
    ]
    made = _start_note(row, "statement", row["statement_id"], refs) | {
        "abstract": clean_line(f"{row['speaker'] or '?'} - {row['modality']}"),
        "labels": ["statement", row["modality"]],
    }
    if row["speaker"]:
        made["authors"] = [clean_line(row["speaker"])]
    bundle.refer(row, *refs, bundle.objects.add(made))


def _add_episode(row: Cells, bundle: _Bundle) -> None:
    until = row["ended"] or f"{row['state']}, last reported on {row['last_reported']}"
    latest = max(one["published_at"] for one in (row, *row["more_evidence"]))
    made = _start_note(row, "episode", row["episode_id"], [], latest) | {
        "abstract": clean_line(f"{row['name']}: {row['started']} - {until}"),
        "labels": ["episode", row["kind"].replace("_", "-").replace(" ", "-")],
    }
    bundle.refer(row, bundle.objects.add(made))


def _start_note(row: Cells, what: str, name: str, refs: list[str], modified: datetime | None = None) -> Object:
    """The words of a report, and what they are about: at least the report itself."""
    made = start_object("note", what, name, created=row["published_at"], modified=modified) | {
        "content": row["quote"],
        "object_refs": [*refs, name_object("report", row["article_id"])],
        "external_references": cite(row),
        "extensions": extend(row, _EVIDENCE),
    }
    return made | {"lang": row["lang"]} if row["lang"] else made


def _add_relation(row: Cells, bundle: _Bundle) -> None:
    left, right = (
        bundle.objects.add(write_actor(row[f"{side}_id"], row[side], row[f"{side}_kind"])) for side in ("left", "right")
    )
    latest = max(one["published_at"] for one in (row, *row["more_evidence"]))
    made = start_object("relationship", row["relation_id"], created=row["published_at"], modified=latest) | {
        "relationship_type": row["kind"].replace("_", "-"),
        "source_ref": left,
        "target_ref": right,
        "description": clean_line(row["quote"]),
        "confidence": round(100 * row["confidence"]),
        "external_references": cite(row),
        "extensions": extend(row, _EVIDENCE),
    }
    began = row["begun"]
    if began:
        made["start_time"] = write_stamp(start_of_day(began))
    if row["ended"] and (not began or row["ended"] > began):
        made["stop_time"] = write_stamp(start_of_day(row["ended"]))
    bundle.refer(row, left, right, bundle.objects.add(made))


_ADD: Mapping[str, Callable[[Cells, _Bundle], None]] = {
    "reports": _add_report,
    "events": _add_event,
    "statements": _add_statement,
    "relations": _add_relation,
    "episodes": _add_episode,
}

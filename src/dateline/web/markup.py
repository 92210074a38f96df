"""A report's text cut into pieces that bear what was read in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.editions import Edition
from dateline.records import ActorKind, Reading, Span

LAYERS = ("actor", "place", "date", "statement", "cue", "event")  # an inner one is told rather than an outer one
LINKED = {"actor": "/actors", "place": "/places"}


@dataclass(frozen=True, slots=True)
class Note:
    """What was read at a span: the layer, what it is in words, and the id of its page's subject, empty without one."""

    layer: str
    start: int
    end: int
    title: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the layers that cover them, what these say, and the address of a page about them, without a moment."""

    text: str
    layers: tuple[str, ...]
    title: str
    path: str
    key: str
    is_here: bool


def mark_up(
    text: str, reading: Reading | None, here: tuple[int, int] | None = None, *, edition: Edition
) -> list[Piece]:
    """The text in pieces; together they are the whole of it. `here`: words that somebody came for."""
    notes = [one for one in (_list_notes(reading, edition) if reading else ()) if 0 <= one.start < one.end <= len(text)]
    start, end = here if here and 0 <= here[0] < here[1] <= len(text) else (0, 0)
    edges = sorted({0, len(text), start, end, *(edge for one in notes for edge in (one.start, one.end))})
    waiting, over, pieces = sorted(notes, key=lambda one: one.start)[::-1], list[Note](), list[Piece]()
    for left, right in pairwise(edges):
        over = [one for one in over if one.end > left]
        while waiting and waiting[-1].start <= left:
            over.append(waiting.pop())
        pieces.append(_make_piece(text[left:right], left, right, over, (start, end)))
    return pieces


def _make_piece(text: str, left: int, right: int, notes: Iterable[Note], here: tuple[int, int]) -> Piece:
    over = sorted(notes, key=lambda one: one.end - one.start)
    linked = next((one for one in over if one.key), None)
    layers = tuple(dict.fromkeys(one.layer for one in over))
    return Piece(
        text=text,
        layers=layers,
        title="; ".join(dict.fromkeys(one.title for one in over if one.title)),
        path=LINKED[linked.layer] if linked else "",
        key=linked.key if linked else "",
        is_here=here[0] <= left and right <= here[1],
    )


def _list_notes(reading: Reading, edition: Edition) -> Iterator[Note]:
    for mention in reading.mentions:
        what = f"{mention.name} ({edition.label(mention.role) or edition.say(f'actors.{mention.kind.value}')})"
        is_known = bool(mention.actor_id) and mention.kind is not ActorKind.OUTLET
        yield _note("actor", mention.span, what, mention.actor_id if is_known else "")
    for place in reading.places:
        where = ", ".join(filter(None, (place.name, place.admin1, place.country)))
        yield _note("place", place.span, where, place.geonames_id)
    for moment in reading.dates:
        ends = [edition.day(day) for day in dict.fromkeys((moment.earliest, moment.latest)) if day]
        yield _note(
            "date", moment.span, f"{edition.tables['dates'].get(moment.relation, moment.relation)} {' – '.join(ends)}"
        )
    for statement in reading.statements:
        yield _note("cue", statement.cue, edition.say(f"modes.{statement.modality.value}"))
        for span in statement.content:
            yield _note("statement", span, "")
    for event in reading.events:
        told = edition.tables["acts"].get(event.type, event.type)
        mode = f"/{edition.tables['means'].get(event.mode, event.mode)}" if event.mode else ""
        yield _note("event", event.trigger, f"{told}{mode}, {edition.say(f'modes.{event.modality.value}')}")


def _note(layer: str, span: Span, title: str, key: str = "") -> Note:
    return Note(layer, span.start, span.end, title, key)

"""What a report says happened, and what it says that somebody said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.records.spans import Span


class StatementMode(StrEnum):
    """What somebody did with words."""

    SAID = "said"
    DENIED = "denied"
    ACCUSED = "accused"
    WARNED = "warned"
    PLANNED = "planned"
    DEMANDED = "demanded"
    THREATENED = "threatened"
    PROMISED = "promised"
    FEARED = "feared"
    EXPECTED = "expected"
    PRAISED = "praised"


class EventMode(StrEnum):
    """How an event stands to the world."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    DEMANDED = "demanded"
    THREATENED = "threatened"
    EXPECTED = "expected"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what. `content` can be several spans: a quotation goes on in the next sentence.

    `source` is None where nobody is named ("reportedly"). `speaker`, `target`: places in Reading.mentions, or None.
    `position` is that of the sentence of the cue; `nested_in` the place in Reading.statements of the statement
    whose content this one stands in ("Reuters reported that the ministry said").
    """

    position: int
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    modality: StatementMode = StatementMode.SAID
    is_negated: bool = False
    is_direct: bool = False
    speaker: int | None = None
    target: int | None = None
    nested_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number as a range, and what it counts: "at least 30 soldiers killed" = 30 to no end.

    `outcome`: killed, wounded, arrested, kidnapped, displaced, missing, released, or empty. `high` None: no upper end.
    """

    span: Span
    low: int
    high: int | None
    what: str
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, in PLOVER, or a state of things worth keeping.

    `type` is a PLOVER event type (AGREE ... ASSAULT) with `quad` 1 to 4 (verbal and material cooperation, verbal and
    material conflict) and `goldstein` -10 to 10; for a state (`is_state`) it is HOLDS_OFFICE, CONTROLS or ALLIED, and
    quad is 0. `trigger` is the word that says so; `source` and `target` are places in Reading.mentions, `place` in
    Reading.places, `when` in Reading.dates, `statement` in Reading.statements: who is said to say so. `earliest` and
    `latest` are the days of `when`, or of the report where none is stated. `score` 0 to 1: how sure.
    """

    event_id: str
    position: int
    type: str
    trigger: Span
    mode: str = ""
    context: tuple[str, ...] = ()
    quad: int = 0
    goldstein: float = 0.0
    modality: EventMode = EventMode.HAPPENED
    source: tuple[int, ...] = ()
    target: tuple[int, ...] = ()
    place: int | None = None
    when: int | None = None
    earliest: date | None = None
    latest: date | None = None
    counts: tuple[Count, ...] = ()
    statement: int | None = None
    is_state: bool = False
    score: float = 0.0

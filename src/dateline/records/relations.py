"""How actors stand to each other over months: what one sentence states of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.records.mentions import Mention
from dateline.records.spans import Span


class RelationKind(StrEnum):
    """How two actors stand to each other. The left one does it; in an alliance and in war the two are alike."""

    LEADS = "leads"  # a person; a country, organisation, party or group
    MEMBER = "member"  # a member; an organisation
    ALLY = "ally"  # partners in security
    HOSTS = "hosts"  # a country; a foreign force
    AT_WAR = "at_war"
    SANCTIONS = "sanctions"
    RECOGNISES = "recognises"  # and has diplomatic relations with
    MEDIATES = "mediates"  # a mediator; a party to the quarrel

    @property
    def is_mutual(self) -> bool:
        """Whether left and right can change places."""
        return self in (RelationKind.ALLY, RelationKind.AT_WAR)


class Change(StrEnum):
    """What a sentence says of a relation: that it begins, that it is there, that it ends, or that it had ended by then
    ("the former president")."""

    BEGINS = "begins"
    GOES_ON = "goes on"
    ENDS = "ends"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What one sentence states of a relation.

    `trigger` is the word that says so, `position` that of its sentence; `earliest` and `latest` are the days that the
    sentence gives, else that of the report. Of an office: `role` is its title, where one is given, and `replaces` whom
    the left one follows in it.
    """

    kind: RelationKind
    change: Change
    left: Mention
    right: Mention
    trigger: Span
    position: int
    earliest: date | None = None
    latest: date | None = None
    role: str = ""
    replaces: Mention | None = None

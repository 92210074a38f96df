"""Alerts, their rules, and directions (docs/alerts.md)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from dateline.records import AlertKind, DirectionState
from dateline.web.api.schemas.common import MOST_NAME, Answer, Page, Request, SpanAnswer

Pair = Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2)]


class CarrierAnswer(Answer):
    """Who carries a report, and where."""

    outlet: str
    url: str | None


class ToldAnswer(SpanAnswer):
    """Words of a report, with who carries it."""

    published_at: datetime
    sources: list[CarrierAnswer]


class AlertAnswer(Answer):
    """What fired, with the words that it rests on."""

    alert: str
    rule: str
    situation: str
    kind: AlertKind
    text: str
    as_of: datetime
    evidence: list[ToldAnswer]


class AlertPage(Page):
    """Alerts, the latest first."""

    items: list[AlertAnswer]


class RuleRequest(Request):
    """What to tell of a situation."""

    situation: Annotated[str, Field(min_length=1, max_length=MOST_NAME)]
    kind: AlertKind
    what: Annotated[
        str,
        Field(
            max_length=500,
            description="threshold: reports, attacks, killed; change: direction, brief, office; silence: a feed, or"
            " nothing; episode: its kind, or nothing; search: words.",
        ),
    ] = ""
    least: Annotated[int, Field(ge=0, le=1_000_000, description="What a threshold has to reach.")] = 0
    days: Annotated[int, Field(ge=1, le=3_650, description="How many days it looks back.")] = 7


class RuleAnswer(Answer):
    """A rule; its id is a digest of all the rest but `added_at`."""

    rule: str
    situation: str
    kind: AlertKind
    what: str
    least: int
    days: int
    added_at: datetime


class RulePage(Page):
    """The rules there are."""

    items: list[RuleAnswer]


class AddedRuleAnswer(RuleAnswer):
    """A rule; `new`: whether it was not there before."""

    new: bool


class DirectionAnswer(Answer):
    """Which way a situation went in the `days` days to `to`. Pairs are of these days, and of as many before."""

    situation: str
    state: DirectionState
    reason: str
    to: date
    days: int
    deadly_attacks: Pair
    killed_at_least: Pair
    reports_of_force_or_deaths: Pair
    reports_in_store: Pair
    evidence: list[ToldAnswer]

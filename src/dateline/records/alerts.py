"""Rules that a user is told by, what fired, and what is on its way to those who want to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dateline.records.briefs import QuoteEvidence, Sentence
from dateline.records.directions import Direction


class AlertKind(StrEnum):
    """What a rule looks for.

    threshold: so many reports, deadly attacks or killed in so many days. change: another direction, a new sentence in
    the brief, an office that changed hands. silence: no report for so many days. episode: one that began or ended.
    search: a report with some words.
    """

    THRESHOLD = "threshold"
    CHANGE = "change"
    SILENCE = "silence"
    EPISODE = "episode"
    SEARCH = "search"


# What a rule of a kind can be about; of a search it is words, of silence nothing or a feed.
SUBJECTS = {
    AlertKind.THRESHOLD: ("reports", "attacks", "killed"),
    AlertKind.CHANGE: ("direction", "brief", "office"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """What a user wants to hear of a situation. `rule_id` is a digest of all the rest but `added_at`.

    `what`: what is counted, what changes, a kind of episode, words, or a feed; `least` what a threshold has to reach;
    `days` how far back the rule looks, and how long a silence has to be.
    """

    rule_id: str
    situation_id: str
    kind: AlertKind
    what: str
    least: int
    days: int
    added_at: datetime

    def __post_init__(self) -> None:
        if self.days < 1 or self.least < 0:
            raise ValueError("a rule looks back a day at least, for no number below 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A rule that fired: what it says, as of which moment, and the words it rests on.

    `alert_id` is a digest of the rule and of what made it fire, so that the same is never told twice.
    """

    alert_id: str
    rule_id: str
    situation_id: str
    kind: AlertKind
    text: str
    as_of: datetime
    evidence: tuple[QuoteEvidence, ...] = ()


class DeliveryState(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Something to send, word for word, until it has arrived or is given up.

    `channel` is "mail" or "webhook:" and a name of the settings; `event` what it tells of. `delivery_id` goes with it,
    so that who gets it twice can drop the second. `detail` says why the last try failed.
    """

    delivery_id: str
    channel: str
    event: str
    body: str
    made_at: datetime
    due_at: datetime
    n_tries: int = 0
    state: DeliveryState = DeliveryState.WAITING
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPart:
    """What changed in one situation: its direction, what is new in its brief, the alerts, how many reports came."""

    situation_id: str
    title: str
    direction: Direction
    n_reports: int
    sentences: tuple[Sentence, ...] = ()
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What changed in some situations between two moments. `digest_id` is a digest of all that is in it."""

    digest_id: str
    since: datetime
    as_of: datetime
    parts: tuple[DigestPart, ...]

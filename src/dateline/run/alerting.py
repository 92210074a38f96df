"""A user's rules and a moment -> what is known of their situations -> what fired, kept once, queued for delivery."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from dateline.editions import EDITIONS, Edition
from dateline.errors import UsageError
from dateline.languages import LANGUAGES
from dateline.records import (
    SUBJECTS,
    Alert,
    AlertKind,
    AlertRule,
    Article,
    Brief,
    Delivery,
    Direction,
    Episode,
    Section,
    Sentence,
    SentenceNote,
)
from dateline.run.briefing import Selection, require_situation, select, without_copies, write_brief
from dateline.run.chronicling import list_episodes
from dateline.run.directing import direct, list_attacks, read_recent, tell_direction
from dateline.run.relating import relate
from dateline.run.subscribing import require_feed
from dateline.situations import Facts, find_alerts
from dateline.sources.health import LOOK_BACK_DAYS
from dateline.store import Store
from dateline.stories.derive import derive_groups
from dateline.text import clean, digest, words
from dateline.writers.events import alert_to_dict, write_event

_DAY = re.compile(r"(?:On|Le) \d{1,2}(?:er)? \w+ \d{4},")
DAYS = 7  # that a rule looks back where it says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a user says that a rule should look for; see records.AlertRule."""

    kind: AlertKind
    what: str = ""
    least: int = 0
    days: int = DAYS


def make_rule(store: Store, name: str, wish: Wish, now: datetime) -> AlertRule:
    """A rule for a defined situation. Raises UsageError, and UnknownSituation or UnknownFeed, for what cannot be."""
    situation = require_situation(store, name)
    what = clean(wish.what)
    if wish.days < 1 or wish.least < 0:
        raise UsageError("A rule needs a day at least, and no number below 0.", hint="Use --days 7.")
    known = SUBJECTS.get(wish.kind) or (_episode_kinds() if wish.kind is AlertKind.EPISODE and what else ())
    if known and what not in known:
        raise UsageError(
            f"'{what}' is nothing that {wish.kind} can look at.", hint=f"Choose one of {', '.join(known)}."
        )
    if wish.kind is AlertKind.THRESHOLD and not wish.least:
        raise UsageError("A threshold needs a number to reach.", hint="Use --least 5.")
    if wish.kind is AlertKind.SEARCH and not words(what):
        raise UsageError("A search needs words to look for.", hint="Use --what 'fuel convoy'.")
    if wish.kind is AlertKind.SILENCE and what:
        what = require_feed(store, what).feed_id
    least = wish.least if wish.kind is AlertKind.THRESHOLD else 0
    parts = (situation.situation_id, wish.kind.value, what, str(least), str(wish.days))
    return AlertRule(
        rule_id=digest(*parts, length=8),
        situation_id=situation.situation_id,
        kind=wish.kind,
        what=what,
        least=least,
        days=wish.days,
        added_at=now,
    )


def _episode_kinds() -> tuple[str, ...]:
    return tuple(LANGUAGES["en"].episodes)


def find_rule(store: Store, name: str) -> AlertRule:
    """A rule by its id or how it begins. Raises UsageError where none is meant, or more than one."""
    found = [one for one in store.list_alert_rules() if name and one.rule_id.startswith(name)]
    if len(found) != 1:
        what = "More than one rule is" if found else "No rule is"
        raise UsageError(f"{what} called '{name}'.", hint="'dateline alert list' shows them.")
    return found[0]


def check_alerts(store: Store, as_of: datetime, now: datetime, channels: Collection[str] = ()) -> list[Alert]:
    """Evaluate all rules as of a moment and keep what fired; what was new.

    A delivery for every channel is queued in the same transaction: an alert that is kept cannot fail to be sent.
    """
    rules = store.list_alert_rules()
    told = store.list_alerts(since=as_of - timedelta(days=max((one.days for one in rules), default=1)))
    looks: dict[str, _Look | None] = {}
    found: list[Alert] = []
    for rule in rules:
        if rule.situation_id not in looks:
            selection = select(store, rule.situation_id, as_of)
            looks[rule.situation_id] = _Look(store, selection) if selection is not None else None
        look = looks[rule.situation_id]
        if look is not None:
            found += find_alerts(rule, look.gather(rule), told)
    with store.write() as writer:
        new = writer.add_alerts(found, now)
        writer.add_deliveries(_deliver(alert, channel, now) for alert in new for channel in channels)
    return new


class _Look:
    """One look at a situation as of a moment: what several rules ask for is found once."""

    def __init__(self, store: Store, selection: Selection) -> None:
        self._store = store
        self._selection = selection
        self._earlier: dict[int, Direction | None] = {}
        self._sentences: dict[int, tuple[Sentence, ...]] = {}

    def gather(self, rule: AlertRule) -> Facts:
        """What a rule asks for."""
        facts = Facts(situation_id=rule.situation_id, as_of=self._selection.as_of)
        return _GATHER[rule.kind](self, facts, rule)

    @cached_property
    def _reports(self) -> list[Article]:
        articles = self._selection.articles
        links = self._store.view(self._selection.as_of).list_links([article.article_id for article in articles])
        return without_copies(articles, derive_groups(links))

    @cached_property
    def _episodes(self) -> list[Episode]:
        return list_episodes(self._store, self._selection.situation.situation_id, self._selection.as_of) or []

    @cached_property
    def _direction(self) -> Direction:
        return direct(self._store, self._selection, self._episodes)

    def _with_counts(self, facts: Facts, rule: AlertRule) -> Facts:
        if rule.what == "reports":
            return replace(facts, reports=self._reports)
        first = facts.as_of.date() - timedelta(days=rule.days - 1)
        return replace(facts, attacks=list_attacks(read_recent(self._store, self._selection, first), first))

    def _with_changes(self, facts: Facts, rule: AlertRule) -> Facts:
        before = facts.as_of - timedelta(days=rule.days)
        if rule.what == "direction":
            if rule.days not in self._earlier:
                self._earlier[rule.days] = tell_direction(self._store, rule.situation_id, before)
            return replace(facts, direction=self._direction, earlier=self._earlier[rule.days])
        if rule.what == "office":
            related = relate(self._store, rule.situation_id, facts.as_of)
            return replace(facts, bonds=tuple(related.bonds) if related else ())
        if rule.days not in self._sentences:
            brief = write_brief(self._store, rule.situation_id, facts.as_of, since=before)
            self._sentences[rule.days] = list_news(brief) if brief else ()
        return replace(facts, sentences=self._sentences[rule.days])

    def _with_silence(self, facts: Facts, rule: AlertRule) -> Facts:
        view = self._store.view(facts.as_of)
        activity = view.get_activity([rule.what], LOOK_BACK_DAYS) if rule.what else {}
        return replace(facts, reports=self._reports, heard={name: last for name, (_, _, last) in activity.items()})

    def _with_episodes(self, facts: Facts, _: AlertRule) -> Facts:
        return replace(facts, episodes=self._episodes)

    def _with_reports(self, facts: Facts, _: AlertRule) -> Facts:
        return replace(facts, reports=self._reports)


_GATHER: Mapping[AlertKind, Callable[[_Look, Facts, AlertRule], Facts]] = {
    AlertKind.THRESHOLD: _Look._with_counts,
    AlertKind.CHANGE: _Look._with_changes,
    AlertKind.SILENCE: _Look._with_silence,
    AlertKind.EPISODE: _Look._with_episodes,
    AlertKind.SEARCH: _Look._with_reports,
}


def list_news(brief: Brief) -> tuple[Sentence, ...]:
    """The sentences of a brief that are new to a reader of an earlier one, each once, confirmations left out."""
    noted = [one for section in brief.sections for one in _name_days(section, EDITIONS[brief.language]) if one.note]
    found = {one.text: one for one in noted if one.note is not SentenceNote.CONFIRMED}
    return tuple(found.values())


def _name_days(section: Section, edition: Edition) -> Iterator[Sentence]:
    """The sentences of a part, each with its day: "the same day" is that of a sentence before it."""
    same, day = edition.say("lead.same_day"), ""
    for one in section.sentences:
        found = _DAY.match(one.text)
        day = found[0] if found else day
        yield replace(one, text=day + one.text.removeprefix(same)) if day and one.text.startswith(same) else one


def _deliver(alert: Alert, channel: str, now: datetime) -> Delivery:
    return Delivery(
        delivery_id=digest(alert.alert_id, channel),
        channel=channel,
        event="alert",
        body=write_event(alert.alert_id, "alert", now, alert_to_dict(alert)),
        made_at=now,
        due_at=now,
    )

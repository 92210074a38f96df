"""Who killed how many: the deadly attacks of the last weeks as the reports tell them, each counted once.

A report counts when it tells an attack as done, of a day in the period, with people killed in it. Reports of one
attack (a day apart at most, at the same place or of the same sides) are one, whose range of killed is as wide as
theirs; so the sum of the low ends is what the reports agree on at least.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.briefs.counting import counts, covered_since
from dateline.briefs.material import Entry, Material, computed, quote
from dateline.briefs.voices import name_side
from dateline.editions import Edition
from dateline.gazetteer import load_countries
from dateline.languages import LANGUAGES, main_part
from dateline.records import (
    Count,
    DateMention,
    Event,
    EventMode,
    Excerpt,
    Mention,
    Modality,
    Place,
    Reading,
    Row,
    Sentence,
)

KEEP = {30: 7.45, 90: 7.25, 365: 7.15}  # days looked back on: the fewer, the more it is news
ENOUGH_ATTACKS = 3
MANY_NAMED = 2  # attacks from which it is told whom the reports name for them
N_SHOWN = 3  # reports cited, those of the deadliest
SAME_ATTACK = timedelta(days=1)
MAX_TOLD_LATE = timedelta(days=14)  # a report of an attack longer ago is no news of it
MAX_DAYS_LONG = timedelta(days=3)  # an attack told of a longer time is a sum of many
# The reader's own certainty. As sure are mere killings, that fires do too: they need a means. Set on lines of 2025.
SURE = 0.6
KILLED = "killed"
# Both sides fight, the dead are not told from the wounded, or they are no people.
_NO_ATTACK = re.compile(
    r"\b(?:fighting|clashes|battles?) between\b|\bkilled (?:or|and/or) (?:wounded|injured)\b"
    r"|\b(?:elephants|cattle|livestock|camels|sheep|goats|rhinos|whales|dolphins|dogs|horses|animals)\b",
    re.IGNORECASE,
)
BEHIND_COUNT = 20  # characters
_ATTACKERS = re.compile(r"\b(?:gunm[ae]n|attackers?|assailants?|bombers?|hijackers?|suspects?)\b", re.IGNORECASE)
_SUM = re.compile(r"\b(?:toll|total|so far|in all|altogether)\b", re.IGNORECASE)  # what tells of many attacks


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack: the day, the killed as a range (no `high`: no upper end), and the report that tells it."""

    day: date
    low: int
    high: int | None
    place: Place | None
    sides: tuple[frozenset[str], frozenset[str]]
    by: tuple[str, ...]
    excerpt: Excerpt
    n_reports: int = 1


def write_attacks(material: Material) -> Entry | None:
    """How many deadly attacks the reports tell of, and how many people were killed at least; None where few were."""
    for days, keep in KEEP.items():
        start = max(material.today - timedelta(days=days), covered_since(material))
        attacks = find_attacks(material, start)
        if len(attacks) >= ENOUGH_ATTACKS and (material.today - start).days == days:
            return Entry(keep, _write(attacks, days, material))
    return None


def find_attacks(material: Material, start: date) -> list[Attack]:
    """The deadly attacks from a day on, by day, each once; of a report the first that it tells."""
    told: dict[str, Attack] = {}
    for excerpt in _passages(material, start):
        attack = _read(excerpt, material, start)
        if attack is not None:
            told.setdefault(excerpt.article.article_id, attack)
    return _merge(sorted(told.values(), key=lambda attack: (attack.day, attack.excerpt.order)))


def _passages(material: Material, start: date) -> Iterable[Excerpt]:
    """What may tell of one: passages about the situation, and those of reports that are only counted."""
    done = (e for e in material.since(start) if e.passage.modality is Modality.HAPPENED)
    yield from (e for e in done if material.is_about(e) and not _SUM.search(e.text))
    yield from (e for e in material.others if e.day >= start)


def _read(excerpt: Excerpt, material: Material, start: date) -> Attack | None:
    """The attack that a passage tells; one at most, with the counts that it tells first."""
    told = [event for event in material.events(excerpt) if _is_attack(event)]
    killed = [count for event in told for count in event.counts if count.outcome == KILLED and count.low > 0]
    killed = [count for count in killed if _is_main(count, excerpt) and not _are_attackers(count, excerpt)]
    named = _named_day(material.dates(excerpt), excerpt.day)
    days = [day for event in told if (day := named or _day_of(event, excerpt.day)) is not None]
    reading = material.readings[excerpt.article.article_id]
    is_sum = any(_is_long(found) for found in material.dates(excerpt))
    if (
        is_sum
        or _is_abroad(told, reading, material)
        or _NO_ATTACK.search(excerpt.text)
        or not killed
        or not days
        or not start <= days[0] <= material.today
    ):
        return None
    first = _first_counts(killed, excerpt.article.text)
    highs = [count.high for count in first if count.high is not None]
    return Attack(
        day=days[0],
        low=sum(count.low for count in first),
        high=sum(highs) if len(highs) == len(first) else None,
        place=next((reading.places[event.place] for event in told if event.place is not None), None),
        sides=(_ids(reading, told, of_source=True), _ids(reading, told, of_source=False)),
        by=_names(reading, told, killed, material.edition),
        excerpt=excerpt,
    )


def _is_abroad(told: Iterable[Event], reading: Reading, material: Material) -> bool:
    """Whether no place in one of the situation's countries is told: just over the border, or nobody knows where."""
    own = {load_countries()[iso2].iso3 for iso2 in material.situation.countries}
    where = {reading.places[event.place].country for event in told if event.place is not None}
    return bool(own) and not where & own


def _first_counts(killed: Iterable[Count], text: str) -> list[Count]:
    """The count told first, and those that a bare "and" adds to it: "one guard and two others". Others may be parts."""
    first, *others = sorted({count.span: count for count in killed}.values(), key=lambda count: count.span.start)
    added = [first]
    for count in others:
        if text[added[-1].span.end : count.span.start] != f" {added[-1].what} and ":
            break
        added.append(count)
    return added


def _is_attack(event: Event) -> bool:
    """Whether the report itself tells an attack as done: what somebody is said to say is no ground for a sum."""
    is_done = event.modality in (EventMode.HAPPENED, EventMode.ONGOING) and event.statement is None
    is_sure = event.score > SURE or (event.score == SURE and event.mode != "")
    return event.type == "ASSAULT" and is_done and is_sure


def _is_main(count: Count, excerpt: Excerpt) -> bool:
    """Whether the count stands in the part of the sentence that tells the news, not in its background."""
    if excerpt.article.lang not in ("", "en"):
        return True
    main = main_part(excerpt.text, LANGUAGES["en"])
    start = excerpt.passage.span.start + excerpt.text.find(main)
    return start <= count.span.start < start + len(main)


def _are_attackers(count: Count, excerpt: Excerpt) -> bool:
    """Whether those killed attacked: "one of the gunmen who died"."""
    text = excerpt.article.text
    return _ATTACKERS.search(text[count.span.start : count.span.end + BEHIND_COUNT]) is not None


def _is_long(found: DateMention) -> bool:
    """Whether a time is named that is longer than an attack: what happened in it is a sum of many."""
    first, last = found.earliest, found.latest
    return first is not None and (last is None or last - first > MAX_DAYS_LONG)


def _day_of(event: Event, reported: date) -> date | None:
    """The day of the attack; None where the words tell of a longer time, or of long ago."""
    first, last = event.earliest, event.latest
    if first is None or last is None or last - first > MAX_DAYS_LONG or reported - last > MAX_TOLD_LATE:
        return None
    return min(last, reported)


def _named_day(dates: Iterable[DateMention], reported: date) -> date | None:
    """The one day that the passage names, if it is past: "the November 13 attacks that left 130 people dead"."""
    days = {found.earliest for found in dates if found.earliest is not None and found.earliest == found.latest}
    day = days.pop() if len(days) == 1 else None
    return day if day is not None and day <= reported <= day + MAX_TOLD_LATE else None


def _ids(reading: Reading, events: Iterable[Event], *, of_source: bool) -> frozenset[str]:
    places = {at for event in events for at in (event.source if of_source else event.target)}
    return frozenset(filter(None, (reading.mentions[at].actor_id for at in places)))


def _names(reading: Reading, events: Iterable[Event], killed: Sequence[Count], edition: Edition) -> tuple[str, ...]:
    """Those whom the report names for it, in so many words; those who were killed are not among them."""
    sources = (reading.mentions[at] for event in events for at in event.source)
    named = (actor for actor in sources if not any(_is_counted(actor, c) for c in killed))
    found = {name_side(actor, "forces", edition) for actor in named}
    return tuple(sorted(filter(None, found)))


def _is_counted(actor: Mention, count: Count) -> bool:
    overlaps = actor.span.start < count.span.end and count.span.start < actor.span.end
    return overlaps or actor.span.quote in count.what


def _merge(attacks: Sequence[Attack]) -> list[Attack]:
    merged: list[Attack] = []
    for attack in attacks:
        at = next((n for n, other in enumerate(merged) if _is_same(attack, other)), None)
        if at is None:
            merged.append(attack)
        else:
            merged[at] = _widen(merged[at], attack)
    return merged


def _is_same(one: Attack, other: Attack) -> bool:
    if abs(one.day - other.day) > SAME_ATTACK:
        return False
    left, right = _spot(one), _spot(other)
    of_same_sides = all(ids and ids == others for ids, others in zip(one.sides, other.sides, strict=True))
    return left == right != "" or (of_same_sides and not (left and right))


def _spot(attack: Attack) -> str:
    """The place, where it is smaller than a country or a province: there may be two attacks a day in those."""
    place = attack.place
    return (
        place.geonames_id if place is not None and not place.feature.startswith(("PCL", "ADM1", "CONT", "RGN")) else ""
    )


def _widen(one: Attack, other: Attack) -> Attack:
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    by = tuple(sorted({*one.by, *other.by}))
    return replace(one, low=min(one.low, other.low), high=high, by=by, n_reports=one.n_reports + other.n_reports)


def _write(attacks: Sequence[Attack], days: int, material: Material) -> Sentence:
    least = sum(attack.low for attack in attacks)
    edition = material.edition
    span = edition.say(f"importance.span_{days}")
    text = edition.say("importance.attacks", span=span, today=material.today, n=len(attacks), least=least)
    total: Row = (
        ("days", days),
        ("to", material.today.isoformat()),
        ("count_attack_on", len(attacks)),
        ("sum_killed_at_least", least),
    )
    named = Counter(name for attack in attacks for name in attack.by).most_common(1)
    if named and named[0][1] >= MANY_NAMED:
        text += edition.say("importance.attacks_named", named=named[0][0], k=named[0][1])
        total = (*total, ("most_named", named[0][0]), ("n_named", named[0][1]))
    deadliest = sorted(attacks, key=lambda attack: (-attack.low, attack.excerpt.order))[:N_SHOWN]
    rows = tuple(_row(attack) for attack in attacks)
    cited = [quote(attack.excerpt) for attack in sorted(deadliest, key=lambda attack: attack.excerpt.order)]
    return computed(f"{text}.", *cited, counts("deadly attacks", (total, *rows), material))


def _row(attack: Attack) -> Row:
    high = "not told" if attack.high is None else attack.high
    return (
        ("attack_on", attack.day.isoformat()),
        ("place", attack.place.span.quote if attack.place else "not told"),
        ("killed_at_least", attack.low),
        ("killed_at_most", high),
        ("by", ", ".join(attack.by) or "not named"),
        ("outlet", attack.excerpt.article.outlet or "not told"),
        ("n_reports", attack.n_reports),
        ("article_id", attack.excerpt.article.article_id),
    )

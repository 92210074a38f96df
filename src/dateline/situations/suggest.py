"""Situations that the stream suggests: actors that suddenly have many stories, those told of together as one.

For each actor the stories of the last days are set against what the weeks before would make one expect. Of those with a
surplus, actors that share half of their stories belong together; the stories say why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

RECENT_DAYS = 14
USUAL_DAYS = 180  # before them, of what is usual
LEAST_STORIES = 4
# Of the logarithm of how unlikely so many are by chance (Poisson): 7 is one in a thousand. Looked at on the event lines
# of 2025, where 4 brought every actor with two more stories than usual.
LEAST_SURPRISE = 7.0
TOGETHER = 0.5  # share of the smaller actor's stories that two must have in common


@dataclass(frozen=True, slots=True)
class Sighting:
    """A story: its day, the names of its actors, and its title."""

    story_id: str
    day: date
    actors: frozenset[str]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Actors whose stories belong together: how many there are in the last days, how many were to be expected."""

    actors: tuple[str, ...]
    stories: tuple[Sighting, ...]
    expected: float
    surprise: float


def suggest_situations(sightings: Sequence[Sighting], today: date) -> list[Suggestion]:
    """What the last days suggest, the most surprising first."""
    start = today - timedelta(days=RECENT_DAYS)
    usual_start = start - timedelta(days=USUAL_DAYS)
    recent = _by_actor([one for one in sightings if start < one.day <= today])
    before = _by_actor([one for one in sightings if usual_start < one.day <= start])
    scored = {}
    for actor, found in recent.items():
        expected = (len(before.get(actor, ())) + 1) * RECENT_DAYS / USUAL_DAYS
        surprise = _surprise(len(found), expected)
        if len(found) >= LEAST_STORIES and surprise >= LEAST_SURPRISE:
            scored[actor] = surprise, expected
    ranked = sorted(scored, key=lambda actor: (-scored[actor][0], actor))
    return [_suggest(actors, recent, scored) for actors in _join(ranked, recent)]


def _by_actor(sightings: Sequence[Sighting]) -> dict[str, list[Sighting]]:
    found: dict[str, list[Sighting]] = {}
    for one in sightings:
        for actor in one.actors:
            found.setdefault(actor, []).append(one)
    return found


def _surprise(n: int, expected: float) -> float:
    """How much likelier n stories are at a rate of n than at the expected one (natural logarithm)."""
    return n * math.log(n / expected) - (n - expected) if n > expected else 0.0


def _join(ranked: Sequence[str], recent: Mapping[str, Sequence[Sighting]]) -> list[list[str]]:
    """The actors in groups: each goes to the first whose leader it shares its stories with."""
    groups: list[list[str]] = []
    for actor in ranked:
        own = {one.story_id for one in recent[actor]}
        home = next((group for group in groups if _share(own, recent[group[0]]) >= TOGETHER), None)
        if home is None:
            groups.append([actor])
        else:
            home.append(actor)
    return groups


def _share(own: set[str], other: Sequence[Sighting]) -> float:
    others = {one.story_id for one in other}
    return len(own & others) / min(len(own), len(others))


def _suggest(
    actors: Sequence[str], recent: Mapping[str, Sequence[Sighting]], scored: Mapping[str, tuple[float, float]]
) -> Suggestion:
    stories = {one.story_id: one for actor in actors for one in recent[actor]}
    surprise, expected = scored[actors[0]]
    return Suggestion(
        actors=tuple(actors),
        stories=tuple(sorted(stories.values(), key=lambda one: (one.day, one.story_id), reverse=True)),
        expected=expected,
        surprise=surprise,
    )

"""Whose voices the reports carry: whom they quote, and how many of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.briefs.counting import counts, covered_since
from dateline.briefs.material import Material, computed
from dateline.briefs.names import with_article
from dateline.editions import ENGLISH, Edition
from dateline.gazetteer import find_countries, load_by_iso3
from dateline.records import ActorKind, Excerpt, Form, Mention, Row, Sentence

WINDOWS_DAYS = (365, 3 * 365)
ENOUGH_REPORTS = 5  # that quote somebody who is known
ENOUGH_VOICES = 2
MIN_QUOTED = 2
N_VOICES = 4
# Who speaks for the state; courts and parties speak for themselves.
_OFFICIAL = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCES, ActorKind.POLICE})


@dataclass(slots=True)
class _Voice:
    """Somebody quoted: the reports that do, and the last of them."""

    last: Excerpt
    article_ids: set[str] = field(default_factory=set)


def write_quoted(material: Material) -> Sentence | None:
    """Whom the reports of the last year, or else of three, quote most; None where few quote anybody who is known."""
    for days in WINDOWS_DAYS:
        start = max(material.today - timedelta(days=days), covered_since(material))
        sentence = _write(start, material)
        if sentence is not None:
            return sentence
    return None


def _write(start: date, material: Material) -> Sentence | None:
    voices = _find_voices((*material.since(start), *(e for e in material.others if e.day >= start)), material)
    quoting = set().union(*(voice.article_ids for voice in voices.values()))
    ranked = sorted(voices.items(), key=lambda item: (-len(item[1].article_ids), item[0]))
    named = [(name, voice) for name, voice in ranked if len(voice.article_ids) >= MIN_QUOTED][:N_VOICES]
    if len(quoting) < ENOUGH_REPORTS or len(named) < ENOUGH_VOICES:
        return None
    say = material.edition.say
    listed = ", ".join(say("beyond.numbered", name=name, n=len(voice.article_ids)) for name, voice in named)
    total: Row = (("from", start.isoformat()), ("to", material.today.isoformat()), ("n_reports_quoting", len(quoting)))
    rows = tuple(_row(name, voice) for name, voice in named)
    text = say("beyond.quoted", start=start, listed=listed)
    return computed(text, counts("reports by whom they quote", (total, *rows), material))


def _find_voices(excerpts: Iterable[Excerpt], material: Material) -> dict[str, _Voice]:
    voices: dict[str, _Voice] = {}
    for excerpt in excerpts:
        for name in _quoted_in(excerpt, material):
            voice = voices.setdefault(name, _Voice(excerpt))
            voice.article_ids.add(excerpt.article.article_id)
            voice.last = max(voice.last, excerpt, key=lambda e: e.order)
    return voices


def _quoted_in(excerpt: Excerpt, material: Material) -> set[str]:
    """The names of those whom the passage quotes."""
    statements = [s for s in material.statements(excerpt) if s.speaker is not None]
    if not statements or (excerpt not in material.others and not material.is_about(excerpt)):
        return set()
    mentions, edition = material.readings[excerpt.article.article_id].mentions, material.edition
    speakers = (mentions[s.speaker] for s in statements if s.speaker is not None)
    return set(filter(None, (name_side(actor, "officials", edition) for actor in speakers)))


def name_side(actor: Mention, role: str, edition: Edition) -> str:
    """The state that an actor belongs to ("officials of France"), or a proper name; empty where neither is told.

    `role`: "officials" or "forces".

    The words themselves have to name the state: whose "the drones" are is only a guess.
    """
    country = load_by_iso3().get(actor.country)
    if actor.kind in _OFFICIAL and country is not None:
        says_so = actor.form is Form.NAME or country.iso2 in find_countries(actor.span.quote)
        return edition.say(f"beyond.{role}", of_country=edition.of(country)) if says_so else ""
    is_named = actor.form is Form.NAME or actor.name != actor.span.quote
    if not (actor.actor_id and is_named and actor.name[:1].isupper()):
        return ""
    return with_article(actor.name) if edition is ENGLISH else actor.name


def _row(name: str, voice: _Voice) -> Row:
    article = voice.last.article
    return (
        ("quoted", name),
        ("n_reports", len(voice.article_ids)),
        ("latest", voice.last.day.isoformat()),
        ("outlet", article.outlet or "not told"),
        ("article_id", article.article_id),
    )

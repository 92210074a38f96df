"""What a user says of words in a report: whom they stand for, and which place they name.

report, words -> the mentions or places of its reading that are written so -> those that are wrong
id -> the actor book, the gazetteer, the store -> the actor or place
              -> a correction, kept; kept.py lays it over readings whenever they are read
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dateline import reading
from dateline.errors import UsageError
from dateline.gazetteer import country_name
from dateline.records import (
    Article,
    Correction,
    CorrectionKind,
    Form,
    KnownActor,
    KnownPlace,
    Meant,
    Mention,
    Place,
    Reading,
)
from dateline.run.kept import read_kept
from dateline.store import Store, View
from dateline.text import clean, fold, shorten

N_NEAR = 4  # ids or words suggested in place of unknown ones
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")
_THING = {CorrectionKind.ACTOR: "an actor", CorrectionKind.PLACE: "a place"}


@dataclass(frozen=True, slots=True)
class Worded:
    """A report with its words for actors and for places, in order, each as it is read and was corrected."""

    article: Article
    actors: tuple[Mention, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a report as they are read: the report, its reading, and the mentions or places that are wrong."""

    article: Article
    reading: Reading
    text: str
    found: Sequence[Mention | Place]

    @property
    def day(self) -> str:
        """The day of the report."""
        return self.article.published_at.date().isoformat() if self.article.published_at else ""


def correct_actor(
    store: Store,
    report: str,
    words: str,
    to: str | None,
    *,
    now: datetime,
    everywhere: bool = False,
    was: str | None = None,
) -> Correction:
    """Say that words of a report stand for the actor of an id, or for nobody (None): in this report, or `everywhere`
    that the same words are read as the same actor. `was`: which one is wrong, where they stand for several.

    Raises UsageError: no such report, words that are not in it or are read as no actor, an id that nobody has.
    """
    view = store.view(now)
    said = _find_words(_read_report(store, view, report), words, CorrectionKind.ACTOR, was)
    actor = _require_actor(view, to, said) if to else None
    if everywhere and any(isinstance(one, Mention) and one.form is Form.PRONOUN for one in said.found):
        message = f"“{said.text}” is a pronoun, which is somebody else in every report."
        raise UsageError(message, hint="Correct it in this report only.")
    if all(isinstance(one, Mention) and reading.is_actor(one, actor) for one in said.found):
        raise _known_already(said, actor.name if actor else "nobody")
    return _keep(store, said, CorrectionKind.ACTOR, now, _mean(said, everywhere, actor=actor))


def correct_place(
    store: Store,
    report: str,
    words: str,
    to: str | None,
    *,
    now: datetime,
    everywhere: bool = False,
    was: str | None = None,
) -> Correction:
    """Say that words of a report name the place of a GeoNames id, the point of coordinates ("16.27,-0.04"), or none: in
    this report, or `everywhere` that they are read as the same place; `was` and errors as for actors."""
    said = _find_words(_read_report(store, store.view(now), report), words, CorrectionKind.PLACE, was)
    place = _require_place(to, said.text) if to else None
    ids = {_id(one) for one in said.found}
    if ids == {place.geonames_id if place else ""}:
        raise _known_already(said, place.name if place else "no place")
    return _keep(store, said, CorrectionKind.PLACE, now, _mean(said, everywhere, place=place))


def look_up_actors(name: str, limit: int) -> list[KnownActor]:
    """Actors of the actor book, and countries with their organs: in whose name some word begins with each of these."""
    return reading.find_actors(name, limit)


def look_up_places(name: str, limit: int) -> list[KnownPlace]:
    """Places of the gazetteer that are called so, or whose name begins so; the best first."""
    return reading.find_places(name, limit)


def list_words(store: Store, report: str, now: datetime) -> Worded:
    """A report with the words that can be corrected, as they are read today. Raises UsageError."""
    article, read = _read_report(store, store.view(now), report)
    return Worded(article, tuple(reading.list_actors(read)), read.places)


def _read_report(store: Store, view: View, report: str) -> tuple[Article, Reading]:
    article = view.get_articles([report]).get(report)
    if article is None:
        raise UsageError(
            f"There is no dated report '{report}' in the store.", hint="'dateline sources' lists reports by their ids."
        )
    return article, read_kept(store, view, [article])[report]


def _find_words(read_in: tuple[Article, Reading], words: str, kind: CorrectionKind, was: str | None) -> _Words:
    """What words of a report are read as. Raises UsageError where they are not there, or are read as no such thing."""
    article, read = read_in
    text = " ".join(clean(words).split())
    if not text or fold(text) not in fold(" ".join(article.text.split())):
        shown = shorten(article.text, 200)
        raise UsageError(
            f"The words “{text}” do not stand in report '{article.article_id}'.", hint=f"It begins: {shown}"
        )
    found: Sequence[Mention | Place] = reading.list_standing(read, kind, text)
    if not found:
        raise _not_read(read, text, kind)
    chosen = _choose(found, text, was)
    return _Words(article, read, " ".join(chosen[0].span.quote.split()), chosen)


def _choose(found: Sequence[Mention | Place], text: str, was: str | None) -> list[Mention | Place]:
    """Those that are wrong. Raises UsageError where the words stand for several, and it is not said which."""
    ids = list(dict.fromkeys(_id(one) for one in found))
    shown = ", ".join(f"'{one}' ({name})" for one, name in {_id(one): one.name or "nobody" for one in found}.items())
    if was is None and len(ids) > 1:
        raise UsageError(f"“{text}” is read as several there: {shown}.", hint="Say which is wrong with --was ID.")
    chosen = [one for one in found if was in (None, _id(one))]
    if not chosen:
        raise UsageError(f"“{text}” is not read as '{was}' there.", hint=f"It is read as {shown}.")
    return chosen


def _not_read(read: Reading, text: str, kind: CorrectionKind) -> UsageError:
    all_found: Sequence[Mention | Place] = reading.list_actors(read) if kind is CorrectionKind.ACTOR else read.places
    key = fold(text)
    quotes = dict.fromkeys(one.span.quote for one in all_found)
    near = [quote for quote in quotes if key in fold(quote) or fold(quote) in key] or list(quotes)
    named = ", ".join(f"“{quote}”" for quote in near[:N_NEAR])
    hint = f"Read as such are: {named}." if named else "Nothing is read as such in it."
    return UsageError(f"The words “{text}” are not read as {_THING[kind]} in report '{read.article_id}'.", hint=hint)


def _require_actor(view: View, actor_id: str, said: _Words) -> KnownActor:
    """The actor of an id: of the book as it stood on the day of the report, of the report, or of another one."""
    known = reading.describe_actor(actor_id, said.day)
    if known is not None:
        return known
    own = (one for one in said.reading.mentions if one.actor_id == actor_id)
    seen = next(own, None) or view.find_actor(actor_id, reading.MADE_BY)
    if seen is None:
        near = ", ".join(reading.list_near_ids(actor_id, N_NEAR))
        hint = f"Near ones are: {near}." if near else "'dateline correct find NAME' finds ids by names."
        raise UsageError(f"There is no actor '{actor_id}' in the actor book or in the store.", hint=hint)
    return KnownActor(actor_id=actor_id, name=seen.name, kind=seen.kind, country=seen.country, role=seen.role)


def _require_place(to: str, name: str) -> KnownPlace:
    """The place of a GeoNames id, or the point of coordinates. Raises UsageError."""
    if point := _POINT.fullmatch(to):
        try:
            return reading.locate(float(point[1]), float(point[2]), name)
        except ValueError as error:
            raise UsageError(f"{error}.", hint="Latitude comes first: 16.27,-0.04 is Gao.") from error
    known = reading.describe_place(to)
    if known is None:
        near = ", ".join(f"{one.geonames_id} ({one.name}, {one.country})" for one in look_up_places(name, N_NEAR))
        hint = f"“{name}” may be: {near}." if near else "'dateline correct find NAME' finds ids by names."
        raise UsageError(f"There is no place '{to}' in the gazetteer.", hint=hint)
    return known


def _known_already(said: _Words, name: str) -> UsageError:
    return UsageError(f"“{said.text}” is read as {name} in report '{said.article.article_id}' already.")


def _mean(
    said: _Words, is_everywhere: bool, *, actor: KnownActor | None = None, place: KnownPlace | None = None
) -> Meant:
    first = said.found[0]
    return Meant(
        words=said.text,
        starts=tuple(one.span.start for one in said.found),
        was=_id(first),
        was_name=_name(first),
        is_everywhere=is_everywhere,
        actor=actor,
        place=place,
    )


def _keep(store: Store, said: _Words, kind: CorrectionKind, now: datetime, meant: Meant) -> Correction:
    to = meant.actor.actor_id if meant.actor else meant.place.geonames_id if meant.place else ""
    made = Correction(kind=kind, left=said.article.article_id, right=to, made_at=now, meant=meant)
    with store.write() as writer:
        (number,) = writer.add_corrections([made])
    return replace(made, number=number)


def _name(one: Mention | Place) -> str:
    """What words were read as, as the log is to call it; a place with its country, since names come again."""
    if isinstance(one, Mention) or not one.country or one.name == country_name(one.country):
        return one.name if _id(one) else ""
    return f"{one.name}, {country_name(one.country)}"


def _id(one: Mention | Place) -> str:
    return one.actor_id if isinstance(one, Mention) else one.geonames_id

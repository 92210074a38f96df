"""Corrections laid over a reading: what they are about, what follows them, and what stays."""

from dataclasses import replace
from typing import Any

from dateline import reading
from dateline.records import (
    ActorKind,
    Change,
    Correction,
    CorrectionKind,
    Form,
    KnownActor,
    KnownPlace,
    Meant,
    Mention,
    Place,
    Reading,
    Relation,
    RelationKind,
    Span,
)
from making import NOW

TEXT = "Peru's ministry met the ministry of Chile in Lima. The Ministry left."
LIMA = KnownPlace(geonames_id="1", name="Lima", lat=-12.0, lon=-77.0, country="PER", admin1="Lima", feature="PPLC")
DEFENCE = KnownActor(actor_id="per-gov-defence", name="Ministry of Defence of Peru", kind=ActorKind.GOVERNMENT)
CHILE = KnownActor(actor_id="chl", name="Chile", kind=ActorKind.COUNTRY, country="CHL", role="host")


def span(words: str, at: int = 0, article_id: str = "a") -> Span:
    start = TEXT.index(words, at)
    return Span(article_id=article_id, start=start, end=start + len(words), quote=words)


def mention(words: str, actor_id: str, at: int = 0, **fields: Any) -> Mention:
    usual = {"name": words, "kind": ActorKind.GOVERNMENT, "form": Form.NOMINAL, "country": "PER", "candidates": ("x",)}
    return Mention(span=span(words, at), actor_id=actor_id, **{**usual, **fields})


FIRST, SECOND, THIRD = (
    mention("ministry", "per-gov"),
    mention("ministry", "chl-gov", 20),
    mention("Ministry", "per-gov"),
)
PERU = mention("Peru", "per", kind=ActorKind.COUNTRY, form=Form.NAME)
RELATION = Relation(
    kind=RelationKind.RECOGNISES, change=Change.BEGINS, left=PERU, right=SECOND, trigger=span("met"), position=0
)
PLACE = Place(span=span("Lima"), geonames_id="9", name="Lima", lat=40.0, lon=-84.0, country="USA", score=0.4)


def read(article_id: str = "a", **fields: Any) -> Reading:
    one = Reading(
        article_id=article_id,
        made_by="reader@1",
        passages=(),
        mentions=(PERU, FIRST, SECOND, THIRD),
        places=(PLACE,),
        relations=(RELATION,),
    )
    return replace(one, **fields)


def say(words: str, was: str, to: KnownActor | KnownPlace | None, **fields: Any) -> Correction:
    starts = fields.pop("starts", ())
    is_place = isinstance(to, KnownPlace) or fields.pop("is_place", False)
    meant = Meant(
        words=words,
        starts=starts,
        was=was,
        is_everywhere=fields.pop("is_everywhere", False),
        actor=to if isinstance(to, KnownActor) else None,
        place=to if isinstance(to, KnownPlace) else None,
    )
    kind = CorrectionKind.PLACE if is_place else CorrectionKind.ACTOR
    return Correction(kind=kind, left=fields.pop("left", "a"), right="", made_at=NOW, meant=meant, **fields)


def lay(one: Reading, *corrections: Correction) -> Reading:
    numbered = [replace(correction, number=n) for n, correction in enumerate(corrections, start=1)]
    return reading.lay_corrections({one.article_id: one}, numbered)[one.article_id]


def ids(one: Reading) -> list[str]:
    return [mention.actor_id for mention in one.mentions]


def test_without_corrections_a_reading_is_the_same_object() -> None:
    one = read()
    assert lay(one) is one
    assert lay(one, say("ministry", "per-gov", CHILE, left="b")) is one
    assert lay(one, say("ministry", "fra-gov", CHILE, left="b", is_everywhere=True)) is one


def test_only_words_that_were_read_so_are_said_anew_and_positions_stay() -> None:
    found = lay(read(), say("ministry", "per-gov", DEFENCE))
    assert ids(found) == ["per", "per-gov-defence", "chl-gov", "per-gov-defence"]
    assert found.mentions[1] == replace(
        FIRST, actor_id="per-gov-defence", name=DEFENCE.name, country="", candidates=(), kind=ActorKind.GOVERNMENT
    )
    assert found.mentions[2] is SECOND


def test_nobody_loses_the_id_and_keeps_the_entry() -> None:
    found = lay(read(), say("ministry", "per-gov", None))
    assert ids(found) == ["per", "", "chl-gov", ""]
    assert (found.mentions[1].span, found.mentions[1].country, found.mentions[1].kind) == (
        FIRST.span,
        "",
        ActorKind.OTHER,
    )


def test_in_its_own_report_the_place_of_the_words_counts_whatever_is_read_there_now() -> None:
    correction = say("ministry", "per-gov", DEFENCE, starts=(FIRST.span.start,))
    newly = read(mentions=(PERU, replace(FIRST, actor_id="per-leg"), SECOND, replace(THIRD, actor_id="per-leg")))
    assert ids(lay(newly, correction)) == ["per", "per-gov-defence", "chl-gov", "per-leg"]


def test_everywhere_is_where_the_same_words_were_read_as_the_same() -> None:
    correction = say("defence  ministry", "per-gov", CHILE, left="b", is_everywhere=True)
    assert lay(read(), correction) == read()
    found = lay(read(), replace(correction, meant=replace(correction.meant, words="The  MINISTRY")))  # type: ignore[type-var]
    assert ids(found) == ["per", "chl", "chl-gov", "chl"]
    assert found.mentions[1].role == ""  # of the day of another report
    assert lay(read(), say("ministry", "per-gov", CHILE)).mentions[1].role == "host"


def test_corrections_are_laid_one_after_another() -> None:
    first, second = say("ministry", "per-gov", DEFENCE), say("ministry", "per-gov-defence", CHILE)
    assert ids(lay(read(), first, second)) == ["per", "chl", "chl-gov", "chl"]
    assert ids(lay(read(), second, first)) == ["per", "per-gov-defence", "chl-gov", "per-gov-defence"]
    assert ids(lay(read(), second)) == ids(read())


def test_the_sides_of_relations_follow() -> None:
    (found,) = lay(read(), say("ministry", "chl-gov", DEFENCE)).relations
    assert (found.left, found.right.actor_id, found.trigger) == (PERU, "per-gov-defence", RELATION.trigger)
    assert lay(read(), say("ministry", "chl-gov", None)).relations == ()
    assert lay(read(), say("ministry", "per-gov", None)).relations == (RELATION,)


def test_whom_an_office_was_taken_from_may_turn_out_to_be_nobody() -> None:
    relation = replace(RELATION, right=PERU, left=SECOND, replaces=THIRD)
    (found,) = lay(read(relations=(relation,)), say("ministry", "per-gov", None)).relations
    assert (found.left, found.right, found.replaces) == (SECOND, PERU, None)


def test_a_side_follows_the_words_that_hold_it() -> None:
    """A relation of "UN troops" is told of the UN."""
    troops = mention("ministry", "un-mil", 20)
    relation = replace(RELATION, right=replace(troops, actor_id="un"))
    other = replace(RELATION, right=replace(troops, actor_id="per"))
    one = read(mentions=(PERU, troops), relations=(relation, other))
    assert [r.right.actor_id for r in lay(one, say("ministry", "un-mil", CHILE)).relations] == ["chl", "per"]


def test_a_name_that_only_a_relation_has_can_be_corrected() -> None:
    one = read(mentions=(FIRST,))
    assert reading.list_standing(one, CorrectionKind.ACTOR, "peru") == [PERU]
    (found,) = lay(one, say("Peru", "per", CHILE)).relations
    assert found.left.actor_id == "chl"


def test_places_are_put_elsewhere_or_nowhere() -> None:
    (found,) = lay(read(), say("lima", "9", LIMA)).places
    assert (found.span, found.geonames_id, found.lat, found.country, found.score) == (
        PLACE.span,
        "1",
        -12.0,
        "PER",
        1.0,
    )
    (nowhere,) = lay(read(), say("Lima", "9", None, is_place=True)).places
    assert (nowhere.span, nowhere.geonames_id, nowhere.lat, nowhere.country, nowhere.feature) == (
        PLACE.span,
        "",
        None,
        "",
        "",
    )

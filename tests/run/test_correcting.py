"""What users say of stories, actors and places: kept, laid over what is read, told in one log, taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dateline import reading, run
from dateline.errors import UnknownStory, UsageError
from dateline.records import ActorKind, Citation, Correction, CorrectionKind, Mention, Situation, Span, Story
from dateline.store import SqliteStore
from making import LATER, NOW, add, at, make_article, make_reading

BOMB = "A bomb kills five soldiers in the town of Moura in Mali, the ministry said."
TEXTS = {
    "a": (
        "2025-01-01T08:00",
        "Thirteen civilians are killed by a mine near the village of Moura in Mali, the army said.",
    ),
    "b": ("2025-01-02T08:00", BOMB),
    "c": ("2025-03-01T08:00", "Luis Vega, the leader of the Mali coup, leaves Bamako."),
    "d": ("2025-03-04T08:00", "Chile's army attacks rebels in Santiago. It withdraws."),
}
TITLES = {"d": "Fighting in Santiago"}
MALI = Situation(situation_id="mali", title="Mali", facets=(("Mali",),), countries=("ML",))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Four reports, one situation."""
    store = SqliteStore(tmp_path / "store", create=True)
    outlets = {"a": "Reuters", "b": "AFP", "c": "BBC", "d": "AP"}
    add(
        store,
        *(
            make_article(
                one,
                text,
                when=when,
                title=TITLES.get(one, f"Title {one}"),
                lang="en",
                citations=(Citation(outlet=outlets[one]),),
            )
            for one, (when, text) in TEXTS.items()
        ),
    )
    with store.write() as writer:
        writer.put_situation(MALI)
    yield store
    store.close()


def places(store: SqliteStore, report: str) -> dict[str, str]:
    return {one.span.quote: one.geonames_id for one in run.list_words(store, report, NOW).places}


def actors(store: SqliteStore, report: str) -> dict[str, str]:
    return {one.span.quote: one.actor_id for one in run.list_words(store, report, NOW).actors}


def regions(store: SqliteStore) -> set[tuple[str, str]]:
    spread = run.trace(store, "mali", LATER)
    return {(one.country, one.admin1) for one in spread.regions} if spread else set()


def test_a_place_is_put_right_everywhere_and_back(store: SqliteStore) -> None:
    before = regions(store)
    was = places(store, "a")["Moura"]
    assert was == places(store, "b")["Moura"] != ""
    made = run.correct_place(store, "a", "moura", "14.345,-4.45", now=NOW, everywhere=True)
    assert (made.number, made.right) == (1, "x-14.3450,-4.4500")
    assert {places(store, one)["Moura"] for one in "ab"} == {"x-14.3450,-4.4500"}
    assert ("MLI", "Mopti") in regions(store)
    assert run.undo(store, made.number, NOW) is None
    assert {places(store, one)["Moura"] for one in "ab"} == {was}
    assert regions(store) == before


def test_without_everywhere_only_the_named_report_changes(store: SqliteStore) -> None:
    was = places(store, "b")["Moura"]
    run.correct_place(store, "a", "Moura", "2457163", now=NOW)
    run.correct_place(store, "c", "Bamako", None, now=NOW)
    assert (places(store, "a")["Moura"], places(store, "b")["Moura"]) == ("2457163", was)
    assert places(store, "c")["Bamako"] == ""


def test_an_actor_is_put_right_and_relations_follow(store: SqliteStore) -> None:
    def led() -> set[str]:
        related = run.relate(store, "mali", LATER, is_all=True)
        return {bond.right.key for bond in related.bonds} if related else set()

    assert led() == {"x-mali-coup"}
    run.correct_actor(store, "c", "Mali coup", "mli", now=NOW)
    assert led() == {"MLI"}
    run.correct_actor(store, "c", "Mali coup", None, now=NOW)
    assert led() == set()


def test_corrections_outlive_the_reading_they_were_made_on(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    run.correct_actor(store, "b", "the ministry", "mli-gov-defence", now=NOW)
    run.correct_place(store, "a", "Moura", None, now=NOW, everywhere=True)
    monkeypatch.setattr(reading, "MADE_BY", "reader@99")
    assert run.read_ahead(store, NOW).n_read == len(TEXTS)
    assert actors(store, "b")["ministry"] == "mli-gov-defence"
    assert {places(store, one)["Moura"] for one in "ab"} == {""}
    kept = store.view(NOW).get_readings(["a"], reading.MADE_BY)["a"]
    assert "" not in {one.geonames_id for one in kept.places}


def test_reports_that_come_later_are_read_with_what_holds_everywhere(store: SqliteStore) -> None:
    run.correct_place(store, "a", "Moura", None, now=NOW, everywhere=True)
    add(store, make_article("e", BOMB.replace("five", "six"), when="2025-04-01T08:00", lang="en"))
    assert places(store, "e")["Moura"] == ""


def test_a_correction_of_today_holds_whatever_the_moment_and_lets_nothing_later_in(store: SqliteStore) -> None:
    run.correct_place(store, "b", "Moura", "14.345,-4.45", now=NOW, everywhere=True)
    early = at("2025-01-01T23:00")
    spread = run.trace(store, "mali", early)
    assert spread is not None
    assert {one.last.excerpt.article.article_id for one in spread.regions} == {"a"}
    assert {(one.country, one.admin1) for one in spread.regions} == {("MLI", "Mopti")}


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda s: run.correct_actor(s, "zz", "army", "mli", now=NOW), "no dated report 'zz'"),
        (lambda s: run.correct_actor(s, "d", "navy", "mli", now=NOW), "“navy” do not stand in report 'd'"),
        (lambda s: run.correct_actor(s, "d", " ", "mli", now=NOW), "do not stand"),
        (lambda s: run.correct_actor(s, "d", "Santiago", "mli", now=NOW), "“Santiago” are not read as an actor"),
        (lambda s: run.correct_actor(s, "a", "army", "mli-mill", now=NOW), "Near ones are: mli-mil"),
        (lambda s: run.correct_actor(s, "a", "army", "mli-mil", now=NOW), "already"),
        (lambda s: run.correct_actor(s, "d", "It", "chl-cop", now=NOW, everywhere=True), "is a pronoun"),
        (lambda s: run.correct_actor(s, "a", "army", "mli", now=NOW, was="fra-mil"), "not read as 'fra-mil' there"),
        (
            lambda s: run.correct_place(s, "c", "Bamako", "24605961", now=NOW),
            r"“Bamako” may be: 2460594 \(Bamako, MLI\)",
        ),
        (lambda s: run.correct_place(s, "c", "Bamako", "95,10", now=NOW), "no point on the globe"),
        (lambda s: run.correct_place(s, "c", "leader", None, now=NOW), "not read as a place"),
        (lambda s: run.undo(s, 1, NOW), "no correction 1"),
    ],
)
def test_wrong_use_is_told_with_what_to_do_and_nothing_is_kept(store: SqliteStore, ask: Any, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        ask(store)
    assert store.list_corrections(with_undone=True) == []


def test_an_actor_that_only_the_store_knows_can_be_meant(store: SqliteStore) -> None:
    assert actors(store, "c")["Luis Vega"] == "x-luis-vega"
    made = run.correct_actor(store, "a", "army", "x-luis-vega", now=NOW)
    assert made.meant is not None
    assert made.meant.actor is not None
    assert made.meant.actor.name == "Luis Vega"


def test_words_that_stand_for_several_have_to_be_told_apart(store: SqliteStore) -> None:
    article = make_article("f", "Peru has an army. Chile has an army.", when="2025-05-01T08:00", lang="en")
    starts, owners = (12, 31), ("per-mil", "chl-mil")
    mentions = tuple(
        Mention(span=Span(article_id="f", start=at, end=at + 4, quote="army"), actor_id=one, name=one, kind=kind)
        for at, one, kind in zip(starts, owners, (ActorKind.ARMED_FORCES,) * 2, strict=True)
    )
    add(store, article)
    with store.write() as writer:
        writer.add_readings([replace(make_reading(article, reading.MADE_BY), mentions=mentions)])
    with pytest.raises(UsageError, match=r"several there: 'per-mil' \(per-mil\), 'chl-mil'.* --was"):
        run.correct_actor(store, "f", "army", "bol-mil", now=NOW)
    run.correct_actor(store, "f", "army", "bol-mil", now=NOW, was="chl-mil")
    assert [one.actor_id for one in run.list_words(store, "f", NOW).actors] == ["per-mil", "bol-mil"]


def stories(store: SqliteStore) -> dict[str, Story]:
    """The stories, brought up to date, by their first report."""
    run.update_stories(store, NOW, with_meaning=False)
    return {one.article_ids[0]: one for one in run.list_stories(store.view(LATER), limit=10)}


def after(store: SqliteStore, since: int | None) -> dict[str, Story]:
    run.update_stories(store, NOW, with_meaning=False, since=since)
    return stories(store)


def test_a_title_of_ones_own_is_shown_and_taken_back(store: SqliteStore) -> None:
    story = stories(store)["a"]
    made = run.rename_story(store, story.story_id, "  The mine of  Moura ", NOW)
    assert made.left == "a"
    assert stories(store)["a"].title == run.show_story(store.view(LATER), "a").story.title == "The mine of Moura"
    overview = run.survey(store, "mali", LATER)
    assert overview is not None
    assert "The mine of Moura" in {one.title for one in overview.stories}
    second = run.rename_story(store, "a", "Another", NOW)
    assert stories(store)["a"].title == "Another"
    run.undo(store, second.number, NOW)
    assert stories(store)["a"].title == "The mine of Moura"
    run.undo(store, made.number, NOW)
    assert stories(store)["a"].title == story.title


def test_a_title_goes_with_the_first_report_through_merges_splits_and_late_reports(store: SqliteStore) -> None:
    assert stories(store)["c"].article_ids == ("c",)
    run.rename_story(store, "d", "Chile", NOW)
    merged = after(store, run.merge_stories(store, "c", "d", NOW))
    assert (merged["c"].article_ids, merged["c"].title) == (("c", "d"), "Chile")
    run.rename_story(store, "c", "Coup and Chile", NOW)
    assert stories(store)["c"].title == "Coup and Chile"
    split = after(store, run.split_story(store, "c", ["d"], NOW))
    assert (split["c"].title, split["d"].title) == ("Coup and Chile", "Chile")
    add(store, make_article("0", TEXTS["c"][1], when="2025-03-01T06:00", title="Title 0", lang="en"))
    assert stories(store)["0"].article_ids == ("0", "c")
    assert stories(store)["0"].title == "Coup and Chile"


@pytest.mark.parametrize("title", ["", "  ", "two\nlines", "x" * 301])
def test_a_title_is_one_line(store: SqliteStore, title: str) -> None:
    stories(store)
    with pytest.raises(UsageError, match="one line"):
        run.rename_story(store, "a", title, NOW)


def test_no_story_no_title(store: SqliteStore) -> None:
    with pytest.raises(UnknownStory):
        run.rename_story(store, "zz", "Title", NOW)


def test_the_log_tells_every_decision_in_words_the_latest_first(store: SqliteStore) -> None:
    stories(store)
    run.pin_report(store, "b", "a", NOW)
    run.decide(store, MALI, ["d"], CorrectionKind.REJECT, NOW)
    run.decide(store, MALI, ["c"], CorrectionKind.KEEP, NOW)
    run.rename_story(store, "a", "Mine", NOW)
    run.correct_actor(store, "b", "the ministry", "mli-gov-defence", now=NOW)
    run.correct_actor(store, "c", "Mali coup", None, now=NOW, everywhere=True)
    run.correct_place(store, "c", "Bamako", "2457163", now=NOW)
    run.undo(store, 2, NOW + timedelta(hours=1))
    assert [one.words for one in run.list_log(store)] == [
        "In report 'Title c' (BBC, 1 March 2025), “Bamako” is Gao, Mali (2457163), not Bamako, Mali (2460596).",
        "In every report, “Mali coup” is nobody where it was read as Mali coup (x-mali-coup), as in report 'Title c'"
        " (BBC, 1 March 2025).",
        "In report 'Title b' (AFP, 2 January 2025), “ministry” is Ministry of Defence of Mali (mli-gov-defence), not"
        " ministry (mli-gov-ministry).",
        "The story of report 'Title a' (Reuters, 1 January 2025) is called 'Mine'.",
        "Report 'Title c' (BBC, 1 March 2025) belongs in situation 'Mali'.",
        "Report 'Fighting in Santiago' (AP, 4 March 2025) does not belong in situation 'Mali'.",
        "Report 'Title b' (AFP, 2 January 2025) belongs with report 'Title a' (Reuters, 1 January 2025).",
    ]
    assert [one.correction.undone_at is not None for one in run.list_log(store)] == [False] * 5 + [True, False]


def test_any_kind_is_undone_once_and_the_day_is_told_from_which_stories_change(store: SqliteStore) -> None:
    stories(store)
    assert after(store, run.pin_report(store, "d", "c", NOW))["c"].article_ids == ("c", "d")
    since = run.undo(store, 1, NOW)
    assert since is not None
    assert after(store, since)["d"].article_ids == ("d",)
    with pytest.raises(UsageError, match="taken back on 8 November 2025"):
        run.undo(store, 1, NOW)
    (kept,) = store.list_corrections(with_undone=True)
    assert isinstance(kept, Correction)
    assert kept.undone_at == NOW

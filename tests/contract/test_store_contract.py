"""What every store does, whatever it is built on. Another kind of store only adds a factory to BACKENDS."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from multiprocessing import get_context
from pathlib import Path

import pytest
from store_backends import BACKENDS, Place, write_batches, write_one

from dateline.errors import StoreMissing
from dateline.records import (
    ActorKind,
    Article,
    Brief,
    Citation,
    Confidence,
    Correction,
    CorrectionKind,
    Coverage,
    Failure,
    Form,
    KnownActor,
    KnownPlace,
    Link,
    LinkKind,
    Meant,
    Mention,
    ModelCall,
    QuoteEvidence,
    Reading,
    RowEvidence,
    Section,
    Sentence,
    SentenceKind,
    SentenceNote,
    Situation,
    Source,
    Span,
    Version,
)
from dateline.store import Store
from making import (
    LATER,
    NOW,
    add,
    at,
    ids,
    make_article,
    make_full_article,
    make_observation,
    make_reading,
)

MICROSECOND = timedelta(microseconds=1)
HOSTILE = (
    '" OR 1',
    "NEAR(",
    "*",
    "",
    "   ",
    '"',
    '"""',
    "'; DROP TABLE article; --",
    "(",
    ")",
    "AND",
    "OR",
    "nowhere AND",
    "NOT nowhere",
    "{title}: nowhere",
    "title:",
    "^",
    "nowhere +",
    "\\",
    "%",
    "\x00",
    "ar\x00my",
    "\ud800",
    "\u202e\ufeff",
    "🎉𝔘نص",
    "x" * 10_000,
    "é " * 5_000,
    '"' * 10_000,
)


@pytest.fixture(params=sorted(BACKENDS))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where a store of each kind will be."""
    somewhere = Place(request.param, tmp_path / "store")
    yield somewhere
    somewhere.close()


@pytest.fixture
def store(place: Place) -> Store:
    """An empty store of each kind."""
    return place.open(create=True)


@pytest.fixture
def four(store: Store) -> Store:
    """A store with four short reports."""
    add(
        store,
        make_article("both", "The army met the rebels beside Gao.", when="2025-01-01T12:00"),
        make_article("army", "The army left Kidal.", when="2025-01-02T12:00"),
        make_article("rebels", "Rebels hold the town.", title="Kidal", when="2025-01-03T12:00"),
        make_article("goita", "Assimi Goïta parle à Bamako.", when="2025-01-04T12:00"),
    )
    return store


def find(store: Store, *facets: Sequence[str]) -> list[str]:
    return ids(store.view(LATER).find_articles(facets))


# Adding


def test_adding_again_adds_nothing(store: Store) -> None:
    """A report that is there already is neither counted nor kept twice."""
    article = make_article("a")
    assert [add(store, article), add(store, article), add(store, article, make_article("b"))] == [1, 0, 1]
    assert find(store, ["army"]) == ["a", "b"]
    assert store.get_stats().n_articles == 2


def test_a_report_twice_in_one_batch_counts_once(store: Store) -> None:
    """The same report twice inside one batch is one report."""
    assert add(store, make_article("a"), make_article("a"), make_article("b"), make_article("a")) == 2
    assert find(store, ["army"]) == ["a", "b"]


def test_a_text_never_changes_under_its_id(store: Store) -> None:
    """Another text under a known id leaves the first as it was, also for the search."""
    add(store, make_article("a", "The army left Gao."))
    assert add(store, make_article("a", "The rebels took Gao.")) == 0
    assert [article.text for article in store.view(LATER).find_articles([["gao"]])] == ["The army left Gao."]
    assert find(store, ["rebels"]) == []


def test_every_field_comes_back(store: Store) -> None:
    """What was kept of a report is what is given out."""
    articles = [make_full_article("full"), make_article("bare", "Gao.")]
    add(store, *articles)
    assert store.view(LATER).find_articles([["Gao"]]) == articles


def test_reports_come_in_order_of_time_then_id(store: Store) -> None:
    """Reports are ordered by the moment they appeared, then by id, not by when they came in."""
    moments = ["2025-03-01T00:00", "2024-12-31T23:59:59.999999", "2025-01-01T00:00", "2025-01-01T00:00:00.000001"]
    add(store, *(make_article(f"{name}{n}", when=when) for n, when in enumerate(moments) for name in "zam"))
    found = store.view(LATER).find_articles([["army"]])
    assert ids(found) == [f"{name}{n}" for n in (1, 2, 3, 0) for name in "amz"]


# Searching


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        ([["army"]], ["both", "army"]),
        ([["army", "rebels"]], ["both", "army", "rebels"]),
        ([["army"], ["rebels"]], ["both"]),
        ([["army", "rebels"], ["Kidal", "Bamako"]], ["army", "rebels"]),
        ([["army"], ["rebels"], ["Bamako"]], []),
        ([["the army"]], ["both", "army"]),
        ([["army the"]], []),
        ([["ARMY"]], ["both", "army"]),
        ([["arm"]], []),
    ],
)
def test_a_report_has_a_phrase_of_every_facet(four: Store, facets: list[list[str]], expected: list[str]) -> None:
    """Phrases of one facet are alternatives, facets must all be met, and the words of a phrase stand together."""
    assert find(four, *facets) == expected
    assert four.view(LATER).count_articles(facets) == len(expected)


def test_articles_are_ranked_by_the_words_they_hold(four: Store) -> None:
    """The one that holds the rarest and most of the words comes first; a limit holds; nothing of later is seen."""
    view = four.view(LATER)
    assert ids(view.rank_articles(["Goïta", "Bamako", "zebra"], 10))[0] == "goita"
    assert len(view.rank_articles(["army"], 1)) == 1
    assert view.rank_articles(["zebra"], 10) == []
    assert view.rank_articles([], 10) == []
    assert four.view(at("1990-01-01T00:00")).rank_articles(["army"], 10) == []


@pytest.mark.parametrize(
    "phrase", ["Goïta", "goita", "GOITA", "GOÏTA", "goi\u0308ta", "parle a Bamako", "Assimi Goita"]
)
def test_search_looks_past_accents_and_case(four: Store, phrase: str) -> None:
    """A name is found with or without its accents, however they are encoded."""
    assert find(four, [phrase]) == ["goita"]


@pytest.mark.parametrize(
    "phrase",
    [
        "army OR rebels",
        "army AND rebels",
        "army NOT Gao",
        "arm*",
        "title:Kidal",
        "{text}: army",
        "NEAR(army rebels)",
        "NEAR(army rebels, 5)",
        'army" OR "rebels',
        'army") OR ("rebels',
        "army + rebels",
    ],
)
def test_no_phrase_is_an_operator(four: Store, phrase: str) -> None:
    """What other search languages take for operators are only words and marks here."""
    assert find(four, [phrase]) == []


@pytest.mark.parametrize("phrase", HOSTILE, ids=lambda phrase: ascii(phrase[:12]))
def test_hostile_phrases_find_no_more_and_break_nothing(four: Store, phrase: str) -> None:
    """A hostile phrase raises nothing, adds nothing to an alternative and leaves nothing of a conjunction."""
    assert find(four, [phrase]) == []
    assert find(four, [phrase, "Bamako"]) == ["goita"]
    assert find(four, [phrase], ["Bamako"]) == []
    assert four.view(LATER).count_articles([[phrase]]) == 0
    assert four.get_stats().n_articles == 4


# As of a moment


def test_a_report_is_visible_from_the_moment_it_is_known(store: Store) -> None:
    """A report cannot be seen a microsecond before it is known, and can be from then on."""
    article = make_article("a", when="2025-01-01T12:00")
    add(store, article)
    known_at = at("2025-01-01T12:00")
    for moment, expected in ((known_at - MICROSECOND, []), (known_at, [article]), (known_at + MICROSECOND, [article])):
        view = store.view(moment)
        assert view.as_of == moment
        assert view.find_articles([["army"]]) == expected
        assert view.count_articles([["army"]]) == len(expected)


def test_a_report_dated_by_day_is_visible_when_the_day_is_over(store: Store) -> None:
    """Visibility follows the moment a report is known, not the first moment it can have appeared."""
    day = replace(make_article("a", when="2025-01-01T00:00"), known_at=at("2025-01-01T23:59:59.999999"))
    add(store, day)
    assert store.view(at("2025-01-01T23:59:59.999998")).find_articles([["army"]]) == []
    assert store.view(at("2025-01-01T23:59:59.999999")).find_articles([["army"]]) == [day]


def test_an_undated_report_is_never_visible(store: Store) -> None:
    """A report without a date is kept and counted, and seen at no moment."""
    add(store, make_article("a", when=None))
    view = store.view(datetime.max.replace(tzinfo=UTC))
    assert view.find_articles([["army"]]) == []
    assert view.find_articles([["army"]], since=datetime.min.replace(tzinfo=UTC)) == []
    assert view.count_articles([["army"]]) == 0
    assert (store.get_stats().n_articles, store.get_stats().n_undated) == (1, 1)


@pytest.mark.parametrize("year", [1, 20, 199, 999])
def test_early_years_come_before_late_ones(store: Store, year: int) -> None:
    """A moment in a year of fewer than four digits is still earlier than any report."""
    add(store, make_article("a"))
    early = datetime(year, 1, 1, tzinfo=UTC)
    assert store.view(early).find_articles([["army"]]) == []
    assert ids(store.view(LATER).find_articles([["army"]], since=early)) == ["a"]


def test_a_moment_is_the_same_in_every_zone(store: Store) -> None:
    """The moment counts, not the zone it is written in."""
    add(store, make_article("a", when="2025-01-01T12:00"))
    east = timezone(timedelta(hours=5))
    assert ids(store.view(datetime(2025, 1, 1, 17, tzinfo=east)).find_articles([["army"]])) == ["a"]
    assert store.view(datetime(2025, 1, 1, 16, 59, tzinfo=east)).find_articles([["army"]]) == []


def test_since_takes_in_its_own_moment(store: Store) -> None:
    """Reports that appeared before `since` are left out, one that appeared then is in."""
    add(store, make_article("a", when="2025-01-01T12:00"), make_article("b", when="2025-01-02T12:00"))
    view, moment = store.view(LATER), at("2025-01-01T12:00")
    assert ids(view.find_articles([["army"]], since=moment)) == ["a", "b"]
    assert ids(view.find_articles([["army"]], since=moment + MICROSECOND)) == ["b"]


# Readings


def test_readings_are_kept_by_reader(store: Store) -> None:
    """Each reader has its own reading of a report, and asks only for its own."""
    article, other = make_article("a"), make_article("b")
    add(store, article, other)
    first, second = make_reading(article, "reader@1", "attack"), make_reading(article, "reader@2", "talks", "vote")
    with store.write() as writer:
        writer.add_readings([first, second])
    view = store.view(LATER)
    assert view.get_readings(["a", "b", "unknown"], "reader@1") == {"a": first}
    assert view.get_readings(["a"], "reader@2") == {"a": second}
    assert view.get_readings(["a"], "reader@3") == {}
    assert view.get_readings([], "reader@1") == {}


def test_a_reading_is_never_replaced(store: Store) -> None:
    """A second reading by the same reader changes nothing."""
    article = make_article("a")
    add(store, article)
    for act in ("attack", "talks"):
        with store.write() as writer:
            writer.add_readings([make_reading(article, "reader@1", act)])
    assert store.view(LATER).get_readings(["a"], "reader@1") == {"a": make_reading(article, "reader@1", "attack")}
    assert store.get_stats().n_readings == 1


def test_many_readings_come_at_once(store: Store) -> None:
    """However many readings are asked for, all that there are come."""
    articles = [make_article(f"a{n}") for n in range(1_201)]
    add(store, *articles)
    with store.write() as writer:
        writer.add_readings(make_reading(article, "reader@1") for article in articles)
    asked = [*ids(articles), *(f"unknown {n}" for n in range(40_000))]
    assert store.view(LATER).get_readings(asked, "reader@1").keys() == set(ids(articles))


# Rows of data


def test_only_released_rows_are_visible(store: Store) -> None:
    """A row cannot be seen before the day of its release."""
    row = make_observation(released="2025-06-30")
    with store.write() as writer:
        assert writer.add_observations([row]) == 1
    assert store.view(at("2025-06-29T23:59:59.999999")).get_observations(["MLI"]) == []
    assert store.view(at("2025-06-30T23:59:59.999999")).get_observations(["MLI"]) == [row]


def test_the_last_release_by_then_counts(store: Store) -> None:
    """Of several releases of one row, the last that was out by the moment is the one that counts."""
    first = make_observation(100.0, released="2024-06-30", source="UCDP 24.1")
    revised = make_observation(90.0, released="2025-06-30", source="UCDP 25.1")
    with store.write() as writer:
        assert writer.add_observations([revised, first]) == 2
    assert store.view(at("2025-06-29T12:00")).get_observations(["MLI"]) == [first]
    assert store.view(at("2025-07-01T12:00")).get_observations(["MLI"]) == [revised]


def test_rows_come_by_country_series_and_period(store: Store) -> None:
    """Only rows on the countries asked for come, ordered by series and period; adding again adds nothing."""
    rows = [
        make_observation(2.0, period="2024-02"),
        make_observation(1.0, period="2024-01"),
        make_observation(5.0, series_id="ucdp:MLI:events"),
        make_observation(7.0, series_id="ucdp:NER:fatalities", iso3="NER", country="Niger"),
        make_observation(9.0, series_id="ucdp:TCD:fatalities", iso3="TCD", country="Chad"),
    ]
    with store.write() as writer:
        assert writer.add_observations(rows) == 5
        assert writer.add_observations(rows) == 0
    view = store.view(LATER)
    assert [row.value for row in view.get_observations(["NER", "MLI"])] == [5.0, 1.0, 2.0, 7.0]
    assert view.get_observations([]) == []
    assert store.get_stats().n_observations == 5


# Failures and situations


def test_failures_are_kept_once_and_the_latest_come_first(store: Store) -> None:
    """A failure is kept once; the list begins with the latest, each import's in the order of its lines."""
    early = [make_failure("old.jsonl", "1")]
    late = [make_failure("new.jsonl", number) for number in ("10", "9", "2")]
    with store.write() as writer:
        assert writer.add_failures(early, NOW) == 1
        assert writer.add_failures([*late, *early], NOW + timedelta(hours=1)) == 3
        assert writer.add_failures(late, NOW + timedelta(hours=2)) == 0
    listed = store.list_failures(10)
    assert [(failure.source_id, failure.record_id) for failure in listed] == [
        ("new.jsonl", "2"),
        ("new.jsonl", "9"),
        ("new.jsonl", "10"),
        ("old.jsonl", "1"),
    ]
    assert listed[-1] == early[0]
    assert store.list_failures(2) == listed[:2]


def test_a_situation_can_be_redefined(store: Store) -> None:
    """A situation is one definition by its name; saying the same again changes nothing."""
    mali = Situation(situation_id="mali", title="Mali", facets=(("Mali", "Bamako"),), exclude=("Mali Empire",))
    chad = Situation(situation_id="chad", title="Chad", facets=(("Chad",),), countries=("TD",))
    other = replace(mali, title="Mali and its neighbours")
    with store.write() as writer:
        assert [writer.put_situation(one) for one in (mali, chad, mali, other)] == [True, True, False, True]
    assert store.list_situations() == [chad, other]


# Transactions


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    """When anything in a transaction fails, none of it is there and the next one goes through."""
    article = make_article("a")

    def write_and_fail() -> None:
        with store.write() as writer:
            writer.add_articles([article], NOW)
            writer.add_readings([make_reading(article, "reader@1")])
            writer.add_failures([make_failure("x", "1")], NOW)
            writer.add_observations([make_observation()])
            writer.put_situation(Situation(situation_id="mali", title="Mali", facets=(("Mali",),)))
            raise KeyError("the caller failed")

    with pytest.raises(KeyError, match="the caller failed"):
        write_and_fail()
    stats = store.get_stats()
    counts = (stats.n_articles, stats.n_readings, stats.n_failures, stats.n_observations, stats.n_situations)
    assert counts == (0, 0, 0, 0, 0)
    assert find(store, ["army"]) == []
    assert add(store, article) == 1
    assert find(store, ["army"]) == ["a"]


def test_a_source_that_breaks_off_leaves_nothing(store: Store) -> None:
    """When what is to be added fails half-way, the first half is not there either."""

    def broken() -> Iterator[Article]:
        yield make_article("a")
        raise KeyError("the source broke off")

    def write_both() -> None:
        with store.write() as writer:
            writer.add_articles([make_article("b")], NOW)
            writer.add_articles(broken(), NOW)

    with pytest.raises(KeyError, match="broke off"):
        write_both()
    assert store.get_stats().n_articles == 0


def test_others_see_a_transaction_when_it_is_done(place: Place, store: Store) -> None:
    """Another connection reads on while one writes, and sees the whole transaction afterwards."""
    other = place.open()
    with store.write() as writer:
        writer.add_articles([make_article("a"), make_article("b")], NOW)
        assert find(other, ["army"]) == []
    assert find(other, ["army"]) == ["a", "b"]


def test_everything_is_there_after_opening_again(place: Place, store: Store) -> None:
    """What was kept is there when the store is opened again."""
    add(store, make_full_article("a"))
    stats = store.get_stats()
    place.close()
    reopened = place.open()
    assert reopened.get_stats() == stats
    assert reopened.view(LATER).find_articles([["Gao"]]) == [make_full_article("a")]


# Several processes


def test_a_writer_waits_for_the_one_before(place: Place, store: Store, tmp_path: Path) -> None:
    """A second process that wants to write waits until the first has done, then writes."""
    sign = tmp_path / "trying"
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        with store.write() as writer:
            writer.add_articles([make_article("from this process")], NOW)
            other = pool.submit(write_one, place.backend, place.folder, sign)
            while not sign.exists() and not other.done():
                time.sleep(0.01)
            time.sleep(0.2)
            assert not other.done()
        assert other.result(timeout=30) == 1
    assert store.get_stats().n_articles == 2


def test_two_writers_queue_up(place: Place) -> None:
    """Two processes that make the same store and write to it at once both get everything in."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        writers = [pool.submit(write_batches, place.backend, place.folder, name, 10) for name in ("one", "two")]
        assert [writer.result(timeout=60) for writer in writers] == [100, 100]
    assert place.open().get_stats().n_articles == 200


# Opening


def test_a_folder_without_a_store_is_named(place: Place) -> None:
    """Opening where there is no store says so, says how to make one, and makes nothing."""
    place.folder.mkdir()
    with pytest.raises(StoreMissing, match="dateline init") as caught:
        place.open()
    assert str(place.folder) in caught.value.message
    assert list(place.folder.iterdir()) == []


def test_an_empty_store_has_empty_answers(store: Store) -> None:
    """A new store answers every question with nothing."""
    view, stats = store.view(LATER), store.get_stats()
    assert (view.find_articles([["Mali"]]), view.count_articles([["Mali"]])) == ([], 0)
    assert (store.list_failures(5), store.list_situations()) == ([], [])
    assert (stats.n_articles, stats.first_at, stats.last_at) == (0, None, None)
    assert (stats.languages, stats.outlets) == ((), ())


def test_stats_count_what_is_there(store: Store) -> None:
    """The counts cover languages and outlets, the most frequent first."""
    french = make_full_article("fr")
    add(store, french, make_article("en", lang="en"), make_article("en2", lang="en", citations=french.citations[1:]))
    stats = store.get_stats()
    assert (stats.n_articles, stats.n_undated) == (3, 0)
    assert (stats.first_at, stats.last_at) == ("2025-01-01", "2025-01-01")
    assert stats.languages == (("en", 2), ("fr", 1))
    assert stats.outlets == (("Reuters", 2), ("AFP via France 24", 1))


def make_failure(source_id: str, record_id: str) -> Failure:
    return Failure(stage="import", source_id=source_id, record_id=record_id, reason="no text", detail="{}")


def make_link(left: str, right: str = "s1", *, kind: LinkKind = LinkKind.JOINED, day: int = 1) -> Link:
    made_at = datetime(2025, 1, day, tzinfo=UTC)
    return Link(kind=kind, left=left, right=right, score=0.5, reason="words", made_by="m@1", made_at=made_at)


def test_links_are_seen_from_the_moment_they_were_made(store: Store) -> None:
    links = [make_link("a", day=1), make_link("b", day=3), make_link("s1", "s0", kind=LinkKind.MERGED, day=5)]
    with store.write() as writer:
        writer.replace_links([], links, NOW)
    assert store.view(LATER).list_links() == links
    assert store.view(at("2025-01-03T00:00")).list_links() == links[:2]
    assert store.view(at("2025-01-02T23:59")).list_links() == links[:1]


def test_links_of_some_reports_come_with_all_merges(store: Store) -> None:
    links = [make_link("a"), make_link("b"), make_link("s1", "s0", kind=LinkKind.MERGED, day=5)]
    with store.write() as writer:
        writer.replace_links([], links, NOW)
    assert store.view(LATER).list_links(["b", "nobody"]) == links[1:]


def test_a_link_taken_back_is_not_seen_and_stays_in_the_log(store: Store) -> None:
    with store.write() as writer:
        writer.replace_links([], [make_link("a"), make_link("b")], NOW)
    with store.write() as writer:
        writer.replace_links([make_link("a")], [make_link("a", "s2")], NOW)
    assert [(link.left, link.right) for link in store.view(LATER).list_links()] == [("b", "s1"), ("a", "s2")]
    assert store.view(LATER).find_former_members("s1") == ["a", "b"]
    assert store.view(at("2024-12-31T00:00")).find_former_members("s1") == []


def test_arrivals_are_dated_reports_in_the_order_they_were_known(store: Store) -> None:
    reports = [("b", "2025-01-02T00:00"), ("a", "2025-01-02T00:00"), ("c", "2025-01-01T00:00"), ("d", None)]
    add(store, *(make_article(name, when=when) for name, when in reports))
    assert [name for name, _ in store.view(LATER).list_arrivals()] == ["c", "a", "b"]
    assert [name for name, _ in store.view(at("2025-01-01T12:00")).list_arrivals()] == ["c"]
    assert set(store.view(at("2025-01-01T12:00")).get_articles(["a", "c", "x"])) == {"c"}


def test_what_a_reader_has_not_read_is_listed_the_latest_first(store: Store) -> None:
    reports = [make_article("a", when="2025-01-01T00:00"), make_article("b", when="2025-01-02T00:00")]
    add(store, *reports, make_article("c", when="2025-01-03T00:00"), make_article("d", when=None))
    assert store.view(LATER).list_unread("reader@1") == ["c", "b", "a"]
    assert store.view(at("2025-01-02T12:00")).list_unread("reader@1") == ["b", "a"]
    with store.write() as writer:
        writer.add_readings([make_reading(reports[1], "reader@1")])
    assert store.view(LATER).list_unread("reader@1") == ["c", "a"]
    assert store.view(LATER).list_unread("reader@2") == ["c", "b", "a"]


def test_vectors_are_kept_by_what_made_them(store: Store) -> None:
    add(store, make_article("a"))
    with store.write() as writer:
        writer.add_vectors([("a", b"\x01\xff")], "encoder@1")
        writer.add_vectors([("a", b"\x02")], "encoder@1")
    assert store.view(LATER).get_vectors(["a", "b"], "encoder@1") == {"a": b"\x01\xff"}
    assert store.view(LATER).get_vectors(["a"], "encoder@2") == {}


def test_corrections_stand_until_they_are_undone(store: Store) -> None:
    with store.write() as writer:
        writer.add_corrections([Correction(kind=CorrectionKind.PIN, left="a", right="b", made_at=NOW)])
    (one,) = store.list_corrections()
    assert (one.kind, one.left, one.right, one.made_at) == (CorrectionKind.PIN, "a", "b", NOW)
    with store.write() as writer:
        assert writer.undo_correction(one.number, NOW)
        assert not writer.undo_correction(one.number, NOW)
    assert store.list_corrections() == []


def test_corrections_come_back_as_they_were_made_with_the_numbers_they_were_given(store: Store) -> None:
    place = KnownPlace(geonames_id="1", name="Léré", lat=15.7, lon=-4.9, country="MLI", admin1="Tombouctou")
    actor = KnownActor(actor_id="mli", name="Mali", kind=ActorKind.COUNTRY, country="MLI")
    meant = Meant(words="“the” town", starts=(3, 9), was="x-a", was_name="A", is_everywhere=True)
    made = [
        Correction(kind=CorrectionKind.RENAME, left="a", right="", made_at=NOW, title="A “title”"),
        Correction(kind=CorrectionKind.ACTOR, left="a", right="mli", made_at=NOW, meant=replace(meant, actor=actor)),
        Correction(kind=CorrectionKind.PLACE, left="b", right="1", made_at=NOW, meant=replace(meant, place=place)),
        Correction(kind=CorrectionKind.PLACE, left="b", right="", made_at=NOW, meant=replace(meant, was="")),
    ]
    with store.write() as writer:
        numbers = writer.add_corrections(made)
    kept = [replace(one, number=number) for one, number in zip(made, numbers, strict=True)]
    assert store.list_corrections() == kept
    assert store.view(LATER).list_corrections() == store.view(at("2001-01-01T00:00")).list_corrections() == kept


def test_what_was_undone_stays_in_the_log_with_when(store: Store) -> None:
    later = NOW + timedelta(hours=1)
    with store.write() as writer:
        first, second = writer.add_corrections(
            [Correction(kind=CorrectionKind.PIN, left="a", right=right, made_at=NOW) for right in ("b", "c")]
        )
        writer.undo_correction(first, later)
    assert [one.number for one in store.list_corrections()] == [second]
    assert [one.number for one in store.view(LATER).list_corrections()] == [second]
    assert [one.undone_at for one in store.list_corrections(with_undone=True)] == [later, None]


def test_an_actor_is_found_in_what_a_reader_read_by_the_moment(store: Store) -> None:
    early, late = make_article("a", when="2025-01-01T12:00"), make_article("b", when="2025-01-03T12:00")
    add(store, early, late)

    def read(article: Article, words: str, form: Form, made_by: str = "reader@1") -> Reading:
        start = article.text.index(words)
        span = Span(article_id=article.article_id, start=start, end=start + len(words), quote=words)
        mention = Mention(span=span, actor_id='x-"army"', name=words, kind=ActorKind.ARMED_FORCES, form=form)
        return replace(make_reading(article, made_by), mentions=(mention,))

    with store.write() as writer:
        writer.add_readings([read(early, "army", Form.NOMINAL), read(late, "The army", Form.NAME)])
    view = store.view(LATER)
    found = view.find_actor('x-"army"', "reader@1")
    assert found is not None
    assert found.name == "The army"
    before = store.view(at("2025-01-02T00:00")).find_actor('x-"army"', "reader@1")
    assert before is not None
    assert before.name == "army"
    assert view.find_actor('x-"army"', "reader@2") is view.find_actor("x-", "reader@1") is None


def test_what_a_model_said_is_kept_once(store: Store) -> None:
    """The first answer to a question stands."""
    call = ModelCall(
        model="m",
        prompt_hash="abc",
        answer="{}",
        n_prompt_tokens=3,
        n_answer_tokens=2,
        seconds=0.5,
        asked_at=at("2025-01-01T00:00"),
    )
    assert store.get_model_call("abc") is None
    with store.write() as writer:
        writer.add_model_call(call)
        writer.add_model_call(replace(call, answer="other"))
    assert store.get_model_call("abc") == call


def test_a_kept_brief_comes_back_whole(store: Store) -> None:
    """Words, rows, notes and moments; kept again, the first stands; another name is none."""
    quoted = QuoteEvidence(
        span=Span(article_id="a", start=0, end=4, quote="Gaza"),
        citations=(Citation(outlet="BBC"),),
        published_at=at("2025-01-01T00:00"),
        known_at=at("2025-01-01T12:00"),
    )
    rows = RowEvidence(
        series="s", rows=((("n", 3), ("share", 0.5), ("what", "x")),), source="UN", released_at=date(2025, 1, 2)
    )
    sentences = (
        Sentence(text="Gaza.", kind=SentenceKind.QUOTED, evidence=(quoted, rows), note=SentenceNote.ADDED),
        Sentence(text="3.", kind=SentenceKind.COMPUTED, evidence=(rows,), confidence=Confidence.MEASURED),
    )
    source = Source(
        number=1, article_id="a", citations=quoted.citations, published_at=quoted.published_at,
        known_at=quoted.known_at, title="", text="Gaza",
    )  # fmt: skip
    coverage = Coverage(
        n_articles=1, n_outlets=1, languages=(("en", 1),), first_at=at("2025-01-01T00:00"),
        last_at=at("2025-01-01T00:00"), gaps=("all",), n_origins=1,
    )  # fmt: skip
    brief = Brief(
        situation_id="gaza", title="Gaza", as_of=at("2025-01-03T00:00"), made_by="m@1",
        sections=(Section(title="What's Happening", sentences=sentences),), sources=(source,), coverage=coverage,
    )  # fmt: skip
    version = Version(
        version_id="v",
        situation_id="gaza",
        title="Gaza",
        as_of=brief.as_of,
        made_by="m@1",
        kept_at=at("2025-01-04T00:00"),
    )
    with store.write() as writer:
        assert writer.add_brief(version, brief)
        assert not writer.add_brief(version, replace(brief, title="Other"))
    assert store.get_brief("v") == brief
    assert store.get_brief("w") is None
    assert store.list_versions() == [version]

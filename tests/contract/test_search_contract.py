"""What every store does about searches and what reports are filed under, whatever it is built on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_backends import BACKENDS, Place
from test_store_contract import HOSTILE

from dateline.records import (
    ActorKind,
    CardQuery,
    Citation,
    HeadingKind,
    Link,
    LinkKind,
    Mention,
    Reading,
    SavedSearch,
    Span,
    Term,
)
from dateline.records import Place as NamedPlace
from dateline.store import SqliteStore, Store
from dateline.text import clean
from making import LATER, NOW, add, at, ids, make_article

READER = "reader@1"


@pytest.fixture(params=sorted(BACKENDS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    place = Place(request.param, tmp_path / "store")
    yield place.open(create=True)
    place.close()


def read(article_id: str, actor: str = "Rebels", *, actor_id: str = "rebels", made_by: str = READER) -> Reading:
    """A reading that names one actor and the town of Gao."""
    span = Span(article_id=article_id, start=0, end=3, quote="The")
    gao = {"geonames_id": "2457161", "name": "Gao", "lat": 16.27, "lon": -0.04, "country": "MLI", "feature": "PPLA"}
    return Reading(
        article_id=article_id,
        made_by=made_by,
        passages=(),
        mentions=(Mention(span=span, actor_id=actor_id, name=actor, kind=ActorKind.ARMED_GROUP, country="MLI"),),
        places=(NamedPlace(span=span, **gao),),  # type: ignore[arg-type]
    )


def keep(store: Store, *readings: Reading) -> None:
    with store.write() as writer:
        writer.add_readings(readings)


def find(store: Store, query: CardQuery, moment: datetime = LATER, limit: int = 100) -> list[str]:
    view = store.view(moment)
    numbers = view.find_cards(query, limit).numbers
    found = view.get_ids(numbers)
    return [found[number] for number in numbers]


def under(store: Store, kind: HeadingKind, name: str, moment: datetime = LATER) -> list[str]:
    """The reports under everything that a name stands for."""
    headings = store.view(moment).find_headings(kind, name, 20)
    if not headings:
        return []
    return find(store, CardQuery(groups=(tuple(one.heading_id for one in headings),)), moment)


def test_reports_are_found_by_words_the_latest_first(store: Store) -> None:
    add(store, make_article("a", "The army left."), make_article("b", "An army came.", when="2025-02-01T12:00"))
    assert find(store, CardQuery(terms=(Term("army"),))) == ["b", "a"]
    assert find(store, CardQuery(terms=(Term("army"), Term("lef", is_prefix=True)))) == ["a"]
    assert find(store, CardQuery(terms=(Term("army"),), without=(Term("left"),))) == ["b"]
    assert find(store, CardQuery(since=at("2025-01-15T00:00"))) == ["b"]
    assert find(store, CardQuery(until=at("2025-01-15T00:00"))) == ["a"]
    assert find(store, CardQuery(), limit=1) == ["b"]
    assert store.view(LATER).find_cards(CardQuery(), 1, is_oldest=True).published == ("2025-01-01T12:00:00.000000Z",)
    assert store.view(LATER).count_found(CardQuery()) == 2


@pytest.mark.parametrize("text", [one for one in HOSTILE if clean(one).strip()])
def test_no_text_is_an_operator_of_a_search(store: Store, text: str) -> None:
    """Any text is looked for as words; what comes is a list of reports."""
    add(store, make_article("a", "nowhere AND somewhere"))
    for term in (Term(text), Term(text, is_prefix=True)):
        view = store.view(LATER)
        assert find(store, CardQuery(terms=(term,))) in ([], ["a"])
        assert find(store, CardQuery(without=(term,))) in ([], ["a"])
        view.count_words(text.encode("utf-8", "replace").decode(), is_prefix=term.is_prefix, ceiling=9)
    assert store.view(LATER).complete(text.encode("utf-8", "replace").decode(), list(HeadingKind), 5) == []


def test_a_report_is_filed_by_its_outlets_and_language_when_it_comes(store: Store) -> None:
    cited = (Citation(outlet="AFP via France 24"), Citation(outlet="Reuters"))
    add(store, replace(make_article("a"), citations=cited, lang="fr"), make_article("b"))
    assert under(store, HeadingKind.OUTLET, "France 24") == ["a"]
    assert under(store, HeadingKind.OUTLET, "Reuters") == ["a"]
    assert under(store, HeadingKind.AGENCY, "AFP") == ["a"]
    assert under(store, HeadingKind.LANGUAGE, "fr") == ["a"]
    assert under(store, HeadingKind.LANGUAGE, "und") == ["b"]
    assert set(under(store, HeadingKind.SOURCE, "by hand")) == {"a", "b"}


def test_a_report_is_filed_by_what_a_reader_found(store: Store) -> None:
    add(store, make_article("a"))
    assert under(store, HeadingKind.PLACE, "Gao") == []
    keep(store, read("a"))
    assert under(store, HeadingKind.PLACE, "=2457161") == under(store, HeadingKind.ACTOR, "Rebels") == ["a"]
    assert under(store, HeadingKind.COUNTRY, "MLI") == ["a"]
    keep(store, read("a", "Tuareg", actor_id="tuareg", made_by="reader@2"))
    assert under(store, HeadingKind.ACTOR, "=rebels") == []
    assert under(store, HeadingKind.ACTOR, "Tuareg") == under(store, HeadingKind.SOURCE, "by hand") == ["a"]


def test_a_heading_has_the_name_of_its_latest_reports_by_the_moment(store: Store) -> None:
    add(store, make_article("a"), *(make_article(f"b{n}", when="2025-03-01T12:00") for n in range(2)))
    keep(store, read("a"), read("b0", "The Front"), read("b1", "The Front"))
    (before,) = store.view(at("2025-02-01T00:00")).find_headings(HeadingKind.ACTOR, "=rebels", 9)
    (after,) = store.view(LATER).find_headings(HeadingKind.ACTOR, "front", 9)
    assert (before.naming.name, before.n_reports) == ("Rebels", 1)
    assert (after.naming.name, after.n_reports) == ("The Front", 3)
    assert store.view(at("2025-02-01T00:00")).find_headings(HeadingKind.ACTOR, "front", 9) == []
    namings = store.view(LATER).count_namings(after.heading_id)
    assert [(one.naming.name, one.n_reports) for one in namings] == [("The Front", 2), ("Rebels", 1)]
    assert [one.naming.name for one in store.view(LATER).get_headings([after.heading_id])] == ["The Front"]


def test_names_are_completed_by_the_moment(store: Store) -> None:
    add(store, make_article("a"), make_article("b", when="2025-03-01T12:00"))
    keep(store, read("a", "Armed Rebels"), read("b", "Gaoland Army", actor_id="army"))
    kinds = (HeadingKind.ACTOR, HeadingKind.PLACE)
    assert [one.key for one in store.view(LATER).complete("gao", kinds, 9)] == ["2457161", "army"]
    assert [one.key for one in store.view(at("2025-02-01T00:00")).complete("gao", kinds, 9)] == ["2457161"]
    assert [one.key for one in store.view(LATER).complete("REB", kinds, 9)] == ["rebels"]
    assert store.view(LATER).complete("", kinds, 9) == []


def test_places_near_are_those_with_events(store: Store) -> None:
    """A place that no report tells an event of is not near anything."""
    add(store, make_article("a"))
    keep(store, read("a"))
    assert store.view(LATER).find_near((16, -1, 17, 1), 9) == []


def test_what_is_not_filed_is_filed_again_by_a_reader(store: Store) -> None:
    add(store, make_article("a"), make_article("b"))
    keep(store, read("a"))
    view = store.view(LATER)
    assert (view.count_unfiled(READER), view.list_unfiled(READER)) == (1, [])
    keep(store, read("a", made_by="reader@2"))
    (number,) = view.list_unfiled(READER)
    with store.write() as writer:
        writer.refile([number], READER)
    assert view.list_unfiled(READER) == []
    assert under(store, HeadingKind.ACTOR, "rebels") == ["a"]


def test_copies_and_stories_are_those_of_the_moment(store: Store) -> None:
    add(store, *(make_article(one) for one in "abc"))
    made = [
        ("joined", "a", "s1", 1),
        ("duplicate", "b", "a", 2),
        ("joined", "c", "s2", 3),
        ("merged", "s2", "s1", 4),
    ]
    links = [
        Link(
            kind=LinkKind(kind),
            left=left,
            right=right,
            score=1,
            reason="",
            made_by="m",
            made_at=NOW + timedelta(days=n),
        )
        for kind, left, right, n in made
    ]
    with store.write() as writer:
        writer.replace_links([], links, NOW)
    before, after = store.view(NOW + timedelta(days=3)), store.view(NOW + timedelta(days=5))
    assert before.get_roots(["a", "b"]) == {"b": "a"}
    assert before.count_copies(["a"]) == {"a": 1}
    assert before.get_stories(["a", "c"]) == {"a": "s1", "c": "s2"}
    assert after.get_stories(["a", "c"]) == {"a": "s1", "c": "s1"}
    assert before.list_story("s1") == ["a", "b"]
    assert after.list_story("s2") == ["a", "c", "b"]
    assert store.view(NOW).list_story("s1") == []


def test_kept_searches(store: Store) -> None:
    with store.write() as writer:
        writer.put_search(SavedSearch(name="b", line="army", made_at=NOW))
        writer.put_search(SavedSearch(name="a", line="gao", made_at=NOW))
        writer.put_search(SavedSearch(name="b", line="army gao", made_at=NOW))
        assert writer.remove_search("c") is False
    assert [(one.name, one.line) for one in store.list_searches()] == [("a", "gao"), ("b", "army gao")]
    with store.write() as writer:
        assert writer.remove_search("b") is True
    assert [one.name for one in store.list_searches()] == ["a"]


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2025, 1, 5)).map(lambda moment: moment.replace(tzinfo=UTC))
ADDRESSES = st.sampled_from(["", "https://paper.example/1", "https://paper.example/2"])
VERSIONS = st.lists(st.tuples(MOMENTS, ADDRESSES, st.sampled_from(["", "page"])), min_size=1, max_size=8)


@given(VERSIONS, st.lists(MOMENTS, min_size=1, max_size=4), st.booleans())
def test_a_search_shows_the_reports_that_a_view_shows(
    tmp_path_factory: pytest.TempPathFactory,
    versions: list[tuple[datetime, str, str]],
    asked: list[datetime],
    cut: bool,
) -> None:
    """Whatever the order in which forms of a page come, and which of them are taken back."""
    store = SqliteStore(tmp_path_factory.mktemp("cards"), create=True)
    for number, (moment, address, page_id) in enumerate(versions):
        name = f"{page_id}{number}" if page_id else ""
        add(
            store,
            make_article(f"a{number}", "army", published_at=moment, known_at=moment, address=address, page_id=name),
        )
    if cut:
        with store.write() as writer:
            writer.retire_readings(versions[0][1], "page0", NOW)
    for moment in (*asked, *(known for known, _, _ in versions)):
        shown = ids(store.view(moment).find_articles([["army"]]))
        assert sorted(find(store, CardQuery(terms=(Term("army"),)), moment)) == sorted(shown)
        assert sorted(find(store, CardQuery(), moment)) == sorted(shown)
    store.close()

"""Searches over a store, dossiers and coverage, as of a moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dateline import reading, run
from dateline.errors import UnknownSituation, UsageError
from dateline.records import (
    Article,
    Citation,
    Field,
    Filter,
    HeadingKind,
    Link,
    LinkKind,
    Query,
    Situation,
    Sort,
    Term,
)
from dateline.store import SqliteStore
from making import LATER, NOW, at, make_article

ROWS = (
    ("a", "2024-01-10T08:00", "Reuters", "Assimi Goïta, the president of Mali, visited the town of Timbuktu."),
    (
        "b",
        "2024-02-01T08:00",
        "AFP via France 24",
        "Rebels attacked the Malian army in Timbuktu and killed ten soldiers.",
    ),
    ("c", "2024-02-01T10:00", "BBC", "Rebels attacked the Malian army in Timbuktu and killed ten soldiers, it said."),
    ("d", "2024-03-05T08:00", "Reuters", "Assimi Goïta said that the army of Mali would leave Gao."),
    ("e", "2024-04-01T08:00", "Le Monde", "France and Niger held talks in Niamey on Monday."),
)


def make_rows() -> list[Article]:
    return [
        replace(make_article(one, text, when=when), citations=(Citation(outlet=outlet),), lang="en")
        for one, when, outlet, text in ROWS
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    """Five reports, read; `c` is a copy of `b`, which is in a story with `d`."""
    store = SqliteStore(tmp_path_factory.mktemp("searching"), create=True)
    articles = make_rows()
    links = [
        ("joined", "b", "sb", "2024-02-01T08:00"),
        ("duplicate", "c", "b", "2024-02-01T10:00"),
        ("joined", "d", "sd", "2024-03-05T08:00"),
        ("merged", "sd", "sb", "2024-03-06T08:00"),
    ]
    with store.write() as writer:
        writer.add_articles(articles, NOW)
        writer.add_readings(reading.read_articles(articles))
        made = [
            Link(kind=LinkKind(k), left=x, right=y, score=1, reason="", made_by="m", made_at=at(w))
            for k, x, y, w in links
        ]
        writer.replace_links([], made, NOW)
        writer.put_situation(Situation(situation_id="mali", title="Mali", facets=(("Mali", "Malian"),)))
    yield store
    store.close()


def find(store: SqliteStore, line: str, **options: object) -> list[str]:
    found = run.search(store, run.parse_query(line), LATER, **options)  # type: ignore[arg-type]
    return [hit.article.article_id for hit in found.hits]


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("timbuktu", {"a", "b"}),
        ("GOITA", {"a", "d"}),
        ('"the Malian army"', {"b"}),
        ('"army the Malian"', set()),
        ("timb* -rebels", {"a"}),
        ("-timbuktu", {"d", "e"}),
        ("actor:Goïta", {"a", "d"}),
        ("actor:=assimi-goita", {"a", "d"}),
        ("place:Timbuktu", {"a", "b"}),
        ("place:Timbuktu actor:Goita", {"a"}),
        ("country:Mali -actor:Goita", {"b"}),
        ("country:NER", {"e"}),
        ("outlet:Reuters", {"a", "d"}),
        ('outlet:Reuters outlet:"France 24"', {"a", "b", "d"}),
        ("agency:AFP", {"b"}),
        ("lang:en -outlet:Reuters", {"b", "e"}),
        ("from:2024-02 to:2024-03", {"b", "d"}),
        ("story:sb", {"b", "d"}),
        ("story:sd", {"b", "d"}),
        ("-story:sb", {"a", "e"}),
        ("situation:mali", {"a", "b", "d"}),
        ("", {"a", "b", "d", "e"}),
        ("outlet:Nobody", set()),
        ("-outlet:Nobody niamey", {"e"}),
    ],
)
def test_what_a_line_finds(store: SqliteStore, line: str, ids: set[str]) -> None:
    assert set(find(store, line)) == ids


def test_a_text_is_shown_once_and_says_how_many_copies_it_has(store: SqliteStore) -> None:
    found = run.search(store, run.parse_query("rebels"), LATER)
    (hit,) = found.hits
    assert (found.n_reports, hit.n_copies, hit.story_id) == (2, 1, "sb")
    assert {hit.snippet.text[a:b] for a, b in hit.snippet.marks} == {"Rebels"}


def test_copies_and_stories_are_those_of_the_moment(store: SqliteStore) -> None:
    (hit,) = run.search(store, run.parse_query("rebels"), at("2024-02-01T09:00")).hits
    assert (hit.article.article_id, hit.n_copies, hit.story_id) == ("b", 0, "sb")
    (hit,) = run.search(store, run.parse_query("gao"), at("2024-03-05T12:00")).hits
    assert hit.story_id == "sd"


def test_order(store: SqliteStore) -> None:
    assert find(store, "", sort=Sort.NEWEST)[0] == "e"
    assert find(store, "", sort=Sort.OLDEST) == ["a", "b", "d", "e"]


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_give_every_hit_once_while_the_store_grows(tmp_path: Path, sort: Sort) -> None:
    store = SqliteStore(tmp_path, create=True)
    first = [
        make_article(f"a{n}", f"The army left. {'army ' * (n % 5)}", when=f"2024-01-{1 + n % 28:02}T08:00")
        for n in range(50)
    ]
    with store.write() as writer:
        writer.add_articles(first, NOW)
    query, seen, cursor = run.parse_query("army left"), list[str](), None
    for page in range(20):
        found = run.search(store, query, at("2024-06-01T00:00"), 7, cursor, sort=sort)
        seen += [hit.article.article_id for hit in found.hits]
        cursor = found.cursor
        if cursor is None:
            break
        with store.write() as writer:
            late = [make_article(f"n{page}-{n}", f"army left {n}", when="2024-01-15T08:00") for n in range(20)]
            writer.add_articles(late, NOW)
    assert sorted(seen) == sorted(one.article_id for one in first)
    store.close()


def test_a_cursor_of_another_search_is_refused(store: SqliteStore) -> None:
    found = run.search(store, Query(), LATER, 1)
    assert found.cursor
    for cursor in (found.cursor, "nonsense", "é"):
        with pytest.raises(UsageError):
            run.search(store, run.parse_query("army"), LATER, 1, cursor)


def test_tallies_count_the_whole_result(store: SqliteStore) -> None:
    found = run.search(store, run.parse_query("army"), LATER, 1)
    outlets = {one.heading.key: one.n_reports for one in found.tallies[HeadingKind.OUTLET]}
    assert outlets == {"France 24": 1, "BBC": 1, "Reuters": 1}
    assert found.months == (("2024-02", 2), ("2024-03", 1))
    assert found.n_unfiled == 0


def test_names_are_completed_from_each_of_their_words(store: SqliteStore) -> None:
    assert [one.key for one in run.complete(store, "goi", LATER)] == ["assimi-goita"]
    assert run.complete(store, "niam", at("2024-03-31T00:00")) == []
    assert [one.naming.name for one in run.complete(store, "niam", LATER)] == ["Niamey"]


def test_an_unknown_situation_is_said(store: SqliteStore) -> None:
    with pytest.raises(UnknownSituation):
        find(store, "situation:nowhere")


def test_what_reports_name_is_known_after_prepare(tmp_path: Path) -> None:
    """Reports that were kept before there was an index, or read by it, are filed once."""
    store = SqliteStore(tmp_path, create=True)
    with store.write() as writer:
        writer.add_articles(make_rows(), NOW)
    assert find(store, "outlet:Reuters") != []
    assert find(store, "actor:Goita") == []
    assert run.search(store, Query(), LATER).n_unfiled == 5
    store._connection.execute("UPDATE card SET filed_by = '', headings = x'', others = x''")
    store._connection.execute("DELETE FROM filed")
    told: list[tuple[int, int]] = []
    assert run.file_ahead(store, LATER, tell=lambda done, total: told.append((done, total))) == 5
    assert told == [(5, 5)]
    assert run.read_ahead(store, LATER).n_read == 5
    assert set(find(store, "actor:Goita")) == {"a", "d"}
    assert run.file_ahead(store, LATER) == 0
    store.close()


def test_a_newer_reader_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path, create=True)
    (article, *_) = make_rows()
    with store.write() as writer:
        writer.add_articles([article], NOW)
        (read,) = reading.read_articles([article])
        writer.add_readings([read])
    assert find(store, "place:Timbuktu") == ["a"]
    with store.write() as writer:
        writer.add_readings([replace(read, made_by="reader@next", places=())])
    assert find(store, "place:Timbuktu") == []
    assert find(store, "actor:Goita outlet:Reuters") == ["a"]
    store.close()


# Dossiers


def test_an_actor(store: SqliteStore) -> None:
    found = run.read_actor(store, "assimi-goita", LATER)
    assert found is not None
    assert (found.name, found.n_reports, found.n_read, found.country) == ("Assimi Goïta", 2, 2, "MLI")
    assert found.months == (("2024-01", 1), ("2024-03", 1))
    assert [one.article_id for one in found.said] == ["d"]
    assert found.said[0].evidence.quote == ROWS[3][3]
    assert [(deed.article_id, deed.place) for deed in found.did] == [("a", "")]
    assert (found.roles[0].role, found.roles[0].first) == ("president", date(2024, 1, 10))
    assert [(bond.left.name, bond.right.name) for bond in found.relations] == [("Assimi Goïta", "Mali")]


def test_an_actor_as_of_a_day_knows_nothing_later(store: SqliteStore) -> None:
    found = run.read_actor(store, "assimi-goita", at("2024-02-01T00:00"))
    assert found is not None
    assert (found.n_reports, found.n_said, [one.article_id for one in found.latest]) == (1, 0, ["a"])
    assert run.read_actor(store, "assimi-goita", at("2023-01-01T00:00")) is None


def test_a_place(store: SqliteStore) -> None:
    (heading,) = run.find_places(store, "Timbuktu", LATER)
    found = run.read_place(store, heading.key, LATER)
    assert found is not None
    assert (found.n_reports, found.country, found.lat is not None) == (3, "MLI", True)
    assert {deed.article_id for deed in found.events} == {"b", "c"}
    assert "Malian army" in {side.name for side, _ in found.active}


def test_an_outlet(store: SqliteStore) -> None:
    found = run.read_source(store, "BBC News", LATER)
    assert found is not None
    assert (found.name, found.country, found.n_reports, found.n_copies) == ("BBC", "GB", 1, 1)
    agency = run.read_source(store, "France 24", LATER)
    assert agency is not None
    assert agency.n_agency == 1
    assert run.read_source(store, "Nobody", LATER) is None


def test_coverage(store: SqliteStore) -> None:
    found = run.cover(store, "mali", LATER)
    assert found is not None
    told = {one.name: (one.n_reports, one.n_own) for one in found.outlets}
    assert told == {"Reuters": (2, 2), "France 24": (1, 0), "BBC": (1, 0)}
    assert found.n_days_without == found.n_days - 3
    assert found.gaps[0] == (date(2024, 2, 2), date(2024, 3, 4))
    assert run.cover(store, "mali", at("2023-01-01T00:00")) is None


# Saved searches


def test_a_search_becomes_a_situation_where_its_words_allow_it(store: SqliteStore) -> None:
    query = run.parse_query("army actor:Goita country:Mali -Niger from:2024")
    made = run.make_situation(store, "Goïta and the army", query, LATER)
    assert made.situation_id == "goita-and-the-army"
    assert made.facets[0] == ("army",)
    assert "Assimi Goïta" in made.facets[1]
    assert "Malian" in made.facets[2]
    assert (made.countries, made.exclude, made.since) == (("ML",), ("Niger",), date(2024, 1, 1))


@pytest.mark.parametrize("line", ["gov*", "outlet:Reuters", "army to:2024", "army -actor:Goita", "", "actor:Nobody"])
def test_what_no_situation_can_look_for_is_refused(store: SqliteStore, line: str) -> None:
    with pytest.raises(UsageError):
        run.make_situation(store, "x", run.parse_query(line), LATER)


def test_kept_searches(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path, create=True)
    query = Query(terms=(Term("army"),), filters=(Filter(Field.OUTLET, "France 24"),))
    run.save_search(store, "My search", query, NOW)
    saved, again = run.require_search(store, "my search")
    assert (saved.line, again) == ('army outlet:"France 24"', query)
    run.save_search(store, "my-search", Query(), NOW + timedelta(days=1))
    assert [one.line for one in store.list_searches()] == [""]
    run.remove_search(store, "my-search")
    with pytest.raises(UsageError, match="Saved are: none"):
        run.require_search(store, "my-search")
    store.close()

"""The line that a person types, and the query that it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.records import Field, Filter, Query, Term
from dateline.search import parse_query, write_query

HOSTILE = (
    '" OR 1',
    "NEAR(gao kidal)",
    "'; DROP TABLE article; --",
    "AND OR NOT",
    "{title}: nowhere",
    "title:army",
    "^army",
    "army + town",
    '"' * 1_000,
    "ar\x00my",
    "\ud800army",
    "\u202emali \u202c",
    "مالي تمبكتو",
    "a*b*c***",
    "-",
    "--army",
    "https://paper.example/1?a=b",
    "12:30",
)


def test_words_phrases_prefixes_and_what_is_left_out() -> None:
    assert parse_query('army "two words" gov* -Libya -"car bomb"') == Query(
        terms=(Term("army"), Term("two words"), Term("gov", is_prefix=True)),
        without=(Term("Libya"), Term("car bomb")),
    )


def test_fields_and_days() -> None:
    found = parse_query('actor:"Assimi Goïta" -outlet:Reuters lang:fr from:2025-01 to:2025')
    assert found.filters == (
        Filter(Field.ACTOR, "Assimi Goïta"),
        Filter(Field.OUTLET, "Reuters", is_excluded=True),
        Filter(Field.LANGUAGE, "fr"),
    )
    assert (found.since, found.until) == (date(2025, 1, 1), date(2025, 12, 31))


def test_of_several_days_the_narrowest_holds() -> None:
    found = parse_query("from:2024 from:2025 to:2027 to:2026")
    assert (found.since, found.until) == (date(2025, 1, 1), date(2026, 12, 31))


def test_a_word_before_a_colon_that_is_no_field_is_a_word() -> None:
    assert parse_query("Mali: army left 12:30").terms == (Term("Mali:"), Term("army"), Term("left"), Term("12:30"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("outlett:Reuters", "Did you mean outlet:"),
        ("actor: Wagner", "'actor:' has no value"),
        ("from:yesterdayish", "not a date"),
        ("-from:2025", "excludes nothing"),
        ("🎉", "no letter or digit"),
        ("x" * 10_000, "10,000 characters"),
        ("é " * 500, "500 parts"),
    ],
)
def test_what_cannot_be_read_is_said(line: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_query(line)
    assert said in str(raised.value)


@pytest.mark.parametrize("line", HOSTILE)
def test_a_hostile_line_is_a_query_that_reads_the_same_again(line: str) -> None:
    query = parse_query(line)
    assert parse_query(write_query(query)) == query


TEXTS = st.from_regex(r"[a-zà-öø-ÿ]{1,8}( [a-z0-9]{1,5}){0,2}", fullmatch=True)
QUERIES = st.builds(
    Query,
    terms=st.lists(st.builds(Term, TEXTS, st.booleans()), max_size=4, unique=True).map(tuple),
    without=st.lists(st.builds(Term, TEXTS), max_size=3, unique=True).map(tuple),
    filters=st.lists(st.builds(Filter, st.sampled_from(Field), TEXTS, st.booleans()), max_size=4, unique=True).map(
        tuple
    ),
    since=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    until=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)


@given(QUERIES)
def test_a_query_written_as_a_line_is_read_as_itself(query: Query) -> None:
    assert parse_query(write_query(query)) == query


@given(st.text())
def test_any_text_is_a_query_or_a_mistake_that_is_said(line: str) -> None:
    try:
        query = parse_query(line)
    except UsageError:
        return
    assert parse_query(write_query(query)) == query

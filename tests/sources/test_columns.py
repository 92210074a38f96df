"""A mapping in the config says which column of another tool's file means what, and says so clearly where it cannot."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DefinitionError
from dateline.sources import article_from_fields
from dateline.sources.columns import Mapping, define_mapping, rename

RECORD: dict[str, Any] = {
    "Snippet": "Les soldats ont quitté Gao.",
    "Headline": "Gao",
    "Publication Date": "07/11/2025 18:30",
    "meta": {"source": {"name": "Le Journal"}, "link": "https://journal.example/1"},
    "tags": [{"label": "Mali"}, {"label": "armée"}, {"other": 1}],
    "a.b": "dotted",
}


def test_columns_get_the_names_that_dateline_knows() -> None:
    """Columns, dotted paths, parts of a list and constants become a report."""
    mapping = define_mapping(
        {
            "text": "Snippet",
            "title": "Headline",
            "published_at": "Publication Date",
            "outlet": "meta.source.name",
            "url": "meta.link",
            "topics": "tags.label",
            "lang": "=fr",
            "date_format": "%d/%m/%Y %H:%M",
        }
    )
    article = article_from_fields(rename(RECORD, mapping), "export.csv")
    assert (article.text, article.title, article.lang) == (RECORD["Snippet"], "Gao", "fr")
    assert (article.outlet, article.url) == ("Le Journal", "https://journal.example/1")
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2025-11-07T18:30:00+00:00"
    assert article.topics == ("Mali", "armée")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("a.b", "dotted"),
        ("tags.0.label", "Mali"),
        ("tags.9.label", None),
        ("meta.source.nobody", None),
        ("Snippet.more", None),
        ("=AFP", "AFP"),
        ("=", ""),
    ],
)
def test_a_path_finds_what_stands_there_or_nothing(column: str, value: str | None) -> None:
    """A column whose name holds dots comes before a path; what is not there gives nothing."""
    assert rename(RECORD, define_mapping({"text": column})).get("text") == value


def test_what_is_mapped_replaces_every_name_of_the_same() -> None:
    """A record's own text, under whatever usual name, gives way to the mapped one; other fields stay."""
    fields = {"body": "An advertisement.", "Snippet": "The army left Gao.", "date": "2025-11-07"}
    renamed = rename(fields, define_mapping({"text": "Snippet"}))
    assert renamed == {"Snippet": "The army left Gao.", "text": "The army left Gao.", "date": "2025-11-07"}


def test_a_date_format_without_a_time_gives_a_day() -> None:
    """A day is a day long; a date in another form is refused with both."""
    mapping = define_mapping({"text": "Snippet", "published_at": "d", "date_format": "%d.%m.%Y"})
    assert rename({"d": "07.11.2025"}, mapping)["published_at"] == "2025-11-07"
    assert "published_at" not in rename({"d": None}, mapping)
    with pytest.raises(ValueError, match=r"'2025-11-07' is not a date written as %d\.%m\.%Y"):
        rename({"d": "2025-11-07"}, mapping)


def test_a_date_format_with_a_zone_keeps_it() -> None:
    """A zone in the form counts."""
    mapping = define_mapping({"text": "t", "published_at": "d", "date_format": "%d/%m/%Y %H:%M %z"})
    assert rename({"d": "07/11/2025 18:30 +0200"}, mapping)["published_at"] == "2025-11-07T18:30:00+02:00"


@pytest.mark.parametrize(
    ("given_table", "message"),
    [
        ({"txt": "Snippet"}, "'txt' is nothing that a column can give. Did you mean 'text'?"),
        ({"text": "a", "headline": "b"}, "Did you mean 'title'?"),
        ({"text": "a", "pubDate": "b"}, "Did you mean 'published_at'?"),
        ({"text": "a", "zzz": "b"}, "Expected one of title, text, published_at"),
        ({"text": 7}, "'text' is mapped to 7. Write the name of a column in quotes."),
        ({"text": " "}, "Write the name of a column in quotes."),
        ({"text": "a..b"}, "'text' is mapped to 'a..b', which is no path."),
        ({"text": ".".join("a" * 40)}, "at most 16"),
        ({"outlet": "a"}, "The columns give neither text nor title."),
        ({}, "The columns give neither text nor title."),
        ({"text": "a", "date_format": "%H:%M"}, "does not hold a day, a month and a year"),
        ({"text": "a", "date_format": "%Q"}, "'%Q' is no form of a date"),
        ({"text": "a", "date_format": ""}, "in quotes"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_what_to_do(given_table: dict[str, Any], message: str) -> None:
    """A wrong name names its nearest, and every other fault says what was expected."""
    with pytest.raises(DefinitionError) as caught:
        define_mapping(given_table)
    assert message in str(caught.value)


def test_no_mapping_changes_nothing() -> None:
    """The empty mapping leaves records as they are."""
    assert rename(RECORD, Mapping()) == RECORD


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "0"]), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["a", "b", "text"]), values, max_size=3),
    st.sampled_from(["a", "a.b", "a.0.b", "b.a"]),
)
def test_any_record_is_renamed(fields: dict[str, Any], column: str) -> None:
    """No shape of a record crashes the mapping."""
    assert isinstance(rename(fields, define_mapping({"text": column})), dict)

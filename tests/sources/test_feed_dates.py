"""Dates as feeds write them are read where they mean one moment, and left where they do not."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.months import read_month
from dateline.sources.feed import read_feed
from dateline.sources.stated_dates import MAX_DATE_CHARS, read_date

EVENING = datetime(2025, 11, 7, 18, 30, tzinfo=UTC)
DAY = datetime(2025, 11, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "Fri, 07 Nov 2025 18:30:00 +0000", "Fri, 7 Nov 2025 18:30:00 GMT", "Fri, 07 Nov 2025 18:30 UT",
        "Mon, 07 Nov 2025 18:30:00 Z", "07 Nov 25 18:30:00 +0000", "Fri,07 Nov 2025 18:30:00 +00:00",
        "Fri, 07-Nov-2025 18:30:00 GMT", "Friday, November 7, 2025 - 18:30", "Nov 7th, 2025 6:30 p.m.",
        "Fri, 07 Nov 2025 13:30:00 EST", "Fri, 07 Nov 2025 13:30 -5:00", "Fri, 07 Nov 2025 20:30:00 GMT+2",
        "Fri, 07 Nov 2025 20:30:00 +0200 (EET)", "Sat, 08 Nov 2025 00:00:00 IST", "Fri, 07 Nov 2025 21:30:00 MSK",
        "Fri Nov  7 18:30:00 2025", "Fri Nov 07 19:30:00 CET 2025", "Fri, 07 Nov 2025T18:30:00Z",
        "2025-11-07T18:30:00Z", "2025-11-07T18:30Z", "2025-11-07T18:30:00.000+0000", "2025-11-07 18:30:00 UTC",
        "2025-11-07T19:30:00+01", "2025-11-08 00:00:00 +0530", "20251107T183000Z", "2025/11/07 18:30",
        "1762540200", "1762540200000", "7.11.2025 18:30 Uhr", "ven, 07 nov. 2025 19:30:00 +0100",
        "vendredi 7 novembre 2025 à 18h30", "viernes, 7 de noviembre de 2025, 18:30", "Fr, 07 Nov. 2025 18:30",
        "sexta-feira, 7 de novembro de 2025 18:30", "Пт, 07 ноя 2025 21:30:00 +0300", "7 ноября 2025, 18:30",
        "الجمعة، 7 نوفمبر 2025 18:30", "٧ تشرين الثاني ٢٠٢٥ 18:30", "Cuma, 07 Kas 2025 21:30:00 +0300",
        "शुक्रवार, 07 नवंबर 2025 18:30", "2025年11月07日 18:30", "2025년 11월 7일 오후 6:30", "pe 7.11.2025 klo 18.30",
        "Jumat, 7 November 2025 18:30", "2025. november 7. 18:30", "Παρασκευή, 07 Νοεμβρίου 2025 18:30",
        " Fri, 07 Nov 2025\n18:30:00 GMT ",
    ],
)  # fmt: skip
def test_forms_of_one_moment(stated: str) -> None:
    """Whatever its form, zone and language, and with a wrong weekday too, a date gives its moment in UTC."""
    assert read_date(stated.strip()) == EVENING


@pytest.mark.parametrize(
    "stated", ["2025-11-07", "7 November 2025", "November 7, 2025", "20251107", "Fri, 07 Nov 2025", "07.11.2025"]
)
def test_a_day_is_its_begin(stated: str) -> None:
    """A date without a time is the first moment of the day in UTC."""
    assert read_date(stated) == DAY


@pytest.mark.parametrize(
    "stated",
    [
        "", "yesterday", "11:30", "2025-11", "2025-13-45", "Fri, 31 Feb 2025 18:30:00 GMT", "07/11/2025",
        "Mon, 30 Nov -0001 00:00:00 +0000", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000",
        "7 listopada 2025", "Fri, 07 Nov 2025 18:30:00 +9900", "Fri, 07 Nov 2025 25:30:00", "7 Foo 2025",
        "1" * (MAX_DATE_CHARS + 1),
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(stated: str) -> None:
    """What is in no calendar, means two days, or is what programs write for nothing, is not read."""
    assert read_date(stated) is None


@pytest.mark.parametrize(
    ("stated", "lang", "month", "day"),
    [
        ("07/11/2025", "fr", 11, 7),
        ("07/11/2025", "en-GB", 11, 7),
        ("11/07/2025", "en-US", 11, 7),
        ("11/13/2025", "", 11, 13),
        ("13/11/2025", "", 11, 13),
        ("7 listopada 2025", "pl", 11, 7),
        ("7 listopada 2025", "hr", 10, 7),
        ("7 июл 2025", "ru", 7, 7),
    ],
)
def test_the_language_decides_where_nothing_else_does(stated: str, lang: str, month: int, day: int) -> None:
    """Day or month first, and months that two languages share, go by the feed's language."""
    assert read_date(stated, lang) == datetime(2025, month, day, tzinfo=UTC)


def test_months_are_known_by_name_and_begin() -> None:
    """A month is known by its name or at least three letters of it, in any case, with or without accents."""
    words = ("Août", "AOUT", "avr.", "Sept", "févr", "марта", "май", "mrt", "Şub", "Ocak", "ju", "jui", "foo", "")
    assert [read_month(word) for word in words] == [8, 8, 4, 9, 2, 3, 5, 3, 2, 1, 0, 0, 0, 0]


def test_an_unreadable_date_is_kept_as_stated() -> None:
    """An item whose date cannot be read is undated and keeps the words; a later element's date is taken."""
    raw = (
        '<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        "<item><guid>1</guid><pubDate>one of these days</pubDate></item>"
        "<item><guid>2</guid><pubDate>soon</pubDate><dc:date>2025-11-07T18:30:00Z</dc:date></item>"
        "<item><guid>3</guid><pubDate>Wed, 07 Nov 2125 18:30:00 GMT</pubDate></item>"
        "</channel></rss>"
    )
    first, second, third = read_feed(raw.encode(), url="https://a.example/").items
    assert (first.published_at, first.stated_date) == (None, "one of these days")
    assert (second.published_at, second.stated_date) == (EVENING, "2025-11-07T18:30:00Z")
    assert third.published_at == EVENING.replace(year=2125)  # whether that can be is the caller's to say


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """No text makes the reader of dates fail, and what it gives is in UTC."""
    found = read_date(text)
    assert found is None or found.tzinfo is UTC


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2199, 12, 30)))
def test_what_programs_write_is_read_back(moment: datetime) -> None:
    """RFC 822 and ISO 8601 as programs write them give the same second again."""
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    rfc_822 = format_datetime(moment)
    assert read_date(rfc_822) == read_date(moment.isoformat()) == read_date(f"{rfc_822[:-5]}GMT") == moment

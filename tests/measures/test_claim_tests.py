"""Claims held against figures."""

import calendar
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dateline.editions import EDITIONS
from dateline.intervals import compare_means
from dateline.measures import try_claim
from dateline.records import Article, ClaimTest, Excerpt, Observation, Outcome, Passage, Span, TrendClaim, Way
from making import make_observation

TEXT = "Security has worsened."


def month(of: str, value: float, **fields: object) -> Observation:
    """The deaths of a month."""
    year, number = map(int, of.split("-"))
    end = date(year, number, calendar.monthrange(year, number)[1])
    return make_observation(value, period=of, period_end=end, **fields)


def year(of: int, *values: float) -> list[Observation]:
    """Twelve months."""
    return [month(f"{of}-{n + 1:02}", values[n % len(values)]) for n in range(12)]


def stock(of: int, value: float) -> Observation:
    """Refugees at a year's end."""
    day = date(of, 12, 31)
    return make_observation(
        value,
        period=f"{of}-12",
        released=f"{of + 1}-06-30",
        period_start=day,
        period_end=day,
        series_id="unhcr:MLI:refugees",
        measure="refugees from Mali",
        unit="people",
    )


def claim(
    reported: str = "2025-01-10", *, topic: str = "security", way: Way = Way.UP, is_denied: bool = False, **when: date
) -> TrendClaim:
    """That security worsened in Mali."""
    moment = datetime.fromisoformat(reported).replace(tzinfo=UTC)
    article = Article(article_id="a", source_id="s", text=TEXT, published_at=moment, known_at=moment)
    span = Span(article_id="a", start=0, end=len(TEXT), quote=TEXT)
    excerpt = Excerpt(article, Passage(span=span, position=0, is_sentence=True))
    return TrendClaim(excerpt=excerpt, words=span, topic=topic, way=way, iso3="MLI", is_denied=is_denied, **when)


LAST_YEAR = {"first": date(2024, 1, 1), "last": date(2024, 12, 31)}


def hold(rows: list[Observation], said: TrendClaim | None = None) -> ClaimTest:
    """The one test there is: of 2024, where nothing else is said."""
    [test] = try_claim(said or claim(**LAST_YEAR), rows)
    return test


def test_a_rise_of_months_agrees() -> None:
    """The year that is named against the year before, with the rows under it."""
    test = hold(year(2023, 10, 12) + year(2024, 20, 22))
    assert (test.outcome, test.is_shaky) == (Outcome.AGREES, False)
    assert test.text == (
        "UCDP counts 252 deaths in organised violence in Mali from January 2024 to December 2024,"
        " against 132 from January 2023 to December 2023."
    )
    assert test.evidence is not None
    assert len(test.evidence.rows) == 2 + 24
    assert test.evidence.released_at == date(2025, 6, 30)


def test_a_fall_disagrees_and_bears_a_denial_out() -> None:
    """That it did not get better is borne out by a rise and by no change, and not by a fall."""
    fallen, risen, level = (year(2023, 20, 22) + year(2024, *by) for by in ((10, 11), (40, 44), (21, 23)))
    assert hold(fallen).outcome is Outcome.DISAGREES
    assert hold(level).outcome is Outcome.LEVEL
    better = claim(way=Way.DOWN, is_denied=True, **LAST_YEAR)
    assert hold(fallen, better).outcome is Outcome.DISAGREES
    assert hold(risen, better).outcome is Outcome.AGREES
    assert hold(level, better).outcome is Outcome.AGREES


def test_what_one_month_makes_is_said_to() -> None:
    """Without it there would be no rise."""
    rows = [*year(2023, 10), *year(2024, 10)[:11], month("2024-12", 120)]
    test = hold(rows)
    assert (test.outcome, test.is_shaky) == (Outcome.AGREES, True)
    assert "This rests on December 2024 alone" in test.text


def test_what_may_be_chance_is_said_to() -> None:
    """Months that differ as much among themselves tell no two years apart."""
    test = hold(year(2023, 2, 20, 70) + year(2024, 3, 40, 100))
    assert (test.outcome, test.is_shaky) == (Outcome.AGREES, True)
    assert "this may be chance" in test.text


def test_a_time_is_held_against_as_much_before_it() -> None:
    """And a year at least: five months against twelve are told by the month."""
    rows = [row for of in range(2019, 2025) for row in year(of, 10 if of < 2022 else 30)]
    test = hold(rows, claim(first=date(2022, 1, 1), last=date(2024, 12, 31)))
    assert "from January 2022 to December 2024, against 360 from January 2019 to December 2021." in test.text
    short = hold(rows, claim("2022-06-01", first=date(2022, 1, 1), last=date(2022, 6, 1)))
    assert "(30 a month against 10)" in short.text


def test_a_month_counts_where_most_of_it_is_in_the_time() -> None:
    """Up to the 20th has December, up to the 10th has not; this month is this month."""
    rows = year(2022, 10) + year(2023, 10) + year(2024, 30)
    for day, last in ((20, "December"), (10, "November")):
        said = claim(f"2024-12-{day}", first=date(2024, 1, 1), last=date(2024, 12, day))
        assert f"to {last} 2024" in hold(rows, said).text
    this = claim("2024-12-20", first=date(2024, 12, 1), last=date(2024, 12, 20))
    assert "in December 2024, against" in hold(rows, this).text


def test_a_gap_is_not_told_as_a_beginning() -> None:
    """Figures that began long before and lack the months of the time."""
    rows = year(2022, 10) + year(2024, 30)
    test = hold(rows, claim("2024-02-10", first=date(2023, 3, 1), last=date(2023, 8, 31)))
    assert test.outcome is Outcome.UNTESTED
    assert "too few periods" in test.text


def test_a_stock_of_long_ago_says_nothing() -> None:
    """Neither to now nor as what was before."""
    rows = [stock(of, value) for of, value in ((1994, 3_000), (2012, 220_000))]
    assert hold(rows, claim("2013-03-10", topic="refugees")).outcome is Outcome.UNTESTED
    old = [stock(of, value) for of, value in ((2014, 100_000), (2015, 150_000))]
    assert hold(old, claim("2025-03-10", topic="refugees")).outcome is Outcome.UNTESTED


def test_one_figure_against_one_is_weak() -> None:
    """Deaths by the year: a rise, and no more."""
    rows = [
        make_observation(value, period=f"{of}-01", period_start=date(of, 1, 1), period_end=date(of, 12, 31))
        for of, value in ((2023, 100.0), (2024, 200.0))
    ]
    test = hold(rows, claim("2025-01-10"))
    assert (test.outcome, test.is_shaky) == (Outcome.AGREES, True)
    assert "in 2024, against 100 in 2023" in test.text


def test_weeks_have_their_days() -> None:
    """They are no months, and a week is named by its first and last day."""
    weeks = [date(2023, 1, 2) + timedelta(days=7 * n) for n in range(104)]
    rows = [
        make_observation(
            5.0 if n < 52 else 9.0, period=f"{day:%Y-%m}", period_start=day, period_end=day + timedelta(days=6)
        )
        for n, day in enumerate(weeks)
    ]
    test = hold(rows, claim("2024-12-30", first=date(2024, 10, 7), last=date(2024, 12, 29)))
    assert "from 7 October 2024 to 29 December 2024" in test.text
    assert "a month" not in test.text


def test_where_no_time_is_named_now_and_the_year_are_asked() -> None:
    """What is beyond doubt in one of the two counts; where they say two things, it depends."""
    calm = [row for of in (2022, 2023, 2024) for row in year(of, 10, 11)]
    last = [month("2024-11", 60), month("2024-12", 62)]
    rising = calm[:-2] + last
    test = hold(rising, claim("2024-12-20"))
    assert (test.outcome, test.is_shaky) == (Outcome.AGREES, False)
    assert "from November 2024 to December 2024, against" in test.text
    assert "Over the year it is" in test.text
    high = year(2024, 100, 110)[:10]
    turning = [*year(2022, 10, 11), *year(2023, 20, 22), *high, month("2024-11", 20), month("2024-12", 21)]
    assert hold(turning, claim("2024-12-20")).outcome is Outcome.MIXED
    assert hold(calm, claim("2024-12-20")).outcome is Outcome.LEVEL


def test_one_of_the_two_is_enough() -> None:
    """Figures that begin too late for the year tell of the last two months."""
    test = hold([*year(2024, 10, 11)[:10], month("2024-11", 60), month("2024-12", 62)], claim("2024-12-20"))
    assert (test.outcome, "Over the year" in test.text) == (Outcome.AGREES, False)


def test_what_is_counted_on_a_day_is_not_added_up() -> None:
    """Refugees at two ends of years."""
    rows = [stock(of, value) for of, value in ((2020, 100_000), (2021, 150_000), (2024, 300_000))]
    test = hold(rows, claim(topic="refugees", first=date(2022, 3, 1), last=date(2025, 1, 10)))
    assert (
        test.text == "UNHCR counts 300,000 refugees from Mali on 31 December 2024, against 150,000 on 31 December 2021."
    )
    assert (test.outcome, test.is_shaky) == (Outcome.AGREES, False)


@pytest.mark.parametrize(
    ("rows", "said", "why"),
    [
        ([], claim(), "No series in the store measures this for Mali."),
        (year(2020, 10) + year(2021, 20), claim(), "end in December 2021, before the time"),
        (year(2024, 10), claim(**LAST_YEAR), "begin in January 2024"),
        (year(2023, 1) + year(2024, 0, 1), claim(**LAST_YEAR), "So few tell nothing"),
        (
            year(2023, 10) + year(2024, 20),
            claim("2024-12-20", first=date(2024, 12, 14), last=date(2024, 12, 20)),
            "longer times than the one that is spoken of",
        ),
        ([stock(2023, 5_000), stock(2024, 9_000)], claim(), "No series"),
    ],
)
def test_what_cannot_be_tested_says_why(rows: list[Observation], said: TrendClaim, why: str) -> None:
    """It is neither borne out nor refuted."""
    test = hold(rows, said)
    assert test.outcome is Outcome.UNTESTED
    assert why in test.text


def test_a_later_release_takes_the_place_of_an_earlier_one() -> None:
    """One value a month, the last released."""
    first = year(2023, 10) + year(2024, 10)
    later = [month(f"2024-{n:02}", 30, released="2025-12-31") for n in range(1, 13)]
    assert hold(first).outcome is Outcome.LEVEL
    assert hold([*later, *first]).outcome is Outcome.AGREES


def test_every_series_answers_for_itself() -> None:
    """Two makers may say two things."""
    mine = year(2023, 10) + year(2024, 30)
    theirs = [
        make_observation(
            row.value if row.period_start.year == 2023 else 10,
            period=f"{row.period_start:%Y-%m}",
            period_end=row.period_end,
            series_id="acled:MLI:fatalities",
        )
        for row in mine
    ]
    assert [test.outcome for test in try_claim(claim(**LAST_YEAR), mine + theirs)] == [Outcome.LEVEL, Outcome.AGREES]


def test_a_smaller_place_is_not_the_country() -> None:
    """The figures are of all of it."""
    placed = replace(claim(**LAST_YEAR), place="Gao")
    assert "not of Gao alone" in hold(year(2023, 10) + year(2024, 20), placed).text


def test_it_is_told_in_french() -> None:
    """The same in another edition."""
    [test] = try_claim(claim(**LAST_YEAR), year(2023, 10) + year(2024, 20), EDITIONS["fr"])
    assert test.text.startswith("L’UCDP recense 240")


def test_means_are_told_apart_beyond_their_spread() -> None:
    """Student's test: t is 3.67 here, and 1.2 where values vary three times as much; two values tell nothing."""
    assert compare_means([14, 15, 16], [11, 12, 13], 0.95) == 1
    assert compare_means([11, 12, 13], [14, 15, 16], 0.95) == -1
    assert compare_means([12, 15, 18], [9, 12, 15], 0.95) == 0
    assert compare_means([100], [10, 11, 12, 13], 0.95) == 1
    assert compare_means([100], [1]) == 0
    with pytest.raises(ValueError, match="needs a value"):
        compare_means([], [1.0, 2.0])

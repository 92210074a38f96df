"""How earlier cases went: which count, when they may be told, and that the sentence holds what its rows hold."""

from datetime import date, timedelta

import pytest

from dateline.intervals import difference_interval, share_interval
from dateline.measures import find_precedents
from dateline.measures.cases import (
    YEAR,
    Coup,
    Course,
    Year,
    find_repeats,
    find_years,
    load_coups,
    load_deaths,
    number_month,
)
from dateline.records import Observation
from making import make_observation

AUTUMN = date(2025, 11, 7)


def month(period: str, value: float) -> Observation:
    """A monthly row that ends with the month."""
    start = date.fromisoformat(f"{period}-01")
    end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return make_observation(value, period=period, period_start=start, period_end=end)


def two_years(before: float, after: float, late: float) -> list[Observation]:
    """Monthly deaths of 2023, and of 2024 to September and from October on."""
    months = [month(f"2023-{at:02}", before) for at in range(1, 13)]
    return months + [month(f"2024-{at:02}", after if at < 10 else late) for at in range(1, 13)]


def test_intervals_are_those_of_the_papers() -> None:
    """Newcombe's own examples: 81 of 263, and 56 of 70 against 48 of 80."""
    assert [round(bound, 4) for bound in share_interval(81, 263)] == [0.2553, 0.3662]
    assert [round(bound, 4) for bound in difference_interval((56, 70), (48, 80))] == [0.0524, 0.3339]
    with pytest.raises(ValueError, match="no share"):
        share_interval(1, 0)


def test_tells_what_came_after_rises_alike() -> None:
    """A rise that has not slowed is told with others that had not; the parts add up to all."""
    [finding] = [f for f in find_precedents(two_years(10, 20, 40), ["MLI"], AUTUMN) if f.kind == "rise"]
    assert "like the one in Mali (300 by UCDP's counts in the 12 months to December 2024" in finding.text
    assert "120 of them in the last 3, against 120 in the 12 before" in finding.text
    assert "which had not slowed by its end" in finding.text
    assert "no forecast" in finding.text
    head = dict(finding.evidence.rows[0])
    assert head["sum_cases"] == head["sum_more"] + head["sum_about_as_many"] + head["sum_fewer"]  # type: ignore[operator]
    closed = find_years(load_deaths(), number_month(date(2024, 12, 1)), number_month(AUTUMN))
    assert head["sum_cases"] == sum(year.is_rise and not year.has_slowed for year in closed)


def test_a_slowed_rise_has_other_cases() -> None:
    """The last three months had less than their share."""
    [finding] = [f for f in find_precedents(two_years(10, 20, 5), ["MLI"], AUTUMN) if f.kind == "rise"]
    assert "which had slowed by its end" in finding.text


@pytest.mark.parametrize(
    ("rows", "today"),
    [
        (two_years(10, 12, 12), AUTUMN),  # no rise
        (two_years(0, 1, 2), AUTUMN),  # too few
        (two_years(10, 20, 40)[1:], AUTUMN),  # a month is missing
        (two_years(10, 20, 40), date(2025, 6, 29)),  # the cases are not released
        (two_years(10, 20, 40), date(2026, 2, 1)),  # what came after is over, and not known
    ],
)
def test_silent_on_rises(rows: list[Observation], today: date) -> None:
    assert [f for f in find_precedents(rows, ["MLI"], today) if f.kind == "rise"] == []


def test_other_makers_count_other_deaths() -> None:
    rows = [make_observation(1, series_id="acled:MLI:fatalities")] + [
        make_observation(row.value, series_id="acled:MLI:fatalities", period=row.period_start.isoformat()[:7])
        for row in two_years(10, 20, 40)
    ]
    assert [f for f in find_precedents(rows, ["MLI"], AUTUMN) if f.kind == "rise"] == []


def test_coups_are_told_from_the_release_of_the_list_on() -> None:
    """Only coups whose two years were over by then count."""
    assert find_precedents([], ["MLI"], date(2019, 4, 21)) == []
    found = {finding.kind: finding for finding in find_precedents([], ["MLI"], date(2019, 4, 22))}
    assert set(found) == {"coup", "failed coup"}
    cases = [row for row in found["coup"].evidence.rows if row[0][0] == "coup_on"]
    assert len(cases) == dict(found["coup"].evidence.rows[0])["count_coup_on"]
    assert max(str(row[0][1]) for row in cases) <= "2017-04-22"


def test_a_coup_is_followed_by_another_within_two_years_in_its_country() -> None:
    days = [("MLI", 2012, True), ("MLI", 2013, False), ("NER", 2013, True), ("MLI", 2016, False)]
    coups = [Coup(day=date(year, 2, 28), iso3=iso3, has_succeeded=took) for iso3, year, took in days]
    found = find_repeats(coups, date(2016, 12, 31))
    assert [(coup.iso3, coup.day.year, followed) for coup, followed in found] == [
        ("MLI", 2012, True),
        ("MLI", 2013, False),
        ("NER", 2013, False),
    ]


def test_no_case_is_used_before_its_course_is_over() -> None:
    """Figures after a month change nothing that is told as of it."""
    series = {"AAA": [5] * 60}
    over = 40
    known = find_years(series, 35, over)
    assert known == find_years({"AAA": [5] * over + [10_000] * 20}, 35, over)
    assert all(year.month + YEAR < over for year in known)


def test_courses() -> None:
    """More by over a quarter, fewer by over a fifth."""
    courses = [Year(iso3="AAA", month=0, before=0, deaths=100, late=25, after=n).course for n in (126, 125, 80, 79)]
    assert courses == [Course.MORE, Course.ALIKE, Course.ALIKE, Course.FEWER]


def test_tables_are_whole() -> None:
    """Every month of 36 years for every country; the list of coups in order."""
    assert {len(deaths) for deaths in load_deaths().values()} == {36 * YEAR}
    assert len(load_deaths()) == 117
    days = [coup.day for coup in load_coups()]
    assert days == sorted(days)
    assert (len(days), sum(coup.has_succeeded for coup in load_coups())) == (123, 48)

"""What rows of data say."""

from datetime import date

from dateline.measures import find_findings
from dateline.records import Finding, Observation
from making import make_observation


def year(of: int, value: float, months: int = 12) -> list[Observation]:
    return [
        make_observation(value, period=f"{of}-{month:02}", released=f"{of + 1}-06-30") for month in range(1, months + 1)
    ]


def stock(of: int, value: float, **fields: str) -> Observation:
    day = date(of, 12, 31)
    row = {"series_id": "unhcr:MLI:refugees", "measure": "refugees from Mali", "unit": "people", **fields}
    return make_observation(
        value, period=f"{of}-12", released=f"{of + 1}-06-30", period_start=day, period_end=day, **row
    )


def find(rows: list[Observation], kind: str) -> list[Finding]:
    return [finding for finding in find_findings(rows, ["MLI"]) if finding.kind == kind]


def test_compares_the_last_year_with_the_one_before() -> None:
    """Twelve months are added up; the rows behind the sum come as evidence."""
    [finding] = find(year(2023, 10) + year(2024, 12.0), "change")
    assert finding.text == "UCDP counts 144 deaths in organised violence in Mali in 2024, against 120 a year earlier."
    assert len(finding.evidence.rows) == 2 + 24
    assert finding.evidence.released_at == date(2025, 6, 30)


def test_a_year_with_missing_months_does_not_count() -> None:
    """Eleven months are no year."""
    [finding] = find(year(2022, 5) + year(2023, 10) + year(2024, 12, months=11), "change")
    assert "in 2023" in finding.text


def test_says_when_a_year_is_the_highest() -> None:
    """A record is said to be one, and since when."""
    [finding] = find([row for of in range(2019, 2025) for row in year(of, of - 2018)], "change")
    assert "the highest figure since the series began in 2019" in finding.text


def test_stocks_are_taken_at_the_end_of_the_year() -> None:
    """Refugees are counted on a day, not added up."""
    [finding] = find([stock(2023, 300_000), stock(2024, 334_318)], "change")
    assert finding.text == "UNHCR counts 334,318 refugees from Mali at the end of 2024, against 300,000 a year earlier."


def test_says_where_refugees_are() -> None:
    """The neighbours that host most are named."""
    rows = [
        stock(2024, value, series_id=f"unhcr:MLI:refugees_in:{iso3}", measure=f"refugees from Mali in {name}")
        for iso3, name, value in (("MRT", "Mauritania", 150_000), ("NER", "Niger", 120_000), ("SEN", "Senegal", 20))
    ]
    [finding] = find(rows, "hosts")
    assert finding.text == (
        "Of the refugees from Mali, UNHCR counts 150,000 in Mauritania and 120,000 in Niger at the end of 2024."
    )


def test_looks_ten_years_back() -> None:
    """How it was before, where the series reaches back."""
    [finding] = find(year(2014, 1) + year(2024, 10), "decade")
    assert "Ten years earlier, in 2014, UCDP counted 12 deaths" in finding.text


def test_other_countries_do_not_count() -> None:
    """Rows on a country that is not asked about give no finding."""
    assert find_findings(year(2023, 1) + year(2024, 2), ["NER"]) == []

"""Turning points."""

from datetime import date

from dateline.situations import Relevance, find_turning_points, measure_centrality
from telling import make_situation, read_lines

LINES = [
    ("2012-03-21", "Soldiers in Freedonia storm the presidential palace and seize power."),
    ("2012-03-22", "Soldiers in Freedonia say that they seize power in the capital."),
    ("2013-01-11", "France commits troops to aid the government of Freedonia.", "Reuters; BBC; AFP"),
    ("2014-05-02", "A bus crash in Freedonia kills 14 people."),
    ("2015-06-07", "Freedonia wins the World Cup of football."),
    ("2016-02-01", "The government of Freedonia says that it will sign a peace deal."),
    ("2018-09-09", "A mine collapses in Freedonia, killing 20 people."),
    ("2022-08-15", "France formally ends its military intervention in Freedonia."),
    ("2025-09-01", "Gunmen attack a village in Freedonia."),
]


def find(limit: int = 5, before: date = date(2025, 1, 1)) -> list[str]:
    excerpts = read_lines(LINES)
    relevance = Relevance.of(make_situation("Freedonia"))
    centrality = measure_centrality([e.article for e in excerpts], relevance)
    points = find_turning_points(excerpts, centrality, is_own=relevance.names_it, before=before, limit=limit)
    return [point.excerpt.day.isoformat() for point in points]


def test_finds_what_changed_the_course() -> None:
    """Coups, interventions and withdrawals are turning points, oldest first; incidents, sport and plans are not."""
    assert find() == ["2012-03-21", "2013-01-11", "2022-08-15"]


def test_one_event_is_told_once() -> None:
    """Two reports of one coup give one turning point."""
    assert "2012-03-22" not in find()


def test_nothing_from_the_news_itself() -> None:
    """What was reported on or after the day does not belong to the way there."""
    assert find(before=date(2013, 1, 11)) == ["2012-03-21"]


def test_limit_holds() -> None:
    """At most so many."""
    assert len(find(limit=2)) == 2


def test_order_of_reports_changes_nothing() -> None:
    """The same reports in another order of arrival give the same turning points."""
    assert find() == find()

"""Pairs month by month, and where events spread."""

from datetime import UTC, date, datetime

from dateline.records import ActorKind, Article, Deed, Excerpt, Party, Passage, Place, Site, Span
from dateline.situations import find_courses, find_spread

MALI = Party("MLI", "Mali", ActorKind.COUNTRY, "MLI")
FRANCE = Party("FRA", "France", ActorKind.COUNTRY, "FRA")


def excerpt(day: date, number: int = 0) -> Excerpt:
    """A report of a day."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    article = Article(article_id=f"{day}-{number}", source_id="s", text="It is so.", published_at=at, known_at=at)
    span = Span(article_id=article.article_id, start=0, end=9, quote="It is so.")
    return Excerpt(article, Passage(span=span, position=0, is_sentence=True))


def deed(day: date, goldstein: float, quad: int) -> Deed:
    """Something that Mali did to France."""
    return Deed(day, MALI, FRANCE, "AGREE", quad, goldstein, excerpt(day))


def test_the_score_of_a_month_is_the_mean_of_its_deeds() -> None:
    (course,) = find_courses([deed(date(2020, 1, 3), 6.0, 1), deed(date(2020, 1, 20), -2.0, 3)])
    (month,) = course.months
    assert (month.score, month.quads, month.n_deeds) == (2.0, (1, 0, 1, 0), 2)
    assert (month.lowest.goldstein, month.highest.goldstein) == (-2.0, 6.0)


def test_both_directions_are_one_pair() -> None:
    back = Deed(date(2020, 2, 1), FRANCE, MALI, "AID", 2, 7.0, excerpt(date(2020, 2, 1)))
    (course,) = find_courses([deed(date(2020, 1, 3), 6.0, 1), back])
    assert course.n_deeds == 2


def test_a_turn_is_found_where_the_scores_fall_for_good() -> None:
    months = [date(2020, month, 5) for month in range(1, 13)]
    scores = [5.0, 6.0, 4.0, 5.0, 6.0, 5.0, -5.0, -6.0, -4.0, -5.0, -6.0, -5.0]
    (course,) = find_courses([deed(day, score, 1) for day, score in zip(months, scores, strict=True)])
    (turn,) = course.turns
    assert turn.month == date(2020, 7, 1)
    assert (round(turn.before, 1), round(turn.after, 1)) == (5.2, -5.2)


def test_scores_that_only_waver_have_no_turn() -> None:
    months = [date(2020, month, 5) for month in range(1, 13)]
    (course,) = find_courses([deed(day, (-1) ** day.month * 3.0, 1) for day in months])
    assert course.turns == ()


def site(day: date, country: str, number: int = 0) -> Site:
    """An act of force in a country."""
    found = excerpt(day, number)
    span = found.passage.span
    return Site(day, Place(span=span, geonames_id="1", name="X", lat=10.0, lon=2.0, country=country), 4, found)


def test_a_neighbour_is_drawn_in_with_its_first_event_once_three_reports_tell_of_some() -> None:
    days = [date(2020, month, 1) for month in (1, 2, 3)]
    sites = [site(day, "MLI") for day in days] + [site(day, "NER", 1) for day in days] + [site(days[0], "BFA", 2)]
    spread = find_spread([*sites, *(site(day, "CHL", 3) for day in days)], {"MLI"})
    assert [(country, first.day) for country, first in spread.neighbours] == [("NER", days[0])]
    assert {region.country: region.n_events for region in spread.regions} == {"MLI": 3, "NER": 3, "BFA": 1, "CHL": 3}

"""When a report became known, and what it is made of: its page, or its feed's own words."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.moments import end_of_day, start_of_day
from dateline.records import Article, Citation, Extraction, Failure, Feed, FeedItem, PageKind, QueuedItem, Visit
from dateline.sources.arrivals import article_from_item, article_from_page, settle_dates
from making import NOW, at

HOUR = timedelta(hours=1)
URL = "https://paper.example/army-leaves-gao"
TEXT = "The army left the town of Gao on Friday after a week of fighting, officials said."
FEED = Feed(feed_id="paper", url="https://paper.example/feed", title="The Paper", lang="en")
ITEM = FeedItem(guid=URL, url=URL, title="Army leaves Gao", text="The army left Gao.", published_at=NOW - HOUR)
QUEUED = QueuedItem(address=URL, feed_id="paper", item=ITEM, seen_at=NOW)
PAGE = Extraction(
    made_by="reader@1",
    kind=PageKind.ARTICLE,
    title="Army leaves Gao for good",
    text=TEXT,
    authors=("Awa Keïta",),
    published_at=NOW - 2 * HOUR,
    known_at=NOW - 2 * HOUR,
    lang="en",
    outlet="The Paper",
    agency="AFP",
    section="World",
)


def visit(item: QueuedItem | None = QUEUED, url: str = URL) -> Visit:
    return Visit(address=url, url=url, source_id="paper", page_id="p1", fetched_at=NOW, item=item)


def read(extraction: Extraction = PAGE, item: QueuedItem | None = QUEUED, url: str = URL) -> Article:
    article = article_from_page(extraction, visit(item, url), FEED)
    assert isinstance(article, Article)
    return article


def test_a_page_gives_its_report() -> None:
    """Title, text, date, people, section and credit come from the page, the outlet's name from its feed."""
    article = read()
    assert (article.title, article.text, article.lang) == ("Army leaves Gao for good", TEXT, "en")
    assert (article.published_at, article.known_at) == (NOW - 2 * HOUR, NOW - 2 * HOUR)
    assert article.citations == (Citation(outlet="AFP via The Paper", url=URL),)
    assert (article.about.authors, article.about.agency, article.topics) == (("Awa Keïta",), "AFP", ("World",))
    assert (article.address, article.page_id, article.made_by) == (URL, "p1", "reader@1")


def test_the_same_page_read_alike_is_the_same_report() -> None:
    """The id rests on what is said, not on which version of the extractor read it."""
    assert read(replace(PAGE, made_by="reader@2")).article_id == read().article_id
    assert read(replace(PAGE, text=f"{TEXT} More.")).article_id != read().article_id


@pytest.mark.parametrize("kind", [PageKind.VIDEO, PageKind.ERROR, PageKind.INDEX, PageKind.EMPTY])
def test_where_the_page_has_no_text_the_feed_is_heard(kind: PageKind) -> None:
    """A video, an error page, a front page or an empty one gives the feed's words, and says what the page was."""
    article = read(replace(PAGE, kind=kind))
    assert (article.text, article.title, article.about.kind) == (ITEM.text, ITEM.title, kind.value)


def test_without_a_feed_such_a_page_is_a_failure_that_says_why() -> None:
    """Nothing is dropped silently: a page with nothing to read, from no feed, is kept as a failure."""
    failure = article_from_page(replace(PAGE, kind=PageKind.VIDEO, text=""), visit(None))
    assert isinstance(failure, Failure)
    assert "of kind 'video'" in failure.reason
    assert failure.record_id == URL


def test_of_a_paywalled_page_and_its_feed_the_longer_text_is_taken() -> None:
    """A paywall shows the first lines; where the feed says more, the feed is heard."""
    walled = replace(PAGE, kind=PageKind.PAYWALLED)
    assert read(walled).text == TEXT
    fuller = replace(QUEUED, item=replace(ITEM, text=f"{TEXT} {TEXT} {TEXT}"))
    assert read(walled, fuller).text == f"{TEXT} {TEXT} {TEXT}"


def test_a_feed_item_with_a_title_alone_is_a_report() -> None:
    """Some feeds give headlines only: the headline is the text, and there is no title beside it."""
    article = article_from_item(replace(QUEUED, item=replace(ITEM, text="")), FEED, "paper")
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("", "Army leaves Gao")
    nothing = article_from_item(replace(QUEUED, item=FeedItem(guid="1")), FEED, "paper")
    assert isinstance(nothing, Failure)


# Moments


@pytest.mark.parametrize(
    ("stated", "known"),
    [
        ("2025-11-06", "2025-11-06T23:59:59"),
        ("2025-11-06T00:00:00Z", "2025-11-06T00:00:00"),
        ("", "2025-11-06T23:59:59"),
    ],
)
def test_a_feed_that_states_a_day_states_the_whole_of_it(stated: str, known: str) -> None:
    """Midnight is a moment where it is written, and else a day without a time."""
    item = replace(ITEM, published_at=at("2025-11-06T00:00"), stated_date=stated)
    article = article_from_item(replace(QUEUED, item=item), FEED, "paper")
    assert isinstance(article, Article)
    assert article.known_at is not None
    assert article.known_at.replace(microsecond=0) == at(known)


def settle(
    stated: datetime | None = None,
    known: datetime | None = None,
    *,
    updated: datetime | None = None,
    after: datetime | None = None,
    url: str = URL,
) -> tuple[datetime | None, datetime | None]:
    return settle_dates((stated, known or stated), updated, NOW, after, url)


def test_a_date_in_the_future_is_cut_off_where_it_arrived() -> None:
    """A report that is here was public by now, whatever it says."""
    assert settle(NOW + 48 * HOUR) == (NOW, NOW)


def test_a_bare_day_ends_when_the_report_arrived() -> None:
    """A report dated with today's day alone is known from its arrival, not from the end of the day."""
    assert settle(start_of_day(NOW.date()), end_of_day(NOW.date())) == (start_of_day(NOW.date()), NOW)


def test_a_text_that_was_changed_is_known_from_its_change() -> None:
    """What we hold may say what was added later, so a brief before the change does not use it."""
    assert settle(NOW - 48 * HOUR, updated=NOW - HOUR) == (NOW - 48 * HOUR, NOW - HOUR)
    assert settle(NOW - HOUR, updated=NOW - 48 * HOUR) == (NOW - HOUR, NOW - HOUR)


def test_a_later_day_in_the_address_counts() -> None:
    """Where the address holds a later day than the report states, it is known from the end of that day."""
    stated = at("2025-11-01T12:00")
    assert settle(stated, url="https://paper.example/2025/11/03/gao") == (stated, end_of_day(datetime(2025, 11, 3)))
    assert settle(stated, url="https://paper.example/2025/10/03/gao") == (stated, stated)


def test_an_undated_report_has_the_day_of_its_address() -> None:
    """Without a stated date, the day in the address is the date."""
    day = datetime(2025, 11, 3).date()
    assert settle(url="https://paper.example/2025/11/03/gao") == (start_of_day(day), end_of_day(day))


def test_an_undated_report_appeared_since_its_feed_was_last_asked() -> None:
    """It lies between the last look and this one; where there was no look before, it stays undated."""
    assert settle(after=NOW - HOUR) == (NOW - HOUR, NOW)
    assert settle() == (None, None)


def test_a_feeds_moment_makes_a_pages_bare_day_exact() -> None:
    """A page that states a day and a feed that states a moment of that day: the moment."""
    day = (NOW - HOUR).date()
    dated = replace(PAGE, published_at=start_of_day(day), known_at=end_of_day(day))
    assert read(dated).published_at == NOW - HOUR
    other = replace(PAGE, published_at=start_of_day(day) - 24 * HOUR, known_at=end_of_day(day) - 24 * HOUR)
    assert read(other).known_at == end_of_day(day) - 24 * HOUR


moments = st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(
    lambda m: m.replace(tzinfo=NOW.tzinfo)
)


@given(
    stated=moments, updated=moments, after=st.none() | st.just(NOW - HOUR), day=st.dates(datetime(2020, 1, 1).date())
)
def test_no_report_is_known_before_its_date_or_after_its_arrival(
    stated: datetime | None, updated: datetime | None, after: datetime | None, day: object
) -> None:
    """Whatever dates are stated: published <= known <= arrived, and an update after publication is waited for."""
    published_at, known_at = settle(stated, updated=updated, after=after, url=f"https://paper.example/{day}/gao")
    assert (published_at is None) == (known_at is None)
    if published_at is not None and known_at is not None:
        assert published_at <= known_at <= NOW
        if updated is not None and stated is not None:
            assert known_at >= min(updated, NOW)

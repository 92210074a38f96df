"""A timeline has the days that reports come back to, in their words; nothing twice, nothing that was not asked for."""

from datetime import date

import pytest

from dateline.records import Told
from dateline.run.chronicling import tell
from dateline.situations import Wanted, write_background, write_timeline
from making import at, make_article

RAID = "The army stormed the palace in Bamako and arrested president Keita on 18 August 2020."


def told(*reports: tuple[str, str]) -> list[Told]:
    """What reports tell, each given by its day and text."""
    articles = [
        make_article(f"a{n}", text, published_at=at(f"{day}T00:00"), known_at=at(f"{day}T23:59:59"))
        for n, (day, text) in enumerate(reports)
    ]
    return list(tell(articles))


CRISIS = told(
    ("2020-08-19", RAID),
    ("2020-08-25", "Mediators met the officers who stormed the palace in Bamako on 18 August."),
    ("2020-10-02", "Since the army stormed the palace on 18 August, Bamako has been calm and the officers rule."),
    ("2020-08-21", "The officers in Bamako promised an election within eighteen months of the storming."),
    ("2020-09-03", "A market in Bamako was closed for repairs after a long dispute over rents there."),
)


def test_a_day_that_reports_come_back_to_stands_before_days_told_of_once() -> None:
    (entry,) = write_timeline(CRISIS, Wanted(n_days=1))
    assert entry.day == date(2020, 8, 18)
    assert entry.n_reports == 3


def test_one_report_long_after_is_no_agreement() -> None:
    """That a day is named later counts where two reports name it, not where one does."""
    crisis = told(
        ("2020-08-19", "The army stormed the palace in Bamako and arrested the president there on 18 August 2020."),
        ("2020-08-19", "Soldiers stormed the palace in Bamako on 18 August 2020 and the president was arrested."),
        ("2020-10-30", "The palace in Bamako had been painted by the army for the president on 20 August 2020."),
    )
    assert [entry.day for entry in write_timeline(crisis, Wanted(n_days=1))] == [date(2020, 8, 18)]


def test_words_are_those_of_the_reports_and_days_ascend() -> None:
    entries = write_timeline(CRISIS, Wanted(n_days=3, n_sentences=2))
    quotes = {one.span for one in CRISIS}
    assert [entry.day for entry in entries] == sorted(entry.day for entry in entries)
    assert all(set(entry.evidence) <= quotes and 1 <= len(entry.evidence) <= 2 for entry in entries)
    assert all(entry.text == " ".join(span.quote for span in entry.evidence) for entry in entries)


def test_no_sentence_stands_under_two_days() -> None:
    both = told(
        ("2020-09-01", "The ceasefire signed in Algiers on 20 August was broken by an attack near Kidal on 27 August."),
        ("2020-09-02", "The ceasefire signed in Algiers on 20 August was broken by an attack near Kidal on 27 August."),
    )
    spans = [span.quote for entry in write_timeline(both, Wanted(n_days=2)) for span in entry.evidence]
    assert len(spans) == len(set(spans)) == 1


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(first=date(2020, 9, 1)), {date(2020, 9, 3), date(2020, 10, 2)}),
        (Wanted(last=date(2020, 8, 18)), {date(2020, 8, 18)}),
        (Wanted(n_days=1, first=date(2020, 8, 21), last=date(2020, 8, 21)), {date(2020, 8, 21)}),
    ],
)
def test_nothing_stands_outside_the_days_asked_for(wanted: Wanted, expected: set[date]) -> None:
    assert {entry.day for entry in write_timeline(CRISIS, wanted)} <= expected


def test_a_date_long_before_the_crisis_is_its_history() -> None:
    old = told(
        ("2020-08-19", "France granted Mali independence on 22 September 1960, long before the army took Bamako."),
        ("2020-08-20", "Mali has been independent since a declaration made in Bamako on 22 September 1960."),
    )
    assert [entry.day for entry in write_timeline(old, Wanted(n_days=3))] == []
    assert [e.day for e in write_timeline(old, Wanted(first=date(1960, 1, 1)))] == [date(1960, 9, 22)]


def test_nothing_told_is_an_empty_timeline_and_background() -> None:
    assert write_timeline([], Wanted()) == []
    assert write_background([], n_words=100) == []


def test_what_was_not_known_by_a_moment_is_not_told() -> None:
    articles = [make_article("a", RAID, published_at=at("2020-08-19T00:00"), known_at=at("2020-08-19T23:59:59"))]
    assert list(tell(articles, at("2020-08-19T12:00"))) == []
    assert len(list(tell(articles, at("2020-08-20T00:00")))) == 1


def test_a_background_keeps_to_its_words_in_the_order_of_time() -> None:
    found = write_background(CRISIS, n_words=40)
    assert found
    assert sum(len(one.span.quote.split()) for one in found) <= 40
    assert [one.published for one in found] == sorted(one.published for one in found)


def test_a_question_tells_nothing() -> None:
    asked = told(("2020-08-19", "Who stormed the palace in Bamako and arrested president Keita on 18 August 2020?"))
    assert write_timeline(asked, Wanted()) == []
    assert write_background(asked, n_words=50) == []


def test_a_background_tells_the_newest_and_nothing_twice() -> None:
    news = told(
        *(
            (f"2020-01-{day:02}", "The talks in Algiers between the army and rebels went on without an end.")
            for day in range(1, 30)
        ),
        ("2020-02-01", "The talks in Algiers ended with a peace accord that both sides signed in public."),
    )
    quotes = [one.span.quote for one in write_background(news, n_words=60)]
    assert any("peace accord" in quote for quote in quotes)
    assert len(quotes) == len(set(quotes)) == 2


def test_without_a_number_the_weightiest_days_are_told() -> None:
    """A day told of by everyone is there, one told of in passing is not, however many there are of these."""
    crisis = told(
        *(("2020-08-19", f"The army stormed the palace in Bamako on 18 August, said witness {n}.") for n in range(40)),
        *((f"2020-09-{day:02}", "A shop sold some bread.") for day in range(1, 29)),
    )
    days = [entry.day for entry in write_timeline(crisis, Wanted())]
    assert date(2020, 8, 18) in days
    assert len(days) < 10


def test_a_day_whose_sentence_stands_elsewhere_makes_room_for_another() -> None:
    twice = "The ceasefire signed in Algiers on 20 August was broken by an attack near Kidal on 27 August."
    crisis = told(
        ("2020-09-01", twice),
        ("2020-09-02", twice),
        ("2020-09-09", "Mediators of the ceasefire met both sides in Algiers and asked for calm near Kidal."),
    )
    assert len(write_timeline(crisis, Wanted(n_days=2))) == 2

"""What the four sections say."""

import logging

import pytest

from dateline.briefs import PARTS, write_brief
from dateline.editions import ENGLISH
from dateline.records import Brief, SentenceKind
from telling import Line, make_material, make_situation

BASE: list[Line] = [
    ("2012-03-21", "Soldiers in Freedonia storm the presidential palace and seize power."),
    ("2013-01-11", "France commits troops to aid the government of Freedonia.", "Reuters; BBC; AFP"),
    ("2022-08-15", "France formally ends its military intervention in Freedonia."),
    ("2025-09-03", "The Freedom Front announces a blockade on fuel trucks in Freedonia."),
    ("2025-09-16", "The Freedom Front ambushes and burns 100 trucks in Freedonia as part of its fuel blockade.", "AP"),
    ("2025-09-20", "Freedonia says that it will hold elections in December 2025.", "AFP"),
    ("2025-10-20", "Gunmen kill 12 soldiers near the town of Fredville in Freedonia.", "AP"),
    ("2025-10-27", "Freedonia closes all schools amid a fuel blockade by the Freedom Front.", "Al Jazeera; BBC"),
]


def write(lines: list[Line], as_of: str = "2025-11-07") -> Brief:
    return write_brief(make_material(lines, make_situation("Freedonia", "Freedom Front"), as_of))


def texts(brief: Brief, title: str) -> list[str]:
    [section] = [section for section in brief.sections if section.title == title]
    return [sentence.text for sentence in section.sentences]


def test_four_sections_and_nothing_empty() -> None:
    """Every brief has the four parts, each with at least one sentence, and no sentence is dropped by the check."""
    brief = write(BASE)
    assert tuple(section.title for section in brief.sections) == tuple(ENGLISH.say(f"titles.{part}") for part in PARTS)
    assert all(section.sentences for section in brief.sections)


def test_no_sentence_fails_its_check(caplog: pytest.LogCaptureFixture) -> None:
    """The sections never offer a sentence that the check refuses."""
    with caplog.at_level(logging.WARNING):
        write(BASE)
    assert caplog.records == []


def test_latest_then_how_it_came_to_it() -> None:
    """The news comes first in the order of days, then what came before, oldest first."""
    happening = " ".join(texts(write(BASE), "What's Happening"))
    order = ["3 September 2025", "27 October 2025", "21 March 2012", "11 January 2013", "15 August 2022"]
    assert [happening.index(day) for day in order] == sorted(happening.index(day) for day in order)


def test_what_lasts_is_counted_from_a_cited_start() -> None:
    """How long the blockade has lasted comes with the report that begins it and the last one."""
    brief = write(BASE)
    [lasting] = [s for s in brief.sections[0].sentences if "has lasted" in s.text]
    assert "65 days" in lasting.text
    assert lasting.kind is SentenceKind.COMPUTED
    days = [e.published_at.date().isoformat() for e in lasting.evidence if hasattr(e, "span")]
    assert days == ["2025-09-03", "2025-10-27"]


def test_an_outbreak_known_by_its_disease_is_called_one() -> None:
    """The number in a disease's name is no count, and it is the outbreak that lasts."""
    lines: list[Line] = [
        ("2025-08-10", "Freedonia confirms its first cases of COVID-19."),
        ("2025-10-16", "COVID-19 kills ten people in Freedonia.", "AP"),
        ("2025-11-01", "The death toll of COVID-19 in Freedonia rises to 30.", "AFP"),
    ]
    [lasting] = [text for text in texts(write(lines), "What's Happening") if "has lasted" in text]
    assert "the COVID-19 outbreak has lasted 89 days" in lasting


def test_whats_next_attributes_and_looks_ahead() -> None:
    """A plan whose day is still to come is told with its source; one whose day has passed is not."""
    assert any("elections in December 2025" in text for text in texts(write(BASE), "What's Next"))
    late = write([*BASE, ("2026-01-10", "Freedonia opens its schools.")], as_of="2026-01-20")
    assert not any("elections" in text for text in texts(late, "What's Next"))


def test_says_so_when_nobody_looks_ahead() -> None:
    """Without announcements the section says in one line that none was found."""
    [line] = texts(write(BASE[:3] + BASE[6:7]), "What's Next")
    assert line == "Besides what stands above, no report of the last 60 days was found that says what is to come."


def test_nothing_after_the_moment_is_seen() -> None:
    """A brief as of a day is the same whether or not later reports are there."""
    later: list[Line] = [("2025-11-08", "Soldiers in Freedonia seize power in a second coup.")]
    assert write(BASE) == write(BASE + later)


def test_repeats_are_told_once() -> None:
    """The same event in other outlets' words is one sentence with all its reports as evidence."""
    again: Line = ("2025-10-20", "Gunmen kill 12 soldiers near Fredville town in Freedonia.", "BBC")
    brief = write([*BASE, again])
    told = [s for section in brief.sections for s in section.sentences if "Fredville" in s.text]
    assert len(told) == 1
    outlets = {c.outlet for e in told[0].evidence if hasattr(e, "span") for c in e.citations}
    assert outlets == {"AP", "BBC"}


def test_holes_in_the_archive_are_named() -> None:
    """Years without a report are said to be missing."""
    assert "reports between 11 January 2013 and 15 August 2022" in write(BASE).coverage.gaps


def test_missing_latest_days_come_first() -> None:
    """A brief that ends before its day says so before anything else that is missing."""
    assert write(BASE, as_of="2025-11-07").coverage.gaps[0] == "reports after 27 October 2025"
    assert "reports after 27 October 2025" not in write(BASE, as_of="2025-10-30").coverage.gaps


@pytest.mark.parametrize(
    "line",
    [
        "Freedonia says that it will hold a referendum on its deal with all of its foreign creditors on November 2.",
        "Freedonia plans to reopen its borders for aid this weekend.",
        "Freedonia plans to reopen its borders for aid on Sunday.",
    ],
)
def test_what_was_to_come_by_now_is_not_next(line: str) -> None:
    """A plan whose day has passed is told as next before that day, and not after it."""
    plan: list[Line] = [*BASE, ("2025-10-30", line)]
    words = line[-30:-12]
    assert any(words in text for text in texts(write(plan, as_of="2025-10-31"), "What's Next"))
    assert not any(words in text for text in texts(write(plan, as_of="2025-11-07"), "What's Next"))


def test_stays_within_its_length() -> None:
    """However much there is, a brief has at most 450 words."""
    harm = ", burning the houses and leaving the people of many villages without food or water for several days"
    many: list[Line] = [
        (
            f"2025-10-{day:02}",
            f"Gunmen of band {day} kill {day} soldiers near town number {day} in Freedonia{harm}.",
            "AP",
        )
        for day in range(1, 29)
    ]
    brief = write(BASE + many)
    assert sum(len(s.text.split()) for section in brief.sections for s in section.sentences) <= 450


def test_sources_are_numbered_as_they_are_cited() -> None:
    """The list of sources holds every cited report once, in the order of first use."""
    brief = write(BASE)
    sentences = [sentence for section in brief.sections for sentence in section.sentences]
    cited = [e.span.article_id for s in sentences for e in s.evidence if hasattr(e, "span")]
    assert [source.article_id for source in brief.sources] == list(dict.fromkeys(cited))
    assert [source.number for source in brief.sources] == list(range(1, len(brief.sources) + 1))


def test_a_long_article_is_reported_not_dated() -> None:
    """An article may tell of an earlier day: its sentence says who reported it when, and keeps its capital."""
    lead = "Gunmen of the Freedom Front killed 12 soldiers near Fredville in Freedonia. "
    brief = write([("2025-10-20", lead + "The town was calm after that. " * 30, "AP")], as_of="2025-10-21")
    assert texts(brief, "What's Happening")[0].startswith("On 20 October 2025, AP reported: Gunmen")


def test_the_same_day_reaches_back_one_sentence() -> None:
    """No section opens with "The same day", and none follows a computed sentence."""
    lines: list[Line] = [
        ("2025-11-06", "Freedonia closes its borders to all aid for 40,000 refugees."),
        ("2025-11-06", "The army of Freedonia seizes power in the capital."),
        ("2025-11-06", "Freedonia says that it will hold elections in December 2025."),
    ]
    for section in write(lines).sections:
        before = None
        for sentence in section.sentences:
            if sentence.text.startswith("The same day"):
                assert before is not None
                assert before.kind is not SentenceKind.COMPUTED
            before = sentence


def test_a_date_in_front_takes_the_capital_away() -> None:
    """A common opening word is no name, also where no other report of the store writes it small."""
    line = "Violent clashes between police and marchers leave 3 people dead in Fredville, Freedonia."
    assert texts(write([("2025-11-05", line)]), "What's Happening")[0].startswith("On 5 November 2025, violent clashes")


def test_a_term_of_prison_is_no_outlook() -> None:
    """ "will serve one year" looks ahead for nobody but the convict."""
    term: Line = ("2025-10-28", "Firefly of Freedonia will serve one year of the sentence in prison.", "AP")
    assert not any("will serve" in text for text in texts(write([*BASE, term]), "What's Next"))


def test_a_day_to_come_needs_words_that_say_what_comes() -> None:
    told = texts(write([*BASE, ("2025-11-06", "This Saturday, Freedonia.", "AP")]), "What's Next")
    assert not any("This Saturday" in text for text in told)


def test_a_country_of_two_words_keeps_its_capital() -> None:
    lines: list[Line] = [("2025-11-03", "New Zealand suspends all aid to Freedonia.", "AP")]
    lines += [("2025-10-01", f"A new mine opens in Freedonia as new law {n} takes effect.", "AP") for n in range(3)]
    told = " ".join(texts(write(lines), "What's Happening"))
    assert "On 3 November 2025, New Zealand suspends" in told

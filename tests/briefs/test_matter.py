"""What the latest reports are about, and what a brief leads with because of it."""

from datetime import date, timedelta

from dateline.briefs import write_brief
from dateline.briefs.matter import find_matter
from dateline.records import Brief
from telling import Line, make_material, make_situation

CRASHES = ("A bus crash kills {} people in Freedonia.", "A fire at a market in Freedonia kills {} people.")
MATTER: list[Line] = [
    ("2025-10-20", "Officers of Freedonia's army attempt a coup against President Firefly."),
    ("2025-10-21", "The head of state tells viewers that the capital of Freedonia is calm and the coup has failed."),
    ("2025-10-25", "The government of Freedonia dismisses 1,400 judges after the failed coup."),
    ("2025-10-30", "Freedonia detains 42 journalists over the failed coup."),
    ("2025-11-02", "Thousands rally against the coup in Freedonia."),
]
ELECTION: Line = ("2025-11-03", "Freedonia bans the party of Firefly and calls an election for December 21.")


def every_month(since: date, n: int) -> list[Line]:
    days = [since + timedelta(days=30 * at) for at in range(n)]
    return [(day.isoformat(), CRASHES[at % 2].format(5 + at)) for at, day in enumerate(days)]


def write(lines: list[Line], as_of: str = "2025-11-07") -> Brief:
    return write_brief(make_material(sorted(lines), make_situation("Freedonia"), as_of))


def first_part(brief: Brief) -> list[str]:
    return [sentence.text for sentence in brief.sections[0].sentences]


def test_the_matter_is_what_the_reports_of_now_have_and_those_before_had_not() -> None:
    """A coup that four reports of the last weeks speak of weighs; crashes of every month do not."""
    lines = sorted(MATTER + every_month(date(2024, 1, 10), 22))
    material = make_material(lines, make_situation("Freedonia"), "2025-11-07")
    matter = find_matter(material)
    coup, crash = (next(e for e in material.excerpts if word in e.text) for word in ("failed coup", "crash"))
    assert matter.salience(coup) > 0.5
    assert matter.salience(crash) < 0.2


def test_steps_of_the_matter_are_told_one_by_one() -> None:
    """All that tells of the coup is told, in order, and the words need no class of act for it."""
    told = " ".join(first_part(write(MATTER + every_month(date(2024, 1, 10), 22))))
    order = ["attempt a coup", "has failed", "dismisses 1,400 judges", "detains 42 journalists", "rally against"]
    assert [told.index(words) for words in order] == sorted(told.index(words) for words in order)


def test_says_first_that_nothing_is_new() -> None:
    """Where the last report is years old, the brief opens with that."""
    old: list[Line] = [(day.replace("2025", "2019"), text) for day, text, *_ in MATTER]
    first = first_part(write(old))[0]
    assert first == (
        "No report of the last 90 days was found; the last is of 2 November 2019, and what follows is not new."
    )


def test_days_to_come_are_told_with_the_words_that_name_them() -> None:
    """A day that a report names and that is not over stands under What's Next, quoted as it was written."""
    lines: list[Line] = [
        *MATTER,
        ELECTION,
    ]
    brief = write(lines)
    ahead = [sentence.text for sentence in brief.sections[2].sentences]
    assert "A day to come that reports name: 21 December 2025 (“calls an election for December 21”)." in ahead
    later = write(lines, "2025-12-28")
    assert not any("to come that reports name" in sentence.text for sentence in later.sections[2].sentences)


def test_what_was_called_off_is_no_day_to_come() -> None:
    """A later report that the election is postponed takes the day away."""
    lines: list[Line] = [
        *MATTER,
        ELECTION,
        ("2025-11-05", "Freedonia's court postpones the December election."),
    ]
    assert not any("21 December" in sentence.text for sentence in write(lines).sections[2].sentences)


def test_an_act_before_a_demand_is_news() -> None:
    """ "Dissolves the congress and calls for elections" leads; a mere call waits for What's Next."""
    lines: list[Line] = [
        ("2025-11-03", "President Firefly dissolves the Congress of Freedonia and calls for snap elections."),
        ("2025-11-04", "Unions in Freedonia call for a general strike over the price of bread."),
    ]
    brief = write(lines)
    assert any("dissolves the Congress" in text for text in first_part(brief))
    assert not any("general strike" in text for text in first_part(brief))
    assert any("general strike" in sentence.text for sentence in brief.sections[2].sentences)


def test_old_demands_are_no_outlook() -> None:
    """Where much happens, what was demanded weeks ago is overtaken, and the brief says that nothing looks ahead."""
    lines: list[Line] = [("2025-10-01", "Unions in Freedonia call for a general strike over the price of bread.")]
    days = [
        (f"2025-11-{day:02}", f"Clashes in the town of Vale{day} in Freedonia leave {day} dead.") for day in range(1, 7)
    ]
    more = [
        (day, f"Soldiers of Freedonia storm the market of {town}.")
        for (day, _), town in zip(days, "ABCDEF", strict=True)
    ]
    ahead = write([*lines, *days, *more]).sections[2].sentences
    assert [sentence.text for sentence in ahead][:1] == [
        "Besides what stands above, no report of the last 60 days was found that says what is to come."
    ]


def test_what_the_matter_goes_back_to_is_told() -> None:
    """A step of months ago in the words of the matter of now is background, though no act in it weighs."""
    trigger: Line = (
        "2025-03-01",
        "Officers tell a court of Freedonia's army that a coup has failed.",
    )
    told = " ".join(first_part(write([trigger, *MATTER, *every_month(date(2024, 1, 10), 22)])))
    assert "tell a court of Freedonia" in told
    assert told.index("tell a court") > told.index("rally against")


def test_the_gravest_of_the_window_is_no_routine() -> None:
    """Arrests that many outlets report do not take the place of a bombing, of which a report is told by its lead."""
    says = "Prosecutor Quincy Wagstaff of Freedonia says that"
    bombing = f"Three explosions in a station kill 34 people in Freedonia. {says} the dead are not counted."
    raids: list[Line] = [(f"2025-10-{26 + n}", f"{says} bomber {n} of the bombings is named.") for n in range(4)]
    cited = "AP; BBC; CNN; DW; EFE"
    arrests: list[Line] = [
        ("2025-11-01", "Freedonia detains five officers over smuggled gold.", cited),
        ("2025-11-02", "A judge in Freedonia is arrested at an airport near the coast.", cited),
    ]
    lines: list[Line] = [("2025-10-25", bombing), *raids, *arrests, *every_month(date(2024, 1, 10), 21)]
    assert "three explosions in a station kill 34 people" in " ".join(first_part(write(lines))).casefold()


def test_like_words_a_month_later_tell_another_step() -> None:
    """The pilot is captured, and killed weeks later: the second report does not take the place of the first."""
    lines: list[Line] = [
        ("2025-08-24", "A warplane of Freedonia crashes and its pilot Chico Baravelli is captured by militants."),
        ("2025-11-03", "Militants burn the pilot Chico Baravelli alive in a video shown in Freedonia."),
        ("2025-11-04", "Freedonia executes two convicts in response to the killing."),
    ]
    told = " ".join(first_part(write(lines)))
    assert "is captured by militants" in told
    assert "burn the pilot" in told

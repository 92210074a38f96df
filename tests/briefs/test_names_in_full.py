"""Full names at first mention."""

from dataclasses import replace
from datetime import date

from dateline.briefs.names import Introduced, build_name_book, find_bare_acronyms, write_in_full
from dateline.records import Situation
from telling import Line, make_situation, read_all, read_lines

TODAY = date(2025, 11, 7)

LINES: list[Line] = [
    ("2025-09-08", "The Freedom and Justice Front (FJF) imposes a blockade on the town of Gao."),
    ("2025-09-09", "The National Army (NA) of the country attacks the Freedom and Justice Front (FJF)."),
    ("2025-09-10", "The interim President Ivan Petrov visits the town of Gao in the north."),
    ("2025-09-11", "The leader of the country says that President Ivan Petrov will stay."),
    ("2025-09-12", "Yesterday Petrov left the town of Gao with all of his troops."),
]
BOOK = build_name_book(read_lines(LINES), read_all(LINES), make_situation("Gao"), TODAY)


def introduce(text: str, introduced: Introduced | None = None) -> str:
    return write_in_full(text, BOOK, introduced or Introduced(wanted=frozenset({"FJF"})), TODAY)[0]


def test_acronym_is_written_out_once() -> None:
    """The first bare acronym becomes the full name; later ones stay short."""
    introduced = Introduced(wanted=frozenset({"FJF"}))
    assert introduce("FJF fighters attack.", introduced) == "Freedom and Justice Front (FJF) fighters attack."
    assert introduce("FJF fighters attack.", introduced) == "FJF fighters attack."


def test_full_name_gets_its_acronym_only_where_it_is_used_later() -> None:
    """An acronym is given for a reader who will meet it again, not otherwise."""
    assert introduce("The Freedom and Justice Front attacks.") == "The Freedom and Justice Front (FJF) attacks."
    assert introduce("The Freedom and Justice Front attacks.", Introduced()) == "The Freedom and Justice Front attacks."


def test_possessives_stay_readable() -> None:
    """No bracket comes between a name and its 's."""
    assert introduce("FJF's fighters attack.") == "Freedom and Justice Front's fighters attack."


def test_surname_gets_its_forename() -> None:
    """A person named by surname alone is named in full at first mention, once."""
    introduced = Introduced()
    assert introduce("Petrov leaves.", introduced) == "President Ivan Petrov leaves."
    assert introduce("Petrov leaves.", introduced) == "Petrov leaves."
    assert introduce("President Petrov leaves.") == "President Ivan Petrov leaves."
    assert introduce("The Petrov government leaves.") == "The Ivan Petrov government leaves."
    assert introduce("Petrov, the president, leaves.") == "Ivan Petrov, the president, leaves."
    assert introduce("President Ivan Petrov leaves.") == "President Ivan Petrov leaves."
    assert introduce("They meet at Petrov International Airport.") == "They meet at Petrov International Airport."


def test_office_is_of_its_time() -> None:
    """Of two offices the one told nearest in time is put in, and none that was told long before or after."""
    lines: list[Line] = [
        ("2020-02-01", "The interim President Ivan Petrov visits the town of Gao."),
        ("2020-03-01", "Yesterday Petrov left the town of Gao."),
        ("2024-02-01", "Former President Ivan Petrov is arrested in Gao."),
    ]
    book = build_name_book(read_lines(lines), read_all(lines), make_situation("Gao"), TODAY)

    def on(day: date) -> str:
        return write_in_full("Petrov stays.", book, Introduced(), day)[0]

    assert on(date(2020, 3, 1)) == "President Ivan Petrov stays."
    assert on(date(2024, 2, 3)) == "Former President Ivan Petrov stays."
    assert on(date(2022, 2, 1)) == "Ivan Petrov stays."


def test_acronym_that_no_report_spells_out_is_known_by_its_actor() -> None:
    """Where one report has the acronym and another the name, the reader says that they are one."""
    lines: list[Line] = [
        ("2025-04-01", "The Rapid Support Forces storm a camp near El Fasher in Sudan."),
        ("2025-04-02", "RSF fighters leave Sudan."),
        ("2025-04-03", "The RSF says that it left Sudan."),
    ]
    book = build_name_book(read_lines(lines), read_all(lines), make_situation("Sudan"), TODAY)
    text, evidence = write_in_full("RSF fighters leave.", book, Introduced(), TODAY)
    assert text == "The Rapid Support Forces (RSF) fighters leave."
    assert [e.span.quote for e in evidence if hasattr(e, "span")] == ["Rapid Support Forces"]


def test_what_is_put_in_is_evidence() -> None:
    """The words that are put in come with the report that holds them."""
    text, evidence = write_in_full("FJF fighters attack.", BOOK, Introduced(wanted=frozenset({"FJF"})), TODAY)
    assert evidence
    assert evidence[0].span.quote == "Freedom and Justice Front (FJF)"
    assert "Freedom and Justice Front (FJF)" in text


def test_household_names_are_never_written_out() -> None:
    """Nobody needs UN spelt out."""
    lines: list[Line] = [("2025-09-08", "The United Nations (UN) calls for talks in the town of Gao.")]
    book = build_name_book(read_lines(lines), read_all(lines), make_situation("Gao"), TODAY)
    assert write_in_full("UN envoys leave.", book, Introduced(wanted=frozenset({"UN"})), TODAY)[0] == "UN envoys leave."


def test_finds_acronyms_outside_brackets() -> None:
    """Only a bare acronym makes a reader need its long form."""
    assert find_bare_acronyms(["The Front (FJF) left.", "MINUSMA stays, M23 too."]) == {"MINUSMA", "M23"}


def test_definition_stands_in_for_the_reports() -> None:
    """An acronym that no report spells out is written as the user's definition says, which is then the evidence."""
    situation: Situation = replace(make_situation("Gao"), actors=(("March 23 Movement", ("M23",)),))
    book = build_name_book((), {}, situation, TODAY)
    text, evidence = write_in_full("M23 takes Goma.", book, Introduced(), TODAY)
    assert text == "March 23 Movement (M23) takes Goma."
    assert [e.series for e in evidence if not hasattr(e, "span")] == ["actors"]


def test_no_acronym_is_put_into_a_longer_name() -> None:
    """ "Freedom and Justice Front of the East" is another one, or the same under a longer name."""
    text = "The Freedom and Justice Front of the East attacks."
    assert introduce(text) == text

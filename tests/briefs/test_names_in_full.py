"""Full names at first mention."""

from dataclasses import replace
from datetime import date

from dateline.briefs.names import Introduced, build_name_book, find_bare_acronyms, write_in_full
from dateline.records import Situation
from telling import make_situation, read_lines

TODAY = date(2025, 11, 7)

BOOK = build_name_book(
    read_lines(
        [
            ("2025-09-08", "The Freedom and Justice Front (FJF) imposes a blockade on the town of Gao."),
            ("2025-09-09", "The National Army (NA) of the country attacks the Freedom and Justice Front (FJF)."),
            ("2025-09-10", "The interim President Ivan Petrov visits the town of Gao in the north."),
            ("2025-09-11", "The leader of the country says that President Ivan Petrov will stay."),
            ("2025-09-12", "Yesterday Petrov left the town of Gao with all of his troops."),
        ]
    ),
    make_situation("Gao"),
    TODAY,
)


def introduce(text: str, introduced: Introduced | None = None) -> str:
    return write_in_full(text, BOOK, introduced or Introduced(wanted=frozenset({"FJF"})))[0]


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
    assert introduce("Petrov leaves.", introduced) == "Ivan Petrov leaves."
    assert introduce("Petrov leaves.", introduced) == "Petrov leaves."
    assert introduce("President Ivan Petrov leaves.") == "President Ivan Petrov leaves."
    assert introduce("They meet at Petrov International Airport.") == "They meet at Petrov International Airport."


def test_what_is_put_in_is_evidence() -> None:
    """The words that are put in come with the report that holds them."""
    text, evidence = write_in_full("FJF fighters attack.", BOOK, Introduced(wanted=frozenset({"FJF"})))
    assert evidence
    assert evidence[0].span.quote == "Freedom and Justice Front (FJF)"
    assert "Freedom and Justice Front (FJF)" in text


def test_household_names_are_never_written_out() -> None:
    """Nobody needs UN spelt out."""
    book = build_name_book(
        read_lines([("2025-09-08", "The United Nations (UN) calls for talks in the town of Gao.")]),
        make_situation("Gao"),
        TODAY,
    )
    assert write_in_full("UN envoys leave.", book, Introduced(wanted=frozenset({"UN"})))[0] == "UN envoys leave."


def test_finds_acronyms_outside_brackets() -> None:
    """Only a bare acronym makes a reader need its long form."""
    assert find_bare_acronyms(["The Front (FJF) left.", "MINUSMA stays, M23 too."]) == {"MINUSMA", "M23"}


def test_definition_stands_in_for_the_reports() -> None:
    """An acronym that no report spells out is written as the user's definition says, which is then the evidence."""
    situation: Situation = replace(make_situation("Gao"), actors=(("March 23 Movement", ("M23",)),))
    book = build_name_book((), situation, TODAY)
    text, evidence = write_in_full("M23 takes Goma.", book, Introduced())
    assert text == "March 23 Movement (M23) takes Goma."
    assert [e.series for e in evidence if not hasattr(e, "span")] == ["actors"]

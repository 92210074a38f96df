"""What stands before the first sentence is read as place, day and agency, and is no part of the sentence."""

from datetime import date

import pytest

from dateline.reading.datelines import find_dateline
from dateline.reading.sentences import split_sentences

THURSDAY = date(2025, 11, 6)

CASES = [
    ("en", "BAMAKO, Nov 6 (Reuters) -", " The army left Gao.", "Bamako|2025-11-06|Reuters"),
    ("en", "PARIS (AP) —", " The army left.", "Paris||AP"),
    ("en", "Kyiv, Ukraine –", " The army left.", "Kyiv, Ukraine||"),
    ("en", "GENEVA/KHARTOUM, 3 November 2025 (OCHA) -", " It left.", "Geneva/Khartoum|2025-11-03|OCHA"),
    ("en", "BEIJING, Nov. 6 (Xinhua) --", ' "We leave," he said.', "Beijing|2025-11-06|Xinhua"),
    ("en", "ST. PETERSBURG, Fla. (AP) —", " The army left.", "St. Petersburg, Fla||AP"),
    ("en", "Port-au-Prince, Haiti (AP) --", " Gangs left.", "Port-au-Prince, Haiti||AP"),
    ("en", "LAGOS, Nigeria, Nov. 6, 2025 /PRNewswire/ --", " It left.", "Lagos, Nigeria|2025-11-06|PR Newswire"),
    ("en", "ISLAMABAD:", " The army left.", "Islamabad||"),
    ("en", "(Nairobi) –", " Both sides fired.", "Nairobi||"),
    ("en", "WASHINGTON —", " The army left.", "Washington||"),
    ("en", "Friday, January 4, 2019", "\n\n\nA building fell.", "|2019-01-04|"),
    ("fr", "Bamako, 6 nov 2025 (AFP) -", " L'armée a quitté Gao.", "Bamako|2025-11-06|AFP"),
    ("fr", "22 mai 2012. -", " Prévu samedi, il est parti.", "|2012-05-22|"),
    ("fr", "2 juillet 2012. - Québec -", " Le forum s'ouvre.", "Québec|2012-07-02|"),
    ("es", "MADRID, 6 Nov. (EUROPA PRESS) -", " El ejército salió.", "Madrid|2025-11-06|Europa Press"),
    ("ru", "МОСКВА, 6 ноября. /ТАСС/.", " Армия ушла.", "Москва|2025-11-06|TASS"),
    ("ru", "Москва. 6 ноября. ИНТЕРФАКС -", " Армия ушла.", "Москва|2025-11-06|Interfax"),
    ("ar", "باريس (رويترز) -", " قال الوزير إن الجيش غادر.", "باريس||Reuters"),
    ("ar", "القاهرة - رويترز -", " قال الوزير إن الجيش غادر.", "القاهرة||Reuters"),
]


@pytest.mark.parametrize(("lang", "lead", "rest", "expected"), CASES)
def test_a_dateline_is_read_and_left_out(lang: str, lead: str, rest: str, expected: str) -> None:
    """Its span is exact, and the first sentence begins after it."""
    text = lead + rest
    found = find_dateline(text, lang, THURSDAY)
    assert found is not None
    assert f"{found.place}|{found.day or ''}|{found.agency}" == expected
    assert found.span.quote == text[found.span.start : found.span.end] == lead
    start, _ = split_sentences(text, lang)[0]
    assert text[start:] == rest.strip()


@pytest.mark.parametrize(
    "text",
    [
        "The president – Obama – left.",
        "Obama - The president left.",
        "In 2012 – The year of the coup.",
        "Today, 6 November – we meet.",
        "WATCH: The army leaves Gao.",
        "Mali: Six soldiers die.",
        "Gao fell on 6 November. The army left - Nobody saw it.",
        "",
        " - ",
        "(((((" * 50,
        "A, " * 60 + "- B",
    ],
)
def test_what_is_no_dateline_stays(text: str) -> None:
    """A dash or a colon alone makes no dateline."""
    assert find_dateline(text, "en", THURSDAY) is None


def test_an_undated_report_keeps_its_day_open() -> None:
    """ "Nov 6" is seen for what it is, but its year is not guessed; a full date is known."""
    found = find_dateline("BAMAKO, Nov 6 (Reuters) - The army left.", "en", None)
    assert found is not None
    assert (found.place, found.day) == ("Bamako", None)
    found = find_dateline("BAMAKO, Nov 6, 2025 (Reuters) - The army left.", "en", None)
    assert found is not None
    assert found.day == date(2025, 11, 6)

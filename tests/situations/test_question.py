"""Free-text questions."""

from collections.abc import Sequence
from datetime import date

from dateline.situations import parse_question


class Reports:
    """A fake store: reports as texts, counted by the phrases they hold."""

    def __init__(self, *texts: str) -> None:
        self.texts = [text.casefold() for text in texts]

    def count(self, facets: Sequence[Sequence[str]]) -> int:
        return sum(all(any(phrase.casefold() in text for phrase in facet) for facet in facets) for text in self.texts)


CONGO = Reports("m23 rebels take goma", "m23 rebels take bukavu", "a plane crashes at goma", "rain in the congo")


def test_two_names_need_one_report_with_both() -> None:
    """ "Goma M23" asks for reports with either, since one report ties them."""
    question = parse_question("Goma M23", CONGO.count)
    assert question.situation is not None
    assert question.situation.facets == (("Goma", "M23"),)


def test_names_that_no_report_ties_find_nothing() -> None:
    """Words that never stand together are no question that the store can answer."""
    assert parse_question("purple monkey dishwasher", CONGO.count).situation is None
    assert parse_question("Goma Zanzibar", CONGO.count).situation is None


def test_two_countries_are_asked_about_together() -> None:
    """ "Thailand-Cambodia" asks for reports that name both."""
    question = parse_question("Thailand-Cambodia", Reports("thailand and cambodia fight").count)
    assert question.situation is not None
    assert question.situation.countries == ("TH", "KH")
    assert len(question.situation.facets) == 2


def test_framing_words_do_not_narrow() -> None:
    """ "the war in eastern Congo" is about the country, by all its names."""
    question = parse_question("the war in eastern Congo", CONGO.count)
    assert question.situation is not None
    assert question.situation.countries == ("CD",)
    assert len(question.situation.facets) == 1


def test_years_bound_the_reports() -> None:
    """ "Syria 2011-2019" begins with 2011 and ends with 2019."""
    question = parse_question("Syria 2011-2019", Reports("syria burns").count)
    assert question.situation is not None
    assert question.situation.since == date(2011, 1, 1)
    assert question.until == date(2019, 12, 31)


def test_words_used_together_are_one_phrase() -> None:
    """ "Boko Haram" is one name where the reports write it so, and stands for its country when tied to it."""
    reports = Reports("boko haram in nigeria", "boko haram attacks nigeria", "boko haram again", "nigeria votes")
    question = parse_question("Nigeria Boko Haram", reports.count)
    assert question.situation is not None
    assert question.situation.facets == (("Boko Haram",),)


def test_untied_name_needs_its_country() -> None:
    """A name whose reports are mostly from elsewhere counts only together with the country asked about."""
    reports = Reports("wagner in mali", "wagner in ukraine", "wagner in syria", "wagner in libya")
    question = parse_question("Mali Wagner", reports.count)
    assert question.situation is not None
    assert question.situation.facets[-1] == ("Wagner",)
    assert len(question.situation.facets) == 2


def test_a_loose_word_is_found_in_all_its_forms() -> None:
    """ "Haiti protests" asks for protesters and those who protest too, and not for what merely begins so."""
    reports = Reports(*["haiti: protesters march"] * 5, *["haiti: people protest"] * 5, *["haiti votes"] * 40)
    question = parse_question("Haiti protests", reports.count)
    assert question.situation is not None
    assert {"protests", "protest", "protesters", "protesting"} <= set(question.situation.facets[-1])
    assert "protestant" not in question.situation.facets[-1]


def test_a_name_has_one_form() -> None:
    """ "Goma" is not asked for as "Gomas", nor M23 as anything else."""
    question = parse_question("Goma M23", CONGO.count)
    assert question.situation is not None
    assert question.situation.facets == (("Goma", "M23"),)


def test_hostile_and_empty_questions_find_nothing() -> None:
    """Operators, quotes and nothing at all are words like others, or no words."""
    for text in ("", "   ", '" OR 1=1 --', "*", "NEAR(", "the of and", "x" * 10_000):
        assert parse_question(text, CONGO.count).situation is None

"""The languages of a brief: the same messages in each, figures and countries the way of each, sources as they are."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import run
from dateline.demo import build
from dateline.editions import EDITIONS, ENGLISH, Edition
from dateline.editions.naming import name_party
from dateline.gazetteer import load_countries
from dateline.moments import end_of_day
from dateline.records import ActorKind, Brief, Party
from dateline.store import open_store
from making import NOW

FRENCH = EDITIONS["fr"]
# What stands in one edition alone: the words for a language's own grammar, and for names that English has already.
OWN_TABLES = {"labels", "countries", "episodes"}


def messages(edition: Edition) -> Iterator[tuple[str, frozenset[str]]]:
    """Each message's key with the names in braces that it holds."""
    for table, entries in edition.tables.items():
        if table in OWN_TABLES | {"form", "check"}:
            continue
        for name, message in entries.items():
            forms = message.values() if isinstance(message, dict) else [message]
            slots = {slot for form in forms for _, slot, _, _ in Formatter().parse(form) if slot}
            yield f"{table}.{name}", frozenset(slots)


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=list(EDITIONS))
def test_every_edition_says_the_same_things(edition: Edition) -> None:
    """The keys are the same; no message wants a value that the English one is not given, but for a country's "of"."""
    english, own = dict(messages(ENGLISH)), dict(messages(edition))
    assert own.keys() == english.keys()
    for key, slots in own.items():
        assert {slot.removeprefix("of_") for slot in slots} <= {slot.removeprefix("of_") for slot in english[key]}, key
    for table in ("form", "check"):
        assert edition.tables[table].keys() == ENGLISH.tables[table].keys()


@given(st.integers(0, 10**12) | st.floats(0, 10**6, allow_nan=False).map(lambda x: round(x, 1)))
def test_a_number_is_read_back_as_it_was(number: float) -> None:
    """What the last check reads in a sentence is the number that was written."""
    for edition in EDITIONS.values():
        assert float(edition.plain(f"x {edition.number(number)} y").split()[1]) == number


@pytest.mark.parametrize(
    ("iso2", "inside", "of"),
    [
        ("ML", "le Mali", "du Mali"),
        ("FR", "la France", "de la France"),
        ("DZ", "l’Algérie", "de l’Algérie"),
        ("US", "les États-Unis", "des États-Unis"),
        ("CU", "Cuba", "de Cuba"),
        ("HT", "Haïti", "d’Haïti"),
        ("MX", "le Mexique", "du Mexique"),
        ("GB", "le Royaume-Uni", "du Royaume-Uni"),
        ("KR", "la Corée du Sud", "de la Corée du Sud"),
        ("HU", "la Hongrie", "de la Hongrie"),
        ("CF", "la République centrafricaine", "de la République centrafricaine"),
        ("YE", "le Yémen", "du Yémen"),
    ],
)
def test_french_countries_have_their_article(iso2: str, inside: str, of: str) -> None:
    country = load_countries()[iso2]
    assert (FRENCH.country(country), FRENCH.of(country)) == (inside, of)


def test_every_country_has_a_name_in_every_edition() -> None:
    for edition in EDITIONS.values():
        assert all(edition.bare(country) and edition.of(country) for country in load_countries().values())


def test_days_and_singulars_are_those_of_the_language() -> None:
    assert FRENCH.day(date(2025, 11, 1)) == "1er novembre 2025"
    assert ENGLISH.day(date(2025, 11, 1)) == "1 November 2025"
    assert FRENCH.say("page.n_reports", n=0) == "0 article"
    assert ENGLISH.say("page.n_reports", n=0) == "0 reports"
    assert FRENCH.say("page.n_reports", n=12000) == "12\u202f000 articles"


def test_a_value_is_never_taken_for_a_message() -> None:
    """Braces in what reports say stay as they are."""
    assert ENGLISH.say("lead.outlet", day=date(2025, 11, 1), outlet="{day}").startswith("On 1 November 2025, {day}")


@pytest.fixture(scope="module")
def french_brief(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Brief]:
    folder = tmp_path_factory.mktemp("demo")
    build(folder, now=NOW)
    store = open_store(folder)

    def write(about: str) -> Brief:
        brief = run.write_brief(store, about, end_of_day(date(2025, 11, 7)), language="fr")
        assert brief is not None
        return brief

    return write


@pytest.mark.parametrize("about", ["mali", "Burkina Faso", "Niger"])
def test_a_french_brief_quotes_its_sources_word_for_word(french_brief: Callable[[str], Brief], about: str) -> None:
    """Outside the guillemets there is no English word; inside them stands a whole sentence of the report."""
    brief = french_brief(about)
    for sentence in (sentence for section in brief.sections for sentence in section.sentences):
        quotes = FRENCH.find_quotes(sentence.text)
        if sentence.kind == "quoted":
            assert quotes == [sentence.evidence[0].span.quote]
        rest = re.sub(r"«[^»]*»", "", sentence.text)
        assert not re.search(r"\b(?:the|according|reports?|were|from|last|days)\b", rest), sentence.text


def test_a_french_brief_has_a_word_for_every_series_and_column(french_brief: Callable[[str], Brief]) -> None:
    """The notes on data are in French too; the name of a data provider's own series stays."""
    labels = FRENCH.tables["labels"]
    rows = [e for s in french_brief("mali").sections for one in s.sentences for e in one.evidence if hasattr(e, "rows")]
    assert rows
    for evidence in rows:
        assert evidence.series in labels or ":" in evidence.series
        assert all(name in labels for row in evidence.rows for name, _ in row), evidence.rows


def test_what_is_no_code_is_no_language() -> None:
    """A report may call its language anything: it is not shown what that is."""
    assert EDITIONS["en"].language("dje") == "dje"
    assert EDITIONS["en"].language('x" onload="y') == "unknown"
    assert EDITIONS["fr"].language("\u202een") == "inconnu"


def test_a_state_has_the_name_of_the_language() -> None:
    """Others keep the name that reports give."""
    germany = Party("deu", "Germany", ActorKind.COUNTRY, "DEU")
    assert [name_party(germany, EDITIONS[code]) for code in ("en", "fr")] == ["Germany", "Allemagne"]
    assert name_party(Party("usa", "United States", ActorKind.COUNTRY), ENGLISH) == "United States"
    assert name_party(Party("un", "United Nations", ActorKind.INTERNATIONAL_ORGANISATION), FRENCH) == "United Nations"

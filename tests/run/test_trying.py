"""Claims of reports and of anyone, held against what was known of figures by a moment."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import run
from dateline.errors import UnknownSituation, UsageError
from dateline.records import Outcome
from dateline.store import Store, open_store
from making import add, at, make_article, make_observation

CLAIM = "Security in Mali has worsened since 2023."
TEXTS = {
    "a": "Attacks in northern Mali increased in 2024, the United Nations said.",
    "b": "Attacks in northern Mali increased in 2024, the United Nations said.",
    "c": "The minister denied that violence in Mali has risen since 2022.",
    "d": "Mali's army warned that violence could worsen.",
}
RELEASES = ("2024-06-30", "2025-06-30")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Four reports, and five years of deaths in two releases, the last of which has 2024."""
    made = open_store(tmp_path_factory.mktemp("trying") / "store", create=True)
    told = enumerate(TEXTS.items())
    add(made, *(make_article(key, text, when=f"2025-01-1{n}", lang="en") for n, (key, text) in told))
    rows = [
        make_observation(10.0 if of < 2023 else 30.0, period=f"{of}-{month:02}", released=released)
        for released in RELEASES
        for of in range(2020, int(released[:4]))
        for month in range(1, 13)
    ]
    with made.write() as writer:
        writer.add_observations(rows)
    run.update_stories(made, at("2025-08-01T00:00"), with_meaning=False)
    yield made
    made.close()


def test_the_claims_of_reports_come_the_latest_first_and_once(store: Store) -> None:
    """A copy claims nothing of its own, and what could happen is no claim."""
    found = run.try_claims(store, "Mali", at("2025-08-01T00:00"))
    assert found is not None
    assert [(one.claim.words.article_id, one.outcome) for one in found] == [
        ("c", Outcome.DISAGREES),
        ("a", Outcome.LEVEL),
    ]
    assert found[0].claim.is_denied
    assert (found[0].claim.speaker, found[1].claim.speaker) == ("The minister", "the United Nations")


def test_a_claim_without_figures_cannot_be_tested(tmp_path: Path) -> None:
    """It is a claim all the same."""
    empty = open_store(tmp_path / "store", create=True)
    add(empty, make_article("a", TEXTS["a"], when="2025-01-10", lang="en"))
    found = run.try_claims(empty, "Mali", at("2025-08-01T00:00")) or []
    empty.close()
    assert [one.outcome for one in found] == [Outcome.UNTESTED]
    assert "No series" in found[0].text


def test_nobody_is_asked_about_what_no_report_is_about(store: Store) -> None:
    """None is not the same as no claim."""
    assert run.try_claims(store, "Peru", at("2025-08-01T00:00")) is None


@given(st.datetimes(datetime(2023, 1, 1), datetime(2026, 1, 1)))
def test_no_figure_is_used_before_its_release(store: Store, moment: datetime) -> None:
    """Nor a report before it was known: the rows under every test were public by the moment."""
    as_of = moment.replace(tzinfo=UTC)
    tests = [*run.try_text(store, CLAIM, as_of), *(run.try_claims(store, "Mali", as_of) or ())]
    for one in tests:
        assert one.claim.excerpt.published_at <= as_of
        assert one.evidence is None or one.evidence.released_at <= as_of.date()


def test_the_same_words_say_another_thing_once_more_is_known(store: Store) -> None:
    """As of 2024 the figures end with 2023; before any release there are none."""
    days = ("2024-01-05", "2024-08-01", "2025-08-01")
    before, early, late = (run.try_text(store, CLAIM, at(f"{day}T00:00"))[0] for day in days)
    assert [one.outcome for one in (before, early, late)] == [Outcome.UNTESTED, Outcome.AGREES, Outcome.AGREES]
    assert "No series" in before.text
    assert "to December 2023" in early.text
    assert "to December 2024" in late.text


def test_words_without_a_country_are_about_the_situation(store: Store) -> None:
    """The only country of the question that is asked about."""
    moment = at("2025-08-01T00:00")
    assert run.try_text(store, "Violence has risen since 2023.", moment) == []
    (found,) = run.try_text(store, "Violence has risen since 2023.", moment, "Mali")
    assert (found.claim.iso3, found.outcome) == ("MLI", Outcome.AGREES)


@pytest.mark.parametrize("text", ["", "  ", "Violence in Mali has risen. " * 100])
def test_what_is_no_sentence_is_refused(store: Store, text: str) -> None:
    """Empty, or a text."""
    with pytest.raises(UsageError, match="expected 1 to 2,000"):
        run.try_text(store, text, at("2025-08-01T00:00"))


def test_an_unknown_situation_is_refused(store: Store) -> None:
    """With what to do."""
    with pytest.raises(UnknownSituation, match="Zzyzx"):
        run.try_text(store, CLAIM, at("2025-08-01T00:00"), "Zzyzx")


def test_hostile_words_take_bounded_time(store: Store) -> None:
    """No pattern runs away on what is made to make it."""
    start = time.process_time()
    for text in ("attacks in " * 180, "increasingly " * 150 + "violence", "violence, " * 199, "has been " * 220):
        run.try_text(store, text[:2_000], at("2025-08-01T00:00"), "Mali")
    assert time.process_time() - start < 60

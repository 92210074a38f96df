"""A stream of reports becomes stories: look-alikes stay apart, ids stay, nothing breaks it."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from dateline.records import Article
from dateline.stories import (
    Profile,
    Settings,
    Stream,
    explain,
    make_profile,
    make_traits,
    probability,
    story_settings,
    thread_settings,
    undated_settings,
)
from dateline.stories.evidence import ModelFile, Table, make_model
from dateline.stories.signals import NAMES_OF_SIGNALS, Matrix, measure_times
from dateline.stories.traits import clean_title, skeleton
from dateline.stories.vectors import embed
from dateline.stories.weights import Frequencies
from making import at, make_article

DAY = at("2025-03-03T06:00")
ATTACK = (
    "Gunmen kill 30 soldiers at army base in Tessit",
    "Thirty soldiers killed in attack on Tessit army base, Mali says",
    "Attack on Tessit base leaves 30 soldiers dead",
)
MATCH = (
    "Arsenal beat Chelsea 2-0 in London derby",
    "Chelsea lose 2-0 to Arsenal in London derby",
    "London derby: Arsenal 2-0 Chelsea",
)


def report(article_id: str, title: str, *, hours: float = 0, **fields: Any) -> Article:
    moment = DAY + timedelta(hours=hours)
    return make_article(article_id, title, title=title, published_at=moment, known_at=moment, lang="en", **fields)


def profile_of(article: Article) -> Profile:
    traits = make_traits(article)
    return make_profile(0, traits, Frequencies().weigh(traits))


def run(articles: list[Article], *, with_meaning: bool = True) -> Stream:
    stream = Stream(story_settings(with_meaning=with_meaning), undated_settings(with_meaning=with_meaning))
    vectors = embed([article.title or article.text for article in articles]) if with_meaning else [None] * len(articles)
    for article, vector in zip(articles, vectors, strict=True):
        stream.add(make_traits(article, vector))
    stream.finish()
    return stream


def test_reports_of_one_event_are_one_story_and_another_event_is_not() -> None:
    titles = [title for pair in zip(ATTACK, MATCH, strict=True) for title in pair]
    found = run([report(str(n), title, hours=n / 4) for n, title in enumerate(titles)]).story_of
    assert found == [0, 1, 0, 1, 0, 1]


def test_the_same_words_weeks_later_are_a_new_story() -> None:
    """A second attack on the same town, next season's match."""
    first = [report(f"a{n}", title, hours=n) for n, title in enumerate(ATTACK)]
    second = [report(f"b{n}", title, hours=24 * 20 + n) for n, title in enumerate(ATTACK)]
    found = run([*first, *second]).story_of
    assert set(found[:3]).isdisjoint(found[3:])


def test_a_story_is_found_across_languages() -> None:
    titles = [ATTACK[0], ATTACK[1], "Mali : trente soldats tués dans l'attaque de la base de Tessit", MATCH[0]]
    found = run([report(str(n), title, hours=n) for n, title in enumerate(titles)]).story_of
    assert found[:3] == [0, 0, 0]
    assert found[3] != 0


def test_a_day_ends_the_same_whether_it_is_ended_or_a_new_one_begins() -> None:
    articles = [report(str(n), title, hours=n) for n, title in enumerate((*ATTACK, *MATCH))]
    one, other = run(articles, with_meaning=False), run(articles, with_meaning=False)
    one.end_day()
    one.end_day()
    other.add(make_traits(report("next", "Rain is expected in the north", hours=30)))
    assert one.story_of == other.story_of[:-1]


@pytest.mark.parametrize("with_meaning", [True, False])
def test_anything_is_taken(with_meaning: bool) -> None:
    """No title, a megabyte of title, signs, no date, the far future, the past: each is in some story."""
    articles = [
        make_article("empty", "."),
        make_article("huge", "x", title="word " * 200_000),
        make_article("signs", "‮ \u200b … !!!", when=None),
        make_article("future", ATTACK[0], when="2199-01-01T00:00"),
        make_article("past", ATTACK[1], when="1999-01-01T00:00"),
        *(make_article(f"same{n}", ATTACK[2]) for n in range(300)),
        make_article("arabic", "مقتل ثلاثين جنديا في هجوم على قاعدة في مالي", lang="ar"),
        make_article("chinese", "马里军事基地遭袭击三十名士兵死亡", lang="zh"),
    ]
    stream = run(articles, with_meaning=with_meaning)
    assert len(stream.story_of) == len(articles)
    assert all(0 <= story <= number for number, story in enumerate(stream.story_of))


def test_a_story_keeps_the_number_of_its_first_report_through_merges() -> None:
    stream = run([report(str(n), title, hours=n / 9) for n, title in enumerate(ATTACK * 40)], with_meaning=False)
    assert all(merge.kept < merge.gone for merge in stream.merges)
    assert all(stream.story_of[story] == story for story in stream.story_of)


def test_reports_dated_by_day_are_not_taken_for_simultaneous() -> None:
    """Two events of one day are at most a day's length apart, and not "at the same hour"."""
    day = {"published_at": at("2025-03-03T00:00"), "known_at": at("2025-03-03T23:59:59")}
    by_day = [profile_of(make_article(str(n), **day)) for n in range(2)]
    exact = [profile_of(make_article(str(n))) for n in range(2)]
    assert measure_times(by_day[0], by_day[1:]) == (pytest.approx(np.log1p(12), abs=0.01),) * 2
    assert measure_times(exact[0], exact[1:]) == (0.0, 0.0)


def test_a_user_keeps_stories_apart_and_puts_reports_together() -> None:
    stream = Stream(story_settings(with_meaning=False), is_kept_apart=lambda one, other: {one, other} == {0, 1})
    for number, title in enumerate(ATTACK[:1] * 2):
        stream.add(make_traits(report(str(number), title, hours=number)))
    stream.add(make_traits(report("match", MATCH[0], hours=3)), story=0)
    stream.finish()
    assert stream.story_of == [0, 1, 0]


def test_vectors_do_not_depend_on_the_batch() -> None:
    titles = [*ATTACK, *MATCH] * 8
    together, alone = embed(titles), [embed([title])[0] for title in titles]
    assert all(np.array_equal(one, other) for one, other in zip(together, alone, strict=True))


def test_evidence_is_the_sum_of_its_parts() -> None:
    """What --explain shows adds up to what decided; an unknown signal has a value of its own."""
    tables = {"alike_words": Table([0.5], [-1.0, 2.0], 0.25), "gap": Table([1.0, 2.0], [1.0, 0.0, -3.0], 0.0)}
    model = make_model(ModelFile("m", "none", 0.5, tables))
    rows = np.full((3, len(NAMES_OF_SIGNALS)), np.nan)
    rows[:, 1], rows[:, 12] = (0.5, 0.6, np.nan), (0.0, 5.0, np.nan)
    assert model.weigh(rows).tolist() == [0.5, -0.5, 0.75]
    assert [part for _, _, part in explain(model, rows[1], n=2)] == [-3.0, 2.0]


def test_reports_in_two_languages_have_tables_of_their_own() -> None:
    foreign = ModelFile("m", "none", -1.0, {"alike_meaning": Table([0.5], [0.0, 4.0], 0.0)})
    model = make_model(ModelFile("m", "none", 2.0, {}, foreign))
    rows = np.full((2, len(NAMES_OF_SIGNALS)), np.nan)
    rows[:, 0], rows[:, NAMES_OF_SIGNALS.index("same_language")] = 0.9, (0.0, 1.0)
    assert model.weigh(rows).tolist() == [3.0, 2.0]


@pytest.mark.parametrize("with_meaning", [True, False])
def test_more_in_common_never_speaks_against(with_meaning: bool) -> None:
    """The tables that ship are monotone where a signal can only speak one way."""
    for settings in (story_settings, undated_settings, thread_settings):
        for model in (settings(with_meaning=with_meaning).join, settings(with_meaning=with_meaning).merge):
            for name, edges, row in zip(NAMES_OF_SIGNALS, model.edges, model.values, strict=True):
                values = row[: np.isfinite(edges).sum() + 2]  # and one behind them, for the unknown
                if name.startswith(("alike", "close", "covered", "lead")):
                    assert (np.diff(values[:-1]) >= -1e-3).all(), name
                if name in ("gap", "distance", "open"):
                    assert (np.diff(values[:-1]) <= 1e-3).all(), name


def test_probability_is_bounded() -> None:
    assert probability(0.0) == 0.5
    assert 0 < probability(-1e9) < probability(1e9) <= 1


def test_titles_lose_the_outlets_name() -> None:
    assert clean_title("Guinea pulls out of the Olympics - CityNews Toronto") == "Guinea pulls out of the Olympics"
    assert clean_title("Sports News | Four sports make their debut") == "Four sports make their debut"
    assert clean_title("Gao - Kidal") == "Gao - Kidal"


def test_names_meet_across_scripts() -> None:
    assert skeleton("Osaka") == skeleton("Осака") == skeleton("Ōsaka")
    assert skeleton("Putin") == skeleton("Путин")


class _Always:
    """A model that gives every pair the same log-odds."""

    def __init__(self, log_odds: float) -> None:
        self.log_odds = log_odds

    def weigh(self, rows: Matrix) -> Matrix:
        return np.full(len(rows), self.log_odds)


@pytest.mark.parametrize(("settled", "expected"), [(0.0, [0, 0, 0]), (2.0, [0, 1, 1])])
def test_a_story_that_began_before_today_takes_more_to_merge(settled: float, expected: list[int]) -> None:
    """The second story is kept apart on its own day, so that it is settled on the next one."""
    settings = Settings(join=_Always(-1), merge=_Always(1), join_at=0, merge_at=0, open_days=14, settled=settled)  # type: ignore[arg-type]
    is_first_day = True
    stream = Stream(settings, is_kept_apart=lambda one, other: is_first_day)
    for number in range(2):
        stream.add(make_traits(report(str(number), ATTACK[0], hours=number)))
    stream.end_day()
    is_first_day = False
    stream.add(make_traits(report("2", ATTACK[0], hours=24)))
    stream.end_day()
    assert stream.story_of == expected

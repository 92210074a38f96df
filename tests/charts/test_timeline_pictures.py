"""Timelines, graphs and series: ticks of every grain, no words over words, nothing that the records do not say."""

import re
from datetime import date, timedelta
from itertools import combinations, pairwise

import numpy as np
import pytest
from chart_records import BONDS, COUNTS, ENTRIES, EPISODES, make_bond, make_course, make_party
from hypothesis import given
from hypothesis import strategies as st

from dateline.charts import draw_pair, draw_relations, draw_series, draw_timeline
from dateline.charts.axes import count_by_bin
from dateline.charts.labels import fit, width_of, wrap
from dateline.charts.lanes import plant, stack
from dateline.charts.layout import arrange
from dateline.charts.periods import Axis, choose_step, find_ticks, list_periods, name_period
from dateline.editions import EDITIONS, ENGLISH
from dateline.records import EpisodeState, RelationKind
from making import make_observation

days = st.dates(date(1800, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("end", "labels"),
    [
        (date(2024, 1, 10), ["1", "2", "3"]),
        (date(2024, 3, 1), ["1", "8", "15"]),
        (date(2024, 12, 31), ["Jan", "Feb", "Mar"]),
        (date(2027, 12, 31), ["Q1", "Q2", "Q3"]),
        (date(2039, 12, 31), ["2024", "2025", "2026"]),
        (date(2223, 12, 31), ["2040", "2060", "2080"]),
    ],
)
def test_ticks_are_as_fine_as_fits(end: date, labels: list[str]) -> None:
    """From days to decades, as the days that are shown grow."""
    ticks = find_ticks(Axis(date(2024, 1, 1), end, 0, 780), ENGLISH, 12)
    assert [tick.label for tick in ticks][:3] == labels


@given(days, st.integers(0, 60_000), st.sampled_from([340.0, 780.0]))
def test_ticks_have_room_and_are_in_order(start: date, n: int, wide: float) -> None:
    end = min(date(2199, 12, 31), start + timedelta(days=n))
    axis = Axis(start, end, 0, wide)
    ticks = find_ticks(axis, ENGLISH, 12)
    places = [axis.at(tick.day) for tick in ticks]
    assert places == sorted(places)
    assert len(ticks) <= wide / 10


@given(st.dictionaries(days, st.integers(1, 50), max_size=30), days, st.integers(0, 20_000))
def test_no_report_is_lost_in_a_histogram(counts: dict[date, int], start: date, n: int) -> None:
    """The bars hold every report of the days shown, and none of another."""
    axis = Axis(start, min(date(2199, 12, 31), start + timedelta(days=n)), 0, 780)
    bars = count_by_bin(axis, counts)
    assert sum(n for _, _, n in bars) == sum(n for day, n in counts.items() if axis.shows(day))


@given(days, st.integers(0, 40_000), st.integers(1, 12))
def test_periods_cover_the_days_once(start: date, n: int, most: int) -> None:
    end = min(date(2199, 12, 31), start + timedelta(days=n))
    periods = list_periods(start, end, choose_step(start, end, most))
    assert periods[0][0] <= start
    assert end <= periods[-1][1]
    assert all(last + timedelta(days=1) == first for (_, last), (first, _) in pairwise(periods))


def test_periods_have_their_names() -> None:
    assert name_period(date(2024, 1, 1), date(2024, 3, 31), EDITIONS["fr"]) == "T1 2024"
    assert name_period(date(2024, 8, 1), date(2024, 8, 31), EDITIONS["fr"]) == "août 2024"
    assert name_period(date(2020, 1, 1), date(2021, 12, 31), ENGLISH) == "2020–2021"
    assert name_period(date(2024, 1, 3), date(2024, 1, 3), ENGLISH) == "3 January 2024"


def test_axis_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        draw_timeline(start=date(2024, 1, 2), end=date(2024, 1, 1))


@given(st.lists(st.floats(0, 780), max_size=25).map(sorted))
def test_flags_lie_over_no_others(xs: list[float]) -> None:
    """No words over words, and no stem through words."""
    flags = [flag for flag in plant(xs, list(range(len(xs))), wide=150, limit=796, most=6) if flag.lane is not None]
    for one, other in combinations(flags, 2):
        assert one.lane != other.lane or abs(one.left - other.left) >= 150
        for stem, words in ((one, other), (other, one)):
            is_through = words.left < stem.x < words.left + 150 and stem.x != words.x
            assert not (is_through and (stem.lane or 0) > (words.lane or 0))


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 300)), max_size=20))
def test_rows_hold_bars_side_by_side(bars: list[tuple[float, float]]) -> None:
    spans = sorted((left, left + wide) for left, wide in bars)
    rows = stack(spans)
    for (one, row), (other, other_row) in combinations(zip(spans, rows, strict=True), 2):
        assert row != other_row or one[1] <= other[0]


@given(st.text(max_size=80), st.floats(5, 300))
def test_words_fit_their_room(text: str, room: float) -> None:
    assert width_of(fit(text, 12, room), 12) <= room
    assert all(width_of(line, 12) <= room for line in wrap(text, 12, room, 3))


def test_episodes_are_told_with_what_is_known() -> None:
    """One that goes on is open with an arrow, one without a report since dotted, one that ended closed."""
    picture = draw_timeline(start=date(2024, 1, 1), end=date(2024, 12, 31), episodes=EPISODES)
    assert (picture.wide.count('class="tip"'), picture.wide.count('class="silent"')) == (1, 1)
    assert picture.wide.count('class="cap"') == 4  # three beginnings, one end
    told = " ".join(row[2] for row in picture.table.rows)
    assert all(words in told for words in ("goes on", "no report since", "ended"))


def test_what_is_silent_before_the_days_is_not_in_them() -> None:
    picture = draw_timeline(start=date(2024, 6, 1), end=date(2024, 8, 1), episodes=EPISODES[1:])
    assert picture.table.rows == ()


def test_timeline_leads_to_reports_and_days() -> None:
    picture = draw_timeline(
        start=date(2024, 1, 1),
        end=date(2024, 12, 31),
        entries=ENTRIES,
        counts=COUNTS,
        link=lambda span: f"/report/{span.article_id}",
        zoom=lambda first, last: f"?from={first}&to={last}",
    )
    for entry in ENTRIES:
        assert f'href="/report/e{entry.day}"' in picture.wide
        assert any(entry.text == row[2] for row in picture.table.rows)
    assert 'href="?from=2024-01-01&amp;to=' in picture.wide
    assert picture.description.startswith("From 1 January 2024 to 31 December 2024: 300 reports")


def test_nothing_after_the_last_day_is_shown() -> None:
    """A timeline up to a day shows no entry, report or beginning of a later one."""
    picture = draw_timeline(
        start=date(2024, 1, 1), end=date(2024, 2, 1), entries=ENTRIES, episodes=EPISODES, counts=COUNTS
    )
    assert "airport" not in picture.wide
    assert "blockade" not in picture.wide
    assert [row[2] for row in picture.table.rows if row[1] == "Event"] == ["Mali quits ECOWAS."]


def test_graph_has_every_actor_and_relation() -> None:
    picture = draw_relations(
        BONDS, date(2024, 12, 31), link=lambda bond: f"/{bond.kind}", link_party=lambda party: f"/a/{party.key[:4]}"
    )
    for bond, state in BONDS:
        assert f'href="/{bond.kind}"' in picture.wide
        assert all(f'href="/a/{side.key[:4]}"' in picture.wide for side in (bond.left, bond.right))
        assert f"{state.name.casefold()} kind-{bond.kind}" in picture.wide
    assert len(picture.table.rows) == len(BONDS)


def test_an_ended_relation_alone_brings_no_actor() -> None:
    """Whom only an ended relation ties to others is in the table alone, while others' relations go on."""
    old = make_bond(make_party("France"), make_party("Mali"), RelationKind.ALLY)
    picture = draw_relations([*BONDS, (old, EpisodeState.ENDED)], date(2024, 12, 31))
    assert "France" not in picture.wide
    assert any(row[0] == "France" for row in picture.table.rows)


@given(st.integers(1, 40), st.data())
def test_names_of_actors_lie_over_no_others(n: int, data: st.DataObject) -> None:
    """Whatever the relations: every box is on the page, and no two boxes of a graph meet by more than a hair."""
    node = st.integers(0, n - 1)
    pairs = data.draw(st.lists(st.tuples(node, node), max_size=60))
    sizes = np.full((n, 2), (90.0, 50.0))
    places, height = arrange(pairs, sizes, 800, is_wide=True)
    assert np.isfinite(places).all()
    assert ((places >= sizes / 2 - 0.1) & (places <= np.array([800, height]) - sizes / 2 + 0.1)).all()


def test_series_marks_its_last_value_and_breaks_at_gaps() -> None:
    rows = [make_observation(float(n % 7), period=f"{2015 + n // 12}-{n % 12 + 1:02}") for n in range(60) if n != 30]
    picture = draw_series(rows)
    curve = re.search(r'class="curve" d="([^"]+)"', picture.wide)
    assert curve
    assert curve[1].count("M") == 2
    assert picture.notes == ("UCDP, released 30 June 2025", "Periods without a figure are left blank.")
    assert 'class="value">3</text>' in picture.wide
    assert len(picture.table.rows) == 59


def test_series_of_two_measures_is_refused() -> None:
    with pytest.raises(ValueError, match="one series"):
        draw_series([make_observation(), make_observation(series_id="other")])


def test_pair_tells_its_turn() -> None:
    picture = draw_pair(make_course())
    assert picture.notes == ("From March 2024 on otherwise: the mean went from 2.5 to -5.5.",)
    assert (picture.wide.count("column above"), picture.wide.count("column below")) == (2, 2)

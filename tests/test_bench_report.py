"""Which floors fail a run of the benches."""

from __future__ import annotations

import pytest
from bench.report import Breach, Metric, Outcome, find_breaches

FLOORS = {"actors": {"gsr_country": {"min": 0.9}, "links_noun": {"min": 0.5}}}
SKIPPED = "skipped: there is no gum under the folder that DATELINE_BENCH_SHIP names"


def _breaches(*metrics: Metric, notes: tuple[str, ...] = ()) -> list[Breach]:
    return find_breaches([Outcome(bench="actors", metrics=metrics, notes=notes)], FLOORS)


def test_a_bench_that_skipped_for_want_of_data_breaks_no_floor() -> None:
    assert _breaches(notes=(SKIPPED,)) == []


def test_a_part_that_was_measured_still_has_its_floor() -> None:
    (breach,) = _breaches(Metric(name="gsr_country", value=0.8), notes=(SKIPPED,))
    assert (breach.metric, breach.text) == ("gsr_country", "0.800 is below 0.9")


@pytest.mark.parametrize("notes", [(), ("the reports are made up",)])
def test_a_floor_that_names_no_metric_breaks_a_run_that_skipped_nothing(notes: tuple[str, ...]) -> None:
    (breach,) = _breaches(Metric(name="gsr_country", value=0.95), notes=notes)
    assert (breach.metric, breach.text) == ("links_noun", "the floor names no metric")

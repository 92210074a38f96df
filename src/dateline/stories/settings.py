"""How reports become stories, and stories threads: which tables, from which evidence on, for how long."""

from __future__ import annotations

from functools import cache

from dateline.stories.evidence import load_model
from dateline.stories.stream import Settings

MADE_BY = "stories@2"

OPEN_DAYS = 14  # a story stays open this long after its last report; set on OG2021
# Log-odds from which a report joins a story, and two stories are merged; set on OG2021 and the event lines of
# 2025: as fitted. SETTLED keeps ids: of the reports of OG2021, 3.6% (English: 1.8%) are in another story at their
# week's end than at the end of their own day; 7.0% (2.3%) without it (BCubed .650 and .653).
JOIN_AT = 0.0
MERGE_AT = 0.0
SETTLED = 0.5
UNDATED_JOIN_AT = 0.0
UNDATED_MERGE_AT = -0.4  # of -0.4 to 1: the best BCubed on ECB+ and NeuS alike
THREAD_DAYS = 90  # set on the event lines of 2025, as are these
THREAD_JOIN_AT = 0.0
THREAD_MERGE_AT = 0.0


@cache
def story_settings(*, with_meaning: bool) -> Settings:
    """For stories of reports with a date."""
    return _settings("story", JOIN_AT, MERGE_AT, OPEN_DAYS, with_meaning=with_meaning, settled=SETTLED)


@cache
def undated_settings(*, with_meaning: bool) -> Settings:
    """For stories of reports without one."""
    return _settings("undated", UNDATED_JOIN_AT, UNDATED_MERGE_AT, OPEN_DAYS, with_meaning=with_meaning)


@cache
def thread_settings(*, with_meaning: bool) -> Settings:
    """For threads."""
    return _settings("thread", THREAD_JOIN_AT, THREAD_MERGE_AT, THREAD_DAYS, with_meaning=with_meaning)


def _settings(
    kind: str, join_at: float, merge_at: float, open_days: int, *, with_meaning: bool, settled: float = 0.0
) -> Settings:
    suffix = "-meaning" if with_meaning else ""
    return Settings(
        join=load_model(f"{kind}-join{suffix}"),
        merge=load_model(f"{kind}-merge{suffix}"),
        join_at=join_at,
        merge_at=merge_at,
        open_days=open_days,
        settled=settled,
    )

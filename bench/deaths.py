"""How often the count of killed people read in a sentence is exactly the one that a person reads there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bench.labels import read_gold
from bench.report import Metric, Outcome
from dateline.languages import LANGUAGES, main_part, read_number
from dateline.reading.counts import count_deaths

NAME = "deaths"
_ENGLISH = LANGUAGES["en"]
_NUMBER = re.compile(
    rf"\b(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{'|'.join(sorted(_ENGLISH.number_words, key=len, reverse=True))})"
    rf"(?:[ -](?:{'|'.join(_ENGLISH.number_words)}))*)\b",
    re.IGNORECASE,
)


def measure() -> Outcome:
    """The bench."""
    gold = read_gold(NAME)
    killed = [row for row in gold if row["deaths"]]
    none = [row for row in gold if not row["deaths"]]
    worded = [row for row in killed if row["stated"] == "worded"]
    metrics = (
        _share("exact", gold, read_deaths),
        _share("exact_baseline", gold, read_first_number, "peer: the first number"),
        _share("exact_killed", killed, read_deaths, "sentences that tell of killed people"),
        _share("exact_killed_baseline", killed, read_first_number),
        _share("exact_none", none, read_deaths, "sentences that tell of none"),
        _share("exact_none_baseline", none, read_first_number),
        _share("exact_worded", worded, read_deaths, '"a soldier dies": no number to read'),
        _share("exact_total", killed, read_deaths, "against the sum of several counts", label="total"),
    )
    shown = [
        f"read {read_deaths(row['text'])}, stated {row['deaths']}: {row['text']}"
        for row in gold
        if read_deaths(row["text"]) != row["deaths"]
    ]
    return Outcome(bench=NAME, metrics=metrics, shown=tuple(shown))


def read_deaths(text: str) -> int:
    """What Dateline reads."""
    return count_deaths(main_part(text, _ENGLISH), _ENGLISH)


def read_first_number(text: str) -> int:
    """The peer: the first number in the sentence, 0 when there is none."""
    found = _NUMBER.search(text)
    return read_number(found[0], _ENGLISH) if found else 0


def _share(
    name: str, rows: list[dict[str, Any]], read: Callable[[str], int], note: str = "", *, label: str = "deaths"
) -> Metric:
    n_right = sum(read(row["text"]) == row[label] for row in rows)
    return Metric(name=name, value=n_right / len(rows), unit="share", n=len(rows), note=note)

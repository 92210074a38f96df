"""It does not matter in which order, in how many files or how often reports come in."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline import run
from dateline.moments import end_of_day
from dateline.store import SqliteStore, StoreStats
from dateline.writers.forms import write_json
from making import DEMO, MEASURES, NOW, read_demo_reports, write_jsonl

AS_OF = end_of_day(date(2025, 11, 7))
REPORTS = [report for report in read_demo_reports() if "Mali" in report["text"]][-120:]
COPIES = [
    {**REPORTS[-1], "sources": []},
    {**REPORTS[-1], "topics": ["Another topic"]},
    {**REPORTS[-1], "published_at": "2025-10-30T06:00Z"},
    {**REPORTS[-2], "sources": [{"outlet": "Another outlet", "url": None}]},
    {**REPORTS[-3], "published_at": None},
]
RECORDS = REPORTS + COPIES + [{"title": "no date", "date": "unknown"}, {"text": ""}]


@contextmanager
def new_store() -> Iterator[SqliteStore]:
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder), create=True)
        yield store
        store.close()


def bring_in(store: SqliteStore, files: Sequence[Sequence[dict[str, Any]]]) -> int:
    """Import the records as so many files; how many reports were new."""
    n_added = 0
    with tempfile.TemporaryDirectory() as folder:
        for records in files:
            path = write_jsonl(Path(folder) / "reports.jsonl", records)
            n_added += run.import_path(store, str(path), now=NOW)[0].n_added
    return n_added


def tell(store: SqliteStore) -> tuple[str, StoreStats]:
    """The brief as JSON, and the counts without failures, which are kept by line."""
    brief = run.write_brief(store, "Mali", AS_OF)
    assert brief is not None
    stats = store.get_stats()
    return write_json(brief), replace_failures(stats)


def replace_failures(stats: StoreStats) -> StoreStats:
    return StoreStats(**{name: getattr(stats, name) for name in StoreStats.__slots__} | {"n_failures": 0})


with new_store() as reference:
    bring_in(reference, [RECORDS])
    EXPECTED = tell(reference)


@settings(max_examples=30)
@given(order=st.permutations(range(len(RECORDS))), cuts=st.lists(st.integers(0, len(RECORDS)), max_size=4))
@example(order=list(reversed(range(len(RECORDS)))), cuts=[])
@example(order=list(range(len(RECORDS))), cuts=list(range(0, len(RECORDS), 10)))
def test_order_and_batches_do_not_matter(order: list[int], cuts: list[int]) -> None:
    """Any order of the same records, cut into any files, gives the same brief byte for byte and the same counts."""
    shuffled = [RECORDS[at] for at in order]
    edges = [0, *sorted(cuts), len(shuffled)]
    with new_store() as store:
        bring_in(store, [shuffled[start:end] for start, end in pairwise(edges)])
        assert tell(store) == EXPECTED


@settings(max_examples=15)
@given(again=st.lists(st.sampled_from(RECORDS), max_size=40))
def test_what_comes_again_adds_nothing(again: list[dict[str, Any]]) -> None:
    """Records that were imported before add nothing, alone or among themselves, and change no brief."""
    with new_store() as store:
        assert bring_in(store, [RECORDS]) == len(REPORTS) + len(COPIES)
        assert bring_in(store, [again, RECORDS]) == 0
        assert tell(store) == EXPECTED


def test_rows_imported_twice_add_nothing() -> None:
    """A measures file that is imported again adds no row."""
    with new_store() as store:
        for name in MEASURES:
            assert run.import_measures(store, DEMO / name, "the source") > 100
            assert run.import_measures(store, DEMO / name, "the source") == 0

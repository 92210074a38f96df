"""A record that will not do becomes a Failure with its line and the reason; the records around it go in."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from dateline import run
from dateline.records import Article, Failure
from dateline.sources import files, lines, read_path
from dateline.store import SqliteStore
from making import LATER, NOW, read_items

GOOD = b'{"text": "The army left Gao.", "published_at": "2025-11-07"}'


def read(folder: Path, name: str, *lines: bytes, line_end: bytes = b"\n") -> list[Article | Failure]:
    """What becomes of the lines of a file."""
    file = folder / name
    file.write_bytes(line_end.join(lines) + line_end)
    return read_items(file)


def read_between(folder: Path, line: bytes) -> Failure:
    """The one failure of a file whose second line is bad; the first and third must go in."""
    before, failure, after = read(folder, "reports.jsonl", GOOD, line, GOOD)
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.source_id, failure.record_id) == ("import", "reports.jsonl", "2")
    return failure


def record(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b"not json", "not JSON", id="not JSON"),
        pytest.param(GOOD[:-1], "not JSON", id="cut off"),
        pytest.param(GOOD + GOOD, "not JSON", id="two on a line"),
        pytest.param(b"[" + GOOD + b"]", "a JSON list; expected an object", id="array"),
        pytest.param(b'"text"', "a JSON str; expected an object", id="string"),
        pytest.param(b"17", "a JSON int; expected an object", id="number"),
        pytest.param(b"null", "a JSON NoneType; expected an object", id="null"),
        pytest.param(b"{}", "no text; expected one of text, body", id="empty object"),
        pytest.param(record(published_at="2025-11-07", url="https://x.example"), "no text", id="no text"),
        pytest.param(record(text="  \u0000\n "), "no text", id="blank text"),
        pytest.param(record(text="ab"), "the text has only 2 characters", id="text too short"),
        pytest.param(record(text="a" * 2_000_001), "the text has 2,000,001 characters; at most 2,000", id="long text"),
        pytest.param(record(text={"a": 1}), "'text' is a dict; expected text", id="text is an object"),
        pytest.param(record(text=[1, 2]), "'text' is a list; expected text", id="text is a list of numbers"),
        pytest.param(record(text=True), "'text' is a bool; expected text", id="text is a boolean"),
        pytest.param(record(text="abc", date="31 Foo 2025"), "'31 Foo 2025' is not a date that", id="bad date"),
        pytest.param(record(text="abc", date="2025-02-30"), "'2025-02-30' is not a date", id="no such day"),
        pytest.param(record(text="abc", date="0001-01-01"), "'0001-01-01' is not a date", id="year out of range"),
        pytest.param(record(text="abc", date=176254020), "'176254020' is not a date", id="date is a number"),
        pytest.param(record(text="abc", date=["2025", 7]), "'date' is a list; expected text", id="date is a list"),
        pytest.param(b'{"text": "caf\xe9 au lait"}', "not JSON ('utf-8' codec can't decode byte 0xe9", id="latin-1"),
        pytest.param(b'{"text": "a\x00b c"}', "not JSON", id="NUL byte"),
        pytest.param(b"\x00" * 50, "not JSON", id="only NUL bytes"),
        pytest.param(b'{"text": "abc", "n": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not JSON", id="deeply nested"),
        pytest.param(b"[" * 1_000_000, "not JSON", id="open brackets"),
        pytest.param(b'{"text": "abc", "n": ' + b"9" * 5_000 + b"}", "not JSON (Integer value", id="huge integer"),
        pytest.param(b'{"text": "abc", "n": 1e999}', "not JSON (Number out of range", id="infinite"),
        pytest.param(b'{"text": "abc", "n": NaN}', "not JSON", id="NaN"),
        pytest.param(b'{"text": "abc \\ud800"}', "not JSON", id="lone surrogate"),
    ],
)  # fmt: skip
def test_a_bad_line_fails_alone(tmp_path: Path, line: bytes, reason: str) -> None:
    """A line that cannot be used gives its number and the reason, and the lines around it go in."""
    failure = read_between(tmp_path, line)
    assert failure.reason.startswith(reason)


def test_a_failure_keeps_how_the_record_begins(tmp_path: Path) -> None:
    """The record itself is kept with the failure, so that it can be found again."""
    assert read_between(tmp_path, b'{"tekst": "abc"}').detail == '{"tekst": "abc"}'


def test_a_line_that_is_too_long_fails_alone(tmp_path: Path) -> None:
    """A line above the limit is passed over without being kept whole."""
    failure = read_between(tmp_path, b'{"text": "' + b"a" * lines.MAX_LINE_BYTES + b'"}')
    assert failure.reason == "the line is too long; at most 16,000,000 bytes are taken"
    assert len(failure.detail) == 200


@pytest.mark.parametrize("length", range(95, 106))
def test_long_lines_end_where_they_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    """Just below, at and above the limit, the next line is read from its beginning."""
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 100)
    line = b'{"text": "' + b"a" * (length - 13) + b'"}'  # and its line end
    found = read(tmp_path, "a.jsonl", line, line * 3, GOOD)
    assert [isinstance(item, Article) for item in found] == [length <= 100, False, True]
    assert [item.record_id for item in found if isinstance(item, Failure)] == (["2"] if length <= 100 else ["1", "2"])


def test_marks_and_line_ends_of_other_systems_are_no_fault(tmp_path: Path) -> None:
    """A byte-order mark and CRLF line ends change nothing."""
    found = read(tmp_path, "a.jsonl", b"\xef\xbb\xbf" + GOOD, b"", GOOD, line_end=b"\r\n")
    (plain,) = read(tmp_path, "b.jsonl", GOOD)
    assert isinstance(plain, Article)
    assert [item.article_id for item in found if isinstance(item, Article)] == [plain.article_id] * 2


def test_the_last_of_two_equal_keys_counts(tmp_path: Path) -> None:
    """A key given twice has its last value, as JSON readers have it."""
    (article,) = read(tmp_path, "a.jsonl", b'{"text": "first text", "text": "last text"}')
    assert isinstance(article, Article)
    assert article.text == "last text"


# CSV


def test_bad_rows_fail_alone(tmp_path: Path) -> None:
    """A row that cannot be used gives the number of its last line and the reason; the others go in."""
    found = read(
        tmp_path,
        "a.csv",
        b"text,date",
        b"The first text,2025-11-07",
        b",2025-11-07",
        b'"Two\nlines",soon',
        b"caf\xe9 au lait,2025-11-07",
        b"The last text,2025-11-07",
    )
    assert [item.text for item in found if isinstance(item, Article)] == ["The first text", "The last text"]
    failures = [(item.record_id, item.reason.split(";")[0][:25]) for item in found if isinstance(item, Failure)]
    assert failures == [("3", "no text"), ("5", "'soon' is not a date that"), ("6", "not UTF-8")]


def test_a_csv_with_a_mark_crlf_and_nul_bytes_is_read(tmp_path: Path) -> None:
    """A byte-order mark, CRLF line ends and NUL bytes do not hide a column or stop the file."""
    found = read(
        tmp_path,
        "a.csv",
        b"\xef\xbb\xbftext,date",
        b"The fi\x00rst,2025-11-07",
        b"The second,2025-11-07",
        line_end=b"\r\n",
    )
    assert [item.text for item in found if isinstance(item, Article)] == ["The first", "The second"]


@pytest.mark.parametrize("length", [51, 99, 300])
def test_a_field_that_is_too_long_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    """A field above the limit is a failure, and reading goes on at the next line."""
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 100)
    monkeypatch.setattr(lines, "MAX_FIELD_CHARS", 50)
    found = read(tmp_path, "a.csv", b"text,date", b'"' + b"a" * length + b'",2025-11-07', b"The last text,2025-11-07")
    assert [item.text for item in found if isinstance(item, Article)] == ["The last text"]
    assert [item.reason for item in found if isinstance(item, Failure)] == [
        "not CSV (field larger than field limit (50))"
    ]
    csv.field_size_limit(131_072)


def test_a_csv_without_a_known_column_says_what_was_expected(tmp_path: Path) -> None:
    """Rows under names that nobody knows each fail with the names that are known."""
    (failure,) = read(tmp_path, "a.csv", b"foo,bar", b"1,2")
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("no text; expected one of text, body")


@pytest.mark.parametrize("content", [b"", b"text,date", b"\xef\xbb\xbf", b"\n\n\n"])
def test_a_csv_without_rows_holds_nothing(tmp_path: Path, content: bytes) -> None:
    """An empty CSV, or one with only a header, gives no record and no failure."""
    assert read(tmp_path, "a.csv", content) == []


# Pages and texts


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b" \n\n ", "no text"),
        ("a.txt", b"caf\xe9 au lait", "not UTF-8"),
        ("a.txt", "Le texte".encode("utf-16"), "not UTF-8"),
        ("a.html", b"", "no text"),
        ("a.html", b"<html><body></body></html>", "no text"),
        ("a.html", bytes(range(256)), "no text"),
    ],
)
def test_a_file_without_a_text_is_one_failure(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """A text or page that gives no text is one failure, of record 1."""
    file = tmp_path / name
    file.write_bytes(content)
    (failure,) = read_items(file)
    assert isinstance(failure, Failure)
    assert (failure.source_id, failure.record_id) == (name, "1")
    assert failure.reason.startswith(reason)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """A page above the limit is a failure; it is not kept."""
    file = tmp_path / "a.html"
    with file.open("wb") as stream:
        stream.truncate(files.MAX_FILE_BYTES + 1)
    (failure,) = read_items(file)
    assert isinstance(failure, Failure)
    assert failure.reason == "the file is too long; at most 64,000,000 bytes are taken"


def test_a_file_that_vanishes_from_a_folder_fails_alone(tmp_path: Path) -> None:
    """A file of a folder that cannot be opened is a failure, and the other files go in."""
    for name in ("a.jsonl", "b.jsonl", "c.jsonl", "d.txt", "e.txt"):
        (tmp_path / name).write_bytes(GOOD if name < "d" else b"A text of some words.")
    items = read_path(str(tmp_path))
    found = [next(items)]
    (tmp_path / "b.jsonl").unlink()
    (tmp_path / "e.txt").unlink()
    found += items
    assert [item.source_id for item in found if isinstance(item, Article)] == ["a.jsonl", "c.jsonl", "d.txt"]
    assert [item.source_id for item in found if isinstance(item, Failure)] == ["b.jsonl", "e.txt"]


def test_a_file_name_that_is_not_text_is_no_fault(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is imported; its name is kept as well as can be."""
    name = os.fsencode(tmp_path) + b"/caf\xe9.jsonl"
    try:
        with open(name, "wb") as stream:
            stream.write(GOOD + b"\nbad\n")
    except OSError:
        pytest.skip("this file system takes only names that are UTF-8")
    store = SqliteStore(tmp_path / "store", create=True)
    counts, failures = run.import_path(store, os.fsdecode(name), now=NOW)
    assert (counts.n_added, counts.n_failed) == (1, 1)
    assert failures == store.list_failures(5)
    store.close()


# Through to the store


def test_good_records_go_in_and_bad_ones_are_listed(tmp_path: Path) -> None:
    """An import keeps what can be used, and keeps and returns the reasons for the rest; again, it adds nothing."""
    file = tmp_path / "reports.jsonl"
    file.write_bytes(b"\n".join([GOOD, b"bad", record(text="Gao is calm."), record(), GOOD]) + b"\n")
    store = SqliteStore(tmp_path / "store", create=True)
    seen: list[run.ImportCounts] = []
    counts, failures = run.import_path(store, str(file), now=NOW, on_batch=seen.append)
    assert (counts.n_records, counts.n_added, counts.n_known, counts.n_failed) == (5, 2, 1, 2)
    assert seen == [counts]
    assert [failure.record_id for failure in failures] == ["2", "4"]
    assert store.list_failures(10) == failures
    again, failures_again = run.import_path(store, str(file), now=LATER)
    assert (again.n_added, again.n_known, again.n_failed) == (0, 3, 2)
    assert failures_again == failures
    assert store.get_stats().n_failures == 2
    store.close()

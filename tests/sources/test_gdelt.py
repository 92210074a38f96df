"""GDELT's tables and plain lists give their addresses, each once, and say what they leave out."""

import bz2
import contextlib
import gzip
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.records import Failure
from dateline.sources.gdelt import is_gdelt, read_url_list, read_urls
from dateline.sources.skips import Skipped

GAO, KANO = "https://paper.example/gao", "https://daily.example/kano?a=1&b=%20x"


def row(n_columns: int, **cells: str) -> bytes:
    """A row between tabs, with what is wanted in the columns named c0, c1 and so on."""
    values = ["x"] * n_columns
    for name, value in cells.items():
        values[int(name.removeprefix("c"))] = value
    return "\t".join(values).encode() + b"\n"


def urls(data: bytes) -> list[str]:
    return [item for item in read_urls(io.BytesIO(data), "table") if isinstance(item, str)]


def skips(data: bytes) -> dict[str, int]:
    found = read_urls(io.BytesIO(data), "table")
    return {item.reason: item.n_records for item in found if isinstance(item, Skipped)}


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(row(58, c57=GAO) + row(58, c57=KANO), id="events 1.0"),
        pytest.param(row(61, c60=GAO) + row(61, c60=KANO), id="events 2.0"),
        pytest.param(row(16, c3="1", c5=GAO) + row(16, c3="1", c5=KANO), id="mentions"),
        pytest.param(row(11, c10=f"{GAO}<UDIV>{KANO}"), id="knowledge graph 1.0"),
        pytest.param(row(15, c14=GAO) + row(15, c14=KANO), id="counts 1.0"),
        pytest.param(row(27, c2="1", c4=GAO) + row(27, c2="1", c4=KANO), id="knowledge graph 2"),
        pytest.param(f"GLOBALEVENTID,SOURCEURL,Day\n1,{GAO},2\n1,{KANO},2\n".encode(), id="CSV with a header"),
        pytest.param(f'mentiontype,MentionIdentifier\n1,"{GAO}"\n1,{KANO}\n'.encode(), id="quoted CSV"),
        pytest.param(b"DATE\tSOURCES\tSOURCEURLS\n" + f"1\tx\t{GAO}<UDIV>{KANO}\n".encode(), id="header and tabs"),
    ],
)
def test_each_table_is_known_by_its_columns(table: bytes) -> None:
    """Every table that holds addresses gives them in order, however it is packed."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("20251107.export.CSV", table)
    for data in (table, table.replace(b"\n", b"\r\n"), gzip.compress(table), bz2.compress(table), archive.getvalue()):
        assert urls(data) == [GAO, KANO]


def test_what_is_left_out_is_counted() -> None:
    """Repeated addresses, sources off the web, other texts and broken rows are counted, not lost."""
    data = (
        row(16, c3="1", c5=GAO) * 3 + row(16, c3="2", c5="BBC Monitoring") + row(16, c3="1", c5="javascript:alert(1)")
    )
    data += b"cut off\t1\n" + row(16, c3="1", c5=KANO)
    assert urls(data) == [GAO, KANO]
    assert skips(data) == {
        "address given before": 2,
        "no web address": 1,
        "row without the 16 columns of its table": 1,
        "source that is not on the web": 1,
    }


def test_a_quotation_mark_between_tabs_is_one_like_any_other() -> None:
    """GDELT quotes nothing: an open quotation mark does not swallow the rows behind it."""
    assert urls(row(61, c6='"open', c60=GAO) + row(61, c60=KANO)) == [GAO, KANO]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (row(57), "a GDELT table of events without addresses (57 columns)"),
        (row(20), "'table' is no GDELT table that holds addresses: its first row has 20 columns"),
        (b"name,type,description\nGLOBALEVENTID,INTEGER,Unique\n", "its first row has 1 columns"),
        (b"PK\x03\x04broken", "'table' cannot be unpacked"),
        (b"\x1f\x8bbroken", "'table' cannot be unpacked"),
    ],
)
def test_another_table_is_refused_with_what_was_expected(data: bytes, message: str) -> None:
    """What is no table with addresses says what it is instead."""
    with pytest.raises(UsageError) as caught:
        urls(data)
    assert message in str(caught.value)


def test_a_zip_bomb_and_a_zip_of_many_are_refused() -> None:
    """A zip has to hold one file, of a size to expect."""
    for members in ({"a": b"\0" * 5_000_000}, {"a": b"x", "b": b"y"}):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        with pytest.raises(UsageError, match="cannot be unpacked"):
            urls(data.getvalue())


def test_a_cut_off_file_keeps_what_came_before() -> None:
    """Of a packed file that breaks off, the rows before are read, and the rest is counted."""
    table = b"".join(row(16, c3="1", c5=f"https://paper.example/{n}-{n * 7919 % 997}") for n in range(5_000))
    data = gzip.compress(table)[:-2_000]
    assert len(urls(data)) > 2_000
    assert skips(data)["rest of a file that is cut off"] == 1


@given(st.binary(max_size=300))
@example(b"")
@example(b"\t" * 57)
@example(b'sourceurl,x\n"\n')
def test_any_bytes_give_addresses_or_a_refusal(data: bytes) -> None:
    """No bytes crash the reader."""
    with contextlib.suppress(UsageError):
        assert all(isinstance(item, str | Skipped) for item in read_urls(io.BytesIO(data), "table"))


# Plain lists


def test_a_list_gives_its_addresses() -> None:
    """One address a line, with comments, blank lines, a byte-order mark and Windows line ends."""
    lines = f"\ufeff# press\r\n{GAO}\r\n\r\n  {KANO} # the daily\r\nhttps://x.example/#part\r\n"
    assert list(read_url_list(io.BytesIO(lines.encode()))) == [GAO, KANO, "https://x.example/#part"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_gives_its_column_of_addresses(separator: str) -> None:
    """A header with a column for addresses makes the list a CSV."""
    lines = separator.join(["Title", "URL", "n"]) + "\n" + separator.join(['"Gao, again; twice"', GAO, "1"]) + "\n"
    assert list(read_url_list(io.BytesIO(lines.encode()))) == [GAO]


def test_a_line_without_an_address_fails_alone() -> None:
    """A line that is no address is a Failure with its number; those around it are given."""
    first, failure, last = read_url_list(io.BytesIO(f"{GAO}\nfile:///etc/passwd\n{KANO}\n".encode()), "list.txt")
    assert (first, last) == (GAO, KANO)
    assert isinstance(failure, Failure)
    assert (failure.source_id, failure.record_id) == ("list.txt", "2")
    assert failure.reason == "'file:///etc/passwd' is no web address"


@given(st.binary(max_size=300))
def test_any_list_is_read(data: bytes) -> None:
    """No bytes crash the reader of lists."""
    assert all(isinstance(item, str | Failure) for item in read_url_list(io.BytesIO(data)))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\t".join([b"x"] * 16) + b"\n", True),
        (b"GlobalEventID,MentionIdentifier\n", True),
        (b"PK\x03\x04", True),
        (b"https://paper.example/1\nhttps://paper.example/2\n", False),
        (b"title,url\nGao,https://paper.example/1\n", False),
        (b"", False),
    ],
)
def test_a_table_is_known_by_what_it_holds(head: bytes, expected: bool) -> None:
    """Not by its file's name; the stream is read from its start afterwards."""
    stream = io.BytesIO(head)
    assert (is_gdelt(stream), stream.read()) == (expected, head)

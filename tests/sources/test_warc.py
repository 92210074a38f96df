"""Web archives give the pages that they hold, say what they leave out, and survive whatever is done to them."""

import contextlib
import gzip
import io
import random
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO

import brotli
import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.records import Failure, Page
from dateline.sources import archive_streams, warc
from dateline.sources.archive_bodies import BodyError, decode_body
from dateline.sources.skips import Skipped
from dateline.sources.warc import read_wacz, read_warc

HTML = "<!DOCTYPE html><title>Gao</title><p>L’armée a quitté Gao. الجيش غادر غاو.</p>".encode()
LIMIT = 1_000_000


def record(
    url: str = "https://paper.example/1",
    content: bytes | None = None,
    *,
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
    date: str = "2025-11-07T18:30:00Z",
    version: str = "1.0",
) -> bytes:
    """One record with everything a crawler writes."""
    content = answer() if content is None else content
    head = (
        f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:6f1c2d3e-0000-4000-8000-000000000001>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: {date}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def answer(
    body: bytes = HTML, status: str = "200 OK", content_type: str = "text/html; charset=utf-8", more: str = ""
) -> bytes:
    """What a server answered."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}\r\n".encode() + body


def encoded(name: str, body: bytes) -> bytes:
    """A record whose answer names an encoding."""
    return record(content=answer(body, more=f"Content-Encoding: {name}\r\n"))


def chunks(body: bytes, size: int = 20) -> bytes:
    """A body in chunks, as HTTP/1.1 sends it."""
    parts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def read(data: bytes) -> list[Page | Failure | Skipped]:
    return list(read_warc(io.BytesIO(data), "crawl.warc"))


def pages(data: bytes) -> list[Page]:
    return [item for item in read(data) if isinstance(item, Page)]


def failures(data: bytes) -> list[Failure]:
    return [item for item in read(data) if isinstance(item, Failure)]


def skips(data: bytes) -> dict[str, int]:
    return {item.reason: item.n_records for item in read(data) if isinstance(item, Skipped)}


# What becomes a page


@pytest.mark.parametrize("version", ["0.18", "1.0", "1.1"])
def test_an_answer_becomes_a_page(version: str) -> None:
    """An answer of status 200 gives its address, body, type and moment, in every version of the format."""
    (page,) = pages(record(version=version))
    assert page == Page(
        url="https://paper.example/1",
        body=HTML,
        fetched_at=datetime(2025, 11, 7, 18, 30, tzinfo=UTC),
        content_type="text/html; charset=utf-8",
        source_id="crawl.warc",
    )


@pytest.mark.parametrize(
    "pack",
    [
        pytest.param(lambda records: b"".join(records), id="plain"),
        pytest.param(lambda records: b"".join(map(gzip.compress, records)), id="gzip members"),
        pytest.param(lambda records: gzip.compress(b"".join(records)), id="one gzip member"),
        pytest.param(lambda records: b"".join(map(zstandard.compress, records)), id="zstd frames"),
        pytest.param(lambda records: b"".join(records).replace(b"\r\n", b"\n"), id="lone line feeds"),
        pytest.param(lambda records: gzip.compress(b"".join(records).replace(b"\r\n", b"\n")), id="packed line feeds"),
    ],
)
def test_an_archive_may_be_packed_in_any_usual_way(pack: Callable[[list[bytes]], bytes]) -> None:
    """Plain, gzip by the record or as a whole, Zstandard, and old archives with lone line feeds give the same."""
    content = HTML  # without line ends, so that its length is the same with either
    records = [
        record(f"https://paper.example/{n}", content, kind="resource", content_type="text/html") for n in range(3)
    ]
    found = read(pack(records))
    assert [item.url for item in found if isinstance(item, Page)] == [f"https://paper.example/{n}" for n in range(3)]
    assert len(found) == 3


def test_a_stream_that_cannot_be_searched_is_read_too() -> None:
    """A pipe has no position; its pages are read all the same."""

    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self._inner = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            return self._inner.readinto(buffer)

    pipe = Pipe(gzip.compress(record()) * 2)
    assert len(list(read_warc(pipe, "pipe"))) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "more"),
    [
        pytest.param(chunks(HTML), "Transfer-Encoding: chunked\r\n", id="chunked"),
        pytest.param(gzip.compress(HTML), "Content-Encoding: gzip\r\n", id="gzip"),
        pytest.param(gzip.compress(HTML), "Content-Encoding: x-gzip\r\n", id="x-gzip"),
        pytest.param(zlib.compress(HTML), "Content-Encoding: deflate\r\n", id="deflate"),
        pytest.param(zlib.compress(HTML)[2:-4], "Content-Encoding: deflate\r\n", id="bare deflate"),
        pytest.param(brotli.compress(HTML), "Content-Encoding: br\r\n", id="brotli"),
        pytest.param(zstandard.compress(HTML), "Content-Encoding: zstd\r\n", id="zstd"),
        pytest.param(gzip.compress(gzip.compress(HTML)), "Content-Encoding: gzip, gzip\r\n", id="gzip twice"),
        pytest.param(
            chunks(gzip.compress(HTML)), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", id="chunked gzip"
        ),
        pytest.param(HTML, "Content-Encoding: gzip\r\n", id="gzip that was undone"),
        pytest.param(HTML, "Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n", id="both undone"),
        pytest.param(
            gzip.compress(HTML), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", id="chunks undone"
        ),
    ],
)
def test_the_encodings_of_a_body_are_undone(body: bytes, more: str) -> None:
    """A page's body is what the page says, whether its encodings are still there or only their names."""
    (page,) = pages(record(content=answer(body, more=more)))
    assert page.body == HTML


def test_resources_and_conversions_are_pages_too() -> None:
    """What was stored without an HTTP answer, and the text that was made of a page, count as pages."""
    data = record(content=HTML, kind="resource", content_type="text/html")
    data += record(content=b"Gao is calm.", kind="conversion", content_type="text/plain", version="1.1")
    assert [(page.body, page.content_type) for page in pages(data)] == [
        (HTML, "text/html"),
        (b"Gao is calm.", "text/plain"),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-11-07T18:30:00.250Z", datetime(2025, 11, 7, 18, 30, 0, 250_000, UTC)),
        ("2025-11-07T18:30:00+02:00", datetime(2025, 11, 7, 16, 30, tzinfo=UTC)),
        ("2025-11-07", datetime(2025, 11, 7, tzinfo=UTC)),
        ("2025-11", datetime(2025, 11, 1, tzinfo=UTC)),
        ("2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("20251107183000", datetime(2025, 11, 7, 18, 30, tzinfo=UTC)),
    ],
)
def test_dates_of_every_precision_are_read(written: str, meant: datetime) -> None:
    """WARC 1.1 allows shorter and finer dates than 1.0, and older tools wrote theirs without signs between."""
    (page,) = pages(record(date=written))
    assert page.fetched_at == meant


@pytest.mark.parametrize("url", ["<https://paper.example/1>", " https://paper.example/1"])
def test_the_address_is_bare(url: str) -> None:
    """Some tools write the address in angle brackets."""
    (page,) = pages(record(url))
    assert page.url == "https://paper.example/1"


def test_a_page_without_a_type_is_known_by_its_beginning() -> None:
    """An answer that does not say what it is is a page if it begins as one, and is counted if not."""
    plain = record(content=b"HTTP/1.1 200 OK\r\n\r\n" + HTML) + record(content=b"HTTP/1.1 200 OK\r\n\r\n\x89PNG")
    assert [page.body for page in pages(plain)] == [HTML]
    assert skips(plain) == {"no content type": 1}


# What does not


def test_what_is_no_page_is_counted_by_reason() -> None:
    """Requests, other types, other statuses, other content and other addresses are left out, and counted."""
    data = b"".join(
        [
            record(kind="warcinfo", content=b"software: x\r\n", content_type="application/warc-fields"),
            record(kind="request", content=b"GET / HTTP/1.1\r\n\r\n"),
            record(kind="request", content=b"GET / HTTP/1.1\r\n\r\n"),
            record(kind="revisit", content=b""),
            record(kind="metadata", content=b""),
            record(kind="continuation", content=b""),
            record(kind="something", content=b""),
            record(content=answer(status="404 Not Found")),
            record(content=answer(status="301 Moved")),
            record(content=answer(status="999 Denied")),
            record(content=answer(content_type="image/png")),
            record(content=answer(content_type="application/json")),
            record(content=answer(content_type="chemical/x-pdb")),
            record("dns:paper.example", b"paper.example 1.2.3.4", content_type="text/dns"),
            record(),
        ]
    )
    assert len(pages(data)) == 1
    assert skips(data) == {
        "application content": 1,
        "continuation record": 1,
        "image content": 1,
        "metadata record": 1,
        "no web address": 1,
        "other content": 1,
        "record of another type": 1,
        "request record": 2,
        "revisit record": 1,
        "status 301": 1,
        "status 404": 1,
        "status unknown": 1,
        "warcinfo record": 1,
    }


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        pytest.param(record(content=b"no answer at all"), "not an HTTP answer", id="no status"),
        pytest.param(record(date="yesterday"), "'yesterday' is not a date", id="no date"),
        pytest.param(record(date="2025-02-30"), "day is out of range", id="no such day"),
        pytest.param(record("https://" + "a" * 9_000), "an address of over", id="long address"),
        pytest.param(record(content=answer(more="X: " + "y" * 40_000)), "Maximum header", id="long header"),
        pytest.param(encoded("gzip", gzip.compress(HTML)[:-9]), "cut off", id="half a gzip"),
        pytest.param(
            record(content=answer(chunks(HTML)[:-9], more="Transfer-Encoding: chunked\r\n")), "cut off", id="chunks cut"
        ),
        pytest.param(encoded("lzma", b"\0\1"), "the encoding 'lzma' is not known", id="unknown encoding"),
        pytest.param(encoded("br", b"\xff\xff\xff"), "cannot be decompressed", id="no brotli"),
    ],
)
def test_a_bad_record_fails_alone(bad: bytes, reason: str) -> None:
    """A record that cannot be used is one Failure with its number, address and reason; its neighbours are pages."""
    found = read(record("https://paper.example/0") + bad + record("https://paper.example/2"))
    assert [type(item) for item in found] == [Page, Failure, Page]
    failure = found[1]
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.source_id, failure.record_id) == ("import", "crawl.warc", "2")
    assert reason in failure.reason
    assert failure.detail.startswith("https://")


# Limits


@pytest.mark.parametrize(
    ("bomb", "name"),
    [
        (gzip.compress(b"\0" * 40 * LIMIT, mtime=0), "gzip"),
        (zlib.compress(b"\0" * 40 * LIMIT), "deflate"),
        (brotli.compress(b"\0" * 40 * LIMIT), "br"),
        (zstandard.compress(b"\0" * 40 * LIMIT), "zstd"),
        (gzip.compress(b"\1" * 500, mtime=0) * 3_000, "gzip"),
    ],
)
def test_a_bomb_is_stopped_at_the_limit(bomb: bytes, name: str) -> None:
    """A body that unpacks to more than the limit is refused, in each encoding, also in many small members."""
    with pytest.raises(BodyError, match="more than 1,000,000 bytes"):
        decode_body(bomb, transfer="", content=name, limit=LIMIT)


def test_only_so_many_encodings_are_undone() -> None:
    """A body wrapped more often than any server does is refused."""
    with pytest.raises(BodyError, match="4 encodings"):
        decode_body(gzip.compress(HTML), transfer="chunked", content="gzip, br, gzip", limit=LIMIT)


def test_a_body_above_the_limit_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record too long to be a page is a Failure, and the next is read from its beginning."""
    monkeypatch.setattr(warc, "MAX_BODY_BYTES", 1_000)
    data = b"".join(map(gzip.compress, [record(content=answer(b"<p>" * 400_000)), record("https://paper.example/2")]))
    failure, page = read(data)
    assert isinstance(failure, Failure)
    assert failure.reason == "a body of 1,200,000 bytes; at most 1,000 are taken"
    assert isinstance(page, Page)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "br", "zstd", "deflate", "chunked", "gzip, br", "x", ""]))
def test_any_body_is_decoded_or_refused(body: bytes, name: str) -> None:
    """No body crashes the decoders, and none gives more than the limit."""
    with contextlib.suppress(BodyError):
        assert len(decode_body(body, transfer="", content=name, limit=500)) <= 500


# Damage


def packed_archive(n_records: int = 8) -> tuple[list[bytes], bytes]:
    """An archive of gzip members with a little noise in each, and the members."""
    rng = random.Random(7)
    bodies = [HTML + bytes(rng.choices(b"abcdefgh <>", k=3_000)) for _ in range(n_records)]
    members = [gzip.compress(record(f"https://paper.example/{n}", answer(body))) for n, body in enumerate(bodies)]
    return members, b"".join(members)


def test_damage_costs_the_damaged_record_only() -> None:
    """Behind a damaged record, reading goes on; the damage is told."""
    members, _ = packed_archive()
    hurt = bytearray(members[3])
    hurt[len(hurt) // 2 : len(hurt) // 2 + 20] = b"\xff" * 20
    members[3] = bytes(hurt)
    data = b"".join(members)
    assert [page.url[-1] for page in pages(data)] == ["0", "1", "2", "4", "5", "6", "7"]
    assert any("decompression" in failure.reason for failure in failures(data))


def test_what_stands_between_records_is_told() -> None:
    """Bytes that belong to no record are one Failure, and the record behind them is read."""
    data = record("https://paper.example/0") + b"lost bytes\r\n" * 40 + record("https://paper.example/1")
    assert [page.url[-1] for page in pages(data)] == ["0", "1"]
    assert [failure.reason for failure in failures(data)] == ["damaged at or behind byte 0: Invalid WARC header"]


def test_an_archive_of_nothing_but_damage_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search behind damage is not repeated without end."""
    monkeypatch.setattr(archive_streams, "MAX_DAMAGES", 20)
    found = failures(b"WARC/1.0\r\nContent-Type: x\r\n\r\n" * 500)
    assert [failure.reason for failure in found][-1] == "damaged in 20 places; the rest is not read"
    assert len(found) == 2


@pytest.mark.parametrize(
    "data", [b"<html>no archive</html>", b"\x1f\x8b", gzip.compress(b"no archive", mtime=0), b"PK\x03\x04junk"]
)
def test_what_is_no_archive_is_one_failure(data: bytes) -> None:
    """A file of another kind is one Failure, not a silence."""
    (failure,) = read(data)
    assert isinstance(failure, Failure)


def test_an_empty_file_holds_nothing() -> None:
    """An archive without a byte gives nothing, as an empty JSONL file does."""
    assert read(b"") == []


@pytest.mark.parametrize("how", ["plain", "members", "whole"])
def test_a_cut_off_archive_keeps_what_came_before(how: str) -> None:
    """Cut off at any hundredth byte, an archive gives every record that is whole, and says where it breaks off."""
    members, packed = packed_archive()
    records = [gzip.decompress(member) for member in members]
    data = {"plain": b"".join(records), "members": packed, "whole": gzip.compress(b"".join(records))}[how]
    parts = records if how == "plain" else members
    ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
    margin = {"plain": len(b"\r\n\r\n"), "members": 32, "whole": 0}[how]  # what stands behind the last byte of a body
    for cut in range(0, len(data), 100):
        found = read(data[:cut])
        n_pages = sum(isinstance(item, Page) for item in found)
        if how == "whole":
            n_whole = len(pages(_plain_of(data[:cut])))
            assert n_pages == n_whole
            continue
        n_whole = sum(end <= cut for end in ends)
        assert n_whole <= n_pages <= sum(end - margin <= cut for end in ends)
        at_boundary = cut == 0 or any(end - margin <= cut <= end for end in ends)
        assert at_boundary or any(isinstance(item, Failure) for item in found), cut


def _plain_of(packed: bytes) -> bytes:
    """What can be unpacked of a gzip file that is cut off."""
    return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The same with a few bytes changed, lost or put in."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(changed) + 1)
        match rng.randrange(3):
            case 0:
                changed[at : at + 1] = rng.randbytes(1)
            case 1:
                del changed[at : at + rng.randint(1, 300)]
            case _:
                changed[at:at] = rng.choice(
                    [b"WARC/1.0\r\n", b"\r\n\r\n", b"\n", b"\x1f\x8b\x08\0", b"\0" * 9, b"9" * 30]
                )
    return bytes(changed)


@pytest.mark.parametrize("seed", range(6))
def test_no_damage_crashes_the_reader(seed: int) -> None:
    """Whatever is changed in an archive, of any packing, reading ends with records and nothing else."""
    rng = random.Random(seed)
    _, packed = packed_archive(4)
    plain = gzip.decompress(packed)
    for _ in range(60):
        for data in (packed, plain, gzip.compress(plain), zstandard.compress(plain)):
            for item in read(mutated(data, rng)):
                assert isinstance(item, Page | Failure | Skipped)


@given(st.binary(max_size=400))
@example(b"WARC/1.0\r\n")
@example(b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n")
@example(b"WARC/1.0\nContent-Length: -1\n\n")
@example(b"\x28\xb5\x2f\xfd\x00")
@example(b"\x04\x22\x4d\x18\x00")
@settings(max_examples=300)
def test_any_bytes_are_read_to_the_end(data: bytes) -> None:
    """No bytes crash the reader."""
    for item in read(data):
        assert isinstance(item, Page | Failure | Skipped)


def test_a_stream_that_breaks_is_a_failure() -> None:
    """A disk that fails in the middle costs the rest, which is told, and not what was read."""

    class Breaking(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() >= 4_000:
                raise OSError("the disk is gone")
            return super().read(min(size or 4_000, 4_000))

    _, packed = packed_archive()
    found = list(read_warc(Breaking(packed), "disk"))
    assert isinstance(found[0], Page)
    assert isinstance(found[-1], Failure)
    assert "the disk is gone" in found[-1].reason


# WACZ


def make_wacz(file: Path, members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def test_a_wacz_gives_the_pages_of_its_archives(tmp_path: Path) -> None:
    """Every WARC in the zip is read, in the order of names; what else is in it is no archive."""
    members = {
        "archive/b.warc.gz": gzip.compress(record("https://paper.example/b")),
        "archive/a.warc": record("https://paper.example/a") + record(date="never"),
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}',
        "datapackage.json": b"{}",
    }
    found = list(read_wacz(make_wacz(tmp_path / "x.wacz", members), "x.wacz"))
    assert [item.url[-1] for item in found if isinstance(item, Page)] == ["a", "b"]
    assert [item.record_id for item in found if isinstance(item, Failure)] == ["archive/a.warc#2"]


@pytest.mark.parametrize("name", ["../archive/a.warc", "/archive/a.warc", "archive/../../a.warc", "archive\\a.warc"])
def test_a_name_that_leaves_the_wacz_is_refused(tmp_path: Path, name: str) -> None:
    """A file of a WACZ that is named as if it lay outside is not opened."""
    (failure,) = read_wacz(make_wacz(tmp_path / "x.wacz", {name: record()}), "x.wacz")
    assert isinstance(failure, Failure)
    assert failure.reason == "a name that leaves the archive"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A file that unpacks to far more than it takes is refused by what the zip says of it."""
    (failure,) = read_wacz(
        make_wacz(tmp_path / "x.wacz", {"a.warc": b"\0" * 2_000_000}, zipfile.ZIP_DEFLATED), "x.wacz"
    )
    assert isinstance(failure, Failure)
    assert "100 times" in failure.reason


def test_a_zip_of_other_things_is_a_failure(tmp_path: Path) -> None:
    """A zip without an archive, and a file that is no zip, say so."""
    (failure,) = read_wacz(make_wacz(tmp_path / "x.wacz", {"a.txt": b"x"}), "x.wacz")
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("no WARC in it")
    (tmp_path / "y.wacz").write_bytes(b"no zip")
    (failure,) = read_wacz(tmp_path / "y.wacz", "y.wacz")
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("not a WACZ that can be read")


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    """A file that needs a password is a Failure."""
    file = make_wacz(tmp_path / "x.wacz", {"a.warc": record()})
    data = bytearray(file.read_bytes())
    flags = data.rindex(b"PK\x01\x02") + 8
    data[flags : flags + 2] = struct.pack("<H", 1)
    file.write_bytes(data)
    (failure,) = read_wacz(file, "x.wacz")
    assert isinstance(failure, Failure)
    assert failure.reason == "encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_no_damage_crashes_the_wacz_reader(tmp_path: Path, method: int) -> None:
    """Whatever is changed in a WACZ, reading ends with records and nothing else."""
    rng = random.Random(method)
    file = make_wacz(tmp_path / "x.wacz", {"a.warc": record() * 3, "b.warc.gz": gzip.compress(record())}, method)
    data = file.read_bytes()
    for _ in range(300):
        file.write_bytes(mutated(data, rng))
        for item in read_wacz(file, "x.wacz"):
            assert isinstance(item, Page | Failure | Skipped)


# Memory


def write_packed(stream: BinaryIO, pieces: Iterable[bytes]) -> None:
    """Pieces as one gzip member."""
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for piece in pieces:
        stream.write(packer.compress(piece))
    stream.write(packer.flush())


def test_a_huge_record_is_passed_over_in_bounded_memory(tmp_path: Path) -> None:
    """An answer of 300 MB in one gzip member is a Failure, takes no memory to speak of, and hides nothing behind it."""
    file = tmp_path / "huge.warc.gz"
    size = 300_000_000
    with file.open("wb") as stream:
        head = record(content=b"")[:-4].replace(b"th: 0", b"th: %d" % size)
        write_packed(stream, chain([head], repeat(b"x" * 1_000_000, 300)))
        stream.write(gzip.compress(b"\r\n\r\n") + gzip.compress(record("https://paper.example/2")))
    tracemalloc.start()
    try:
        with file.open("rb") as stream:
            found = list(read_warc(stream, "huge"))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert [type(item) for item in found] == [Failure, Page]

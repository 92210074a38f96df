"""Unpacking: whole bodies in any pieces, and nothing beyond the limits."""

import contextlib
import gzip

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from dateline.fetching.bodies import Body
from dateline.fetching.outcomes import Refused
from fetching.web import pack

CODINGS = ("gzip", "deflate", "bare deflate", "br", "zstd", "gzip, br", "zstd, gzip", "gzip, gzip")
LIMIT = 2**20


def unpack(packed: bytes, label: str, *, step: int = 1000, limit: int = LIMIT) -> bytes:
    """A body that arrives in pieces."""
    body = Body(label.replace("bare ", ""), limit)
    for at in range(0, len(packed), step):
        body.feed(packed[at : at + step])
    return body.finish()


@given(st.binary(max_size=3000), st.sampled_from(CODINGS), st.integers(1, 500))
def test_packing_and_unpacking_give_the_same_bytes(content: bytes, coding: str, step: int) -> None:
    """In whatever pieces they arrive."""
    assert unpack(pack(content, coding), coding, step=step) == content


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("step", [7, 4096, 10**6])
def test_long_bodies_come_whole(coding: str, step: int) -> None:
    """Longer than what is unpacked at a time."""
    content = b"".join(b"<item>%d</item>" % number for number in range(30_000))
    assert unpack(pack(content, coding), coding, step=step) == content


@given(st.binary(max_size=2000), st.sampled_from([*CODINGS, "", "br, gzip"]), st.integers(1, 300))
def test_any_bytes_are_a_body_or_a_refusal(content: bytes, coding: str, step: int) -> None:
    """Never another error, whatever they claim to be."""
    with contextlib.suppress(Refused):
        assert isinstance(unpack(content, coding, step=step), bytes)


@given(st.sampled_from(["gzip", "deflate", "br", "zstd"]), st.data())
def test_a_cut_body_is_never_taken_for_a_whole_one(coding: str, data: st.DataObject) -> None:
    """Wherever it was cut."""
    packed = pack(b"<rss>" + bytes(range(256)) * 4 + b"</rss>", coding)
    cut = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(Refused, match="bad_encoding"):
        unpack(packed[:cut], coding, step=100)


def test_a_file_of_several_members_comes_whole() -> None:
    """As log rotation and some servers write gzip, in any pieces, with padding behind; zstd has frames."""
    parts = [b"<rss>", b"<item/>" * 100, b"</rss>"]
    members = b"".join(gzip.compress(part) for part in parts)
    frames = b"".join(zstandard.ZstdCompressor().compress(part) for part in parts)
    for step in (1, 10, 1000):
        assert unpack(members + bytes(20), "gzip", step=step) == b"".join(parts)
        assert unpack(frames, "zstd", step=step) == b"".join(parts)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "gzip, br", "zstd, zstd"])
def test_bombs_are_known_by_what_they_unpack_to(coding: str) -> None:
    """Small on the wire and large unpacked, in one packing or in two."""
    with pytest.raises(Refused, match="bomb"):
        unpack(pack(bytes(16 * 2**20), coding), coding, limit=2**23)


def test_a_bomb_inside_that_unpacks_to_little_is_stopped_too() -> None:
    """The outer packing holds megabytes of empty blocks: each packing has its own limit."""
    blocks = gzip.compress(b"")[:10] + b"\x00\x00\x00\xff\xff" * 1_000_000
    with pytest.raises(Refused, match="bomb"):
        unpack(gzip.compress(blocks), "gzip, gzip", limit=2**20)


def test_much_text_that_packs_well_is_no_bomb() -> None:
    """A sitemap of like lines packs a hundred times smaller."""
    lines = b"".join(b"<url><loc>https://news.example/2026/03/%06d</loc></url>\n" % number for number in range(60_000))
    assert unpack(brotli.compress(lines, quality=5), "br", limit=2**23) == lines


def test_more_than_the_limit_is_refused() -> None:
    """On the wire and unpacked; exactly the limit is not more."""
    with pytest.raises(Refused, match="too_large"):
        unpack(bytes(1001), "", limit=1000)
    assert unpack(bytes(1000), "", limit=1000) == bytes(1000)
    with pytest.raises(Refused, match="too_large"):
        unpack(pack(b"<item/>" * 1000, "gzip"), "gzip", limit=1000)


@pytest.mark.parametrize("label", ["compress", "aws-chunked", "gzip, gzip, gzip", "gzip;q=1"])
def test_unknown_packings_are_refused(label: str) -> None:
    """Also more than two, one over the other."""
    with pytest.raises(Refused, match="bad_encoding"):
        Body(label, LIMIT)


@pytest.mark.parametrize("label", ["gzip", "deflate", "br", "zstd", "gzip, br"])
@pytest.mark.parametrize("step", [1, 3, 1000])
def test_plain_bodies_that_call_themselves_packed_come_whole(label: str, step: int) -> None:
    """However they arrive: what was held back to find out is not lost."""
    for plain in (b"<rss><channel></channel></rss>" * 50, b"<!DOCTYPE html><p>Gao</p>"):
        assert unpack(plain, label, step=step) == plain


@pytest.mark.parametrize("label", ["", "identity", " Identity ", ","])
def test_no_packing_has_several_names(label: str) -> None:
    """And leaves the body as it is."""
    assert unpack(b"<rss/>", label) == b"<rss/>"

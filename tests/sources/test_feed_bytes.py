"""Bytes become the text that was meant, whatever they and their headers say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.decoding import decode_document
from dateline.sources.feed import read_feed
from dateline.sources.plain import MAX_TEXT_CHARS, to_line, to_plain
from dateline.text import clean

FRENCH = "L’été à Ségou : « déjà » 40 °C"
RUSSIAN = "Мост через реку закроют на ремонт, объезд через соседнее село"


def read_title(raw: bytes, content_type: str = "") -> str:
    return read_feed(raw, url="https://a.example/", content_type=content_type).items[0].title


def make(title: str, encoding: str, declared: str | None = None) -> bytes:
    """A feed of one title, in an encoding that it declares, or in another."""
    stated = f' encoding="{declared}"' if declared else ""
    text = (
        f'<?xml version="1.0"{stated}?><rss version="2.0"><channel><item><title>{title}</title></item></channel></rss>'
    )
    return text.encode(encoding)


@pytest.mark.parametrize(
    ("title", "encoding", "declared", "content_type"),
    [
        (FRENCH, "utf-8", "utf-8", ""),
        (FRENCH, "utf-8", None, "text/xml; charset=iso-8859-1"),  # the header is wrong
        (FRENCH, "utf-8", "iso-8859-1", ""),  # the declaration is wrong
        (FRENCH, "utf-8-sig", "utf-16", ""),
        (FRENCH, "utf-16", "utf-8", ""),
        (FRENCH, "utf-16-le", "utf-16", ""),  # without a mark
        (FRENCH, "utf-16-be", None, ""),
        (FRENCH, "cp1252", "iso-8859-1", ""),  # what browsers take Latin-1 for
        (FRENCH, "cp1252", None, "application/rss+xml; charset=windows-1252"),
        (FRENCH, "cp1252", "utf-8", "text/xml; charset=windows-1252"),
        (FRENCH, "cp1252", "no-such-code", ""),
        (RUSSIAN, "cp1251", "windows-1251", "application/xml"),
        (RUSSIAN, "koi8-r", "koi8-r", ""),
        (RUSSIAN, "cp1251", "utf-8", ""),  # the declaration is wrong, the letters are clear
        ("漁港の再開、来月に延期", "shift_jis", "Shift_JIS", ""),
        ("漁港の再開、来月に延期", "iso2022_jp", "iso-2022-jp", ""),
        ("漁港の再開、来月に延期", "euc_jp", None, "text/xml; charset=euc-jp"),
        ("水库蓄水位创新高，镕基", "gb18030", "gb2312", ""),
        ("강변일보 다리 보수 공사 시작", "cp949", "euc-kr", ""),
        ("ข่าวท้องถิ่น", "cp874", "tis-620", ""),
    ],
)
def test_every_encoding_is_read(title: str, encoding: str, declared: str | None, content_type: str) -> None:
    """Marks, headers, declarations and the bytes themselves say the encoding; what does not fit is not believed."""
    assert read_title(make(title, encoding, declared), content_type) == title


def test_a_stray_byte_spoils_only_itself() -> None:
    """UTF-8 with a byte of Windows' here and there stays UTF-8."""
    raw = make("Ségou, Mopti, Tombouctou, Kidal, été, hôtel X l’été déjà là où", "utf-8", "utf-8")
    assert read_title(raw.replace(b"X", b"\xe9")) == "Ségou, Mopti, Tombouctou, Kidal, été, hôtel é l’été déjà là où"


@given(st.binary(max_size=300), st.sampled_from(["", "text/xml; charset=utf-16", "a; charset=hex", "charset=\x00"]))
def test_any_bytes_are_some_text(raw: bytes, content_type: str) -> None:
    """Decoding never fails and leaves nothing that cannot be written."""
    decode_document(raw, content_type).encode("utf-8")
    decode_document(b'<?xml version="1.0" encoding="punycode"?>' + raw, content_type).encode("utf-8")


@given(
    st.text(st.characters(codec="utf-16", categories=None), max_size=200)
    | st.text("<>&;p/!-\"'= \n#x1a[]", max_size=80)
)
def test_any_text_becomes_clean_plain_text(text: str) -> None:
    """Plain text is fit to keep as it is, on one line where asked, and never longer than its markup."""
    plain = to_plain(text)
    assert clean(plain) == plain
    assert "\n\n" not in plain
    assert "\n" not in to_line(text)


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<a '", '<a "', "<script", "&amp;", "&", "<", "<p", "\n \n", " ", "&lt;", "Ã©", "<p>x"]
)
def test_hostile_markup_takes_no_more_time_than_its_length(piece: str) -> None:
    """Two million characters of unfinished markup are read in the time that they take, not in its square."""
    markup = piece * (MAX_TEXT_CHARS // len(piece) // 4)  # a square would take hours
    assert len(to_plain(markup)) <= len(markup)

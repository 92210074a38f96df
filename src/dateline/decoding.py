"""Bytes of a document -> its text, whatever encoding they are in and whatever they say about it."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']?([\w.:-]{1,40})""")
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD_BYTES = 4_096  # where a document says its encoding
_SAMPLE_BYTES = 32_768  # enough for the detector, whose time grows with what it is given
# What browsers take a name for: its users' real encoding is the wider one.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_SEVEN_BIT = "iso2022"  # the encodings of Japanese and Korean mail, which switch with an escape
_NOT_TEXT = frozenset(("utf-7", "idna", "punycode", "raw-unicode-escape", "unicode-escape"))  # no document is in these
_MAX_BROKEN_SHARE = 0.1  # of the bytes beyond ASCII: UTF-8 with a cut or foreign sequence here and there, no more
_STRAY = re.compile("[\udc80-\udcff]")


def decode_document(raw: bytes, content_type: str = "") -> str:
    """The text of a document; never fails. `content_type` is the header's.

    A byte-order mark is believed first, then bytes that are whole UTF-8, then the header, the XML declaration or
    the page's meta, each only when the bytes fit, and at last what the bytes look like.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    if raw[:2] in (b"<\x00", b"\x00<"):
        return raw.decode("utf-16-le" if raw[0] else "utf-16-be", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_foreign(raw, _named(raw, content_type))
    if b"\x1b" in raw:  # ASCII on the outside only
        coded = next((name for name in _named(raw, content_type) if name.startswith(_SEVEN_BIT)), None)
        return raw.decode(coded, "replace") if coded else text
    return text


def unscramble(text: str) -> str:
    """UTF-8 that was once read as Latin text and written anew, read rightly: "SÃ©gou" is "Ségou"."""
    # The first bytes of UTF-8 as Latin letters: of accents, of dashes and quotes, of Cyrillic, Arabic and Hindi.
    if "Ã" in text or "Â" in text or "â" in text or "Ð" in text or "Ñ" in text or "Ø" in text or "à" in text:
        for name in ("latin-1", "cp1252"):
            try:
                return text.encode(name).decode("utf-8")
            except UnicodeError:
                continue
    return text


def _named(raw: bytes, content_type: str) -> list[str]:
    """The encodings that the header and the document name, as Python calls what is meant by them."""
    head = raw[:_HEAD_BYTES]
    stated = [found[1] for found in (_CHARSET.search(content_type),) if found]
    stated += [found[1].decode() for found in (_DECLARED.search(head), _META.search(head)) if found]
    names: list[str] = []
    for said in stated:
        try:
            known = codecs.lookup(said).name
            b"a".decode(known)  # some names are of no text: LookupError says so
        except (LookupError, ValueError):
            continue
        if known not in _NOT_TEXT:
            names.append(_MEANT.get(known, known))
    return names


def _decode_foreign(raw: bytes, names: list[str]) -> str:
    """Bytes that are not UTF-8 throughout."""
    for name in names:
        if name.startswith(("utf-16", "utf-32")):  # without a mark or zeros it is none; any bytes would pass
            continue
        try:
            return raw.decode(name)
        except UnicodeError:
            continue
    mended = raw.decode("utf-8", "surrogateescape")
    n_stray = len(_STRAY.findall(mended))
    n_beyond = sum(map(len, re.findall(rb"[\x80-\xff]+", raw)))
    if n_stray <= _MAX_BROKEN_SHARE * n_beyond:
        return _STRAY.sub(lambda found: windows_char(ord(found[0]) - 0xDC00), mended)
    single = next((name for name in names if name.startswith(("cp", "iso8859"))), None)
    return raw.decode(single or _guess(raw), "replace")


def _guess(raw: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding  # few documents need it

    try:
        return codecs.lookup(detect_encoding(raw[:_SAMPLE_BYTES], html5_compatible=True) or "cp1252").name
    except LookupError:  # an encoding that Python does not know
        return "cp1252"


def windows_char(byte: int) -> str:
    """The character of a byte beyond ASCII in Windows' Latin encoding."""
    return bytes((byte,)).decode("cp1252", "replace")

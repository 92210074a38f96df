"""The bytes of a page -> its characters, as browsers read them."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_IN_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_IN_XML = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_HEAD_BYTES = 8192  # HTML asks for 1,024; pages with long comments or scripts in front name it later
_SAMPLE_BYTES = 65536
_MEANT = {  # what browsers take these names for (WHATWG Encoding)
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "iso-8859-9": "windows-1254",
    "iso-8859-11": "windows-874",
    "tis-620": "windows-874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",  # a page whose ASCII could be read is not UTF-16
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "unicode": "utf-8",
}


def without_mark(body: bytes) -> bytes:
    """The body as bytes in which ASCII stands for itself, and without a byte order mark."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            bare = body[len(mark) :]
            return bare if name == "utf-8" else bare.decode(name, "replace").encode("utf-8", "replace")
    return body


def find_encoding(body: bytes, content_type: str = "") -> str:
    """The name of the encoding that the characters are in.

    UTF-8 where all bytes fit it, whatever is stated; else what the header says, then the page, then a guess.
    """
    stated = _stated(body[:_HEAD_BYTES], content_type)
    if stated.startswith("iso2022"):  # all of its bytes are ASCII's
        return stated
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return stated if stated not in ("utf-8", "") else _guess(body, error, stated)
    return "utf-8"


def _stated(head: bytes, content_type: str) -> str:
    """The first encoding named that Python knows, as browsers mean it; empty where there is none."""
    names = [found[1] for found in [_IN_HEADER.search(content_type)] if found]
    names += [found[1].decode("ascii", "replace") for found in (_IN_META.search(head), _IN_XML.search(head)) if found]
    for name in names:
        meant = _MEANT.get(name.lower(), name.lower())
        if _is_text_encoding(meant):
            return codecs.lookup(meant).name
    return ""


def _is_text_encoding(name: str) -> bool:
    try:
        b"a".decode(name)
    except (LookupError, ValueError):  # unknown, or no encoding of text: base64, idna
        return False
    return True


def _guess(body: bytes, error: UnicodeDecodeError, stated: str) -> str:
    """UTF-8 with broken places where it was stated or most of it is sound; else the likeliest encoding."""
    if stated or _is_mostly_utf8(body[max(0, error.start - _SAMPLE_BYTES // 2) :][:_SAMPLE_BYTES]):
        return "utf-8"
    from resiliparse.parse.encoding import detect_encoding  # a compiled library that other commands need not load

    name = str(detect_encoding(body[max(0, error.start - _SAMPLE_BYTES // 2) :][:_SAMPLE_BYTES]) or "").lower()
    meant = _MEANT.get(name, name)
    return meant if meant not in ("", "utf-8") and _is_text_encoding(meant) else "windows-1252"


def _is_mostly_utf8(sample: bytes) -> bool:
    """Whether well-formed letters outside ASCII outnumber broken bytes ten to one."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(not char.isascii() for char in text) - broken
    return letters > 10 * broken

"""Newsletters -> articles: single messages (EML) and mailboxes (MBOX).

A newsletter is written twice, as HTML and as plain text, and one of the two is often a stub ("open this in a browser").
The HTML is taken unless the plain text says far more. Attachments and pictures are ignored.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses
from typing import Any, BinaryIO

from dateline.decoding import decode_document
from dateline.records import Article, Failure
from dateline.sources.fields import article_from_fields
from dateline.sources.mail_text import find_web_version, html_to_text, without_furniture
from dateline.sources.stated_dates import read_date
from dateline.text import clean

MAX_MAIL_BYTES = 32_000_000  # mail servers refuse messages from 25 to 50 MB on; a newsletter has 100 kB
MAX_PARTS = 200  # a newsletter has two to five parts; parts within parts take time squared
MAX_PART_LINES = 5_000  # lines that begin with "--", as between parts, and as under tables in plain text
MAX_HEADER_CHARS = 2_000
_MUCH_LONGER = 2.0  # plain text this many times as long as the HTML's: the HTML is a frame of pictures
_LINE_BYTES = 1 << 20
# The line between two messages: a sender, and a date with a time and a year.
_FROM_LINE = re.compile(rb"From \S.{0,200}\d\d:\d\d.{0,40}\d{4}")
_CUT_FROM_LINE = re.compile(rb"From [^\n]{1,100}")  # without a line end: the mailbox breaks off in it
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_NESTING = re.compile(rb"boundary|content-type:\s*message/", re.IGNORECASE)
_PART_LINE = re.compile(rb"^--", re.MULTILINE)
_LIST_ID = re.compile(r"^\s*\"?([^\"<]*?)\"?\s*<([^>]*)>")
_SENDING_HOST = re.compile(r"^(?:www|mail|email|e|news|newsletters?|mailing|info|list|lists|mg|em|m)\d*\.(?=[^.]+\.)")
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, MessageError)


def read_eml(raw: bytes, source_id: str, record_id: str = "1") -> Article | Failure:
    """The article of one message: subject, sender, date, text, and the address of its web version if it names one."""
    if len(raw) > MAX_MAIL_BYTES:
        return _failure(source_id, record_id, f"a message of over {MAX_MAIL_BYTES:,} bytes", raw)
    if len(_NESTING.findall(raw)) > MAX_PARTS or len(_PART_LINE.findall(raw)) > MAX_PART_LINES:
        return _failure(source_id, record_id, f"a message of over {MAX_PARTS} parts", raw)
    try:
        return article_from_fields(_read_fields(raw), source_id)
    except _FAULTS as error:  # the library that takes messages apart raises all of these on broken ones
        return _failure(source_id, record_id, str(error) or type(error).__name__, raw)


def read_mbox(stream: BinaryIO, source_id: str) -> Iterator[Article | Failure]:
    """The article of each message of a mailbox, numbered from 1; a ">" that was put before "From " is taken away."""
    for number, (raw, is_whole) in enumerate(_messages(stream), start=1):
        if is_whole:
            yield read_eml(raw, source_id, str(number))
        else:
            yield _failure(source_id, str(number), _WHY_NOT_WHOLE if number == 1 and not raw else _TOO_LONG, raw)


_TOO_LONG = f"a message of over {MAX_MAIL_BYTES:,} bytes"
_WHY_NOT_WHOLE = "not a mailbox: its first line is no line of the form 'From sender date'"


def _messages(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Each message, and whether it is there as a whole. Of what is too long, only the beginning is given."""
    lines: list[bytes] = []
    n_bytes = 0
    is_open = is_after_blank = False
    while line := stream.readline(_LINE_BYTES):
        is_blank = not line.strip()
        if (is_after_blank or not is_open) and (_FROM_LINE.match(line) or _CUT_FROM_LINE.fullmatch(line)):
            if is_open:
                yield _joined(lines), n_bytes <= MAX_MAIL_BYTES
            lines, n_bytes, is_open = [], 0, True
        elif is_open:
            n_bytes += len(line)
            if n_bytes <= MAX_MAIL_BYTES:
                lines.append(line)
        elif not is_blank:
            yield b"", False
            return
        is_after_blank = is_blank
    if is_open:
        yield _joined(lines), n_bytes <= MAX_MAIL_BYTES


def _joined(lines: list[bytes]) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", b"".join(lines))


def _read_fields(raw: bytes) -> dict[str, Any]:
    """What article_from_fields takes. Raises what the email library raises, and ValueError without a header."""
    message = email.message_from_bytes(raw, policy=compat32)
    if not message.keys():
        raise ValueError("not a message: it has no header")
    html, plain = _find_bodies(message)
    text, listed = html_to_text(html), without_furniture(plain)
    return {
        "title": _header(message, "Subject"),
        "text": listed if len(listed) > _MUCH_LONGER * len(text) else text,
        "published_at": _find_date(message),
        "outlet": _find_outlet(message),
        "url": find_web_version(html, plain, _header(message, "Archived-At")),
        "lang": _header(message, "Content-Language").partition(",")[0],
    }


def _find_bodies(message: Message) -> tuple[str, str]:
    """The HTML and the plain text of a message; each is the first of its kind that is no attachment."""
    found = {"text/html": "", "text/plain": ""}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in found and not found[kind] and part.get_content_disposition() != "attachment":
            found[kind] = _decode(part)
    return found["text/html"], found["text/plain"]


def _decode(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_param("charset")
    content_type = f"text/html; charset={charset}" if isinstance(charset, str) else ""
    return decode_document(payload, content_type)


def _header(message: Message, name: str) -> str:
    """A header's text on one line, whatever its bytes are; empty where there is none."""
    value = message.get(name)
    if value is None:
        return ""
    unfolded = " ".join(str(value)[:MAX_HEADER_CHARS].split())
    return clean(" ".join(_decode_words(unfolded).split()))


def _decode_words(value: str) -> str:
    """RFC 2047 words as text, each in its own encoding; what is none, or is broken, stays as it stands."""
    try:
        words = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(
        word if isinstance(word, str) else decode_document(word, f"text/plain; charset={charset or 'utf-8'}")
        for word, charset in words
    )


def _find_date(message: Message) -> str:
    """When it was sent, or else when the first server to say so had it; empty where none can be read."""
    received = [str(value).rpartition(";")[2] for value in message.get_all("Received", [])]
    for value in (_header(message, "Date"), *reversed(received)):
        moment = read_date(value.strip())
        if moment:
            return moment.isoformat()
    return ""


def _find_outlet(message: Message) -> str:
    """Who writes: the sender's name, the name of the mailing list, or the host that it comes from."""
    name, address = next(iter(getaddresses([_header(message, "From")])), ("", ""))
    listed = _LIST_ID.match(_header(message, "List-Id"))
    host = _SENDING_HOST.sub("", address.rpartition("@")[2].lower())
    return name if name and "@" not in name else (listed[1] if listed and listed[1] else host)


def _failure(source_id: str, record_id: str, reason: str, raw: bytes) -> Failure:
    detail = raw[:500].decode("utf-8", "replace").strip()
    return Failure(stage="import", source_id=source_id, record_id=record_id, reason=reason, detail=detail)

"""Web archives -> pages: WARC 0.18 to 1.1, plain or compressed (gzip, Zstandard, LZ4), and WACZ.

A record is held one at a time and never beyond a limit. An archive that breaks off or is damaged gives what came before
the damage, a Failure for the damage, and, where the stream can be searched, what comes after it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from dateline.records import Failure, Page
from dateline.sources.archive_bodies import decode_body
from dateline.sources.archive_streams import Damage, iterate_records
from dateline.sources.skips import Skipped, Tally
from dateline.text import clean, is_web

if TYPE_CHECKING:
    from fastwarc.warc import WarcHeader, WarcRecord

# The kinds of content that later stages can read. Everything else is counted.
PAGE_KINDS = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
MAX_BODY_BYTES = 16_000_000  # as a line of JSONL; Common Crawl cuts its pages off at 5 MiB
MAX_URL_CHARS = 8_000  # longer than any address that browsers open
MAX_WACZ_FILES = 10_000  # a crawl of a gigabyte has tens of them
MAX_WACZ_RATIO = 100  # HTML is packed to a tenth; zip files can promise a thousand times their size
_KEPT_TYPES = frozenset({"response", "resource", "conversion"})
_KNOWN_TYPES = frozenset({"warcinfo", "request", "metadata", "revisit", "continuation"})
_KNOWN_KINDS = frozenset({"text", "image", "video", "audio", "font", "application", "multipart", "message"})
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S)
_WARC_NAME = re.compile(r"\.warc(?:\.gz|\.zst)?$", re.I)
_UNTYPED = "no content type"  # found out from the body, which is there then
_ENCRYPTED = 0x1
_ZIP_FAULTS = (BadZipFile, OSError, EOFError, RuntimeError, ValueError, OverflowError, zlib.error, struct.error)
_DIGITS = re.compile(r"(\d{4})(?:-?(\d\d))?(?:-?(\d\d))?(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Payload:
    """What a record holds. A record without a status is taken as a good answer."""

    status: int = 200
    content_type: str = ""
    is_http: bool = False


def read_warc(
    stream: BinaryIO, source_id: str, *, kinds: frozenset[str] = PAGE_KINDS
) -> Iterator[Page | Failure | Skipped]:
    """The pages of an archive, a Failure for each record that cannot be used, and last the counts of what was left out.

    Only answers of status 200 and of the given kinds are pages. `record_id` of a Failure is the number of the
    record in the archive, `detail` its address.
    """
    tally = Tally()
    for number, record in enumerate(iterate_records(stream), start=1):
        if isinstance(record, Damage):
            yield _failure(source_id, number, record.reason, "")
            continue
        outcome = _read_record(record, source_id, number, kinds)
        if not isinstance(outcome, str):
            yield outcome
        elif outcome == _UNTYPED or _is_whole(record):
            tally.add(outcome)
        else:
            yield _failure(source_id, number, f"cut off: {outcome}", "")
    yield from tally.close()


def read_wacz(path: Path, source_id: str) -> Iterator[Page | Failure | Skipped]:
    """The same for every WARC in a WACZ, the zip file of Webrecorder's tools; records are "name#number".

    A file in it whose name leaves the archive, that is encrypted, or that unpacks to far more than it takes is a
    Failure and is not opened.
    """
    try:
        with ZipFile(path) as archive:
            yield from _read_zip(archive, source_id)
    except _ZIP_FAULTS as error:
        yield _failure(source_id, "1", f"not a WACZ that can be read: {error}", "")


def _read_zip(archive: ZipFile, source_id: str) -> Iterator[Page | Failure | Skipped]:
    members = sorted((member for member in archive.infolist() if _WARC_NAME.search(member.filename)), key=_name_of)
    if not members:
        yield _failure(source_id, "1", "no WARC in it; expected archive/*.warc or archive/*.warc.gz", "")
    if len(members) > MAX_WACZ_FILES:
        yield _failure(source_id, "1", f"{len(members):,} WARC files in it; at most {MAX_WACZ_FILES:,} are taken", "")
    for member in members[:MAX_WACZ_FILES]:
        fault = _fault_of(member)
        if fault:
            yield _failure(source_id, _name_of(member), fault, "")
            continue
        try:
            stream = cast(BinaryIO, archive.open(member))
        except _ZIP_FAULTS as error:
            yield _failure(source_id, _name_of(member), f"cannot be opened: {error}", "")
            continue
        with stream:
            for item in read_warc(stream, source_id):
                if isinstance(item, Failure):
                    yield replace(item, record_id=f"{_name_of(member)}#{item.record_id}")
                else:
                    yield item


def _fault_of(member: ZipInfo) -> str:
    """Why a file in a zip is not opened; empty where it may be."""
    if member.filename.startswith("/") or "\\" in member.filename or ".." in member.filename.split("/"):
        return "a name that leaves the archive"
    if member.flag_bits & _ENCRYPTED:
        return "encrypted"
    if member.file_size > MAX_WACZ_RATIO * max(1, member.compress_size):
        return f"unpacks to more than {MAX_WACZ_RATIO} times its size"
    return ""


def _name_of(member: ZipInfo) -> str:
    return clean(member.filename)[:200]


def _read_record(record: WarcRecord, source_id: str, number: int, kinds: frozenset[str]) -> Page | Failure | str:
    """The record's page, its Failure, or the reason that it is left out."""
    headers, named = record.headers, _named()
    kind = (headers.get(named.WARC_TYPE) or "").lower()
    if kind not in _KEPT_TYPES:
        return f"{kind} record" if kind in _KNOWN_TYPES else "record of another type"
    url = (headers.get(named.WARC_TARGET_URI) or "").strip().removeprefix("<").removesuffix(">")
    if not is_web(url):
        return "no web address"
    if len(url) > MAX_URL_CHARS:
        return _failure(source_id, number, f"an address of over {MAX_URL_CHARS:,} characters", url[:200])
    try:
        payload = _read_head(record, is_response=kind == "response")
        reason = _reason_against(payload, kinds)
        if reason:
            return reason
        body = _read_body(record, is_http=payload.is_http)
        if not payload.content_type and not _HTML.match(body):
            return _UNTYPED
        fetched_at = _read_date(headers.get(named.WARC_DATE) or "")
    except (OSError, ValueError) as error:
        return _failure(source_id, number, str(error), url)
    return Page(url=url, body=body, fetched_at=fetched_at, content_type=payload.content_type, source_id=source_id)


def _is_whole(record: WarcRecord) -> bool:
    """Whether a record that is left out is there to its end: what is cut off can look like what it is not."""
    try:
        return record.reader.consume() >= record.content_length
    except OSError:
        return False


@cache
def _named() -> type[WarcHeader]:
    """The headers that fastwarc knows by number: asking for them so takes a sixth of the time."""
    from fastwarc.warc import WarcHeader  # an extension module that other commands need not load

    return WarcHeader


def _read_head(record: WarcRecord, *, is_response: bool) -> _Payload:
    """The status and content type of what the record holds. Raises ValueError where there is none, or OSError."""
    name = _named().CONTENT_TYPE
    outer = record.headers.get(name) or ""
    if not is_response or outer.lstrip()[:16].lower() != "application/http":
        return _Payload(content_type=outer)
    record.parse_http(quirks_mode=True)  # takes lone line feeds, which old servers send
    http = record.http_headers
    status = http.status_code if http is not None else None
    if status is None:
        raise ValueError("not an HTTP answer: the status line is missing")
    return _Payload(status=status, content_type=http.get(name) or "", is_http=True)


def _reason_against(payload: _Payload, kinds: frozenset[str]) -> str:
    """Why the record is no page; empty where it may be one."""
    if payload.status != 200:
        return f"status {payload.status}" if 100 <= payload.status <= 599 else "status unknown"
    kind = payload.content_type.partition(";")[0].strip().lower()
    if not kind or kind in kinds:
        return ""
    family = kind.partition("/")[0]
    return f"{family} content" if family in _KNOWN_KINDS else "other content"


def _read_body(record: WarcRecord, *, is_http: bool) -> bytes:
    """The decoded body. Raises ValueError where it is too long or cut off, or OSError."""
    expected = record.content_length
    if expected > MAX_BODY_BYTES:
        raise ValueError(f"a body of {expected:,} bytes; at most {MAX_BODY_BYTES:,} are taken")
    body: bytes = record.reader.read(expected)
    if len(body) < expected:
        raise ValueError(f"cut off: {len(body):,} of {expected:,} bytes are there")
    if not is_http or body.startswith(b"<"):  # what begins with a tag is encoded in no way
        return body
    get = record.http_headers.get
    return decode_body(
        body, transfer=get("Transfer-Encoding") or "", content=get("Content-Encoding") or "", limit=MAX_BODY_BYTES
    )


def _read_date(text: str) -> datetime:
    """The moment of a WARC-Date in UTC; what the shorter forms leave out is taken at its earliest."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        found = _DIGITS.fullmatch(text.strip().removesuffix("Z"))
    if found is None:
        raise ValueError(f"'{text[:40]}' is not a date that can be read")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=UTC)


def _failure(source_id: str, record_id: int | str, reason: str, url: str) -> Failure:
    return Failure(stage="import", source_id=source_id, record_id=str(record_id), reason=reason, detail=url)

"""How fast web archives are read, beside bare fastwarc on the same file, how much memory it takes, and what is lost.

The archive is made up, as Common Crawl's news archives are built: for each page a request and an answer, each its own
gzip member, and one answer that is far too long. `python -m bench.archives --full` makes it 1 GB long.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from bench.report import Metric, Outcome, write_table
from dateline.records import Failure, Page
from dateline.sources.warc import MAX_BODY_BYTES, read_warc

NAME = "archives"
ARCHIVE_BYTES = 48_000_000  # long enough for a steady rate, short enough for every run
FULL_BYTES = 1_000_000_000
ROUNDS = 5
_HUGE_BYTES = 20 * MAX_BODY_BYTES
_N_WORDS = 20_000
_SEED = 20251107


def measure(n_bytes: int = ARCHIVE_BYTES) -> Outcome:
    """The bench. `n_bytes` is how long the archive is as a file."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "made-up.warc.gz"
        n_pages = write_archive(archive, n_bytes)
        rounds = [(_rate(_read_bare, archive), _rate(_read_ours, archive)) for _ in range(ROUNDS)]
        found = [item for item in _read_all(archive) if isinstance(item, str | Failure)]
        n_found = sum(isinstance(item, str) for item in found)
        peak = _peak_mb(archive)
        size = archive.stat().st_size
    ratio, bare, ours = max((ours / bare, bare, ours) for bare, ours in rounds)
    median = sorted(ours / bare for bare, ours in rounds)[ROUNDS // 2]
    metrics = (
        Metric(name="records_per_cpu_s", value=ours, unit="answers/CPU-s", n=n_pages, note="as Page records"),
        Metric(name="records_per_cpu_s_bare", value=bare, unit="answers/CPU-s", n=n_pages, note="peer: fastwarc"),
        Metric(name="ratio_to_fastwarc", value=median, unit="x", n=ROUNDS, note=f"median; best {ratio:.2f}"),
        Metric(name="peak_mb", value=peak, unit="MB", note="of a process that does nothing else"),
        Metric(name="records_lost", value=abs(n_pages - n_found) + abs(1 - (len(found) - n_found)), n=n_pages),
    )
    about = f"{size / 1e6:,.0f} MB of gzip members, {n_pages:,} pages and an answer of {_HUGE_BYTES / 1e6:,.0f} MB."
    bare_about = "Bare: fastwarc's own loop over the answers, HTTP headers parsed and every body read, none decoded."
    return Outcome(bench=NAME, metrics=metrics, notes=(about, bare_about))


def write_archive(file: Path, n_bytes: int) -> int:
    """Writes a made-up archive of about `n_bytes`, never more than a page at a time; the number of its pages."""
    rng = random.Random(_SEED)
    words = ["".join(rng.choices("abcdefghijklmnoprstuvwz", k=rng.randint(2, 11))) for _ in range(_N_WORDS)]
    n_pages = 0
    with file.open("wb") as stream:
        _write_member(stream, _record("warcinfo", "", "application/warc-fields", b"software: made up\r\n"))
        is_huge_due = True
        while stream.tell() < n_bytes:
            if is_huge_due and stream.tell() > n_bytes // 2:
                _write_huge(stream)
                is_huge_due = False
            n_pages += 1
            url = f"https://news.example/{n_pages}"
            ask = f"GET /{n_pages} HTTP/1.1\r\nHost: news.example\r\n\r\n".encode()
            _write_member(stream, _record("request", url, "application/http; msgtype=request", ask))
            answer = _HTTP_HEAD + _make_page(rng, words).encode()
            _write_member(stream, _record("response", url, "application/http; msgtype=response", answer))
    return n_pages


_HTTP_HEAD = (
    b"HTTP/1.1 200 OK\r\nDate: Fri, 07 Nov 2025 18:30:00 GMT\r\nServer: nginx\r\n"
    b"Content-Type: text/html; charset=UTF-8\r\nX-Crawler-Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n"
    b"Cache-Control: max-age=60\r\nConnection: close\r\n\r\n"
)


def _make_page(rng: random.Random, words: list[str]) -> str:
    paragraphs = (" ".join(rng.choices(words, k=60)) for _ in range(rng.randint(10, 120)))
    body = "".join(f'<div class="story__block"><p class="story__text">{text}.</p></div>\n' for text in paragraphs)
    return f"<!DOCTYPE html><html><head><title>{rng.choice(words)}</title></head><body>{body}</body></html>"


def _record(kind: str, url: str, content_type: str, content: bytes) -> bytes:
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2025-11-07T18:30:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:6f1c2d3e-0000-4000-8000-{zlib.crc32(content):012x}>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def _write_member(stream: BinaryIO, data: bytes) -> None:
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    stream.write(packer.compress(data) + packer.flush())


def _write_huge(stream: BinaryIO) -> None:
    """An answer that is far longer than any page, in one member."""
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/huge\r\n"
        "WARC-Date: 2025-11-07T18:30:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(_HTTP_HEAD) + _HUGE_BYTES}\r\n\r\n"
    )
    stream.write(packer.compress(head.encode() + _HTTP_HEAD))
    for _ in range(_HUGE_BYTES // 1_000_000):
        stream.write(packer.compress(b"<p>all the same</p>\n" * 50_000))
    stream.write(packer.compress(b"\r\n\r\n") + packer.flush())


def _read_all(file: Path) -> Iterator[str | Failure | None]:
    """The address of each page, so that no body is held; each Failure; None for a count."""
    with file.open("rb") as stream:
        for item in read_warc(stream, file.name):
            yield item.url if isinstance(item, Page) else item if isinstance(item, Failure) else None


def _read_ours(file: Path) -> int:
    return sum(isinstance(item, str) for item in _read_all(file))


def _read_bare(file: Path) -> int:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    n_answers = 0
    for record in ArchiveIterator(str(file), record_types=WarcRecordType.response):
        if record.content_length <= MAX_BODY_BYTES:
            record.reader.read()
            n_answers += 1
    return n_answers


def _rate(read: Callable[[Path], int], file: Path) -> float:
    start = time.process_time()
    n_read = read(file)
    return n_read / (time.process_time() - start)


def _peak_mb(file: Path) -> float:
    command = [sys.executable, "-m", "bench.archives", "--read", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Print the table, or, for --read, the peak memory in MB of reading one archive."""
    parser = argparse.ArgumentParser(prog="python -m bench.archives", description=__doc__)
    parser.add_argument("--full", action="store_true", help="an archive of 1 GB")
    parser.add_argument("--read", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        _read_ours(options.read)
        status = Path("/proc/self/status").read_text(encoding="ascii")  # counted anew when a program begins
        print(int(status.split("VmHWM:")[1].split()[0]) / 1024)
    else:
        print(write_table(measure(FULL_BYTES if options.full else ARCHIVE_BYTES), {}))


if __name__ == "__main__":
    main()

"""How fast the desk's pages come over 60,000 reports, and whether fifty readers get theirs while an import runs.

The desk is a real process. Each page is asked for until what it works out is there, then timed by itself. Fifty readers
then go from page to page, with a second's thought between two, and mark reports, while another process imports 20,000
more. The peer of the same run is a file of the desk's own, which passes all of the desk but has nothing found for it.
"""

from __future__ import annotations

import json
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import httpx2

from bench.data import SHIP_VARIABLE, find_ship
from bench.report import SKIPPED, Metric, Outcome
from dateline import run
from dateline.records import HeadingKind, Link, LinkKind, MarkKind
from dateline.store import Store, open_store

NAME = "desk"
LINES = "wcep/lines_2010_2019.jsonl"
N_REPORTS, N_MORE = 60_000, 20_000
N_READERS, SECONDS = 50, 60.0
ROUNDS = 20
STORY = 6  # reports of each: the lines come in order, and putting them into stories takes longer than all of this
NOW = datetime(2025, 11, 7, tzinfo=UTC)
AIM_PAGE_MS, AIM_READERS_MS = 100, 300
LONGEST_S = 300.0  # that a page may be worked out


def measure(*, n_reports: int = N_REPORTS, n_more: int = N_MORE, seconds: float = SECONDS) -> Outcome:
    """The bench."""
    file = find_ship(LINES)
    if file is None:
        return Outcome(bench=NAME, metrics=(), notes=(f"{SKIPPED} {LINES} is not there: set {SHIP_VARIABLE}",))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with file.open("rb") as stream:
            (folder / "first.jsonl").write_bytes(b"".join(islice(stream, n_reports)))
            rest = list(islice(stream, n_more))
        (folder / "more.jsonl").write_bytes(b"".join(rest + _change(folder / "first.jsonl", n_more - len(rest))))
        paths = build(folder)
        return measure_desk(folder / "store", paths, folder / "more.jsonl", seconds)


def _change(file: Path, n: int) -> list[bytes]:
    """So many lines of a file as other reports: with a word more at the end."""
    with file.open("rb") as stream:
        rows = [json.loads(line) for line in islice(stream, n)]
    return [json.dumps({**row, "text": f"{row['text']} Again."}).encode() + b"\n" for row in rows]


def build(folder: Path) -> dict[str, str]:
    """The store, and the address of each kind of page."""
    store = open_store(folder / "store", create=True)
    run.import_path(store, str(folder / "first.jsonl"), now=NOW)
    arrivals = store.view(NOW).list_arrivals()
    links = [
        Link(
            kind=LinkKind.JOINED, left=one, right=arrivals[at - at % STORY][0], score=1.0, reason="", made_by=NAME,
            made_at=known_at,
        )
        for at, (one, known_at) in enumerate(arrivals)
    ]  # fmt: skip
    situation = run.make_situation(store, "Haiti", run.parse_query("Haiti"), NOW)
    with store.write() as writer:
        writer.replace_links([], links, NOW)
        writer.put_situation(situation)
    run.write_brief(store, situation.situation_id, NOW)  # reads the reports on it, which files their actors and places
    paths = list_paths(store, situation.situation_id, arrivals[-1][0])
    store.close()
    return paths


def list_paths(store: Store, situation_id: str, article_id: str) -> dict[str, str]:
    """The address of each kind of page, of the actor, place and outlet with the most reports."""
    about = f"/situations/{quote(situation_id)}"
    view = store.view(NOW)
    cards = run.search(store, run.parse_query("Haiti"), NOW, 20).tallies
    most = {kind: cards[kind][0].heading.key for kind in (HeadingKind.ACTOR, HeadingKind.PLACE, HeadingKind.OUTLET)}
    story = run.find_story_of(view, article_id)
    return {
        "home": "/",
        "brief": about,
        "timeline": f"{about}/timeline",
        "map": f"{about}/map",
        "relations": f"{about}/relations",
        "members": f"{about}/reports",
        "reports": "/reports",
        "search": "/search?q=killed",
        "actor": f"/actors/{quote(most[HeadingKind.ACTOR], safe='')}",
        "place": f"/places/{quote(most[HeadingKind.PLACE], safe='')}",
        "outlet": f"/outlets/{quote(most[HeadingKind.OUTLET], safe='')}",
        "story": f"/stories/{quote(story, safe='')}",
        "article": f"/reports/{quote(article_id, safe='')}",
    }


def measure_desk(folder: Path, paths: dict[str, str], more: Path, seconds: float) -> Outcome:
    """Pages one by one, then readers beside an import."""
    with serve(folder) as base:
        metrics = list(_time_pages(base, paths))
        before = _count(folder)
        readers = Readers(base, list(paths.values()), seconds)
        command = [sys.executable, "-m", "dateline", "--store", str(folder), "import", str(more)]
        importing = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        readers.go()
        n_failed = int(importing.wait() != 0)
        own = readers.find_peer()
        after = _count(folder)
    metrics += readers.tell(own)
    n_new = after[0] - before[0]
    with more.open("rb") as stream:
        n_lines = sum(1 for _ in stream)
    known = _count_known(folder, more)
    metrics += [
        Metric(name="errors", value=len(readers.errors) + n_failed, n=len(readers.times)),
        Metric(name="lost_reports", value=max(0, known - after[0]) + max(0, before[0] - after[0]), n=n_new),
        Metric(name="lost_marks", value=len(readers.marked) - after[1], n=len(readers.marked)),
    ]
    notes = (f"{n_lines:,} lines imported beside the readers.", *(f"error: {one}" for one in readers.errors[:5]))
    return Outcome(bench=NAME, metrics=tuple(metrics), notes=notes)


def _count_known(folder: Path, more: Path) -> int:
    """How many reports there are when the import is run again, which may add none."""
    store = open_store(folder)
    run.import_path(store, str(more), now=NOW)
    n_articles = store.get_stats().n_articles
    store.close()
    return n_articles


def _count(folder: Path) -> tuple[int, int]:
    """How many reports, and how many marked as saved."""
    store = open_store(folder)
    saved = store.view(NOW).list_latest(10**6, marked=MarkKind.SAVED)
    counts = store.get_stats().n_articles, len(saved)
    store.close()
    return counts


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The desk as a process of its own; its address."""
    command = [sys.executable, "-m", "dateline", "--store", str(folder), "serve", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    found = re.search(r"http://\S+", process.stderr.readline())
    if found is None:
        raise RuntimeError("the desk did not open")
    try:
        yield found[0].rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        process.stderr.close()


def _time_pages(base: str, paths: dict[str, str]) -> Iterator[Metric]:
    """The median and the 95th percentile of each page once what it works out is there."""
    with httpx2.Client(base_url=base, timeout=LONGEST_S) as client:
        for name, path in paths.items():
            give_up_at = time.monotonic() + LONGEST_S
            while "spinner" in client.get(path).text and time.monotonic() < give_up_at:
                time.sleep(0.5)
            times = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                client.get(path).raise_for_status()
                times.append(1000 * (time.perf_counter() - start))
            aim = f"the aim is {AIM_PAGE_MS}"
            yield Metric(name=f"{name}_p50", value=statistics.median(times), unit="ms", n=ROUNDS, note=aim)
            yield Metric(name=f"{name}_p95", value=_quantile(times, 0.95), unit="ms", n=ROUNDS)


class Readers:
    """Fifty people who go from page to page; every tenth step saves a report."""

    def __init__(self, base: str, paths: Sequence[str], seconds: float) -> None:
        self.base, self.paths, self.seconds = base, paths, seconds
        self.times: list[float] = []
        self.errors: list[str] = []
        self.marked: set[str] = set()
        self._lock = threading.Lock()

    def go(self) -> None:
        """All of them until the time is over."""
        until = time.monotonic() + self.seconds
        with ThreadPoolExecutor(N_READERS) as pool:
            list(pool.map(lambda number: self._read(number, until), range(N_READERS)))

    def _read(self, number: int, until: float) -> None:
        chance = random.Random(number)
        with httpx2.Client(base_url=self.base, timeout=60) as client:
            while time.monotonic() < until:
                time.sleep(chance.uniform(0.5, 1.5))
                path = chance.choice(self.paths)
                start = time.perf_counter()
                try:
                    answer = client.get(path)
                    self._keep(1000 * (time.perf_counter() - start), path, answer.status_code)
                    found = re.findall(r'id="r-(\w+)"', answer.text)
                    if found and chance.random() < 0.5:
                        self._save(client, chance.choice(found))
                except httpx2.HTTPError as error:
                    self._keep(0.0, f"{path}: {error!r}", 599)

    def _save(self, client: httpx2.Client, article_id: str) -> None:
        start = time.perf_counter()
        form = {"article_id": article_id, "kind": "saved", "on": "1"}
        status = client.post("/reports/marks", data=form).status_code
        self._keep(1000 * (time.perf_counter() - start), "/reports/marks", status)
        if status == httpx2.codes.SEE_OTHER:
            with self._lock:
                self.marked.add(article_id)

    def _keep(self, taken: float, path: str, status: int) -> None:
        with self._lock:
            self.times.append(taken)
            if status >= httpx2.codes.BAD_REQUEST:
                self.errors.append(f"{status} {path}")

    def find_peer(self) -> list[float]:
        """What the desk's style sheet takes, of some 30 kB, asked for by one reader."""
        with httpx2.Client(base_url=self.base, timeout=60) as client:
            times = []
            for _ in range(ROUNDS * 5):
                start = time.perf_counter()
                client.get("/static/desk.css")
                times.append(1000 * (time.perf_counter() - start))
        return times

    def tell(self, peer: Sequence[float]) -> list[Metric]:
        """The figures."""
        n, aim = len(self.times), f"the aim is {AIM_READERS_MS}"
        return [
            Metric(name="readers_p50", value=statistics.median(self.times), unit="ms", n=n),
            Metric(
                name="readers_p95",
                value=_quantile(self.times, 0.95),
                unit="ms",
                n=n,
                note=aim,
            ),
            Metric(name="readers_max", value=max(self.times), unit="ms", n=n),
            Metric(name="file_p95", value=_quantile(peer, 0.95), unit="ms", n=len(peer), note="peer: a file, alone"),
        ]


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

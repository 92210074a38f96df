"""A fetch that is killed loses no report that had landed, adds none twice, and the next one completes it."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline import run
from dateline.records import Feed
from dateline.store import SqliteStore, open_store
from fetching.web import Web, feed, page

N_FEEDS, N_ITEMS = 8, 40

# Fetches and says after each batch that was committed how many reports are in.
FETCHER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from dateline import run
from dateline.fetching import Policy
from dateline.run import rounds
from dateline.store import open_store

rounds.LANDING_S = 0.05  # many small batches, so that a kill meets one
store = open_store(Path(sys.argv[1]))
n_before = store.get_stats().n_articles
print("ready", flush=True)
with store.hold(run.LOCK, wait_s=60) as is_held:
    assert is_held
    run.fetch(
        store,
        policy=Policy(per_host_interval_s=0.0, private_networks=("127.0.0.0/8",)),
        clock=lambda: datetime.now(UTC),
        on_progress=lambda counts: print(n_before + counts.n_reports, flush=True),
    )
print("done", flush=True)
"""


@pytest.fixture
def web() -> Web:
    """A server whose feeds each name forty pages, on hosts of their own."""
    server = Web()
    for number in range(N_FEEDS):
        host = f"127.0.1.{number + 1}"
        links = [f"/{number}/{item}" for item in range(N_ITEMS)]
        items = "".join(f"<item><title>T{link}</title><guid>{link}</guid><link>{link}</link></item>" for link in links)
        server.put(f"//{host}/feed.xml", feed(f"<rss><channel><title>F</title>{items}</channel></rss>", etag='"1"'))
        for link in links:
            text = f"Report {link}: the army left the town of Gao on Friday after a long week of fighting. " * 3
            head = f"<html lang='en'><head><title>T{link}</title></head>"
            html = f"{head}<body><article><p>{text}</p></article></body></html>"
            server.put(f"//{host}{link}", page(html, content_type="text/html"))
    return server


def make_store(folder: Path, web: Web) -> None:
    store = open_store(folder, create=True)
    feeds = [Feed(feed_id=f"f{number}", url=web.url("/feed.xml", f"127.0.1.{number + 1}")) for number in range(N_FEEDS)]
    run.add_feeds(store, feeds, datetime.now(UTC))
    store.close()


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", FETCHER, str(folder)], stdout=subprocess.PIPE, text=True)


def fetch_and_kill(folder: Path, wait_s: float) -> int:
    """Start a fetch and kill it after so long; how many reports it had said were in the store."""
    with start(folder) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(wait_s)
        process.send_signal(signal.SIGKILL)
        said = [int(line) for line in process.stdout.read().split() if line.isdigit()]
    return max(said, default=0)


def check_whole(folder: Path) -> None:
    """Every page that the feeds name has exactly one report, read from its page."""
    store = SqliteStore(folder)
    with sqlite3.connect(store.path) as raw:  # undated reports are in no view
        found = [address for (address,) in raw.execute("SELECT address FROM article WHERE text LIKE '%long week%'")]
    expected = {f"/{number}/{item}" for number in range(N_FEEDS) for item in range(N_ITEMS)}
    assert len(found) == len(expected)
    assert {"/" + address.split("/", 3)[3] for address in found} == expected
    assert store.get_stats().n_articles == len(expected)
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_fetch_is_completed_by_the_next(tmp_path: Path, web: Web, seed: int) -> None:
    """After kill -9 at any moment, what had landed is there; the next fetch brings the rest, and nothing twice."""
    folder, chance = tmp_path / "store", random.Random(seed)
    with web:
        make_store(folder, web)
        for _ in range(3):
            n_acknowledged = fetch_and_kill(folder, chance.random() * 0.9)
            store = SqliteStore(folder)
            assert store.get_stats().n_articles >= n_acknowledged
            assert store.check() == []
            store.close()
        with start(folder) as last:
            assert last.stdout is not None
            assert last.stdout.read().endswith("done\n")
        check_whole(folder)


def test_two_fetches_at_once_do_not_collide(tmp_path: Path, web: Web) -> None:
    """Of two started together one waits for the other; every page is asked for once."""
    folder = tmp_path / "store"
    with web:
        make_store(folder, web)
        with start(folder) as one, start(folder) as other:
            assert one.stdout is not None
            assert other.stdout is not None
            assert one.stdout.read().endswith("done\n")
            assert other.stdout.read().endswith("done\n")
        check_whole(folder)
        asked = [(asked.host, asked.path) for asked in web.log if asked.path != "/robots.txt"]
        assert len(asked) == len(set(asked))

"""An import that is killed loses nothing that it had acknowledged, and the next one completes it."""

import json
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline import run
from dateline.store import SqliteStore

N_REPORTS = 20_000
PLACES = ("Gao", "Kidal", "Mopti", "Ménaka", "Bamako", "Ségou")
AS_OF = datetime(2025, 1, 1, tzinfo=UTC)

# Imports a file into a store and says after each batch that was committed how many reports are in.
IMPORTER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from dateline import run
from dateline.store import open_store

store = open_store(Path(sys.argv[1]), create=True)
print("ready", flush=True)
n_before = store.get_stats().n_articles
run.import_path(
    store, sys.argv[2], now=datetime.now(UTC), on_batch=lambda counts: print(n_before + counts.n_added, flush=True)
)
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with many reports, each of its own, and every hundredth twice."""
    chance = random.Random(0)
    file = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        for number in range(N_REPORTS):
            text = f"Report {number}: the army left {chance.choice(PLACES)}. " + "It was calm. " * chance.randrange(9)
            day = f"20{chance.randrange(10, 25)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
            line = json.dumps({"text": text, "published_at": day, "lang": "en"}, ensure_ascii=False) + "\n"
            stream.write(line * (2 if number % 100 == 0 else 1))
    return file


@pytest.mark.parametrize("seed", range(5))
def test_a_killed_import_keeps_what_it_acknowledged(reports: Path, tmp_path: Path, seed: int) -> None:
    """After kill -9 at any moment the store is sound and holds what was acknowledged; the next import completes it."""
    folder, chance = tmp_path / "store", random.Random(seed)
    n_acknowledged = 0
    for _ in range(2):  # killed, and killed again when it goes on
        n_acknowledged = max(n_acknowledged, import_and_kill(folder, reports, chance))
        check_kept(folder, n_acknowledged)
    store = SqliteStore(folder)
    counts, failures = run.import_path(store, str(reports), now=datetime.now(UTC))
    assert (counts.n_added + counts.n_known, failures) == (N_REPORTS * 101 // 100, [])
    assert store.get_stats().n_articles == N_REPORTS
    found = [article.text for article in store.view(AS_OF).find_articles([PLACES])]
    assert len(found) == len(set(found)) == N_REPORTS
    assert store.check() == []
    store.close()


def import_and_kill(folder: Path, reports: Path, chance: random.Random) -> int:
    """Start an import and kill it in the middle of a batch; how many reports it had said were in the store."""
    command = [sys.executable, "-c", IMPORTER, str(folder), str(reports)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        acknowledged = [process.stdout.readline() for _ in range(chance.randrange(8))]
        time.sleep(chance.random() * 0.04)  # about the time that a batch takes
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.read().splitlines()
    return int(acknowledged[-1]) if acknowledged else 0


def check_kept(folder: Path, n_acknowledged: int) -> None:
    """The store opens, is sound, and holds at least the acknowledged reports, all of which can be found."""
    store = SqliteStore(folder)
    assert store.check() == []
    n_kept = store.get_stats().n_articles
    assert n_kept >= n_acknowledged
    assert len(store.view(AS_OF).find_articles([PLACES])) == n_kept
    store.close()

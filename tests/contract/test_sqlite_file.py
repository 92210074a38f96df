"""What only a store in an SQLite file can meet: files of others, damage, newer schemas, folders that are closed."""

import os
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest
from store_backends import write_batches

from dateline.errors import StoreBroken, StoreMissing
from dateline.store import FILE_NAME, SqliteStore
from making import LATER, NOW, add, make_article, make_reading

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a closed store with fifty reports."""
    folder = tmp_path / "store"
    store = SqliteStore(folder, create=True)
    add(store, *(make_article(f"a{n}", f"The army left Gao for the {n}th time. " * 20) for n in range(50)))
    with store.write() as writer:
        writer.add_readings([make_reading(make_article("a0", "x"), "reader@1")])
    store.close()
    return folder


@contextmanager
def edit(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database behind the store's back."""
    connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    yield connection
    connection.close()


@contextmanager
def as_plain_user() -> Iterator[None]:
    """Without a superuser's right to write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that a plain user can get to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize("create", [False, True])
def test_the_database_of_another_program_is_left_alone(tmp_path: Path, create: bool) -> None:
    """An SQLite file that is no store is refused, and not a byte of it changes."""
    with edit(tmp_path) as other:
        other.execute("CREATE TABLE invoices (amount)")
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(StoreBroken, match=r"not a Dateline store.*another folder"):
        SqliteStore(tmp_path, create=create)
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("create", [False, True])
def test_a_file_of_noise_is_refused(tmp_path: Path, create: bool) -> None:
    """A file that is no database at all is refused with what to do, and kept."""
    noise = random.Random(1).randbytes(20_000)
    (tmp_path / FILE_NAME).write_bytes(noise)
    with pytest.raises(StoreBroken, match="dateline doctor"):
        SqliteStore(tmp_path, create=create)
    assert (tmp_path / FILE_NAME).read_bytes() == noise


@pytest.mark.parametrize("seed", range(5))
def test_damage_is_reported_as_damage(folder: Path, seed: int) -> None:
    """Noise in the middle of the file is StoreBroken or found by the check, never another error."""
    chance, file = random.Random(seed), folder / FILE_NAME
    content = bytearray(file.read_bytes())
    for _ in range(3):  # the first page is left: without it this is no database
        place = chance.randrange(4096, len(content) - 4096)
        content[place : place + 4096] = chance.randbytes(4096)
    file.write_bytes(content)
    assert find_damage(folder)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_cut_short_is_reported_as_damage(folder: Path, share: float) -> None:
    """A file that lost its end is StoreBroken or found by the check, never another error."""
    file = folder / FILE_NAME
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    assert find_damage(folder)


def find_damage(folder: Path) -> list[str]:
    """What opening, checking, reading and writing say is wrong; any error but StoreBroken comes through."""
    try:
        store = SqliteStore(folder)
    except StoreBroken as error:
        return [str(error)]
    found: list[str] = []
    try:
        for look in (
            lambda: found.extend(store.check()),
            lambda: store.view(LATER).find_articles([["army"]]),
            lambda: store.view(LATER).get_readings(["a0"], "reader@1"),
            lambda: store.get_stats() and None,
            lambda: add(store, make_article("new")) and None,
        ):
            try:
                look()
            except StoreBroken as error:
                found.append(str(error))
    finally:
        store.close()
    return found


def test_a_sound_file_has_no_findings(folder: Path) -> None:
    """The check finds nothing in a sound store."""
    assert find_damage(folder) == []


def test_the_check_finds_a_search_index_that_lost_words(folder: Path) -> None:
    """The check compares the search index with the reports."""
    with edit(folder) as database:
        database.execute("UPDATE article SET text = 'other words' WHERE article_id = 'a7'")
    store = SqliteStore(folder)
    assert [finding.partition(":")[0] for finding in store.check()] == ["full-text index"]
    store.close()


@pytest.mark.parametrize("column", ["citations", "topics"])
def test_a_damaged_record_is_reported_as_damage(folder: Path, column: str) -> None:
    """A stored report whose JSON cannot be read is StoreBroken with what to do."""
    with edit(folder) as database:
        database.execute(f"UPDATE article SET {column} = '[{{' WHERE article_id = 'a7'")
    store = SqliteStore(folder)
    with pytest.raises(StoreBroken, match="dateline doctor"):
        store.view(LATER).find_articles([["army"]])
    store.close()


def test_a_damaged_reading_is_reported_as_damage(folder: Path) -> None:
    """A stored reading that cannot be read is StoreBroken with what to do."""
    with edit(folder) as database:
        database.execute("UPDATE reading SET body = '{\"position\": 1}'")
    store = SqliteStore(folder)
    with pytest.raises(StoreBroken, match="dateline doctor"):
        store.view(LATER).get_readings(["a0"], "reader@1")
    store.close()


def test_a_newer_schema_asks_for_an_upgrade(folder: Path) -> None:
    """A store made by a newer Dateline is refused with its schema's number, and left alone."""
    with edit(folder) as database:
        database.execute("PRAGMA user_version = 99")
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(StoreBroken, match=r"newer Dateline \(schema 99; this one knows \d+\)\. Upgrade"):
        SqliteStore(folder, create=True)
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_step_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    """A file left empty by a kill during its making becomes a store."""
    (tmp_path / FILE_NAME).touch()
    store = SqliteStore(tmp_path)
    assert add(store, make_article("a")) == 1
    store.close()


def test_many_processes_can_make_the_store_at_once(tmp_path: Path) -> None:
    """Whoever comes first makes the tables; the others find them made."""
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        for round_ in range(10):
            folder = tmp_path / str(round_)
            makers = [pool.submit(write_batches, "sqlite", folder, str(name), 1) for name in range(4)]
            assert [maker.result(timeout=60) for maker in makers] == [10] * 4


@pytest.mark.parametrize("lock", ["DEFERRED", "IMMEDIATE"])
def test_opening_waits_for_others_to_be_done(folder: Path, lock: str) -> None:
    """While somebody reads or writes the file before it has its write-ahead log, opening waits for them."""

    def open_and_count() -> int:
        store = SqliteStore(folder)
        n_articles = store.get_stats().n_articles
        store.close()
        return n_articles

    with edit(folder) as other, ThreadPoolExecutor(1) as pool:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute(f"BEGIN {lock}")
        other.execute("SELECT count(*) FROM article").fetchone()
        opening = pool.submit(open_and_count)
        with pytest.raises(TimeoutError):
            opening.result(timeout=0.3)
        other.execute("COMMIT")
        assert opening.result(timeout=30) == 50


def test_a_store_in_a_closed_folder_is_reported(open_to_all: Path) -> None:
    """A folder that may not be written to is StoreBroken, and the message says to look at that."""
    folder = open_to_all / "store"
    SqliteStore(folder, create=True).close()
    folder.chmod(0o555)
    with as_plain_user(), pytest.raises(StoreBroken, match="folder can be written"):
        add(SqliteStore(folder), make_article("a"))
    folder.chmod(0o755)


def test_a_store_cannot_be_made_in_a_closed_folder(open_to_all: Path) -> None:
    """Making a store where one may not write says that the folder cannot be made."""
    open_to_all.chmod(0o555)
    with as_plain_user(), pytest.raises(StoreBroken, match="cannot be made: Permission denied"):
        SqliteStore(open_to_all / "new", create=True)
    open_to_all.chmod(0o755)


def test_a_store_cannot_be_made_in_a_file(tmp_path: Path) -> None:
    """A file in the place of the folder is reported."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreBroken, match="cannot be made"):
        SqliteStore(tmp_path / "file", create=True)


@pytest.mark.parametrize("name", ["x" * 5_000, "a/" * 3_000])
def test_a_name_that_no_system_takes_is_no_store(name: str) -> None:
    """A folder name that is too long to exist is a missing store, or one that cannot be made."""
    with pytest.raises(StoreMissing):
        SqliteStore(Path(name))
    with pytest.raises(StoreBroken, match="cannot be made"):
        SqliteStore(Path(name), create=True)


def test_a_transaction_within_a_transaction_is_refused(folder: Path) -> None:
    """A second transaction on one connection is StoreBroken, and the first still lands."""
    store = SqliteStore(folder)
    with store.write() as writer:
        writer.add_articles([make_article("new")], NOW)
        with pytest.raises(StoreBroken), store.write():
            pass
    assert store.get_stats().n_articles == 51
    store.close()

"""The schema's numbered steps (schema/sqlite/NNNN_*.sql): each is applied once, whichever process comes first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources

from dateline.errors import StoreBroken

APPLICATION_ID = 0x64746C6E  # "dtln"


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date in one transaction. Raises StoreBroken, the file untouched, if it is not ours."""
    steps = _steps()
    with transaction(connection, "DEFERRED"):
        done = _recognise(connection)
    if done > len(steps):
        raise StoreBroken(
            f"The store was made by a newer Dateline (schema {done}; this one knows {len(steps)}).",
            hint="Upgrade Dateline.",
        )
    if done == len(steps):
        return
    with transaction(connection, "EXCLUSIVE"):
        for step in steps[_recognise(connection) :]:  # looked at again: another process may have been faster
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    """BEGIN of a kind (DEFERRED, IMMEDIATE, EXCLUSIVE), then COMMIT; whatever is raised inside rolls back."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _recognise(connection: sqlite3.Connection) -> int:
    """How many steps are done. Raises StoreBroken for another program's database."""
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application_id != APPLICATION_ID and tables:
        raise StoreBroken("The file is an SQLite database but not a Dateline store.", hint="Choose another folder.")
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _steps() -> list[str]:
    folder = resources.files("dateline.store").joinpath("schema/sqlite")
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda file: file.name)
    return [file.read_text(encoding="utf-8") for file in files]


def _statements(script: str) -> Iterator[str]:
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""

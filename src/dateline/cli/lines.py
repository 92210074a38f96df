"""What the filters share: the files they take, progress, complaints about lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any

import typer
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from dateline import codec
from dateline.cli.options import count
from dateline.errors import UnreadableFile
from dateline.records import Failure
from dateline.shell import NOTHING_FOUND, err

STDIN = "-"
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH...", help="JSON lines of articles; - or nothing reads standard input."),
]


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """A file, or standard input. Raises UnreadableFile."""
    if path == STDIN:
        yield sys.stdin.buffer
        return
    try:
        with Path(path).open("rb") as stream:
            yield stream
    except OSError as error:
        raise UnreadableFile(f"'{path}' cannot be read: {error.strerror}.") from error


@contextmanager
def progress(doing: str) -> Iterator[Callable[[int], None]]:
    """How many lines are done, on standard error, only where a person looks on and the lines go elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda _: None
        return
    with Progress(TextColumn("{task.description}"), TimeElapsedColumn(), console=err, transient=True) as shown:
        task = shown.add_task(doing, total=None)
        yield lambda n: shown.update(task, description=f"{doing}: {count(n, 'line')}")


def filter_files(paths: Sequence[str] | None, doing: str, read: Callable[[IO[bytes], str], Iterable[Any]]) -> None:
    """A JSON line on standard output for each that is read of the files, or of standard input.

    `read` takes a stream and its name. Ends the command with NOTHING_FOUND where no line came out.
    """
    n_lines = 0
    for path in paths or [STDIN]:
        with opened(path) as stream, progress(doing) as tell:
            for line in read(stream, path):
                sys.stdout.write(codec.encode(line) + "\n")
                n_lines += 1
                tell(n_lines)
    if not n_lines:
        raise typer.Exit(NOTHING_FOUND)


def complain(failure: Failure) -> None:
    """Say on standard error what could not be used."""
    place = f"{failure.source_id}, record" if failure.source_id else "report"
    err.print(f"{place} {failure.record_id}: {failure.reason}", markup=False)

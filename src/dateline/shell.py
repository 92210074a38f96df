"""Between the commands and the shell: exit codes, output in UTF-8, errors as messages, readers that hang up.

Exit codes: 0 done, 1 nothing found, 2 wrong use, 3 broken world.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from typer.core import TyperGroup

from dateline import codec
from dateline.errors import BrokenWorldError, DatelineError, UsageError
from dateline.text import clean

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
DONE, NOTHING_FOUND, WRONG_USE, BROKEN_WORLD = 0, 1, 2, 3
INTERRUPTED = 130


class _ReaderGone(Exception):  # noqa: N818 - whoever reads the output has enough of it ("| head")
    pass


class _Stopped(Exception):  # noqa: N818 - by the user, with Ctrl-C
    pass


class Commands(TyperGroup):
    """A group of commands; Typer itself ends with 1 when a reader hangs up, and says nothing when it is stopped."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderGone from None
        except KeyboardInterrupt:
            raise _Stopped from None


class _Console(Console):
    """What a report, a page or a server says may hold codes that steer a terminal; none reaches one."""

    def print(self, *objects: Any, **options: Any) -> None:
        """As rich has it, with a sign in the place of every control character but line ends and tabs."""
        super().print(*(_CONTROL.sub("\ufffd", one) if isinstance(one, str) else one for one in objects), **options)

    def on_broken_pipe(self) -> NoReturn:
        raise _ReaderGone


out = _Console(highlight=False, soft_wrap=True)
err = _Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(value: Any) -> None:
    """JSON on standard output, without terminal styling."""
    sys.stdout.write(codec.encode_pretty(value) + "\n")


@contextmanager
def bar(name: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on standard error, only where a person looks on: tell it how many are done, of how many."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as shown:
        task = shown.add_task(name, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def run(app: Callable[[], None]) -> None:
    """Run the program and turn errors into messages and exit codes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except DatelineError as error:
        _fail(error)
    except _Stopped:
        err.print("Stopped. What had landed is kept; the same command goes on from there.")
        sys.exit(INTERRUPTED)
    except (BrokenPipeError, _ReaderGone):
        _drop_output()
        sys.exit(DONE)
    except OSError as error:
        _drop_output()
        _fail(BrokenWorldError(f"'{error.filename or 'standard output'}' cannot be used: {error.strerror or error}."))


def _fail(error: DatelineError) -> NoReturn:
    if "--json" in sys.argv:
        err.print(codec.encode({"error": clean(error.message), "hint": clean(error.hint)}), markup=False)
    else:
        err.print(f"dateline: {error}", markup=False)
    sys.exit(WRONG_USE if isinstance(error, UsageError) else BROKEN_WORLD)


def _drop_output() -> None:
    """Let what is still to be written go nowhere, so that leaving does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

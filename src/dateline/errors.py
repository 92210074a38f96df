"""The errors Dateline raises.

    DatelineError               the root: catch this one
    ├── UsageError              the caller asked for something that cannot be (exit code 2)
    │   ├── DateFormError       a moment that cannot be read as a date
    │   ├── UnknownSituation    no situation of that name in the store
    │   ├── UnknownFeed         no feed of that name in the store
    │   ├── UnknownStory        no story or report of that id in the store
    │   └── DefinitionError     a situation file that cannot be understood
    └── BrokenWorldError        what the caller asked for is fine, the world is not (exit code 3)
        ├── StoreMissing        no store where one was expected
        ├── StoreBroken         the store is there and cannot be used
        ├── StoreBusy           another process does the same kind of work on the store
        └── UnreadableFile      a file or folder that cannot be opened

Bad *records* are not errors: they become `Failure` records and the rest goes on.
"""

from __future__ import annotations


class DatelineError(Exception):
    """What happened, what was expected, and what to do about it, in one message.

    `hint` says what to do; `ids` names the records concerned.
    """

    def __init__(self, message: str, *, hint: str = "", **ids: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.ids = ids

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(DatelineError, ValueError):
    """The call was wrong."""


class DateFormError(UsageError):
    """A moment that cannot be read."""


class UnknownSituation(UsageError):  # noqa: N818 - reads as what it is
    """No situation of that name."""


class UnknownFeed(UsageError):  # noqa: N818
    """No feed of that name."""


class UnknownStory(UsageError):  # noqa: N818
    """No story or report of that id."""


class DefinitionError(UsageError):
    """A situation file that cannot be understood."""


class BrokenWorldError(DatelineError):
    """The call was right; something it needs is missing or damaged."""


class StoreMissing(BrokenWorldError):  # noqa: N818
    """No store where one was expected."""


class StoreBroken(BrokenWorldError):  # noqa: N818
    """A store that cannot be opened, read or written."""


class StoreBusy(BrokenWorldError):  # noqa: N818
    """Another process does the same kind of work on the store."""


class UnreadableFile(BrokenWorldError):  # noqa: N818
    """A file or folder that cannot be read."""

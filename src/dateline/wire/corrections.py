"""Decisions of users, as the log tells them, as JSON."""

from __future__ import annotations

from typing import Any

from dateline import run
from dateline.codec import fields

Line = dict[str, Any]


def write_logged(one: run.Logged) -> Line:
    """A decision with the sentence that tells it."""
    return {**fields(one.correction), "words": one.words}

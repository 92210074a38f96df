"""The language of what arrives without saying it."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from dateline.extract.language import detect_language
from dateline.records import Article, Failure

Outcome = TypeVar("Outcome", Article, Article | Failure)


def with_language(outcome: Outcome) -> Outcome:
    """The report with its language found out, if it states none; a failure as it is."""
    if isinstance(outcome, Failure) or outcome.lang:
        return outcome
    return replace(outcome, lang=detect_language(outcome.text))

"""The PLOVER code book: types with quad class and Goldstein value, and the modes and contexts that words tell."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A PLOVER event type: its quad class (1 to 4) and its value on Goldstein's scale (-10 to 10)."""

    quad: int
    goldstein: float


@cache
def load_types() -> Mapping[str, EventType]:
    """AGREE ... ASSAULT."""
    return {name: EventType(**row) for name, row in _load()["types"].items()}


def find_plover_mode(event_type: str, near: Collection[str], lang: str) -> str:
    """The mode that the stems near an event tell; empty where they tell none."""
    modes = _load()[lang]["modes"].get(event_type, {})
    return next((name for name, stems in modes.items() if any(stem in near for stem in stems)), "")


def find_contexts(around: Collection[str], lang: str) -> tuple[str, ...]:
    """The contexts that the stems of a sentence tell, in the order of the code book."""
    return tuple(name for name, stems in _load()[lang]["contexts"].items() if any(stem in around for stem in stems))


@cache
def _load() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("dateline.reading.events") / "plover.toml").read_text(encoding="utf-8"))

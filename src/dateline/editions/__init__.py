"""The languages that a brief is written in: what it says besides the words of its sources, and how it writes figures.

One file a language (en.toml, fr.toml), with the same keys. Sources are quoted in their own words in every edition.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources

from dateline.editions.edition import Edition
from dateline.editions.french import French

__all__ = ["EDITIONS", "ENGLISH", "Edition"]


def _load(code: str, kind: type[Edition]) -> Edition:
    text = (resources.files("dateline") / "editions" / f"{code}.toml").read_text(encoding="utf-8")
    return kind(code, tomllib.loads(text))


EDITIONS: Mapping[str, Edition] = {"en": _load("en", Edition), "fr": _load("fr", French)}
ENGLISH = EDITIONS["en"]

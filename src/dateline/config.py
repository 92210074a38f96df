"""Where the store is and what limits hold: defaults < dateline.toml < environment < flags.

The only module that reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import BrokenWorldError, StoreMissing

FILE_NAME = "dateline.toml"
STORE_VARIABLE = "DATELINE_STORE"
_KEYS = ("store",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a command needs to know before it starts."""

    store: Path


def load_config(store_flag: str | None, *, folder: Path, environment: Mapping[str, str] | None = None) -> Config:
    """The configuration for a command run in `folder`. Raises StoreMissing when nothing names a store."""
    environment = os.environ if environment is None else environment
    if store_flag:
        return Config(store=Path(store_flag))
    if environment.get(STORE_VARIABLE):
        return Config(store=Path(environment[STORE_VARIABLE]))
    file = folder / FILE_NAME
    if file.is_file():
        return Config(store=folder / str(_read(file).get("store", ".")))
    raise StoreMissing(
        "No store is named.",
        hint=f"Use --store DIR, set {STORE_VARIABLE}, or run in a folder with a {FILE_NAME};"
        " 'dateline init DIR' makes a store.",
    )


def write_config(folder: Path) -> Path:
    """Put a dateline.toml into a new store's folder, unless there is one."""
    file = folder / FILE_NAME
    if not file.exists():
        file.write_text('# Dateline: this folder is a store.\nstore = "."\n', encoding="utf-8")
    return file


def _read(file: Path) -> Mapping[str, object]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenWorldError(f"'{file}' cannot be read: {error}.", hint="Correct it or remove it.") from error
    unknown = sorted(set(values) - set(_KEYS))
    if unknown:
        raise BrokenWorldError(f"Unknown key '{unknown[0]}' in '{file}'.", hint=f"Known keys: {', '.join(_KEYS)}.")
    return values

"""Where the store is and what limits hold: defaults < dateline.toml < environment < flags.

The only module that reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import BrokenWorldError, StoreMissing

FILE_NAME = "dateline.toml"
STORE_VARIABLE = "DATELINE_STORE"
_FROM_ENVIRONMENT = "env:"
MAX_NUMBER = 10**9
_KEYS = ("store", "fetch", "columns", "model", "mail", "webhook", "schedule", "serve")
_FETCH_KEYS: Mapping[str, type] = {
    "contact": str,
    "concurrency": int,
    "per_host_concurrency": int,
    "per_host_interval_s": float,
    "total_timeout_s": float,
    "max_bytes": int,
    "private_networks": list,
}
_MODEL_KEYS: Mapping[str, type] = {"base_url": str, "model": str, "key": str, "timeout_s": float, "max_tokens": int}
_MAIL_KEYS: Mapping[str, type] = {
    "host": str,
    "port": int,
    "security": str,
    "user": str,
    "password": str,
    "from": str,
    "to": list,
    "timeout_s": float,
}
_WEBHOOK_KEYS: Mapping[str, type] = {"url": str, "secret": str, "events": list, "allow_private": bool}
_SCHEDULE_KEYS: Mapping[str, type] = {"digest": str, "alerts": str}


_SERVE_KEYS: Mapping[str, type] = {"token": str}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a command needs to know before it starts.

    `fetch` holds the limits and manners of fetching that differ from the usual ones; `columns` by name which columns
    of another tool's files mean what (docs/import.md). `model` is the language model that may phrase,
    empty where there is none (docs/checking.md). `mail` is the server that takes mail and who gets it, `webhooks` by
    name the addresses that are told, `schedule` when digests and alerts are due (docs/alerts.md). `serve` is how
    the desk lets people in (docs/desk.md).
    """

    store: Path
    fetch: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    model: Mapping[str, Any] = field(default_factory=dict)
    mail: Mapping[str, Any] = field(default_factory=dict)
    webhooks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    schedule: Mapping[str, Any] = field(default_factory=dict)
    serve: Mapping[str, Any] = field(default_factory=dict)


def load_config(store_flag: str | None, *, folder: Path, environment: Mapping[str, str] | None = None) -> Config:
    """The configuration for a command run in `folder`. Raises StoreMissing when nothing names a store.

    Settings stand in the dateline.toml that names the store, else in the one in the store's folder.
    """
    store, file = _find_store(store_flag, folder, os.environ if environment is None else environment)
    values = _read(file) if file.is_file() else {}
    return Config(
        store=store,
        fetch=_table(values, "fetch", _FETCH_KEYS, file),
        columns=_columns(values, file),
        model=_table(values, "model", _MODEL_KEYS, file),
        mail=_table(values, "mail", _MAIL_KEYS, file),
        webhooks=_tables(values, "webhook", _WEBHOOK_KEYS, file),
        schedule=_table(values, "schedule", _SCHEDULE_KEYS, file),
        serve=_table(values, "serve", _SERVE_KEYS, file),
    )


def read_secret(value: str, environment: Mapping[str, str] | None = None) -> str:
    """A setting's value; one of the form "env:NAME" stands in the environment. Raises BrokenWorldError without it."""
    if not value.startswith(_FROM_ENVIRONMENT):
        return value
    name = value.removeprefix(_FROM_ENVIRONMENT)
    found = (os.environ if environment is None else environment).get(name)
    if found is None:
        raise BrokenWorldError(f"The environment has no variable '{name}'.", hint="Set it, or change what names it.")
    return found


def _find_store(store_flag: str | None, folder: Path, environment: Mapping[str, str]) -> tuple[Path, Path]:
    """The store's folder, and the file with its settings."""
    named = store_flag or environment.get(STORE_VARIABLE)
    if named:
        return Path(named), Path(named) / FILE_NAME
    file = folder / FILE_NAME
    if file.is_file():
        return folder / str(_read(file).get("store", ".")), file
    raise StoreMissing(
        "No store is named.",
        hint=f"Use --store DIR, set {STORE_VARIABLE}, or run in a folder with a {FILE_NAME};"
        " 'dateline init DIR' makes a store.",
    )


def _table(settings: Mapping[str, object], name: str, known: Mapping[str, type], file: Path) -> Mapping[str, Any]:
    """A table of the settings, each key known and of its type."""
    values = settings.get(name, {})
    if not isinstance(values, Mapping):
        raise BrokenWorldError(f"'{name}' in '{file}' is no table.", hint=f"Write it as [{name}].")
    for key, value in values.items():
        expected = known.get(key)
        if expected is None:
            raise BrokenWorldError(
                f"Unknown key '{key}' under [{name}] in '{file}'.", hint=f"Known keys: {', '.join(known)}."
            )
        if not _fits(value, expected):
            raise BrokenWorldError(f"'{key}' in '{file}' has to be of type {expected.__name__}.", hint="Correct it.")
    return dict(values)


def _tables(
    settings: Mapping[str, object], name: str, known: Mapping[str, type], file: Path
) -> Mapping[str, Mapping[str, Any]]:
    """The tables [name.NAME] of the settings."""
    values = settings.get(name, {})
    if not isinstance(values, Mapping):
        raise BrokenWorldError(f"'{name}' in '{file}' is no set of tables.", hint=f"Write [{name}.NAME].")
    return {str(key): _table(values, str(key), known, file) for key in values}


def _fits(value: object, expected: type) -> bool:
    """Whether a setting is of its type; numbers are not negative, finite, and below a billion."""
    if expected in (int, float):
        kinds = int if expected is int else int | float
        return isinstance(value, kinds) and not isinstance(value, bool) and 0 <= value <= MAX_NUMBER
    return isinstance(value, expected)


def _columns(values: Mapping[str, object], file: Path) -> Mapping[str, Mapping[str, str]]:
    """The tables [columns.NAME]: field -> column, both texts."""
    tables = values.get("columns", {})
    if not isinstance(tables, Mapping) or not all(isinstance(table, Mapping) for table in tables.values()):
        raise BrokenWorldError(f"'columns' in '{file}' is no set of tables.", hint="Write [columns.NAME].")
    return {name: {str(key): str(value) for key, value in table.items()} for name, table in tables.items()}


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

"""What the commands share: their options, the store they work on, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from dateline import config, run
from dateline.codec import fields as fields
from dateline.errors import DefinitionError, StoreMissing
from dateline.fetching import Policy
from dateline.fetching.models import Endpoint
from dateline.moments import ACCEPTED_FORMS
from dateline.sources.columns import Mapping, define_mapping
from dateline.store import SqliteStore, open_store
from dateline.text import clean

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help=f"The moment to stand at: {ACCEPTED_FORMS}.")]
About = Annotated[
    str,
    typer.Argument(metavar="SITUATION|QUESTION", help="A defined situation, or a free-text question.", callback=clean),
]
StoreDir = Annotated[
    str | None,
    typer.Option("--store", metavar="DIR", help="The store's folder; else DATELINE_STORE, else ./dateline.toml."),
]


class Before:
    """What the options before the command said."""

    store: str | None = None


@contextmanager
def named_store(command_flag: str | None = None) -> Iterator[SqliteStore]:
    """The store that the options, the environment or the folder name, open for the command."""
    settings = config.load_config(command_flag or Before.store, folder=Path.cwd())
    store = open_store(settings.store)
    try:
        yield store
    finally:
        store.close()


def load_policy(command_flag: str | None = None, *, is_needed: bool = True) -> Policy:
    """The limits and manners of fetching, as the settings of the store have them; `is_needed`: there must be one."""
    try:
        settings = config.load_config(command_flag or Before.store, folder=Path.cwd())
    except StoreMissing:
        if is_needed:
            raise
        return Policy()
    return run.make_policy(settings.fetch)


def load_mapping(name: str, command_flag: str | None = None) -> Mapping:
    """The columns that the settings give a name to. Raises DefinitionError where there are none."""
    settings = config.load_config(command_flag or Before.store, folder=Path.cwd())
    if name not in settings.columns:
        known = ", ".join(settings.columns) or "none"
        raise DefinitionError(f"The settings have no [columns.{name}].", hint=f"Defined are: {known}.")
    return define_mapping(settings.columns[name])


def load_endpoint(command_flag: str | None = None) -> Endpoint:
    """The language model of the settings. Raises DefinitionError where there is none."""
    settings = config.load_config(command_flag or Before.store, folder=Path.cwd()).model
    if not settings.get("base_url") or not settings.get("model"):
        raise DefinitionError(
            "The settings name no language model.", hint="Write base_url and model under [model] in dateline.toml."
        )
    return Endpoint(**{**settings, "key": config.read_secret(settings.get("key", ""))})


def load_channels(command_flag: str | None = None) -> run.Channels:
    """The mail server and webhooks of the settings. Raises DefinitionError where they cannot be used."""
    settings = config.load_config(command_flag or Before.store, folder=Path.cwd())
    return run.make_channels(settings.mail, settings.webhooks, run.make_policy(settings.fetch))


def load_schedules(command_flag: str | None = None) -> dict[str, run.Schedule]:
    """The schedules of the settings, by the work they are for. Raises DefinitionError."""
    return run.make_schedules(config.load_config(command_flag or Before.store, folder=Path.cwd()).schedule)


def now() -> datetime:
    """The one clock."""
    return datetime.now(UTC)


def count(n: int, noun: str) -> str:
    """1 report, 2 reports."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"

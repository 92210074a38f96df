"""Columns of other tools' JSONL and CSV, renamed as the config says, so that records mean what they meant there."""

from __future__ import annotations

import difflib
from collections.abc import Mapping as Named
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dateline.errors import DefinitionError
from dateline.sources import fields as names

CONSTANT = "="  # before what is the same for every record: outlet = "=AFP"
MAX_STEPS = 16  # names between dots; exports of news tools nest two or three deep
# What a mapping can give, and the names that it takes the place of.
TARGETS: Named[str, tuple[str, ...]] = {
    "title": names.TITLE_FIELDS,
    "text": names.TEXT_FIELDS,
    "published_at": names.DATE_FIELDS,
    "url": names.URL_FIELDS,
    "outlet": names.OUTLET_FIELDS,
    "lang": names.LANG_FIELDS,
    "topics": names.TOPIC_FIELDS,
    "sources": names.CITATION_FIELDS,
}
DATE_FORMAT = "date_format"
_SAMPLE = datetime(2025, 11, 7, 18, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Which column gives what. `columns` pairs a name of TARGETS with a column, a dotted path or "=constant".

    `date_format` is how dates are written, as strptime has it; empty for the usual forms.
    """

    columns: tuple[tuple[str, str], ...] = ()
    date_format: str = ""


def define_mapping(given: Named[str, object]) -> Mapping:
    """A mapping from the config's table. Raises DefinitionError for what is no name, no column or no date format."""
    columns: list[tuple[str, str]] = []
    for target, column in given.items():
        if target not in TARGETS and target != DATE_FORMAT:
            raise DefinitionError(f"'{target}' is nothing that a column can give.", hint=_hint_for(target))
        if not isinstance(column, str) or not column.strip():
            raise DefinitionError(f"'{target}' is mapped to {column!r}.", hint="Write the name of a column in quotes.")
        if target != DATE_FORMAT:
            _check_path(target, column)
            columns.append((target, column))
    if not {"title", "text"} & dict(columns).keys():
        raise DefinitionError("The columns give neither text nor title.", hint='Write, say, text = "Snippet".')
    return Mapping(columns=tuple(sorted(columns)), date_format=_check_format(str(given.get(DATE_FORMAT, ""))))


def rename(fields: Named[str, Any], mapping: Mapping) -> dict[str, Any]:
    """A record under the names that Dateline knows. What the mapping gives stands for every other name of the same.

    Raises ValueError where a date is not written as `date_format` says.
    """
    replaced = {name for target, _ in mapping.columns for name in TARGETS[target]}
    renamed = {name: value for name, value in fields.items() if name not in replaced}
    for target, column in mapping.columns:
        value = column.removeprefix(CONSTANT) if column.startswith(CONSTANT) else _look_up(fields, column)
        if target == "published_at" and mapping.date_format and value not in (None, ""):
            value = _read_date(value, mapping.date_format)
        if value is not None:
            renamed[target] = value
    return renamed


def _look_up(value: Any, path: str) -> Any:
    """What stands at a dotted path; None where nothing does. A column whose own name has the dots comes first."""
    if isinstance(value, Named) and path in value:
        return value[path]
    for step in path.split("."):
        if isinstance(value, Named):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal():
            value = value[int(step)] if int(step) < len(value) else None
        elif isinstance(value, list):
            value = [item[step] for item in value if isinstance(item, Named) and step in item]
        else:
            return None
    return value


def _read_date(value: Any, form: str) -> str:
    text = str(value).strip()
    try:
        moment = datetime.strptime(text, form)
    except ValueError:
        raise ValueError(f"'{text[:80]}' is not a date written as {form}") from None
    if not _has_time(form):
        return moment.date().isoformat()
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _has_time(form: str) -> bool:
    return any(f"%{letter}" in form for letter in "HIMSTXcs")


def _check_path(target: str, column: str) -> None:
    if column.startswith(CONSTANT):
        return
    steps = column.split(".")
    if len(steps) > MAX_STEPS or not all(steps):
        raise DefinitionError(
            f"'{target}' is mapped to '{column[:80]}', which is no path.",
            hint=f'Write names with dots between, as in "meta.source.name", at most {MAX_STEPS}.',
        )


def _check_format(form: str) -> str:
    """The form itself. Raises DefinitionError where it cannot hold a day, or cannot be read back."""
    if not form:
        return form
    try:
        day = datetime.strptime(_SAMPLE.strftime(form), form).date()
    except ValueError as error:
        raise DefinitionError(f"'{form}' is no form of a date: {error}.", hint=_FORM_HINT) from error
    if day != _SAMPLE.date():
        raise DefinitionError(f"'{form}' does not hold a day, a month and a year.", hint=_FORM_HINT)
    return form


_FORM_HINT = 'Write, say, date_format = "%d/%m/%Y %H:%M".'


def _hint_for(name: str) -> str:
    known = [*TARGETS, DATE_FORMAT]
    aliases = {alias: target for target, listed in TARGETS.items() for alias in listed}
    close = difflib.get_close_matches(name.lower(), [*known, *aliases], n=1)
    if close:
        return f"Did you mean '{aliases.get(close[0], close[0])}'?"
    return f"Expected one of {', '.join(known)}."

"""A situation file (TOML) -> Situation. Every key is known or the file is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dateline.errors import DefinitionError, UnreadableFile
from dateline.gazetteer import find_country
from dateline.records import Situation
from dateline.text import slug

KEYS = ("name", "title", "countries", "terms", "aliases", "exclude", "actors", "since")


def read_definition(path: Path) -> Situation:
    """The situation a file defines. Raises UnreadableFile or DefinitionError."""
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFile(f"'{path}' cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(
            f"'{path}' is not TOML: {error}.", hint="See docs/situations.md for an example."
        ) from error
    return situation_from_fields(fields, default_name=path.stem)


def situation_from_fields(fields: Mapping[str, Any], default_name: str) -> Situation:
    """The situation of a parsed file. Raises DefinitionError naming the key."""
    unknown = sorted(set(fields) - set(KEYS))
    if unknown:
        raise DefinitionError(
            f"Unknown key '{unknown[0]}' in the situation file.", hint=f"Known keys: {', '.join(KEYS)}."
        )
    name = fields.get("name", default_name)
    situation_id = slug(name) if isinstance(name, str) else ""
    if not situation_id:
        raise DefinitionError("'name' has to be a text with a letter or digit in it.")
    title = fields.get("title", name)
    if not isinstance(title, str) or not title.strip():
        raise DefinitionError("'title' has to be a text.")
    countries = [_country(entry) for entry in _strings(fields, "countries")]
    phrases = [word for country in countries for word in country.words]
    phrases += _strings(fields, "terms") + _strings(fields, "aliases")
    if not phrases:
        raise DefinitionError("The situation names nothing to look for.", hint="Give 'countries' or 'terms'.")
    return Situation(
        situation_id=situation_id,
        title=title,
        facets=(tuple(dict.fromkeys(phrases)),),
        exclude=tuple(_strings(fields, "exclude")),
        countries=tuple(country.iso2 for country in countries),
        actors=_actors(fields.get("actors", {})),
        since=_since(fields.get("since")),
    )


def _country(name: str) -> Any:
    country = find_country(name)
    if country is None:
        raise DefinitionError(f"'{name}' is not a country that is known.", hint="Use its English name or ISO code.")
    return country


def _strings(fields: Mapping[str, Any], key: str) -> list[str]:
    value = fields.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise DefinitionError(f"'{key}' has to be a list of texts, for example {key} = [\"...\"].")
    return value


def _actors(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise DefinitionError("'actors' has to be a table: full name = [\"other spelling\", ...].")
    return tuple((name, tuple(_strings(value, name))) for name in value)


def _since(value: Any) -> date | None:
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise DefinitionError(f"'since' is {value!r}; expected a day such as 2012-01-01.") from None

"""Kinds of actors, their sectors, and the codes that PLOVER has for both."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from dateline.records.mentions import ActorKind, Mention


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("dateline.reading.actors").joinpath("sectors.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(text)
    return tables


def kind_of(sector: str) -> ActorKind:
    """The kind of the actors of a sector ("mil"); OTHER where the sector is not known."""
    return ActorKind(_tables()["kinds"].get(sector, "other"))


def sector_of(actor_id: str) -> str:
    """The sector in an id made from an owner and a sector ("mli-mil" -> "mil", "un-mil" too), or empty."""
    owner, _, rest = actor_id.partition("-")
    sector, _, organ = rest.partition("-")
    if sector not in _tables()["kinds"] or (owner == "x" and organ and sector != "gov"):
        return ""
    return sector


def plover_code(mention: Mention) -> tuple[str, str]:
    """(primary, sector) as PLOVER codes an actor: ("MLI", "MIL"), ("IGO", ""). Empty where not known."""
    sector = sector_of(mention.actor_id)
    primary = mention.country or _tables()["primary"].get(mention.kind.value, "")
    if sector and not mention.country and not mention.actor_id.startswith("x-"):
        primary = "IGO"
    return primary, sector.upper() if sector else _tables()["plover"][mention.kind.value]

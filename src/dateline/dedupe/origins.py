"""Reports of a story -> its independent origins: who stands behind them, however many outlets print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.records import Origin

UNNAMED = "unnamed outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A report as a witness. `root_id`: the first report with its text; `agency`: the one it credits, if any."""

    article_id: str
    root_id: str
    outlet: str
    agency: str


def find_origins(witnesses: Sequence[Witness]) -> tuple[Origin, ...]:
    """Reports with one text, of one outlet or of one agency are one origin; the largest first, then in order."""
    groups: list[list[Witness]] = []
    keys: list[set[str]] = []
    for witness in witnesses:
        own = {f"text {witness.root_id}"}
        own |= {f"from {name}" for name in (witness.agency or witness.outlet,) if name}
        same = [at for at, known in enumerate(keys) if known & own]
        joined, joined_keys = [witness], own
        for at in reversed(same):
            joined = groups.pop(at) + joined
            joined_keys |= keys.pop(at)
        groups.append(joined)
        keys.append(joined_keys)
    order = {witness.article_id: at for at, witness in enumerate(witnesses)}
    origins = [_make_origin(sorted(group, key=lambda one: order[one.article_id])) for group in groups]
    return tuple(sorted(origins, key=lambda one: (-len(one.article_ids), order[one.article_ids[0]])))


def _make_origin(group: Sequence[Witness]) -> Origin:
    agencies = sorted({one.agency for one in group if one.agency})
    name = " and ".join(agencies) or next((one.outlet for one in group if one.outlet), UNNAMED)
    return Origin(name=name, article_ids=tuple(one.article_id for one in group), reason=_say(group, agencies))


def _say(group: Sequence[Witness], agencies: Sequence[str]) -> str:
    if len(group) == 1:
        return f"credits {agencies[0]}" if agencies else "its own text"
    n_texts = len({one.root_id for one in group})
    texts = "one text" if n_texts == 1 else f"{n_texts} texts"
    if agencies:
        return f"{texts}, credited to {' and '.join(agencies)}"
    return f"{texts} of one outlet" if len({one.outlet for one in group}) == 1 else texts

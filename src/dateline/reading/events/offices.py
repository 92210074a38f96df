"""Who holds which office: of the mentions with a role, those in an office that rules, commands, judges or speaks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from dateline.records import Form, Mention

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE = 24  # characters before a mention in which "former" or "ex-" may stand


def find_office_holders(text: str, mentions: Sequence[Mention], lang: str) -> Iterator[tuple[Mention, int]]:
    """(mention, where its title stands) for each person and office once, those who have left it or hope for it not."""
    words, seen = _load(lang), set[tuple[str, str]]()
    for mention in mentions:
        key = mention.actor_id, mention.role
        if not mention.role or not mention.actor_id or key in seen or mention.form is not Form.NAME:
            continue
        if not words["titles"].isdisjoint(_words(mention.role)) and not _is_past(text, mention, words):
            seen.add(key)
            yield mention, _find_title(text, mention, words)


def _is_past(text: str, mention: Mention, words: Mapping[str, frozenset[str]]) -> bool:
    before = text[max(0, mention.span.start - _BEFORE) : mention.span.start].rpartition(".")[2]
    around = {part for word in _words(f"{before} {mention.span.quote} {mention.role}") for part in word.split("-")}
    return not words["past"].isdisjoint(around)


def _find_title(text: str, mention: Mention, words: Mapping[str, frozenset[str]]) -> int:
    """Where the title stands, in the mention or just before it; else where the mention begins."""
    start = max(0, mention.span.start - _BEFORE)
    found = [
        m.start() + start for m in _WORD.finditer(text[start : mention.span.end]) if m[0].casefold() in words["titles"]
    ]
    return found[-1] if found else mention.span.start


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


@cache
def _load(lang: str) -> Mapping[str, frozenset[str]]:
    text = (resources.files("dateline.reading.events") / "offices.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text)[lang].items()}

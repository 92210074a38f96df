"""Proper names in a sentence, by their capitals: cheap, and enough to tell whom a sentence is about."""

from __future__ import annotations

import re

from dateline.languages import Language

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*[\w]|[A-Z]"
_JOINT = r"(?:of the|of|the|al|ul|wal|bin|ibn|ag|de|du|la|le|el|da|van|von|for|d['’]|and the)"
_NAME = re.compile(rf"(?:al-|el-)?(?:{_CAPITAL})(?: (?:{_JOINT} ){{0,2}}(?:al-|el-|wal-|ul-)?(?:{_CAPITAL}))*")
_POSSESSIVE = re.compile(r"['’]s$")


def find_names(sentence: str, language: Language) -> tuple[str, ...]:
    """The distinct names, in order; the first word of the sentence counts only inside a longer name."""
    names: dict[str, None] = {}
    for found in _NAME.finditer(sentence):
        name = _trim(found[0], is_first=found.start() == 0, language=language)
        for part in re.split(r"(?<=['’]s) ", name):
            bare = _POSSESSIVE.sub("", part)
            if len(bare) > 1 and not _is_plain(bare, language):
                names[bare] = None
    return tuple(names)


def _trim(name: str, *, is_first: bool, language: Language) -> str:
    """Without leading words that are capitals only because they open a sentence or a quotation."""
    while True:
        head, _, rest = name.partition(" ")
        if head.casefold().rstrip("'’s") in language.stop_words or head.casefold() in language.number_words:
            if not rest:
                return ""
            name = rest
            continue
        if is_first and not rest and not head.isupper() and head[1:].lower() == head[1:]:
            return head
        return name


def _is_plain(word: str, language: Language) -> bool:
    folded = word.casefold()
    return folded in language.stop_words or folded in language.months or folded in language.weekdays

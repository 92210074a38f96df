"""A sentence to classify, and the same with its two actors hidden, so that a model learns acts and not actors."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Stand for the two actors in masked text. Private-use characters, which no text may bring along.
SOURCE, TARGET = "\ue000", "\ue001"
MAX_CHARS = 2000  # a sentence is read to here: the longest of the labelled ones has 900
_SIGNS = re.compile(f"[{SOURCE}{TARGET}]")
_TAGS = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence. `marked_text` has the source in <s>..</s> and the target in <t>..</t> and goes before the rest."""

    text: str
    source: str = ""
    target: str = ""
    marked_text: str = ""


def mask(item: Item) -> str:
    """The text with the source as SOURCE and the target as TARGET; what is not marked or not found stays as it is."""
    if item.marked_text:
        text = _SIGNS.sub(" ", item.marked_text[: 2 * MAX_CHARS])
        return _TAGS.sub(" ", _hide(_hide(text, "s", SOURCE), "t", TARGET))[:MAX_CHARS]
    text = _SIGNS.sub(" ", item.text[:MAX_CHARS])
    for name, sign in sorted(((item.source, SOURCE), (item.target, TARGET)), key=lambda pair: -len(pair[0])):
        if name:
            text = text.replace(name, f" {sign} ", 1)
    return text


def _hide(text: str, tag: str, sign: str) -> str:
    done: list[str] = []
    while True:
        head, opened, rest = text.partition(f"<{tag}>")
        _, closed, tail = rest.partition(f"</{tag}>")
        if not (opened and closed):
            return "".join(done) + text
        done.append(f"{head} {sign} ")
        text = tail

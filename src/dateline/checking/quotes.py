"""Words in quotation marks stand so in a source, and no model talks about its task."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.checking.claims import Case
from dateline.checking.grammar import load_grammar
from dateline.records import Aspect, Reason
from dateline.text import fold

_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]{2,})[\"“”»]|(?<![\w])[‘']([^‘’']{2,}(?:['’]\w[^‘’']*)*)['’](?!\w)")
_CUT = re.compile(r"\s*(?:\[[^\]]*\]|\(?\.\.\.\)?|…)\s*")
_EDGES = " .,;:!?-—–'\""


def find_faults(case: Case) -> Iterator[Reason]:
    """Quotations that are not verbatim, and talk that leaked in."""
    texts = [_plain(document.article.text) for document in case.sources.documents]
    for found in _QUOTED.finditer(case.claim.text):
        quoted = found[1] or found[2]
        parts = [part for part in (_plain(part).strip(_EDGES) for part in _CUT.split(quoted)) if part]
        if not any(_stand_in_order(parts, text) for text in texts):
            yield case.missing(Aspect.QUOTE, f"“{quoted}” does not stand so in any source", *found.span())
    for found in load_grammar().cues["leak"].finditer(case.claim.text):
        if fold(found[0]) not in " ".join(texts):
            yield case.missing(Aspect.TALK, f"“{found[0]}” is talk about the task, not about the matter", *found.span())


def _stand_in_order(parts: list[str], text: str) -> bool:
    at = 0
    for part in parts:
        found = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text[at:])
        if found is None:
            return False
        at += found.end()
    return True


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[“”„«»]", '"', fold(text)))

"""Shorter sentences by leaving parts out, never by adding: asides in brackets, and background at the end.

A part is left out only when what remains is a sentence that says less, not something else: who says it, a
denial, a condition or a doubt always stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.languages import Language

MIN_WORDS = 9
# An aside that only converts a unit or repeats a figure; an acronym in brackets stays.
_ASIDE = re.compile(r" \((?:[^()]*\d[^()]*|(?:also|formerly|pictured|see)\b[^()]*)\)")
_TAIL = re.compile(
    r"(?:, (?:\w{3,}ing|after|amid|as|while|with|which|who|where|when|in response to|in retaliation for|in order to|despite|during|due to|in an attempt to)"
    r"| (?:following|after|amid|in response to|in retaliation for|in an attempt to|in order to|as part of|despite|while|in protest (?:of|at|against)|ahead of|which|as)) "
)
# A second thing that the same subject does: leaving it out takes nothing from the first.
_SECOND = re.compile(
    r",? and (?:accuses|urges|calls|says|demands|vows|warns|promises|asks|orders|bans|declares|expels|rejects|threatens|launches"
    r"|kills|injures|wounds|announces|claims|condemns|criticizes|criticises|takes|leaves|destroys|seizes|imposes|requests|welcomes|states|pledges) "
)
# What must not be lost with a tail: its source, a denial, a condition, a doubt.
_KEPT = re.compile(
    r"\b(?:according to|den(?:y|ies|ied)|but|however|although|though|if|unless|not|no|never|alleged(?:ly)?|reported(?:ly)?|suspected|claim(?:s|ed|ing)?|sa(?:ys?|id|ying)|until|report(?:s|ed)?|accus\w+)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:but|however|although|though|if|unless|not|no|never|den(?:y|ies|ied)|until)\b", re.IGNORECASE
)
# A head that ends so is not finished.
_UNFINISHED = re.compile(
    r"\b(?:the|a|an|of|to|in|and|or|by|with|for|from|that|is|are|was|were|be|both|between|such|as|its|his|her|their|than|more|not|hours|days|weeks|months|years|day|week|month|year|soon|shortly|long|even|just|only|immediately|minutes|moments|same|so|said|says)$",
    re.IGNORECASE,
)
# A relative part that has only begun: "over which all military aircraft".
_HANGING = re.compile(
    r"\b(?:in|of|to|by|from|on|over|at|for|with|under) (?:which|whom|whose)\b(?: \S+){0,7}$", re.IGNORECASE
)


def compress(
    text: str, language: Language, limit: int, must_hold: Callable[[str], bool] | None = None
) -> str:
    """At most about `limit` words where that can be had by leaving out asides and tails; else as short as it gets.

    `must_hold` tells whether a shortened sentence still says what it was chosen for.
    """
    text = _ASIDE.sub("", text)
    while n_words(text) > limit:
        shorter = _without_tail(text, language, must_hold)
        if shorter is None:
            return text
        text = shorter
    return text


def n_words(text: str) -> int:
    """Words as a reader counts them."""
    return len(text.split())


def _without_tail(text: str, language: Language, must_hold: Callable[[str], bool] | None) -> str | None:
    """The text without its last part that can go; None when there is none."""
    body = text.rstrip(".!?")
    cuts = sorted([*_TAIL.finditer(body), *_SECOND.finditer(body)], key=lambda found: -found.start())
    for found in cuts:
        head, tail = body[: found.start()], body[found.start() :]
        if (
            n_words(head) < MIN_WORDS
            or _UNFINISHED.search(head)
            or _HANGING.search(head)
            or not _is_balanced(head)
        ):
            continue
        if (_DOUBT if found.re is _SECOND else _KEPT).search(tail) or (must_hold and not must_hold(head)):
            continue
        if found.re is _TAIL and language.attribution.search(tail) and not language.attribution.search(head):
            continue
        return head.rstrip(",;") + "."
    return None


def _is_balanced(text: str) -> bool:
    return (
        text.count('"') % 2 == 0 and text.count("(") == text.count(")") and text.count("“") == text.count("”")
    )

"""Where and when an event is, and in whose words it is told."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dateline.reading.events.drafts import Draft
from dateline.reading.events.grammar import stem
from dateline.records import DateMention, Place, Statement

# Words of place. "To" and "from" name where somebody goes, not where it happens; "of" counts after a word for a place.
_LOCATIVE = frozenset(["in", "at", "near", "outside", "inside", "around", "across", "on", "off", "along", "within"])
_LOCATIVE |= frozenset(["into", "à", "au", "aux", "en", "dans", "près", "vers", "sur"])
_OF = frozenset(["of", "de", "du", "d'"])
_SITES = frozenset(
    ["city", "town", "village", "province", "state", "district", "region", "capital", "governorate", "county", "area"]
)
_SITES |= frozenset(
    ["suburb", "neighborhood", "neighbourhood", "port", "island", "outskirts", "streets", "north", "south"]
)
_SITES |= frozenset(["ville", "village", "région", "localité", "capitale", "quartier", "commune", "nord", "sud"])
_WEAK = frozenset(["into", "on", "vers", "sur"])  # places of an attack only
_OBJECTS = frozenset(["dobj", "obj", "nsubjpass", "nsubj:pass"])
_ASIDES = frozenset(["relcl", "acl", "acl:relcl"])
_CLIMB = 6  # words up from a place or a date to the trigger
_FAR = 100  # a cost above any that a place of the clause has
_COUNTRY = "PCL"  # GeoNames feature codes of countries begin so


def find_place(draft: Draft, places: Sequence[tuple[int, Place]]) -> int | None:
    """The number of the place where it happens: of those in its sentence the nearest by grammar, small before large."""
    costs = [(_cost(draft, place), place.span.start, at) for at, place in places if place.geonames_id]
    best = min(costs, default=None)
    return best[2] if best is not None and best[0] < _FAR else None


def _cost(draft: Draft, place: Place) -> int:
    token = _root(draft, place)
    if token is None:
        return _FAR
    if token.dep_ in _OBJECTS and token.head.i in (draft.token.i, draft.verb.i):
        return 0  # "shelled El Fasher"
    head = _head(token)
    preposition = _preposition(head)
    if preposition is None:
        return _FAR
    steps = _steps(head, draft)
    is_weak = preposition.lower_ in _WEAK and draft.type != "ASSAULT"
    return steps + (_FAR if is_weak else 0) + (3 if place.feature.startswith(_COUNTRY) else 0)


def _root(draft: Draft, place: Place) -> Token | None:
    """The word of a place's name that the others hang on; an article is none."""
    start, end = place.span.start - draft.sentence.offset, place.span.end - draft.sentence.offset
    inside = [token for token in draft.sentence.doc if start <= token.idx < end]
    roots = (t for t in reversed(inside) if not start <= t.head.idx < end or t.head.i == t.i)
    return next(roots, None)


def _head(token: Token) -> Token:
    """The noun that a name is part of, and through "of" the site that it names: "the Sudanese state of Sennar"."""
    for _ in range(_CLIMB):
        is_part = token.dep_ in ("compound", "flat", "flat:name", "appos", "conj") and token.head.i != token.i
        if is_part:
            token = token.head
            continue
        above = token.head if token.head.lower_ in _OF else None
        if above is None or above.head.lower_ not in _SITES:
            return token
        token = above.head
    return token


def _preposition(head: Token) -> Token | None:
    """The word of place before a noun: above it in English, below it in French."""
    around = (word for word in (head.head, *head.children) if word.dep_ in ("prep", "case", "pcomp"))
    return next((word for word in around if word.lower_ in _LOCATIVE), None)


def _steps(token: Token, draft: Draft) -> int:
    """Edges of the parse from a word up to the trigger, its verb or an ancestor of theirs; many where there is none."""
    current, anchors = token, {draft.token.i, draft.verb.i}
    for step in range(_CLIMB):
        if current.i in anchors:
            return step
        if current.is_ancestor(draft.token) and step:
            return step + 6
        if current.head.i == current.i:
            break
        current = current.head
    return 2 * _CLIMB + 6


def find_when(
    draft: Draft, dates: Sequence[tuple[int, DateMention]], speech: frozenset[int], others: frozenset[int]
) -> int | None:
    """The number of the date that says when: one that hangs on the trigger, else the nearest of the sentence.

    `speech` are the words (by their place in the sentence) that only say who said it, `others` those that tell other
    events: what hangs on these is not of this event.
    """
    best: tuple[int, int] | None = None
    for at, found in dates:
        token = _token_at(draft, found.span.start)
        is_open = found.earliest is None and found.latest is None  # "for 40 years"
        if token is None or is_open or _is_aside(token, draft) or _hangs_on_speech(token, speech, draft):
            continue
        if _hangs_on_another(token, others, draft):
            continue
        cost = _steps(token, draft) * 10 + min(9, abs(token.i - draft.token.i) // 5)
        if best is None or cost < best[0]:
            best = cost, at
    return best[1] if best is not None else None


def _hangs_on_speech(token: Token, speech: frozenset[int], draft: Draft) -> bool:
    if draft.token.i in speech or draft.verb.i in speech:
        return False
    current = token
    for _ in range(_CLIMB):
        current = current.head
        if current.i == draft.verb.i or current.i == draft.token.i:
            return False
        if current.i in speech:
            return True
        if current.pos_ == "VERB":
            return False
    return False


def _hangs_on_another(token: Token, others: frozenset[int], draft: Draft) -> bool:
    """Whether a date is of another event that stands below this one: "denied that it had left in 2022"."""
    current = token
    for _ in range(_CLIMB):
        if current.i in (draft.token.i, draft.verb.i) or current.head.i == current.i:
            return False
        if current.i in others:
            return not current.is_ancestor(draft.token)
        current = current.head
    return False


def _is_aside(token: Token, draft: Draft) -> bool:
    """Whether a date stands in a clause that only describes somebody: "the group, which was founded in 1964"."""
    current = token
    for _ in range(_CLIMB):
        if current.i in (draft.token.i, draft.verb.i) or current.is_ancestor(draft.token):
            return False
        if current.dep_ in _ASIDES:
            return True
        current = current.head
    return False


def find_statement(start: int, statements: Sequence[Statement]) -> int | None:
    """The number of the innermost statement whose content holds a character of the article."""
    holding = [
        (span.end - span.start, at)
        for at, statement in enumerate(statements)
        for span in statement.content
        if span.start <= start < span.end
    ]
    return min(holding)[1] if holding else None


def near_stems(draft: Draft, lang: str) -> frozenset[str]:
    """The stems of the words that the trigger governs, its own among them."""
    tokens = [draft.token, draft.verb, *draft.token.subtree] if len(list(draft.token.subtree)) < 40 else [draft.token]
    return frozenset(stem(token.text, lang) for token in tokens if token.is_alpha or "-" in token.text)


def _token_at(draft: Draft, position: int) -> Token | None:
    at = position - draft.sentence.offset
    return next((token for token in draft.sentence.doc if token.idx <= at < token.idx + len(token.text)), None)

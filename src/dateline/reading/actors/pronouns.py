"""Pronouns and whom they stand for: the nearest actor that agrees, subjects before others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.reading.actors.dossier import WINDOW, Dossier, Referent
from dateline.reading.actors.groups import Found, Scene
from dateline.reading.actors.lexicon import Lexicon
from dateline.reading.actors.words import Word
from dateline.records.mentions import ActorKind, Form

FARTHEST = {"he": 3, "she": 3, "it": 1, "they": 2, "who": 0}  # sentences back; set on GUM news
PER_SENTENCE = 12.0  # what a sentence between costs, in mentions between
SUBJECT = 8.0  # what being the subject of its sentence is worth, in mentions between
NAMED = 2.0
PLURAL = 4.0
COLLECTIVES = frozenset(
    {
        ActorKind.ARMED_FORCES,
        ActorKind.POLICE,
        ActorKind.ARMED_GROUP,
        ActorKind.CRIMINALS,
        ActorKind.PEOPLE,
        ActorKind.CIVILIANS,
        ActorKind.PARTY,
        ActorKind.GOVERNMENT,
    }
)


def find_pronouns(words: Sequence[Word], lexicon: Lexicon, taken: set[int]) -> Iterator[Found]:
    """The pronouns of a sentence that may stand for an actor."""
    for at, word in enumerate(words):
        kind = lexicon.pronouns.get(word.key)
        if kind is None or at in taken or (kind in ("it", "he") and _is_empty(words, at, lexicon)):
            continue
        yield Found(start=at, end=at + 1, form=Form.PRONOUN, pronoun=kind)


def _is_empty(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """ "it is clear that", "il faut": no actor."""
    after = [word.key for word in words[at + 1 : at + 4]]
    if lexicon.lang == "fr":
        is_state = bool(after) and lexicon.has("be", after[0])
        return any(lexicon.has("empty", key) for key in (after if is_state else after[:1]))
    if words[at].key != "it":
        return False
    if len(after) > 1 and lexicon.has("before_be", after[0]):
        after = after[1:]
    is_minded = len(after) > 1 and lexicon.has("minded", after[1])
    return bool(after) and lexicon.has("be", after[0]) and not is_minded


def learn_gender(found: Found, referent: Referent, scene: Scene) -> None:
    """A title tells: "Mr Dupont" is no she."""
    before = scene.words[max(found.start - 2, 0) : found.start]
    if referent.is_person and not referent.gender:
        for kind in ("mr", "mrs"):
            if any(scene.lexicon.has(kind, word.key) for word in before):
                referent.gender = "he" if kind == "mr" else "she"


def find_antecedent(
    found: Found, dossier: Dossier, sentence: int, order: int, barred: Referent | None = None
) -> Referent | None:
    """Whom a pronoun stands for, or None; `barred` is who does to it what its clause says."""
    if found.pronoun == "who":
        last = dossier.recent[-1] if dossier.recent else None
        return last if last and last.sentence == sentence and order - last.order <= 1 else None
    best, best_score = None, -1e9
    for referent in reversed(dossier.recent[-WINDOW:]):
        back = sentence - referent.sentence
        if back > FARTHEST[found.pronoun]:
            break
        if referent is barred:
            continue
        if _agrees(referent, found.pronoun) and (score := _score(referent, found.pronoun, order, back)) > best_score:
            best, best_score = referent, score
    if best is not None and found.pronoun in ("he", "she") and best.is_person:
        best.gender = found.pronoun
    return best


def _score(referent: Referent, pronoun: str, order: int, back: int) -> float:
    score = -float(order - referent.order) - PER_SENTENCE * back
    score += SUBJECT * referent.is_subject + NAMED * referent.is_named
    return score + PLURAL * (pronoun == "they" and referent.is_plural is True)


def _agrees(referent: Referent, pronoun: str) -> bool:
    if pronoun in ("he", "she"):
        return referent.is_person and not referent.is_plural and referent.gender in ("", pronoun)
    if pronoun == "it":
        is_one = referent.is_plural is not True and referent.kind is not ActorKind.PEOPLE
        return not referent.is_person and is_one and referent.is_subject
    return referent.is_plural is not False or (not referent.is_person and referent.kind in COLLECTIVES)

"""Whether a capital acts (and is its government) or is only a place."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from dateline.reading.actors.groups import Found, Scene
from dateline.reading.actors.lexicon import Lexicon
from dateline.reading.actors.words import key_phrase
from dateline.records.mentions import Form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset(["nsubj", "nsubjpass", "nsubj:pass"])
OBJECTS = frozenset(["dobj", "obj", "iobj", "dative", "pobj", "obl", "obl:arg", "obl:mod"])
# What hangs on a verb and may lie between an object and the verb that has the subject: "fled and left them behind".
SAME_SUBJECT = frozenset(["prep", "conj", "xcomp", "advcl", "pcomp", "obj", "dobj", "agent"])
CLIMB = 4  # steps up the parse from an object to the verb that has the subject
SUBJECT_WORDS = 4  # words at the beginning of a sentence among which its subject is, where nothing is parsed


def is_acting(one: Found, scene: Scene, doc: Doc | None) -> bool:
    """Whether a bare capital stands for its government: it says, decides, or is dealt with."""
    words, lexicon = scene.words, scene.lexicon
    before = words[one.start - 1].key if one.start else ""
    following = words[one.end].key if one.end < len(words) else ""
    if lexicon.has("acting", before):
        return True
    if lexicon.has("locative", before) or lexicon.has("at", before) or lexicon.has("of", before):
        return False
    if lexicon.has("verbs", following) or (lexicon.bare and lexicon.has("verbs", before)):
        return True
    token = _token_at(one, scene, doc)
    return token is not None and token.dep_ == "nsubj" and token.head.pos_ == "VERB" and token.head.i > token.i


def is_idle(one: Found, scene: Scene, doc: Doc | None) -> bool:
    """Whether a noun for a settlement or vehicle without owner is no actor here: it says and does nothing, and nobody
    attacks it.
    """
    words, lexicon = scene.words, scene.lexicon
    if one.countries or one.owner:
        return False
    if one.agent is None or one.form is not Form.NOMINAL or not lexicon.has("things", key_phrase(one.agent.words)):
        return False
    if one.start and lexicon.lang == "en" and words[one.start - 1].key == "by":
        return False
    token = _token_at(one, scene, doc)
    if token is not None:
        key = key_phrase(token.head.text)
        if token.dep_ in ("nsubjpass", "nsubj:pass", "dobj", "obj"):
            return not lexicon.has("striking", key)
        return token.dep_ != "nsubj" or not _is_deed(key, lexicon)
    return one.end >= len(words) or not _is_deed(words[one.end].key, lexicon)


def _is_deed(key: str, lexicon: Lexicon) -> bool:
    return lexicon.has("striking", key) or (lexicon.has("verbs", key) and not lexicon.has("auxiliary", key))


def _token_at(one: Found, scene: Scene, doc: Doc | None) -> Token | None:
    """The token of the last word, which a name hangs by."""
    if doc is None or not scene.words:
        return None
    offset = scene.words[one.end - 1].start - scene.start
    return next((token for token in takewhile(lambda token: token.idx <= offset, doc) if token.idx == offset), None)


def find_subjects(scene: Scene, doc: Doc | None) -> frozenset[int]:
    """The words that are the head of a subject; the first few words where there is no parse."""
    if doc is None:
        return frozenset(range(SUBJECT_WORDS))
    starts = {word.start - scene.start: at for at, word in enumerate(scene.words)}
    return frozenset(starts[token.idx] for token in doc if token.dep_ in SUBJECTS and token.idx in starts)


def find_own_subject(one: Found, scene: Scene, doc: Doc | None) -> int | None:
    """The word that is the subject of the clause in which a pronoun is the object: "Rebels" of "Rebels executed them".

    Nobody in it is meant by the pronoun. None where there is no parse, or the pronoun is no object.
    """
    token = _token_at(one, scene, doc)
    if token is None or token.dep_ not in OBJECTS:
        return None
    verb: Token = token.head
    for _ in range(CLIMB):
        subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if subject is not None:
            starts = {word.start - scene.start: at for at, word in enumerate(scene.words)}
            return starts.get(subject.idx)
        if verb.dep_ not in SAME_SUBJECT:
            return None
        verb = verb.head
    return None


def is_located(one: Found, scene: Scene) -> bool:
    """Whether a country is only where something happens: "in Mali"."""
    at = one.start - 1
    if at >= 0 and scene.lexicon.has("definite", scene.words[at].key) and scene.lexicon.lang != "en":
        if scene.lexicon.has("locative", scene.words[at].key):
            return True
        at -= 1
    elif at >= 0 and scene.words[at].key == "the":
        at -= 1
    return at >= 0 and scene.lexicon.has("locative", scene.words[at].key)

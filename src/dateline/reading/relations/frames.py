"""The frames of relations.toml: the word that states a relation, what its object must be, where its two sides stand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from spacy.tokens import Doc, Token

from dateline.reading.events.grammar import load_grammar, stem
from dateline.reading.events.predicates import Predicate, make_predicate
from dateline.reading.events.structure import find_prepositional, with_conjuncts
from dateline.records import Change, RelationKind

_MODIFIERS = frozenset(["nsubj", "amod", "compound", "poss", "nmod", "acl", "prep", "pobj", "conj", "dobj"])
_NEAR = 4  # words after a verb among which its object stands
_ENDS = ("s", "ed", "ing")
_DEPTH = 5  # steps down the parse in which a word of `needs` may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A row of relations.toml; words are stems."""

    kind: RelationKind
    change: Change
    words: frozenset[str]
    left: tuple[str, ...]
    right: tuple[str, ...]
    things: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    left_is: str = ""
    right_is: str = ""
    only: str = ""
    is_real_when_planned: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that a sentence fills: the predicate, and the thing, where the frame asks for one."""

    frame: Frame
    predicate: Predicate
    thing: Token | None

    @property
    def root(self) -> Token:
        """The thing, else the word."""
        return self.thing if self.thing is not None else self.predicate.token


def find_matches(doc: Doc, lang: str) -> Iterator[Match]:
    """The frames that the words of a parsed sentence fill, but for their sides; those of relative clauses last."""
    frames = _by_word(lang)
    for token in sorted(doc, key=lambda token: (token.dep_ == "relcl", token.i)):
        for frame in frames.get(key(token, lang), ()):
            if _fits(token, frame):
                yield from _match(token, frame, lang)


def key(token: Token, lang: str) -> str:
    """The stem of a word, with what a hyphen joins to it: "cease-fire"."""
    if token.i >= 2 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_ and token.dep_ != "ROOT":
        return f"{token.nbor(-2).lower_}-{stem(token.text, lang)}"
    return stem(token.text, lang)


def _fits(token: Token, frame: Frame) -> bool:
    is_verb = is_verbal(token) or (bool(frame.things) and token.tag_ == "NNS" and _find_next(token, frame) is not None)
    if frame.only == "bare verb":
        return is_verb and not any(child.dep_ in ("dobj", "obj") for child in token.children)
    if frame.things or frame.subjects or frame.only == "verb":
        return is_verb
    return not is_verb if frame.only == "noun" else True


def is_verbal(token: Token) -> bool:
    """Whether a word is used as a verb: also a plural noun, for the tagger, that has an object."""
    return token.pos_ in ("VERB", "AUX") or any(child.dep_ in ("dobj", "obj") for child in token.children)


def _find_next(token: Token, frame: Frame) -> Token | None:
    """The thing right after a word, described or not: what a verb taken for a plural acts on ("ECOWAS lifts sanctions
    on Niger")."""
    for following in token.doc[token.i + 1 : token.i + 1 + _NEAR]:
        if stem(following.text, token.lang_) in frame.things:
            return following
        if following.pos_ not in ("ADJ", "DET", "NOUN", "PROPN"):
            return None
    return None


def _match(token: Token, frame: Frame, lang: str) -> Iterator[Match]:
    predicate = make_predicate(token, lang, is_verb=is_verbal(token))
    thing = _find_thing(predicate, frame, lang) if frame.things else None
    if frame.things and thing is None:
        return
    root = thing if thing is not None else token
    is_other = any(key(child, lang) in frame.lacks for child in root.lefts)
    if not is_other and (not frame.needs or _has(root, frame.needs, lang)):
        yield Match(frame, predicate, thing)


def _find_thing(predicate: Predicate, frame: Frame, lang: str) -> Token | None:
    things = (one for one in find_things(predicate, lang) if key(one, lang) in frame.things)
    found = next(things, None)
    if found is None and predicate.token.tag_ == "NNS":
        return _find_next(predicate.token, frame)
    return found


def find_things(predicate: Predicate, lang: str) -> Iterator[Token]:
    """The objects of a verb, what it makes of its subject ("becomes a member"), and what "as" makes of it."""
    grammar = load_grammar(lang)
    verb = predicate.token
    yield from predicate.targets
    for child in verb.children:
        if child.dep_ in grammar.predicative:
            yield from with_conjuncts((child,), grammar)
    yield from (noun for word, noun in find_prepositional(verb, grammar) if word in ("as", "to", "into", "on", "off"))


def _has(token: Token, words: frozenset[str], lang: str) -> bool:
    """Whether one of the words is the token or stands in its phrase."""
    level = [token]
    for _ in range(_DEPTH):
        if any(key(one, lang) in words for one in level):
            return True
        level = [child for one in level for child in one.children if child.dep_ in _MODIFIERS]
    return False


def stem_all(words: Iterable[str], lang: str) -> frozenset[str]:
    """The stems of words and of what they become with the usual endings: they are not always one."""
    forms = (form for word in words for form in (word, *(word + end for end in _ENDS), *_without_last(word)))
    return frozenset(stem(form, lang) for form in forms)


def _without_last(word: str) -> tuple[str, ...]:
    if word.endswith("e"):
        return (word + "d", word[:-1] + "ing")
    return (word[:-1] + "ied", word[:-1] + "ies") if word.endswith("y") else ()


@cache
def _by_word(lang: str) -> Mapping[str, Sequence[Frame]]:
    found: dict[str, list[Frame]] = {}
    for frame in load_frames(lang):
        for word in frame.words:
            found.setdefault(word, []).append(frame)
    return found


@cache
def load_not_yet(lang: str) -> Mapping[str, frozenset[str]]:
    """The stems of words above a verb by which it is not done yet, or refused."""
    return {name: stem_all(row, lang) for name, row in _load(lang)["above"].items()}


@cache
def load_bodies(lang: str) -> frozenset[str]:
    """The stems of words in the names of what one can be a member of."""
    return stem_all(_load(lang)["lists"]["body"], lang)


@cache
def load_plain(lang: str) -> frozenset[str]:
    """The stems of words before a noun for fighters that name nobody: "armed men", "Islamist militants"."""
    return stem_all(_load(lang)["lists"]["plain"], lang)


@cache
def load_frames(lang: str) -> tuple[Frame, ...]:
    """The frames of a language; none for one without."""
    table = _load(lang)
    return tuple(_read(row, table["lists"], lang) for row in table["frames"])


def _read(row: Mapping[str, Any], lists: Mapping[str, Sequence[str]], lang: str) -> Frame:
    def stems(name: str) -> frozenset[str]:
        value = row.get(name, [])
        return stem_all(lists[value] if isinstance(value, str) else value, lang)

    return Frame(
        kind=RelationKind(row["kind"]),
        change=Change(row["change"]),
        left=tuple(row["left"]),
        right=tuple(row["right"]),
        **{name: stems(name) for name in ("words", "things", "needs", "lacks", "subjects")},
        left_is=row.get("left_is", row.get("sides", "")),
        right_is=row.get("right_is", row.get("sides", "")),
        only=row.get("only", ""),
        is_real_when_planned=row.get("is_real_when_planned", False),
    )


@cache
def _load(lang: str) -> Mapping[str, Any]:
    text = (resources.files("dateline.reading.relations") / "relations.toml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = tomllib.loads(text).get(lang, {"lists": {}, "above": {}, "frames": []})
    return table

"""A sentence as a tree: what depends on what, who the subject of a verb is, which words are its cue.

The labels of both parsers stand beside each other: English (CLEAR style: dobj, pobj, prep) and French (Universal
Dependencies: obj, obl, case).
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.reading.statements.drafts import Range, trim
from dateline.reading.statements.lexicon import Lexicon
from dateline.reading.statements.words import Words

SUBJECTS = frozenset({"nsubj", "csubj", "expl:subj", "nsubj:pass", "nsubjpass"})
_PASSIVE = frozenset({"nsubj:pass", "nsubjpass", "aux:pass", "auxpass"})
_AGENTS = frozenset({"agent", "obl:agent"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_CUE_PARTS = frozenset({"aux", "auxpass", "aux:pass", "aux:tense", "neg", "prt", "advmod", "compound:prt"})


@dataclass(frozen=True, slots=True)
class Tree:
    """One parsed sentence: the children of each word and the range its subtree spans, in places of `words`."""

    words: Words
    bounds: Range
    lexicon: Lexicon
    children: tuple[tuple[int, ...], ...]
    spans: tuple[Range, ...]

    def under(self, at: int) -> tuple[int, ...]:
        """The words that depend on this one."""
        return self.children[at - self.bounds[0]]

    def span(self, at: int) -> Range:
        """The range that the word and all below it span."""
        return self.spans[at - self.bounds[0]]

    def child(self, at: int, labels: frozenset[str]) -> int | None:
        """The first word that depends on this one in one of these ways."""
        return next((child for child in self.under(at) if self.words.dep[child] in labels), None)


def grow_tree(words: Words, bounds: Range, lexicon: Lexicon) -> Tree | None:
    """The tree of a sentence; None where it was not parsed."""
    first, last = bounds
    if first == last or words.head[first] < 0:
        return None
    children: list[list[int]] = [[] for _ in range(last - first)]
    left, right = list(range(first, last)), list(range(first + 1, last + 1))
    for at in range(first, last):
        head = words.head[at]
        if head != at:
            children[head - first].append(at)
        while True:
            left[head - first] = min(left[head - first], at)
            right[head - first] = max(right[head - first], at + 1)
            if head == words.head[head]:
                break
            head = words.head[head]
    return Tree(words, bounds, lexicon, tuple(map(tuple, children)), tuple(zip(left, right, strict=True)))


def find_subject(tree: Tree, at: int) -> int | None:
    """Who does it: the verb's subject or agent, or that of the verb it is joined to; the noun a clause stands at."""
    words = tree.words
    for _ in range(4):
        own = tree.child(at, _AGENTS)
        if own is not None:
            return next((child for child in tree.under(own) if words.dep[child] in {"pobj"}), own)
        is_passive = any(words.dep[child] in _PASSIVE for child in tree.under(at))
        own = tree.child(at, SUBJECTS)
        if own is not None and words.lower[own] not in {"that", "which"}:
            return None if is_passive else own
        head = words.head[at]
        if head == at:
            return None
        if words.dep[at] in {"relcl", "acl", "acl:relcl"}:
            return None if is_passive else head
        if words.dep[at] not in {"conj", "xcomp", "advcl", "pcomp", "dep"}:
            return None
        at = head
    return None


def bound_source(tree: Tree, at: int) -> Range:
    """The noun phrase of a source, without the clauses that hang on it."""
    words = tree.words
    first, last = tree.span(at)
    for child in tree.under(at):
        if child > at and words.dep[child] in {"relcl", "acl:relcl", "acl", "parataxis"}:
            last = min(last, tree.span(child)[0])
    return trim(words, (first, max(last, at + 1)))


def find_heads(words: Words, source: Range) -> tuple[int, ...]:
    """The words that a source's phrase is about: its head, then the heads of its appositions, "commander" and "Garcia".

    None in a sentence without a parse.
    """
    first, last = source
    inside = range(first, last)
    tops = [at for at in inside if words.head[at] >= 0 and (words.head[at] == at or words.head[at] not in inside)]
    head = next((at for at in tops if words.pos[at] in _NOMINAL), None)
    if head is None:
        return ()
    return head, *(at for at in inside if words.dep[at] == "appos" and words.head[at] == head)


def is_negated(tree: Tree, at: int) -> bool:
    """Whether the verb is said not to have been said: "did not say", "never threatened"."""
    words, lexicon = tree.words, tree.lexicon
    return any(words.lower[child] in lexicon.negation for child in tree.under(at))


def spread_cue(tree: Tree, at: int) -> Range:
    """The verb with the auxiliaries, particles and adverbs that touch it."""
    words = tree.words
    parts = {child for child in tree.under(at) if words.dep[child] in _CUE_PARTS}
    first, last = at, at + 1
    while first - 1 in parts:
        first -= 1
    while last in parts and words.dep[last] in {"prt", "compound:prt", "neg"}:
        last += 1
    return first, last

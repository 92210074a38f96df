"""Nouns, adjectives and phrases that say what somebody holds: "the claim that", "is afraid of", "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.reading.statements.beside import find_quote_beside
from dateline.reading.statements.drafts import Draft, Range, trim
from dateline.reading.statements.lexicon import SpeechWord
from dateline.reading.statements.tree import SUBJECTS, Tree, bound_source, find_subject, is_negated, spread_cue
from dateline.records.events import StatementMode

_OBJECTS = frozenset({"dobj", "obj", "obl:arg", "iobj", "dative"})
_ASIDES = frozenset({"relcl", "acl:relcl", "parataxis"})
_OWNERS = frozenset({"poss", "nmod", "nmod:poss"})
_HELD = frozenset({"ccomp", "xcomp", "prep", "obl", "obl:arg", "advcl", "acl"})
CARRIED = 5  # words from a light or linking verb to the noun or adjective that it carries
_OF_DEEDS = frozenset({StatementMode.SAID, StatementMode.PLANNED, StatementMode.PROMISED})
_NOUN_CLAUSES = frozenset({"acl", "ccomp", "acl:relcl"})


def read_noun(tree: Tree, at: int, word: SpeechWord) -> Iterator[Draft]:
    """ "The ministry's claim that ...", "made a promise to": the owner, or the light verb's subject, says it."""
    words, lexicon = tree.words, tree.lexicon
    matter = next((child for child in tree.under(at) if child > at and _is_matter(tree, child, word)), None)
    if matter is None:
        return
    cue, source = (at, at + 1), None
    owner = next((child for child in tree.under(at) if child < at and words.dep[child] in _OWNERS), None)
    verb = words.head[at]
    if owner is not None:
        source = trim(words, tree.span(owner))
    elif words.lower[verb] in lexicon.light and 0 < at - verb <= CARRIED and words.dep[at] in _OBJECTS:
        subject = find_subject(tree, verb)
        source = None if subject is None else bound_source(tree, subject)
        cue = (spread_cue(tree, verb)[0], at + 1)
    elif words.dep[matter] not in _NOUN_CLAUSES:
        return
    yield Draft(source=source, cue=cue, content=(trim(words, tree.span(matter)),), mode=word.mode)


def _is_matter(tree: Tree, at: int, word: SpeechWord) -> bool:
    """Whether what hangs on a noun of saying is what is said: a clause with its mark, or "of", "for", "about".

    What a declaration, a decision or a plan is "of" or "for" is no statement.
    """
    words, lexicon = tree.words, tree.lexicon
    first = words.lower[tree.span(at)[0]]
    if words.dep[at] in _NOUN_CLAUSES:
        return first in lexicon.clause or first in {"to", "de", "d'"}
    return words.dep[at] in {"prep", "nmod"} and first in lexicon.reasons and word.mode not in _OF_DEEDS


def read_adjective(tree: Tree, at: int, word: SpeechWord) -> Iterator[Draft]:
    """ "The army is confident that ...": the subject of the linking verb holds it."""
    words, lexicon = tree.words, tree.lexicon
    verb = words.head[at]
    if words.lower[verb] not in lexicon.linking or words.dep[at] not in {"acomp", "attr", "oprd"} or verb > at:
        verb = next((child for child in tree.under(at) if words.dep[child] in {"cop", "auxpass", "aux:pass"}), -1)
    matter = next((child for child in tree.under(at) if child > at and words.dep[child] in _HELD), None)
    if verb < 0 or matter is None or at - verb > CARRIED:
        return
    own = tree.child(at, SUBJECTS)
    subject = tree.child(verb, SUBJECTS) if own is None else own
    if subject is None or words.lower[subject] in {"it", "there", "il", "ce", "c'"}:
        return
    cue = (spread_cue(tree, verb)[0], at + 1)
    source = bound_source(tree, subject)
    yield Draft(
        source=source,
        cue=cue,
        content=(trim(words, tree.span(matter)),),
        mode=word.mode,
        is_negated=is_negated(tree, verb),
    )


def read_phrase(tree: Tree, cue: Range) -> Iterator[Draft]:
    """ "According to X, ...": the source follows, and the rest of the sentence is what X says."""
    words, bounds, lexicon = tree.words, tree.bounds, tree.lexicon
    if cue[1] >= bounds[1]:
        return
    named = next((at for at in range(cue[1], bounds[1]) if cue[0] <= words.head[at] < cue[1]), words.head[cue[1] - 1])
    last = cue[1]
    if named >= cue[1]:
        clauses = [tree.span(child)[0] for child in tree.under(named) if words.dep[child] in _ASIDES]
        last = min([tree.span(named)[1], *(place for place in clauses if place > named)])
    source = trim(words, (cue[1], max(last, cue[1] + 1)))
    if source[0] >= source[1]:
        return
    before, after = trim(words, (bounds[0], cue[0])), trim(words, (source[1], bounds[1]))
    quote = find_quote_beside(tree, cue[0])
    content = quote or (before if before[1] - before[0] > 2 else after)
    if content[0] < content[1]:
        phrase = tuple(words.lower[cue[0] : cue[1]])
        yield Draft(source=source, cue=cue, content=(content,), mode=lexicon.phrases[phrase], is_report=True)

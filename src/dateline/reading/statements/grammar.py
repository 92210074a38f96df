"""Parsed sentences -> statements by rule: the subject, the clause and the object of a word of saying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.reading.statements.beside import (
    adjoins,
    end_before_rival,
    find_own_quote,
    find_quote_beside,
    find_rest,
    from_mark,
    governs_quote,
    join_quote,
)
from dateline.reading.statements.drafts import Draft, Range, cut, trim
from dateline.reading.statements.lexicon import SURE, SpeechWord, match_phrase
from dateline.reading.statements.nominals import read_adjective, read_noun, read_phrase
from dateline.reading.statements.patterns import end_of_name
from dateline.reading.statements.tree import SUBJECTS, Tree, bound_source, find_subject, is_negated, spread_cue
from dateline.records.events import StatementMode

_PATIENTS = frozenset({"nsubj:pass", "nsubjpass"})
_PASSIVE = frozenset({"nsubj:pass", "nsubjpass", "aux:pass", "auxpass"})
_CLAUSES = frozenset({"ccomp", "parataxis"})
_TOLD = frozenset({"ccomp", "xcomp"})
_AIMS = frozenset({"xcomp"})
_OBJECTS = frozenset({"dobj", "obj", "obl:arg", "iobj", "dative"})
_OBLIQUE = frozenset({"prep", "obl", "obl:mod", "obl:arg", "oprd", "advcl", "pcomp"})
_PHRASES = frozenset({"prep", "obl", "obl:mod", "obl:arg"})
_NAMES = frozenset({"oprd"})
_ASIDE = frozenset({"at", "by", "with", "like", "without", "since", "from"})  # no matter, but how, when or from where
_ASKING = frozenset({"ask"})  # "asked whether" is said, "asked for" and "asked X to" demanded
_FOR = frozenset({"for"})
_ON = frozenset({"on", "upon"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_AGENTS = frozenset({"agent", "obl:agent"})
_VERBS = frozenset({"VERB", "AUX"})
REPORTING = frozenset({StatementMode.SAID, StatementMode.DENIED, StatementMode.ACCUSED, StatementMode.WARNED})
_ANY_VERB = SpeechWord(kind="verb", base="", mode=StatementMode.SAID)
_AS = frozenset({"as", "comme"})
_CHARGING = frozenset({"accuse", "accuser"})
_TELLING = frozenset({"tell", "inform", "informer"})  # their object hears it


def read_tree(tree: Tree) -> Iterator[Draft]:
    """The statements of one parsed sentence, in the order of their cues."""
    words, bounds, lexicon = tree.words, tree.bounds, tree.lexicon
    has_quote = any(number >= 0 for number in words.quote[slice(*bounds)]) and not _says_outside(tree)
    for at in range(*bounds):
        phrase = match_phrase(words.lower, at, lexicon.phrases) if words.lower[at] in lexicon.starts else None
        if phrase is not None:
            yield from read_phrase(tree, (at, at + len(phrase)))
            continue
        word = lexicon.words.get(words.lower[at])
        if word is None:
            if not has_quote or not governs_quote(tree, at):
                continue
            word = _ANY_VERB
        if word.kind == "adjective":
            yield from read_adjective(tree, at, word)
        elif word.kind == "noun" and words.pos[at] not in _VERBS:
            yield from read_noun(tree, at, word)
        elif words.pos[at] in _VERBS and word.kind != "noun":
            yield from _read_verb(tree, at, word)


def _says_outside(tree: Tree) -> bool:
    """Whether a verb of saying stands outside quotations: then no other verb is one."""
    words, known = tree.words, tree.lexicon.words
    own = (at for at in range(*tree.bounds) if words.quote[at] < 0 and words.pos[at] in _VERBS)
    return any((word := known.get(words.lower[at])) is not None and word.kind in SURE for at in own)


def _read_verb(tree: Tree, at: int, word: SpeechWord) -> Iterator[Draft]:
    words, bounds, lexicon = tree.words, tree.bounds, tree.lexicon
    if _is_passive_aside(tree, at):
        return
    if word.base in lexicon.naming and not _asks(tree, at):
        word = replace(word, kind="clausal", mode=StatementMode.SAID)
    elif word.base in _ASKING and _asks(tree, at):
        word = replace(word, mode=StatementMode.DEMANDED)
    cue = spread_cue(tree, at)
    source = _find_source(tree, at, cue)
    spoken_to = tree.child(at, _OBJECTS)
    content, target = _read_content(tree, at, word, spoken_to)
    content = content or find_own_quote(tree, cue, source)
    if (
        lexicon.inverts
        and source is None
        and spoken_to is not None
        and spoken_to >= cue[1]
        and _is_after_comma(tree, cue)
    ):
        source, content, target = bound_source(tree, spoken_to), (bounds[0], cue[0]), None
    if content is None:
        return
    pieces = tuple(piece for part in cut(content, (cue, source)) if (piece := trim(words, part))[0] < piece[1])
    if pieces:
        yield Draft(
            source=source,
            cue=cue,
            content=pieces,
            mode=word.mode,
            is_negated=is_negated(tree, at),
            target=target,
            is_report=word.kind in SURE and word.mode in REPORTING,
        )


def _find_source(tree: Tree, at: int, cue: Range) -> Range | None:
    """The verb's subject; the name behind the verb where the parser takes the subject from the quotation before it."""
    words, bounds, lexicon = tree.words, tree.bounds, tree.lexicon
    subject = find_subject(tree, at)
    if subject is None and words.head[at] == at and tree.child(at, _PASSIVE) is None:
        subject = _find_loose(tree, at)
    source = None if subject is None else bound_source(tree, subject)
    if source is not None and source[0] <= at < source[1]:
        source = (source[0], min(at, cue[0])) if source[0] < min(at, cue[0]) else None
    is_foreign = source is not None and words.quote[source[0]] not in {-1, words.quote[at]}
    if not is_foreign and (source is not None or cue[0] == bounds[0] or words.quote[cue[0] - 1] < 0):
        return source
    first = cue[1] + (cue[1] < bounds[1] and words.lower[cue[1]] in {"-t", "-t-"})
    behind = trim(words, (first, end_of_name(words, bounds, first, lexicon)))
    return behind if behind[0] < behind[1] else None


def _find_loose(tree: Tree, at: int) -> int | None:
    """The noun phrase before a verb that the parser made a sentence of its own: a name with an apposition."""
    words, (first, _) = tree.words, tree.bounds
    for other in range(first, at):
        if words.head[other] == other and words.pos[other] in {"NOUN", "PROPN"} and tree.span(other)[0] == first:
            between = range(tree.span(other)[1], tree.span(at)[0])
            return other if all(words.pos[place] == "PUNCT" for place in between) else None
    return None


def _is_after_comma(tree: Tree, cue: Range) -> bool:
    words = tree.words
    return words.text[cue[0] - 1] == ","


def _is_passive_aside(tree: Tree, at: int) -> bool:
    """ "The questions asked", "voters are called up": done to somebody, and no clause or "of" says what."""
    words, lexicon = tree.words, tree.lexicon
    if tree.child(at, _AGENTS) is not None:
        return False
    above = words.head[at] if words.dep[at] == "conj" else at
    if words.tag[at] == words.tag[above] == "VBN" and words.dep[above] in {"acl", "amod"}:
        return True
    is_bare = words.tag[at] == "VBN" and words.dep[at] == "advcl" and tree.child(at, _AUXILIARIES | SUBJECTS) is None
    if is_bare and tree.child(at, _TOLD) is None:
        return True
    if tree.child(at, _PASSIVE) is None or tree.child(at, _TOLD) is not None:
        return False
    return not any(words.lower[tree.span(child)[0]] in lexicon.reasons for child in tree.under(at) if child > at)


def _read_content(tree: Tree, at: int, word: SpeechWord, spoken_to: int | None) -> tuple[Range | None, Range | None]:
    """What a verb says and to or of whom: its clause, the quotation beside it, its aim, or the matter of its object."""
    words, lexicon = tree.words, tree.lexicon
    aimed_at = spoken_to if spoken_to is not None else tree.child(at, _PATIENTS)
    target = tree.span(aimed_at) if aimed_at is not None and word.base in lexicon.targets else None
    clause = _find_clause(tree, at, word, spoken_to)
    if clause is not None:
        return join_quote(tree, at, from_mark(tree, end_before_rival(tree, clause))), target
    if word.base in lexicon.naming and (named := _read_naming(tree, at, spoken_to)) is not None:
        return named, target
    quote = find_quote_beside(tree, at)
    if quote is not None and (word.kind == "verb" or adjoins(tree, at, quote)):
        return quote, target
    aim = tree.child(at, _AIMS)
    if words.dep[at] == "advcl" and any(words.lower[child] in _AS for child in tree.under(at)):
        is_aside = word.kind == "verb" and word.mode is StatementMode.SAID and spoken_to is None and aim is None
        return (find_rest(tree, tree.span(at)), target) if is_aside else (None, None)
    if aim is not None:
        return (from_mark(tree, tree.span(aim)), target) if word.kind != "clausal" else (None, None)
    matter = _read_matter(tree, at, word, spoken_to)
    if target is not None and matter is not None and target[0] < matter[0] < target[1]:
        target = (target[0], matter[0])
    return matter, target


def _asks(tree: Tree, at: int) -> bool:
    """Whether a verb that names asks for something: "called for", "called on X to"."""
    words, lexicon = tree.words, tree.lexicon
    if tree.child(at, _NAMES) is not None:
        return False
    firsts = (words.lower[tree.span(child)[0]] for child in tree.under(at) if child > at)
    known = lexicon.words.get(words.lower[at])
    wanted = _FOR if known is not None and known.base in _ASKING else lexicon.reasons | _ON
    return tree.child(at, _AIMS) is not None or any(first in wanted for first in firsts)


def _read_naming(tree: Tree, at: int, named: int | None) -> Range | None:
    """ "Called him a traitor": the one named, where he stands behind the verb, with the name."""
    words, name = tree.words, tree.child(at, _NAMES | _CLAUSES)
    if name is None and named is not None and any(words.quote[place] >= 0 for place in range(*tree.span(named))):
        name = named
    if name is None:
        return None
    first, last = tree.span(name)
    return join_quote(tree, at, (first if named is None else min(first, tree.span(named)[0]), last))


def _find_clause(tree: Tree, at: int, word: SpeechWord, spoken_to: int | None) -> int | None:
    """The clause that a verb says; of a verb that may tell a deed one with a tense and no object before it."""
    words = tree.words
    clause = tree.child(at, _CLAUSES)
    if clause is None or word.kind == "verb":
        return clause
    tags = (
        _FINITE if word.kind == "clausal" else _FINITE | {"VBG"}
    )  # "shows troops leaving", but not "saw them leaving"
    is_finite = not words.tag[clause] or any(words.tag[part] in tags for part in (clause, *tree.under(clause)))
    has_object = spoken_to is not None and at < spoken_to < clause and word.base not in tree.lexicon.targets
    return clause if is_finite and not has_object else None


def _read_matter(tree: Tree, at: int, word: SpeechWord, spoken_to: int | None) -> Range | None:
    """The content of a verb without a clause: what follows its object, the object itself, or what it hangs on."""
    if word.kind == "clausal":
        return None
    words, lexicon = tree.words, tree.lexicon
    oblique = [child for child in tree.under(at) if child > at and words.dep[child] in _OBLIQUE]
    charge = None if spoken_to is None or word.base not in _CHARGING else _find_charge(tree, spoken_to)
    if charge is not None:
        return charge
    if spoken_to is not None and word.base in lexicon.targets:
        inner = tree.under(spoken_to) if word.base in _CHARGING else ()
        hung = [child for child in inner if child > spoken_to and words.dep[child] in _PHRASES]
        reason = next((child for child in oblique + hung if words.lower[tree.span(child)[0]] in lexicon.reasons), None)
        if reason is not None:
            return tree.span(reason)
    if word.kind == "guarded" and spoken_to is not None and words.lower[spoken_to] not in lexicon.matters:
        return None
    if spoken_to is not None and spoken_to > at and word.base not in _TELLING:
        return _with_next(tree, tree.span(spoken_to), oblique)
    if words.dep[at] == "parataxis" and words.head[at] != at:
        return tree.span(words.head[at])
    if word.kind != "verb":
        return None
    firsts = (tree.span(child) for child in oblique)
    return next((found for found in firsts if words.lower[found[0]] not in _ASIDE), None)


def _find_charge(tree: Tree, accused: int) -> Range | None:
    """ "Of killing ...": the charge inside the noun phrase of the one accused, where the parser hung it by mistake."""
    words, last = tree.words, tree.span(accused)[1]
    for at in range(accused + 1, last - 1):
        if words.lower[at] in tree.lexicon.reasons and words.tag[at + 1] == "VBG":
            return at, last
    return None


def _with_next(tree: Tree, found: Range, oblique: list[int]) -> Range:
    """An object with the phrases right behind it: parsers often hang "in the north" on the verb."""
    words = tree.words
    first, last = found
    for child in oblique:
        if tree.span(child)[0] == last and words.dep[child] in _PHRASES:
            last = tree.span(child)[1]
    return first, last

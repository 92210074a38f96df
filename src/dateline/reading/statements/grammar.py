"""Parsed sentences -> statements by rule: the subject, the clause and the object of a word of saying.

One set of rules for the labels of both parsers: English (CLEAR style: dobj, pobj, prep) and French (Universal
Dependencies: obj, obl, case).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.reading.statements.drafts import Draft, Range, cut, trim
from dateline.reading.statements.lexicon import Lexicon, SpeechWord, match_phrase
from dateline.reading.statements.patterns import end_of_name
from dateline.reading.statements.quoting import TERM_WORDS
from dateline.reading.statements.words import Words
from dateline.records.events import StatementMode

_SUBJECTS = frozenset({"nsubj", "csubj", "expl:subj", "nsubj:pass", "nsubjpass"})
_PATIENTS = frozenset({"nsubj:pass", "nsubjpass"})
_PASSIVE = frozenset({"nsubj:pass", "nsubjpass", "aux:pass", "auxpass"})
_CLAUSES = frozenset({"ccomp", "parataxis"})
_AIMS = frozenset({"xcomp"})
_OBJECTS = frozenset({"dobj", "obj", "obl:arg", "iobj", "dative"})
_OBLIQUE = frozenset({"prep", "obl", "obl:mod", "obl:arg", "oprd", "advcl", "pcomp"})
_PHRASES = frozenset({"prep", "obl", "obl:mod", "obl:arg"})
_AGENTS = frozenset({"agent", "obl:agent"})
_ASIDES = frozenset({"relcl", "acl:relcl", "parataxis"})
_OWNERS = frozenset({"poss", "nmod", "nmod:poss"})
_HELD = frozenset({"ccomp", "xcomp", "prep", "obl", "obl:arg", "advcl", "acl"})
DAY_WORDS = 3  # words that may stand between a verb and its "that"
CARRIED = 5  # words from a light or linking verb to the noun or adjective that it carries
_CUE_PARTS = frozenset({"aux", "auxpass", "aux:pass", "aux:tense", "neg", "prt", "advmod", "compound:prt"})
_NOUN_CLAUSES = frozenset({"acl", "ccomp", "acl:relcl"})
_VERBS = frozenset({"VERB", "AUX"})
REPORTING = frozenset({StatementMode.SAID, StatementMode.DENIED, StatementMode.ACCUSED, StatementMode.WARNED})
_ANY_VERB = SpeechWord(kind="verb", base="", mode=StatementMode.SAID)
_AS = frozenset({"as", "comme"})
_CHARGING = frozenset({"accuse", "accuser"})
_TELLING = frozenset({"tell", "inform", "informer"})  # their object hears it


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence's parse: the children of each word, and the range its subtree spans; places count from `first`."""

    first: int
    children: tuple[tuple[int, ...], ...]
    spans: tuple[Range, ...]

    def under(self, at: int) -> tuple[int, ...]:
        """The words that depend on this one."""
        return self.children[at - self.first]

    def span(self, at: int) -> Range:
        """The range that the word and all below it span."""
        return self.spans[at - self.first]


def grow_tree(words: Words, bounds: Range) -> Tree | None:
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
        while head != words.head[head] or head == words.head[at]:
            left[head - first] = min(left[head - first], at)
            right[head - first] = max(right[head - first], at + 1)
            if head == words.head[head]:
                break
            head = words.head[head]
    return Tree(first, tuple(map(tuple, children)), tuple(zip(left, right, strict=True)))


def read_tree(words: Words, bounds: Range, tree: Tree, lexicon: Lexicon) -> Iterator[Draft]:
    """The statements of one parsed sentence, in the order of their cues."""
    has_quote = any(number >= 0 for number in words.quote[slice(*bounds)])
    for at in range(*bounds):
        phrase = match_phrase(words.lower, at, lexicon.phrases) if words.lower[at] in lexicon.starts else None
        if phrase is not None:
            yield from _read_phrase(words, bounds, (at, at + len(phrase)), tree, lexicon)
            continue
        word = lexicon.words.get(words.lower[at])
        if word is None:
            if not has_quote or not _governs_quote(words, at, tree):
                continue
            word = _ANY_VERB
        if word.kind == "adjective":
            yield from _read_adjective(words, at, tree, word, lexicon)
        elif word.kind == "noun" and words.pos[at] not in _VERBS:
            yield from _read_noun(words, at, tree, word, lexicon)
        elif words.pos[at] in _VERBS:
            yield from _read_verb(words, bounds, at, tree, word, lexicon)


def _governs_quote(words: Words, at: int, tree: Tree) -> bool:
    """Whether a verb's clause holds a quotation that the verb stands outside of: "..., he surmised"."""
    clause = _child(words, at, tree, _CLAUSES)
    if clause is None or words.pos[at] != "VERB":
        return False
    first, last = tree.span(clause)
    numbers = {words.quote[place] for place in (first, clause, last - 1)} - {-1, words.quote[at]}
    return any(words.quotes[number].n_words > TERM_WORDS for number in numbers)


def _read_verb(words: Words, bounds: Range, at: int, tree: Tree, word: SpeechWord, lexicon: Lexicon) -> Iterator[Draft]:
    if _is_passive_aside(words, at, tree, lexicon):
        return
    cue = _spread_cue(words, at, tree)
    source = _find_source(words, bounds, at, cue, tree, lexicon)
    spoken_to = _child(words, at, tree, _OBJECTS)
    content, target = _read_content(words, bounds, at, tree, word, lexicon, spoken_to)
    content = content or _own_quote(words, bounds, cue, source)
    if (
        lexicon.inverts
        and source is None
        and spoken_to is not None
        and spoken_to >= cue[1]
        and _is_after_comma(words, cue)
    ):
        source, content, target = bound_source(words, spoken_to, tree), (bounds[0], cue[0]), None
    if content is None:
        return
    pieces = tuple(piece for part in cut(content, (cue, source)) if (piece := trim(words, part))[0] < piece[1])
    if pieces:
        yield Draft(
            source=source,
            cue=cue,
            content=pieces,
            mode=word.mode,
            is_negated=is_negated(words, at, tree, lexicon),
            target=target,
            is_report=word.kind == "verb" and word.mode in REPORTING,
        )


def _find_source(words: Words, bounds: Range, at: int, cue: Range, tree: Tree, lexicon: Lexicon) -> Range | None:
    """The verb's subject; the name behind the verb where the parser takes the subject from the quotation before it."""
    subject = find_subject(words, at, tree)
    source = None if subject is None else bound_source(words, subject, tree)
    if source is not None and source[0] <= at < source[1]:
        source = (source[0], min(at, cue[0])) if source[0] < min(at, cue[0]) else None
    is_foreign = source is not None and words.quote[source[0]] not in {-1, words.quote[at]}
    if not is_foreign and (source is not None or cue[0] == bounds[0] or words.quote[cue[0] - 1] < 0):
        return source
    first = cue[1] + (cue[1] < bounds[1] and words.lower[cue[1]] in {"-t", "-t-"})
    behind = trim(words, (first, end_of_name(words, bounds, first, lexicon)))
    return behind if behind[0] < behind[1] else None


def _is_after_comma(words: Words, cue: Range) -> bool:
    return words.text[cue[0] - 1] == ","


def _is_passive_aside(words: Words, at: int, tree: Tree, lexicon: Lexicon) -> bool:
    """ "The questions asked", "voters are called up": done to somebody, and no clause or "of" says what."""
    if _child(words, at, tree, _AGENTS) is not None:
        return False
    if words.dep[at] in {"acl", "amod"} and words.tag[at] == "VBN":
        return True
    if _child(words, at, tree, _PASSIVE) is None or _child(words, at, tree, _CLAUSES | _AIMS) is not None:
        return False
    return not any(words.lower[tree.span(child)[0]] in lexicon.reasons for child in tree.under(at) if child > at)


def _read_content(
    words: Words, bounds: Range, at: int, tree: Tree, word: SpeechWord, lexicon: Lexicon, spoken_to: int | None
) -> tuple[Range | None, Range | None]:
    """What a verb says and to or of whom: its clause, the quotation beside it, its aim, or the matter of its object."""
    aimed_at = spoken_to if spoken_to is not None else _child(words, at, tree, _PATIENTS)
    target = tree.span(aimed_at) if aimed_at is not None and word.base in lexicon.targets else None
    clause = _child(words, at, tree, _CLAUSES)
    if clause is not None:
        return _join_quote(words, bounds, at, _from_mark(words, tree.span(clause), lexicon)), target
    quote = _quote_beside(words, bounds, at)
    if quote is not None:
        return quote, target
    if words.dep[at] == "advcl" and any(words.lower[child] in _AS for child in tree.under(at)):
        return _rest(words, bounds, tree.span(at)), target
    aim = _child(words, at, tree, _AIMS)
    if aim is not None:
        return _from_mark(words, tree.span(aim), lexicon), target
    matter = _read_matter(words, at, tree, word, lexicon, spoken_to)
    if target is not None and matter is not None and target[0] < matter[0] < target[1]:
        target = (target[0], matter[0])
    return matter, target


def _read_matter(
    words: Words, at: int, tree: Tree, word: SpeechWord, lexicon: Lexicon, spoken_to: int | None
) -> Range | None:
    """The content of a verb without a clause: what follows its object, the object itself, or what it hangs on."""
    oblique = [child for child in tree.under(at) if child > at and words.dep[child] in _OBLIQUE]
    if spoken_to is not None and word.base in lexicon.targets:
        inner = tree.under(spoken_to) if word.base in _CHARGING else ()  # "of ...": hung on X by mistake
        hung = [child for child in inner if child > spoken_to and words.dep[child] in _PHRASES]
        reason = next((child for child in oblique + hung if words.lower[tree.span(child)[0]] in lexicon.reasons), None)
        if reason is not None:
            return tree.span(reason)
    if spoken_to is not None and spoken_to > at and word.base not in _TELLING:
        return _with_next(words, tree.span(spoken_to), oblique, tree)
    if words.dep[at] == "parataxis" and words.head[at] != at:
        return tree.span(words.head[at])
    return tree.span(oblique[0]) if oblique and word.kind == "verb" else None


def _with_next(words: Words, found: Range, oblique: list[int], tree: Tree) -> Range:
    """An object with the phrases right behind it: parsers often hang "in the north" on the verb."""
    first, last = found
    for child in oblique:
        if tree.span(child)[0] == last and words.dep[child] in _PHRASES:
            last = tree.span(child)[1]
    return first, last


def _read_noun(words: Words, at: int, tree: Tree, word: SpeechWord, lexicon: Lexicon) -> Iterator[Draft]:
    """ "The ministry's claim that ...", "made a promise to": the owner, or the light verb's subject, says it."""
    matter = next((child for child in tree.under(at) if child > at and _is_matter(words, child, tree, lexicon)), None)
    if matter is None:
        return
    cue, source = (at, at + 1), None
    owner = next((child for child in tree.under(at) if child < at and words.dep[child] in _OWNERS), None)
    verb = words.head[at]
    if owner is not None:
        source = trim(words, tree.span(owner))
    elif words.lower[verb] in lexicon.light and 0 < at - verb <= CARRIED and words.dep[at] in _OBJECTS:
        subject = find_subject(words, verb, tree)
        source = None if subject is None else bound_source(words, subject, tree)
        cue = (_spread_cue(words, verb, tree)[0], at + 1)
    elif words.dep[matter] not in _NOUN_CLAUSES:
        return
    yield Draft(source=source, cue=cue, content=(trim(words, tree.span(matter)),), mode=word.mode)


def _is_matter(words: Words, at: int, tree: Tree, lexicon: Lexicon) -> bool:
    """Whether what hangs on a noun of saying is what is said: a clause with its mark, or "of", "for", "about"."""
    first = words.lower[tree.span(at)[0]]
    if words.dep[at] in _NOUN_CLAUSES:
        return first in lexicon.clause or first in {"to", "de", "d'"}
    return words.dep[at] in {"prep", "nmod"} and first in lexicon.reasons


def _read_adjective(words: Words, at: int, tree: Tree, word: SpeechWord, lexicon: Lexicon) -> Iterator[Draft]:
    """ "The army is confident that ...": the subject of the linking verb holds it."""
    verb = words.head[at]
    if words.lower[verb] not in lexicon.linking or words.dep[at] not in {"acomp", "attr", "oprd"} or verb > at:
        verb = next((child for child in tree.under(at) if words.dep[child] in {"cop", "auxpass", "aux:pass"}), -1)
    matter = next((child for child in tree.under(at) if child > at and words.dep[child] in _HELD), None)
    if verb < 0 or matter is None or at - verb > CARRIED:
        return
    subject = _child(words, at, tree, _SUBJECTS) or _child(words, verb, tree, _SUBJECTS)
    if subject is None or words.lower[subject] in {"it", "there", "il", "ce", "c'"}:
        return
    cue = (_spread_cue(words, verb, tree)[0], at + 1)
    source = bound_source(words, subject, tree)
    yield Draft(
        source=source,
        cue=cue,
        content=(trim(words, tree.span(matter)),),
        mode=word.mode,
        is_negated=is_negated(words, verb, tree, lexicon),
    )


def _read_phrase(words: Words, bounds: Range, cue: Range, tree: Tree, lexicon: Lexicon) -> Iterator[Draft]:
    """ "According to X, ...": the source follows, and the rest of the sentence is what X says."""
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
    quote = _quote_beside(words, bounds, cue[0])
    content = quote or (before if before[1] - before[0] > 2 else after)
    if content[0] < content[1]:
        phrase = tuple(words.lower[cue[0] : cue[1]])
        yield Draft(source=source, cue=cue, content=(content,), mode=lexicon.phrases[phrase], is_report=True)


def find_subject(words: Words, at: int, tree: Tree) -> int | None:
    """Who does it: the verb's subject or agent, or that of the verb it is joined to; the noun a clause stands at."""
    for _ in range(4):
        own = _child(words, at, tree, _AGENTS)
        if own is not None:
            return next((child for child in tree.under(own) if words.dep[child] in {"pobj"}), own)
        is_passive = any(words.dep[child] in _PASSIVE for child in tree.under(at))
        own = _child(words, at, tree, _SUBJECTS)
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


def bound_source(words: Words, at: int, tree: Tree) -> Range:
    """The noun phrase of a source, without the clauses that hang on it."""
    first, last = tree.span(at)
    for child in tree.under(at):
        if child > at and words.dep[child] in {"relcl", "acl:relcl", "acl", "parataxis"}:
            last = min(last, tree.span(child)[0])
    return trim(words, (first, max(last, at + 1)))


def is_negated(words: Words, at: int, tree: Tree, lexicon: Lexicon) -> bool:
    """Whether the verb is said not to have been said: "did not say", "never threatened"."""
    return any(words.lower[child] in lexicon.negation for child in tree.under(at))


def _spread_cue(words: Words, at: int, tree: Tree) -> Range:
    """The verb with the auxiliaries, particles and adverbs that touch it."""
    parts = {child for child in tree.under(at) if words.dep[child] in _CUE_PARTS}
    first, last = at, at + 1
    while first - 1 in parts:
        first -= 1
    while last in parts and words.dep[last] in {"prt", "compound:prt", "neg"}:
        last += 1
    return first, last


def _child(words: Words, at: int, tree: Tree, labels: frozenset[str]) -> int | None:
    return next((child for child in tree.under(at) if words.dep[child] in labels), None)


def _rest(words: Words, bounds: Range, found: Range) -> Range | None:
    """The longer part of the sentence beside a range."""
    before, after = trim(words, (bounds[0], found[0])), trim(words, (found[1], bounds[1]))
    longer = before if before[1] - before[0] > after[1] - after[0] else after
    return longer if longer[0] < longer[1] else None


def _from_mark(words: Words, found: Range, lexicon: Lexicon) -> Range:
    """The clause from its "that" on: a day before it ("said Monday that") belongs to the verb."""
    first, last = found
    mark = next((at for at in range(first, min(first + DAY_WORDS, last)) if words.lower[at] in lexicon.clause), first)
    return mark, last


def _own_quote(words: Words, bounds: Range, cue: Range, source: Range | None) -> Range | None:
    """The quotation that verb and source interrupt: "It is grave, said the doctor." """
    number = words.quote[cue[0]]
    if number < 0 or source is None or source[0] < cue[1] or words.text[cue[0] - 1] not in {",", "،"}:
        return None
    inside = [at for at in range(*bounds) if words.quote[at] == number]
    return inside[0], inside[-1] + 1


def _join_quote(words: Words, bounds: Range, at: int, found: Range) -> Range:
    """The clause together with the quotation that it stands in or holds part of."""
    numbers = {words.quote[place] for place in range(*found)} - {-1, words.quote[at]}
    inside = [place for place in range(*bounds) if words.quote[place] in numbers]
    return (min(found[0], inside[0]), max(found[1], inside[-1] + 1)) if inside else found


def _quote_beside(words: Words, bounds: Range, at: int) -> Range | None:
    """The quotation of the same sentence that the verb stands outside of: the one after it, else the one before."""
    long = {
        number for number in words.quote[slice(*bounds)] if number >= 0 and words.quotes[number].n_words > TERM_WORDS
    }
    places = [place for place in range(*bounds) if words.quote[place] in long - {words.quote[at]}]
    if not places:
        return None
    after = [place for place in places if place > at]
    chosen = after if after else places
    number = words.quote[chosen[0] if after else chosen[-1]]
    same = [place for place in chosen if words.quote[place] == number]
    return same[0], same[-1] + 1

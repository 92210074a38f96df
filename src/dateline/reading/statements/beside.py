"""What stands beside a verb of saying in its sentence: a clause, a quotation, the rest."""

from __future__ import annotations

from dateline.reading.statements.drafts import Range, trim
from dateline.reading.statements.lexicon import SURE
from dateline.reading.statements.quoting import TERM_WORDS
from dateline.reading.statements.tree import SUBJECTS, Tree

_CLAUSES = frozenset({"ccomp", "parataxis"})
_SET_OFF = frozenset(",:?!،؟–—")
DAY_WORDS = 3  # words that may stand between a verb and its "that"


def governs_quote(tree: Tree, at: int) -> bool:
    """Whether a verb's clause holds a quotation that the verb stands outside of: "..., he surmised"."""
    words = tree.words
    clause = tree.child(at, _CLAUSES)
    if clause is None or words.pos[at] != "VERB":
        return False
    first, last = tree.span(clause)
    numbers = {words.quote[place] for place in (first, clause, last - 1)} - {-1, words.quote[at]}
    return any(words.quotes[number].n_words > TERM_WORDS for number in numbers)


def find_rest(tree: Tree, found: Range) -> Range | None:
    """The longer part of the sentence beside a range."""
    words, bounds = tree.words, tree.bounds
    before, after = trim(words, (bounds[0], found[0])), trim(words, (found[1], bounds[1]))
    longer = before if before[1] - before[0] > after[1] - after[0] else after
    return longer if longer[0] < longer[1] else None


def from_mark(tree: Tree, found: Range) -> Range:
    """The clause from its "that" on: a day before it ("said Monday that") belongs to the verb."""
    words, lexicon = tree.words, tree.lexicon
    first, last = found
    mark = next((at for at in range(first, min(first + DAY_WORDS, last)) if words.lower[at] in lexicon.clause), first)
    return mark, last


def find_own_quote(tree: Tree, cue: Range, source: Range | None) -> Range | None:
    """The quotation that verb and source interrupt: "It is grave, said the doctor." """
    words, bounds = tree.words, tree.bounds
    number = words.quote[cue[0]]
    if number < 0 or source is None or source[0] < cue[1] or words.text[cue[0] - 1] not in {",", "،"}:
        return None
    inside = [at for at in range(*bounds) if words.quote[at] == number]
    return inside[0], inside[-1] + 1


def join_quote(tree: Tree, at: int, found: Range) -> Range:
    """The clause together with the quotation that it stands in or holds part of."""
    words, bounds = tree.words, tree.bounds
    numbers = {words.quote[place] for place in range(*found)} - {-1, words.quote[at]}
    inside = [place for place in range(*bounds) if words.quote[place] in numbers]
    return (min(found[0], inside[0]), max(found[1], inside[-1] + 1)) if inside else found


def find_quote_beside(tree: Tree, at: int) -> Range | None:
    """The quotation of the same sentence that the verb stands outside of: the one after it, else the one before."""
    words, bounds = tree.words, tree.bounds
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


def adjoins(tree: Tree, at: int, quote: Range) -> bool:
    """Whether a quotation is set off toward the verb, as speech is: "he noted: ...", "..., she said".

    Quoted words amid the sentence of a verb that may tell a deed ("ruled in the case "X vs. Y"") are a name or a term.
    """
    words, (first, last) = tree.words, quote
    if at < first:
        before = words.lower[first - 1]
        return first - 1 == at or before in _SET_OFF or before in tree.lexicon.clause
    inside, after = words.text[max(last - 2, 0)], words.text[min(last, len(words) - 1)]
    return inside in _SET_OFF or after in _SET_OFF


def end_before_rival(tree: Tree, clause: int) -> Range:
    """A clause without what somebody else says: "that troops came, but | the army denied it" belongs to the army."""
    words, (first, last) = tree.words, tree.span(clause)
    for other in tree.under(clause):
        word = tree.lexicon.words.get(words.lower[other])
        if words.dep[other] != "conj" or word is None or word.kind not in SURE or tree.child(other, SUBJECTS) is None:
            continue
        end = tree.span(other)[0]
        while end - 1 > clause and (words.pos[end - 1] == "CCONJ" or words.text[end - 1] == ","):
            end -= 1
        if any(words.text[at] == "," or words.lower[at] in tree.lexicon.joints for at in range(end, other)):
            last = min(last, end)
    return first, last

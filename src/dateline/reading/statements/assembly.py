"""One label a word -> statements: which source and which content belong to which cue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from dateline.reading.statements.drafts import Draft, Range, tidy
from dateline.reading.statements.lexicon import Lexicon, match_phrase
from dateline.reading.statements.quoting import REACH
from dateline.reading.statements.words import Words
from dateline.records.events import StatementMode

_T = TypeVar("_T")
OUTSIDE, SOURCE, CUE, CONTENT = "O", "S", "C", "N"
GAP_WORDS = 2  # between two parts of one source: a comma and what the model missed
FAR = 1_000  # words: further than any sentence's end
_FIRST_KINDS = {"verb": 0, "noun": 1, "adjective": 1, "weak": 2, "guarded": 2, "clausal": 3}


@dataclass(slots=True)
class _Slot:
    """A cue with what was found for it so far."""

    cue: Range
    rule: Draft | None
    source: Range | None = None
    content: list[Range] = field(default_factory=list)


def label_drafts(words: Words, drafts: Sequence[Draft]) -> list[str]:
    """One label a word: source, cue, content or none. Sources and cues show through content around them."""
    labels = [OUTSIDE] * len(words)
    for draft in drafts:
        for first, last in draft.content:
            labels[first:last] = [CONTENT] * (last - first)
    for draft in drafts:
        if draft.source is not None:
            labels[slice(*draft.source)] = [SOURCE] * (draft.source[1] - draft.source[0])
        if draft.content and draft.cue[0] != draft.content[0][0]:  # else a quotation that stands alone
            labels[slice(*draft.cue)] = [CUE] * (draft.cue[1] - draft.cue[0])
    return labels


def assemble(words: Words, labels: Sequence[str], rules: Sequence[Draft], lexicon: Lexicon) -> list[Draft]:
    """The statements that the labels tell of, in the order of their cues.

    A run of labels ends with its sentence. A source or content goes to the cue that a rule ties it to, else to the
    nearest cue of its sentence, and content without one to a cue of the sentences beside it. Cues without content
    tell nothing and are dropped; content without a cue is kept where it is a quotation.
    """
    runs = {label: list(_find_runs(words, labels, label)) for label in (SOURCE, CUE, CONTENT)}
    by_sentence = _group(words, rules, [rule.cue for rule in rules])
    slots = [_Slot(cue, _find_rule(cue, by_sentence[words.sentence[cue[0]]])) for cue in runs[CUE]]
    beside = _group(words, slots, [slot.cue for slot in slots])
    for run in runs[SOURCE]:
        slot = _choose(run, beside[words.sentence[run[0]]], is_source=True)
        if slot is not None and slot.source is not None and run[0] - slot.source[1] <= GAP_WORDS:
            slot.source = (slot.source[0], run[1])
        elif slot is not None and (slot.source is None or _ties(slot.rule, run)):
            slot.source = run
    loose: list[Range] = []
    for run in runs[CONTENT]:
        slot = _choose(run, beside[words.sentence[run[0]]], is_source=False) or _look_around(words, run, beside)
        (loose if slot is None else slot.content).append(run)
    _share_sources(slots, beside)
    drafts = [_finish(words, slot, lexicon) for slot in slots if slot.content]
    drafts += [_stand_alone(run) for run in loose if _is_quotation(words, run)]
    return sorted(tidy(drafts), key=lambda draft: draft.cue)


def _find_runs(words: Words, labels: Sequence[str], label: str) -> Iterator[Range]:
    for first, last in words.bounds:
        start = -1
        for at in range(first, last):
            if labels[at] == label and start < 0:
                start = at
            elif labels[at] != label and start >= 0:
                yield start, at
                start = -1
        if start >= 0:
            yield start, last


def _find_rule(cue: Range, rules: Sequence[Draft]) -> Draft | None:
    return next((rule for rule in rules if rule.cue[0] < cue[1] and cue[0] < rule.cue[1]), None)


def _ties(rule: Draft | None, run: Range) -> bool:
    """Whether a rule has this run as source or content of its cue."""
    if rule is None:
        return False
    parts = (rule.source, *rule.content)
    return any(part is not None and part[0] < run[1] and run[0] < part[1] for part in parts)


def _choose(run: Range, slots: Sequence[_Slot], *, is_source: bool) -> _Slot | None:
    """The cue of the same sentence that the run belongs to: tied by a rule, else the nearest, on the usual side."""
    best: tuple[int, int] | None = None
    for number, slot in enumerate(slots):
        after = run[0] >= slot.cue[1]
        far = run[0] - slot.cue[1] if after else slot.cue[0] - run[1]
        far += after if is_source else 2 * (not after)
        far -= FAR * _ties(slot.rule, run)
        far += FAR * (is_source and slot.source is not None and not _ties(slot.rule, run))
        if best is None or far < best[0]:
            best = (far, number)
    return None if best is None else slots[best[1]]


def _look_around(words: Words, run: Range, beside: Mapping[int, list[_Slot]]) -> _Slot | None:
    """The statement before that goes on in this sentence, or the one that begins right after it in its paragraph."""
    here = words.sentence[run[0]]
    near = [slot for at in range(here - REACH, here + 2) for slot in beside.get(at, ())]
    tied = next((slot for slot in near if _ties(slot.rule, run)), None)
    if tied is not None:
        return tied
    before = [slot for slot in near if words.sentence[slot.cue[0]] < here]
    after = [slot for slot in near if words.sentence[slot.cue[0]] > here and _is_together(words, slot, here)]
    if after and not (before and _is_together(words, before[-1], here)):
        return after[0]
    return before[-1] if before else None


def _is_together(words: Words, slot: _Slot, sentence: int) -> bool:
    return words.paragraph[words.sentence[slot.cue[0]]] == words.paragraph[sentence]


def _group(words: Words, items: Sequence[_T], cues: Sequence[Range]) -> defaultdict[int, list[_T]]:
    """Sentence -> the items whose cue it has."""
    groups: defaultdict[int, list[_T]] = defaultdict(list)
    for item, cue in zip(items, cues, strict=True):
        groups[words.sentence[cue[0]]].append(item)
    return groups


def _share_sources(slots: Sequence[_Slot], beside: Mapping[int, list[_Slot]]) -> None:
    """A cue without a source takes that of its rule, else, as in "..., adding that", that of the cue before it."""
    for slot in slots:
        if slot.source is None and slot.rule is not None:
            slot.source = slot.rule.source
    for group in beside.values():
        for before, slot in pairwise(group):
            slot.source = before.source if slot.source is None else slot.source


def _finish(words: Words, slot: _Slot, lexicon: Lexicon) -> Draft:
    rule = slot.rule
    spoken = words.lower[slice(*slot.cue)]
    negated = any(word in lexicon.negation for word in spoken) or (rule is not None and rule.is_negated)
    return Draft(
        source=slot.source,
        cue=slot.cue,
        content=tuple(slot.content),
        mode=find_mode(spoken, lexicon) if rule is None else rule.mode,
        is_negated=negated,
        target=None if rule is None else rule.target,
    )


def find_mode(spoken: Sequence[str], lexicon: Lexicon) -> StatementMode:
    """What is done with these words: by a phrase, else by the first verb among them, else noun, else weak verb."""
    for at in range(len(spoken)):
        phrase = match_phrase(spoken, at, lexicon.phrases)
        if phrase is not None:
            return lexicon.phrases[phrase]
    known = [lexicon.words[word] for word in spoken if word in lexicon.words]
    known.sort(key=lambda word: _FIRST_KINDS[word.kind])
    return known[0].mode if known else StatementMode.SAID


def _is_quotation(words: Words, run: Range) -> bool:
    return sum(words.quote[at] >= 0 for at in range(*run)) * 2 > run[1] - run[0]


def _stand_alone(run: Range) -> Draft:
    return Draft(source=None, cue=(run[0], run[0] + 1), content=(run,))

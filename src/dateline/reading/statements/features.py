"""What the sequence model sees of each word: its neighbours, its place in the parse, quotations, and what rules say."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reading.statements.lexicon import Lexicon
from dateline.reading.statements.words import Words

# Dependents that tell verbs of saying from others; English and French labels.
FRAME = {
    "nsubj": "s",
    "nsubjpass": "p",
    "nsubj:pass": "p",
    "ccomp": "c",
    "xcomp": "x",
    "dobj": "o",
    "obj": "o",
    "dative": "d",
    "agent": "a",
    "obl:agent": "a",
    "mark": "m",
    "acomp": "e",
    "attr": "e",
    "cop": "e",
}
FAR = 12  # heads looked at on the way up
_VERBS = frozenset({"VERB", "AUX"})


def list_features(words: Words, rules: Sequence[str], lexicon: Lexicon) -> list[list[str]]:
    """For each word its features as strings."""
    kinds = [_kind(word, lexicon) for word in words.lower]
    frames = _read_frames(words)
    rows: list[list[str]] = []
    for number, (first, last) in enumerate(words.bounds):
        about = _describe_sentence(words, number, rules)
        columns = (words.lower[first:last], words.tag[first:last], kinds[first:last], list(rules[first:last]))
        padded = [("^^", "^", *column, "$", "$$") for column in columns]
        for at in range(first, last):
            row = _list_near(padded, at - first + 2)
            row += _list_above(words, at, kinds, frames)
            row += _list_quote(words, at, rules)
            row += about
            rows.append(row)
    return rows


def _read_frames(words: Words) -> list[str]:
    """For each word which of the telling dependents it has: a subject, a clause, an object, ..."""
    found: list[set[str]] = [set() for _ in range(len(words))]
    for at, head in enumerate(words.head):
        letter = FRAME.get(words.dep[at])
        if letter is not None and head >= 0:
            found[head].add(letter)
    return ["".join(sorted(letters)) for letters in found]


def _kind(word: str, lexicon: Lexicon) -> str:
    found = lexicon.words.get(word)
    return f"{found.kind[0]}{found.mode[:2]}" if found else ""


def _list_near(padded: Sequence[Sequence[str]], at: int) -> list[str]:
    lower, tag, kind, rule = padded
    word = lower[at]
    row = [
        "w=" + word,
        "w-=" + lower[at - 1],
        "w+=" + lower[at + 1],
        "w--=" + lower[at - 2],
        "w++=" + lower[at + 2],
        "t=" + tag[at],
        f"t-={tag[at - 1]}|{tag[at]}",
        f"t+={tag[at]}|{tag[at + 1]}",
        f"t--={tag[at - 2]}|{tag[at - 1]}",
        f"t++={tag[at + 1]}|{tag[at + 2]}",
        "s=" + word[-3:],
        "p=" + word[:5],
        f"r={rule[at]}",
        f"r3={rule[at - 1]}{rule[at]}{rule[at + 1]}",
        f"r5={rule[at - 2]}{rule[at - 1]}{rule[at]}{rule[at + 1]}{rule[at + 2]}",
    ]
    if kind[at]:
        row += ["k=" + kind[at], f"k+={kind[at][:1]}|{lower[at + 1]}"]
    if kind[at - 1]:
        row.append("k-=" + kind[at - 1])
    if kind[at + 1]:
        row.append("k+=" + kind[at + 1])
    return row


def _list_above(words: Words, at: int, kinds: Sequence[str], frames: Sequence[str]) -> list[str]:
    """The head, and the nearest verb, and the nearest word of saying above, with the branch that leads down from it."""
    head = words.head[at]
    if head < 0:
        return []
    row = [
        f"d={words.dep[at]}|{words.pos[at]}",
        f"h={words.dep[at]}|{words.lower[head]}",
        f"hk={words.dep[at]}|{kinds[head]}",
        f"f={frames[at]}|{words.tag[at]}",
        f"hh={words.dep[at]}|{words.dep[head]}|{words.tag[head]}",
    ]
    here, branch, has_verb = at, "self", False
    for _ in range(FAR):
        is_verb = words.pos[here] in _VERBS
        side = "<" if at < here else ">"
        if is_verb and not has_verb:
            has_verb = True
            row += [f"v={words.lower[here]}|{branch}{side}", f"vf={frames[here]}|{branch}{side}"]
            row.append(f"vd={words.dep[here]}|{words.tag[here]}|{branch}")
        if kinds[here]:
            row.append(f"a={kinds[here]}|{branch}{side}")
            row.append(f"al={words.lower[here]}|{branch}")
            if is_verb:
                break
        if words.head[here] == here:
            row.append(f"root={branch}{side}{words.tag[here]}")
            break
        branch, here = words.dep[here], words.head[here]
    return row


def _list_quote(words: Words, at: int, rules: Sequence[str]) -> list[str]:
    number = words.quote[at]
    if number < 0:
        return ["q=-"]
    quote = words.quotes[number]
    size = "s" if quote.n_words <= 2 else "m" if quote.n_words <= 5 else "l"
    edge = "b" if words.start[at] == quote.start else "e" if words.end[at] == quote.end else "i"
    return [f"q={size}{edge}", f"qr={size}{rules[at]}"]


def _describe_sentence(words: Words, number: int, rules: Sequence[str]) -> list[str]:
    """What holds for all words of a sentence: quotations and rule labels in it and beside it."""
    row = ["about=" + _sum_up(words, number, rules)]
    for step in (-1, 1):
        other = number + step
        if 0 <= other < len(words.bounds):
            together = words.paragraph[other] == words.paragraph[number]
            row.append(f"about{step}={int(together)}{_sum_up(words, other, rules)}|{row[0]}")
    return row


def _sum_up(words: Words, number: int, rules: Sequence[str]) -> str:
    first, last = words.bounds[number]
    quoted = sum(1 for at in range(first, last) if words.quote[at] >= 0)
    share = "0" if not quoted else "1" if quoted >= last - first - 1 else "h"
    found = set(rules[first:last])
    return share + "".join(label for label in "SCN" if label in found)

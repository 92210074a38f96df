"""Sentences -> the same in other words, and the same made false in one point. Deterministic for a given Random.

Rewordings keep what a sentence says: synonyms, parts left out, passive, the speaker moved. Corruptions change one
point: a name, a place, a number, a day, the polarity, plan into deed, roles, order, cause, or an addition. Both take a
parsed sentence and give a text, or None where the sentence has nothing to change. The words are in corruptions.toml.
Needs lemminflect, which the project does not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from lemminflect import getInflection, getLemma
from spacy.tokens import Doc, Span, Token

from dateline.checking.kin import OPPOSITE, SAME, load_kin

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
MONTHS: list[str] = _TABLES["months"]
DAYS: list[str] = _TABLES["days"]
NUMBERS: list[str] = _TABLES["numbers"]
FUTURE: frozenset[str] = frozenset(_TABLES["future"])
CAUSES: list[str] = _TABLES["causes"]
COMPARED: list[tuple[str, str]] = [(old, new) for old, new in _TABLES["compared"]]

_FINITE = ("VBZ", "VBD", "VBP")
_NAMES = ("PERSON", "ORG", "NORP", "FAC", "PRODUCT", "EVENT")
_PLACES = ("GPE", "LOC")
_PAST = {"is": "was", "are": "were", "has": "had", "have": "had"}
_DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}
_SAYING = ("said", "says", "announced", "reported", "stated")
_MODALS = ("will", "would", "may", "might", "could")
_LEADS = ("plan", "threaten", "refuse", "fail", "intend", "be expected")
_OPENERS = ("The", "A", "An", "It", "He", "She", "They", "This", "In", "At")  # written small within a sentence
_NEEDED = re.compile(r"\b(?:not|no|never|if|unless|according|said|alleged\w*|denie[sd])\b")


@dataclass(slots=True)
class Pool:
    """What a corruption takes its strangers from: entities by label, in the same text and in others, and phrases."""

    near: Mapping[str, Sequence[str]] = field(default_factory=dict)
    far: Mapping[str, Sequence[str]] = field(default_factory=dict)
    phrases: Sequence[str] = ()
    sentences: Sequence[str] = ()


def tidy(text: str) -> str:
    """A sentence as printed: one space, no space before a stop, a capital letter first."""
    text = re.sub(r"\s+([,.;:!?])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,;")
    text = re.sub(r",(?=[,.;])", "", text)
    return text[:1].upper() + text[1:]


def without(doc: Doc, gone: set[int]) -> str:
    """The text without some words."""
    return tidy("".join(token.text_with_ws if token.i not in gone else "" for token in doc))


def with_words(doc: Doc, new: Mapping[int, str]) -> str:
    """The text with other words in the places of some."""
    return tidy("".join(new.get(t.i, t.text) + t.whitespace_ for t in doc))


def lemma_of(token: Token) -> str:
    """The word that a token is a form of, in small letters."""
    found = getLemma(token.text.lower(), upos=token.pos_ if token.pos_ in ("NOUN", "VERB", "ADJ", "ADV") else "NOUN")
    return found[0] if found else token.text.lower()


def inflect(lemma: str, tag: str) -> str:
    """The form of a word that a Penn tag asks for; the word itself where there is none."""
    found = getInflection(lemma, tag=tag)
    return found[0] if found else lemma


def subtree(token: Token) -> range:
    """The places of a token and all that hangs on it."""
    return range(token.left_edge.i, token.right_edge.i + 1)


def _phrase(token: Token) -> Span:
    """A token and all that hangs on it, as a span."""
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def _child(token: Token, *labels: str) -> Token | None:
    """The first child that hangs on a token by one of some labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def _has_child(token: Token, *labels: str) -> bool:
    return _child(token, *labels) is not None


def _main_verb(doc: Doc) -> Token | None:
    """The verb that all the rest hangs on, where it is finite."""
    root = next((t for t in doc if t.dep_ == "ROOT" and t.pos_ == "VERB"), None)
    return root if root is not None and root.tag_ in _FINITE else None


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:]


def _within(phrase: Span) -> str:
    """A phrase as it is written within a sentence: its first letter small, unless it opens with a name."""
    return phrase.text if phrase[0].ent_type_ or phrase[0].pos_ == "PROPN" else _lower_first(phrase.text)


# ---------------------------------------------------------------- rewordings


def say_with_synonyms(doc: Doc, random: Random) -> str | None:
    """One to three words by a synonym or a derived word of the same part of speech."""
    slots = [(token, same) for token in doc if _is_plain_word(token) and (same := _synonyms(token))]
    if not slots:
        return None
    chosen = random.sample(slots, min(len(slots), random.choice((1, 1, 2, 3))))
    return with_words(doc, {token.i: inflect(random.choice(same), token.tag_) for token, same in chosen})


def _is_plain_word(token: Token) -> bool:
    """Whether a token is a verb, noun or adjective in small letters and no part of a name."""
    return token.pos_ in ("VERB", "NOUN", "ADJ") and not token.ent_type_ and token.text.islower()


def _synonyms(token: Token) -> list[str]:
    """Common words that mean the same as a token, seen from either."""
    kin, lemma = load_kin(), lemma_of(token)
    same = sorted(other for other, sign in kin.relations.get(lemma, {}).items() if sign == SAME)
    return [other for other in same if lemma in kin.relations.get(other, {}) and other in kin.lemmas]


def leave_out(doc: Doc, random: Random) -> str | None:
    """Without a part that the rest does not need: a bracket, an apposition, a relative clause, a late adverbial."""
    parts = [_phrase(token) for token in doc if _is_addition(token)]
    parts = [part for part in parts if _can_go(part)]
    if not parts:
        return None
    part = random.choice(parts)
    return without(doc, {*range(part.start, part.end), *_stops_around(part)})


def _is_addition(token: Token) -> bool:
    """Whether a token heads what is only added to a word or a verb."""
    is_adverbial = token.dep_ == "prep" and token.head.pos_ == "VERB"
    return is_adverbial or token.dep_ in ("appos", "relcl", "acl", "advcl", "npadvmod")


def _can_go(part: Span) -> bool:
    """Whether the sentence says the same without a part: it is late and short, and neither denies nor doubts."""
    if part.start == 0 or len(part) >= 0.6 * len(part.doc):
        return False
    return not _NEEDED.search(" ".join(token.text.lower() for token in part))


def _stops_around(part: Span) -> Iterator[int]:
    """The places of the commas, brackets or dashes that a part stands between; a full stop stays."""
    doc, before, after = part.doc, part.start - 1, part.end
    is_between = after < len(doc) and doc[after].text in (",", ")", "-", "—", ".")
    if is_between and doc[before].text in (",", "(", "-", "—"):
        yield before
        if doc[after].text != ".":
            yield after


def make_passive(doc: Doc, random: Random) -> str | None:
    """ "X kills Y in Z." -> "Y is killed by X in Z.", of a main verb with both."""
    verb = _main_verb(doc)
    if verb is None or _has_child(verb, "aux", "neg", "prt", "dative", "conj", "ccomp", "xcomp"):
        return None
    subject, thing = _child(verb, "nsubj"), _child(verb, "dobj")
    if subject is None or thing is None or "PRON" in (subject.pos_, thing.pos_):
        return None
    left, right = _phrase(subject), _phrase(thing)
    if not _are_in_order(left, verb, right):
        return None
    is_plural = thing.tag_ in ("NNS", "NNPS") or _has_child(thing, "conj")
    be = (("was", "were") if verb.tag_ == "VBD" else ("is", "are"))[is_plural]
    done = inflect(lemma_of(verb), "VBN")
    between, rest = doc[verb.i + 1 : right.start].text, doc[right.end :].text
    return tidy(f"{right.text} {be} {between} {done} by {_within(left)} {rest}")


def _are_in_order(left: Span, verb: Token, right: Span) -> bool:
    """Whether subject, verb and object follow each other, and nothing of the verb's stands before the subject."""
    return left.end <= verb.i <= right.start and all(c.i >= left.start for c in verb.children)


def move_speaker(doc: Doc, random: Random) -> str | None:
    """ "The army said that S." <-> "According to the army, S." """
    verb = next((t for t in doc if t.text.lower() in _SAYING and t.dep_ == "ROOT"), None)
    if verb is None:
        return None
    subject, clause = _child(verb, "nsubj"), _child(verb, "ccomp")
    if subject is None or clause is None or subject.pos_ == "PRON":
        return None
    who, what = _phrase(subject).text, re.sub(r"^that ", "", _phrase(clause).text)
    if len(what.split()) < 4 or '"' in what:
        return None
    form = random.choice(("According to {who}, {what}.", "{What}, {who} said.", "{Who} says that {what}."))
    low = what if clause.left_edge.ent_type_ else _lower_first(what)
    small = who if subject.left_edge.ent_type_ else _lower_first(who)
    return tidy(form.format(who=small, Who=who, what=low, What=what))


def shift_tense(doc: Doc, random: Random) -> str | None:
    """The present tense of event lines in the past."""
    new = {t.i: inflect(lemma_of(t), "VBD") for t in doc if t.tag_ in ("VBZ", "VBP") and t.pos_ == "VERB"}
    new |= {t.i: _PAST[t.text] for t in doc if t.text in _PAST and t.pos_ == "AUX"}
    return with_words(doc, new) if new else None


def spell_numbers(doc: Doc, random: Random) -> str | None:
    """Numbers up to twelve in words for figures, and in figures for words."""
    new = {t.i: other for t in doc if t.tag_ == "CD" and (other := _other_spelling(t.text.lower()))}
    return with_words(doc, new) if new else None


def _other_spelling(number: str) -> str | None:
    """ "3" -> "three", "three" -> "3"; "one" stays, since it is often no number."""
    if number.isdigit() and 1 <= int(number) <= len(NUMBERS):
        return NUMBERS[int(number) - 1]
    return str(NUMBERS.index(number) + 1) if number in NUMBERS[1:] else None


REWORDINGS: dict[str, Callable[[Doc, Random], str | None]] = {
    "synonyms": say_with_synonyms,
    "left_out": leave_out,
    "passive": make_passive,
    "speaker": move_speaker,
    "tense": shift_tense,
    "numbers": spell_numbers,
}

# ---------------------------------------------------------------- corruptions


def other_name(doc: Doc, pool: Pool, random: Random) -> str | None:
    """Another person, organisation, people or thing with a name in the place of one."""
    return _swap_entity(doc, pool, random, _NAMES)


def other_place(doc: Doc, pool: Pool, random: Random) -> str | None:
    """Another place in the place of one."""
    return _swap_entity(doc, pool, random, _PLACES)


def _swap_entity(doc: Doc, pool: Pool, random: Random, labels: Sequence[str]) -> str | None:
    """An entity by another of its label that the sentence does not name, rather one of the same text."""
    found = [e for e in doc.ents if e.label_ in labels]
    random.shuffle(found)
    for entity in found:
        others = list(pool.near.get(entity.label_, ())) if random.random() < 0.6 else []
        others = others or list(pool.far.get(entity.label_, ()))
        others = [o for o in others if not _share(o, doc.text)]
        if others:
            new = random.choice(others)
            the = "the " if entity.text.startswith("the ") and not new.startswith("the ") else ""
            return tidy(doc.text[: entity.start_char] + the + new + doc.text[entity.end_char :])
    return None


def _share(name: str, text: str) -> bool:
    """Whether a text has a word that begins like one of a name."""
    low = text.lower()
    return any(word.lower()[:5] in low for word in re.findall(r"\w{3,}", name))


def other_number(doc: Doc, pool: Pool, random: Random) -> str | None:
    """Another count in the place of one: near it, far from it, or swapped with another of the sentence."""
    found = [t for t in doc if t.tag_ == "CD" and t.ent_type_ not in ("DATE", "TIME")]
    if not found:
        return None
    token = random.choice(found)
    if token.text.lower() in NUMBERS:
        return with_words(doc, {token.i: random.choice([n for n in NUMBERS[1:] if n != token.text.lower()])})
    if not re.fullmatch(r"\d+(?:\.\d+)?", token.text.replace(",", "")):
        return None
    near = [t.text for t in doc if t.tag_ == "CD" and t.text != token.text and t.text[0].isdigit()]
    if near and random.random() < 0.3:
        other = random.choice(near)
        return with_words(doc, {token.i: other, **{t.i: token.text for t in doc if t.text == other}})
    shown = _other_figure(token.text, random)
    return with_words(doc, {token.i: shown}) if shown != token.text else None


def _other_figure(figure: str, random: Random) -> str:
    """Another number, written like a figure: "1,200" -> "2,400"."""
    bare = figure.replace(",", "")
    value = float(bare)
    new = random.choice([value * 10, value + 1, value + 10, max(2, value - 1), value * 2, value / 2, value * 1.3])
    if "." in bare:
        return f"{new:,.1f}"
    return f"{round(new):,}" if "," in figure else f"{round(new)}"


def other_day(doc: Doc, pool: Pool, random: Random) -> str | None:
    """Another month, weekday, year or day of the month in the place of one, whichever is found first."""
    for words in (MONTHS, DAYS):
        found = [t for t in doc if t.text in words and (t.text != "May" or t.ent_type_ == "DATE")]
        if found:
            token = random.choice(found)
            return with_words(doc, {token.i: random.choice([w for w in words if w != token.text])})
    years = [t for t in doc if re.fullmatch(r"(?:19|20)\d\d", t.text)]
    if years:
        token = random.choice(years)
        return with_words(doc, {token.i: str(int(token.text) + random.choice((-10, -2, -1, 1, 2, 3)))})
    parts = [t for t in doc if t.ent_type_ == "DATE" and t.text.isdigit() and int(t.text) <= 31]
    if parts:
        token = random.choice(parts)
        return with_words(doc, {token.i: str((int(token.text) + random.choice((1, 2, 5, 10))) % 28 + 1)})
    return None


def turn_around(doc: Doc, pool: Pool, random: Random) -> str | None:
    """Not, or no longer not."""
    nots = [t for t in doc if t.dep_ == "neg" and t.text.lower() in ("not", "n't", "never")]
    if nots and random.random() < 0.7:
        return without(doc, {nots[0].i})
    verbs = [t for t in doc if _can_be_denied(t)]
    if not verbs:
        return None
    verb = verbs[0] if random.random() < 0.7 else random.choice(verbs)
    helper = _child(verb, "aux", "auxpass")
    if helper is not None:
        return with_words(doc, {helper.i: f"{helper.text} not"})
    return with_words(doc, {verb.i: _denied(verb, random)}) if verb.tag_ in _FINITE else None


def _can_be_denied(token: Token) -> bool:
    """Whether a token is the verb of a clause that is not denied yet."""
    is_of_clause = token.pos_ == "VERB" and token.dep_ in ("ROOT", "ccomp", "conj", "relcl", "advcl")
    return is_of_clause and not _has_child(token, "neg")


def _denied(verb: Token, random: Random) -> str:
    """A finite verb that now was not done: "did not go", "refused to go", "denied going"."""
    lemma = lemma_of(verb)
    plain = f"{_DO[verb.tag_]} not {lemma}"
    refused = f"{inflect('refuse', verb.tag_)} to {lemma}"
    denied = f"{inflect('deny', verb.tag_)} {inflect(lemma, 'VBG')}"
    return random.choice((plain, plain, refused, denied))


def opposite(doc: Doc, pool: Pool, random: Random) -> str | None:
    """A word by its opposite."""
    slots = [(token, other) for token in doc for other in _opposites(token)]
    pairs = [(old, new) for old, new in COMPARED if re.search(rf"\b{old}\b", doc.text)]
    if pairs and (not slots or random.random() < 0.6):
        old, new = random.choice(pairs)
        return tidy(re.sub(rf"\b{old}\b", new, doc.text, count=1))
    if not slots:
        return None
    token, other = random.choice(slots)
    return with_words(doc, {token.i: inflect(other, token.tag_)})


def _opposites(token: Token) -> list[str]:
    """The words that mean the opposite of a token that is no part of a name."""
    if token.pos_ not in ("VERB", "NOUN", "ADJ", "ADV") or token.ent_type_:
        return []
    return sorted(other for other, sign in load_kin().relations.get(lemma_of(token), {}).items() if sign == OPPOSITE)


def plan_as_done(doc: Doc, pool: Pool, random: Random) -> str | None:
    """ "plans to withdraw" -> "withdrew"; "may have killed" -> "killed"; "will" -> did."""
    for token in doc:
        if _is_planned(token):
            tag = token.head.tag_ if token.head.tag_ in (*_FINITE, "VBN") else "VBD"
            gone = dict.fromkeys(range(token.head.i, token.i), "")
            return with_words(doc, {**gone, token.i: inflect(lemma_of(token), tag)})
        modal = _modal_of(token)
        if modal is not None:
            return with_words(doc, {modal.i: "", token.i: inflect(lemma_of(token), "VBD")})
    return None


def _is_planned(token: Token) -> bool:
    """Whether a token is the deed in "plans to withdraw"."""
    is_deed = token.dep_ == "xcomp" and token.tag_ == "VB" and token.head.i < token.i <= token.head.i + 3
    return is_deed and lemma_of(token.head) in FUTURE


def _modal_of(token: Token) -> Token | None:
    """The "will" or "may" close to a verb that is not denied."""
    if token.tag_ != "VB" or token.pos_ != "VERB" or _has_child(token, "neg"):
        return None
    found = [c for c in token.children if c.text.lower() in _MODALS]
    return found[0] if found and all(abs(modal.i - token.i) <= 3 for modal in found) else None


def done_as_plan(doc: Doc, pool: Pool, random: Random) -> str | None:
    """ "withdraws" -> "plans to withdraw"."""
    root = next((t for t in doc if t.dep_ == "ROOT" and t.tag_ in _FINITE and t.pos_ == "VERB"), None)
    if root is None or lemma_of(root) in FUTURE | {"say", "announce"}:
        return None
    lead = random.choice(_LEADS)
    if lead == "be expected":
        return with_words(doc, {root.i: f"{'was' if root.tag_ == 'VBD' else 'is'} expected to {lemma_of(root)}"})
    return with_words(doc, {root.i: f"{inflect(lead, root.tag_)} to {lemma_of(root)}"})


def swap_roles(doc: Doc, pool: Pool, random: Random) -> str | None:
    """Who did it and to whom it was done change places."""
    for verb in doc:
        if verb.pos_ != "VERB":
            continue
        subject, other = _child(verb, "nsubj", "nsubjpass"), _other_side(verb)
        if subject is None or other is None or "PRON" in (subject.pos_, other.pos_):
            continue
        left, right = _short(subject), _short(other)
        if left.end <= right.start:
            return _exchange(left, right, _within(left))
    return None


def _other_side(verb: Token) -> Token | None:
    """The object of a verb, or else what stands behind its "by" or first preposition."""
    thing, by = _child(verb, "dobj"), _child(verb, "agent", "prep")
    return thing if thing is not None or by is None else _child(by, "pobj")


def _short(token: Token) -> Span:
    """The noun phrase without what hangs behind it."""
    rights = [c.right_edge.i for c in token.rights if c.dep_ in ("compound", "flat")]
    return token.doc[token.left_edge.i : max([token.i, *rights]) + 1]


def _exchange(left: Span, right: Span, moved: str) -> str:
    """The text with two spans in each other's places, the left one written as `moved`."""
    text = left.doc.text
    between = text[left.end_char : right.start_char]
    return tidy(text[: left.start_char] + right.text + between + moved + text[right.end_char :])


def swap_names(doc: Doc, pool: Pool, random: Random) -> str | None:
    """Two names of one kind in the sentence change places."""
    for label in ("PERSON", "GPE", "ORG", "NORP"):
        found = [e for e in doc.ents if e.label_ == label][:2]
        if len(found) == 2 and not _share(found[0].text, found[1].text) and not _are_listed(*found):
            return _exchange(found[0], found[1], found[0].text)
    return None


def _are_listed(left: Span, right: Span) -> bool:
    """Whether two names stand side by side, as in "Iran and Iraq", where their order says nothing."""
    between = left.doc[left.end : right.start]
    return len(between) <= 2 and any(t.lower_ in ("and", "or", ",") for t in between)


def add_phrase(doc: Doc, pool: Pool, random: Random) -> str | None:
    """A phrase from another text."""
    if not pool.phrases:
        return None
    phrase = random.choice(pool.phrases)
    if _share(phrase, doc.text):
        return None
    return tidy(doc.text.rstrip(".") + " " + phrase.rstrip(".") + ".")


def add_cause(doc: Doc, pool: Pool, random: Random) -> str | None:
    """A cause or consequence that is another sentence of the text."""
    if not pool.sentences:
        return None
    other = random.choice(pool.sentences).rstrip(".")
    if not _can_be_clause(other) or other[:20] in doc.text:
        return None
    clause = _lower_first(other) if other.split()[0] in _OPENERS else other
    return tidy(f"{doc.text.rstrip('.')} {random.choice(CAUSES)} {clause}.")


def _can_be_clause(sentence: str) -> bool:
    """Whether a sentence is neither too short nor too long to hang on another, and quotes nobody."""
    return 4 <= len(sentence.split()) <= 22 and '"' not in sentence


CORRUPTIONS: dict[str, Callable[[Doc, Pool, Random], str | None]] = {
    "name": other_name,
    "place": other_place,
    "number": other_number,
    "date": other_day,
    "polarity": turn_around,
    "opposite": opposite,
    "plan_as_done": plan_as_done,
    "done_as_plan": done_as_plan,
    "roles": swap_roles,
    "names_swapped": swap_names,
    "addition": add_phrase,
    "cause": add_cause,
}

"""Articles and event lines -> pairs of a claim and evidence, true and corrupted, to train the checker on.

Claims are titles, sentences and event lines, most of them reworded; half are made false in one point (corruptions.py).
A sentence held against its article without it, or against like lines, is not borne out, where its words are not all
there. The same seed gives the same pairs. Needs lemminflect.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from pathlib import Path
from random import Random

from spacy.tokens import Doc, Span
from tools.corruptions import CORRUPTIONS, REWORDINGS, Pool

from dateline.checking.matching import rarity
from dateline.checking.words import read_words
from dateline.reading.parsing import parse
from dateline.reading.sentences import split_sentences

SEED = 7
N_LINES = 9000  # event lines
MOST_SENTENCES = 60  # of an article
LINES_OF_EVIDENCE = 4
TIMES_REWORDED = (0, 1, 1, 2, 2, 3)
COVERED = 0.72  # of a claim's weight that other lines bear: more, and it may follow from them
MOST_LIKE = 600  # lines with a word: more, and it makes no two lines alike
_DATE = re.compile(r"^\w+day, \w+ \d+, \d{4}\s*")


@dataclass(frozen=True, slots=True)
class Example:
    """`kind` says what was done: "+..." left it true. `source` tells which text it is from."""

    claim: str
    evidence: tuple[str, ...]
    is_true: bool
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its title and its sentences."""

    name: str
    title: str
    sentences: tuple[str, ...]


class Maker:
    """Makes examples of texts; keeps count of kinds, so that rare ones are not crowded out."""

    def __init__(self, texts: Sequence[Text], lines: Sequence[str], seed: int = SEED) -> None:
        self.random, self.counts = Random(seed), Counter[str]()
        self.texts, self.lines = texts, lines
        sentences = dict.fromkeys([s for text in texts for s in (*text.sentences, text.title)] + list(lines))
        self.docs: dict[str, Doc] = dict(zip(sentences, parse(list(sentences), "en"), strict=True))
        self.far: Mapping[str, Sequence[str]] = _entities(self.docs.values())
        self.phrases = [phrase for doc in self.docs.values() for phrase in _phrases(doc)]

    def make(self) -> Iterator[Example]:
        """All examples."""
        for text in self.texts:
            yield from self._of_text(text)
        likes = find_like(self.lines)
        for number, line in enumerate(self.lines):
            yield from self._of_line(line, [self.lines[at] for at in likes[number]], f"line {number}")

    def _of_line(self, line: str, like: Sequence[str], name: str) -> Iterator[Example]:
        """A line, true and made false, among lines like it; and at times the most like one held against the others."""
        around = [line, *like[: self.random.choice((0, 1, 2, 3))]]
        self.random.shuffle(around)
        yield from self._pair(line, around, name)
        if like and self.random.random() < 0.25:
            claim, others = like[0], [line, *like[1:]]
            if share_borne(claim, others) < COVERED:
                yield self._example(claim, others, False, "neutral", name)

    def _of_text(self, text: Text) -> Iterator[Example]:
        """The title and some sentences, true and made false; and some held against the text without them."""
        sentences = list(text.sentences)
        if len(text.title) > 25:
            yield self._example(text.title, sentences, True, "+title", text.name)
            yield from self._corrupted(self.docs[text.title], sentences, None, text.name)
        long = [s for s in sentences if len(s.split()) >= 7]
        self.random.shuffle(long)
        for sentence in long[:10]:
            yield from self._pair(sentence, sentences, text.name)
        for sentence in (*long[10:14], *long[:2]):
            rest = [other for other in sentences if other != sentence]
            if len(rest) > 2 and share_borne(sentence, rest) < COVERED:
                yield self._example(sentence, rest, False, "neutral", text.name)

    def _pair(self, base: str, sentences: Sequence[str], name: str) -> Iterator[Example]:
        """A sentence, most often reworded, and the same made false."""
        doc, done = self._reword(self.docs[base])
        yield self._example(doc.text, sentences, True, f"+{done or 'verbatim'}", name, base)
        if self.random.random() < 0.4:
            doc, _ = self._reword(self.docs[base])
        yield from self._corrupted(doc, sentences, base, name)

    def _reword(self, doc: Doc) -> tuple[Doc, str]:
        """A sentence reworded up to three times, and how it first was; "" where it was not."""
        done = ""
        for _ in range(self.random.choice(TIMES_REWORDED)):
            how = self.random.choice([*REWORDINGS, "synonyms", "left_out"])
            text = REWORDINGS[how](doc, self.random)
            if text and len(text) > 20:
                doc, done = next(parse([text], "en")), done or how
        return doc, done

    def _corrupted(self, doc: Doc, sentences: Sequence[str], base: str | None, name: str) -> Iterator[Example]:
        """A sentence made false in one point, rather in a way that was rare so far."""
        near = _entities(self.docs[s] for s in sentences if s in self.docs)
        pool = Pool(near=near, far=self.far, phrases=self.phrases, sentences=[s for s in sentences if s != base])
        for kind in sorted(CORRUPTIONS, key=lambda kind: self.counts[kind] + 400 * self.random.random()):
            text = CORRUPTIONS[kind](doc, pool, self.random)
            if text and text != doc.text:
                self.counts[kind] += 1
                yield self._example(text, sentences, False, kind, name, base)
                return

    def _example(
        self, claim: str, sentences: Sequence[str], is_true: bool, kind: str, name: str, base: str | None = None
    ) -> Example:
        return Example(claim, tuple(choose_evidence(claim, sentences, base)), is_true, kind, name)


def choose_evidence(claim: str, sentences: Sequence[str], base: str | None) -> list[str]:
    """The lines that share the rarest words with a claim, in order; the one that it was made of among them."""
    wanted = _weigh(claim)
    scores = [fsum(wanted.get(lemma, 0.0) for lemma in _lemmas_of(sentence)) for sentence in sentences]
    order = sorted(range(len(sentences)), key=lambda at: (-scores[at], at))[:LINES_OF_EVIDENCE]
    if base in sentences and sentences.index(base) not in order:
        order[-1] = sentences.index(base)
    return [sentences[at] for at in sorted(order)]


def _weigh(sentence: str) -> dict[str, float]:
    """What the content words may be forms of, with their rarity."""
    return {lemma: rarity(word) for word in read_words(sentence) if word.is_content for lemma in word.lemmas}


def _lemmas_of(sentence: str) -> set[str]:
    return {lemma for word in read_words(sentence) for lemma in word.lemmas}


def share_borne(claim: str, sentences: Sequence[str]) -> float:
    """The share of a claim's weight that stands in some of the lines."""
    held = {lemma for sentence in sentences for lemma in _lemmas_of(sentence)}
    weights = [(rarity(word), bool(held & set(word.lemmas))) for word in read_words(claim) if word.is_content]
    return sum(weight for weight, is_held in weights if is_held) / max(1e-9, sum(weight for weight, _ in weights))


def find_like(lines: Sequence[str], n: int = 3) -> list[list[int]]:
    """Of each line the others that share the rarest words."""
    bags = [_weigh(line) for line in lines]
    index: dict[str, list[int]] = defaultdict(list)
    for at, bag in enumerate(bags):
        for lemma in bag:
            index[lemma].append(at)
    found = []
    for at, bag in enumerate(bags):
        scores: dict[int, float] = defaultdict(float)
        for lemma, weight in bag.items():
            if len(index[lemma]) < MOST_LIKE:
                for other in index[lemma]:
                    scores[other] += weight
        scores.pop(at, None)
        found.append([other for other, _ in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:n]])
    return found


def read_texts(ship: Path) -> list[Text]:
    """English Wikinews and ECB+, their spaces before commas and old quotation marks mended."""
    found = []
    with (ship / "open_news/wikinews_en_2019_2020/articles.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            found.append(_text(row["id"], row["title"], _DATE.sub("", row["text"])))
    with (ship / "stories/ecbplus.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            found.append(_text(row["id"], _mend(row["title"]), _mend(row["text"].removeprefix(row["title"]))))
    return [text for text in found if len(text.sentences) >= 3]


def read_lines(ship: Path, seed: int = SEED) -> list[str]:
    """Event lines of 2010-2019, some of them."""
    with (ship / "wcep/lines_2010_2019.jsonl").open(encoding="utf-8") as rows:
        lines = [text for row in rows if 60 < len(text := json.loads(row)["text"]) < 400]
    Random(seed).shuffle(lines)
    return list(dict.fromkeys(lines))[:N_LINES]


def _text(name: str, title: str, text: str) -> Text:
    """A text cut into its first sentences, without very short and very long ones."""
    sentences = (re.sub(r"\s+", " ", text[start:end]).strip() for start, end in split_sentences(text, "en"))
    return Text(name, title, tuple([s for s in sentences if 25 < len(s) < 420][:MOST_SENTENCES]))


def _mend(text: str) -> str:
    """Tokens that a corpus sets apart, written as text again."""
    text = text.replace("`` ", '"').replace("``", '"').replace(" ''", '"').replace("''", '"').replace("( ", "(")
    return re.sub(r" (['’]s\b|n['’]t\b|[.,;:!?%)])", r"\1", text)


def _entities(docs: Iterable[Doc]) -> dict[str, list[str]]:
    """Label -> the named entities with it, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for entity in (entity for doc in docs for entity in doc.ents):
        found[entity.label_].append(entity.text)
    return found


def _phrases(doc: Doc) -> Iterator[str]:
    """Phrases that can be hung on another sentence."""
    for token in doc:
        phrase: Span = doc[token.left_edge.i : token.right_edge.i + 1]
        if token.dep_ == "prep" and token.head.pos_ == "VERB" and 2 < len(phrase) < 9:
            yield phrase.text
        elif token.dep_ in ("advcl", "appos") and 3 < len(phrase) < 12:
            yield f", {phrase.text}"

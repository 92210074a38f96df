"""How well who-said-what is read: `python -m bench.statements [--train A] --test B [--gum C]`.

Two measures. On brat files (PolNeAR's form) each word of the text is source, cue or content in the gold labels and
in the statements that are read; precision, recall and F1 for each of the three. On GUM news (rhetorical trees) an
attribution is found when a statement has its cue or source in the satellite ("the ministry said") and content in the
nucleus. Asked for are those with a cue in words and outside quotations: no picture credits, no "I think" of a quoted
speaker. A statement counts as an attribution when its content is a clause with a finite verb or a quotation, since the
trees mark no others. With --train a model is trained on A first, else the rules are measured as they ship. Without a
path there is nothing to measure.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.train_statements import Labelled, Relation, describe, fit, label_words, prepare, read_any

from bench.data import EVAL_VARIABLE, SHIP_VARIABLE, find_eval, find_ship
from bench.report import Metric, Outcome, write_table
from dateline.languages import LANGUAGES
from dateline.reading.parsing import parse
from dateline.reading.sentences import split_sentences
from dateline.reading.statements import FoundStatement, make_statements
from dateline.reading.statements.lexicon import load_lexicon
from dateline.reading.statements.model import Model
from dateline.reading.statements.quotes import find_quotes
from dateline.reading.statements.words import Words, make_words

NAME = "statements"
POLNEAR, GUM = "quotes/polnear/dev", "open_news/gum_wikinews_news"
LABELS = {"source": "S", "cue": "C", "content": "N"}
_WORD = re.compile(r"\w+|[^\w\s]")
SPEED_TEXTS = 30
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})

Read = tuple[Labelled, Words, list[FoundStatement]]


def measure(test: Path | None = None, train: Path | None = None, gum: Path | None = None) -> Outcome:
    """The bench; by default on what DATELINE_BENCH_EVAL and DATELINE_BENCH_SHIP name."""
    if test is None and gum is None:
        test, gum = find_eval(POLNEAR), find_ship(GUM)
    if test is None and gum is None:
        wanted = f"{EVAL_VARIABLE} or {SHIP_VARIABLE}"
        return Outcome(bench=NAME, metrics=(), notes=(f"skipped: no labelled text; name a folder or set {wanted}",))
    model = None if train is None else train_model(train)
    metrics: list[Metric] = []
    if test is not None:
        articles = read_any(test)
        metrics += score_words(read_statements(articles, model))
        metrics.append(Metric(name="ms_a_sentence", value=measure_speed(articles[:SPEED_TEXTS], model), unit="ms"))
    if gum is not None:
        metrics += score_attributions(read_statements(read_any(gum), model))
    return Outcome(
        bench=NAME, metrics=tuple(metrics), notes=(f"trained on {train}" if train else "rules, as they ship",)
    )


def train_model(path: Path) -> Model:
    """A model trained on a folder or file of labelled text."""
    lexicon = load_lexicon("en")
    assert lexicon is not None
    pairs = prepare(read_any(path))
    return Model(fit([(describe(words, lexicon), label_words(words, article.parts)) for article, words in pairs]))


def read_statements(articles: Sequence[Labelled], model: Model | None) -> list[Read]:
    """Each text with its words and the statements read in it."""
    lexicon = load_lexicon("en")
    assert lexicon is not None
    return [
        (article, words, make_statements(article.name, article.text, words, lexicon, model))
        for article, words in prepare(articles)
    ]


def score_words(reads: Iterable[Read]) -> list[Metric]:
    """Precision, recall and F1 over the words of the texts, for source, cue and content."""
    counts = {name: [0, 0, 0] for name in LABELS}  # right, read, gold
    for article, _, found in reads:
        places = [match.start() for match in _WORD.finditer(article.text)]
        for name, label in LABELS.items():
            gold = _cover((start, end) for kind, start, end in article.parts if kind == label)
            read = _cover(span for item in found for span in _spans(item, name))
            for at in places:
                counts[name][0] += at in gold and at in read
                counts[name][1] += at in read
                counts[name][2] += at in gold
    return [metric for name, count in counts.items() for metric in _figures(name, *count)]


def score_attributions(reads: Iterable[Read]) -> list[Metric]:
    """Precision, recall and F1 over attributions."""
    right_read = n_read = right_gold = n_gold = 0
    for article, words, found in reads:
        ours = [_sides(item) for item in found if _is_attribution(item, words)]
        gold = [relation for relation in article.relations if relation.is_told]
        n_read, n_gold = n_read + len(ours), n_gold + len(gold)
        right_read += sum(any(_meet(one, other) for other in article.relations) for one in ours)
        right_gold += sum(any(_meet(one, other) for one in ours) for other in gold)
    precision, recall = right_read / max(n_read, 1), right_gold / max(n_gold, 1)
    return [
        Metric(name="attribution_precision", value=precision, n=n_read),
        Metric(name="attribution_recall", value=recall, n=n_gold),
        Metric(name="attribution_f1", value=2 * precision * recall / max(precision + recall, 1e-9), n=n_gold),
    ]


def _figures(name: str, right: int, n_read: int, n_gold: int) -> list[Metric]:
    precision, recall = right / max(n_read, 1), right / max(n_gold, 1)
    return [
        Metric(name=f"{name}_precision", value=precision, n=n_read),
        Metric(name=f"{name}_recall", value=recall, n=n_gold),
        Metric(name=f"{name}_f1", value=2 * right / max(n_read + n_gold, 1), n=n_gold),
    ]


def _spans(item: FoundStatement, name: str) -> list[tuple[int, int]]:
    statement = item.statement
    if name == "content":
        return [(span.start, span.end) for span in statement.content]
    span = statement.source if name == "source" else statement.cue
    return [] if span is None else [(span.start, span.end)]


def _cover(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _sides(item: FoundStatement) -> tuple[set[int], set[int]]:
    return _cover([*_spans(item, "source"), *_spans(item, "cue")]), _cover(_spans(item, "content"))


def _meet(one: tuple[set[int], set[int]], other: Relation) -> bool:
    return not one[0].isdisjoint(other.satellite) and not one[1].isdisjoint(other.nucleus)


def _is_attribution(item: FoundStatement, words: Words) -> bool:
    """Whether the content is a quotation with a cue, or a clause: its top verb, or an auxiliary of it, is finite."""
    statement = item.statement
    if statement.cue.start == statement.content[0].start:
        return False
    if statement.is_direct:
        return True
    inside = _cover(_spans(item, "content"))
    places = [at for at, start in enumerate(words.start) if start in inside]
    tops = {at for at in places if words.head[at] == at or words.start[words.head[at]] not in inside}
    return any(words.tag[at] in FINITE and (at in tops or words.head[at] in tops) for at in places)


def measure_speed(articles: Sequence[Labelled], model: Model | None) -> float:
    """Milliseconds a sentence, parsing left out."""
    language, lexicon = LANGUAGES["en"], load_lexicon("en")
    assert lexicon is not None
    spans = [split_sentences(article.text, language) for article in articles]
    docs = [list(parse([a.text[s:e] for s, e in own], "en")) for a, own in zip(articles, spans, strict=True)]
    start = time.process_time()
    for article, own, parsed in zip(articles, spans, docs, strict=True):
        words = make_words(article.text, own, parsed, find_quotes(article.text))
        make_statements(article.name, article.text, words, lexicon, model)
    return (time.process_time() - start) * 1e3 / max(sum(map(len, spans)), 1)


def main() -> None:
    """Measure what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--train", "--test", "--gum"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    print(write_table(measure(options.test, options.train, options.gum), {}))


if __name__ == "__main__":
    main()

"""How often the reader takes a sentence's news for done, planned, demanded, threatened or expected as a person does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bench.labels import read_gold
from bench.report import Metric, Outcome
from dateline.reading import read_article
from dateline.records import Article, Modality

NAME = "modality"
_DONE = Modality.HAPPENED.value


def measure() -> Outcome:
    """The bench."""
    gold = read_gold(NAME)
    labels = [str(row["modality"]) for row in gold]
    read = [read_modality(row["text"]) for row in gold]
    always = [_DONE] * len(gold)
    ahead = [at for at, label in enumerate(labels) if label != _DONE]
    called = [at for at, found in enumerate(read) if found != _DONE]

    def share(name: str, right: Sequence[bool], note: str = "") -> Metric:
        return Metric(
            name=name, value=sum(right) / len(right) if right else None, unit="share", n=len(right), note=note
        )

    metrics = (
        share("exact", [read[at] == label for at, label in enumerate(labels)]),
        share("exact_baseline", [label == _DONE for label in labels], "peer: always happened"),
        Metric(name="macro_f1", value=_macro_f1(labels, read), unit="F1", n=len(gold), note="mean over five classes"),
        Metric(name="macro_f1_baseline", value=_macro_f1(labels, always), unit="F1", n=len(gold)),
        share("ahead_found", [read[at] != _DONE for at in ahead], "not done, and read as not done"),
        share("ahead_right", [labels[at] != _DONE for at in called], "read as not done, and not done"),
        share("ahead_exact", [read[at] == labels[at] for at in ahead], "not done, and of the same class"),
    )
    shown = [
        f"read {found}, is {label}: {row['text']}"
        for row, label, found in zip(gold, labels, read, strict=True)
        if found != label
    ]
    spread = ", ".join(f"{count} {label}" for label, count in Counter(labels).most_common())
    return Outcome(bench=NAME, metrics=metrics, notes=(f"labels: {spread}.",), shown=tuple(shown))


def read_modality(text: str) -> str:
    """What Dateline reads in the sentence alone."""
    passages = read_article(Article(article_id="gold", source_id="gold", text=text, lang="en")).passages
    return next((passage.modality.value for passage in passages if passage.is_sentence), "none")


def _macro_f1(labels: Sequence[str], read: Sequence[str]) -> float:
    scores = []
    for modality in Modality:
        n_both = sum(label == found == modality.value for label, found in zip(labels, read, strict=True))
        n_either = labels.count(modality.value) + read.count(modality.value)
        scores.append(2 * n_both / n_either if n_either else 0.0)
    return sum(scores) / len(scores)

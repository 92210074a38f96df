"""How good briefs are, by what can be counted: on the demo store, and on the world's event lines where given."""

from __future__ import annotations

import logging
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from bench import faults
from bench.data import load_corpus, world_files, write_rows
from bench.report import Metric, Outcome
from dateline import demo, run
from dateline.moments import end_of_day
from dateline.records import Brief, QuoteEvidence, RowEvidence, Sentence, SentenceKind, Verdict
from dateline.run.checking import make_report
from dateline.store import FILE_NAME, open_store

NAME = "quality"
ENOUGH_REPORTS, MIN_WORDS, MAX_WORDS = 40, 250, 550
WORLD_REPORTS = 1_000_000  # all there are
DEMO_ABOUT = ("mali", "Burkina Faso", "Niger")
DEMO_DAYS = (
    "2012-06-30", "2013-03-31", "2015-12-31", "2019-12-31", "2020-09-30", "2021-06-30", "2023-09-30", "2025-11-07",
)  # fmt: skip
WORLD_ABOUT = (
    ("Haiti earthquake", "2010-03-31"), ("Thailand", "2010-06-30"), ("Tunisia", "2011-02-28"),
    ("Fukushima", "2011-06-30"), ("Libya", "2011-10-31"), ("Egypt", "2013-08-31"), ("Syria", "2013-09-30"),
    ("Philippines typhoon", "2013-12-31"), ("South Sudan", "2014-02-28"), ("Central African Republic", "2014-05-31"),
    ("Ukraine", "2014-09-30"), ("Ebola 2014", "2014-12-31"), ("Nigeria Boko Haram", "2015-03-31"),
    ("Yemen Houthi", "2015-04-30"), ("Nepal earthquake", "2015-06-30"), ("Greece debt", "2015-07-31"),
    ("Iran nuclear", "2015-08-31"), ("Turkey", "2016-08-31"), ("North Korea", "2017-10-31"),
    ("Catalonia", "2017-11-30"), ("Somalia al-Shabaab", "2017-11-30"), ("Myanmar Rohingya", "2017-12-31"),
    ("Zimbabwe", "2017-12-31"), ("Venezuela", "2019-05-31"), ("Sri Lanka", "2019-06-30"), ("Brexit", "2019-10-31"),
    ("Hong Kong", "2019-12-31"), ("Goma M23", "2025-03-31"), ("eastern Congo", "2025-04-30"),
    ("Myanmar earthquake", "2025-05-31"), ("India-Pakistan", "2025-06-15"), ("Syria", "2025-06-30"),
    ("Thailand-Cambodia", "2025-08-31"), ("Ukraine", "2025-09-30"), ("Haiti", "2025-09-30"),
    ("Nepal protests", "2025-10-15"), ("Gaza", "2025-10-31"), ("Sudan", "2025-11-07"), ("Madagascar", "2025-11-07"),
    ("Tanzania", "2025-11-30"),
)  # fmt: skip
FAULTS = (
    "no_full_stop", "small_first_letter", "unbalanced", "relative_date", "first_word_case", "clipped", "repeated",
    "bare_acronym",
)  # fmt: skip
IMPORTANCE, NEXT = 1, 2  # the second and third of the four parts


@dataclass(slots=True)
class Tally:
    """What was counted over briefs, and the sentences that were at fault."""

    n: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def add(self, fault: str, brief: str, text: str, detail: str = "") -> None:
        """One more of a fault, with the sentence that shows it."""
        self.n[fault] += 1
        self.shown.append(f"{fault:<18} {brief:<38} {text}{f'  [{detail}]' if detail else ''}")


class _Dropped(logging.Handler):
    """Keeps what the brief writer's own check dropped. It may drop the same sentence again when it shortens a brief."""

    def __init__(self) -> None:
        super().__init__()
        self.sentences: dict[str, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.sentences[str(getattr(record, "sentence", record.getMessage()))] = str(getattr(record, "fault", ""))


def measure(upstream: Path | None) -> Outcome:
    """The bench: the demo's briefs, then the world's."""
    with tempfile.TemporaryDirectory() as folder:
        demo.build(Path(folder), now=datetime(2025, 11, 7, tzinfo=UTC))
        asked = [(about, day) for about in DEMO_ABOUT for day in DEMO_DAYS]
        own, note = _tally(Path(folder), asked)
    metrics, notes, shown = _metrics("demo", own), [f"demo: {note}"], own.shown
    if not world_files(upstream):
        notes.append("world: not measured, there are no world event lines to use.")
        return Outcome(
            bench=NAME, metrics=(*metrics, *_metrics("world", Tally())), notes=tuple(notes), shown=tuple(shown)
        )
    with tempfile.TemporaryDirectory() as folder:
        _build_world(upstream, Path(folder))
        world, note = _tally(Path(folder), WORLD_ABOUT)
    notes.append(f"world: {note}")
    return Outcome(
        bench=NAME,
        metrics=(*metrics, *_metrics("world", world)),
        notes=tuple(notes),
        shown=(*shown, *world.shown),
    )


def _build_world(upstream: Path | None, folder: Path) -> None:
    file = folder / "reports.jsonl"
    write_rows(load_corpus(upstream, WORLD_REPORTS).rows, file)
    store = open_store(folder, create=True)
    run.import_path(store, str(file), now=datetime(2025, 12, 31, tzinfo=UTC))
    store.close()


def _tally(folder: Path, asked: Sequence[tuple[str, str]]) -> tuple[Tally, str]:
    tally, unanswered = Tally(), list[str]()
    texts, known = _read_reports(folder)
    acronyms = faults.learn_acronyms((known[article_id], text) for article_id, text in texts.items())
    casing = faults.Casing.of(texts.values())
    store = open_store(folder)
    for about, day in asked:
        label = f"{about} {day}"
        with _watch_check() as dropped:
            brief = run.write_brief(store, about, end_of_day(date.fromisoformat(day)))
        if brief is None:
            unanswered.append(label)
            continue
        for text, fault in dropped.sentences.items():
            tally.add("dropped", label, text, fault)
        _judge_brief(tally, label, brief)
        _judge_evidence(tally, label, brief, texts, known)
        _judge_words(tally, label, brief, acronyms, casing)
        _judge_support(tally, label, brief)
    store.close()
    missing = f" No report answers: {', '.join(unanswered)}." if unanswered else ""
    return tally, f"{tally.n['briefs']} briefs, {tally.n['sentences']} sentences from {len(texts):,} reports.{missing}"


def _read_reports(folder: Path) -> tuple[dict[str, str], dict[str, datetime]]:
    """Text and day of every report, read past the store's own code."""
    connection = sqlite3.connect(folder / FILE_NAME)
    rows = connection.execute("SELECT article_id, text, known_at FROM article WHERE known_at IS NOT NULL").fetchall()
    connection.close()
    return {row[0]: row[1] for row in rows}, {row[0]: datetime.fromisoformat(row[2]) for row in rows}


@contextmanager
def _watch_check() -> Iterator[_Dropped]:
    logger, handler = logging.getLogger("dateline.briefs"), _Dropped()
    propagates, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagates


def _sentences(brief: Brief) -> list[Sentence]:
    return [sentence for section in brief.sections for sentence in section.sentences]


def _quotes(sentence: Sentence) -> list[QuoteEvidence]:
    return [evidence for evidence in sentence.evidence if isinstance(evidence, QuoteEvidence)]


def _has_substance(brief: Brief, part: int) -> bool:
    """Whether a part says more than that there is nothing to say: a quote, or rows beyond its one line."""
    sentences = brief.sections[part].sentences
    return len(sentences) > 1 or any(_quotes(sentence) for sentence in sentences)


def _judge_brief(tally: Tally, label: str, brief: Brief) -> None:
    tally.n["briefs"] += 1
    tally.n["sections_full"] += len(brief.sections) == 4 and all(section.sentences for section in brief.sections)
    tally.n["importance_quoted"] += _has_substance(brief, IMPORTANCE)
    tally.n["next_quoted"] += any(_quotes(sentence) for sentence in brief.sections[NEXT].sentences)
    for sentence in brief.sections[NEXT].sentences:
        quotes = _quotes(sentence)
        if quotes and sentence.kind is not SentenceKind.COMPUTED:
            tally.n["next_sentences"] += 1
            if faults.is_past(sentence.text, quotes[0].published_at.date(), brief.as_of.date()):
                tally.add("next_past", label, sentence.text)
    n_words = sum(len(sentence.text.split()) for sentence in _sentences(brief))
    tally.n["words"] += n_words
    if brief.coverage.n_articles >= ENOUGH_REPORTS:
        tally.n["large_briefs"] += 1
        if MIN_WORDS <= n_words <= MAX_WORDS:
            tally.n["length_right"] += 1
        else:
            tally.shown.append(f"{'length':<18} {label:<38} {n_words} words from {brief.coverage.n_articles} reports")


def _judge_evidence(tally: Tally, label: str, brief: Brief, texts: dict[str, str], known: dict[str, datetime]) -> None:
    for sentence in _sentences(brief):
        tally.n["sentences"] += 1
        quotes = _quotes(sentence)
        tally.n["with_evidence"] += bool(sentence.evidence)
        fits = all(texts.get(q.span.article_id, "")[q.span.start : q.span.end] == q.span.quote for q in quotes)
        tally.n["verbatim"] += fits
        if not fits:
            tally.shown.append(f"{'not_verbatim':<18} {label:<38} {sentence.text}")
        late = any(known.get(q.span.article_id, brief.as_of) > brief.as_of for q in quotes) or any(
            evidence.released_at > brief.as_of.date()
            for evidence in sentence.evidence
            if isinstance(evidence, RowEvidence)
        )
        if late:
            tally.add("late", label, sentence.text)


def _judge_support(tally: Tally, label: str, brief: Brief) -> None:
    """What the checker says of each sentence that is taken from reports, by the reports under it."""
    sources = {source.article_id: source for source in brief.sources}
    for sentence in _sentences(brief):
        if sentence.kind is SentenceKind.COMPUTED:
            continue
        cited = dict.fromkeys(quote.span.article_id for quote in _quotes(sentence))
        found = run.check_claim(sentence.text, [make_report(sources[one]) for one in cited], brief.as_of.date())
        tally.n["taken"] += 1
        tally.n["borne_out"] += found.verdict is Verdict.SUPPORTED
        if found.verdict is not Verdict.SUPPORTED:
            reasons = "; ".join(reason.text for reason in found.reasons)
            tally.shown.append(f"{'not_borne_out':<18} {label:<38} {sentence.text}  [{reasons}]")


def _judge_words(
    tally: Tally, label: str, brief: Brief, acronyms: dict[str, tuple[datetime, str]], casing: faults.Casing
) -> None:
    sentences = _sentences(brief)
    for sentence in sentences:
        for fault in faults.find_form_faults(sentence.text):
            tally.add(fault, label, sentence.text)
        if casing.is_wrong(sentence.text):
            tally.add("first_word_case", label, sentence.text)
        if any(faults.is_clipped(sentence.text, quoted.span.quote) for quoted in _quotes(sentence)[:1]):
            tally.add("clipped", label, sentence.text)
    for left, right in faults.find_repeats([(sentence.text, sentence.kind) for sentence in sentences]):
        tally.add("repeated", label, left, right)
    for acronym, text in faults.find_bare_acronyms([s.text for s in sentences], acronyms, brief.as_of):
        tally.add("bare_acronym", label, text, f"{acronym} = {acronyms[acronym][1]}")


def _metrics(name: str, tally: Tally) -> tuple[Metric, ...]:
    n = tally.n

    def share(figure: str, part: str, whole: str, note: str = "") -> Metric:
        value = n[part] / n[whole] if n[whole] else None
        return Metric(name=f"{name}_{figure}", value=value, unit="share", n=n[whole] or None, note=note)

    def count(figure: str) -> Metric:
        value = float(n[figure]) if n["briefs"] else None
        return Metric(name=f"{name}_{figure}", value=value, unit="count", n=n["sentences"] or None)

    return (
        share("verbatim", "verbatim", "sentences", "all quotes stand at their offsets"),
        share("with_evidence", "with_evidence", "sentences"),
        share("borne_out", "borne_out", "taken", "the checker finds the sentence in its reports"),
        count("late"),
        count("dropped"),
        share("sections_full", "sections_full", "briefs", "all four parts say something"),
        share(
            "length_right",
            "length_right",
            "large_briefs",
            f"{MIN_WORDS}-{MAX_WORDS} words, of {ENOUGH_REPORTS}+ reports",
        ),
        share("importance_quoted", "importance_quoted", "briefs", "the second part quotes or counts something"),
        share("next_quoted", "next_quoted", "briefs", "the third part quotes a report"),
        share("next_past", "next_past", "next_sentences", "told long ago, no day to come in it"),
        Metric(
            name=f"{name}_words_mean",
            value=n["words"] / n["briefs"] if n["briefs"] else None,
            unit="words",
            n=n["briefs"] or None,
        ),
        *(share(fault, fault, "sentences") for fault in FAULTS),
    )

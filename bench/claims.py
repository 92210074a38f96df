"""Claims that must be refused, and true ones that must not: the regression suite of the checker.

labels/claims.jsonl was looked at while the checker was written; labels/claims_held_out.jsonl, of another writer and
other texts, was not. Each has 100 failures of the kinds that language models and hurried people make, and 100 true
sentences in other words. Peer: the share of a claim's words that its documents hold, refusing as many true ones as the
checker does.

labels/audit_joined.jsonl: sentences audited against the bundled reports; the false ones join facts of different ones.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from bench.report import Metric, Outcome
from dateline import run
from dateline.records import Article, Check, Verdict
from dateline.run.article_lines import Input, to_article
from dateline.text import words

NAME = "claims"
LABELS = Path(__file__).parents[1] / "labels"
SETS = {"seen": "claims.jsonl", "held_out": "claims_held_out.jsonl"}
JOINED = LABELS / "audit_joined.jsonl"
AS_OF = datetime(2026, 11, 1, tzinfo=UTC)  # after the last of the bundled reports
Row = dict[str, Any]


def measure() -> Outcome:
    """The bench."""
    metrics: list[Metric] = []
    shown: list[str] = []
    for name, file in SETS.items():
        rows = [json.loads(line) for line in (LABELS / file).read_text(encoding="utf-8").splitlines()]
        start = time.process_time()
        checks = [_check(row) for row in rows]
        spent = time.process_time() - start
        metrics += _score(name, rows, checks)
        metrics += _score_peer(name, rows, metrics[-1].value or 0.0)
        metrics.append(Metric(name=f"{name}_rate", value=len(rows) / spent, unit="claims a CPU second"))
        if name == "seen":
            shown = _show(rows, checks)
    metrics += _measure_joined()
    return Outcome(bench=NAME, metrics=tuple(metrics), shown=tuple(shown))


def read_documents(row: Row) -> list[Article]:
    """The documents of a claim as articles."""
    return [
        to_article(
            Input(
                article_id=one["id"], text=one["text"], published_at=one.get("published_at"), outlet=one.get("outlet")
            ),
            NAME,
            number,
        )
        for number, one in enumerate(row["documents"], start=1)
    ]


def _measure_joined() -> list[Metric]:
    rows = [json.loads(line) for line in JOINED.read_text(encoding="utf-8").splitlines()]
    demo = resources.files("dateline") / "data" / "demo" / "sahel_reports.jsonl"
    articles = run.read_documents([str(demo)], AS_OF, print)
    audit = run.audit_text("\n".join(row["claim"] for row in rows), AS_OF, articles=articles)
    judged = list(zip(rows, [sentence.checks[0] for sentence in audit.sentences], strict=True))
    metrics: list[Metric] = []
    for name, is_held_out in (("joined_seen", False), ("joined_held_out", True)):
        part = [(row, check) for row, check in judged if row.get("held_out", False) == is_held_out]
        metrics += _score(name, [row for row, _ in part], [check for _, check in part])
    return metrics


def _check(row: Row) -> Check:
    as_of = date.fromisoformat(row["as_of"]) if "as_of" in row else None
    return run.check_claim(row["claim"], read_documents(row), as_of)


def _score(name: str, rows: Sequence[Row], checks: Sequence[Check]) -> list[Metric]:
    refused = [check.verdict is not Verdict.SUPPORTED for check in checks]
    failures = [said for row, said in zip(rows, refused, strict=True) if row["expected"] == "refused"]
    controls = [said for row, said in zip(rows, refused, strict=True) if row["expected"] == "supported"]
    return [
        Metric(name=f"{name}_caught", value=sum(failures) / len(failures), n=len(failures)),
        Metric(name=f"{name}_refused", value=sum(controls) / len(controls), n=len(controls)),
    ]


def _score_peer(name: str, rows: Sequence[Row], refused: float) -> list[Metric]:
    """What a threshold on shared words catches, which refuses as many of the true."""
    shares = [(_share(row), row["expected"] == "supported") for row in rows]
    true = sorted(share for share, is_true in shares if is_true)
    threshold = true[min(len(true) - 1, round(refused * len(true)))]
    caught = [share < threshold for share, is_true in shares if not is_true]
    return [Metric(name=f"peer_{name}_caught", value=sum(caught) / len(caught), n=len(caught))]


def _share(row: Row) -> float:
    held = {word for one in row["documents"] for word in words(one["text"])}
    claim = words(row["claim"])
    return sum(word in held for word in claim) / len(claim)


def _show(rows: Sequence[Row], checks: Sequence[Check]) -> list[str]:
    """Caught and not by kind, then what was wrong."""
    kinds: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    wrong: list[str] = []
    for row, check in zip(rows, checks, strict=True):
        is_right = (check.verdict is Verdict.SUPPORTED) == (row["expected"] == "supported")
        kinds[row["expected"], row["kind"]][is_right] += 1
        if not is_right:
            reasons = "; ".join(reason.text for reason in check.reasons)
            wrong.append(f"{row['id']} {row['kind']} {check.verdict} {check.score}: {row['claim']} [{reasons}]")
    told = [f"{expected} {kind}: {right} right, {no} wrong" for (expected, kind), (no, right) in sorted(kinds.items())]
    return [*told, *wrong]

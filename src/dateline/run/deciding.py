"""What a user keeps in a situation and rejects from it; it holds until it is undone, and others follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from dateline.errors import UsageError
from dateline.records import Article, Correction, CorrectionKind, Situation
from dateline.run.undoing import take_back
from dateline.situations.decisions import Meanings, apply_decisions
from dateline.store import Store, View
from dateline.stories import lead_of
from dateline.stories.vectors import LENGTH, MADE_BY, embed

KINDS = frozenset([CorrectionKind.KEEP, CorrectionKind.REJECT])
DIMENSIONS = 512


def decide(
    store: Store, situation: Situation, reports: Sequence[str], kind: CorrectionKind, now: datetime
) -> list[Correction]:
    """Keep reports in a situation or reject them from it; what was decided of one before is taken back.

    Raises UsageError for a report that the store does not hold.
    """
    known = store.view(now).get_articles(reports)
    for one in reports:
        if one not in known:
            raise UsageError(
                f"There is no dated report '{one}' in the store.", hint="'dateline sources' lists reports by their ids."
            )
    made = [Correction(kind=kind, left=one, right=situation.situation_id, made_at=now) for one in reports]
    old = [one for one in list_decisions(store, situation) if one.left in known]
    with store.write() as writer:
        for decision in old:
            writer.undo_correction(decision.number, now)
        writer.add_corrections(made)
    return made


def list_decisions(store: Store, situation: Situation) -> list[Correction]:
    """What was decided about a situation and not undone, in order."""
    decisions = (one for one in store.list_corrections() if one.kind in KINDS)
    return [one for one in decisions if one.right == situation.situation_id]


def undo_decision(store: Store, situation: Situation, number: int, now: datetime) -> None:
    """Take a decision about a situation back, by its number. Raises UsageError."""
    if number not in {one.number for one in list_decisions(store, situation)}:
        raise UsageError(
            f"There is no decision {number} about '{situation.situation_id}'.",
            hint=f"'dateline situation decisions {situation.situation_id}' lists them.",
        )
    take_back(store, number, now)


def follow_decisions(store: Store, view: View, situation: Situation, found: Sequence[Article]) -> list[Article]:
    """The reports found for a situation, after what was decided about it; reports of after the moment teach nothing."""
    decisions = list_decisions(store, situation)
    if not decisions:
        return list(found)
    known = view.get_articles([one.left for one in decisions])
    by_kind = {kind: [known[one.left] for one in decisions if one.kind is kind and one.left in known] for kind in KINDS}
    return apply_decisions(
        found,
        by_kind[CorrectionKind.KEEP],
        by_kind[CorrectionKind.REJECT],
        lambda articles: _embed(store, view, articles),
    )


def _embed(store: Store, view: View, articles: Sequence[Article]) -> Meanings:
    """What reports mean, a row each, of length 1; vectors that are missing are made now and kept."""
    kept = view.get_vectors([one.article_id for one in articles], MADE_BY)
    missing = [one for one in articles if one.article_id not in kept]
    made = embed([lead_of(one) for one in missing])
    bodies = {one.article_id: v.astype(np.int8).tobytes() for one, v in zip(missing, made, strict=True)}
    if bodies:
        with store.write() as writer:
            writer.add_vectors(bodies.items(), MADE_BY)
    rows = [np.frombuffer((kept | bodies)[one.article_id], dtype=np.int8) for one in articles]
    return np.array(rows, dtype=np.float32).reshape(len(rows), DIMENSIONS) / np.float32(LENGTH)

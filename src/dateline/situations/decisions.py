"""What a user keeps in a situation and rejects from it, and what follows for reports that nobody decided about.

A report is left out that means, on the whole, what the rejected ones mean rather than what the kept and the other found
ones do. Users reject what does not belong and seldom trouble to keep what does: what is merely found counts a little.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.records import Article

Meanings = NDArray[np.float32]  # (n, dimensions), a row for each report, of length 1
LEAST_REJECTED = 2  # reports before anything follows from them
# Set on event lines of 2010 to 2019 and 2025 with one name and two meanings (Georgia, Jordan, Victoria, Niger, Turkey),
# three and eight rejected, twenty draws: at .05 and 2 half and two thirds of the others go, .8% and 1.8% of the own.
MARGIN = 0.05  # by how much nearer (in cosines) a report must be to the rejected
FOUND_WEIGHT = 2.0  # in kept reports, of all that were found and not decided about


def apply_decisions(
    found: Sequence[Article],
    kept: Sequence[Article],
    rejected: Sequence[Article],
    embed: Callable[[Sequence[Article]], Meanings],
) -> list[Article]:
    """The reports of a situation, in the order of time: those found and kept, without those rejected and their like."""
    gone = {article.article_id for article in rejected}
    sure = {article.article_id: article for article in kept if article.article_id not in gone}
    undecided = [one for one in found if one.article_id not in gone and one.article_id not in sure]
    if len(rejected) >= LEAST_REJECTED and undecided:
        apart = tell_apart(embed(undecided), embed(list(sure.values())), embed(rejected))
        undecided = [one for one, is_apart in zip(undecided, apart, strict=True) if not is_apart]
    return sorted((*sure.values(), *undecided), key=lambda one: (str(one.published_at), one.article_id))


def tell_apart(found: Meanings, kept: Meanings, rejected: Meanings) -> NDArray[np.bool_]:
    """Which of the found reports are like the rejected ones rather than the kept and the other found ones."""
    apart = _centre(rejected.mean(axis=0))
    belongs = _centre(kept.sum(axis=0) + FOUND_WEIGHT * found.mean(axis=0))
    return np.asarray(found @ apart - found @ belongs > MARGIN)


def _centre(vector: Meanings) -> Meanings:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector

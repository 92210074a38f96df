"""How many other reports tell what a sentence tells: in full articles, what many tell at once is what happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from dateline.briefs.material import Material
from dateline.records import Excerpt
from dateline.text import overlap

NEAR = timedelta(days=3)
ALIKE = 0.35  # share of content words in common from which two sentences tell of one thing
LEAST_SHARED = 3


class Echoes:
    """The sentences of some reports by their words, so that those alike are found without comparing all."""

    def __init__(self, material: Material, excerpts: Iterable[Excerpt]) -> None:
        """Index the sentences."""
        self._material = material
        self._by_word: defaultdict[str, list[Excerpt]] = defaultdict(list)
        for excerpt in excerpts:
            for word in material.bag(excerpt):
                self._by_word[word].append(excerpt)

    def count(self, excerpt: Excerpt) -> int:
        """How many other reports of the days around have a sentence alike."""
        own = self._material.bag(excerpt)
        shared: defaultdict[int, int] = defaultdict(int)
        found: dict[int, Excerpt] = {}
        for word in own:
            for other in self._by_word[word]:
                shared[id(other)] += 1
                found[id(other)] = other
        return len(
            {
                other.article.article_id
                for at, other in found.items()
                if shared[at] >= LEAST_SHARED
                and other.article.article_id != excerpt.article.article_id
                and other.text != excerpt.text  # a line that stands on many pages is no news of them
                and abs(other.published_at - excerpt.published_at) <= NEAR
                and overlap(own, self._material.bag(other)) >= ALIKE
            }
        )

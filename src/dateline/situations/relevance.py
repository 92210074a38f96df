"""Which reports belong to a situation: the store finds candidates by words, this decides.

A country's name inside another name is not that country: "South Sudan" for Sudan, "Niger State" and
"Niger Delta" for Niger, "New Mexico" for Mexico.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.gazetteer import load_countries
from dateline.records import Article, Situation
from dateline.text import fold

_SHORT_CAPITALS = re.compile(r"\b([A-Z]{2,3})\b")
_CONTINENTS = tuple(f"{part} America{end}" for part in ("South", "North", "Central") for end in ("", "n", "ns"))

# After a country's name, these make it the name of something smaller.
_SMALLER = r"(?:state|delta|river|basin|valley|street|avenue|county|city|university|island|lake)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Tells whether a stretch of text is about the situation. Build one per situation."""

    facets: tuple[re.Pattern[str], ...]
    names: re.Pattern[str] | None
    own_names: frozenset[str]

    @classmethod
    def of(cls, situation: Situation) -> Relevance:
        """Compile the situation's facets and what must not count for them."""
        own = frozenset(_mark(word) for iso2 in situation.countries for word in load_countries()[iso2].words)
        return cls(
            facets=tuple(_any_of(facet) for facet in situation.facets),
            names=_names(situation, own),
            own_names=own,
        )

    def matches(self, text: str) -> bool:
        """Whether the text has a phrase of every facet, outside of longer names of other things."""
        masked = self._masked(text)
        return all(pattern.search(masked) for pattern in self.facets)

    def matches_any(self, text: str) -> bool:
        """Whether the text has a phrase of any facet."""
        masked = self._masked(text)
        return any(pattern.search(masked) for pattern in self.facets)

    def _masked(self, text: str) -> str:
        marked = _mark(text)
        if self.names is None:
            return marked
        return self.names.sub(lambda found: found[0] if found[0] in self.own_names else "#", marked)


def select_articles(articles: Sequence[Article], relevance: Relevance) -> list[Article]:
    """The articles that belong, in the order given; the same words on the same day count once."""
    seen: set[tuple[str, str]] = set()
    chosen: list[Article] = []
    for article in articles:
        key = (article.text, str(article.published_at and article.published_at.date()))
        if key not in seen and relevance.matches(f"{article.title}\n{article.text}"):
            seen.add(key)
            chosen.append(article)
    return chosen


def _mark(text: str) -> str:
    """Folded, with short words in capitals marked, so that "US" is not "us"."""
    return fold(_SHORT_CAPITALS.sub(r"\1^", text))


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    options = sorted({_option(phrase) for phrase in phrases}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(options)})(?!\w)")


def _option(phrase: str) -> str:
    """A phrase asked for in small letters also finds its capitals: "un" finds "UN"; "US" only "US"."""
    return re.escape(_mark(phrase)) + (r"\^?" if phrase.islower() else "")


def _names(situation: Situation, own: frozenset[str]) -> re.Pattern[str] | None:
    """Every name that contains one of the situation's country names, the longest first."""
    either = "|".join(re.escape(name) for name in sorted(own, key=len, reverse=True))
    smaller = [rf"(?:new|latin) (?:{either})", rf"(?:{either}) {_SMALLER}(?!\w)"] if own else []
    inside = re.compile(rf"(?<!\w)(?:{either})(?!\w)") if own else None
    longer = {
        name
        for country in load_countries().values()
        for name in map(_mark, (*country.words, *_CONTINENTS))
        if inside and inside.search(name)
    }
    excluded = [re.escape(_mark(phrase)) for phrase in situation.exclude]
    options = excluded + smaller + [re.escape(name) for name in sorted(longer, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(options)})(?!\w)") if options else None

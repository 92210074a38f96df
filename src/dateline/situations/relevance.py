"""Which reports belong to a situation: the store finds candidates by words, this decides.

A country's name inside another name is not that country: "South Sudan" for Sudan, "Niger State" and
"Niger Delta" for Niger, "New Mexico" for Mexico.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.gazetteer import SMALLER_THAN_COUNTRY, find_countries, load_countries, load_other_names
from dateline.records import Article, Excerpt, Situation
from dateline.text import fold

_HEAD_CHARS = 700  # title and lead of an article; a longer text is an article, a shorter one a line
_LEAD_SENTENCES = 3
MOST_KEPT = 100_000  # sentences
_LEAD_CENTRALITY = 0.8
_LINE_CENTRALITY = 0.6  # of the later sentences of an event line that is about the situation
_BODY_SENTENCES, _BODY_CENTRALITY = 15, 0.5  # of those of a long article that name no other country
_OFTEN = 4
_SUBJECT_CHARS = 50  # where the subject of a news sentence stands
_MANY_COUNTRIES = 5
# "An Italian immigrant": the person is abroad, and so is the news.
_ABROAD = re.compile(r"\b[A-Z]\w+[- ](?:refugee|immigrant|migrant|expatriate|exile|born|based|descent|origin)s?\b")
# Next to a border is not in the country; who guards it, shuts it or crosses it is about the country.
_BORDER = re.compile(
    r"(?<!\w)(?:near|along|at|on|across) (?:the |its )?[\w’']+(?: [\w’']+)?(?:[-–][\w’']+)? (?:border|frontier)s?(?!\w)"
    r"|(?<!\w)[\w’']+[-–][\w’']+ (?:border|frontier)(?!\w)"
    r"|(?<!\w)(?:border|frontier)s? (?:with|to) (?:[\w’']+(?:, | and )?){1,3}"
)
# What a people's state is and does is about the country, wherever it stands: "clashes with Bolivian police".
_OF_STATE = (
    r"(?: [\w’'-]+){0,2}? (?:government|president|prime minister|minister|ministry|parliament|congress|senate|court"
    r"|police|army|military|troops|soldiers|forces|air force|navy|authorities|officials|opposition|constitution"
    r"|elections?)(?!\w)"
)
_SHORT_CAPITALS = re.compile(r"\b([A-Z]{2,3})\b")
_CONTINENTS = tuple(f"{part} America{end}" for part in ("South", "North", "Central") for end in ("", "n", "ns"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Tells whether a stretch of text is about the situation. Build one per situation."""

    facets: tuple[re.Pattern[str], ...]
    excluded: re.Pattern[str] | None
    places: re.Pattern[str] | None
    states: re.Pattern[str] | None
    names: re.Pattern[str] | None
    small: re.Pattern[str] | None
    own_names: frozenset[str]

    @classmethod
    def of(cls, situation: Situation) -> Relevance:
        """Compile the situation's facets and what must not count for them."""
        own = frozenset(_mark(word) for iso2 in situation.countries for word in load_countries()[iso2].words)
        return cls(
            facets=tuple(_any_of(facet) for facet in situation.facets),
            excluded=_any_of(situation.exclude) if situation.exclude else None,
            places=_places(situation),
            states=_states(situation),
            names=_names(situation, own),
            small=_small(situation),
            own_names=own,
        )

    def matches(self, text: str) -> bool:
        """Whether the text has a phrase of every facet, outside of longer names of other things."""
        masked = self._masked(text)
        return all(pattern.search(masked) for pattern in self.facets)

    def count(self, text: str) -> int:
        """How often the rarest facet is named."""
        masked = self._masked(text)
        return min(len(pattern.findall(masked)) for pattern in self.facets)

    def names_it(self, name: str) -> bool:
        """Whether a proper name is one of the situation's own phrases, or holds one."""
        marked = _mark(name)
        return any(pattern.search(marked) for pattern in self.facets)

    def centrality(self, text: str) -> float:
        """How much a sentence is about the situation, from 0 (not at all) to 1.

        A people's name late in the sentence ("a Brooklyn-born daughter of Haitian immigrants") and a
        place in a long list of countries count for less than a place or a subject.
        """
        if not self.matches(text):
            return 0.0
        if self.places is None:
            return 1.0
        masked = self._masked(text)
        if len(find_countries(text)) >= _MANY_COUNTRIES:
            return 0.5
        if not all(pattern.search(_BORDER.sub(" ", masked)) for pattern in self.facets):
            return 0.4
        if _ABROAD.search(text):
            return 0.3
        if self.places.search(masked) or any(pattern.search(masked[:_SUBJECT_CHARS]) for pattern in self.facets):
            return 1.0
        return 0.8 if self.states is not None and self.states.search(masked) else 0.4

    def _masked(self, text: str) -> str:
        marked = _mark(text if self.small is None or text.islower() else self.small.sub("#", text))
        if self.names is None:
            return marked
        return self.names.sub(lambda found: found[0] if found[0] in self.own_names else "#", marked)


def measure_centrality(articles: Sequence[Article], relevance: Relevance) -> Callable[[Excerpt, str], float]:
    """A function that says how much a stretch of an excerpt is about the situation, from 0 to 1.

    The first sentences of a long article that is about the situation by its title or lead are about it too, those after
    them that name no country somewhat, and those that follow in an event line that opens with it, whether they name it
    again or not.
    """
    leading = {
        a.article_id: _LEAD_CENTRALITY if _is_long(a) else _LINE_CENTRALITY
        for a in articles
        if (relevance.matches(_head(a)) if _is_long(a) else relevance.centrality(_opening(a)) == 1.0)
    }

    weigh = lru_cache(maxsize=MOST_KEPT)(relevance.centrality)  # a brief asks of each sentence again and again

    def centrality(excerpt: Excerpt, text: str) -> float:
        own, position = weigh(text), excerpt.passage.position
        if excerpt.article.article_id not in leading:
            return own
        is_long, is_lead = _is_long(excerpt.article), position < _LEAD_SENTENCES
        if own or (is_long and find_countries(text)):
            return max(own, leading[excerpt.article.article_id]) if own and is_lead else own
        if is_lead:
            return leading[excerpt.article.article_id]
        return _BODY_CENTRALITY if is_long and position < _BODY_SENTENCES else own

    return centrality


def select_articles(articles: Sequence[Article], relevance: Relevance) -> list[Article]:
    """The articles that belong, in the order given; the same words on the same day count once."""
    seen: set[tuple[str, str]] = set()
    chosen: list[Article] = []
    for article in articles:
        key = (article.text, str(article.published_at and article.published_at.date()))
        if key not in seen and _belongs(article, relevance):
            seen.add(key)
            chosen.append(article)
    return chosen


def _belongs(article: Article, relevance: Relevance) -> bool:
    """A line belongs when it names the situation; a long article has to in its head, or again and again.

    A line or a head with an excluded phrase does not belong.
    """
    if relevance.excluded and relevance.excluded.search(_mark(_head(article))):
        return False
    if not _is_long(article):
        return relevance.matches(f"{article.title}\n{article.text}")
    return relevance.matches(_head(article)) or relevance.count(article.text) >= _OFTEN


def _is_long(article: Article) -> bool:
    return len(article.text) > _HEAD_CHARS


def _head(article: Article) -> str:
    return f"{article.title}\n{article.text[:_HEAD_CHARS]}"


def _opening(article: Article) -> str:
    """The first sentence of a line, as far as a stop tells."""
    return re.split(r"(?<=[.!?]) (?=[A-Z])", article.text, maxsplit=1)[0]


def _mark(text: str) -> str:
    """Folded, with short words in capitals marked, so that "US" is not "us"."""
    return fold(_SHORT_CAPITALS.sub(r"\1^", text))


def _places(situation: Situation) -> re.Pattern[str] | None:
    """What names the place itself, not its people: every phrase that is no demonym."""
    demonyms = {word for iso2 in situation.countries for word in load_countries()[iso2].demonyms}
    places = tuple(phrase for facet in situation.facets for phrase in facet if phrase not in demonyms)
    return _any_of(places) if places and demonyms else None


def _small(situation: Situation) -> re.Pattern[str] | None:
    """The names of the situation's countries in small letters: "male" is not Malé, nor "turkey" Turkey."""
    words = sorted({fold(word) for iso2 in situation.countries for word in load_countries()[iso2].words})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") if words else None


def _states(situation: Situation) -> re.Pattern[str] | None:
    """What names a state body of the situation's countries by its people: "Bolivian police"."""
    demonyms = sorted({word for iso2 in situation.countries for word in load_countries()[iso2].demonyms})
    return re.compile(_any_of(tuple(demonyms)).pattern + _OF_STATE) if demonyms else None


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    options = sorted({_option(phrase) for phrase in phrases}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(options)})(?!\w)")


def _option(phrase: str) -> str:
    """A phrase asked for in small letters also finds its capitals: "un" finds "UN"; "US" only "US"."""
    return re.escape(_mark(phrase)) + (r"\^?" if phrase.islower() else "")


def _names(situation: Situation, own: frozenset[str]) -> re.Pattern[str] | None:
    """Every name that contains one of the situation's country names, the longest first."""
    either = "|".join(re.escape(name) for name in sorted(own, key=len, reverse=True))
    smaller = (
        [rf"(?:new|latin) (?:{either})", rf"(?:{either}) (?:{'|'.join(sorted(SMALLER_THAN_COUNTRY))})(?!\w)"]
        if own
        else []
    )
    smaller += [rf"(?:{either}) (?:de|del|do|da|di) \w+"] if own else []  # "Santiago de Compostela"
    inside = re.compile(rf"(?<!\w)(?:{either})(?!\w)") if own else None
    longer = {
        name
        for country in load_countries().values()
        for name in map(_mark, (*country.words, *_CONTINENTS, *load_other_names()))
        if inside and inside.search(name)
    }
    options = smaller + [re.escape(name) for name in sorted(longer, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(options)})(?!\w)") if options else None

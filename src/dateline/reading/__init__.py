"""Article -> Reading: who said or did what to whom, where and when, with the words that say so.

article.py has the parts in their order. What cannot be read is said: `Reading.support`. The parser's package takes most
of a second to import, so article.py is imported by the first call: who reads nothing does not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.reading.actors.known import describe_actor, find_actors, list_near_ids
from dateline.reading.actors.sectors import plover_code
from dateline.reading.corrected import is_actor, is_same, lay_corrections, list_actors, list_standing
from dateline.reading.passages import CUES_DIGEST
from dateline.reading.places.known import describe_place, find_places, locate
from dateline.records import Article, DateMention, Place, Reading

MADE_BY = f"reader@10#{CUES_DIGEST}"

__all__ = [
    "MADE_BY",
    "describe_actor",
    "describe_place",
    "find_actors",
    "find_places",
    "find_places_at",
    "find_sentences",
    "is_actor",
    "is_same",
    "lay_corrections",
    "list_actors",
    "list_near_ids",
    "list_standing",
    "locate",
    "plover_code",
    "read_article",
    "read_articles",
    "skim",
]


def read_articles(articles: Sequence[Article]) -> Iterator[Reading]:
    """A reading of each article, in order. Sentences are parsed together, which is faster; it changes nothing else."""
    from dateline.reading import article as reader

    return reader.read_articles(articles, MADE_BY)


def read_article(article: Article) -> Reading:
    """A reading of one article."""
    return next(read_articles([article]))


def skim(article: Article) -> tuple[list[tuple[int, int]], tuple[DateMention, ...]]:
    """Where the sentences of an article stand, and the days they name: what needs no parser."""
    from dateline.reading import article as reader

    return reader.skim(article)


def find_sentences(article: Article) -> list[tuple[int, int]]:
    """Where the sentences of an article stand."""
    from dateline.reading import article as reader

    return reader.find_sentences(article)


def find_places_at(article: Article, spans: Sequence[tuple[int, int]]) -> list[Place | None]:
    """The place that each span of the article names, in order; None where no gazetteer entry fits."""
    from dateline.reading import article as reader

    return reader.find_places_at(article, spans)

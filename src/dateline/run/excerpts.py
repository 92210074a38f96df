"""Reports and their readings -> sentences that can be quoted, and what these state of relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.records import Article, Claim, Excerpt, Passage, Reading, Relation, Span
from dateline.situations import Relevance


def to_excerpts(articles: Sequence[Article], readings: Mapping[str, Reading]) -> list[Excerpt]:
    """The sentences of reports, as they were read."""
    return [
        Excerpt(article, passage)
        for article in articles
        for passage in readings[article.article_id].passages
        if passage.is_sentence
    ]


def to_quotable(articles: Sequence[Article], readings: Mapping[str, Reading]) -> list[Excerpt]:
    """Their sentences, as far as the lexicon that tells what they say goes."""
    return [excerpt for excerpt in to_excerpts(articles, readings) if is_quotable(excerpt)]


def is_quotable(excerpt: Excerpt) -> bool:
    """Whether sentences can be taken from its report: the lexicon that chooses them is English."""
    return excerpt.article.lang in ("", "en")


def find_passage(trigger: Span, reading: Reading) -> Passage | None:
    """The sentence that a word stands in; None where it is a heading or a list, from which nothing is quoted."""
    found = (one for one in reading.passages if one.span.start <= trigger.start < one.span.end)
    return next((one for one in found if one.is_sentence), None)


def to_claims(articles: Sequence[Article], readings: Mapping[str, Reading], relevance: Relevance) -> Iterator[Claim]:
    """What the reports on a situation state of relations."""
    for article in articles:
        reading = readings[article.article_id]
        for relation in reading.relations:
            passage = find_passage(relation.trigger, reading)
            excerpt = Excerpt(article, passage) if passage is not None else None
            if excerpt is not None and is_quotable(excerpt) and _is_about(relation, excerpt, relevance):
                yield Claim(relation, excerpt)


def _is_about(relation: Relation, excerpt: Excerpt, relevance: Relevance) -> bool:
    """Of a long report, what its sentences on the situation say, or what is said of its own actors."""
    names = (relation.left.name, relation.right.name, relation.left.span.quote, relation.right.span.quote)
    return relevance.centrality(excerpt.text) > 0 or any(map(relevance.names_it, names))

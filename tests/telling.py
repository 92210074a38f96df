"""Reports as lines of text, read as the program reads them: for tests of situations and briefs."""

from collections.abc import Iterable
from datetime import datetime

from dateline import briefs, situations
from dateline.moments import end_of_day, parse_interval
from dateline.reading import read_article
from dateline.records import Article, Citation, Claim, Excerpt, Reading, Situation
from dateline.text import words

Line = tuple[str, str] | tuple[str, str, str]


def make_line(day: str, text: str, outlets: str = "Reuters") -> Article:
    """An event line: a day, a text, and the outlets it cites."""
    published_at, known_at = parse_interval(day)
    return Article(
        article_id=f"{day}:{text[:40]}",
        source_id="by hand",
        text=text,
        lang="en",
        published_at=published_at,
        known_at=known_at,
        citations=tuple(Citation(outlet=outlet) for outlet in outlets.split("; ") if outlet),
    )


def read_all(lines: Iterable[Line]) -> dict[str, Reading]:
    """What is read in event lines, by article id."""
    return {article.article_id: read_article(article) for article in (make_line(*line) for line in lines)}


def read_lines(lines: Iterable[Line]) -> tuple[Excerpt, ...]:
    """The sentences of event lines, in order."""
    articles = [make_line(*line) for line in lines]
    return tuple(Excerpt(a, p) for a in articles for p in read_article(a).passages if p.is_sentence)


def make_situation(*phrases: str, countries: tuple[str, ...] = ()) -> Situation:
    """A situation of one facet."""
    return Situation(situation_id="test", title="Test", facets=(phrases,), countries=countries)


def make_material(lines: Iterable[Line], situation: Situation, as_of: str) -> briefs.Material:
    """What a brief is made from, as run.py puts it together, without a store."""
    moment: datetime = end_of_day(parse_interval(as_of)[0].date())
    lines = list(lines)
    excerpts = tuple(e for e in read_lines(lines) if e.published_at <= moment)
    relevance = situations.Relevance.of(situation)
    centrality = situations.measure_centrality([e.article for e in excerpts], relevance)
    read = read_all(lines)
    claims = [
        Claim(relation, excerpt)
        for excerpt in excerpts
        for relation in read[excerpt.article.article_id].relations
        if excerpt.passage.span.start <= relation.trigger.start < excerpt.passage.span.end
    ]
    bonds = situations.find_bonds(claims)
    return briefs.Material(
        bonds=tuple(bonds),
        handovers=tuple(situations.find_handovers(bonds)),
        situation=situation,
        as_of=moment,
        excerpts=excerpts,
        turning_points=lambda before, limit: situations.find_turning_points(
            excerpts, centrality, is_own=relevance.names_it, before=before, limit=limit
        ),
        episodes=tuple(situations.find_episodes(excerpts, relevance)),
        findings=(),
        centrality=centrality,
        own_words=frozenset("_".join(words(phrase)) for facet in situation.facets for phrase in facet),
        n_unread=0,
        reports=tuple({one.article.article_id: one.article for one in excerpts}.values()),
        readings=read_all(lines),
    )

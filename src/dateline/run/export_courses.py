"""What is found over reports -> the rows of exported tables: relations, episodes, timeline, stories, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dateline.reading.sentences import split_sentences
from dateline.records import (
    Article,
    Bond,
    Cells,
    Episode,
    EpisodeState,
    Party,
    Site,
    Story,
    TimelineEntry,
)
from dateline.run.export_rows import Citing, say_more, write_place
from dateline.situations import is_over_by, measure_confidence, tell_bond, tell_state
from dateline.text import digest

_MATERIAL_CONFLICT = 4  # the quad class


def write_relations(bonds: Iterable[Bond], citing: Citing, today: date) -> Iterator[Cells]:
    """How actors stand to each other as of a day; the words are those that say when it began, or the first."""
    for bond in bonds:
        first, ended = bond.came.excerpt, bond.ended.excerpt if bond.ended else None
        yield {
            "relation_id": digest("relation", bond.kind, bond.left.key, bond.right.key, bond.came.day.isoformat()),
            "kind": bond.kind.value,
            **_write_party("left", bond.left),
            **_write_party("right", bond.right),
            "role": bond.role or None,
            "state": tell_bond(bond, today).value,
            "begun": bond.begun.day if bond.begun else None,
            "first_reported": bond.first.excerpt.day,
            "last_reported": bond.last.excerpt.day,
            "ended": bond.ended.day if bond.ended else None,
            "ended_by": is_over_by(bond),
            "replaces_id": bond.replaces.key if bond.replaces else None,
            "replaces": bond.replaces.name if bond.replaces else None,
            "n_reports": bond.n_reports,
            "confidence": round(measure_confidence(bond), 3),
            **citing.cite_excerpt(first),
            "more_evidence": say_more({"last": bond.last.excerpt, "ended": ended}, first),
        }


def _write_party(side: str, party: Party) -> Cells:
    return {
        f"{side}_id": party.key,
        side: party.name,
        f"{side}_kind": party.kind.value,
        f"{side}_country": party.country or None,
    }


def write_episodes(episodes: Iterable[Episode], citing: Citing, today: date) -> Iterator[Cells]:
    """What began and went on, as of a day; the words are those that say it began."""
    for one in episodes:
        state, last = tell_state(one, today), one.ended or one.last
        start = one.started.passage.span
        yield {
            "episode_id": digest("episode", one.kind, start.article_id, str(start.start), one.name),
            "kind": one.kind,
            "name": one.name,
            "state": state.value,
            "started": one.started.day,
            "last_reported": one.last.day,
            "ended": one.ended.day if one.ended else None,
            "days": (last.day - one.started.day).days,
            "n_reports": one.n_excerpts,
            "names": sorted(one.names),
            **citing.cite_excerpt(one.started),
            "more_evidence": say_more({"last": one.last, EpisodeState.ENDED.value: one.ended}, one.started),
        }


def write_days(entries: Iterable[TimelineEntry], citing: Citing) -> Iterator[Cells]:
    """The days that matter: a row for each of their sentences."""
    for entry in entries:
        for span in entry.evidence:
            article = citing.articles[span.article_id]
            yield {"day": entry.day, "n_reports": entry.n_reports, **citing.cite(article, span.start, span.end)}


def write_stories(stories: Iterable[Story], members: Mapping[str, Article], citing: Citing) -> Iterator[Cells]:
    """Which reports tell of one event; the words are the first sentence of the first report."""
    for story in stories:
        reports = [members[one] for one in story.article_ids]
        start, end = _first_sentence(reports[0])
        yield {
            "thread_id": story.thread_id or None,
            "title": story.title,
            "first_at": story.first_at,
            "last_at": story.last_at,
            "n_reports": len(reports),
            "n_origins": len(story.origins),
            "origins": [one.name for one in story.origins],
            "outlets": list(dict.fromkeys(c.outlet for one in reports for c in one.citations if c.outlet)),
            "article_ids": list(story.article_ids),
            **citing.cite(reports[0], start, end),
        }


def _first_sentence(article: Article) -> tuple[int, int]:
    return next(iter(split_sentences(article.text, article.lang or "en")), (0, len(article.text)))


def write_places(sites: Iterable[Site], citing: Citing) -> Iterator[Cells]:
    """Where events happened, the place with the most first; the words are those of the last event."""
    by_place: dict[str, list[Site]] = {}
    for site in sites:
        by_place.setdefault(site.place.geonames_id, []).append(site)
    for found in sorted(by_place.values(), key=lambda one: (-len(one), one[0].place.geonames_id)):
        yield _write_site(sorted(found, key=lambda site: (site.day, site.excerpt.order)), citing)


def _write_site(found: Sequence[Site], citing: Citing) -> Cells:
    first, last = found[0], found[-1]
    return {
        **write_place(last.place),
        "n_events": len(found),
        "n_reports": len({site.excerpt.article.article_id for site in found}),
        "n_material_conflict": sum(site.quad == _MATERIAL_CONFLICT for site in found),
        "first_day": first.day,
        "last_day": last.day,
        **citing.cite_excerpt(last.excerpt),
        "more_evidence": say_more({"first": first.excerpt}, last.excerpt),
    }

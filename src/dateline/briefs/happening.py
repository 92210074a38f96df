"""What's Happening: the latest developments, what still goes on, then the way here, oldest first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from dateline.briefs.material import Entry, Material, Pick, Told, find_support, stands_alone, too_long, weight
from dateline.languages import LANGUAGES, main_part
from dateline.moments import write_day
from dateline.records import Episode, Excerpt, Modality, QuoteEvidence, RowEvidence, Sentence, SentenceKind
from dateline.text import overlap

# The window of "latest" is the shortest of these that holds enough reports. Set on the Sahel lines, where
# a quiet country has three reports a month and a busy one three a day.
WINDOWS_DAYS = (7, 14, 30, 60, 90)
ENOUGH_REPORTS = 8
N_LATEST = 4
SHORTLIST = 40  # excerpts looked at for reports that tell the same
N_BACKGROUND = 5
LATEST_WORDS = 24
BACKGROUND_WORDS = 22
# An episode is called ongoing when it was reported in the last month, and thrice, or in the last fortnight.
ONGOING_DAYS = 31
LATELY_DAYS = 14
_BEFORE_DAYS = 60
_RECENT_START = timedelta(days=180)


def write_happening(material: Material, told: Told) -> list[Entry]:
    """The section's entries; `told` grows by what they tell."""
    start = window_start(material)
    ongoing = open_episodes(material)[:2]
    latest = choose_latest(material, start, ongoing)
    for entry in latest:
        if isinstance(entry.content, Pick):
            told.add(entry.content.excerpt)
    lasting = [
        Entry(8.5, sentence) for episode in ongoing if (sentence := _write_ongoing(episode, material.today)) is not None
    ]
    background = _choose_background(material, start, told)
    return [*latest, *lasting, *background]


def _choose_background(material: Material, start: date, told: Told) -> list[Entry]:
    """The turning points that were not told above, oldest first; the weightiest are kept longest."""
    points = [
        point
        for point in material.turning_points(start, 2 * N_BACKGROUND)
        if stands_alone(point.excerpt) and not told.has(point.excerpt)
    ]
    best = sorted(points, key=lambda point: too_long(point.excerpt, BACKGROUND_WORDS) - point.score)[:N_BACKGROUND]
    for point in best:
        told.add(point.excerpt)
    entries = [
        (
            point.excerpt,
            Entry(
                8.4 - 0.35 * rank,
                Pick(excerpt=point.excerpt, limit=BACKGROUND_WORDS, must_hold=_keeps(point.excerpt, material)),
            ),
        )
        for rank, point in enumerate(best)
    ]
    return [entry for _, entry in sorted(entries, key=lambda pair: (pair[0].published_at, pair[0].article.article_id))]


def _keeps(excerpt: Excerpt, material: Material) -> Callable[[str], bool]:
    """A turning point stays about the situation, and keeps its word of a coup where it has one."""
    power = LANGUAGES["en"].mentions["seizure_of_power"]
    tells_of_power = power.search(excerpt.text) is not None
    return lambda text: (
        material.centrality(excerpt, text) > 0 and (not tells_of_power or power.search(text) is not None)
    )


def window_start(material: Material) -> date:
    """The first day of what counts as latest: recent, and with enough to tell."""
    for days in WINDOWS_DAYS:
        if len({e.article.article_id for e in material.days_back(days) if stands_alone(e)}) >= ENOUGH_REPORTS:
            return material.today - timedelta(days=days)
    return material.today - timedelta(days=WINDOWS_DAYS[-1])


def open_episodes(material: Material) -> list[Episode]:
    """Episodes that nothing says have ended and that were reported lately, the most reported first."""
    horizon = material.today - timedelta(days=ONGOING_DAYS)
    lately = material.today - timedelta(days=LATELY_DAYS)
    running = [
        e
        for e in material.episodes
        if e.ended is None and e.last.day >= horizon and (e.n_excerpts >= 3 or e.last.day >= lately)
    ]
    return sorted(running, key=lambda e: (-e.n_excerpts, e.started.published_at))


def choose_latest(material: Material, start: date, ongoing: Sequence[Episode]) -> list[Entry]:
    """The developments an analyst would lead with, and how what goes on began, in the order they were reported."""
    recent = [e for e in material.since(start) if _is_news(e, material)]
    if not recent:
        recent = [e for e in material.excerpts if _is_news(e, material)][-2 * N_LATEST :]
    begun = [e.started for e in ongoing if stands_alone(e.started) and material.today - e.started.day <= _RECENT_START]
    before = [material.bag(e) for e in material.excerpts if start - timedelta(days=_BEFORE_DAYS) <= e.day < start][
        -200:
    ]
    names = Counter(name for e in recent for name in set(e.passage.names))
    scored = sorted(
        ((_score(e, material, start, before, names), e) for e in recent),
        key=_by_score,
    )
    scored = [(s + 0.5 * len(find_support(e, recent, material)), e) for s, e in scored[:SHORTLIST]]
    scored.sort(key=_by_score)
    chosen: list[Excerpt] = []
    told = Told(material)
    for excerpt in [*begun, *(_latest_of(excerpt, recent, material) for _, excerpt in scored)]:
        is_new_report = excerpt.article.article_id not in {e.article.article_id for e in chosen}
        if len(chosen) < N_LATEST and is_new_report and not told.has(excerpt, 0.4):
            chosen.append(excerpt)
            told.add(excerpt)
    entries = [
        (
            e,
            Entry(
                10.0 - 0.6 * rank,
                Pick(
                    excerpt=e,
                    support=find_support(e, recent, material),
                    limit=LATEST_WORDS,
                    must_hold=material.still_about(e),
                ),
            ),
        )
        for rank, e in enumerate(chosen)
    ]
    return [entry for _, entry in sorted(entries, key=lambda pair: (pair[0].published_at, pair[0].article.article_id))]


def _latest_of(excerpt: Excerpt, recent: Sequence[Excerpt], material: Material) -> Excerpt:
    """The last report that tells the same thing at least as weightily: a deal supersedes the talks about it."""
    own = material.bag(excerpt)
    later = [
        other
        for other in recent
        if other.day > excerpt.day and weight(other) >= weight(excerpt) and overlap(own, material.bag(other)) >= 0.4
    ]
    return max(later, key=lambda other: (other.published_at, other.article.article_id), default=excerpt)


def _by_score(scored: tuple[float, Excerpt]) -> tuple[float, datetime, str, int]:
    score, excerpt = scored
    return -score, excerpt.published_at, excerpt.article.article_id, excerpt.passage.position


def _is_news(excerpt: Excerpt, material: Material) -> bool:
    return stands_alone(excerpt) and weight(excerpt) >= 0 and material.is_about(excerpt)


def _score(
    excerpt: Excerpt, material: Material, start: date, before: Sequence[frozenset[str]], names: Counter[str]
) -> float:
    passage, own = excerpt.passage, material.bag(excerpt)
    main = main_part(excerpt.text, LANGUAGES["en"])
    age = (material.today - excerpt.day).days / max(1, (material.today - start).days)
    shared = sum(math.log(names[name]) for name in set(passage.names) if names[name] > 1)
    novelty = 1 - max((overlap(own, other) for other in before), default=0.0)
    return (
        weight(excerpt)
        + 1.2 * math.log10(passage.deaths + 1)
        + 0.6 * (min(5, len(excerpt.article.citations)) - 1)
        + 1.5 * novelty
        + (2.5 * material.centrality(excerpt, main) or -2.0)
        + 0.5 * min(shared, 4.0)
        - too_long(excerpt, LATEST_WORDS)
        - 2.0 * age
        - 0.8 * min(passage.position, 3)
        - (1.0 if passage.modality is not Modality.HAPPENED else 0.0)
    )


def _write_ongoing(episode: Episode, today: date) -> Sentence | None:
    """How long an episode has lasted, from the report that begins it to today, and when it was last reported."""
    days = (today - episode.started.day).days
    if days < 7:
        return None
    silent = (today - episode.last.day).days
    last = f"was last reported on {write_day(episode.last.day)}" if silent else "is in the reports of this day"
    counted = RowEvidence(
        series="days from first report",
        rows=(
            (
                ("start", episode.started.day.isoformat()),
                ("last_reported", episode.last.day.isoformat()),
                ("as_of", today.isoformat()),
                ("days", days),
                ("n_reports", episode.n_excerpts),
            ),
        ),
        source="the reports cited here",
        released_at=episode.last.day,
    )
    text = f"The {episode.name} has lasted {days} days since {write_day(episode.started.day)} and {last}."
    evidence = (quote(episode.started), quote(episode.last), counted)
    return Sentence(text=text, kind=SentenceKind.COMPUTED, evidence=evidence)


def quote(excerpt: Excerpt) -> QuoteEvidence:
    """The excerpt as evidence."""
    if excerpt.article.known_at is None:
        raise ValueError(f"report {excerpt.article.article_id} is undated")
    return QuoteEvidence(
        span=excerpt.passage.span,
        citations=excerpt.article.citations,
        published_at=excerpt.published_at,
        known_at=excerpt.article.known_at,
    )

"""Where reports differ on what the brief tells: counts of one event side by side with who and when, and denials.

Counts that a later report replaces are no conflict. The run tells how two excerpts stand to each other
(checking/differences); nothing is decided here but which of them a reader needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from dateline.briefs.counting import counts
from dateline.briefs.material import Entry, Material, Pick, Told, cite, computed, quote
from dateline.editions import Edition
from dateline.records import Difference, DifferenceKind, Evidence, Excerpt, Sentence, Span
from dateline.text import overlap

NEAR = timedelta(days=14)
KEEP_CONFLICT, KEEP_DENIAL = 7.9, 8.2
# Share of content words in common below which two sentences are not compared: of the pairs of labels/counts.jsonl that
# differ two in 185 have less.
LEAST_ALIKE = 0.15
MOST_COUNTS = 3  # told side by side
DENIAL_WORDS = 26
TOLD_OUTCOMES = ("killed", "wounded", "arrested", "kidnapped", "displaced", "missing", "released", "infected")


def put_beside(entries: Sequence[Entry], material: Material, told: Told) -> list[Entry]:
    """The entries, each with the denial of what it tells and with other counts of it right behind it."""
    found: list[Entry] = []
    for entry in entries:
        found.append(entry)
        if isinstance(entry.content, Pick):
            found += _find_beside(entry.content.excerpt, material, told)
    return found


def _find_beside(excerpt: Excerpt, material: Material, told: Told) -> Iterable[Entry]:
    conflicts: list[tuple[Excerpt, Difference]] = []
    own = material.bag(excerpt)
    for other in material.excerpts:
        if other is excerpt or abs(other.published_at - excerpt.published_at) > NEAR:
            continue
        if overlap(own, material.bag(other)) < LEAST_ALIKE:
            continue
        difference = material.differ(*sorted((excerpt, other), key=lambda one: one.order))
        if difference is None:
            continue
        if difference.kind is DifferenceKind.DENIAL and other.order > excerpt.order and other not in told.excerpts:
            if material.stands_alone(other) and material.is_about(other):
                told.add(other)
                yield Entry(KEEP_DENIAL, Pick(excerpt=other, limit=DENIAL_WORDS, needs_source=True))
        elif difference.kind is DifferenceKind.CONFLICT and difference.outcome in TOLD_OUTCOMES:
            conflicts.append((other, difference))
    if conflicts:
        yield Entry(KEEP_CONFLICT, _write_counts(excerpt, conflicts, material))


def _write_counts(excerpt: Excerpt, conflicts: Sequence[tuple[Excerpt, Difference]], material: Material) -> Sentence:
    """ "Reports differ on how many were killed: 30 (Reuters, 1 June 2025) and 49 (AFP, 1 June 2025)." """
    outcome = conflicts[0][1].outcome
    told = [(excerpt, _count_of(excerpt, conflicts[0][1]))]
    told += [(other, _count_of(other, found)) for other, found in conflicts if found.outcome == outcome]
    distinct = {span.quote: (one, span) for one, span in reversed(told)}
    shown = sorted(distinct.values(), key=lambda pair: pair[0].order)[:MOST_COUNTS]
    edition = material.edition
    listed = edition.join([tell_count(*one, edition) for one in shown])
    text = edition.say("happening.differing", outcome=edition.say(f"outcomes.{outcome}"), told=listed)
    return computed(text, *prove_counts(shown, outcome, material))


def tell_count(excerpt: Excerpt, count: Span, edition: Edition) -> str:
    """ "at least 30 (Reuters, 1 June 2025)" """
    return edition.say("happening.told", count=count.quote, outlet=name_outlet(excerpt), day=excerpt.day)


def prove_counts(told: Sequence[tuple[Excerpt, Span]], outcome: str, material: Material) -> tuple[Evidence, ...]:
    """The reports of some counts, the words of each, and both as rows."""
    rows = tuple(
        (("outlet", name_outlet(one)), ("day", one.day.isoformat()), ("told", span.quote), ("outcome", outcome))
        for one, span in told
    )
    words = [cite(one.article, span.start, span.end) for one, span in told]
    return (*(quote(one) for one, _ in told), *words, counts("counts as reported", rows, material))


def _count_of(excerpt: Excerpt, difference: Difference) -> Span:
    spans = (difference.left_count, difference.right_count)
    own = [s for s in spans if s is not None and s.article_id == excerpt.article.article_id]
    if not own:
        raise ValueError(f"no count of report {excerpt.article.article_id} in the difference")
    return own[0]


def name_outlet(excerpt: Excerpt) -> str:
    """The outlet that an excerpt is told by."""
    return excerpt.article.outlet or "a report"

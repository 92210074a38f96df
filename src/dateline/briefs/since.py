"""What is new to a reader who comes back: added, revised, confirmed, denied, ended since a moment.

The brief as of that moment is written again, since it cannot have changed; what it told is held against what came
later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from dateline.briefs.differing import TOLD_OUTCOMES, prove_counts, tell_count
from dateline.briefs.material import Entry, Material, Pick, quote
from dateline.records import (
    Brief,
    Confidence,
    Difference,
    DifferenceKind,
    Excerpt,
    QuoteEvidence,
    Section,
    Sentence,
    SentenceKind,
    SentenceNote,
)

MOST = 8  # sentences
WORDS = 26


def list_told(before: Brief, material: Material) -> list[tuple[Sentence, Excerpt]]:
    """The sentences of an earlier brief that quote a report, each with the excerpt it rests on."""
    passages = {(e.article.article_id, e.passage.span.start): e for e in material.excerpts}
    found = []
    for section in before.sections:
        for sentence in section.sentences:
            first = next((e for e in sentence.evidence if isinstance(e, QuoteEvidence)), None)
            excerpt = passages.get((first.span.article_id, first.span.start)) if first else None
            if excerpt is not None and sentence.kind is not SentenceKind.COMPUTED:
                found.append((sentence, excerpt))
    return found


def choose_since(material: Material) -> list[Entry]:
    """Entries on what became of what an earlier brief told: revised and denied, then ended, then confirmed."""
    if material.before is None:
        return []
    since = material.before.as_of
    fresh = [excerpt for excerpt in material.excerpts if _known_at(excerpt) > since]
    told = list_told(material.before, material)
    changed = [entry for _, excerpt in told for entry in _changes_of(excerpt, fresh, material)]
    ended = [
        Entry(9, Pick(excerpt=episode.ended, limit=WORDS, note=SentenceNote.ENDED))
        for episode in material.episodes
        if episode.ended is not None and _known_at(episode.ended) > since
    ]
    confirmed = [entry for sentence, excerpt in told for entry in _confirm(sentence, excerpt, fresh, material)]
    return [*changed, *ended, *confirmed][:MOST]


def list_added(sections: Sequence[Section], before: Brief) -> Iterator[Sentence]:
    """The sentences of a brief that rest on reports from after a moment alone, and that the brief of then had not."""
    old = {sentence.text for section in before.sections for sentence in section.sentences}
    for section in sections:
        for sentence in section.sentences:
            quotes = [e for e in sentence.evidence if isinstance(e, QuoteEvidence)]
            if quotes and sentence.text not in old and min(e.known_at for e in quotes) > before.as_of:
                yield replace(sentence, note=SentenceNote.ADDED)


def _changes_of(excerpt: Excerpt, fresh: Sequence[Excerpt], material: Material) -> Iterator[Entry]:
    for other in reversed(fresh):
        found = material.differ(excerpt, other)
        if found is not None and found.kind is DifferenceKind.UPDATE and found.outcome in TOLD_OUTCOMES:
            yield Entry(9, _write_revised(excerpt, other, found, material))
            return
        if found is not None and found.kind is DifferenceKind.DENIAL and material.stands_alone(other):
            yield Entry(9, Pick(excerpt=other, limit=WORDS, needs_source=True, note=SentenceNote.DENIED))
            return


def _write_revised(old: Excerpt, new: Excerpt, found: Difference, material: Material) -> Sentence:
    """ "The count of those who were killed went from 30 (Reuters, 1 June 2025) to 49 (AFP, 3 June 2025)." """
    if found.left_count is None or found.right_count is None:
        raise ValueError("an update without its counts")
    told = ((new, found.right_count), (old, found.left_count))
    edition = material.edition
    after, before = (tell_count(*one, edition) for one in told)
    outcome = edition.say(f"outcomes.{found.outcome}")
    return Sentence(
        text=edition.say("since.revised", outcome=outcome, before=before, after=after),
        kind=SentenceKind.COMPUTED,
        evidence=prove_counts(told, found.outcome, material),
        confidence=Confidence.COUNTED,
        note=SentenceNote.REVISED,
    )


def _confirm(sentence: Sentence, excerpt: Excerpt, fresh: Sequence[Excerpt], material: Material) -> Iterator[Entry]:
    """The sentence again, where a report of another outlet agrees with it."""
    outlets = {citation.outlet for citation in excerpt.article.citations}
    for other in fresh:
        found = material.differ(excerpt, other)
        is_other = not outlets & {citation.outlet for citation in other.article.citations}
        if is_other and found is not None and found.kind is DifferenceKind.AGREE:
            evidence = (*sentence.evidence, quote(other))
            yield Entry(
                8,
                replace(sentence, evidence=evidence, confidence=Confidence.CORROBORATED, note=SentenceNote.CONFIRMED),
            )
            return


def _known_at(excerpt: Excerpt) -> datetime:
    return excerpt.article.known_at or excerpt.published_at

"""Situations and two moments -> what changed between them: direction, alerts, what is new in the brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dateline import codec
from dateline.errors import UsageError
from dateline.records import Digest, DigestPart, Situation
from dateline.run.alerting import list_news
from dateline.run.briefing import require_situation, select, write_brief
from dateline.run.chronicling import list_episodes
from dateline.run.directing import direct
from dateline.store import Store
from dateline.text import digest

WORK = "digest"  # under which the store remembers the moment of the last one that was sent
MOST_SENTENCES = 12


def write_digest(store: Store, names: Sequence[str], since: datetime, as_of: datetime) -> Digest | None:
    """What changed in the named situations, or in all; None where no report belongs to any of them.

    Raises UnknownSituation, and UsageError where the first moment is not before the second.
    """
    if since >= as_of:
        raise UsageError("A digest needs a time to look at.", hint="Give a --since before the moment it is as of.")
    chosen = [require_situation(store, name) for name in names] or store.list_situations()
    found = (_write_part(store, situation, since, as_of) for situation in dict.fromkeys(chosen))
    parts = tuple(part for part in found if part is not None)
    if not parts:
        return None
    return Digest(
        digest_id=digest(since.isoformat(), as_of.isoformat(), codec.encode(parts)),
        since=since,
        as_of=as_of,
        parts=parts,
    )


def _write_part(store: Store, situation: Situation, since: datetime, as_of: datetime) -> DigestPart | None:
    name = situation.situation_id
    selection = select(store, name, as_of)
    if selection is None:
        return None
    brief = write_brief(store, name, as_of, since=since)
    sentences = list_news(brief)[:MOST_SENTENCES] if brief else ()
    told = {one.text for one in sentences}
    return DigestPart(
        situation_id=name,
        title=situation.title,
        direction=direct(store, selection, list_episodes(store, name, as_of) or ()),
        n_reports=sum(1 for one in selection.articles if one.known_at is not None and one.known_at > since),
        sentences=sentences,
        alerts=tuple(one for one in store.list_alerts(name, since) if one.as_of <= as_of and one.text not in told),
    )


def find_since(store: Store) -> datetime:
    """The moment of the last digest that was sent. Raises UsageError where none was."""
    found = store.get_done(WORK)
    if found is None:
        raise UsageError("No digest was sent yet.", hint="Give the day to look back to: --since 2025-11-01.")
    return found

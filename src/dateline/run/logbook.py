"""Everything that users decided, in words: one log, the latest first, with what was taken back and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.gazetteer import country_name
from dateline.moments import write_day
from dateline.records import Article, Correction, CorrectionKind, KnownPlace, Meant
from dateline.store import Store
from dateline.text import shorten

TITLE_CHARS = 70
_EVER = datetime(9999, 12, 31, tzinfo=UTC)
_KINDS_OF_SITUATIONS = frozenset([CorrectionKind.KEEP, CorrectionKind.REJECT])


@dataclass(frozen=True, slots=True)
class Logged:
    """A decision, and the sentence that tells it."""

    correction: Correction
    words: str


@dataclass(frozen=True, slots=True)
class _Names:
    """What the log calls things: reports by id, situations by name."""

    articles: Mapping[str, Article]
    situations: Mapping[str, str]

    def report(self, article_id: str) -> str:
        """Report 'Title' (Reuters, 7 November 2025)."""
        article = self.articles.get(article_id)
        if article is None:
            return f"report {article_id}"
        day = write_day(article.published_at.date()) if article.published_at else "undated"
        behind = ", ".join(part for part in (article.outlet, day) if part)
        return f"report '{shorten(article.title or article.text, TITLE_CHARS)}' ({behind})"


def list_log(store: Store) -> list[Logged]:
    """What users decided, the latest first; those with `undone_at` hold no more."""
    corrections = store.list_corrections(with_undone=True)
    reports = {one.left for one in corrections}
    reports |= {one.right for one in corrections if one.kind in (CorrectionKind.PIN, CorrectionKind.SPLIT)}
    titles = {situation.situation_id: situation.title for situation in store.list_situations()}
    names = _Names(store.view(_EVER).get_articles(sorted(reports)), titles)
    return [Logged(one, _capital(_tell(one, names))) for one in reversed(corrections)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tell(one: Correction, names: _Names) -> str:
    report = names.report(one.left)
    if one.kind in _KINDS_OF_SITUATIONS:
        verb = "belongs" if one.kind is CorrectionKind.KEEP else "does not belong"
        return f"{report} {verb} in situation '{names.situations.get(one.right, one.right)}'."
    if one.kind is CorrectionKind.RENAME:
        return f"the story of {report} is called '{one.title}'."
    if one.meant is not None:
        return _tell_words(one.meant, one.kind, report)
    verb = "belongs with" if one.kind is CorrectionKind.PIN else "does not belong with"
    return f"{report} {verb} {names.report(one.right)}."


def _tell_words(meant: Meant, kind: CorrectionKind, report: str) -> str:
    """In report 'Title' (Reuters, 7 November 2025), “the ministry” is ..., not ..."""
    nothing = "nobody" if kind is CorrectionKind.ACTOR else "no place"
    new = f"{meant.actor.name} ({meant.actor.actor_id})" if meant.actor else _tell_place(meant.place) or nothing
    old = f"{meant.was_name} ({meant.was})" if meant.was else ""
    if meant.is_everywhere:
        return f"in every report, “{meant.words}” is {new} where it was read as {old or nothing}, as in {report}."
    was = f", not {old}" if old else f"; it was read as {nothing}"
    return f"in {report}, “{meant.words}” is {new}{was}."


def _tell_place(place: KnownPlace | None) -> str:
    """Gao, Mali (2457163); empty for none."""
    if place is None:
        return ""
    parts = dict.fromkeys((place.name, place.admin1, country_name(place.country)))
    return f"{', '.join(part for part in parts if part)} ({place.geonames_id.removeprefix('x-')})"

"""Everything that users decided, in words: one log, the latest first, with what was taken back and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.editions import EDITIONS, Edition
from dateline.editions.naming import name_country
from dateline.gazetteer import load_by_iso3
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
    """What the log calls things in a language: reports by id, situations by name."""

    edition: Edition
    articles: Mapping[str, Article]
    situations: Mapping[str, str]

    def say(self, message: str, /, **values: str) -> str:
        """A message of the log."""
        return self.edition.say(f"log.{message}", **values)

    def report(self, article_id: str) -> str:
        """Report 'Title' (Reuters, 7 November 2025)."""
        article = self.articles.get(article_id)
        if article is None:
            return self.say("report_gone", name=article_id)
        day = self.edition.day(article.published_at.date()) if article.published_at else self.say("undated")
        behind = ", ".join(part for part in (article.outlet, day) if part)
        return self.say("report", title=shorten(article.title or article.text, TITLE_CHARS), behind=behind)

    def place(self, place: KnownPlace | None) -> str:
        """Gao, Mali (2457163); empty for none."""
        if place is None:
            return ""
        country = load_by_iso3().get(place.country)
        of = place.country if country is None else name_country(country.name, self.edition)[0]
        parts = dict.fromkeys((place.name, place.admin1, of))
        return f"{', '.join(part for part in parts if part)} ({place.geonames_id.removeprefix('x-')})"


def list_log(store: Store, language: str = "en") -> list[Logged]:
    """What users decided, the latest first; those with `undone_at` hold no more."""
    corrections = store.list_corrections(with_undone=True)
    reports = {one.left for one in corrections}
    reports |= {one.right for one in corrections if one.kind in (CorrectionKind.PIN, CorrectionKind.SPLIT)}
    titles = {situation.situation_id: situation.title for situation in store.list_situations()}
    names = _Names(EDITIONS[language], store.view(_EVER).get_articles(sorted(reports)), titles)
    return [Logged(one, _capital(_tell(one, names))) for one in reversed(corrections)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tell(one: Correction, names: _Names) -> str:
    report = names.report(one.left)
    if one.kind in _KINDS_OF_SITUATIONS:
        return names.say(one.kind.value, report=report, name=names.situations.get(one.right, one.right))
    if one.kind is CorrectionKind.RENAME:
        return names.say("rename", report=report, title=one.title)
    if one.meant is not None:
        return _tell_words(one.meant, one.kind, report, names)
    return names.say(one.kind.value, report=report, other=names.report(one.right))


def _tell_words(meant: Meant, kind: CorrectionKind, report: str, names: _Names) -> str:
    """In report 'Title' (Reuters, 7 November 2025), “the ministry” is ..., not ..."""
    nothing = names.say("nobody" if kind is CorrectionKind.ACTOR else "no_place")
    new = f"{meant.actor.name} ({meant.actor.actor_id})" if meant.actor else names.place(meant.place)
    old = f"{meant.was_name} ({meant.was})" if meant.was else ""
    where = "everywhere" if meant.is_everywhere else "here"
    how = "becomes" if new and old else "is" if new else "is_none"
    return names.say(f"{where}_{how}", report=report, words=meant.words, new=new or nothing, old=old or nothing)

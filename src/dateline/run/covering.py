"""A situation or question, a moment -> who reports on it, since when, how much is their own, and who went silent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from dateline.dedupe import Witness, find_origins
from dateline.gazetteer import find_outlet
from dateline.records import Article, Situation
from dateline.run.briefing import find_quiet, select
from dateline.run.stories import make_witness
from dateline.sources.health import LOOK_BACK_DAYS, Activity, is_silent, measure_rate
from dateline.store import Store
from dateline.stories import derive_groups

N_GAPS = 10
UNNAMED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletCover:
    """An outlet in a situation: its reports, how many of them are no copies and carry no agency's text, when the first
    and last appeared; `is_silent`: none came for longer than chance explains. `country` is ISO 3166-1 alpha-2."""

    name: str
    country: str
    owner: str
    n_reports: int
    n_own: int
    first: date
    last: date
    is_silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Who reports on a situation. `weeks` are by their Mondays; `quiet_feeds` with the day of their last report; `gaps`
    the longest runs of days without any report, with first and last day, of `n_days_without` in all."""

    situation: Situation
    as_of: datetime
    n_reports: int
    n_origins: int
    outlets: tuple[OutletCover, ...]
    languages: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    owners: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]
    weeks: tuple[tuple[date, int], ...]
    quiet_feeds: tuple[tuple[str, date], ...]
    n_days: int
    n_days_without: int
    gaps: tuple[tuple[date, date], ...]


def cover(store: Store, about: str, as_of: datetime) -> Cover | None:
    """Who reports on a situation or question as of a moment; None when no report answers it."""
    selection = select(store, about, as_of)
    if selection is None:
        return None
    view = store.view(selection.as_of)
    groups = derive_groups(view.list_links([one.article_id for one in selection.articles]))
    days = [_day_of(one) for one in selection.articles]
    witnesses = {one.article_id: make_witness(one, groups.root_of(one.article_id)) for one in selection.articles}
    outlets = _list_outlets(selection.articles, witnesses, selection.as_of)
    gaps = list(_find_gaps(sorted(set(days))))
    return Cover(
        situation=selection.situation,
        as_of=selection.as_of,
        n_reports=len(selection.articles),
        n_origins=len(find_origins(list(witnesses.values()))),
        outlets=tuple(outlets),
        languages=_count(one.lang or "und" for one in selection.articles),
        countries=_count(one.country for one in outlets if one.country),
        owners=_count(one.owner for one in outlets),
        months=tuple(sorted(Counter(f"{day:%Y-%m}" for day in days).items())),
        weeks=tuple(sorted(Counter(day - timedelta(days=day.weekday()) for day in days).items())),
        quiet_feeds=find_quiet(store, view, selection),
        n_days=(max(days) - min(days)).days + 1,
        n_days_without=(max(days) - min(days)).days + 1 - len(set(days)),
        gaps=tuple(sorted(gaps, key=lambda gap: (gap[0] - gap[1], gap[0]))[:N_GAPS]),
    )


def _list_outlets(articles: Sequence[Article], witnesses: Mapping[str, Witness], as_of: datetime) -> list[OutletCover]:
    """The outlets that the reports cite, those with the most reports first."""
    by_name: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        names = dict.fromkeys(find_outlet(one.outlet).name for one in article.citations if one.outlet.strip())
        for name in names or (UNNAMED,):
            by_name[name].append(article)
    found = [_cover_outlet(name, own, witnesses, as_of) for name, own in by_name.items()]
    return sorted(found, key=lambda one: (-one.n_reports, one.name))


def _cover_outlet(
    name: str, articles: Sequence[Article], witnesses: Mapping[str, Witness], as_of: datetime
) -> OutletCover:
    known = find_outlet(name)
    days = [_day_of(one) for one in articles]
    behind = [witnesses[one.article_id] for one in articles]
    own = [one for one in behind if one.root_id == one.article_id and one.agency in ("", known.name)]
    return OutletCover(
        name=name,
        country=known.country,
        owner=known.owner,
        n_reports=len(articles),
        n_own=len(own),
        first=min(days),
        last=max(days),
        is_silent=bool(name) and _is_silent([one.published_at for one in articles if one.published_at], as_of),
    )


def _is_silent(moments: Sequence[datetime], as_of: datetime) -> bool:
    """Whether nothing came for longer than chance explains, by the four weeks up to the last report, as for feeds."""
    last = max(moments)
    recent = [one for one in moments if last - one <= timedelta(days=LOOK_BACK_DAYS)]
    rate = measure_rate(Activity(n_items=len(recent), first_at=min(recent), last_at=last))
    return rate is not None and is_silent(last, rate, as_of)


def _find_gaps(days: Sequence[date]) -> Iterable[tuple[date, date]]:
    """The runs of days between those of reports."""
    day = timedelta(days=1)
    return ((one + day, other - day) for one, other in pairwise(days) if other - one > day)


def _count(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _day_of(article: Article) -> date:
    if article.published_at is None:
        raise ValueError(f"report {article.article_id} is undated")
    return article.published_at.date()

"""Stories in the store: listed, shown, corrected. updating.py makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dateline.dedupe import Witness, find_origins
from dateline.errors import UnknownStory, UsageError
from dateline.extract.people import find_agency as find_credit
from dateline.gazetteer import find_agency, find_outlet
from dateline.records import Article, Correction, CorrectionKind, Link, LinkKind, Place, Story
from dateline.run.kept import get_kept
from dateline.run.undoing import find_day, take_back
from dateline.store import Store, View
from dateline.stories import Groups, derive_groups
from dateline.text import clean

N_PLACES = 10  # shown of a story
LONGEST_TITLE = 300  # characters
KINDS = frozenset([CorrectionKind.PIN, CorrectionKind.SPLIT, CorrectionKind.RENAME])
Titles = Mapping[str, tuple[int, str]]  # by report: the number of the decision, and what its story is called


@dataclass(frozen=True, slots=True)
class Report:
    """A report in a story: who stands behind its outlet, and the link that put it there."""

    article: Article
    country: str
    owner: str
    link: Link


@dataclass(frozen=True, slots=True)
class Shown:
    """A story with its reports in order, the places that they name most, and the links of its own."""

    story: Story
    reports: tuple[Report, ...]
    places: tuple[tuple[Place, int], ...]
    links: tuple[Link, ...]


def list_stories(view: View, *, limit: int, min_reports: int = 1, after: str = "") -> list[Story]:
    """The stories with the latest reports first; `after` the one whose last report that is. Raises UsageError."""
    groups = derive_groups(view.list_links())
    members = {story: ids for story, ids in groups.members().items() if len(ids) >= min_reports}
    order = {article_id: at for at, article_id in enumerate(groups.links)}
    if after and after not in order:
        raise UsageError("This is no place in the list of stories.", hint="Begin at its first page.")
    older = [story for story, ids in members.items() if not after or order[ids[-1]] < order[after]]
    latest = sorted(older, key=lambda story: -order[members[story][-1]])[:limit]
    articles, titles = view.get_articles([one for story in latest for one in members[story]]), find_titles(view)
    return [make_story(story, members[story], groups, articles, titles) for story in latest]


def show_story(view: View, one: str) -> Shown:
    """A story by its id, an id that redirects to it, or the id of one of its reports. Raises UnknownStory."""
    story_id, links = _gather(view, one)
    groups = derive_groups(links)
    ids = groups.members().get(story_id)
    if ids is None:
        raise UnknownStory(
            f"There is no story or report '{one}' in the store as of {view.as_of:%Y-%m-%d %H:%M}.",
            hint="'dateline stories' lists those there are.",
        )
    articles = view.get_articles(ids)
    return Shown(
        story=make_story(story_id, ids, groups, articles, find_titles(view)),
        reports=tuple(_report(articles[a], groups.links[a]) for a in ids if a in articles),
        places=tuple(_count_places(view, ids)),
        links=tuple(link for link in links if _is_about(link, story_id, groups)),
    )


def _gather(view: View, one: str) -> tuple[str, list[Link]]:
    """The story that an id leads to, and the links that touch it: a store may hold a million others."""
    story = find_story_of(view, one)
    if not story and not view.list_story(one):
        former = view.find_former_members(one)
        story = next((found for report in former if (found := find_story_of(view, report))), "")
    went = derive_groups(view.list_links([]))
    story = went.follow(story or one)
    others = [left for left in went.went_into if went.follow(left) == story]
    return story, view.list_links([story, *others, *view.list_story(story)])


def find_story_of(view: View, article_id: str) -> str:
    """The story that a report is in, its original's if it is a copy; empty where it is in none."""
    links = view.list_links([article_id])
    roots = [derive_groups(links).root_of(article_id)]
    return derive_groups([*links, *view.list_links(roots)]).story_of(article_id) or ""


def _count_places(view: View, ids: Sequence[str]) -> list[tuple[Place, int]]:
    """The places that reports name most, with how often."""
    named = [place for read in get_kept(view, ids).values() for place in read.places if place.geonames_id]
    counts, first = Counter(place.geonames_id for place in named), dict[str, Place]()
    for place in named:
        first.setdefault(place.geonames_id, place)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    return [(first[one], n) for one, n in ranked[:N_PLACES]]


def _find_story(view: View, groups: Groups, one: str) -> str:
    """The story that an id leads to: of a report, of a story, or of one that had another first report once."""
    found = groups.story_of(one)
    if found is None and groups.follow(one) not in groups.joined.values():
        former = view.find_former_members(one)
        found = next((story for report in former if (story := groups.story_of(report))), None)
    return found or groups.find(one)


def _is_about(link: Link, story_id: str, groups: Groups) -> bool:
    is_of_stories = link.kind in (LinkKind.MERGED, LinkKind.THREADED)
    return is_of_stories and story_id in (groups.follow(link.left), link.right)


def _report(article: Article, link: Link) -> Report:
    outlet = find_outlet(article.outlet)
    return Report(article, outlet.country, outlet.owner, link)


def make_story(
    story_id: str, ids: Sequence[str], groups: Groups, articles: Mapping[str, Article], titles: Titles
) -> Story:
    """The record of a story as of what was read of it; the title is what a user calls it, else of its best report."""
    known = [articles[one] for one in ids if one in articles]
    origins = find_origins([make_witness(article, groups.root_of(article.article_id)) for article in known])
    moments = [article.published_at for article in known if article.published_at is not None]
    return Story(
        story_id=story_id,
        thread_id=groups.thread_of(story_id) or "",
        title=title_of(ids, titles) or _title(known, groups),
        article_ids=tuple(article.article_id for article in known),
        origins=origins,
        first_at=min(moments, default=None),
        last_at=max(moments, default=None),
    )


def find_titles(view: View) -> Titles:
    """What users call stories, by the report that each of these titles hangs on; of several on one, the last."""
    renamed = (one for one in view.list_corrections() if one.kind is CorrectionKind.RENAME)
    return {one.left: (one.number, one.title) for one in renamed}


def title_of(ids: Iterable[str], titles: Titles) -> str:
    """The title given last to a story of these reports; empty where none was."""
    return max((titles[one] for one in ids if one in titles), default=(0, ""))[1] if titles else ""


def _title(articles: Sequence[Article], groups: Groups) -> str:
    """The title printed most often, the earliest of several; the first sentence of a report that has none."""
    titles = Counter(article.title for article in articles if article.title)
    if titles:
        return max(titles, key=lambda title: titles[title])
    return next((article.text for article in articles if groups.root_of(article.article_id) == article.article_id), "")


def make_witness(article: Article, root_id: str) -> Witness:
    """A report as a witness: the agency is that of its citation, its page, or its text."""
    agency = find_agency(article.outlet) or article.about.agency or find_credit(article.text)
    return Witness(
        article_id=article.article_id, root_id=root_id, outlet=find_outlet(article.outlet).name, agency=agency or ""
    )


def pin(store: Store, report: str, to: str, now: datetime) -> int:
    """Say that a report belongs in the story of another report or story. The day from which to go on anew."""
    return _correct(store, CorrectionKind.PIN, [report], to, now)


def merge(store: Store, one: str, other: str, now: datetime) -> int:
    """Say that two stories are one. The day from which to go on anew."""
    groups = derive_groups(store.view(now).list_links())
    story = groups.find(other)
    members = [a for a in groups.members().get(story, ()) if groups.root_of(a) == a]
    if not members:
        raise _unknown(other)
    if story == groups.find(one):
        raise UsageError(f"'{one}' and '{other}' are one story already.")
    return _correct(store, CorrectionKind.PIN, members, one, now)


def split(store: Store, story: str, reports: Sequence[str], now: datetime) -> int:
    """Say that reports do not belong in a story. The day from which to go on anew."""
    groups = derive_groups(store.view(now).list_links())
    wanted = groups.find(story)
    for one in reports:
        if groups.story_of(one) != wanted:
            raise UsageError(f"Report '{one}' is not in the story '{story}'.", hint=f"See 'dateline story {story}'.")
    return _correct(store, CorrectionKind.SPLIT, reports, story, now)


def rename(store: Store, story: str, title: str, now: datetime) -> Correction:
    """Give a story a title of one's own. It hangs on the story's first report and goes where that goes."""
    view, title = store.view(now), clean(title)
    if not 0 < len(title) <= LONGEST_TITLE or "\n" in title:
        raise UsageError(f"A title has one line of at most {LONGEST_TITLE} characters.", hint="Give a shorter one.")
    groups = derive_groups(view.list_links())
    members = groups.members().get(_find_story(view, groups, story), ())
    anchor = next((one for one in members if groups.root_of(one) == one), None)
    if anchor is None:
        raise _unknown(story)
    made = Correction(kind=CorrectionKind.RENAME, left=anchor, right="", made_at=now, title=title)
    with store.write() as writer:
        (number,) = writer.add_corrections([made])
    return replace(made, number=number)


def undo(store: Store, number: int, now: datetime) -> int | None:
    """Take a correction of stories back. The day from which to go on anew, if there is one. Raises UsageError."""
    if number not in {one.number for one in list_corrections(store)}:
        raise UsageError(f"There is no correction {number}.", hint="'dateline stories corrections' lists them.")
    return take_back(store, number, now)


def list_corrections(store: Store) -> list[Correction]:
    """What users decided about stories and did not undo, in order."""
    return [one for one in store.list_corrections() if one.kind in KINDS]


def _correct(store: Store, kind: CorrectionKind, reports: Iterable[str], to: str, now: datetime) -> int:
    """Keep a decision about each of some reports and the first of a story's reports that is none of them."""
    groups = derive_groups(store.view(now).list_links())
    story = groups.find(to)
    chosen = list(reports)
    anchor = next((a for a in groups.members().get(story, ()) if a not in chosen and groups.root_of(a) == a), None)
    if anchor is None:
        raise _unknown(to)
    for one in chosen:
        if one not in groups.links:
            raise _unknown(one)
    corrections = [Correction(kind=kind, left=one, right=anchor, made_at=now) for one in chosen]
    with store.write() as writer:
        writer.add_corrections(corrections)
    return find_day(store, (*chosen, anchor), now)


def _unknown(one: str) -> UnknownStory:
    return UnknownStory(
        f"There is no story or report '{one}' in the store, or no other report in it.",
        hint="'dateline stories' lists the stories, 'dateline story ID' the reports of one.",
    )

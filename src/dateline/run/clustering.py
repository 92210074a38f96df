"""Filters: articles in, links between copies or ids of stories and threads out. No store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import IO, Any

from dateline.dedupe import CopyFinder
from dateline.errors import UsageError
from dateline.records import Article, Failure, Link
from dateline.run.article_lines import Complain, read_articles
from dateline.run.grouping import Grouping, thread_id
from dateline.stories import Stream, explain, make_profile, probability, thread_settings
from dateline.stories.settings import OPEN_DAYS

Line = dict[str, Any]
STAGE = "cluster"


def find_links(stream: IO[bytes], name: str, *, on_failure: Complain) -> Iterator[Link]:
    """A link for each report that is a copy of an earlier one."""
    finder = CopyFinder()
    for article in read_articles(stream, name, STAGE, on_failure=on_failure):
        copy = finder.add(article)
        if copy is not None:
            yield copy.link


def group(
    stream: IO[bytes], name: str, *, with_meaning: bool, on_failure: Complain, tell: Callable[[int], None]
) -> tuple[Grouping, list[str]]:
    """The stories of a stream of JSON lines after its last report, and the ids of its reports in order."""
    grouping, order = Grouping(with_meaning=with_meaning), list[str]()

    def noted() -> Iterator[Article]:
        for article in believe_dates(read_articles(stream, name, STAGE, on_failure=on_failure), on_failure):
            order.append(article.article_id)
            yield article

    grouping.add_all(noted(), tell=tell)
    grouping.finish()
    return grouping, order


def write_stories(grouping: Grouping, order: Iterable[str]) -> Iterator[Line]:
    """A line for each report."""
    for one in order:
        yield {"article_id": one, "story_id": grouping.story_of(one), "thread_id": grouping.thread_of(one)}


def group_threads(
    stream: IO[bytes], name: str, *, with_meaning: bool, on_failure: Complain, tell: Callable[[int], None]
) -> Iterator[Line]:
    """A line for each report with its thread alone: what it belongs to over months, whatever its story."""
    grouping, order = Grouping(with_meaning=with_meaning), list[str]()
    threads = Stream(thread_settings(with_meaning=with_meaning))
    articles = believe_dates(read_articles(stream, name, STAGE, on_failure=on_failure), on_failure)
    numbers: dict[str, int] = {}
    for n, one in enumerate(grouping.prepare(articles), start=1):
        article_id = one.article.article_id
        order.append(article_id)
        root = one.copy.root_id if one.copy else article_id
        if root not in numbers:
            numbers[root] = len(threads.traits)
            threads.add(one.traits)
        numbers[article_id] = numbers[root]
        tell(n)
    threads.finish()
    for article_id in order:
        first = threads.story_of[numbers[article_id]]
        yield {"article_id": article_id, "story_id": None, "thread_id": thread_id(threads.traits[first].article_id)}


def believe_dates(articles: Iterable[Article], on_failure: Complain) -> Iterator[Article]:
    """Articles without the dates that lie far after both neighbours: one wrong year would close every story."""
    before: Article | None = None
    held: Article | None = None
    for article in _with_end(articles):
        if held is not None:
            if _is_alone(before, held, article):
                reason = f"its date {held.published_at:%Y-%m-%d} is far after the reports around it and is not used"
                on_failure(Failure(stage=STAGE, source_id="", record_id=held.article_id, reason=reason))
                held = replace(held, published_at=None, known_at=None)
            else:
                before = held if held.published_at else before
            yield held
        held = article


def _with_end(articles: Iterable[Article]) -> Iterator[Article | None]:
    yield from articles
    yield None


def _is_alone(before: Article | None, article: Article, after: Article | None) -> bool:
    """Whether an article is dated far after the one before it and the one behind it."""
    if before is None or after is None or article.published_at is None:
        return False
    if before.published_at is None or after.published_at is None:
        return False
    far = timedelta(days=OPEN_DAYS)
    return article.published_at - before.published_at > far and article.published_at - after.published_at > far


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two reports are in one story or not: `signals` are what it is, its value and its evidence in log-odds."""

    left: str
    right: str
    is_together: bool
    story_ids: tuple[str, str]
    says: str
    probability: float | None
    signals: tuple[tuple[str, float, float], ...]


def explain_pair(grouping: Grouping, left: str, right: str) -> Reason:
    """Why two reports are in one story, or not. Raises UsageError for a report that did not come."""
    for one in (left, right):
        if one not in grouping.number_of:
            raise UsageError(f"There is no report '{one}' among those read.", hint="Give two values of article_id.")
    ids = (grouping.story_of(left), grouping.story_of(right))
    numbers = (grouping.number_of[left], grouping.number_of[right])
    together = ids[0] == ids[1]
    if numbers[0] == numbers[1]:
        return Reason(left, right, together, ids, _say_copy(grouping, left, right), None, ())
    stream = grouping.stories
    first, second = sorted(numbers)
    profiles = [make_profile(n, stream.traits[n], stream.frequencies.weigh(stream.traits[n])) for n in (first, second)]
    rows = stream.measure_profiles(profiles[1], [profiles[0]])
    model = stream.settings_for(profiles[1]).join
    says = "in one story" if together else "in two stories"
    likely = probability(float(model.weigh(rows)[0]))
    return Reason(left, right, together, ids, f"{says}; compared alone:", likely, tuple(explain(model, rows[0], n=8)))


def _say_copy(grouping: Grouping, left: str, right: str) -> str:
    copies = [grouping.copies[one].link for one in (left, right) if one in grouping.copies]
    return "one text: " + "; ".join(f"{link.left}: {link.reason} ({link.kind})" for link in copies)

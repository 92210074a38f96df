"""Feeds asked whether they have something new; what they name, queued or told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dateline.config import read_secret
from dateline.errors import DatelineError
from dateline.fetching import Outcome, Request, Response
from dateline.records import Article, Failure, Feed, FeedState, PollReason, QueuedItem
from dateline.run.languages import with_language
from dateline.run.rounds import Round
from dateline.sources.arrivals import article_from_item
from dateline.sources.updates import Update, has_page, update_from_fault, update_from_refusal, update_from_response

ANSWERS = 200  # landed at a time: few enough that a kill costs little, enough that the disk keeps up
MAX_SITEMAPS = 50  # of one index in one round: the largest news sites split their news by section or month

Asked = Mapping[str, tuple[Feed, FeedState]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """A feed, how it stood, and what its answer means; `fresh` are the items not named before."""

    feed: Feed
    before: FeedState
    update: Update
    fresh: tuple[QueuedItem, ...]


def poll_feeds(work: Round, due: Sequence[tuple[Feed, FeedState]]) -> None:
    """Ask feeds, and the sitemaps that their sitemap indexes lead to."""
    asked = {feed.feed_id: (feed, state) for feed, state in due}
    more: list[Request] = []
    requests: list[Request] = []
    faults: list[_Answer] = []
    for feed, state in due:
        try:
            requests.append(make_request(feed, state))
        except DatelineError as error:  # of this feed's settings: the others are asked all the same
            update = update_from_fault(feed, state, str(error), work.clock())
            faults.append(_Answer(feed=feed, before=state, update=update, fresh=()))
    _store(work, faults)
    work.ask(requests, partial(_land_answers, work, asked, more), ANSWERS)
    parts = {request.key: asked[request.key.partition(" ")[0]] for request in more}
    work.ask(more, partial(_land_answers, work, parts, []), ANSWERS)


def make_request(feed: Feed, state: FeedState, *, url: str = "") -> Request:
    """What to send to a feed. A feed that moved is asked where it moved to, and after a failure where it was."""
    address = state.moved_to if state.moved_to and state.n_failures % 2 == 0 else feed.url
    return Request(
        key=f"{feed.feed_id} {url}" if url else feed.feed_id,
        url=url or address,
        etag="" if url else state.etag,
        last_modified="" if url else state.last_modified,
        headers=tuple((name, read_secret(value)) for name, value in feed.headers),
        proxy=read_secret(feed.proxy) if feed.proxy else "",
        allow_private=feed.allow_private,
    )


def _land_answers(work: Round, asked: Asked, more: list[Request], outcomes: Sequence[Outcome]) -> None:
    updates = [(*asked[outcome.key], _decide(*asked[outcome.key], outcome), outcome.key) for outcome in outcomes]
    named = [item.address for _, _, update, _ in updates for item in (*update.items, *update.old)]
    known = set(work.store.intake.find_known(named))
    answers: list[_Answer] = []
    for feed, before, update, key in updates:
        fresh = tuple(item for item in update.items if item.address not in known)
        known.update(item.address for item in fresh)
        if key == feed.feed_id:
            more += [make_request(feed, before, url=url) for url in update.more[:MAX_SITEMAPS]]
            answers.append(_Answer(feed=feed, before=before, update=update, fresh=fresh))
        else:  # a part of a sitemap index: its items count, the feed's state is that of the index
            answers.append(_Answer(feed=feed, before=before, update=replace(update, state=before), fresh=fresh))
    _store(work, [_with_news(answer) for answer in answers])


def _decide(feed: Feed, state: FeedState, outcome: Outcome) -> Update:
    if isinstance(outcome, Response):
        return update_from_response(feed, state, outcome)
    return update_from_refusal(feed, state, outcome)


def _with_news(answer: _Answer) -> _Answer:
    """The answer with the number of its new items in state and log."""
    update, n_new = answer.update, len(answer.fresh)
    poll = replace(update.poll, n_new=n_new)
    state = replace(update.state, new_at=poll.polled_at) if n_new else update.state
    return replace(answer, update=replace(update, poll=poll, state=state))


def _store(work: Round, answers: Sequence[_Answer]) -> None:
    waiting = [item for a in answers for item in a.fresh if a.feed.fetch_pages and has_page(item)]
    told = [(item, a.feed) for a in answers for item in a.fresh if not (a.feed.fetch_pages and has_page(item))]
    outcomes = [with_language(article_from_item(item, feed, feed.feed_id)) for item, feed in told]
    articles = [one for one in outcomes if isinstance(one, Article)]
    failures = [one for one in outcomes if isinstance(one, Failure)]
    now = work.clock()
    with work.store.write() as writer:
        intake = writer.intake
        intake.put_states(a.update.state for a in answers if a.update.state is not a.before)
        intake.add_polls(a.update.poll for a in answers if _is_worth_a_line(a))
        intake.add_items(waiting, "waiting")
        intake.add_items([item for item, _ in told], "told")
        intake.add_items([item for a in answers for item in a.update.old], "old")
        n_reports = writer.add_articles(articles, now)
        writer.add_failures(failures, now)
    _count(work, answers, n_reports, len(failures))


def _is_worth_a_line(answer: _Answer) -> bool:
    """Whether the log should hold it: something new, or another reason than last time, or a failure."""
    poll = answer.update.poll
    return poll.n_new > 0 or poll.reason != answer.before.reason or answer.update.state.n_failures > 0


def _count(work: Round, answers: Sequence[_Answer], n_reports: int, n_failed: int) -> None:
    work.count(
        n_feeds=len(answers),
        n_not_modified=sum(a.update.poll.reason is PollReason.NOT_MODIFIED for a in answers),
        n_feeds_failed=sum(a.update.state.n_failures > 0 for a in answers),
        n_items_new=sum(len(a.fresh) for a in answers),
        n_reports=n_reports,
        n_from_feed=n_reports,
        n_failed=n_failed,
    )

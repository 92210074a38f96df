"""Feeds asked whether they have something new, and the sitemaps of indexes; what they name, queued or told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from dateline.errors import DatelineError
from dateline.fetching import Outcome, Request, Response
from dateline.records import ALIVE, Article, Failure, Feed, FeedState, PollReason, QueuedItem, SitemapPart
from dateline.run.guard import update_guarded, update_part_guarded
from dateline.run.languages import with_language
from dateline.run.requests import request_for
from dateline.run.rounds import Round
from dateline.sources.arrivals import article_from_item
from dateline.sources.updates import Update, choose_parts, has_page, update_from_fault

ANSWERS = 200  # landed at a time: few enough that a kill costs little, enough that the disk keeps up


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """A feed, how it stood, and what an answer means; `fresh` are the items not named before.

    `is_part`: of one sitemap of its index.
    """

    feed: Feed
    before: FeedState
    update: Update
    fresh: tuple[QueuedItem, ...] = ()
    is_part: bool = False


@dataclass(slots=True)
class _Polling:
    """The feeds that are asked and how each stands by now; `due` is when an index is due once its parts were asked."""

    work: Round
    feeds: Mapping[str, Feed]
    states: dict[str, FeedState]
    due: dict[str, datetime | None] = field(default_factory=dict)

    def land_feeds(self, outcomes: Sequence[Outcome]) -> None:
        """Store what feeds answered."""
        answers: list[_Answer] = []
        for outcome in outcomes:
            feed, before = self.feeds[outcome.key], self.states[outcome.key]
            update = update_guarded(feed, before, outcome)
            if isinstance(outcome, Response):
                update = self.keep_due(update)
            answers.append(_Answer(feed=feed, before=before, update=update))
        self.land(answers)

    def keep_due(self, update: Update) -> Update:
        """An index is due at once until its parts were asked, so that a kill in between costs nothing."""
        if not choose_parts(update.state.parts):
            return update
        self.due[update.state.feed_id] = update.state.due_at
        return replace(update, state=replace(update.state, due_at=update.state.polled_at))

    def land_parts(self, parts: Mapping[str, tuple[str, SitemapPart]], outcomes: Sequence[Outcome]) -> None:
        """Store what the sitemaps of indexes answered."""
        answers: list[_Answer] = []
        for outcome in outcomes:
            feed_id, part = parts[outcome.key]
            before = self.states[feed_id]
            update = update_part_guarded(self.feeds[feed_id], before, part, outcome)
            self.states[feed_id] = update.state
            answers.append(_Answer(feed=self.feeds[feed_id], before=before, update=update, is_part=True))
        self.land(answers)

    def land(self, answers: Sequence[_Answer]) -> None:
        """Store answers with everything that follows from them, in one transaction."""
        named = [item.address for a in answers for item in (*a.update.items, *a.update.old)]
        known = set(self.work.store.intake.find_known(named))
        settled: list[_Answer] = []
        for answer in answers:
            fresh = tuple(item for item in answer.update.items if item.address not in known)
            known.update(item.address for item in fresh)
            settled.append(_with_news(replace(answer, fresh=fresh)))
        self.states.update({a.feed.feed_id: a.update.state for a in settled})
        _store(self.work, settled)


def poll_feeds(work: Round, due: Sequence[tuple[Feed, FeedState]]) -> None:
    """Ask feeds, and the sitemaps that their sitemap indexes lead to."""
    feeds = {feed.feed_id: feed for feed, _ in due}
    polling = _Polling(work, feeds, {state.feed_id: state for _, state in due})
    requests: list[Request] = []
    faults: list[_Answer] = []
    for feed, state in due:
        try:
            requests.append(make_request(feed, state))
        except DatelineError as error:  # of this feed's settings: the others are asked all the same
            update = update_from_fault(feed, state, str(error), work.clock())
            faults.append(_Answer(feed=feed, before=state, update=update))
    polling.land(faults)
    work.ask(requests, polling.land_feeds, ANSWERS)
    _poll_parts(work, polling)


def _poll_parts(work: Round, polling: _Polling) -> None:
    """Ask the sitemaps of the indexes that answered."""
    parts = {
        f"{feed_id} {part.url}": (feed_id, part)
        for feed_id in polling.due
        for part in choose_parts(polling.states[feed_id].parts)
    }
    requests = [_request_part(key, polling.feeds[feed_id], part) for key, (feed_id, part) in parts.items()]
    work.ask(requests, lambda outcomes: polling.land_parts(parts, outcomes), ANSWERS)
    if not work.stop():
        with work.store.write() as writer:
            writer.intake.put_states(replace(polling.states[feed_id], due_at=at) for feed_id, at in polling.due.items())


def make_request(feed: Feed, state: FeedState) -> Request:
    """What to send to a feed. A feed that moved is asked where it moved to, and after a failure where it was."""
    url = state.moved_to if state.moved_to and state.n_failures % 2 == 0 else feed.url
    return request_for(feed, feed.feed_id, url, etag=state.etag, last_modified=state.last_modified)


def _request_part(key: str, feed: Feed, part: SitemapPart) -> Request:
    return request_for(feed, key, part.url, etag=part.etag, last_modified=part.last_modified)


def _with_news(answer: _Answer) -> _Answer:
    """The answer with the number of its new items in state and log, and the name that the feed gives itself."""
    update, n_new = answer.update, len(answer.fresh)
    poll = replace(update.poll, n_new=n_new)
    state = replace(update.state, new_at=poll.polled_at) if n_new else update.state
    feed = answer.feed if answer.feed.title else replace(answer.feed, title=update.title)
    return replace(answer, feed=feed, update=replace(update, poll=poll, state=state))


def _store(work: Round, answers: Sequence[_Answer]) -> None:
    waiting = [item for a in answers for item in a.fresh if a.feed.fetch_pages and has_page(item)]
    told = [(item, a.feed) for a in answers for item in a.fresh if not (a.feed.fetch_pages and has_page(item))]
    outcomes = [with_language(article_from_item(item, feed, feed.feed_id)) for item, feed in told]
    articles = [one for one in outcomes if isinstance(one, Article)]
    failures = [one for one in outcomes if isinstance(one, Failure)]
    now = work.clock()
    with work.store.write() as writer:
        intake = writer.intake
        for answer in answers:
            if answer.update.title == answer.feed.title != "" and not answer.before.succeeded_at:
                intake.name_feed(answer.feed.feed_id, answer.feed.title)
        intake.put_states(a.update.state for a in answers)
        intake.add_polls(a.update.poll for a in answers if _is_worth_a_line(a))
        intake.add_items(waiting, "waiting")
        intake.add_items([item for item, _ in told], "told")
        intake.add_items([item for a in answers for item in a.update.old], "old")
        n_reports = writer.add_articles(articles, now)
        writer.add_failures(failures, now)
    for answer in answers:
        poll = answer.update.poll
        if poll.reason not in ALIVE:
            work.tell(answer.feed.feed_id, f"{poll.reason.value.replace('_', ' ')} ({poll.detail})")
    _count(work, answers, n_reports, len(failures))


def _is_worth_a_line(answer: _Answer) -> bool:
    """Whether the log should hold it: something new, or another reason than last time, or a failure."""
    poll = answer.update.poll
    if answer.is_part:
        return poll.n_new > 0 or poll.reason not in (PollReason.OK, PollReason.NOT_MODIFIED)
    return poll.n_new > 0 or poll.reason != answer.before.reason or answer.update.state.n_failures > 0


def _count(work: Round, answers: Sequence[_Answer], n_reports: int, n_failed: int) -> None:
    asked = [a for a in answers if not a.is_part]
    work.count(
        n_feeds=len(asked),
        n_not_modified=sum(a.update.poll.reason is PollReason.NOT_MODIFIED for a in asked),
        n_feeds_failed=sum(a.update.state.n_failures > 0 for a in asked),
        n_items_new=sum(len(a.fresh) for a in answers),
        n_reports=n_reports,
        n_from_feed=n_reports,
        n_failed=n_failed,
    )

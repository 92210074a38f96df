"""What a store can do, in domain words: no SQL, cursor or session leaves an implementation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dateline.records import (
    Alert,
    AlertRule,
    Article,
    Brief,
    Correction,
    Delivery,
    Extraction,
    Failure,
    Feed,
    FeedState,
    Link,
    MarkKind,
    Mention,
    ModelCall,
    Observation,
    Page,
    Poll,
    QueuedItem,
    Reading,
    SavedSearch,
    Situation,
    Version,
    Visit,
)
from dateline.store.base_search import FilingWriter, SearchView


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStats:
    """How much a store holds; `last_added_at`: when the report that came last was brought in."""

    n_articles: int
    n_undated: int
    n_readings: int
    n_failures: int
    n_situations: int
    n_observations: int
    first_at: str | None
    last_at: str | None
    languages: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    last_added_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCounts:
    """How many items a feed has named."""

    n_items: int
    n_waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A visit that is still to be read, with its page's body."""

    visit_id: int
    visit: Visit
    body: bytes


class IntakeView(Protocol):
    """What is watched and what arrived."""

    def list_feeds(self) -> list[Feed]:
        """All feeds, by id."""

    def get_states(self) -> dict[str, FeedState]:
        """How each feed stands that was ever asked, by id."""

    def list_due_feeds(self, now: datetime) -> list[tuple[Feed, FeedState]]:
        """The feeds whose time has come, the longest overdue first."""

    def get_next_due(self) -> datetime | None:
        """When the next feed or waiting page is due; None where there is none. A feed never asked is due at once."""

    def list_waiting_items(self, now: datetime, feed_ids: Sequence[str] | None, limit: int) -> list[QueuedItem]:
        """Items whose page is due, the oldest first; of all feeds, or of those named."""

    def count_items(self) -> dict[str, FeedCounts]:
        """Counts of items by feed."""

    def list_polls(self, feed_id: str, limit: int) -> list[Poll]:
        """A feed's log, the latest first."""

    def find_known(self, addresses: Sequence[str]) -> frozenset[str]:
        """Those of the addresses that some feed has named before."""

    def list_pending(self, made_by: str, after: int, limit: int) -> list[Pending]:
        """Visits that this extractor has not read, after a number, in order of arrival."""

    def count_pending(self, made_by: str) -> int:
        """How many visits `list_pending` would give in all."""

    def get_manners(self, kind: str) -> dict[str, str]:
        """What fetching remembers: JSON by name; `kind` is robots or host."""


class Intake(Protocol):
    """The writes of one transaction about feeds, items and pages."""

    def put_feed(self, feed: Feed, added_at: datetime) -> bool:
        """Subscribe or change a subscription; whether anything changed."""

    def name_feed(self, feed_id: str, title: str) -> None:
        """Give a feed without a title the one that it gives itself; one that has a title keeps it."""

    def remove_feed(self, feed_id: str) -> bool:
        """Unsubscribe; whether it was there."""

    def put_states(self, states: Iterable[FeedState]) -> None:
        """How feeds stand now."""

    def add_polls(self, polls: Iterable[Poll]) -> None:
        """Lines of the log."""

    def add_items(self, items: Iterable[QueuedItem], state: str) -> int:
        """Items that no feed named before, as waiting or as told; how many were new."""

    def requeue_items(self, items: Iterable[QueuedItem]) -> int:
        """Items asked for by hand, waiting whatever became of them before; how many."""

    def settle_item(self, address: str, state: str, reason: str) -> None:
        """An item's end: fetched, told or dropped."""

    def retry_item(self, address: str, due_at: datetime, reason: str, *, counts: bool) -> None:
        """Try an item's page again later."""

    def add_page(self, page: Page, address: str, item: QueuedItem | None) -> int | None:
        """Keep a page, and that it was found under an address; the visit's number, None when both are known."""

    def add_extraction(self, visit_id: int, extraction: Extraction, article_id: str | None) -> None:
        """What an extractor made of a visit."""

    def was_visited(self, address: str, before: datetime) -> bool:
        """Whether a page was found under an address before a moment."""

    def drop_pages(self, source_id: str, before: datetime) -> int:
        """Let go of the bodies of a source's pages that arrived before a moment; how many."""

    def put_manners(self, kind: str, states: Iterable[tuple[str, str]]) -> None:
        """What fetching has to remember: JSON by name."""


class Writer(FilingWriter, Protocol):
    """One transaction: all of it lands, or none. Each `add` skips what is there already."""

    @property
    def intake(self) -> Intake:
        """The writes about feeds, items and pages."""

    def add_articles(self, articles: Iterable[Article], fetched_at: datetime) -> int:
        """Keep the articles; the number that were new."""

    def retire_readings(self, address: str, page_id: str, at: datetime) -> None:
        """Take back what was read in a page, since a newer reading finds no report in it."""

    def find_article(self, address: str, title: str, text: str) -> str | None:
        """The id of the article with these words under an address, if one is kept."""

    def add_readings(self, readings: Iterable[Reading]) -> None:
        """Keep what was read; a reading by the same reader is never replaced."""

    def add_failures(self, failures: Iterable[Failure], failed_at: datetime) -> int:
        """Keep the failures; the number that were new."""

    def add_observations(self, observations: Iterable[Observation]) -> int:
        """Keep the rows of data; the number that were new."""

    def put_situation(self, situation: Situation) -> bool:
        """Define or redefine a situation; whether anything changed."""

    def replace_links(self, old: Iterable[Link], new: Iterable[Link], at: datetime) -> None:
        """Take back links and add others. A link taken back stays in the log."""

    def add_vectors(self, vectors: Iterable[tuple[str, bytes]], made_by: str) -> None:
        """Keep vectors by article id; one that is there is not replaced."""

    def add_corrections(self, corrections: Iterable[Correction]) -> list[int]:
        """Keep what a user decided; the numbers given to it, in order."""

    def put_marks(self, article_ids: Iterable[str], kind: MarkKind, at: datetime) -> None:
        """Mark reports; an id that the store does not hold is passed over."""

    def drop_marks(self, article_ids: Iterable[str], kind: MarkKind) -> None:
        """Take a mark from reports."""

    def undo_correction(self, number: int, at: datetime) -> bool:
        """Take back what a user decided; whether it stood."""

    def add_model_call(self, call: ModelCall) -> None:
        """Keep what a language model was asked and said; one that is there is not replaced."""

    def add_brief(self, version: Version, brief: Brief) -> bool:
        """Keep a brief; whether it was new."""

    def add_alert_rule(self, rule: AlertRule) -> bool:
        """Keep a rule; whether it was new."""

    def remove_alert_rule(self, rule_id: str) -> bool:
        """Take a rule away; whether it was there. What it told stays."""

    def add_alerts(self, alerts: Iterable[Alert], kept_at: datetime) -> list[Alert]:
        """Keep what fired; those that were new."""

    def add_deliveries(self, deliveries: Iterable[Delivery]) -> int:
        """Queue what is to be sent; how many were new."""

    def settle_delivery(self, delivery: Delivery) -> None:
        """What became of a delivery: sent, given up, or to be tried again."""

    def put_done(self, work: str, done_at: datetime) -> None:
        """Remember when a piece of scheduled work was done."""


class View(SearchView, Protocol):
    """What was public by one moment; nothing later can be seen through it."""

    @property
    def as_of(self) -> datetime:
        """The moment."""

    def find_articles(self, facets: Sequence[Sequence[str]], *, since: datetime | None = None) -> list[Article]:
        """Articles with a phrase of every facet, by (published_at, article_id)."""

    def count_articles(self, facets: Sequence[Sequence[str]]) -> int:
        """How many articles `find_articles` would give."""

    def rank_articles(self, words: Sequence[str], limit: int) -> list[Article]:
        """The articles that hold the rarest and most of some words, the best first: at most `limit`."""

    def get_activity(self, feed_ids: Sequence[str], days: int) -> dict[str, tuple[int, datetime, datetime]]:
        """By feed: how many reports it brought in the days up to its last one, when the first of them and the last."""

    def get_readings(self, article_ids: Sequence[str], made_by: str) -> dict[str, Reading]:
        """The readings there are, by article id."""

    def find_actor(self, actor_id: str, made_by: str) -> Mention | None:
        """Words that a reader read for an actor, a name before other words; None where it read none."""

    def list_corrections(self) -> list[Correction]:
        """What users decided and did not undo, in order: it holds today, whatever the moment."""

    def list_unread(self, made_by: str) -> list[str]:
        """The articles that a reader has not read, the latest first."""

    def get_articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """Articles by id; those not there are left out."""

    def list_latest(
        self,
        limit: int,
        *,
        after: tuple[datetime, str] | None = None,
        marked: MarkKind | None = None,
        unmarked: MarkKind | None = None,
        source_id: str | None = None,
    ) -> list[Article]:
        """Reports, the latest first; `after` the one published then with that id, with or without a mark, of a feed."""

    def list_arrivals(self) -> list[tuple[str, datetime]]:
        """Every article's id and the moment that it was known, in the order of these, then of ids."""

    def list_links(self, about: Sequence[str] | None = None) -> list[Link]:
        """The links made by the moment that stand, in the order they were made; of some reports, and all merges."""

    def find_former_members(self, story_id: str) -> list[str]:
        """The articles that were once said to be in a story, whatever became of it, in the order that this was said."""

    def get_vectors(self, article_ids: Sequence[str], made_by: str) -> dict[str, bytes]:
        """The vectors there are, by article id."""

    def count_published(self, since: datetime, until: datetime) -> int:
        """How many articles appeared between two moments, both included; copies of others are left out."""

    def get_observations(self, iso3: Sequence[str]) -> list[Observation]:
        """Released rows on the countries, by series and period; of several releases, the last."""


class Store(Protocol):
    """A place that keeps records."""

    def hold(self, work: str, *, wait_s: float) -> AbstractContextManager[bool]:
        """Keep other processes from the same kind of work on this store; whether that could be had in time."""

    @property
    def intake(self) -> IntakeView:
        """What is watched and what arrived."""

    def view(self, as_of: datetime) -> View:
        """Reads as of a moment."""

    def write(self) -> AbstractContextManager[Writer]:
        """One transaction."""

    def list_situations(self) -> list[Situation]:
        """All situations, by id."""

    def list_corrections(self, *, with_undone: bool = False) -> list[Correction]:
        """What users decided, in order; what they took back only where it is asked for."""

    def get_schema(self) -> int:
        """The number of the schema's last step."""

    def get_stamp(self) -> str:
        """A text that changes when reports, links, decisions, situations or rows of data come or go."""

    def get_marks(self, article_ids: Sequence[str]) -> dict[str, frozenset[MarkKind]]:
        """The marks of those of the reports that have any, by id."""

    def list_searches(self) -> list[SavedSearch]:
        """The searches that were kept, by name."""

    def get_model_call(self, prompt_hash: str) -> ModelCall | None:
        """What a language model said to the same question before."""

    def list_versions(self) -> list[Version]:
        """The briefs that were kept, the last kept first."""

    def get_brief(self, version_id: str) -> Brief | None:
        """A kept brief as it was."""

    def list_alert_rules(self) -> list[AlertRule]:
        """The rules, by situation and the order they were added."""

    def list_alerts(self, situation_id: str | None = None, since: datetime | None = None) -> list[Alert]:
        """What fired, of one situation or of all, as of moments after one; the latest first."""

    def list_deliveries(self, due_by: datetime | None = None) -> list[Delivery]:
        """Deliveries, the first made first: all, or those that wait and are due by a moment."""

    def get_done(self, work: str) -> datetime | None:
        """When a piece of scheduled work was last done."""

    def list_failures(self, limit: int) -> list[Failure]:
        """The failures, the latest first."""

    def get_stats(self) -> StoreStats:
        """Counts over the whole store."""

    def close(self) -> None:
        """Let go of it."""

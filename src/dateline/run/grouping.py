"""Reports in the order they came -> copies, stories and threads: the stages of it put together.

article -> sketch, traits (in other processes)       -> is it a copy? it goes where its original is
        -> vector, one for each text that is no copy -> stream of stories
a story's first report                               -> stream of threads
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from dateline.dedupe import Copy, CopyFinder, Sketch, sketch_article
from dateline.records import Article, Link, LinkKind
from dateline.run.batches import batches
from dateline.run.parallel import pmap
from dateline.stories import (
    MADE_BY,
    Matrix,
    Model,
    Placed,
    Stream,
    Traits,
    explain,
    lead_of,
    make_traits,
    probability,
    story_settings,
    thread_settings,
    undated_settings,
)
from dateline.stories.vectors import embed
from dateline.text import digest

BATCH = 32  # reports prepared and embedded at once
ALONE = 16  # batches that one process does by itself; starting another costs a second
COPY_DAYS = 14  # copies of a text are looked for this long after it; agencies' texts come out within hours


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report with everything that can be found out about it by itself; `vector` follows for what is no copy."""

    article: Article
    sketch: Sketch
    traits: Traits
    copy: Copy | None = None


def story_id(article_id: str) -> str:
    """The id of the story that a report opened."""
    return f"s{digest(article_id, length=12)}"


def thread_id(article_id: str) -> str:
    """The id of the thread that a report's story opened."""
    return f"t{digest(article_id, length=12)}"


def hours(moment: datetime | None) -> float | None:
    """A moment as hours since 1970."""
    return None if moment is None else moment.timestamp() / 3600


def day_of(moment: datetime) -> int:
    """The number of a moment's day since 1970, UTC."""
    return int(moment.timestamp() // 86400)


def start_of(day: int) -> datetime:
    """The moment at which a day begins."""
    return datetime.fromtimestamp(day * 86400, UTC)


def _prepare(batch: Sequence[Article]) -> list[Prepared]:
    """Runs in another process where there are many reports."""
    return [Prepared(article, sketch_article(article), make_traits(article)) for article in batch]


def _embed(batch: Sequence[Prepared]) -> list[Prepared]:
    """The same with vectors, for the reports that are no copies and have none."""
    wanting = [one for one in batch if one.copy is None and one.traits.vector is None]
    vectors = dict(zip(map(id, wanting), embed([lead_of(one.article) for one in wanting]), strict=True))
    return [
        replace(one, traits=replace(one.traits, vector=vectors[id(one)])) if id(one) in vectors else one
        for one in batch
    ]


@dataclass(slots=True)
class Grouping:
    """Copies, stories and threads of one stream. Numbers of `stories` count reports that are no copies.

    `number_of`: report -> its number, or its original's; `copies`: report -> what it is a copy of; `links`: what was
    decided, where `is_logged`; `pins`: later report -> the earlier one whose story it has to be in; `apart`: pairs of
    reports that a user keeps apart, the earlier one first.
    """

    with_meaning: bool
    is_logged: bool = False
    pins: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()
    finder: CopyFinder = field(default_factory=CopyFinder)
    number_of: dict[str, int] = field(default_factory=dict)
    copies: dict[str, Copy] = field(default_factory=dict)
    thread_numbers: dict[int, int] = field(default_factory=dict)  # first report of a story -> its number among threads
    links: list[Link] = field(default_factory=list)
    stories: Stream = field(init=False)
    threads: Stream = field(init=False)
    _day: int = 0

    def __post_init__(self) -> None:
        meaning = self.with_meaning
        self.stories = Stream(story_settings(with_meaning=meaning), undated_settings(with_meaning=meaning))
        self.threads = Stream(thread_settings(with_meaning=meaning))
        if self.apart:
            self.stories.is_kept_apart = self._is_kept_apart

    @property
    def made_by(self) -> str:
        """Name and version of what makes the links."""
        return f"{MADE_BY}+meaning" if self.with_meaning else MADE_BY

    def add_all(self, articles: Iterable[Article], *, tell: Callable[[int], None] = lambda n: None) -> None:
        """Take in reports in the order they came; `tell` hears how many are done."""
        for n, one in enumerate(self.prepare(articles), start=1):
            self.place(one)
            tell(n)

    def prepare(self, articles: Iterable[Article]) -> Iterator[Prepared]:
        """Each report with its traits, and with what it is a copy of."""
        prepared = pmap(_prepare, batches(articles, BATCH), is_heavy=lambda _: True, n_workers=1, alone=ALONE)
        return self.complete(prepared)

    def complete(self, prepared: Iterable[Sequence[Prepared]]) -> Iterator[Prepared]:
        """What is prepared, with copies found and vectors made where they are wanted."""
        checked = ([self._check(one) for one in batch] for batch in prepared)
        embedded = pmap(_embed, checked, is_heavy=lambda _: True, alone=ALONE) if self.with_meaning else checked
        for batch in embedded:
            yield from batch

    def _check(self, one: Prepared) -> Prepared:
        known_at = one.article.known_at
        if known_at is not None and day_of(known_at) > self._day:
            self._day = day_of(known_at)
            self.finder.forget(start_of(self._day) - timedelta(days=COPY_DAYS))
        copy = self.finder.add(one.article, one.sketch)
        if copy is not None and (copy.root_id, one.article.article_id) in self.apart:
            copy = None
        return replace(one, copy=copy)

    def place(self, one: Prepared) -> None:
        """Put a report where it belongs."""
        article_id = one.article.article_id
        if one.copy is not None and self._is_open(one.copy.root_id):
            self.copies[article_id] = one.copy
            self.number_of[article_id] = self.number_of[one.copy.root_id]
            if self.is_logged:
                self.links.append(one.copy.link)
            return
        moment = hours(one.article.known_at)
        number = len(self.stories.traits)
        self.number_of[article_id] = number
        pinned = self.number_of.get(self.pins.get(article_id, ""))
        to = None if pinned is None else self.stories.story_of[pinned]
        placed = self.stories.add(one.traits, moment=moment, story=to)
        thread = self._place_thread(number, one.traits, moment) if placed.is_new else None
        if self.is_logged:
            self._log(one, placed, thread)

    def _is_open(self, article_id: str) -> bool:
        """Whether a report's story can still be joined; a text that comes again later opens a new one."""
        number = self.number_of.get(article_id)
        return number is not None and self.stories.story_of[number] in self.stories.window.profiles

    def resume_at(self, day: int) -> None:
        """Go on from a day: what was before it is in the streams and in the finder."""
        self._day = day

    def _place_thread(self, number: int, traits: Traits, moment: float | None) -> Placed:
        self.thread_numbers[number] = len(self.threads.traits)
        return self.threads.add(traits, moment=moment)

    def _is_kept_apart(self, one: int, other: int) -> bool:
        """Whether the stories of two numbers hold reports that a user keeps apart; `one` may be just arriving."""
        for left, right in self.apart:
            numbers = (self.number_of.get(left), self.number_of.get(right))
            if None not in numbers and {self._story(n) for n in numbers if n is not None} == {one, other}:
                return True
        return False

    def _story(self, number: int) -> int:
        return self.stories.story_of[number] if number < len(self.stories.story_of) else number

    def end_day(self, now: datetime) -> None:
        """Mend what came on the last day, if it is over by now."""
        for stream in (self.stories, self.threads):
            if stream.day is not None and stream.day < day_of(now):
                stream.end_day()
        self._log_merges()

    def finish(self) -> None:
        """Mend what came since the last turn: there is nothing more to come."""
        self.stories.finish()
        self.threads.finish()

    def story_of(self, article_id: str) -> str:
        """The id of a report's story as it stands."""
        return self._story_id(self.stories.story_of[self.number_of[article_id]])

    def thread_of(self, article_id: str) -> str:
        """The id of its thread as it stands."""
        story = self.stories.story_of[self.number_of[article_id]]
        return self._thread_id(self.threads.story_of[self.thread_numbers[story]])

    def _story_id(self, number: int) -> str:
        return story_id(self.stories.traits[number].article_id)

    def _thread_id(self, number: int) -> str:
        return thread_id(self.threads.traits[number].article_id)

    def _log(self, one: Prepared, placed: Placed, thread: Placed | None) -> None:
        self._log_merges()
        at, article_id, story = one.article.known_at, one.article.article_id, self._story_id(placed.story)
        self._add(LinkKind.JOINED, (article_id, story), _judge(placed, self.stories.settings.join), at)
        if thread is not None:
            verdict = _judge(thread, self.threads.settings.join)
            self._add(LinkKind.THREADED, (story, self._thread_id(thread.story)), verdict, at)

    def _log_merges(self) -> None:
        for stream, name in ((self.stories, self._story_id), (self.threads, self._thread_id)):
            for merge in stream.merges:
                verdict = probability(merge.log_odds), say(stream.settings.merge, merge.signals)
                self._add(LinkKind.MERGED, (name(merge.gone), name(merge.kept)), verdict, _moment(merge.at))
            stream.merges.clear()

    def _add(self, kind: LinkKind, ends: tuple[str, str], verdict: tuple[float, str], at: datetime | None) -> None:
        left, right = ends
        score, reason = verdict
        self.links.append(
            Link(
                kind=kind,
                left=left,
                right=right,
                score=round(score, 4),
                reason=reason,
                made_by=self.made_by,
                made_at=at,
            )
        )


def _judge(placed: Placed, model: Model) -> tuple[float, str]:
    """How sure it is that a report belongs where it went, and why."""
    if placed.signals is None:
        return 1.0, "nothing open is like it" if placed.is_new else "a user said so"
    chance = probability(placed.log_odds)
    return 1 - chance if placed.is_new else chance, say(model, placed.signals)


def say(model: Model, signals: Matrix) -> str:
    """The weightiest signals in words: "words .62 (+2.1), hours between them 1.40 (-0.8)"."""
    return ", ".join(f"{what} {value:.2f} ({part:+.1f})" for what, value, part in explain(model, signals, n=3))


def _moment(at: float | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(round(at * 3600), UTC)

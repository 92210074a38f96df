"""Reports in the order they came -> stories, in one pass, mended at every turn.

    report -> traits -> open stories like it -> signals -> evidence -> joins the best, or opens one
    turn (a new day, or twice as many reports as at the day's last turn):
        stories are weighed anew; those that are one are merged
    new day: besides, stories that have gone cold are closed and all that is open is laid out anew

At the start of a day everything that a stream knows follows from which reports were in which open story: it can be
taken up there again (`resume`), and goes on as if it had never stopped. Nothing depends on the clock, or on how
reports are batched.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.stories.evidence import Model
from dateline.stories.profiles import Profile, add_profiles, make_profile
from dateline.stories.signals import Matrix, measure
from dateline.stories.traits import Traits
from dateline.stories.weights import Frequencies
from dateline.stories.window import Window

FIRST_TURN = 64  # reports of a day after which the first turn is taken
HOURS_A_DAY = 24
MAX_WEIGHED = 200  # reports of a story that it is weighed anew by, the last ones: what it is about now
NOTHING_LIKE_IT = -50.0  # log-odds where no open story has anything in common


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a stream decides: from which log-odds on, and for how long a story stays open after its last report.

    `settled`: how much more it takes to merge a story that began before today. Its id has been seen: it should stay.
    """

    join: Model
    merge: Model
    join_at: float
    merge_at: float
    open_days: int
    settled: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a report went, with the log-odds of the best open story, whether taken or not, and its signals."""

    story: int
    is_new: bool
    log_odds: float
    signals: Matrix | None


@dataclass(frozen=True, slots=True)
class Merge:
    """A story that went into another, at a moment of the stream (hours since 1970); log-odds above what was needed."""

    gone: int
    kept: int
    log_odds: float
    at: float | None
    signals: Matrix


@dataclass(frozen=True, slots=True)
class Entry:
    """A report that a stream is taken up with: when it came (hours since 1970), and its story, by the number of that
    story's first report among the entries."""

    traits: Traits
    moment: float
    story: int


Watch = Callable[[int, Sequence[int], Matrix], None]


@dataclass(slots=True)
class Stream:
    """The stories of a stream. A story is known by the number of its first report, which never changes.

    `traits`, `story_of` and `days` are by the number of the report, in the order they came; `is_kept_apart` tells of
    two stories whether a user said that they are not one; `watch_*` see every choice, for fitting.
    """

    settings: Settings
    undated: Settings | None = None  # for reports without a date; the same where none is given
    is_kept_apart: Callable[[int, int], bool] = lambda one, other: False
    watch_join: Watch | None = None
    watch_merge: Watch | None = None
    traits: list[Traits] = field(default_factory=list)
    story_of: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    window: Window = field(default_factory=Window)
    frequencies: Frequencies = field(default_factory=Frequencies)
    day: int | None = None
    now: float | None = None
    _counted: deque[int] = field(default_factory=deque)  # numbers of what frequencies hold
    _touched: set[int] = field(default_factory=set)
    _since_turn: int = 0
    _next_turn: int = FIRST_TURN

    def resume(self, entries: Iterable[Entry], day: int) -> None:
        """Take up an empty stream at the start of a day: the reports of the stories then open, and of the days before
        it that are still counted, in the order they came."""
        members: dict[int, list[int]] = {}
        for number, entry in enumerate(entries):
            self.traits.append(entry.traits)
            self.story_of.append(entry.story)
            self.days.append(int(entry.moment // HOURS_A_DAY))
            members.setdefault(entry.story, []).append(number)
            if self.days[number] >= day - self.settings.open_days:
                self._count(number)
        self.day, self.now = day, float(day * HOURS_A_DAY)
        self._begin_day(members)

    def add(self, traits: Traits, *, moment: float | None = None, story: int | None = None) -> Placed:
        """Take in the next report, at the moment that it came if that is not when it was published; `story`: where it
        has to go, if a user said so. One without a date is taken as of the last one that has one.
        """
        moment = traits.at if moment is None else moment
        self._move_to(moment)
        number = len(self.traits)
        self.traits.append(traits)
        self.days.append((self.day or 0) if moment is None else int(moment // HOURS_A_DAY))
        self._count(number)
        profile = self._profile_of(number)
        placed = self._place(number, profile, story)
        old = self.window.profiles.get(placed.story)
        self.window.put(placed.story, add_profiles(old, profile) if old else profile)
        self.story_of.append(placed.story)
        self._touched.add(placed.story)
        self._since_turn += 1
        if self._since_turn >= self._next_turn:
            self._turn()
            self._next_turn *= 2
        return placed

    def _count(self, number: int) -> None:
        self.frequencies.add(self.traits[number].ids)
        self._counted.append(number)

    def _place(self, number: int, profile: Profile, story: int | None) -> Placed:
        found = [one for one in self.window.find(profile) if not self.is_kept_apart(number, one)]
        if story is not None and story in self.window.profiles:
            return Placed(story, False, NOTHING_LIKE_IT, None)
        if not found:
            return Placed(number, True, NOTHING_LIKE_IT, None)
        rows = self.measure(profile, found)
        if self.watch_join is not None:
            self.watch_join(number, found, rows)
        settings = self.settings_for(profile)
        odds = settings.join.weigh(rows)
        best = int(odds.argmax())
        joins = bool(odds[best] > settings.join_at) and story is None
        return Placed(found[best] if joins else number, not joins, float(odds[best]), rows[best])

    def settings_for(self, profile: Profile) -> Settings:
        """What decides on a profile."""
        return self.undated if self.undated is not None and profile.last_at is None else self.settings

    def measure(self, profile: Profile, found: Sequence[int]) -> Matrix:
        """The signals between a profile and open stories."""
        return self.measure_profiles(profile, [self.window.profiles[one] for one in found])

    def measure_profiles(self, profile: Profile, others: Sequence[Profile]) -> Matrix:
        """The signals between a profile and others."""
        first = self.traits[profile.members[0]]
        telling = float(self.frequencies.rarity(first.ids[: first.bounds[0]]).sum())
        return measure(profile, others, telling=telling, n_open=len(self.window.profiles) + 1)

    def _profile_of(self, number: int) -> Profile:
        traits = self.traits[number]
        return make_profile(number, traits, self.frequencies.weigh(traits))

    def _move_to(self, at: float | None) -> None:
        """Begin a new day where a report is of one; what comes late is taken as it is."""
        if at is None:
            return
        day = int(at // HOURS_A_DAY)
        if self.day is None:
            self.day = day
        elif day > self.day:
            self.end_day()
            self.day = day
            self._begin_day(self._members())
        self.now = at if self.now is None else max(self.now, at)

    def _members(self) -> dict[int, list[int]]:
        return {story: sorted(profile.members) for story, profile in self.window.profiles.items()}

    def _begin_day(self, members: Mapping[int, list[int]]) -> None:
        """Close what is cold, forget counts that are old, and lay out what is open by its last report."""
        assert self.day is not None
        oldest = self.day - self.settings.open_days
        while self._counted and self.days[self._counted[0]] < oldest:
            self.frequencies.drop(self.traits[self._counted.popleft()].ids)
        self.window = Window()
        for story in sorted(members, key=lambda one: (members[one][-1], one)):
            last = max((at for n in members[story] if (at := self.traits[n].at) is not None), default=None)
            if last is None or last >= oldest * HOURS_A_DAY:
                self.window.put(story, self._sum(members[story]))
        self._touched.clear()
        self._since_turn, self._next_turn = 0, FIRST_TURN

    def end_day(self) -> None:
        """Mend what came on the day that is over. Done twice, it changes nothing."""
        if self.day is not None:
            self.now = float((self.day + 1) * HOURS_A_DAY)
            self._turn()

    def finish(self) -> None:
        """Mend what came since the last turn: there is nothing more to come."""
        self._turn()

    def _turn(self) -> None:
        self._since_turn = 0
        for story in sorted(self._touched & self.window.profiles.keys()):
            self.window.put(story, self._sum(sorted(self.window.profiles[story].members)))
        self._merge_all()
        self._touched.clear()

    def _sum(self, members: Sequence[int]) -> Profile:
        """The profile of some reports at today's weights."""
        profiles = [self._profile_of(number) for number in members[-MAX_WEIGHED:]]
        profile = add_profiles(*profiles) if len(profiles) > 1 else profiles[0]
        if len(members) > MAX_WEIGHED:
            profile.members = [*members[:-MAX_WEIGHED], *profile.members]
        return profile

    def _merge_all(self) -> None:
        """Merge the pair with the strongest evidence until none has enough: stories touched, with any other."""
        pairs: dict[tuple[int, int], tuple[float, Matrix]] = {}
        for story in sorted(self._touched & self.window.profiles.keys()):
            self._weigh_pairs(story, pairs)
        while pairs:
            pair = max(pairs, key=lambda pair: (pairs[pair][0], pair))
            log_odds, signals = pairs[pair]
            if log_odds <= 0:
                return
            kept, gone = pair
            self.merge(kept, gone, log_odds, signals)
            pairs = {other: found for other, found in pairs.items() if kept not in other and gone not in other}
            self._weigh_pairs(kept, pairs)

    def _weigh_pairs(self, story: int, pairs: dict[tuple[int, int], tuple[float, Matrix]]) -> None:
        profile = self.window.profiles[story]
        found = [one for one in self.window.find(profile, besides=story) if not self.is_kept_apart(story, one)]
        if not found:
            return
        rows = self.measure(profile, found)
        if self.watch_merge is not None:
            self.watch_merge(story, found, rows)
        settings = self.settings_for(profile)
        for at, log_odds in enumerate((settings.merge.weigh(rows) - settings.merge_at).tolist()):
            pair = (min(story, found[at]), max(story, found[at]))
            if self.day is not None and self.days[pair[1]] < self.day:
                log_odds -= settings.settled
            if pair not in pairs or log_odds > pairs[pair][0]:
                pairs[pair] = (log_odds, rows[at])

    def merge(self, kept: int, gone: int, log_odds: float, signals: Matrix) -> None:
        """Put one open story into another that began before it."""
        members = self.window.profiles[gone].members
        for number in members:
            self.story_of[number] = kept
        self.window.put(kept, add_profiles(self.window.profiles[kept], self.window.profiles[gone]))
        self.window.close([gone])
        self._touched.add(kept)
        self.merges.append(Merge(gone, kept, log_odds, self.now, signals))

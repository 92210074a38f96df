"""The fetching itself: takes turns, asks, follows redirects, keeps to robots.txt, and says what came of each request.

One event loop, one dispatcher. A request travels as a journey: each hop of it (the address, a redirect, the
robots.txt before it) waits for its turn in the lane of its host, so that a thousand feeds that redirect to one host
ask that host one by one. A hop takes a place among the `concurrency` only while it is on the wire.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from dateline.fetching.exchange import Answer, Connection, Dialler, Key, Question, Unanswered, exchange, make_question
from dateline.fetching.headers import read_retry_after
from dateline.fetching.hosts import HostStates
from dateline.fetching.journeys import Journey, make_response, redirect
from dateline.fetching.lanes import Lane, Lanes
from dateline.fetching.network import MAX_LOOKUPS, Resolver
from dateline.fetching.outcomes import Outcome, Policy, Reason, Refusal, Refused, Request, Unreachable
from dateline.fetching.robots import MAX_BYTES, RobotsCache, RobotsRecord
from dateline.fetching.shelf import Shelf
from dateline.fetching.urls import Url, UrlFault, parse_url

POLL_S = 0.2  # how often the wish to stop is looked for: at once, to a person
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_RESTS = frozenset({429, 503})
_WHOLE = frozenset({200, 201, 202, 203, 204, 205, 226, 304})  # not 206: no part was asked for
# How much of its patience a host costs by not answering. When all is gone, its other requests are given back for
# this run: else a dead host with a hundred pages would hold a run up for half an hour.
_PATIENCE, _NO_ADDRESS, _NO_CONNECTION, _SILENCE = 4, 4, 2, 1
_MAX_ROBOTS_REDIRECTS = 5  # RFC 9309


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a run is given besides its requests."""

    policy: Policy
    robots: RobotsCache
    hosts: HostStates
    on_outcome: Callable[[Outcome], None]
    stop: Callable[[], bool]
    now: Callable[[], datetime]
    resolve: Resolver


class Engine:
    """One run over requests. `run` once."""

    def __init__(self, requests: Iterable[Request], given: Surroundings) -> None:
        self._requests: Iterator[Request] | None = iter(requests)
        self._given = given
        self._policy = given.policy
        self._lanes = Lanes(given.policy.per_host_concurrency)
        self._waiting: dict[tuple[str, Key], list[Journey]] = {}  # for a robots.txt, by its origin
        self._shelf = Shelf(given.policy.max_idle)
        self._tasks: set[asyncio.Task[None]] = set()
        self._lookups = ThreadPoolExecutor(MAX_LOOKUPS, thread_name_prefix="look-up")
        self._dialler = Dialler(given.policy, given.resolve, self._lookups)
        self._failed: BaseException | None = None

    async def run(self) -> None:
        """Fetch everything, or until asked to stop. What the caller's `on_outcome` raises comes out here."""
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        try:
            while not self._given.stop():
                self._pull()
                await self._dispatch()
                if self._failed is not None:
                    raise self._failed
                if not self._tasks and not self._lanes.n_waiting and self._requests is None:
                    break
                await self._pause()
        finally:
            await self._close()

    # Taking turns

    def _pull(self) -> None:
        """Take in requests until enough are held to be sorted by host."""
        while self._requests is not None and self._lanes.n_waiting < self._policy.lookahead:
            batch = list(islice(self._requests, self._policy.lookahead - self._lanes.n_waiting))
            if not batch:
                self._requests = None
            for request in batch:
                try:
                    self._enter(Journey(request, parse_url(request.url)))
                except UrlFault as fault:
                    self._refuse_request(request, request.url, Refused(Reason.BAD_URL, str(fault)))

    def _enter(self, journey: Journey, *, first: bool = False) -> None:
        """Put a journey into the lane of the host it goes to next."""
        host = journey.url.host
        lane = self._lanes.find(host)
        if lane is None:
            interval = self._policy.per_host_interval_s
            asked_at = self._given.hosts.find(host).asked_at
            since = (self._given.now() - asked_at).total_seconds() if asked_at else interval
            record = self._given.robots.find(journey.url.origin, self._given.now()) if asked_at else None
            interval = max(interval, self._crawl_delay(record))
            lane = self._lanes.open(host, interval, self._loop.time() + min(max(0.0, interval - since), interval))
        self._lanes.add(lane, journey, first=first)

    async def _dispatch(self) -> None:
        """Start what has its turn, while there are places."""
        while len(self._tasks) < self._policy.concurrency and self._failed is None:
            lane = self._lanes.pop(self._loop.time())
            if lane is None:
                return
            journey = self._choose(lane)
            if journey is not None:
                self._lanes.start(lane, self._loop.time())
                task = self._loop.create_task(self._travel(lane, journey))
                self._tasks.add(task)
                task.add_done_callback(self._ended)
            if self._lanes.settle(lane):
                await self._shelf.clear(lane.host)

    def _choose(self, lane: Lane) -> Journey | None:
        """The next request of a lane that may go out; those that may not are answered on the way."""
        while (journey := self._lanes.take(lane)) is not None:
            until = self._given.hosts.resting_until(lane.host, self._given.now())
            if until is not None:
                self._refuse(journey, Refused(Reason.RATE_LIMITED, f"{lane.host} wants to be left alone"), until)
                continue
            if journey.is_robots or journey.request.ignore_robots or not self._policy.respect_robots:
                return journey
            record = self._given.robots.find(journey.url.origin, self._given.now())
            if record is None:
                robots_journey = self._wait_for_robots(journey)
                if robots_journey is not None:
                    return robots_journey
                continue
            self._lanes.slow(lane, self._crawl_delay(record))
            if lane.next_at > self._loop.time():
                self._lanes.add(lane, journey, first=True)
                return None
            if self._given.robots.allows(record, str(journey.url), self._policy.robots_name):
                return journey
            self._refuse(journey, *_robots_fault(record))
        return None

    def _wait_for_robots(self, journey: Journey) -> Journey | None:
        """Let a request wait for its origin's robots.txt; the journey that fetches it, if none is under way."""
        at = (journey.url.origin, self._key(journey))
        if at in self._waiting:
            self._waiting[at].append(journey)
            return None
        self._waiting[at] = [journey]
        url = Url(journey.url.scheme, journey.url.host, journey.url.port, "/robots.txt")
        request = Request(
            key=journey.url.origin, url=str(url), proxy=journey.request.proxy, allow_private=journey.is_open
        )
        return Journey(request, url, robots_origin=journey.url.origin)

    async def _pause(self) -> None:
        """Wait until a request has ended or a lane has its turn."""
        next_at = self._lanes.next_at() if len(self._tasks) < self._policy.concurrency else None
        until = self._loop.time() + POLL_S
        alarm = self._loop.call_at(until if next_at is None else min(until, next_at), self._wake.set)
        await self._wake.wait()
        self._wake.clear()
        alarm.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            self._failed = self._failed or task.exception()
        self._wake.set()

    # One hop

    async def _travel(self, lane: Lane, journey: Journey) -> None:
        try:
            answer = await self._ask_in_time(journey)
        except Refused as refused:
            self._fail(lane, journey, refused)
        else:
            lane.strain = 0
            self._arrive(lane, journey, answer)
        finally:
            self._lanes.finish(lane, self._loop.time())
            self._given.hosts.ask(lane.host, self._given.now())
            if self._lanes.settle(lane):
                await self._shelf.clear(lane.host)

    async def _ask_in_time(self, journey: Journey) -> Answer:
        began = self._loop.time()
        try:
            async with asyncio.timeout(self._policy.total_timeout_s - journey.spent_s):
                return await self._ask(journey)
        except TimeoutError:
            limit = self._policy.total_timeout_s
            raise Refused(Reason.TIMEOUT, f"not all of it came within {limit:g} s") from None
        finally:
            journey.spent_s += self._loop.time() - began

    async def _ask(self, journey: Journey) -> Answer:
        """Ask on a connection that is open already, if there is one and it still lives; else on a new one."""
        key = self._key(journey)
        if key[1]:
            await self._dialler.check_target(journey.url, key)
        connection = await self._shelf.take(journey.url.host, key)
        if connection is not None:
            try:
                return await self._ask_on(connection, journey)
            except Unanswered:
                pass  # it died of old age between two turns
        return await self._ask_on(self._dialler.make_connection(journey.url, key), journey)

    async def _ask_on(self, connection: Connection, journey: Journey) -> Answer:
        is_kept = False
        try:
            answer = await exchange(connection, self._question(journey), self._policy)
            lane = self._lanes.find(journey.url.host)
            has_more = journey.is_robots or answer.status in _REDIRECTS
            if lane is not None and (lane.waiting or has_more):
                is_kept = self._shelf.keep(journey.url.host, self._key(journey), connection)
            return answer
        finally:
            if not is_kept:
                await connection.aclose()

    def _question(self, journey: Journey) -> Question:
        url = journey.url
        if journey.is_robots:
            plain = make_question(journey.request, url, self._policy, is_own_origin=False)
            return Question(url=url, headers=plain.headers, max_bytes=MAX_BYTES, keeps_start=True)
        is_own_origin = url.origin == journey.start.origin
        return make_question(journey.request, url, self._policy, is_own_origin=is_own_origin)

    def _key(self, journey: Journey) -> Key:
        return journey.url.origin, journey.request.proxy, journey.is_open

    # What came of it

    def _arrive(self, lane: Lane, journey: Journey, answer: Answer) -> None:
        if answer.status in _REDIRECTS:
            self._follow(journey, answer)
        elif answer.status in _RESTS:
            self._rest(lane, journey, answer)
        elif journey.is_robots:
            self._open_gate(journey, answer)
        elif answer.status in _WHOLE:
            self._given.hosts.answer(lane.host)
            self._deliver(make_response(journey, answer, self._given.now()))
        else:
            self._refuse(journey, Refused(Reason.HTTP_ERROR, f"status {answer.status}", status=answer.status))

    def _follow(self, journey: Journey, answer: Answer) -> None:
        """Send a journey to where it was redirected; what is posted goes nowhere but to its own address."""
        if journey.request.body is not None and not journey.is_robots:
            self._refuse(
                journey, Refused(Reason.BAD_REDIRECT, "what is sent follows no redirect", status=answer.status)
            )
            return
        limit = _MAX_ROBOTS_REDIRECTS if journey.is_robots else self._policy.max_redirects
        try:
            redirect(journey, answer, limit)
        except Refused as refused:
            self._refuse(journey, refused)
        else:
            self._enter(journey, first=True)

    def _rest(self, lane: Lane, journey: Journey, answer: Answer) -> None:
        """Leave a host alone, and give back all that waits for it."""
        now = self._given.now()
        wished = read_retry_after(answer.headers.get("retry-after", ""), now)
        until = self._given.hosts.rest(lane.host, now, wished, self._policy)
        self._refuse(journey, Refused(Reason.RATE_LIMITED, f"status {answer.status}", status=answer.status), until)
        self._give_back(lane, Refused(Reason.RATE_LIMITED, f"{lane.host} wants to be left alone"), until)

    def _fail(self, lane: Lane, journey: Journey, refused: Refused) -> None:
        self._refuse(journey, refused)
        lane.strain += _strain(refused)
        if lane.strain >= _PATIENCE:
            self._give_back(lane, Refused(refused.reason, f"not tried any more: {refused.detail}"), None)

    def _give_back(self, lane: Lane, refused: Refused, until: datetime | None) -> None:
        for other in list(self._lanes.take_all(lane)):
            self._refuse(other, refused, until)

    def _open_gate(self, journey: Journey, answer: Answer) -> None:
        """A robots.txt was found, or found missing: those who waited for it go on."""
        origin = journey.robots_origin
        self._given.robots.keep(origin, answer.status, answer.body, self._given.now())
        for other in self._release(journey):
            self._enter(other, first=True)

    def _release(self, journey: Journey) -> list[Journey]:
        """Those who waited for a robots.txt, the last first, so that putting each in front keeps their order."""
        key = (journey.robots_origin, journey.request.proxy, journey.request.allow_private)
        return self._waiting.pop((journey.robots_origin, key), [])[::-1]

    def _refuse(self, journey: Journey, refused: Refused, until: datetime | None = None) -> None:
        """Say that a request got nothing. Without its robots.txt, neither does any that waited for it."""
        if not journey.is_robots:
            self._refuse_request(journey.request, str(journey.url), refused, until)
        elif refused.status and refused.reason is not Reason.RATE_LIMITED:
            self._open_gate(journey, Answer(status=404 if refused.status < 400 else refused.status, headers={}))
        else:
            for other in reversed(self._release(journey)):
                why = Refused(refused.reason, f"robots.txt: {refused.detail}", status=refused.status)
                self._refuse(other, why, until)

    def _refuse_request(self, request: Request, url: str, refused: Refused, until: datetime | None = None) -> None:
        refusal = Refusal(
            key=request.key,
            url=url,
            reason=refused.reason,
            refused_at=self._given.now(),
            detail=refused.detail,
            status=refused.status,
            retry_at=until,
        )
        self._deliver(refusal)

    def _deliver(self, outcome: Outcome) -> None:
        """Hand an outcome over, unless the caller could not take an earlier one."""
        if self._failed is None:
            try:
                self._given.on_outcome(outcome)
            except BaseException as error:
                self._failed = error
                raise

    def _crawl_delay(self, record: RobotsRecord | None) -> float:
        if record is None:
            return 0.0
        delay = self._given.robots.crawl_delay(record, self._policy.robots_name)
        return min(delay, self._policy.max_crawl_delay_s)

    async def _close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._shelf.clear_all()
        self._lookups.shutdown(wait=False, cancel_futures=True)


def _robots_fault(record: RobotsRecord) -> tuple[Refused, datetime]:
    if record.is_closed:
        return Refused(Reason.ROBOTS_CLOSED, f"robots.txt answered {record.status}"), record.expires_at
    return Refused(Reason.ROBOTS, "robots.txt does not allow it"), record.expires_at


def _strain(refused: Refused) -> int:
    if isinstance(refused, Unreachable):
        return _NO_ADDRESS if refused.reason is Reason.DNS else _NO_CONNECTION
    return _SILENCE if refused.reason in (Reason.TIMEOUT, Reason.TOO_SLOW) else 0

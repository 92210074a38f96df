"""Politeness: robots.txt, one at a time, spacing, and leaving alone who asks for it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from dateline.fetching import (
    HostState,
    HostStates,
    Reason,
    Refusal,
    Request,
    Response,
    RobotsCache,
    RobotsRecord,
    fetch_all,
)
from fetching.asking import NOW, POLICY, POLITE, fetch, get_refusal, get_response
from fetching.web import Behaviour, Web, busy, feed, in_turn, moved, page, raw

CLOSED = "User-agent: *\nDisallow: /private\n"
SPACED = replace(POLICY, per_host_interval_s=0.05)


def paths(web: Web) -> list[str]:
    """What was asked for, in order."""
    return [asked.path for asked in web.log]


def gaps(web: Web) -> list[float]:
    """The seconds between requests."""
    return [after.at - before.at for before, after in pairwise(web.log)]


def many(web: Web, *asked: str, host: str = "127.0.0.1") -> list[Request]:
    """Requests for some paths of one host, with the path as key."""
    return [Request(key=path, url=web.url(path, host)) for path in asked]


def test_what_robots_txt_closes_is_never_asked_for(web: Web) -> None:
    """robots.txt is read first and once; the rest goes on."""
    web.put("/robots.txt", page(CLOSED))
    web.put("/feed", feed())
    outcomes = fetch(*many(web, "/private/1", "/feed", "/private/2", "/other"), policy=POLITE)
    refusal = outcomes["/private/1"]
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.retry_at) == (Reason.ROBOTS, NOW + timedelta(hours=24))
    assert paths(web) == ["/robots.txt", "/feed", "/other"]


def test_robots_txt_is_read_for_dateline_by_name(web: Web) -> None:
    """A group for Dateline counts, and the one for all does not then."""
    web.put("/robots.txt", page("User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /no\n"))
    web.put("/feed", feed())
    assert isinstance(get_response(web, "/feed", policy=POLITE), Response)
    assert get_refusal(web, "/no", policy=POLITE).reason is Reason.ROBOTS


def test_a_redirect_does_not_get_around_robots_txt(web: Web) -> None:
    """Neither on the same host nor on another one, whose own robots.txt is asked for."""
    web.put("//a.example/robots.txt", page(CLOSED))
    web.put("//b.example/robots.txt", page("User-agent: *\nDisallow: /feed"))
    web.put("//a.example/1", moved("/private/1"))
    web.put("//a.example/2", moved(web.url("/feed", "b.example")))
    outcomes = fetch(*many(web, "/1", "/2", host="a.example"), policy=POLITE)
    assert [outcome.reason for outcome in outcomes.values() if isinstance(outcome, Refusal)] == [Reason.ROBOTS] * 2
    assert paths(web) == ["/robots.txt", "/1", "/2", "/robots.txt"]


KINDS = (
    "missing", "closed", "error", "gateway", "html", "bytes", "bom", "behind-limit", "before-limit", "loop", "moved",
    "broken",
)  # fmt: skip


@pytest.mark.parametrize(
    ("robots", "is_allowed"),
    [
        (page("no such page", 404), True),
        (page("go away", 403), True),
        (page("", 500), False),
        (page("", 502), False),
        (page("<html>Welcome to our site</html>"), True),
        (page(b"\xff\xfe\x00User-agent: *"), True),
        (page(b"\xef\xbb\xbfUser-agent: *\nDisallow: /"), False),
        (page(b"# " + b"x" * 600_000 + b"\nUser-agent: *\nDisallow: /"), True),
        (page(b"User-agent: *\nDisallow: /\n# " + b"x" * 600_000), False),
        (moved("/robots.txt"), True),
        (moved("/elsewhere"), False),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nUser-agent: *"), False),
    ],
    ids=[
        "missing",
        "closed",
        "error",
        "gateway",
        "html",
        "bytes",
        "bom",
        "behind-limit",
        "before-limit",
        "loop",
        "moved",
        "broken",
    ],
)
def test_robots_txt_of_every_kind(web: Web, robots: Behaviour, is_allowed: bool) -> None:
    """No file means no rules; a server in trouble means no for now; redirects are followed; half a MB is read."""
    web.put("/robots.txt", robots)
    web.put("/elsewhere", page("User-agent: *\nDisallow: /feed"))
    web.put("/feed", feed())
    fetch(*many(web, "/feed"), policy=POLITE)
    assert ("/feed" in paths(web)) == is_allowed


def test_robots_txt_is_kept_and_asked_for_again_when_it_has_expired(web: Web) -> None:
    """The records of one run serve the next; only a new one is handed out as changed."""
    web.put("/robots.txt", page(CLOSED))
    first = RobotsCache()
    fetch(*many(web, "/feed"), policy=POLITE, robots=first)
    (record,) = first.changed()
    assert (record.origin, record.status, record.text) == (web.url("/")[:-1], 200, CLOSED)
    second = RobotsCache([record])
    fetch(*many(web, "/feed"), policy=POLITE, robots=second)
    assert (second.changed(), len(web.asked("/robots.txt"))) == ((), 1)
    fetch(*many(web, "/feed"), policy=POLITE, robots=RobotsCache([replace(record, expires_at=NOW)]))
    assert len(web.asked("/robots.txt")) == 2


def test_rules_that_were_known_hold_on_while_the_server_is_in_trouble(web: Web) -> None:
    """An expired robots.txt is better than none when the new one cannot be had."""
    web.put("/robots.txt", page("", 500))
    web.put("/feed", feed())
    day = timedelta(days=1)
    known = RobotsRecord(origin=web.url("/")[:-1], status=200, fetched_at=NOW - day, expires_at=NOW, text=CLOSED)
    outcomes = fetch(*many(web, "/feed", "/private"), policy=POLITE, robots=RobotsCache([known]))
    assert isinstance(outcomes["/feed"], Response)
    assert paths(web) == ["/robots.txt", "/feed"]


def test_who_says_so_is_not_asked_for_robots_txt(web: Web) -> None:
    """For one request, or by the policy for all."""
    web.put("/feed", feed())
    fetch(Request(key="1", url=web.url("/feed"), ignore_robots=True), policy=POLITE)
    fetch(Request(key="2", url=web.url("/feed")), policy=POLICY)
    assert paths(web) == ["/feed", "/feed"]


def test_a_host_is_asked_one_by_one_and_with_pauses(web: Web) -> None:
    """However many places there are; robots.txt and redirects count too."""
    web.put("/1", moved("/2"))
    fetch(*many(web, "/1", "/3", "/4"), policy=replace(POLITE, per_host_interval_s=0.05))
    assert paths(web) == ["/robots.txt", "/1", "/2", "/3", "/4"]
    assert min(gaps(web)) >= 0.05
    assert web.most_open == 1


def test_a_slow_host_has_its_pause_after_its_answer(web: Web) -> None:
    """The pause begins when the answer has ended, not when it was asked for."""
    web.put("/slow", raw(0.1, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    fetch(*many(web, "/slow", "/2"), policy=replace(POLICY, per_host_interval_s=0.1))
    assert gaps(web)[0] >= 0.2


def test_hosts_do_not_wait_for_each_other(web: Web) -> None:
    """Each has its own rhythm: the second requests come only after all the first."""
    hosts = [f"{letter}.example" for letter in "abcdef"]
    requests = [Request(key=f"{host}{path}", url=web.url(path, host)) for host in hosts for path in ("/1", "/2")]
    fetch(*requests, policy=replace(POLICY, per_host_interval_s=0.3))
    assert paths(web) == ["/1"] * 6 + ["/2"] * 6


def test_many_feeds_that_move_to_one_host_ask_it_one_by_one(web: Web) -> None:
    """The pause belongs to the host that is asked, not to the one it began with."""
    web.put("//hub.example/feed", feed())
    requests = []
    for letter in "abcde":
        web.put(f"//{letter}.example/feed", moved(web.url("/feed", "hub.example")))
        requests += [Request(key=letter, url=web.url("/feed", f"{letter}.example"))]
    outcomes = fetch(*requests, policy=SPACED)
    assert all(isinstance(outcome, Response) for outcome in outcomes.values())
    times = [asked.at for asked in web.log if asked.host == "hub.example"]
    assert min(after - before for before, after in pairwise(times)) >= 0.05


def test_several_at_once_where_the_policy_allows(web: Web) -> None:
    """Two on the way to one host, a pause between their starts, and never three."""
    web.put("/slow", raw(0.4, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    requests = [Request(key=f"{number}", url=web.url("/slow")) for number in range(4)]
    fetch(*requests, policy=replace(SPACED, per_host_concurrency=2))
    assert web.most_open == 2
    assert gaps(web)[0] < 0.4


def test_no_more_at_once_than_there_are_places(web: Web) -> None:
    """Over all hosts together."""
    web.put("/slow", raw(0.05, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    requests = [Request(key=f"{number}", url=web.url("/slow", f"127.0.2.{number}")) for number in range(1, 13)]
    fetch(*requests, policy=replace(POLICY, concurrency=3))
    assert web.most_open == 3


def test_a_crawl_delay_is_kept_up_to_a_limit(web: Web) -> None:
    """A longer pause than our own is kept, but not one of any length."""
    web.put("/robots.txt", page("User-agent: *\nCrawl-delay: 0.1"))
    web.put("//a.example/robots.txt", page("User-agent: *\nCrawl-delay: 10"))
    fetch(*many(web, "/1", "/2"), policy=POLITE)
    assert min(gaps(web)) >= 0.1
    web.log.clear()
    fetch(*many(web, "/1", "/2", host="a.example"), policy=replace(POLITE, max_crawl_delay_s=0.05))
    assert 0.05 <= max(gaps(web)) < 10


def test_the_pause_holds_across_runs(web: Web) -> None:
    """A host that the last run has just asked is not asked by the next at once."""
    hosts = HostStates()
    for _ in range(2):
        fetch(*many(web, "/feed"), policy=replace(SPACED, per_host_interval_s=0.1), hosts=hosts)
        hosts = HostStates(hosts.changed())
    assert gaps(web)[0] >= 0.1


def test_a_crawl_delay_that_is_known_already_is_kept_from_the_start(web: Web) -> None:
    """Between two requests of a run, and from one run to the next."""
    web.put("/robots.txt", page("User-agent: *\nCrawl-delay: 0.1"))
    robots = RobotsCache()
    fetch(*many(web, "/0"), policy=POLITE, robots=robots)
    known, hosts = robots.changed(), HostStates()
    web.log.clear()
    fetch(*many(web, "/1", "/2"), policy=POLITE, robots=RobotsCache(known), hosts=hosts)
    fetch(*many(web, "/3"), policy=POLITE, robots=RobotsCache(known), hosts=HostStates(hosts.changed()))
    assert paths(web) == ["/1", "/2", "/3"]
    assert min(gaps(web)) >= 0.1


@pytest.mark.parametrize(
    ("behaviour", "wait_s"),
    [
        (busy("120"), 120),
        (busy("120", 503), 120),
        (busy("Sun, 01 Mar 2026 09:30:00 GMT"), 1800),
        (busy("9999999"), 86_400),
        (busy("Sat, 28 Feb 2026 09:30:00 GMT"), 0),
    ],
    ids=["seconds", "unavailable", "date", "too-long", "past"],
)
def test_a_host_that_wants_to_be_left_alone_is(web: Web, behaviour: Behaviour, wait_s: int) -> None:
    """For as long as it says, up to a day; all that waits for it is given back with that moment, others go on."""
    web.put("/busy", behaviour)
    web.put("/feed", feed())
    hosts = HostStates()
    requests = many(web, "/busy", "/1", "/2")
    outcomes = fetch(*requests, Request(key="other", url=web.url("/feed", "b.example")), hosts=hosts)
    refusals = [outcomes[request.key] for request in requests]
    assert [refusal.reason for refusal in refusals if isinstance(refusal, Refusal)] == [Reason.RATE_LIMITED] * 3
    assert {refusal.retry_at for refusal in refusals if isinstance(refusal, Refusal)} == {
        NOW + timedelta(seconds=wait_s)
    }
    assert isinstance(outcomes["other"], Response)
    assert sorted(paths(web)) == ["/busy", "/feed"]


def test_a_resting_host_is_not_asked_at_all(web: Web) -> None:
    """Not by the next run either, nor for its robots.txt."""
    resting = HostState(host="127.0.0.1", rests_until=NOW + timedelta(minutes=1), n_rests=1)
    refusal = fetch(*many(web, "/feed"), policy=POLITE, hosts=HostStates([resting]))["/feed"]
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.retry_at, web.log) == (Reason.RATE_LIMITED, resting.rests_until, [])


def test_without_retry_after_a_host_rests_longer_each_time(web: Web) -> None:
    """Until it answers as it should: then the next rest is a short one again."""
    web.put("/feed", in_turn(busy(), busy(), feed(), busy()))
    rests = []
    state = HostState(host="127.0.0.1")
    for _ in range(4):
        hosts = HostStates([replace(state, rests_until=None)])
        fetch(*many(web, "/feed"), hosts=hosts)
        (state,) = hosts.changed()
        rests.append((state.rests_until - NOW).total_seconds() if state.rests_until else 0)
    assert 60 <= rests[0] <= 72
    assert 120 <= rests[1] <= 144
    assert rests[2] == 0
    assert rests[3] == rests[0]


def test_a_busy_robots_txt_rests_the_host(web: Web) -> None:
    """429 for robots.txt: nothing else is asked, and everything comes back with the moment."""
    web.put("/robots.txt", busy("60"))
    outcomes = fetch(*many(web, "/1", "/2"), policy=POLITE)
    assert {outcome.retry_at for outcome in outcomes.values() if isinstance(outcome, Refusal)} == {
        NOW + timedelta(seconds=60)
    }
    assert paths(web) == ["/robots.txt"]


def test_outcomes_come_one_by_one_and_stopping_keeps_them(web: Web) -> None:
    """What was handed over is done; nothing more is asked once the caller wants to stop."""
    web.put("/feed", feed())
    got: list[str] = []
    requests = (Request(key=f"{number}", url=web.url("/feed")) for number in range(1000))
    fetch_all(
        requests,
        lambda outcome: got.append(outcome.key),
        policy=SPACED,
        stop=lambda: len(got) >= 3,
    )
    assert got == ["0", "1", "2"]
    assert len(web.log) <= 4


def test_what_the_caller_raises_ends_the_run(web: Web) -> None:
    """A store that is full: the error comes out as it is, and no request goes on."""
    web.put("/feed", feed())

    def fail(outcome: object) -> None:
        raise TimeoutError("the store is locked")

    with pytest.raises(TimeoutError, match="the store is locked"):
        fetch_all(many(web, "/feed", "/2", "/3"), fail, policy=POLICY)
    assert paths(web) == ["/feed"]


def test_requests_are_taken_in_as_they_are_needed(web: Web) -> None:
    """A source of requests without end is no trouble: only `lookahead` of them are held."""
    taken: list[int] = []

    def produce() -> object:
        for number in range(10**9):
            taken.append(number)
            yield Request(key=f"{number}", url=web.url("/feed"))

    got: list[object] = []
    fetch_all(
        produce(),  # type: ignore[arg-type]
        got.append,
        policy=replace(POLICY, lookahead=10),
        stop=lambda: len(got) >= 30,
    )
    assert len(taken) <= len(got) + 12


def test_the_clock_of_the_records_is_utc() -> None:
    """Moments in outcomes can be compared with everything else that Dateline keeps."""
    got: list[object] = []
    fetch_all([Request(key="it", url="nowhere")], got.append)
    (refusal,) = got
    assert isinstance(refusal, Refusal)
    assert refusal.refused_at.tzinfo is UTC
    assert abs(datetime.now(UTC) - refusal.refused_at) < timedelta(minutes=1)

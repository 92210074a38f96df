"""No stranger's address leads Dateline into a private network."""

from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.fetching import Policy, Reason, Refusal, Request, Response
from dateline.fetching.addresses import Allowance, find_fault
from fetching.asking import POLICY, fetch
from fetching.web import Web, feed, moved

GUARDED = replace(POLICY, private_networks=())
PRIVATE = (
    "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "198.18.0.1",
    "::1", "fc00::1", "fd12:3456::1", "fec0::1", "::ffff:10.0.0.1", "::ffff:7f00:1", "64:ff9b::10.0.0.1",
    "2002:0a00:0001::1",
)  # fmt: skip
NEVER = (
    "0.0.0.0", "169.254.169.254", "192.0.0.8", "192.0.2.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.0.1",
    "240.0.0.1", "255.255.255.255", "192.88.99.1", "::", "::a00:1", "fe80::1", "fe80::1%eth0", "ff02::1",
    "2001::1", "2001:db8::1", "64:ff9b:1::1", "100::1", "5f00::1", "4000::1", "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "not an address", "",
)  # fmt: skip
PUBLIC = (
    "1.1.1.1", "100.63.255.255", "172.32.0.1", "192.169.0.1", "198.17.255.255", "223.255.255.255", "2606:4700::1111",
    "64:ff9b::101:101", "2002:0101:0101::1", "::ffff:1.1.1.1", "2a02:ec80:300:ed1a::1",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused_unless_they_are_allowed(address: str) -> None:
    """In every way of writing them, IPv4 inside IPv6 too."""
    assert find_fault(address, Allowance()) != ""
    assert find_fault(address, Allowance(every_private=True)) == ""


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_never_allowed(address: str) -> None:
    """A cloud's metadata service, multicast, what is reserved, and what is no address."""
    assert find_fault(address, Allowance(every_private=True)) != ""


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_open(address: str) -> None:
    """Up to the very edges of the private networks."""
    assert find_fault(address, Allowance()) == ""


@given(st.integers(0, 2**32 - 1))
def test_an_ipv4_address_is_judged_alike_in_every_disguise(number: int) -> None:
    """Mapped, through NAT64 and through 6to4."""
    plain = find_fault(str(IPv4Address(number)), Allowance())
    for disguise in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert bool(find_fault(str(IPv6Address(disguise)), Allowance())) == bool(plain)


@given(st.text(max_size=50))
def test_any_text_is_judged(text: str) -> None:
    """Never an error."""
    assert isinstance(find_fault(text, Allowance()), str)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "0177.0.0.1", "127.1", "[::1]"])
def test_this_computer_is_refused_however_it_is_written(web: Web, host: str) -> None:
    """Numeric forms are looked up by the system's own resolver, and what they mean is checked."""
    from dateline.fetching.network import look_up

    refusal = fetch(Request(key="it", url=web.url("/feed", host)), policy=GUARDED, resolve=look_up)["it"]
    assert isinstance(refusal, Refusal)
    assert refusal.reason in (Reason.PRIVATE_ADDRESS, Reason.DNS)
    assert web.log == []


def test_a_source_may_stand_in_a_private_network(web: Web) -> None:
    """The request says so, and only for itself."""
    web.put("/feed", feed())
    outcomes = fetch(
        Request(key="open", url=web.url("/feed"), allow_private=True),
        Request(key="not", url=web.url("/feed")),
        policy=GUARDED,
    )
    assert isinstance(outcomes["open"], Response)
    refusal = outcomes["not"]
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.PRIVATE_ADDRESS
    assert len(web.log) == 1


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://localhost/",
        "//192.168.1.1",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(web: Web, location: str) -> None:
    """Even from a source that may stand in one: it may for its own host only."""
    web.put("/feed", moved(location))
    refusal = fetch(Request(key="it", url=web.url("/feed"), allow_private=True), policy=GUARDED)["it"]
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.PRIVATE_ADDRESS
    assert len(web.log) == 1


def test_a_name_with_one_private_address_is_refused(web: Web) -> None:
    """Every address of a name is checked, not only the one that would be tried first."""
    refusal = fetch(
        Request(key="it", url=web.url(host="two.example")), policy=GUARDED, resolve=lambda host: ("1.1.1.1", "10.0.0.1")
    )["it"]
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.PRIVATE_ADDRESS


def test_a_name_that_turns_private_between_two_questions_is_caught(web: Web) -> None:
    """Each connection looks up anew and connects to what it checked: there is no second look-up to fool."""
    answers = {"a.example": ["127.0.0.1"], "b.example": ["127.0.0.1", "10.0.0.1"]}
    web.put("//a.example/feed", moved(web.url("/1", "b.example")))
    web.put("//b.example/1", feed(connection="close"))
    web.put("//b.example/2", feed())

    def resolve(host: str) -> tuple[str, ...]:
        return (answers[host].pop(0) if len(answers[host]) > 1 else answers[host][0],)

    requests = [Request(key="1", url=web.url("/feed", "a.example")), Request(key="2", url=web.url("/2", "b.example"))]
    outcomes = [fetch(request, policy=POLICY_LOOPBACK, resolve=resolve)[request.key] for request in requests]
    assert isinstance(outcomes[0], Response)
    assert isinstance(outcomes[1], Refusal)
    assert outcomes[1].reason is Reason.PRIVATE_ADDRESS
    assert web.asked("/2") == []


POLICY_LOOPBACK = replace(POLICY, private_networks=("127.0.0.0/8",))


def test_robots_txt_is_behind_the_guard_too(web: Web) -> None:
    """Not even robots.txt is asked of a private host, and its redirects are checked as all are."""
    web.put("/robots.txt", moved("http://10.0.0.1/robots.txt"))
    requests = [
        Request(key="closed", url=web.url("/feed", "127.0.0.2")),
        Request(key="open", url=web.url("/feed"), allow_private=True),
    ]
    outcomes = fetch(*requests, policy=replace(GUARDED, respect_robots=True))
    reasons = [outcome.reason for outcome in outcomes.values() if isinstance(outcome, Refusal)]
    assert reasons == [Reason.PRIVATE_ADDRESS] * 2
    assert [asked.path for asked in web.log] == ["/robots.txt"]


def test_a_proxy_is_not_asked_for_private_targets(web: Web) -> None:
    """The proxy itself may be anywhere: the user named it. What it is to fetch is checked first."""
    web.put("/feed", feed())
    proxy = f"http://name:secret@127.0.0.1:{web.port}"
    public = Request(key="1", url="http://news.example/feed", proxy=proxy)
    private = Request(key="2", url="http://intranet.example/feed", proxy=proxy)
    addresses = {"news.example": ("1.1.1.1",), "intranet.example": ("10.0.0.1",)}
    outcomes = fetch(public, private, policy=GUARDED, resolve=addresses.__getitem__)
    assert isinstance(outcomes["1"], Response)
    refusal = outcomes["2"]
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.PRIVATE_ADDRESS
    assert [(asked.host, asked.path, asked.by_proxy) for asked in web.log] == [("news.example", "/feed", True)]
    assert web.log[0].headers["proxy-authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    "proxy", ["socks5://name:secret@127.0.0.1:1", "http://name:secret@", "http://name:secret@a..b:x", "name:secret"]
)
def test_a_proxy_that_is_none_is_refused_without_its_password(web: Web, proxy: str) -> None:
    """The refusal can be shown to anyone."""
    refusal = fetch(Request(key="it", url=web.url("/feed"), proxy=proxy))["it"]
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.BAD_URL
    assert "secret" not in f"{refusal}"


def test_a_policy_that_makes_no_sense_is_refused() -> None:
    """Before anything is fetched."""
    for fields in (
        {"private_networks": ("10.0.0.1/8",)},
        {"concurrency": 0},
        {"read_timeout_s": 0},
        {"user_agent": ""},
    ):
        with pytest.raises(UsageError):
            Policy(**fields)  # type: ignore[arg-type]

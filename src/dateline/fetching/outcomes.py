"""What is asked of the network, within what limits, and what comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_network

from dateline.errors import UsageError

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
# Headers that belong to the connection, to the body's coding or to the validators, which have fields of their own.
_OWN_HEADERS = frozenset(
    [
        "host",
        "connection",
        "content-length",
        "transfer-encoding",
        "te",
        "trailer",
        "upgrade",
        "keep-alive",
        "proxy-connection",
        "proxy-authorization",
        "accept-encoding",
        "range",
        "if-range",
        "if-none-match",
        "if-modified-since",
        "expect",
    ]
)


class Reason(StrEnum):
    """Why there is no response to hand on."""

    TIMEOUT = "timeout"  # nothing came for too long, or not all of it in time
    TOO_SLOW = "too_slow"  # it came, at fewer bytes a second than are waited for
    TOO_LARGE = "too_large"
    BOMB = "bomb"  # it unpacks to far more than any text would
    DNS = "dns"  # the host has no address
    REFUSED = "refused"  # no connection could be made
    TLS = "tls"  # no certificate to trust, or no common protocol
    PRIVATE_ADDRESS = "private_address"
    BAD_REDIRECT = "bad_redirect"
    REDIRECT_LOOP = "redirect_loop"
    ROBOTS = "robots"  # robots.txt does not allow it
    ROBOTS_CLOSED = "robots_closed"  # robots.txt cannot be read for now, so that nothing is allowed
    RATE_LIMITED = "rate_limited"  # the host asked to be left alone
    HTTP_ERROR = "http_error"  # see `status`
    BAD_ENCODING = "bad_encoding"
    BAD_URL = "bad_url"
    PROTOCOL = "protocol"  # broken off, or not HTTP


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Limits and manners. Times are seconds.

    - `max_bytes`: of a body, packed and unpacked. The longest feeds in the wild (a podcast's whole archive) have a
      few MB; 16 leave room.
    - `connect_timeout_s` is for name, connection and TLS together; `read_timeout_s` for silence;
      `total_timeout_s` for everything about one request, redirects included, without the waiting for its turn.
    - `min_bytes_per_s` holds from `slow_after_s` on: a GSM line gives 1,000.
    - `max_redirects`: browsers allow 20; an address that needs more than 5 is a trap or a login.
    - `per_host_interval_s` is from the end of one answer to the next request to the same host, robots.txt and
      redirects included; between the starts of two where `per_host_concurrency` is more than one. A longer
      Crawl-delay is kept, up to `max_crawl_delay_s`.
    - `rest_base_s`, `rest_cap_s`: how long a host rests after 429 or 503 without Retry-After; doubled each time.
      A Retry-After is believed up to `max_retry_after_s`.
    - `max_idle` connections wait for a host's next turn; `concurrency` and they stay below the 1,024 open files
      that a process usually has.
    - `lookahead`: how many requests are held at once to be sorted by host.
    - `private_networks` ("10.20.0.0/16") are no secret here: a newsroom's own. `trust_file` holds certificates
      (PEM) to trust besides the system's.

    Raises UsageError for a limit that would stop everything.
    """

    user_agent: str = "Dateline/1 (news reader; keeps robots.txt)"
    max_bytes: int = 16 * 2**20
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 20.0
    total_timeout_s: float = 60.0
    min_bytes_per_s: int = 500
    slow_after_s: float = 10.0
    max_redirects: int = 5
    per_host_interval_s: float = 1.0
    per_host_concurrency: int = 1
    concurrency: int = 64
    max_idle: int = 256
    lookahead: int = 10_000
    respect_robots: bool = True
    max_crawl_delay_s: float = 30.0
    max_retry_after_s: float = 86_400.0
    rest_base_s: float = 60.0
    rest_cap_s: float = 21_600.0
    private_networks: tuple[str, ...] = ()
    trust_file: str = ""

    def __post_init__(self) -> None:
        least = min(self.max_bytes, self.per_host_concurrency, self.concurrency, self.lookahead)
        if least < 1 or min(self.connect_timeout_s, self.read_timeout_s, self.total_timeout_s) <= 0:
            raise UsageError(
                "A limit of the fetching policy is zero or less.", hint="Give every limit a value above 0."
            )
        if not (self.user_agent.isascii() and self.user_agent.isprintable() and self.user_agent.strip()):
            raise UsageError(f"'{self.user_agent}' is no name to give to servers.", hint="Use plain letters.")
        for network in self.private_networks:
            try:
                ip_network(network)
            except ValueError as error:
                raise UsageError(f"'{network}' is not a network: {error}.", hint="Write 10.20.0.0/16.") from error

    @property
    def robots_name(self) -> str:
        """The name that robots.txt files know: the user agent up to its version."""
        return re.split(r"[/\s(]", self.user_agent.strip(), maxsplit=1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An address to ask. `key` comes back in the outcome.

    `etag` and `last_modified` are those of the response that is kept, word for word. `headers` go to the address's
    own origin only, never to where it redirects. `proxy` is an http:// address and may hold a name and a password.
    `allow_private` lifts the address guard for the host of `url`, not for those it redirects to. `max_bytes`
    replaces the policy's. With a `body`, it is sent there (POST): such a request is for its own address only, so that a
    redirect is refused, and of the answer nothing but its status matters.

    Raises UsageError for a header that cannot be sent.
    """

    key: str
    url: str
    etag: str = ""
    last_modified: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    proxy: str = ""
    allow_private: bool = False
    ignore_robots: bool = False
    max_bytes: int | None = None
    body: bytes | None = None

    def __post_init__(self) -> None:
        for name, value in self.headers:
            if not _TOKEN.fullmatch(name) or not _VALUE.fullmatch(value):
                raise UsageError(f"The header '{name}' cannot be sent.", hint="Use one line of plain characters.")
            if name.lower() in _OWN_HEADERS:
                raise UsageError(f"The header '{name}' is set by Dateline itself.", hint="Leave it out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What an address gave: a whole body (status 200 and its like), or 304 and none.

    `url` is where it came from after redirects. `moved_to` is the same address when every redirect on the way was
    permanent, else empty. `body` is unpacked. `max_age_s` is how long the server calls it fresh, None where it does
    not say. `n_bytes_wire` counts the body as it was sent.
    """

    key: str
    url: str
    status: int
    fetched_at: datetime
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    max_age_s: int | None = None
    moved_to: str = ""
    n_bytes_wire: int = 0
    elapsed_s: float = 0.0

    @property
    def is_not_modified(self) -> bool:
        """Whether what is kept still holds."""
        return self.status == 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an address gave nothing. `url` is the one that failed, after redirects; `status` 0 where none came.

    `retry_at` is the moment before which asking again is no use or no manners, if that is known.
    """

    key: str
    url: str
    reason: Reason
    refused_at: datetime
    detail: str = ""
    status: int = 0
    retry_at: datetime | None = None


Outcome = Response | Refusal


class Refused(Exception):  # noqa: N818 - reads as what it is
    """Inside this package: an exchange that ends without a response. Becomes a Refusal."""

    def __init__(self, reason: Reason, detail: str, *, status: int = 0, retry_after_s: float | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.status = status
        self.retry_after_s = retry_after_s


class Unreachable(Refused):
    """Inside this package: no connection to the host could be made."""

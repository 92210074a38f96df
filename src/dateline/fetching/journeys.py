"""A request on its way: where it is, where it was redirected to, and what it brings home."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from dateline.fetching.exchange import Answer
from dateline.fetching.headers import read_max_age
from dateline.fetching.outcomes import Reason, Refused, Request, Response
from dateline.fetching.urls import Url, UrlFault, join_url

_PERMANENT = frozenset({301, 308})


@dataclass(slots=True, eq=False)
class Journey:
    """A request on its way, over all its redirects. `is_robots` when it is for the robots.txt of `robots_origin`."""

    request: Request
    url: Url
    robots_origin: str = ""
    visited: list[Url] = field(default_factory=list)
    is_permanent: bool = True
    spent_s: float = 0.0

    @property
    def is_robots(self) -> bool:
        """Whether it is Dateline's own question for a robots.txt."""
        return bool(self.robots_origin)

    @property
    def start(self) -> Url:
        """The address it began with."""
        return self.visited[0] if self.visited else self.url

    @property
    def is_open(self) -> bool:
        """Whether private addresses are open to it: only where the source itself stands."""
        return self.request.allow_private and self.url.host == self.start.host


def redirect(journey: Journey, answer: Answer, limit: int) -> None:
    """Turn a journey to where an answer sends it. Raises Refused: no address, one already visited, or too many."""
    location = answer.headers.get("location", "")
    if not location:
        raise Refused(Reason.BAD_REDIRECT, "a redirect to nowhere", status=answer.status)
    try:
        target = join_url(journey.url, location)
    except UrlFault as fault:
        raise Refused(Reason.BAD_REDIRECT, str(fault), status=answer.status) from fault
    journey.visited.append(journey.url)
    if target in journey.visited:
        raise Refused(Reason.REDIRECT_LOOP, f"back to {target}", status=answer.status)
    if len(journey.visited) > limit:
        raise Refused(Reason.REDIRECT_LOOP, f"more than {limit} redirects", status=answer.status)
    journey.is_permanent = journey.is_permanent and answer.status in _PERMANENT
    journey.url = target


def make_response(journey: Journey, answer: Answer, now: datetime) -> Response:
    """What a journey brings home."""
    url = str(journey.url)
    return Response(
        key=journey.request.key,
        url=url,
        status=answer.status,
        fetched_at=now,
        body=answer.body,
        content_type=answer.headers.get("content-type", ""),
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
        max_age_s=read_max_age(answer.headers, now),
        moved_to=url if journey.visited and journey.is_permanent else "",
        n_bytes_wire=answer.n_bytes_wire,
        elapsed_s=journey.spent_s,
    )

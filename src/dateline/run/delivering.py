"""What waits to be sent -> the mail server and the webhooks of the settings, until it arrives or is given up.

A delivery is in the store before it is tried and stays until it is settled, so that it is sent at least once, whatever
stops in between; its id goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import getaddresses
from typing import Any

from dateline.config import read_secret
from dateline.errors import BrokenWorldError, DefinitionError
from dateline.fetching import Outcome, Policy, Request, Response, fetch_all
from dateline.fetching.mail import SECURITIES, MailServer, send_mail
from dateline.fetching.urls import UrlFault, parse_url
from dateline.records import Delivery, DeliveryState, Digest
from dateline.run.digesting import WORK
from dateline.store import Store
from dateline.text import digest
from dateline.writers.digest import write_mail
from dateline.writers.events import digest_to_dict, sign_body, write_event

MAIL = "mail"
EVENTS = ("alert", "digest")
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=12)  # doubled with each try
MOST_TRIES = 16  # over some four days
_GONE = 410
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailBox:
    """The server that takes mail, who it is from and who gets it."""

    server: MailServer
    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """An address that is told of events, and the secret that what it gets is signed with."""

    url: str
    secret: str = field(repr=False)
    events: tuple[str, ...] = EVENTS
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Where the settings want things sent."""

    mail: MailBox | None = None
    hooks: Mapping[str, Hook] = field(default_factory=dict)

    def names(self, event: str) -> list[str]:
        """The webhooks that want an event, as deliveries name them."""
        return [f"webhook:{name}" for name, hook in self.hooks.items() if event in hook.events]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryCounts:
    """What one round of sending did; `troubles` says of each delivery that did not arrive where to, and why."""

    n_sent: int = 0
    n_waiting: int = 0
    n_given_up: int = 0
    troubles: tuple[tuple[str, str], ...] = ()


def make_channels(mail: Mapping[str, Any], hooks: Mapping[str, Mapping[str, Any]], policy: Policy) -> Channels:
    """The channels that the settings under [mail] and [webhook.NAME] describe. Raises DefinitionError."""
    return Channels(
        mail=_make_mail(mail, policy) if mail else None,
        hooks={name: _make_hook(name, settings) for name, settings in hooks.items()},
    )


def _make_mail(settings: Mapping[str, Any], policy: Policy) -> MailBox:
    security = settings.get("security", "starttls")
    recipients = tuple(str(one) for one in settings.get("to", ()))
    sender = settings.get("from", "")
    if not settings.get("host") or security not in SECURITIES or not recipients:
        raise DefinitionError(
            "[mail] needs host, from and to, and security as one of starttls, tls, none.",
            hint="docs/alerts.md shows the settings.",
        )
    for one in (sender, *recipients):
        if not _is_address(one):
            raise DefinitionError(f"'{one}' under [mail] is no mail address.", hint="Write desk@example.org.")
    server = MailServer(
        host=settings["host"],
        port=settings.get("port") or _PORTS[security],
        security=security,
        user=settings.get("user", ""),
        password=read_secret(settings.get("password", "")),
        timeout_s=settings.get("timeout_s", 30.0),
        trust_file=policy.trust_file,
    )
    return MailBox(server=server, sender=sender, recipients=recipients)


def _is_address(text: str) -> bool:
    """Whether a text is one mail address, with a name or without, that can stand in a header."""
    found = getaddresses([text])
    plain = found[0][1] if len(found) == 1 else ""
    is_whole = plain.count("@") == 1 and not plain.startswith("@") and not plain.endswith("@")
    return is_whole and plain.isascii() and text.isprintable() and not any(char.isspace() for char in plain)


def _make_hook(name: str, settings: Mapping[str, Any]) -> Hook:
    events = tuple(str(one) for one in settings.get("events", EVENTS))
    unknown = [one for one in events if one not in EVENTS]
    if unknown:
        raise DefinitionError(
            f"'{unknown[0]}' under [webhook.{name}] is no event.", hint=f"Events are: {', '.join(EVENTS)}."
        )
    try:
        parse_url(settings.get("url", ""))
    except UrlFault as fault:
        raise DefinitionError(f"The url under [webhook.{name}] cannot be used: {fault}.") from fault
    secret = read_secret(settings.get("secret", ""))
    if not secret:
        raise DefinitionError(
            f"[webhook.{name}] has no secret to sign with.", hint='Write secret = "env:NAME" and set that variable.'
        )
    return Hook(url=settings["url"], secret=secret, events=events, allow_private=settings.get("allow_private", False))


def queue_digest(store: Store, found: Digest, channels: Channels, now: datetime) -> int:
    """Queue a digest for the mail box and the webhooks that want it, and remember its moment; how many are new."""
    event_id, event = found.digest_id, "digest"
    body = write_event(event_id, event, now, digest_to_dict(found))
    bodies = dict.fromkeys(channels.names(event), body)
    if channels.mail is not None:
        bodies[MAIL] = write_mail(found, channels.mail.sender, channels.mail.recipients, now)
    deliveries = [
        Delivery(
            delivery_id=digest(event_id, channel), channel=channel, event=event, body=text, made_at=now, due_at=now
        )
        for channel, text in bodies.items()
    ]
    with store.write() as writer:
        n_new = writer.add_deliveries(deliveries)
        writer.put_done(WORK, found.as_of)
    return n_new


def deliver(
    store: Store,
    channels: Channels,
    *,
    policy: Policy,
    clock: Callable[[], datetime],
    stop: Callable[[], bool] = lambda: False,
) -> DeliveryCounts:
    """Send what is due; each delivery is settled in the store as soon as it is known what became of it.

    The caller holds the store's lock for it, so that two processes do not send the same at once.
    """
    due = store.list_deliveries(clock())
    sending = _Sending(store, clock)
    for one in due:
        if one.channel == MAIL and not stop():
            sending.settle(one, _mail(one, channels.mail))
    hooked = {one.delivery_id: one for one in due if one.channel != MAIL}
    requests: list[Request] = []
    for one in hooked.values():
        hook = channels.hooks.get(one.channel.partition(":")[2])
        if hook is None:
            sending.settle(one, "the settings name no such webhook any more")
        else:
            requests.append(_make_request(one, hook, clock()))
    if requests:
        fetch_all(requests, lambda one: sending.land(hooked[one.key], one), policy=policy, stop=stop, now=clock)
    return sending.counts


def _mail(delivery: Delivery, box: MailBox | None) -> str:
    """Send a mail; why it could not be sent, else nothing."""
    if box is None:
        return "the settings name no mail server any more"
    plain = [address for _, address in getaddresses([box.sender, *box.recipients])]
    try:
        send_mail(box.server, delivery.body.encode("ascii"), plain[0], plain[1:])
    except BrokenWorldError as error:
        return error.message
    return ""


def _make_request(delivery: Delivery, hook: Hook, now: datetime) -> Request:
    body = delivery.body.encode("utf-8")
    return Request(
        key=delivery.delivery_id,
        url=hook.url,
        headers=(
            ("Content-Type", "application/json"),
            ("Dateline-Event", delivery.event),
            ("Dateline-Delivery", delivery.delivery_id),
            ("Dateline-Signature", sign_body(hook.secret, body, now)),
        ),
        body=body,
        allow_private=hook.allow_private,
        ignore_robots=True,  # the user named the address to be written to, not to be read
        max_bytes=64 * 1024,
    )


@dataclass(slots=True)
class _Sending:
    """One round of sending, and its counts so far."""

    store: Store
    clock: Callable[[], datetime]
    counts: DeliveryCounts = field(default_factory=DeliveryCounts)

    def land(self, delivery: Delivery, outcome: Outcome) -> None:
        """Settle what a webhook answered."""
        if isinstance(outcome, Response):
            self.settle(delivery, "status 304" if outcome.is_not_modified else "")
        else:
            why = f"{outcome.reason.value.replace('_', ' ')} ({outcome.detail})"
            self.settle(delivery, why, is_final=outcome.status == _GONE, not_before=outcome.retry_at)

    def settle(
        self, delivery: Delivery, why: str, *, is_final: bool = False, not_before: datetime | None = None
    ) -> None:
        """Keep what became of a delivery: sent where nothing is wrong, else tried again later, or given up."""
        counts, n_tries = self.counts, delivery.n_tries + 1
        if not why:
            after = replace(delivery, n_tries=n_tries, state=DeliveryState.SENT, detail="")
            counts = replace(counts, n_sent=counts.n_sent + 1)
        elif is_final or n_tries >= MOST_TRIES:
            after = replace(delivery, n_tries=n_tries, state=DeliveryState.GIVEN_UP, detail=why)
            counts = replace(counts, n_given_up=counts.n_given_up + 1)
        else:
            due_at = self.clock() + min(FIRST_WAIT * 2 ** (n_tries - 1), LONGEST_WAIT)
            after = replace(delivery, n_tries=n_tries, due_at=max(due_at, not_before or due_at), detail=why)
            counts = replace(counts, n_waiting=counts.n_waiting + 1)
        if why:
            counts = replace(counts, troubles=(*counts.troubles, (delivery.channel, why)))
        with self.store.write() as writer:
            writer.settle_delivery(after)
        self.counts = counts

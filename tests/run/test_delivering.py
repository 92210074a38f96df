"""What is to be sent arrives at least once, signed, at its own address only, and survives a restart until it does."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dateline import run
from dateline.errors import BrokenWorldError, DefinitionError
from dateline.fetching import Policy
from dateline.records import (
    AlertKind,
    Delivery,
    DeliveryState,
    Digest,
    DigestPart,
    Direction,
    DirectionState,
    Situation,
)
from dateline.run.delivering import FIRST_WAIT, MOST_TRIES, Channels, DeliveryCounts
from dateline.store import SqliteStore, open_store
from fetching.web import CERTIFICATE, make_tls
from making import NOW, add, make_article
from receiving import MailServer, Receiver

POLICY = Policy(per_host_interval_s=0.0, connect_timeout_s=2.0, read_timeout_s=2.0, total_timeout_s=5.0)
DELIVERY = Delivery(
    delivery_id="d1", channel="webhook:desk", event="alert", body='{"text": "é"}', made_at=NOW, due_at=NOW
)


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """An empty store."""
    return open_store(tmp_path / "store", create=True)


def make_hooks(url: str, **fields: Any) -> Channels:
    """One webhook, which may stand on this computer."""
    return run.make_channels({}, {"desk": {"url": url, "secret": "s3cret", "allow_private": True, **fields}}, POLICY)


def make_mail(server: MailServer, **fields: Any) -> Channels:
    """The settings of a mail server on this computer."""
    settings = {"host": "127.0.0.1", "port": server.port, "security": "none", "from": "Desk <desk@dateline.example>"}
    return run.make_channels({**settings, "to": ["a@news.example", "b@news.example"], **fields}, {}, POLICY)


def queue(store: SqliteStore, *deliveries: Delivery) -> None:
    with store.write() as writer:
        writer.add_deliveries(deliveries)


def send(store: SqliteStore, channels: Channels, at: datetime = NOW) -> DeliveryCounts:
    return run.deliver(store, channels, policy=POLICY, clock=lambda: at)


def make_digest(title: str = "Mali") -> Digest:
    """A digest of one situation."""
    direction = Direction(
        situation_id="mali", state=DirectionState.DETERIORATED, reason="9 reports (1)", to=NOW.date(), days=30
    )
    part = DigestPart(situation_id="mali", title=title, direction=direction, n_reports=9)
    return Digest(digest_id="digest1", since=NOW - timedelta(days=1), as_of=NOW, parts=(part,))


def is_signed(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """What a receiver does to verify a signature."""
    given = dict(part.split("=", 1) for part in headers["Dateline-Signature"].split(","))
    expected = hmac.new(secret.encode(), given["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(given["v1"], expected)


def test_a_webhook_gets_the_body_with_a_signature_it_can_verify(store: SqliteStore) -> None:
    """The bytes are those that were queued; id and event stand in headers; another secret does not fit."""
    queue(store, DELIVERY)
    with Receiver() as receiver:
        assert send(store, make_hooks(receiver.url)).n_sent == 1
        assert send(store, make_hooks(receiver.url)) == DeliveryCounts()
    (posted,) = receiver.posted
    assert (posted.path, posted.body) == ("/hook?of=dateline", DELIVERY.body.encode())
    assert posted.headers["Content-Type"] == "application/json"
    assert (posted.headers["Dateline-Delivery"], posted.headers["Dateline-Event"]) == ("d1", "alert")
    assert is_signed("s3cret", posted.headers, posted.body)
    assert not is_signed("another", posted.headers, posted.body)
    assert not is_signed("s3cret", posted.headers, posted.body + b" ")


def test_what_fails_twice_is_tried_again_after_a_restart(store: SqliteStore, tmp_path: Path) -> None:
    """Later each time, with the same id and bytes; not before it is due."""
    queue(store, DELIVERY)
    with Receiver(lambda n: (500 if n < 3 else 200, {})) as receiver:
        channels = make_hooks(receiver.url)
        first = send(store, channels)
        assert (first.n_waiting, first.troubles) == (1, (("webhook:desk", "http error (status 500)"),))
        store.close()
        store = open_store(tmp_path / "store")
        assert send(store, channels, NOW + FIRST_WAIT - timedelta(seconds=1)) == DeliveryCounts()
        assert send(store, channels, NOW + FIRST_WAIT).n_waiting == 1
        assert send(store, channels, NOW + 2 * FIRST_WAIT) == DeliveryCounts()
        assert send(store, channels, NOW + 3 * FIRST_WAIT).n_sent == 1
    assert len({(one.body, one.headers["Dateline-Delivery"]) for one in receiver.posted}) == 1
    assert [(one.state, one.n_tries) for one in store.list_deliveries()] == [(DeliveryState.SENT, 3)]


def test_a_redirect_is_not_followed(store: SqliteStore) -> None:
    """What is sent to one address goes to no other, least of all to a private one."""
    queue(store, DELIVERY)
    with Receiver() as inner, Receiver(lambda _: (307, {"Location": inner.url})) as outer:
        sent = send(store, make_hooks(outer.url))
    assert (sent.n_waiting, len(outer.posted), inner.posted) == (1, 1, [])
    assert sent.troubles == (("webhook:desk", "bad redirect (what is sent follows no redirect)"),)


def test_private_addresses_are_closed_unless_the_settings_say_otherwise(store: SqliteStore) -> None:
    """Without allow_private nothing is connected to."""
    queue(store, DELIVERY)
    with Receiver() as receiver:
        sent = send(store, make_hooks(receiver.url, allow_private=False))
    assert receiver.posted == []
    assert sent.troubles[0][1].startswith("private address")


def test_a_receiver_that_asks_for_patience_gets_it(store: SqliteStore) -> None:
    """A Retry-After is kept."""
    queue(store, DELIVERY)
    with Receiver(lambda _: (429, {"Retry-After": "7200"})) as receiver:
        assert send(store, make_hooks(receiver.url)).n_waiting == 1
    assert store.list_deliveries()[0].due_at == NOW + timedelta(hours=2)


@pytest.mark.parametrize(("status", "n_tries"), [(410, 0), (500, MOST_TRIES - 1)])
def test_in_the_end_it_is_given_up(store: SqliteStore, status: int, n_tries: int) -> None:
    """At once where the receiver says that it is gone; else after many tries. It is kept, with the reason."""
    queue(store, replace(DELIVERY, n_tries=n_tries))
    with Receiver(lambda _: (status, {})) as receiver:
        assert send(store, make_hooks(receiver.url)).n_given_up == 1
    (kept,) = store.list_deliveries()
    assert (kept.state, kept.detail) == (DeliveryState.GIVEN_UP, f"http error (status {status})")


def test_a_webhook_that_left_the_settings_waits(store: SqliteStore) -> None:
    """It may come back; nothing is sent meanwhile."""
    queue(store, DELIVERY)
    assert send(store, Channels()).troubles == (("webhook:desk", "the settings name no such webhook any more"),)


def test_an_alert_and_its_deliveries_are_kept_together(store: SqliteStore) -> None:
    """Each webhook that wants alerts gets one for each alert, once, whose id is that of the alert."""
    add(store, *(make_article(f"m{n}", f"Soldiers meet in Gao, Mali, {n}.", when="2025-11-07T12:00") for n in range(4)))
    with store.write() as writer:
        writer.put_situation(Situation(situation_id="mali", title="Mali", facets=(("Mali",),), countries=("ML",)))
        rule = run.make_rule(store, "mali", run.Wish(kind=AlertKind.THRESHOLD, what="reports", least=3, days=7), NOW)
        writer.add_alert_rule(rule)
    (alert,) = run.check_alerts(store, NOW, NOW, ["webhook:desk", "webhook:other"])
    assert run.check_alerts(store, NOW, NOW, ["webhook:desk", "webhook:other"]) == []
    deliveries = store.list_deliveries()
    assert sorted(one.channel for one in deliveries) == ["webhook:desk", "webhook:other"]
    body = json.loads(deliveries[0].body)
    assert (body["id"], body["event"], body["data"]["text"]) == (alert.alert_id, "alert", alert.text)
    assert body["data"]["evidence"][0]["quote"].startswith("Soldiers meet")


def test_a_digest_arrives_as_mail_of_two_parts(store: SqliteStore) -> None:
    """Text and HTML, to every recipient; the id of the message is that of the digest."""
    with MailServer() as server:
        channels = make_mail(server)
        assert run.queue_digest(store, make_digest(), channels, NOW) == 1
        assert run.queue_digest(store, make_digest(), channels, NOW) == 0
        assert send(store, channels).n_sent == 1
    (mail,) = server.taken
    assert (mail.sender, mail.recipients) == ("desk@dateline.example", ("a@news.example", "b@news.example"))
    message = mail.message
    assert message["Message-ID"] == "<digest1@dateline.example>"
    assert message["Subject"] == "Dateline: Mali (deteriorated)"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert run.find_since(store) == NOW


def test_a_hostile_title_makes_no_header(store: SqliteStore) -> None:
    """A title with line ends stays in the subject, as one line, and no picture is loaded by the page."""
    title = "Mali\r\nBcc: spy@evil.example\r\n\r\n<img src=https://evil.example/x.png>"
    with MailServer() as server:
        channels = make_mail(server)
        run.queue_digest(store, make_digest(title), channels, NOW)
        send(store, channels)
    message = server.taken[0].message
    assert message["Bcc"] is None
    assert "Bcc: spy@evil.example" in message["Subject"]
    html = message.get_body(("html",))
    assert html is not None
    assert "<img" not in html.get_content()


def test_mail_waits_until_the_server_takes_it(store: SqliteStore) -> None:
    """A server that is not ready gets it later."""
    with MailServer(refuses=["MAIL"]) as server:
        channels = make_mail(server)
        run.queue_digest(store, make_digest(), channels, NOW)
        first = send(store, channels)
        assert (first.n_waiting, first.troubles[0][0]) == (1, "mail")
        assert "code 451" in first.troubles[0][1]
        server.refuses.clear()
        assert send(store, channels, NOW + FIRST_WAIT).n_sent == 1
    assert len(server.taken) == 1


@pytest.mark.parametrize(("password", "n_sent"), [("right", 1), ("wrong", 0)])
def test_mail_servers_may_ask_who_sends(store: SqliteStore, password: str, n_sent: int) -> None:
    """The user and password of the settings; a wrong one stands in no message."""
    with MailServer(login=("desk", "right")) as server:
        channels = make_mail(server, user="desk", password=password)
        run.queue_digest(store, make_digest(), channels, NOW)
        sent = send(store, channels)
    assert (sent.n_sent, len(server.taken)) == (n_sent, n_sent)
    assert "wrong" not in str(sent.troubles)


def test_a_password_does_not_go_in_the_clear(store: SqliteStore) -> None:
    """By default TLS is asked for; a server that cannot gets nothing."""
    with MailServer(login=("desk", "right")) as server:
        channels = make_mail(server, user="desk", password="right", security="starttls")
        run.queue_digest(store, make_digest(), channels, NOW)
        assert send(store, channels).n_waiting == 1
    assert server.taken == []


@pytest.mark.parametrize("is_trusted", [True, False])
def test_mail_under_tls_goes_to_whom_it_is_meant_for(store: SqliteStore, tmp_path: Path, is_trusted: bool) -> None:
    """Only to a server whose certificate is trusted."""
    file = tmp_path / "trust.pem"
    file.write_text(CERTIFICATE, encoding="ascii")
    with MailServer(tls=make_tls(), login=("desk", "right")) as server:
        settings = {"host": "127.0.0.1", "port": server.port, "security": "tls", "user": "desk", "password": "right"}
        policy = replace(POLICY, trust_file=str(file)) if is_trusted else POLICY
        addresses = {"from": "desk@dateline.example", "to": ["a@news.example"]}
        channels = run.make_channels({**settings, **addresses}, {}, policy)
        run.queue_digest(store, make_digest(), channels, NOW)
        assert send(store, channels).n_sent == is_trusted
    assert len(server.taken) == is_trusted


@pytest.mark.parametrize(
    "settings",
    [
        {"host": ""},
        {"to": []},
        {"to": ["nobody"]},
        {"to": ["a@b.example\nBcc: c@d.example"]},
        {"from": "a@b.example, c@d.example"},
        {"security": "ssl"},
    ],
)
def test_mail_settings_that_cannot_be_are_refused(settings: dict[str, Any]) -> None:
    """Before anything is sent."""
    whole = {"host": "mail.example", "from": "desk@dateline.example", "to": ["a@news.example"], **settings}
    with pytest.raises(DefinitionError):
        run.make_channels(whole, {}, POLICY)


@pytest.mark.parametrize("settings", [{"url": "ftp://x.example"}, {"url": ""}, {"events": ["brief"]}, {"secret": ""}])
def test_webhook_settings_that_cannot_be_are_refused(settings: dict[str, Any]) -> None:
    """An address that is none, an event that is none, no secret to sign with."""
    whole = {"url": "https://desk.example/hook", "secret": "s", **settings}
    with pytest.raises(DefinitionError):
        run.make_channels({}, {"desk": whole}, POLICY)


def test_secrets_stand_in_the_environment_and_in_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "env:NAME" reads it; one that is not set is said by its name; no record shows a secret."""
    hook = {"url": "https://desk.example/hook", "secret": "env:DESK_SECRET"}
    with pytest.raises(BrokenWorldError, match="DESK_SECRET"):
        run.make_channels({}, {"desk": hook}, POLICY)
    monkeypatch.setenv("DESK_SECRET", "s3cret")
    channels = run.make_channels({}, {"desk": hook}, POLICY)
    assert channels.hooks["desk"].secret == "s3cret"
    assert "s3cret" not in repr(channels)


@pytest.mark.parametrize(
    ("events", "event", "expected"), [(["alert"], "digest", []), (["alert"], "alert", ["webhook:desk"])]
)
def test_a_webhook_gets_the_events_it_wants(events: list[str], event: str, expected: list[str]) -> None:
    """All, where the settings say nothing."""
    assert make_hooks("https://desk.example/", events=events).names(event) == expected
    assert make_hooks("https://desk.example/").names(event) == ["webhook:desk"]

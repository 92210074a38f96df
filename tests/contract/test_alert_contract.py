"""What every store does with rules, alerts, deliveries and scheduled work, and how it counts what appeared."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from store_backends import BACKENDS, Place

from dateline.records import (
    Alert,
    AlertKind,
    AlertRule,
    Citation,
    Delivery,
    DeliveryState,
    Link,
    LinkKind,
    QuoteEvidence,
    Span,
)
from dateline.store import Store
from making import LATER, NOW, add, at, make_article

RULE = AlertRule(
    rule_id="r1", situation_id="mali", kind=AlertKind.THRESHOLD, what="attacks", least=5, days=7, added_at=NOW
)
ALERT = Alert(
    alert_id="a1",
    rule_id="r1",
    situation_id="mali",
    kind=AlertKind.THRESHOLD,
    text="5 deadly attacks in 7 days.\nمالي",
    as_of=NOW,
    evidence=(
        QuoteEvidence(
            span=Span(article_id="x", start=0, end=8, quote="“Gunmen”"),
            citations=(Citation(outlet="AFP", url="https://news.example/1"),),
            published_at=NOW,
            known_at=NOW,
        ),
    ),
)
DELIVERY = Delivery(
    delivery_id="d1", channel="webhook:desk", event="alert", body='{"text": "é"}', made_at=NOW, due_at=NOW
)


@pytest.fixture(params=sorted(BACKENDS))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where a store of each kind will be."""
    somewhere = Place(request.param, tmp_path / "store")
    yield somewhere
    somewhere.close()


@pytest.fixture
def store(place: Place) -> Store:
    """An empty store of each kind."""
    return place.open(create=True)


def test_a_rule_is_kept_once_and_can_be_taken_away(store: Store) -> None:
    """Rules come by situation, then in the order they were added."""
    other = replace(RULE, rule_id="r0", situation_id="niger")
    later = replace(RULE, rule_id="r2", added_at=NOW + timedelta(hours=1))
    with store.write() as writer:
        assert [writer.add_alert_rule(one) for one in (other, later, RULE, RULE)] == [True, True, True, False]
    assert store.list_alert_rules() == [RULE, later, other]
    with store.write() as writer:
        assert [writer.remove_alert_rule("r1"), writer.remove_alert_rule("r1")] == [True, False]
    assert store.list_alert_rules() == [later, other]


def test_an_alert_is_kept_once_and_comes_back_whole(store: Store) -> None:
    """Keeping it again gives that nothing was new; it stays when its rule goes."""
    with store.write() as writer:
        writer.add_alert_rule(RULE)
        assert writer.add_alerts([ALERT, ALERT], NOW) == [ALERT]
        assert writer.add_alerts([replace(ALERT, text="otherwise")], NOW) == []
        writer.remove_alert_rule("r1")
    assert store.list_alerts() == [ALERT]


def test_alerts_are_listed_by_situation_and_moment(store: Store) -> None:
    """The latest first; only those after a moment, where one is given."""
    later = replace(ALERT, alert_id="a2", as_of=NOW + timedelta(days=1))
    other = replace(ALERT, alert_id="a3", situation_id="niger", as_of=NOW + timedelta(days=2))
    with store.write() as writer:
        writer.add_alerts([ALERT, later, other], NOW)
    assert store.list_alerts() == [other, later, ALERT]
    assert store.list_alerts("mali") == [later, ALERT]
    assert store.list_alerts(since=NOW) == [other, later]
    assert store.list_alerts("mali", NOW) == [later]


def test_deliveries_wait_until_they_are_settled(place: Place, store: Store) -> None:
    """What waits survives closing the store; what is sent or given up is due no more."""
    second = replace(DELIVERY, delivery_id="d2", due_at=NOW + timedelta(hours=1))
    with store.write() as writer:
        assert writer.add_deliveries([DELIVERY, second, DELIVERY]) == 2
    place.close()
    store = place.open()
    assert store.list_deliveries(NOW) == [DELIVERY]
    tried = replace(DELIVERY, n_tries=1, due_at=NOW + timedelta(minutes=1), detail="status 500")
    with store.write() as writer:
        writer.settle_delivery(tried)
    assert store.list_deliveries(NOW) == []
    assert store.list_deliveries(NOW + timedelta(minutes=1)) == [tried]
    sent = replace(tried, n_tries=2, state=DeliveryState.SENT, detail="")
    with store.write() as writer:
        writer.settle_delivery(sent)
    assert store.list_deliveries(LATER) == [second]
    assert store.list_deliveries() == [sent, second]


def test_it_is_remembered_when_work_was_done(place: Place, store: Store) -> None:
    """Each piece of work has its own last moment, which a restart does not lose."""
    assert store.get_done("digest") is None
    with store.write() as writer:
        writer.put_done("digest", NOW)
        writer.put_done("digest", NOW + timedelta(days=1))
        writer.put_done("alerts", NOW)
    place.close()
    store = place.open()
    assert (store.get_done("digest"), store.get_done("alerts")) == (NOW + timedelta(days=1), NOW)


def test_what_appeared_is_counted_without_copies_and_without_what_came_later(store: Store) -> None:
    """Both ends belong to the stretch; a copy, an undated report and what was not known yet are left out."""
    add(store, make_article("a", when="2025-01-01T00:00"), make_article("b", when="2025-01-02T00:00"))
    add(store, make_article("c", when="2025-01-03T00:00"), make_article("undated", when=None))
    add(store, make_article("late", when="2025-01-02T10:00", known_at=at("2025-01-09T00:00")))
    add(store, make_article("copy", when="2025-01-02T12:00"))
    link = Link(
        kind=LinkKind.DUPLICATE,
        left="copy",
        right="b",
        score=1.0,
        reason="the same words",
        made_by="hand",
        made_at=at("2025-01-02T12:00"),
    )
    with store.write() as writer:
        writer.replace_links([], [link], NOW)
    first, last = at("2025-01-01T00:00"), at("2025-01-03T00:00")
    assert store.view(at("2025-01-05T00:00")).count_published(first, last) == 3
    assert store.view(at("2025-01-02T00:00")).count_published(first, last) == 2
    assert store.view(LATER).count_published(first, last) == 4
    assert store.view(LATER).count_published(at("2025-01-02T00:00"), at("2025-01-02T00:00")) == 1

"""Rules, alerts, deliveries and scheduled work in the SQLite store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from dateline import codec
from dateline.records import Alert, AlertKind, AlertRule, Delivery, DeliveryState
from dateline.store.wire import guard, iso


class AlertView:
    """The part of a store that reads them."""

    _connection: sqlite3.Connection

    @guard
    def list_alert_rules(self) -> list[AlertRule]:
        """The rules, by situation and the order they were added."""
        rows = self._connection.execute(
            "SELECT rule_id, situation_id, kind, what, least, days, added_at FROM alert_rule"
            " ORDER BY situation_id, added_at, rule_id"
        )
        return [
            AlertRule(
                rule_id=row[0],
                situation_id=row[1],
                kind=AlertKind(row[2]),
                what=row[3],
                least=row[4],
                days=row[5],
                added_at=datetime.fromisoformat(row[6]),
            )
            for row in rows
        ]

    @guard
    def list_alerts(self, situation_id: str | None = None, since: datetime | None = None) -> list[Alert]:
        """What fired, of one situation or of all, as of moments after one; the latest first."""
        rows = self._connection.execute(
            "SELECT content FROM alert WHERE as_of > :since AND :situation IN ('', situation_id)"
            " ORDER BY as_of DESC, kept_at DESC, alert_id",
            {"since": iso(since) if since else "", "situation": situation_id or ""},
        )
        return [codec.decode_as(row[0], Alert) for row in rows]

    @guard
    def list_deliveries(self, due_by: datetime | None = None) -> list[Delivery]:
        """Deliveries, the first made first: all, or those that wait and are due by a moment."""
        rows = self._connection.execute(
            "SELECT delivery_id, channel, event, body, made_at, due_at, n_tries, state, detail FROM delivery"
            " WHERE :due_by = '' OR (state = 'waiting' AND due_at <= :due_by) ORDER BY made_at, delivery_id",
            {"due_by": iso(due_by) if due_by else ""},
        )
        return [_delivery(row) for row in rows]

    @guard
    def get_done(self, work: str) -> datetime | None:
        """When a piece of scheduled work was last done."""
        row = self._connection.execute("SELECT done_at FROM done_work WHERE work = ?", (work,)).fetchone()
        return datetime.fromisoformat(row[0]) if row else None


class AlertWriter:
    """The part of a writer that keeps them."""

    _connection: sqlite3.Connection

    def add_alert_rule(self, rule: AlertRule) -> bool:
        """Keep a rule; whether it was new."""
        cursor = self._connection.execute(
            "INSERT INTO alert_rule (rule_id, situation_id, kind, what, least, days, added_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (rule.rule_id, rule.situation_id, rule.kind, rule.what, rule.least, rule.days, iso(rule.added_at)),
        )
        return cursor.rowcount > 0

    def remove_alert_rule(self, rule_id: str) -> bool:
        """Take a rule away; whether it was there. What it told stays."""
        return self._connection.execute("DELETE FROM alert_rule WHERE rule_id = ?", (rule_id,)).rowcount > 0

    def add_alerts(self, alerts: Iterable[Alert], kept_at: datetime) -> list[Alert]:
        """Keep what fired; those that were new."""
        return [
            one
            for one in alerts
            if self._connection.execute(
                "INSERT INTO alert (alert_id, situation_id, as_of, kept_at, content) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (one.alert_id, one.situation_id, iso(one.as_of), iso(kept_at), codec.encode(one)),
            ).rowcount
            > 0
        ]

    def add_deliveries(self, deliveries: Iterable[Delivery]) -> int:
        """Queue what is to be sent; how many were new."""
        return self._connection.executemany(
            "INSERT INTO delivery (delivery_id, channel, event, body, made_at, due_at, n_tries, state, detail)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                (d.delivery_id, d.channel, d.event, d.body, iso(d.made_at), iso(d.due_at), d.n_tries, d.state, d.detail)
                for d in deliveries
            ),
        ).rowcount

    def settle_delivery(self, delivery: Delivery) -> None:
        """What became of a delivery: sent, given up, or to be tried again."""
        self._connection.execute(
            "UPDATE delivery SET due_at = ?, n_tries = ?, state = ?, detail = ? WHERE delivery_id = ?",
            (iso(delivery.due_at), delivery.n_tries, delivery.state, delivery.detail, delivery.delivery_id),
        )

    def put_done(self, work: str, done_at: datetime) -> None:
        """Remember when a piece of scheduled work was done."""
        self._connection.execute(
            "INSERT INTO done_work (work, done_at) VALUES (?, ?) ON CONFLICT (work)"
            " DO UPDATE SET done_at = excluded.done_at",
            (work, iso(done_at)),
        )


def _delivery(row: tuple[Any, ...]) -> Delivery:
    return Delivery(
        delivery_id=row[0],
        channel=row[1],
        event=row[2],
        body=row[3],
        made_at=datetime.fromisoformat(row[4]),
        due_at=datetime.fromisoformat(row[5]),
        n_tries=row[6],
        state=DeliveryState(row[7]),
        detail=row[8],
    )

"""Alerts and digests when they are due by the settings, and what still waits to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from dateline.errors import StoreBusy
from dateline.fetching import Policy
from dateline.records import Alert, DeliveryState
from dateline.run.alerting import check_alerts
from dateline.run.delivering import Channels, DeliveryCounts, deliver, queue_digest
from dateline.run.digesting import WORK as DIGEST
from dateline.run.digesting import write_digest
from dateline.schedules import Schedule, next_due, parse_schedule
from dateline.store import Store

ALERTS = "alerts"  # the work that checks rules, and the lock of all that sends


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledCounts:
    """What one look at the clock led to."""

    alerts: tuple[Alert, ...] = ()
    n_digests: int = 0
    sent: DeliveryCounts = field(default_factory=DeliveryCounts)


def make_schedules(settings: Mapping[str, str]) -> dict[str, Schedule]:
    """The schedules under [schedule], by the work they are for. Raises DefinitionError."""
    return {work: parse_schedule(text) for work, text in settings.items()}


@contextmanager
def hold_sending(store: Store, wait_s: float) -> Iterator[None]:
    """Keep other processes from checking and sending on this store meanwhile. Raises StoreBusy."""
    with store.hold(ALERTS, wait_s=wait_s) as is_held:
        if not is_held:
            raise StoreBusy("Another process checks alerts on this store or sends.", hint="Try again later.")
        yield


def do_scheduled(
    store: Store,
    schedules: Mapping[str, Schedule],
    channels: Channels,
    *,
    policy: Policy,
    clock: Callable[[], datetime],
    stop: Callable[[], bool] = lambda: False,
) -> ScheduledCounts:
    """Check alerts and write digests that are due, then send what waits; nothing where another process is at it."""
    with store.hold(ALERTS, wait_s=0) as is_held:
        if not is_held:
            return ScheduledCounts()
        alerts: list[Alert] = []
        n_digests = 0
        if _is_due(store, schedules, ALERTS, clock()):
            alerts = check_alerts(store, clock(), clock(), channels.names("alert"))
            _remember(store, ALERTS, clock())
        if _is_due(store, schedules, DIGEST, clock()) and not stop():
            n_digests = _write_due_digest(store, channels, clock())
        sent = deliver(store, channels, policy=policy, clock=clock, stop=stop)
    return ScheduledCounts(alerts=tuple(alerts), n_digests=n_digests, sent=sent)


def _is_due(store: Store, schedules: Mapping[str, Schedule], work: str, now: datetime) -> bool:
    """Whether a piece of work is due. What is due at a time of day, and was never done, is counted from now on."""
    if work not in schedules:
        return False
    done_at = store.get_done(work)
    if done_at is None and schedules[work].every is None:
        _remember(store, work, now)
        return False
    return next_due(schedules[work], done_at, now) <= now


def _write_due_digest(store: Store, channels: Channels, now: datetime) -> int:
    since = store.get_done(DIGEST)
    found = write_digest(store, (), since, now) if since is not None else None
    if found is None:
        _remember(store, DIGEST, now)
        return 0
    queue_digest(store, found, channels, now)
    return 1


def _remember(store: Store, work: str, now: datetime) -> None:
    with store.write() as writer:
        writer.put_done(work, now)


def seconds_until_scheduled(store: Store, schedules: Mapping[str, Schedule], now: datetime) -> float:
    """How long until scheduled work, or a delivery that waits, is due: at least a second; infinite where none is."""
    moments = [next_due(schedule, store.get_done(work), now) for work, schedule in schedules.items()]
    moments += [one.due_at for one in store.list_deliveries() if one.state is DeliveryState.WAITING]
    return max(1.0, min(((moment - now).total_seconds() for moment in moments), default=float("inf")))

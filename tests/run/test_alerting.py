"""Rules are looked at over a store as of a moment; scheduled work is done when it is due, once."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dateline import run
from dateline.errors import StoreBusy, UsageError
from dateline.fetching import Policy
from dateline.records import AlertKind, Brief, Coverage, Feed, Section, Sentence, SentenceKind, SentenceNote, Situation
from dateline.run.alerting import list_news
from dateline.situations import cite_opening
from dateline.store import SqliteStore, open_store
from making import add, at, make_article

NOW = at("2025-11-07T12:00")
POLICY = Policy()
WEEK = (
    ("2025-10-30T12:00", "Soldiers of Mali meet in Gao."),
    ("2025-11-01T12:00", "The government of Mali imposes a curfew in Bamako."),
    ("2025-11-05T12:00", "Gunmen attack a market in Gao, Mali, killing 7 civilians."),
    ("2025-11-06T12:00", "Gunmen attack a bus near Mopti, Mali, killing 4 civilians."),
)


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    """Four reports on Mali within a week, the first from a feed."""
    store = open_store(tmp_path / "store", create=True)
    for n, (when, text) in enumerate(WEEK):
        article = make_article(f"m{n}", text, when=when, lang="en")
        add(store, replace(article, source_id="radio") if n == 0 else article)
    with store.write() as writer:
        writer.put_situation(Situation(situation_id="mali", title="Mali", facets=(("Mali",),), countries=("ML",)))
        writer.intake.put_feed(Feed(feed_id="radio", url="https://radio.example/feed"), NOW)
    return store


def want(store: SqliteStore, kind: AlertKind, what: str = "", least: int = 0, days: int = 7) -> None:
    rule = run.make_rule(store, "Mali", run.Wish(kind=kind, what=what, least=least, days=days), NOW)
    with store.write() as writer:
        writer.add_alert_rule(rule)


def check(store: SqliteStore, as_of: datetime = NOW) -> list[str]:
    return [one.text for one in run.check_alerts(store, as_of, NOW)]


def test_every_kind_is_looked_at(store: SqliteStore) -> None:
    """Each on what the store holds; all of them once."""
    want(store, AlertKind.THRESHOLD, "reports", 3)
    want(store, AlertKind.THRESHOLD, "killed", 11)
    want(store, AlertKind.THRESHOLD, "attacks", 3)
    want(store, AlertKind.EPISODE)
    want(store, AlertKind.SEARCH, "bus Mopti")
    want(store, AlertKind.SILENCE, "radio")
    want(store, AlertKind.CHANGE, "office")
    want(store, AlertKind.CHANGE, "direction")
    assert sorted(check(store)) == [
        "11 people killed at least in the 7 days to 7 November 2025 (the rule says 11).",
        "3 reports in the 7 days to 7 November 2025 (the rule says 3).",
        "Curfew began, reported on 1 November 2025.",
        "Gunmen attack a bus near Mopti, Mali, killing 4 civilians.",
        "No report from the feed 'radio' since 30 October 2025, for 8 days.",
    ]
    assert check(store) == []


def test_a_new_sentence_of_the_brief_fires(store: SqliteStore) -> None:
    """What the brief of two days ago could not have."""
    want(store, AlertKind.CHANGE, "brief", days=2)
    found = run.check_alerts(store, NOW, NOW)
    assert any("Mopti" in one.text for one in found)
    assert all(one.evidence[0].published_at > NOW - timedelta(days=3) for one in found)


def test_nothing_later_is_seen(store: SqliteStore) -> None:
    """As of the 4th, the attacks of the 5th and 6th are not known; looked at later, they fire."""
    want(store, AlertKind.SEARCH, "Gunmen")
    assert check(store, at("2025-11-04T12:00")) == []
    assert len(check(store)) == 2
    assert all(one.as_of == NOW for one in store.list_alerts())


def test_a_report_that_comes_in_late_still_fires(store: SqliteStore) -> None:
    """It was published before the last check, and was not in the store then."""
    want(store, AlertKind.SEARCH, "Gunmen")
    check(store)
    add(store, make_article("late", "Gunmen rob a bank in Kayes, Mali.", when="2025-11-05T08:00", lang="en"))
    assert check(store) == ["Gunmen rob a bank in Kayes, Mali."]


def test_a_situation_without_reports_stops_no_other(store: SqliteStore) -> None:
    """Its rules wait; the others are looked at."""
    with store.write() as writer:
        writer.put_situation(Situation(situation_id="iceland", title="Iceland", facets=(("Iceland",),)))
    rule = run.make_rule(store, "iceland", run.Wish(kind=AlertKind.SILENCE, days=1), NOW)
    with store.write() as writer:
        writer.add_alert_rule(rule)
    want(store, AlertKind.SEARCH, "curfew")
    assert len(check(store)) == 1


def test_a_rule_is_found_by_how_it_begins(store: SqliteStore) -> None:
    """UsageError where none is meant, or more than one."""
    want(store, AlertKind.SEARCH, "curfew")
    (rule,) = store.list_alert_rules()
    assert run.find_rule(store, rule.rule_id[:3]) == rule
    for name in ("", "zzz"):
        with pytest.raises(UsageError):
            run.find_rule(store, name)


def do(store: SqliteStore, now: datetime, **settings: str) -> run.ScheduledCounts:
    schedules = run.make_schedules(settings)
    return run.do_scheduled(store, schedules, run.Channels(), policy=POLICY, clock=lambda: now)


def test_alerts_are_checked_when_they_are_due(store: SqliteStore) -> None:
    """At once, then not before the interval is over; the store remembers across restarts."""
    want(store, AlertKind.SEARCH, "Gunmen")
    assert len(do(store, NOW, alerts="every 15 minutes").alerts) == 2
    add(store, make_article("new", "Gunmen rob a bank in Kayes, Mali.", when="2025-11-07T12:01", lang="en"))
    assert do(store, NOW + timedelta(minutes=14), alerts="every 15 minutes").alerts == ()
    assert len(do(store, NOW + timedelta(minutes=15), alerts="every 15 minutes").alerts) == 1


def test_a_digest_is_due_at_its_time_and_missed_ones_are_one(store: SqliteStore) -> None:
    """Counted from the first look; after days without any, one digest tells of all of them."""
    assert do(store, NOW, digest="daily 07:00").n_digests == 0
    assert do(store, at("2025-11-08T06:59"), digest="daily 07:00").n_digests == 0
    assert do(store, at("2025-11-11T09:00"), digest="daily 07:00").n_digests == 1
    assert run.find_since(store) == at("2025-11-11T09:00")
    assert do(store, at("2025-11-11T09:01"), digest="daily 07:00").n_digests == 0


def test_only_one_process_checks_and_sends(store: SqliteStore, tmp_path: Path) -> None:
    """While another is at it nothing is done by a schedule, and asked for by hand it is said."""
    want(store, AlertKind.SEARCH, "Gunmen")
    other = open_store(tmp_path / "store")
    with run.hold_sending(other, 0):
        assert do(store, NOW, alerts="every 15 minutes") == run.ScheduledCounts()
        with pytest.raises(StoreBusy), run.hold_sending(store, 0):
            pass
    assert do(store, NOW, alerts="every 15 minutes").alerts


def test_the_pause_ends_when_something_is_due(store: SqliteStore) -> None:
    """Work or a delivery, whichever comes first; at least a second, and without either for ever."""
    schedules = run.make_schedules({"alerts": "every 15 minutes"})
    assert run.seconds_until_scheduled(store, {}, NOW) == float("inf")
    assert run.seconds_until_scheduled(store, schedules, NOW) == 1.0
    with store.write() as writer:
        writer.put_done("alerts", NOW)
    assert run.seconds_until_scheduled(store, schedules, NOW + timedelta(minutes=5)) == 600.0


def test_the_same_day_is_named_where_a_sentence_stands_alone() -> None:
    """Without the sentence before it, nobody knows which day is the same."""
    evidence = (cite_opening(make_article("a", when="2025-11-06T12:00")),)

    def sentence(text: str, note: SentenceNote | None = SentenceNote.ADDED) -> Sentence:
        return Sentence(text=text, kind=SentenceKind.QUOTED, evidence=evidence, note=note)

    told = (
        sentence("On 6 November 2025, the army left Gao.", None),
        sentence("The same day, a court met."),
        sentence("On 7 November 2025, it rained.", SentenceNote.CONFIRMED),
    )
    coverage = Coverage(n_articles=1, n_outlets=1, languages=(("en", 1),), first_at=NOW, last_at=NOW)
    brief = Brief(
        situation_id="mali",
        title="Mali",
        as_of=NOW,
        made_by="hand",
        sections=(Section(title="Now", sentences=told),),
        sources=(),
        coverage=coverage,
    )
    assert [one.text for one in list_news(brief)] == ["On 6 November 2025, a court met."]

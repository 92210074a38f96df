"""A small store made by hand, that the API and the MCP server are asked over."""

from __future__ import annotations

from datetime import UTC, datetime

from dateline import run
from dateline.records import (
    AlertKind,
    Citation,
    CorrectionKind,
    Failure,
    Feed,
    FeedState,
    MarkKind,
    Poll,
    PollReason,
    Situation,
)
from dateline.store import Store
from making import add, at, make_article, make_observation

NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)
MONTHS = [(of, n) for of in range(2020, 2025) for n in range(1, 13)]  # of which deaths are counted
MALI = Situation(
    situation_id="mali",
    title="Mali: blockade and junta",
    facets=(("Mali", "Bamako", "Gao"),),
    countries=("ML",),
    actors=(("JNIM", ("Jama'at Nusrat",)),),
)
TOLD = (
    ("r01", "2025-09-03T10:00", "Reuters", "JNIM imposes a blockade on fuel trucks that enter Mali, the army says."),
    ("r02", "2025-09-12T08:00", "AFP", "JNIM gunmen killed 12 soldiers in an attack on a convoy near Kayes in Mali."),
    ("r03", "2025-09-13T09:00", "BBC News", "At least 14 soldiers were killed in the attack near Kayes, Mali said."),
    ("r04", "2025-09-28T08:30", "Reuters", "Schools in Bamako close as the blockade of Mali enters a fourth week."),
    ("r05", "2025-10-05T12:00", "France 24", "Mali's leader Assimi Goïta visits Niger and meets General Tchiani."),
    (
        "r06",
        "2025-10-20T07:15",
        "AFP",
        "France condemns the blockade and sanctions two commanders of JNIM in Mali."
        " Security there has worsened since 2023, it says.",
    ),
    ("r07", "2025-10-31T18:00", "Al Jazeera", "The blockade of Bamako goes on, Mali's army escorted 80 fuel trucks."),
    ("r08", "2025-11-06T06:00", "Reuters", "JNIM gunmen attacked Gao in Mali, killing 7 civilians, officials said."),
    (
        "r09",
        "2025-11-07T09:00",
        "AFP",
        "Mali's army retook the road to Gao. Soldiers killed 20 JNIM fighters there.",
    ),
    ("r10", "2025-11-20T10:00", "Reuters", "JNIM lifts its blockade of Bamako in Mali after talks in Zalimbuktu."),
    ("r11", "2026-01-15T10:00", "AFP", "Mali's government and JNIM sign a ceasefire in Orvanistan, mediators say."),
)


def fill(store: Store) -> None:
    """Put everything in that the API can show; two reports are of after NOW."""
    reports = [
        make_article(
            name, text, when=when, lang="en", title=text.split(",")[0],
            citations=(Citation(outlet=outlet, url=f"https://news.example/{name}"),),
        )
        for name, when, outlet, text in TOLD
    ]  # fmt: skip
    add(store, *reports)
    feed = Feed(feed_id="news", url="https://news.example/feed", outlet="Reuters", headers=(("X-Key", "a secret"),))
    with store.write() as writer:
        writer.put_situation(MALI)
        writer.add_observations([make_observation(float(of - 2012), period=f"{of}-{n:02}") for of, n in MONTHS])
        writer.add_failures([Failure(stage="import", source_id="a.jsonl", record_id="3", reason="no text")], NOW)
        writer.put_marks(["r08"], MarkKind.SAVED, NOW)
        writer.intake.put_feed(feed, NOW)
        writer.intake.put_states([FeedState(feed_id="news", polled_at=at("2025-11-07T08:00"))])
        poll = Poll(feed_id="news", polled_at=at("2025-11-07T08:00"), reason=PollReason.OK, status=200, n_items=3)
        writer.intake.add_polls([poll])
    run.update_stories(store, at("2026-02-01T00:00"), with_meaning=False)
    run.read_ahead(store, at("2026-02-01T00:00"))
    run.decide(store, MALI, ["r05"], CorrectionKind.KEEP, NOW)
    run.decide(store, MALI, ["r11"], CorrectionKind.KEEP, at("2026-02-01T00:00"))
    run.pin_report(store, "r03", "r02", NOW)
    for moment in ("2025-10-10T00:00", "2025-11-07T00:00", "2026-02-01T00:00"):
        brief = run.write_brief(store, "mali", at(moment))
        assert brief is not None
        run.keep_brief(store, brief, NOW)
    run.save_search(store, "fuel", run.parse_query("blockade actor:=jnim"), NOW)
    rules = [run.Wish(kind=AlertKind.SEARCH, what="blockade", days=60), run.Wish(kind=AlertKind.EPISODE, days=60)]
    with store.write() as writer:
        for wish in rules:
            writer.add_alert_rule(run.make_rule(store, "mali", wish, NOW))
    for moment in ("2025-10-10T00:00", "2025-11-07T00:00", "2026-02-01T00:00"):
        run.check_alerts(store, at(moment), NOW)

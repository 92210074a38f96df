"""A store of reports that attack whoever shows them, for tests of what pages do with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from dateline import run
from dateline.records import (
    About,
    AlertKind,
    Article,
    Citation,
    CorrectionKind,
    Failure,
    Feed,
    Link,
    LinkKind,
    MarkKind,
    Situation,
)
from dateline.store import Store
from making import NOW as IMPORTED
from making import add, at, make_article, write_jsonl

NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)
STORY = 500  # reports of one
IN_MALI = 40  # of these; the others only have to be shown
OVERRIDE, ISOLATE = "\u202e", "\u2067"  # they turn the writing direction, and nothing turns it back
ATTACKS = (
    "<script>window.hacked=1</script>",
    "</title></textarea></script><script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "'><svg onload=window.hacked=1>",
    '"><a href="javascript:window.hacked=1" autofocus onfocus=window.hacked=1>here</a>',
    '" style="position:fixed;inset:0" onmouseover="window.hacked=1" x="',
    '<base href="https://evil.example/"><link rel=stylesheet href=//evil.example/x.css><iframe src=//evil.example>',
    '"><div hx-get="https://evil.example/" hx-trigger="load" hx-on::load="window.hacked=1" data-hx-get="/x"></div>',
    "{{ 7*7 }} {% raw %} {{ ''.__class__.__mro__ }} {# #} ${7*7} <%= 7*7 %>",
    f"{OVERRIDE}txt.exe {ISOLATE}never closed",
    "zero\u200bwidth\u200d\ufeffjoined\u00ad",
    "null\x00 bell\x07 escape\x1b[31mred\x1b]0;title\x07 delete\x7f next\x85",
    "lone \ud800 and \udfff surrogates",
    "e" + "\u0301" * 5_000,
    "w" * 100_000,
    "👩‍👩‍👧‍👦🏳️‍🌈🇲🇱 صحيفة الشرق الأوسط תל אביב",
    "&lt;script&gt;&amp;&#60;b&#62;",
    "--><!-- ]]> <![CDATA[ <plaintext>",
)
URLS = (
    "javascript:window.hacked=1",
    "JaVaScRiPt:window.hacked=1//https://news.example/",
    " javascript:window.hacked=1",
    "java\nscript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    "vbscript:x",
    "//evil.example/x",
    'https://news.example/" onclick="window.hacked=1',
    "https://news.example/ok",
    "http://[broken",
    "https://" + "l" * 10_000 + ".example/",
)


def storable(text: str) -> str:
    """Text without what no store holds; such text comes by import (see _write_raw)."""
    return text.encode("utf-8", "replace").decode("utf-8")


WORDS = " ".join(ATTACKS[:12])
TITLE = storable(WORDS)[:280]


def fill(store: Store, folder: Path) -> None:
    """Put all of it in: in every field of a report, in a situation, a feed, titles, decisions, failures, a brief."""
    reports = [_attack(number, words) for number, words in enumerate(ATTACKS)]
    told = [_tell(number) for number in range(STORY)]
    add(store, *reports, *told, _long(), _cited(), _outlet())
    run.import_path(store, str(_write_raw(folder)), now=IMPORTED)
    situation = Situation(
        situation_id="mali",
        title=storable(WORDS),
        facets=(("Mali", "Gao"),),
        countries=("ML",),
        actors=((storable(WORDS), ("Gunmen",)),),
    )
    feed = Feed(feed_id="evil", url="https://news.example/feed", outlet=TITLE, title=TITLE)
    failure = Failure(stage="import", source_id=TITLE, record_id="1", reason=TITLE, detail=TITLE)
    with store.write() as writer:
        writer.put_situation(situation)
        writer.intake.put_feed(feed, NOW)
        writer.add_failures([failure], NOW)
        writer.put_marks(["a00", "s001"], MarkKind.SAVED, NOW)
        writer.replace_links([], [_join(one) for one in told], NOW)
    run.read_ahead(store, NOW)
    _decide(store, situation)


def _decide(store: Store, situation: Situation) -> None:
    """What a reader does with it."""
    run.rename_story(store, "s000", TITLE, NOW)
    run.decide(store, situation, ["a01"], CorrectionKind.KEEP, NOW)
    run.correct_actor(store, "s001", "Gunmen", None, now=NOW, everywhere=False, was=None)
    run.save_search(store, "saved", run.parse_query(f"Gunmen {ATTACKS[0]}"), NOW)
    wishes = (run.Wish(kind=AlertKind.THRESHOLD, what="reports", least=1), run.Wish(kind=AlertKind.SEARCH, what=TITLE))
    rules = [run.make_rule(store, "mali", wish, NOW) for wish in wishes]
    with store.write() as writer:
        for rule in rules:
            writer.add_alert_rule(rule)
    run.check_alerts(store, NOW, NOW)
    brief = run.write_brief(store, "mali", NOW)
    assert brief is not None
    run.keep_brief(store, brief, NOW)


def _attack(number: int, words: str) -> Article:
    """A report that is an attack in every field."""
    text = storable(words)
    return make_article(
        f"a{number:02}",
        f"{text} Gunmen killed 3 soldiers in Gao, Mali, {text[:500]} said.",
        when="2025-11-05T10:00",
        title=text,
        lang=text[:40],
        citations=tuple(Citation(outlet=text[:2_000], url=storable(url)) for url in URLS),
        topics=(text[:2_000],),
        about=About(authors=(text[:2_000], text[:2_000]), agency=text[:100], section=text[:100], image_url=URLS[0]),
    )


def _tell(number: int) -> Article:
    """One of the reports of the long story."""
    words = storable(ATTACKS[number % len(ATTACKS)][:300])
    told = f"Gunmen attacked Gao in Mali, killing {number + 2} soldiers, {words} said. The army left {words}."
    return make_article(
        f"s{number:03}",
        told if number < IN_MALI else words,
        when=(at("2025-10-01T00:00") + timedelta(hours=number)).isoformat()[:16],
        lang="en",
        title=words,
        citations=(Citation(outlet=f"Outlet {number} {words[:100]}", url=storable(URLS[number % len(URLS)])),),
    )


def _long() -> Article:
    sentence = "Gunmen killed 12 soldiers near Kano in Nigeria, the army said. "
    return make_article("long", sentence * (2_000_000 // len(sentence)), when="2025-11-06T10:00", lang="en")


def _cited() -> Article:
    cited = tuple(Citation(outlet=f"Outlet {n}", url=URLS[n % len(URLS)]) for n in range(400))
    return make_article("cited", "Gunmen attacked Gao in Mali.", when="2025-11-06T11:00", lang="en", citations=cited)


def _outlet() -> Article:
    cited = (Citation(outlet="Outlet" * 1_700),)
    return make_article("outlet", "Gunmen attacked Gao, Mali.", when="2025-11-06T12:00", lang="en", citations=cited)


def _join(report: Article) -> Link:
    return Link(
        kind=LinkKind.JOINED, left=report.article_id, right="s000", score=1.0, reason=TITLE, made_by="by hand",
        made_at=report.known_at,
    )  # fmt: skip


def _write_raw(folder: Path) -> Path:
    """A file to import: its lines hold escapes of lone surrogates and bytes that are no UTF-8."""
    file = write_jsonl(folder / "raw.jsonl", [])
    lines = [
        rb'{"id": "raw1", "text": "lone \ud800 and \udfff surrogates in Gao, Mali", "published_at": "2025-11-04"}',
        b'{"id": "raw2", "text": "bytes \xff\xfe\xc3( in Gao, Mali", "published_at": "2025-11-04"}',
    ]
    file.write_bytes(b"\n".join(lines) + b"\n")
    return file

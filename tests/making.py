"""Records and files made by hand, for every test that needs some."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dateline.records import Article, Citation, Failure, Observation, Page, Passage, Reading, Span
from dateline.run.landing import read_page
from dateline.sources import read_path
from dateline.sources.skips import Skipped
from dateline.store import Store

NOW = datetime(2025, 11, 8, 12, tzinfo=UTC)
LATER = datetime(2199, 1, 1, tzinfo=UTC)  # a moment by which every dated report is known
DEMO = Path(__file__).resolve().parents[1] / "src" / "dateline" / "data" / "demo"
MEASURES = ("ucdp_fatalities_by_month.csv", "unhcr_displacement_by_year.csv")


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def make_article(
    article_id: str, text: str = "The army left Gao.", *, when: str | None = "2025-01-01T12:00", **fields: Any
) -> Article:
    """A report known at the moment it appeared; undated when `when` is None."""
    moment = at(when) if when else None
    dates = {"published_at": moment, "known_at": moment, **fields}
    return Article(article_id=article_id, source_id="by hand", text=text, **dates)


def make_full_article(article_id: str) -> Article:
    """A report with every field filled."""
    return Article(
        article_id=article_id,
        source_id="reports.jsonl",
        text="Le président Assimi Goïta “a quitté” Gao.\nمالي",
        title="Mali : départ",
        lang="fr",
        published_at=at("2025-01-01T00:00"),
        known_at=at("2025-01-01T23:59:59.999999"),
        citations=(Citation(outlet="AFP via France 24", url="https://news.example/1"), Citation(outlet="Reuters")),
        topics=("Mali War", "Sahel; and more"),
    )


def make_reading(article: Article, made_by: str, *acts: str) -> Reading:
    """A reading of one passage: the whole text."""
    span = Span(article_id=article.article_id, start=0, end=len(article.text), quote=article.text)
    passage = Passage(span=span, position=0, is_sentence=True, acts=acts, deaths=3, names=("Gao",))
    return Reading(article_id=article.article_id, made_by=made_by, passages=(passage,))


def make_observation(
    value: float = 1.0, *, period: str = "2024-01", released: str = "2025-06-30", **fields: Any
) -> Observation:
    """The row of one month."""
    start = date.fromisoformat(f"{period}-01")
    row = {
        "series_id": "ucdp:MLI:fatalities",
        "iso3": "MLI",
        "country": "Mali",
        "measure": "deaths in organised violence",
        "unit": "deaths",
        "period_start": start,
        "period_end": start.replace(day=28),
        "value": value,
        "released_at": date.fromisoformat(released),
        "source": "UCDP",
    }
    return Observation(**{**row, **fields})


def add(store: Store, *articles: Article) -> int:
    """Keep articles in one transaction; how many were new."""
    with store.write() as writer:
        return writer.add_articles(articles, NOW)


def ids(articles: Iterable[Article]) -> list[str]:
    """The ids, in order."""
    return [article.article_id for article in articles]


def read_items(path: Path | str) -> list[Article | Failure]:
    """What an import makes of every record under a path, without a store."""
    items = read_path(str(path), now=NOW)
    outcomes = [read_page(item).outcome if isinstance(item, Page) else item for item in items]
    return [item for item in outcomes if not isinstance(item, Skipped)]


def write_jsonl(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """A file with one JSON object a line."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def read_demo_reports() -> list[dict[str, Any]]:
    """The records of the bundled reports."""
    lines = (DEMO / "sahel_reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]

"""How much of real pages' text, titles, dates and authors is found, and how fast, beside two peers in the same run.

The gold is a folder `<country>/<Outlet>.json` with one entry for each of the pages beside it, `<Outlet>_<day>.html.gz`,
in the order of their versions. A page's gold text is its summary, headlines between paragraphs and paragraphs: what
a reader sees below the headline. Nothing is fitted on a part of the pages, so that there is no part to leave out;
`body_f1_worst_fold` is the lowest mean of five folds of outlets and says how far the mean hangs on a few of them.
"""

from __future__ import annotations

import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bench.report import Metric, Outcome
from dateline.extract import read_page
from dateline.extract import second as slow_path
from dateline.records import Extraction

NAME = "extraction"
N_FOLDS = 5
# A word, or one character of a script that writes without spaces.
_TOKEN = re.compile(r"[぀-ヿ㐀-鿿]|[^\W぀-ヿ㐀-鿿]+")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WARM_UP = b"<html><body><p>" + b"The army said on Friday that it had left the town. " * 9 + b"</p></body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """One page and what a person would find in it."""

    outlet: str
    name: str
    body: bytes = field(repr=False)
    text: str
    title: str
    day: datetime
    authors: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What everyone found in one page."""

    own: Extraction
    trafilatura: Any
    resiliparse: str


def measure(data: Path | None) -> Outcome:
    """The bench; without figures where the folder of pages is not there."""
    pages = list(read_gold(data)) if data is not None and data.is_dir() else []
    if not pages:
        note = "No folder of news pages with gold: nothing was measured."
        return Outcome(bench=NAME, metrics=(), notes=(note,))
    readings, seconds = _read_all(pages)
    own = [bag_f1(reading.own.text, page.text) for page, reading in zip(pages, readings, strict=True)]
    pairs = list(zip(pages, readings, strict=True))
    metrics = (
        _mean("body_f1", own, "bag of words, mean of pages"),
        _mean("body_f1_worst_fold", [min(_folds(pages, own))], f"lowest of {N_FOLDS} folds of outlets"),
        _mean("body_f1_trafilatura", [bag_f1(_text(r.trafilatura), page.text) for page, r in pairs], "peer"),
        _mean("body_f1_resiliparse", [bag_f1(r.resiliparse, page.text) for page, r in pairs], "peer"),
        _mean("title_exact", [_line(r.own.title) == page.title for page, r in pairs]),
        _mean("title_exact_trafilatura", [_line(_title(r.trafilatura)) == page.title for page, r in pairs], "peer"),
        _mean("date_same_day", [own_day(r.own, page.day) == page.day.date() for page, r in pairs]),
        _mean("date_same_day_trafilatura", [_day(r.trafilatura) == page.day.date() for page, r in pairs], "peer"),
        _mean("authors_f1", [set_f1(r.own.authors, page.authors) for page, r in pairs if page.authors]),
        _rate("pages_per_cpu_s", len(pages), seconds["own"]),
        _rate("pages_per_cpu_s_trafilatura", len(pages), seconds["trafilatura"], "peer"),
        _rate("pages_per_cpu_s_resiliparse", len(pages), seconds["resiliparse"], "peer, text only"),
        _ratio("ratio_to_trafilatura", seconds["trafilatura"] / seconds["own"], "with_metadata: the same fields"),
        _ratio("ratio_to_trafilatura_text", seconds["trafilatura_text"] / seconds["own"], "its text alone"),
        _mean("slow_path", [needs_slow_path(page.body) for page in pages], "share sent to trafilatura"),
    )
    return Outcome(bench=NAME, metrics=metrics, shown=tuple(_faults(pairs, own)))


def read_gold(folder: Path) -> Iterator[GoldPage]:
    """All pages of a folder with their gold."""
    for table in sorted(folder.glob("*/*.json")):
        versions = json.loads(table.read_text(encoding="utf-8"))
        files = sorted(table.parent.glob(f"{table.stem}_[0-9]*.html.gz"))
        names = sorted(versions, key=lambda name: [int(number) for number in re.findall(r"\d+", name)])
        for file, name in zip(files, names, strict=True):
            gold = versions[name]
            yield GoldPage(
                outlet=f"{table.parent.name}/{table.stem}",
                name=file.name,
                body=gzip.decompress(file.read_bytes()),
                text=gold_text(gold["body"]),
                title=_line(gold["title"]),
                day=datetime.fromisoformat(gold["publishing_date"]),
                authors=frozenset(gold.get("authors") or ()),
            )


def gold_text(body: dict[str, Any]) -> str:
    """A gold body as one text: summary, and the headlines and paragraphs of its sections."""
    lines = list(body["summary"])
    for section in body["sections"]:
        lines += [*section["headline"], *section["paragraphs"]]
    return "\n".join(lines)


def bag_f1(found: str, gold: str) -> float:
    """The harmonic mean of precision and recall over words as a bag, in one normal form of Unicode."""
    left, right = (Counter(_TOKEN.findall(unicodedata.normalize("NFC", text).lower())) for text in (found, gold))
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0


def set_f1(found: Iterable[str], gold: Iterable[str]) -> float:
    """The harmonic mean of precision and recall over sets."""
    left, right = frozenset(found), frozenset(gold)
    return 2 * len(left & right) / (len(left) + len(right)) if left | right else 1.0


def own_day(found: Extraction, gold: datetime) -> date | None:
    """The day that a page states, in the zone in which it states it."""
    if _ISO_DAY.match(found.stated_date):
        return date.fromisoformat(found.stated_date[:10])
    if found.published_at is None:
        return None
    return (found.published_at.astimezone(gold.tzinfo) if gold.tzinfo else found.published_at).date()


def needs_slow_path(body: bytes) -> bool:
    """Whether reading a page calls the slower extractor."""
    calls: list[bytes] = []
    original = slow_path.read_slowly

    def read_and_count(raw: bytes) -> str:
        calls.append(raw)
        return original(raw)

    slow_path.read_slowly = read_and_count
    try:
        read_page(body)
    finally:
        slow_path.read_slowly = original
    return bool(calls)


def _read_all(pages: Sequence[GoldPage]) -> tuple[list[Readings], dict[str, float]]:
    """Each page read by everyone, one after another, so that a busy machine is busy for all; libraries are loaded."""
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    seconds = dict.fromkeys(("own", "trafilatura", "trafilatura_text", "resiliparse"), 0.0)

    def timed(name: str, call: Callable[[], Any]) -> Any:
        start = time.process_time()
        answer = call()
        seconds[name] += time.process_time() - start
        return answer

    for call in (read_page, trafilatura.bare_extraction):
        call(_WARM_UP)
    readings = []
    for body in (page.body for page in pages):
        own = timed("own", partial(read_page, body))
        full = timed("trafilatura", partial(trafilatura.bare_extraction, body, with_metadata=True))
        timed("trafilatura_text", partial(trafilatura.bare_extraction, body))
        plain = timed("resiliparse", partial(_read_by_resiliparse, body, extract_plain_text))
        readings.append(Readings(own=own, trafilatura=full, resiliparse=plain))
    return readings, seconds


def _read_by_resiliparse(body: bytes, extract: Callable[..., str]) -> str:
    return extract(body.decode("utf-8", "replace"), main_content=True)


def _folds(pages: Sequence[GoldPage], scores: Sequence[float]) -> Iterator[float]:
    """The mean of each fold of outlets."""
    outlets = sorted({page.outlet for page in pages})
    for number in range(min(N_FOLDS, len(outlets))):
        fold = set(outlets[number::N_FOLDS])
        own = [score for page, score in zip(pages, scores, strict=True) if page.outlet in fold]
        yield sum(own) / len(own)


def _faults(pairs: Sequence[tuple[GoldPage, Readings]], scores: Sequence[float]) -> Iterator[str]:
    for (page, reading), score in zip(pairs, scores, strict=True):
        if score < 0.9:
            yield f"{page.name}: body F1 {score:.3f}"
        if _line(reading.own.title) != page.title:
            yield f"{page.name}: title {reading.own.title!r}, gold {page.title!r}"
        if own_day(reading.own, page.day) != page.day.date():
            yield f"{page.name}: date {reading.own.stated_date!r}, gold {page.day}"


def _text(document: Any) -> str:
    return getattr(document, "text", None) or ""


def _title(document: Any) -> str:
    return getattr(document, "title", None) or ""


def _day(document: Any) -> date | None:
    stated = getattr(document, "date", None)
    return date.fromisoformat(stated[:10]) if stated else None


def _line(text: str) -> str:
    return " ".join(text.split())


def _mean(name: str, values: Sequence[float], note: str = "") -> Metric:
    value = sum(values) / len(values) if values else None
    return Metric(name=name, value=value, unit="share", n=len(values), note=note)


def _ratio(name: str, value: float, note: str) -> Metric:
    return Metric(name=name, value=value, unit="times", note=note)


def _rate(name: str, n_pages: int, seconds: float, note: str = "") -> Metric:
    return Metric(name=name, value=n_pages / max(seconds, 1e-9), unit="pages/CPU-s", n=n_pages, note=note)

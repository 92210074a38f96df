"""Build the demonstration data under ``src/dateline/data/demo`` from the upstream files.

Usage::

    python tools/build_demo_data.py --upstream DIR --out src/dateline/data/demo

``DIR`` holds the upstream files, none of which is fetched by this script:

    wcep/sahel_lines_2002_2026.jsonl            dated lines: date, topic, text, outlets
    wcep/sahel_structured_2025_2026.jsonl       the same kind of line with story path and links
    measures/ucdp_country_month_1989_2024.csv   deaths by country and month, from UCDP GED 25.1
    measures/unhcr/population.rda               population figures of the UNHCR Refugee Data Finder

Three files are written: ``sahel_reports.jsonl``, ``ucdp_fatalities_by_month.csv`` and
``unhcr_displacement_by_year.csv``. The same input always gives the same bytes. What each file
holds, and what was changed, is told in ``ATTRIBUTION.md`` beside them.

Needs pandas and pyreadr (the ``data`` extra).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadr

SAME_TEXT_RATIO = 0.9

COUNTRIES = {"MLI": "Mali", "BFA": "Burkina Faso", "NER": "Niger"}
NEIGHBOURS = {
    "MLI": ("BFA", "CIV", "DZA", "GIN", "MRT", "NER", "SEN"),
    "BFA": ("BEN", "CIV", "GHA", "MLI", "NER", "TGO"),
    "NER": ("BEN", "BFA", "DZA", "LBY", "MLI", "NGA", "TCD"),
}
COUNTRY_NAMES = COUNTRIES | {
    "BEN": "Benin",
    "CIV": "Ivory Coast",
    "DZA": "Algeria",
    "GHA": "Ghana",
    "GIN": "Guinea",
    "LBY": "Libya",
    "MRT": "Mauritania",
    "NGA": "Nigeria",
    "SEN": "Senegal",
    "TCD": "Chad",
    "TGO": "Togo",
}

UCDP_RELEASE = "2025-06-30"
UNHCR_FIRST_YEAR = 1990
SERIES_COLUMNS = (
    "series_id",
    "iso3",
    "country",
    "measure",
    "unit",
    "period_start",
    "period_end",
    "value",
    "released_at",
)

CATEGORIES = {
    "armed conflicts and attacks": "Armed conflicts and attacks",
    "armed conflict and attacks": "Armed conflicts and attacks",
    "attacks and armed conflicts": "Armed conflicts and attacks",
    "armed conflict": "Armed conflicts and attacks",
    "arts and culture": "Arts and culture",
    "business and economy": "Business and economy",
    "business and economics": "Business and economy",
    "disasters and accidents": "Disasters and accidents",
    "disasters": "Disasters and accidents",
    "health and environment": "Health and environment",
    "health and medicine": "Health and environment",
    "health": "Health and environment",
    "international relations": "International relations",
    "law and crime": "Law and crime",
    "politics and elections": "Politics and elections",
    "politics and election": "Politics and elections",
    "politics": "Politics and elections",
    "science and technology": "Science and technology",
    "science": "Science and technology",
    "sports": "Sports",
    "sport": "Sports",
    "in association football": "Sports",
    "uncategorized": "",
}

PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‚‛′`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
    }
)
SENTENCE_END = re.compile(r"[.!?…]['\"’”)\]]*$")
INNER_SENTENCE_END = re.compile(r"[.!?]['\"’”)\]]*\s")
PARENTHESIS = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
TRAILING_PARENTHESES = re.compile(r"(?:\s*\((?:[^()]|\([^()]*\))*\),?)+\s*$")
NOT_AN_OUTLET = re.compile(r"subscription|link dead", re.IGNORECASE)
PERIOD_OF_YEARS = re.compile(r"(?:[A-Z][a-z]+ )?\d{4}(?:\s*[-–—]\s*(?:present|\d{2,4}))?")
LINK_NUMBERS = re.compile(r":\s*\d+(?:\s*,\s*\d+)*$")
TOPIC_SEPARATOR = re.compile(r"\s*;\s*|\s*,\s+(?!\d{4}$)")


@dataclass
class Source:
    """An outlet cited for a report, with the address of the article when it is known."""

    outlet: str
    url: str | None = None


@dataclass
class Report:
    """One dated report with the outlets cited for it."""

    published_at: str
    text: str
    category: str = ""
    topics: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)

    def as_json(self) -> str:
        """Give the report as one line of JSON."""
        record = {
            "published_at": self.published_at,
            "text": self.text,
            "category": self.category,
            "topics": self.topics,
            "sources": [{"outlet": source.outlet, "url": source.url} for source in self.sources],
            "lang": "en",
        }
        return json.dumps(record, ensure_ascii=False)


@dataclass
class Tally:
    """What the script did, printed at the end."""

    headings: int = 0
    headings_without_report: int = 0
    tails_stripped: int = 0
    joined_exact: int = 0
    joined_near: int = 0
    structured_only: int = 0
    duplicates: int = 0


def collapse(text: str) -> str:
    """Replace every run of white space by one space."""
    return re.sub(r"\s+", " ", text).strip()


def comparable(text: str) -> str:
    """Bring a text to the form in which two copies of it are compared."""
    return collapse(unicodedata.normalize("NFKC", text).translate(PUNCTUATION)).casefold()


def unique(values: Iterable[str]) -> list[str]:
    """Keep the first of each value that differs by more than case."""
    return list({value.casefold(): value for value in reversed(list(values))}.values())[::-1]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Read one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def clean_outlets(names: Iterable[str]) -> list[str]:
    """Drop what is not an outlet (years of a conflict) and the numbers of several links."""
    trimmed = (LINK_NUMBERS.sub("", collapse(name)) for name in names)
    return unique(name for name in trimmed if name and not PERIOD_OF_YEARS.fullmatch(name))


def strip_tail(text: str) -> tuple[str, list[str]]:
    """Take citations left at the end of a text off it; give the text and the outlets they named."""
    tail = TRAILING_PARENTHESES.search(text)
    if tail is None:
        return text, []
    body = text[: tail.start()].rstrip()
    if not (tail.group().rstrip().endswith(",") or SENTENCE_END.search(body)):
        return text, []
    names = (match.group(1) for match in PARENTHESIS.finditer(tail.group()))
    return body, [name for name in names if not NOT_AN_OUTLET.search(name)]


def is_heading(text: str, outlets: Sequence[str]) -> bool:
    """Tell a bare topic heading from a report."""
    return not outlets and not SENTENCE_END.search(text) and not INNER_SENTENCE_END.search(text)


def split_heading(text: str) -> list[str]:
    """Split a heading that names several topics, but not 'Malian presidential election, 2018'."""
    return [part for part in TOPIC_SEPARATOR.split(text) if part]


def category_of(topic: str) -> tuple[str, list[str]]:
    """Give the category a line was filed under, or its heading as a topic where it is not one."""
    known = CATEGORIES.get(collapse(topic).casefold())
    return (known, []) if known is not None else ("", [collapse(topic)])


def reports_from_lines(records: Iterable[dict[str, Any]], tally: Tally) -> list[Report]:
    """Turn dated lines into reports; a heading becomes a topic of the first report after it that day."""
    reports: list[Report] = []
    pending: list[str] = []
    pending_date = ""
    for record in records:
        date, outlets = str(record["date"]), clean_outlets(record["outlets"])
        text, named = strip_tail(collapse(record["text"]))
        if date != pending_date:
            tally.headings_without_report += bool(pending)
            pending, pending_date = [], date
        if is_heading(text, outlets + named):
            tally.headings += 1
            pending += split_heading(text)
            continue
        tally.tails_stripped += text != collapse(record["text"])
        category, topics = category_of(record["topic"])
        sources = [Source(name) for name in unique([*outlets, *named])]
        reports.append(Report(date, text, category, unique([*topics, *pending]), sources))
        pending = []
    tally.headings_without_report += bool(pending)
    return reports


def report_from_structured(record: dict[str, Any]) -> Report:
    """Turn a structured line, which carries its story path and links, into a report."""
    text, _ = strip_tail(collapse(record["text"]))
    sources = [Source(collapse(source["outlet"]), source["url"] or None) for source in record["sources"]]
    category, topics = category_of(record["category"])
    path = [part for step in record["story_path"] for part in split_heading(collapse(step))]
    return Report(str(record["date"]), text, category, unique([*topics, *path]), sources)


def similarity(first: str, second: str) -> float:
    """Give how alike two texts are, from 0 to 1."""
    return SequenceMatcher(None, comparable(first), comparable(second), autojunk=False).ratio()


def join_structured(reports: list[Report], structured: Iterable[Report], tally: Tally) -> list[Report]:
    """Let each structured report complete its twin of the same day, or stand on its own."""
    joined = list(reports)
    taken: set[int] = set()
    for extra in structured:
        scores = [
            (similarity(report.text, extra.text), -place)
            for place, report in enumerate(reports)
            if report.published_at == extra.published_at and place not in taken
        ]
        best, negated = max(scores, default=(0.0, 0))
        if best < SAME_TEXT_RATIO:
            tally.structured_only += 1
            joined.append(extra)
            continue
        tally.joined_exact += best == 1.0
        tally.joined_near += best < 1.0
        taken.add(-negated)
        complete(reports[-negated], extra)
    return joined


def complete(report: Report, extra: Report) -> None:
    """Give a report the text, links, story path and category of its structured twin."""
    report.text = extra.text
    linked = {source.outlet.casefold() for source in extra.sources}
    rest = [source for source in report.sources if source.outlet.casefold() not in linked]
    report.sources = extra.sources + (rest if not extra.sources else [])
    report.topics = extra.topics or report.topics
    report.category = extra.category or report.category


def drop_duplicates(reports: Iterable[Report], tally: Tally) -> list[Report]:
    """Keep one of the reports that say the same on the same day, with the outlets of all of them."""
    kept: dict[tuple[str, str], Report] = {}
    for report in reports:
        first = kept.setdefault((report.published_at, comparable(report.text)), report)
        if first is report:
            continue
        tally.duplicates += 1
        known = {(source.outlet.casefold(), source.url) for source in first.sources}
        first.sources += [s for s in report.sources if (s.outlet.casefold(), s.url) not in known]
        first.topics = unique([*first.topics, *report.topics])
        first.category = first.category or report.category
    return list(kept.values())


def build_reports(upstream: Path, tally: Tally) -> list[Report]:
    """Build the Sahel reports, in order of day and then of their place in the upstream files."""
    lines = read_jsonl(upstream / "wcep" / "sahel_lines_2002_2026.jsonl")
    structured = read_jsonl(upstream / "wcep" / "sahel_structured_2025_2026.jsonl")
    reports = reports_from_lines(lines, tally)
    joined = join_structured(reports, map(report_from_structured, structured), tally)
    return sorted(drop_duplicates(joined, tally), key=lambda report: report.published_at)


def fatality_rows(upstream: Path) -> list[tuple[str, ...]]:
    """Give deaths in organized violence by month."""
    table = pd.read_csv(upstream / "measures" / "ucdp_country_month_1989_2024.csv", index_col=0)
    rows: list[tuple[str, ...]] = []
    for iso3, country in COUNTRIES.items():
        for period_end, value in table[country].items():
            rows.append(
                (
                    f"ucdp:{iso3}:fatalities",
                    iso3,
                    country,
                    "deaths in organized violence (best estimate)",
                    "deaths",
                    f"{str(period_end)[:7]}-01",
                    str(period_end),
                    str(int(value)),
                    UCDP_RELEASE,
                )
            )
    return rows


def displacement_series(table: pd.DataFrame, iso3: str) -> list[tuple[str, str, pd.Series]]:
    """Give the series of one country as (id, measure, value by year)."""
    country = COUNTRIES[iso3]
    fled = table[(table.coo_iso == iso3) & (table.coa_iso != iso3)]
    inside = table[(table.coo_iso == iso3) & (table.coa_iso == iso3)]
    hosted = table[(table.coa_iso == iso3) & (table.coo_iso != iso3)]
    series = [
        ("refugees", f"refugees from {country}", fled.groupby("year").refugees.sum()),
        ("idps", f"internally displaced people in {country}", inside.groupby("year").idps.sum()),
        ("refugees_hosted", f"refugees hosted in {country}", hosted.groupby("year").refugees.sum()),
    ]
    for asylum in NEIGHBOURS[iso3]:
        there = fled[fled.coa_iso == asylum].groupby("year").refugees.sum()
        series.append((f"refugees_in:{asylum}", f"refugees from {country} in {COUNTRY_NAMES[asylum]}", there))
    return [(f"unhcr:{iso3}:{key}", measure, values) for key, measure, values in series]


def displacement_rows(upstream: Path) -> list[tuple[str, ...]]:
    """Give displacement at the end of each year; a year without a figure has no row."""
    table = pyreadr.read_r(str(upstream / "measures" / "unhcr" / "population.rda"))["population"]
    table = table[table.year >= UNHCR_FIRST_YEAR]
    rows: list[tuple[str, ...]] = []
    for iso3, country in COUNTRIES.items():
        for series_id, measure, values in displacement_series(table, iso3):
            for year, value in values.sort_index().items():
                if value <= 0:
                    continue
                day, released = f"{int(year)}-12-31", f"{int(year) + 1}-06-30"
                row = (series_id, iso3, country, measure, "people", day, day, str(int(value)), released)
                rows.append(row)
    return rows


def write_reports(path: Path, reports: Iterable[Report]) -> None:
    """Write one report a line."""
    path.write_text("".join(report.as_json() + "\n" for report in reports), encoding="utf-8")


def write_series(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write the rows of a set of series."""
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(SERIES_COLUMNS)
        writer.writerows(rows)


def main() -> None:
    """Build the three files and print what was done."""
    parser = argparse.ArgumentParser(description="Build the demonstration data.")
    parser.add_argument("--upstream", type=Path, required=True, help="folder with the upstream files")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    reports = build_reports(arguments.upstream, tally)
    fatalities, displacement = fatality_rows(arguments.upstream), displacement_rows(arguments.upstream)
    write_reports(arguments.out / "sahel_reports.jsonl", reports)
    write_series(arguments.out / "ucdp_fatalities_by_month.csv", fatalities)
    write_series(arguments.out / "unhcr_displacement_by_year.csv", displacement)
    print(f"{len(reports)} reports, {len(fatalities)} fatality rows, {len(displacement)} displacement rows")
    print(tally)


if __name__ == "__main__":
    main()

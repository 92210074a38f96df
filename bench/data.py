"""What the benches run on: the bundled reports, the world's event lines where they are given, else made-up ones."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from itertools import cycle
from pathlib import Path
from typing import Any

from dateline.gazetteer import load_countries

Row = dict[str, Any]

WORLD_FILES = ("lines_2010_2019.jsonl", "structured_2025.jsonl")
DATA_VARIABLE = "DATELINE_BENCH_DATA"
PAGES_VARIABLE = "DATELINE_BENCH_PAGES"
EVAL_VARIABLE = "DATELINE_BENCH_EVAL"  # corpora to measure on, read in place
SHIP_VARIABLE = "DATELINE_BENCH_SHIP"  # published corpora that the project was made from
SEED = 20251107
# Where made-up reports happen: the demo's own countries, and others that its texts are moved to.
HOMES = (
    "ML BF NE NG TD SD SS CF CD SO ET KE CM LY EG TN DZ SY IQ IR YE LB AF PK IN BD MM TH PH ID UA RU TR GR VE CO HT MX"
)
_FIRST_DAY, _LAST_DAY = date(2010, 1, 1), date(2025, 11, 7)
_NUMBER = re.compile(r"\b\d{1,3}\b(?![,.]\d)")
_WORDED = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty"
_WORDED_NUMBER = re.compile(rf"(?<!-)\b(?:{_WORDED.replace(' ', '|')})\b(?!-)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19[89]|20[0-2])\d\b")
_PLACE = re.compile(r"(?<=\b(?:in|at) )[A-ZÀ-Þ][a-zß-ÿ]{3,}\b(?=[,.]| in )")
_SYLLABLES = "ba dou ga ka kou la ma mo na ni ra sa so ta ti wa ye zo bel dar fan gor kan mar tin"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Reports as rows of a JSON lines file, and one line that says what they are."""

    rows: tuple[Row, ...]
    about: str


def find_eval(path: str) -> Path | None:
    """A file or folder of the corpora to measure on; None where there is none."""
    return _find(EVAL_VARIABLE, path)


def find_ship(path: str) -> Path | None:
    """A file or folder of the published corpora; None where there is none."""
    return _find(SHIP_VARIABLE, path)


def _find(variable: str, path: str) -> Path | None:
    folder = os.environ.get(variable)
    found = Path(folder, path) if folder else None
    return found if found is not None and found.exists() else None


def read_demo_rows() -> list[Row]:
    """The bundled demo reports as they stand in their file."""
    file = resources.files("dateline") / "data" / "demo" / "sahel_reports.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def world_files(upstream: Path | None) -> list[Path]:
    """The files of the world's event lines; empty when they are not all there."""
    files = [upstream / name for name in WORLD_FILES] if upstream else []
    return files if files and all(file.is_file() for file in files) else []


def load_corpus(upstream: Path | None, n: int) -> Corpus:
    """`n` reports, or as many as there are: the bundled ones, then the world's lines, evenly taken, or made-up ones."""
    demo = read_demo_rows()[:n]
    files = world_files(upstream)
    if files:
        world = [_as_report(json.loads(line)) for file in files for line in _lines(file)]
        taken = _spread(_distinct(world, demo), n - len(demo))
        about = f"{len(demo):,} bundled reports and {len(taken):,} of the world's event lines"
        return Corpus((*demo, *taken), about)
    made = _make_up(demo, n - len(demo))
    about = f"{len(demo):,} bundled reports"
    if made:
        about += f" and {len(made):,} made up from them (no world event lines to use)"
    return Corpus((*demo, *made), about)


def write_rows(rows: Sequence[Row], file: Path) -> None:
    """Rows as JSON lines."""
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as stream:
        yield from (line for line in stream if line.strip())


def _as_report(fields: Row) -> Row:
    """Both forms of upstream lines as one form, with the names that importers know."""
    outlets = fields.get("sources") or [{"outlet": outlet, "url": None} for outlet in fields.get("outlets", [])]
    topics = fields.get("story_path") or [fields.get("topic") or ""]
    return {"published_at": fields["date"], "text": fields["text"], "topics": topics, "sources": outlets}


def _distinct(rows: Sequence[Row], known: Sequence[Row]) -> list[Row]:
    seen = {(row["published_at"], row["text"]) for row in known}
    fresh: list[Row] = []
    for row in rows:
        key = (row["published_at"], row["text"])
        if key not in seen and len(row["text"]) > 3:
            seen.add(key)
            fresh.append(row)
    return fresh


def _spread(rows: Sequence[Row], n: int) -> list[Row]:
    """`n` rows, evenly spaced; all of them when there are fewer."""
    if n >= len(rows):
        return list(rows)
    return [rows[at * len(rows) // n] for at in range(n)]


def _make_up(demo: Sequence[Row], n: int) -> list[Row]:
    """`n` reports that nobody published: bundled ones with dates moved, countries, places and numbers changed."""
    chance = random.Random(SEED)
    made: list[Row] = []
    seen: set[str] = set()
    source = cycle(demo)
    while len(made) < n:
        row = _change(next(source), chance)
        if row["text"] not in seen:
            seen.add(row["text"])
            made.append(row)
    return made


def _change(row: Row, chance: random.Random) -> Row:
    was = date.fromisoformat(row["published_at"])
    day = _FIRST_DAY + timedelta(days=chance.randrange((_LAST_DAY - _FIRST_DAY).days))
    text = _move(row["text"], chance.choice(HOMES.split()))
    text = _PLACE.sub(lambda found: _place(found[0], chance), text)
    text = _YEAR.sub(lambda found: str(int(found[0]) + day.year - was.year), text)
    text = _NUMBER.sub(lambda found: str(max(1, round(int(found[0]) * chance.uniform(0.5, 1.9)))), text)
    text = _WORDED_NUMBER.sub(_worded(chance), text)
    return {"published_at": day.isoformat(), "text": text, "topics": row["topics"], "sources": row["sources"]}


def _move(text: str, iso2: str) -> str:
    """The text with the demo's countries, their people and capitals written as those of another country."""
    home = load_countries()[iso2]
    for away in (load_countries()[code] for code in ("BF", "ML", "NE")):
        for names, name in (
            (away.demonyms, home.demonyms),
            (away.capitals, home.capitals),
            ((away.name,), (home.name,)),
        ):
            for old in names:
                text = re.sub(rf"\b{re.escape(old)}\b", name[0] if name else home.name, text)
    return text


def _place(name: str, chance: random.Random) -> str:
    """Now and then another town: vocabularies grow with the number of reports."""
    if chance.random() < 0.6 or any(name in country.words for country in load_countries().values()):
        return name
    return "".join(chance.choices(_SYLLABLES.split(), k=chance.choice((2, 3)))).capitalize()


def _worded(chance: random.Random) -> Callable[[re.Match[str]], str]:
    def another(found: re.Match[str]) -> str:
        word = chance.choice(_WORDED.split())
        return word.capitalize() if found[0][0].isupper() else word

    return another

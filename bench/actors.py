"""How well actors are coded (PLOVER gold records), found and typed (re3d), and resolved within a report (GUM news).

Reads the data where they lie: `python -m bench.actors --gsr FILE --gum FOLDER --re3d FOLDER`, or a folder with all of
them in DATELINE_BENCH_SHIP. What is not there is not measured.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench import actors_coref, actors_re3d
from bench.data import SHIP_VARIABLE, find_ship
from bench.report import Metric, Outcome, write_table
from dateline.gazetteer import find_countries, load_countries
from dateline.reading.actors import code_actor, plover_code

NAME = "actors"
# Codes in the gold records that ISO 3166 does not have, and what they stand for.
NOT_ISO = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
NO_COUNTRY = frozenset(["IGO", "NGO", "IMG", "ISM", "MNC"])
GSR = Path("events/plover_gsr/PLOVER_GSR_CAMEO.txt")
GUM = Path("open_news/gum_wikinews_news/xml")
RE3D = Path("ner/re3d")
_SECTOR = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class GoldActor:
    """An actor of a gold record: the words, its primary and sector code, and its sentence."""

    text: str
    code: str
    sector: str
    sentence: str
    day: date


def read_gold(file: Path) -> list[GoldActor]:
    """The actors of the PLOVER gold records, in order; the record that documents the file is left out."""
    actors: list[GoldActor] = []
    for record in json.loads(file.read_text(encoding="utf-8")):
        if record["event"] == "DOCUMENT":
            continue
        for side in ("source", "target"):
            for actor in record.get(side) or ():
                if isinstance(actor, dict) and actor.get("code"):
                    actors.append(_read_actor(actor, record))
    return actors


def _read_actor(actor: dict[str, Any], record: dict[str, Any]) -> GoldActor:
    code = NOT_ISO.get(actor["code"], actor["code"])
    sector = _SECTOR.match(actor.get("sector") or "")
    return GoldActor(
        text=actor["actorText"],
        code=code,
        sector=sector[0] if sector else "",
        sentence=record["text"],
        day=date.fromisoformat(record["date"]),
    )


def measure(gsr: Path | None = None, gum: Path | None = None, re3d: Path | None = None) -> Outcome:
    """The bench; what is not given is looked for under DATELINE_BENCH_SHIP, and left out where it is not there."""
    gsr, gum, re3d = gsr or find_ship(GSR), gum or find_ship(GUM), re3d or find_ship(RE3D)
    metrics: list[Metric] = []
    notes: list[str] = []
    shown: list[str] = []
    parts = ((gsr, GSR, _measure_gsr), (gum, GUM, actors_coref.measure), (re3d, RE3D, actors_re3d.measure))
    for path, name, part in parts:
        if path is not None:
            found, lines = part(path)
            metrics += found
            shown += lines
        else:
            notes.append(f"skipped: there is no {name} under the folder that {SHIP_VARIABLE} names")
    return Outcome(bench=NAME, metrics=tuple(metrics), notes=tuple(notes), shown=tuple(shown))


def _measure_gsr(file: Path) -> tuple[list[Metric], list[str]]:
    iso3 = {country.iso3 for country in load_countries().values()}
    gold = [actor for actor in read_gold(file) if actor.code in iso3]
    others = [actor for actor in read_gold(file) if actor.code in NO_COUNTRY]
    coded = [_code(actor) for actor in gold]
    n_right = sum(primary == actor.code for actor, (primary, _) in zip(gold, coded, strict=True))
    n_open = sum(not primary for primary, _ in coded)
    with_sector = [(actor, sector) for actor, (_, sector) in zip(gold, coded, strict=True) if actor.sector]
    n_sector = sum(actor.sector == sector for actor, sector in with_sector)
    n_first = sum(_first_country(actor.text, iso3) == actor.code for actor in gold)
    n_other = sum(_code(actor)[0] == actor.code for actor in others)
    lines = [
        f"coded {'/'.join(code)}, gold {actor.code}/{actor.sector}: {actor.text}"
        for actor, code in zip(gold, coded, strict=True)
        if code[0] != actor.code
    ]
    lines += [
        f"sector {sector or '-'}, gold {actor.sector}: {actor.text}"
        for actor, sector in with_sector
        if sector != actor.sector
    ]
    lines += [
        f"coded {_code(actor)}, gold {actor.code}: {actor.text}" for actor in others if _code(actor)[0] != actor.code
    ]
    metrics = [
        _share("gsr_country", n_right, len(gold), "target .92"),
        _share("gsr_country_baseline", n_first, len(gold), "peer: first country word of the phrase"),
        _share("gsr_unresolved", n_open, len(gold), "target at most .05"),
        _share("gsr_sector", n_sector, len(with_sector), "where the gold has one"),
        _share("gsr_no_country", n_other, len(others), "IGO, NGO, IMG"),
    ]
    return metrics, lines


def _share(name: str, n_right: int, n: int, note: str = "") -> Metric:
    return Metric(name=name, value=n_right / n, unit="share", n=n, note=note)


def _code(actor: GoldActor) -> tuple[str, str]:
    mention = code_actor(actor.text, actor.sentence, actor.day)
    return plover_code(mention) if mention else ("", "")


def _first_country(text: str, iso3: Iterable[str]) -> str:
    codes = find_countries(text)
    return next((load_countries()[code].iso3 for code in sorted(codes)), "")


def main() -> None:
    """Print the table, and with --show what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gsr", type=Path)
    parser.add_argument("--gum", type=Path)
    parser.add_argument("--re3d", type=Path)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    outcome = measure(given.gsr, given.gum, given.re3d)
    print(write_table(outcome, {}))
    for line in outcome.shown if given.show else ():
        print(line)


if __name__ == "__main__":
    main()

"""The bundled reports and data on the Sahel as a store, and the brief on Mali written from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from pathlib import Path

from dateline import config, run
from dateline.moments import end_of_day
from dateline.records import Brief
from dateline.store import open_store

AS_OF = date(2025, 11, 7)
SITUATION = "mali"
MEASURES = (
    ("ucdp_fatalities_by_month.csv", "UCDP Georeferenced Event Dataset 25.1 (CC BY 4.0)"),
    ("unhcr_displacement_by_year.csv", "UNHCR Refugee Data Finder (CC BY 4.0)"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The brief, and the files that were written."""

    brief: Brief
    files: tuple[Path, ...]


def build(folder: Path, *, now: datetime) -> Demo:
    """Make or complete the demo store in a folder and write the brief as terminal text, HTML, Markdown and JSON."""
    from dateline.writers.forms import WRITERS

    store = open_store(folder, create=True)
    config.write_config(folder)
    bundled = resources.files("dateline") / "data" / "demo"
    with resources.as_file(bundled) as data:
        run.import_path(store, str(data / "sahel_reports.jsonl"), now=now)
        for name, source in MEASURES:
            run.import_measures(store, data / name, source)
        with store.write() as writer:
            writer.put_situation(run.read_situation(data / f"{SITUATION}.toml"))
    run.update_stories(store, now, with_meaning=True)
    brief = run.write_brief(store, SITUATION, end_of_day(AS_OF))
    store.close()
    if brief is None:
        raise RuntimeError("the bundled reports hold nothing on the demo's situation")
    files = tuple(folder / f"{SITUATION}.{form}" for form in ("html", "md", "json"))
    for file in files:
        file.write_text(WRITERS[file.suffix[1:]](brief), encoding="utf-8")
    return Demo(brief=brief, files=(folder / "dateline.sqlite", *files))

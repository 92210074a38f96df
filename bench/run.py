"""Every bench, its floors, one table a bench. `make bench` runs this; `--help` shows the options."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench import (
    actors,
    agreement,
    archives,
    article_briefs,
    backgrounds,
    causal,
    claim_tests,
    claims,
    conflict_classes,
    copies,
    dates,
    deaths,
    desk,
    differences,
    episodes,
    event_codes,
    events,
    extraction,
    faithfulness,
    feeds,
    framing,
    import_rate,
    latency,
    modality,
    places,
    plover,
    polling,
    precedents,
    quality,
    reading_speed,
    relations,
    search,
    sentences,
    statements,
    stories,
    story_speed,
    timelines,
)
from bench.data import DATA_VARIABLE, PAGES_VARIABLE, WORLD_FILES, world_files
from bench.report import Outcome, find_breaches, read_floors, to_dict, write_table

_WANTED = " and ".join(WORLD_FILES)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benches asked for; 1 when a floor does not hold."""
    options = _parse(arguments)
    upstream = _find_upstream(options)
    floors = read_floors()
    outcomes: list[Outcome] = []
    for name, measure in _benches(upstream, _find_pages(options), options.reports).items():
        if options.only and name not in options.only:
            continue
        start = time.perf_counter()
        outcome = measure()
        outcomes.append(outcome)
        if not options.json:
            print(f"{write_table(outcome, floors)}\n({time.perf_counter() - start:.0f} s)\n", flush=True)
            if options.show:
                print("\n".join((*outcome.shown, "")), flush=True)
    breaches = find_breaches(outcomes, floors)
    if options.json:
        print(json.dumps(to_dict(outcomes, breaches), ensure_ascii=False, indent=2))
    for breach in breaches:
        print(f"BELOW ITS FLOOR: {breach.bench} {breach.metric}: {breach.text}", file=sys.stderr)
    if not breaches and not options.json:
        print("Every floor holds.")
    return 1 if breaches else 0


def _benches(upstream: Path | None, pages: Path | None, n: int | None) -> Mapping[str, Callable[[], Outcome]]:
    sizes = latency.SIZES if n is None else (*(size for size in latency.SIZES if size < n), n)
    return {
        import_rate.NAME: lambda: import_rate.measure(upstream, n or import_rate.N_REPORTS),
        latency.NAME: lambda: latency.measure(upstream, sizes),
        quality.NAME: lambda: quality.measure(upstream),
        deaths.NAME: deaths.measure,
        modality.NAME: modality.measure,
        extraction.NAME: lambda: extraction.measure(pages),
        feeds.NAME: feeds.measure,
        archives.NAME: archives.measure,
        polling.NAME: polling.measure,
        "sentences": sentences.measure,
        "dates": dates.measure,
        "places": places.measure,
        "actors": actors.measure,
        "statements": statements.measure,
        "events": events.measure,
        "event_codes": event_codes.measure,
        "agreement": agreement.measure,
        "plover": plover.measure,
        "conflict_classes": conflict_classes.measure,
        "causal": causal.measure,
        "reading_speed": reading_speed.measure,
        copies.NAME: copies.measure,
        stories.NAME: stories.measure,
        story_speed.NAME: story_speed.measure,
        search.NAME: lambda: search.measure(upstream, n or search.SIZE),
        timelines.NAME: timelines.measure,
        article_briefs.NAME: article_briefs.measure,
        backgrounds.NAME: backgrounds.measure,
        episodes.NAME: episodes.measure,
        relations.NAME: relations.measure,
        claim_tests.NAME: claim_tests.measure,
        claims.NAME: claims.measure,
        differences.NAME: differences.measure,
        faithfulness.NAME: faithfulness.measure,
        framing.NAME: framing.measure,
        precedents.NAME: precedents.measure,
        desk.NAME: desk.measure,
    }


def _find_upstream(options: argparse.Namespace) -> Path | None:
    """The folder with the world's event lines, from the option or the environment; None when it holds none."""
    variable = os.environ.get(DATA_VARIABLE)
    named: Path | None = options.upstream or (Path(variable) if variable else None)
    if world_files(named):
        return named
    print(f"No world event lines ({_WANTED}): reports made up from the bundled ones are used instead.", file=sys.stderr)
    return None


def _find_pages(options: argparse.Namespace) -> Path | None:
    """The folder of news pages with gold texts, from the option or the environment."""
    variable = os.environ.get(PAGES_VARIABLE)
    return options.pages or (Path(variable) if variable else None)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    names = list(_benches(None, None, None))
    parser.add_argument("--only", action="append", choices=names, help="this bench alone; may be given again")
    parser.add_argument("--reports", type=_positive, metavar="N", help="import N reports; stores of at most N reports")
    parser.add_argument(
        "--upstream", type=Path, metavar="DIR", help=f"the world's event lines (default: ${DATA_VARIABLE})"
    )
    parser.add_argument("--pages", type=Path, metavar="DIR", help=f"pages with gold texts (default: ${PAGES_VARIABLE})")
    parser.add_argument("--show", action="store_true", help="print the sentences at fault")
    parser.add_argument("--json", action="store_true", help="JSON instead of tables")
    options = parser.parse_args(arguments)
    if options.upstream and not world_files(options.upstream):
        parser.error(f"the folder given with --upstream does not hold {_WANTED}")
    return options


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("N has to be at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())

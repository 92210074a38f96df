"""Every kind of picture, of the records made by hand and of the same with hostile names."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from chart_records import BONDS, COUNTS, ENTRIES, EPISODES, HOSTILE, SITES, make_course, make_span

from dateline.charts import (
    Picture,
    draw_bars,
    draw_map,
    draw_multiples,
    draw_pair,
    draw_relations,
    draw_series,
    draw_timeline,
)
from dateline.editions import ENGLISH, Edition
from dateline.records import Party, Place, Site
from making import make_observation

START, END = date(2024, 1, 1), date(2024, 12, 31)
ROWS = tuple(make_observation(10.0 * n, period=f"2024-{n:02}") for n in range(1, 13))
Drawn = Callable[[Edition], Picture]


def _rename(place: Place, name: str) -> Place:
    return replace(place, name=name, span=make_span(name))


def _sites(suffix: str) -> tuple[Site, ...]:
    return tuple(replace(site, place=_rename(site.place, site.place.name + suffix)) for site in SITES)


def _party(party: Party, suffix: str) -> Party:
    return replace(party, name=party.name + suffix)


def pictures(suffix: str = "") -> Mapping[str, Drawn]:
    """Name -> a function that draws it in an edition; `suffix` is put behind every name that a report could give."""
    sites, course = _sites(suffix), make_course()
    entries = [replace(one, evidence=(make_span(one.text + suffix),)) for one in ENTRIES]
    episodes = [(replace(one, name=one.name + suffix), state) for one, state in EPISODES]
    bonds = [(replace(b, left=_party(b.left, suffix), right=_party(b.right, suffix), role=suffix), s) for b, s in BONDS]
    course = replace(course, left=_party(course.left, suffix))
    rows = [replace(row, measure=row.measure + suffix, unit=row.unit + suffix, source="UCDP" + suffix) for row in ROWS]
    bars = [("Mali" + suffix, 7), ("France" + suffix, 0)]
    return {
        "map": lambda e: draw_map(sites, own=["MLI"], link=lambda spot: f"/place/{spot.n}", edition=e),
        "multiples": lambda e: draw_multiples(sites, own=["MLI"], link=lambda a, b: f"?since={a}&until={b}", edition=e),
        "timeline": lambda e: draw_timeline(
            start=START,
            end=END,
            entries=entries,
            episodes=episodes,
            counts=COUNTS,
            link=lambda span: f"/report/{span.start}",
            zoom=lambda a, b: f"?from={a}&to={b}",
            edition=e,
        ),
        "relations": lambda e: draw_relations(
            bonds, END, link=lambda bond: f"#{bond.kind}", link_party=lambda party: "/actor", edition=e
        ),
        "series": lambda e: draw_series(rows, edition=e),
        "pair": lambda e: draw_pair(course, link=lambda excerpt: "/report", edition=e),
        "bars": lambda e: draw_bars(bars, "Outlets" + suffix, link=lambda label: "/outlets", edition=e),
    }


PLAIN, HOSTILE_ONES = pictures(), pictures(HOSTILE)
KINDS = sorted(PLAIN)
LINKED = [kind for kind in KINDS if kind != "series"]
__all__ = ["ENGLISH", "HOSTILE_ONES", "KINDS", "LINKED", "PLAIN"]

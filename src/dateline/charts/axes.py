"""The axis of days that timelines and series share, and histograms that stand on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from markupsafe import Markup

from dateline.charts.labels import width_of
from dateline.charts.markup import anchor, tag
from dateline.charts.periods import Axis, find_bin, find_ticks, list_periods, name_period
from dateline.charts.pictures import Sheet

AXIS_HEIGHT = 34.0
Zoom = Callable[[date, date], str]


def draw_axis(sheet: Sheet, axis: Axis, top: float, bottom: float) -> Markup:
    """Ticks and their words below `bottom`, and faint lines up to `top`."""
    ticks = find_ticks(axis, sheet.edition, sheet.font)
    lines = "".join(f"M{axis.at(tick.day):.1f} {top:g}V{bottom + 4:g}" for tick in ticks)
    words = [tag("line", class_="base", x1=axis.left, x2=axis.right, y1=bottom, y2=bottom)]
    for at, tick in enumerate(ticks):
        until = ticks[at + 1].day if at + 1 < len(ticks) else axis.end
        x = axis.at(tick.day)
        is_cramped = at + 1 == len(ticks) and axis.at(until) - x < width_of(tick.label, sheet.font) + 3
        if not is_cramped:
            words.append(tag("text", tick.label, x=x + 3, y=bottom + 14))
        if tick.under and x + width_of(tick.under, sheet.font) < axis.right:
            words.append(tag("text", tick.under, x=x + 3, y=bottom + 28, class_="under"))
    return tag("g", tag("path", class_="grid", d=lines), *words, class_="axis", aria_hidden="true")


def count_by_bin(axis: Axis, counts: Mapping[date, int]) -> list[tuple[date, date, int]]:
    """First day, last day and number of every bin of the axis; days off the axis are not counted."""
    bins = list_periods(axis.start, axis.end, find_bin(axis, counts))
    totals = [0] * len(bins)
    begins = {first: at for at, (first, _) in enumerate(bins)}
    period = find_bin(axis, counts)
    for day, n in counts.items():
        at = begins.get(period.floor(day)) if axis.shows(day) else None
        if at is not None:
            totals[at] += n
    held = ((max(first, axis.start), min(last, axis.end)) for first, last in bins)
    return [(first, last, n) for (first, last), n in zip(held, totals, strict=True)]


def draw_histogram(
    sheet: Sheet, axis: Axis, bars: list[tuple[date, date, int]], zoom: Zoom, place: tuple[float, float]
) -> Markup:
    """Bars of counts between two heights (`place`: top and bottom), each a link to its days."""
    top, bottom = place
    most, shapes = max((n for _, _, n in bars), default=0), list[Markup]()
    for first, last, n in bars:
        if not n:
            continue
        left, right = axis.at(first), axis.at(last + timedelta(days=1) if last < date.max else last)
        high = max(1.0, (bottom - top) * n / most)
        gap = 1.0 if right - left > 3 else 0.0
        shape = tag("rect", x=left + gap / 2, y=bottom - high, width=max(0.8, right - left - gap), height=high)
        told = sheet.edition.say("page.n_reports", n=n)
        label = f"{name_period(first, last, sheet.edition)}{sheet.edition.colon}{told}"
        shapes.append(anchor(zoom(first, last), label, shape, class_="bar"))
    heading = sheet.edition.say("chart.reports_most", n=most) if most else ""
    words = tag("text", heading, x=axis.left, y=top - 6, class_="quiet", aria_hidden="true") if heading else ""
    return tag("g", words, *shapes, class_="histogram")

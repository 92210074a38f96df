"""Yearly findings from released rows: this year against the one before, the peak, ten years earlier.

A year counts only when all its rows are there; a stock (refugees on 31 December) is one row a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.records import Finding, Observation, Row, RowEvidence

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class _Year:
    """A series' value for one year and the rows it was added up from."""

    value: float
    rows: tuple[Observation, ...]


def find_findings(observations: Sequence[Observation], countries: Sequence[str]) -> list[Finding]:
    """Findings on the countries (ISO3, the situation's own), the weightiest first."""
    series: dict[str, list[Observation]] = defaultdict(list)
    for row in observations:
        if row.iso3 in countries:
            series[row.series_id].append(row)
    yearly = {series_id: years for series_id, rows in series.items() if (years := _by_year(rows))}
    hosts = {series_id: years for series_id, years in yearly.items() if "_in:" in series_id}
    findings = [
        finding
        for series_id, years in yearly.items()
        if series_id not in hosts
        for finding in (_change(years), _decade(years))
        if finding
    ]
    findings.extend(finding for iso3 in countries if (finding := _hosts(hosts, iso3)))
    return sorted(findings, key=lambda finding: (-finding.weight, finding.text))


def _by_year(rows: Sequence[Observation]) -> dict[int, _Year]:
    grouped: dict[int, list[Observation]] = defaultdict(list)
    for row in rows:
        grouped[row.period_end.year].append(row)
    is_stock = all(row.period_start == row.period_end for row in rows)
    needed = 1 if is_stock else _MONTHS
    return {
        year: _Year(sum(row.value for row in members), tuple(members))
        for year, members in sorted(grouped.items())
        if len(members) == needed
    }


def _change(years: Mapping[int, _Year]) -> Finding | None:
    """The last year against the one before, and whether it is the highest of the series."""
    last = max(years)
    if last - 1 not in years or not years[last].value:
        return None
    now, before, row = years[last], years[last - 1], years[last].rows[0]
    counted = f"{_maker(row)} counts {_number(now.value)} {_what(row)} {_when(row, last)}"
    text = f"{counted}, against {_number(before.value)} a year earlier"
    if now.value == before.value:
        text = f"{counted}, as many as a year earlier"
    highest = max(years.values(), key=lambda year: year.value)
    first = min(years)
    record: dict[str, int] = {}
    if highest is now and len(years) >= 5:
        record = {"highest_since": first}
        text += f", the highest figure since the series began in {first}"
    weight = (
        3.0
        if row.unit == "deaths"
        else 2.0
        if "internally displaced" in row.measure
        else 1.5
        if "refugees from" in row.measure
        else 0.5
    )
    return Finding(
        kind="change",
        text=text + ".",
        evidence=_evidence(row, {last: now, last - 1: before}, record),
        weight=weight,
    )


def _decade(years: Mapping[int, _Year]) -> Finding | None:
    """Ten years before the last year."""
    last = max(years)
    if last - 10 not in years or not years[last].value:
        return None
    row, then = years[last].rows[0], years[last - 10]
    if row.unit != "deaths":
        return None
    counted = f"{_maker(row)} counted {_number(then.value)} {_what(row)}"
    text = f"Ten years earlier, in {last - 10}, {counted}; in {last} it counted {_number(years[last].value)}."
    return Finding(
        kind="decade",
        text=text,
        evidence=_evidence(row, {last - 10: then, last: years[last]}, {}),
        weight=1.0,
    )


def _hosts(hosts: Mapping[str, Mapping[int, _Year]], iso3: str) -> Finding | None:
    """Where the refugees of a country are, among its neighbours."""
    own = {series_id: years for series_id, years in hosts.items() if next(iter(years.values())).rows[0].iso3 == iso3}
    if not own:
        return None
    last = max(max(years) for years in own.values())
    largest = sorted(
        (
            (years[last].value, years[last].rows[0])
            for years in own.values()
            if last in years and years[last].value >= 1000
        ),
        key=lambda pair: (-pair[0], pair[1].series_id),
    )[:3]
    if len(largest) < 2:
        return None
    row = largest[0][1]
    origin = row.measure.removeprefix("refugees from ").rpartition(" in ")[0]
    parts = [f"{_number(value)} in {host.measure.rpartition(' in ')[2]}" for value, host in largest]
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}"
    text = f"Of the refugees from {origin}, {_maker(row)} counts {listed} at the end of {last}."
    rows = tuple(_row(host) for _, host in largest)
    evidence = RowEvidence(
        series=row.series_id.rpartition(":")[0],
        rows=rows,
        source=row.source,
        released_at=max(host.released_at for _, host in largest),
    )
    return Finding(kind="hosts", text=text, evidence=evidence, weight=1.8)


def _evidence(row: Observation, years: Mapping[int, _Year], computed: Mapping[str, int]) -> RowEvidence:
    totals: list[Row] = [
        (("period", str(year)), ("value", _plain(part.value)), ("n_rows", len(part.rows)))
        for year, part in sorted(years.items(), reverse=True)
    ]
    if computed:
        totals.append(tuple(computed.items()))
    members = [member for _, part in sorted(years.items()) for member in part.rows]
    raw = [_row(member) for member in members if len(members) > len(years)]
    return RowEvidence(
        series=row.series_id,
        rows=tuple(totals + raw),
        source=row.source,
        released_at=max(member.released_at for member in members),
    )


def _row(row: Observation) -> Row:
    return (
        ("series_id", row.series_id),
        ("period", _period(row.period_start, row.period_end)),
        ("value", _plain(row.value)),
        ("released_at", row.released_at.isoformat()),
    )


def _period(start: date, end: date) -> str:
    return end.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def _maker(row: Observation) -> str:
    return row.series_id.partition(":")[0].upper()


def _what(row: Observation) -> str:
    measure = row.measure.partition(" (")[0]
    return measure if row.country in measure else f"{measure} in {row.country}"


def _when(row: Observation, year: int) -> str:
    return f"at the end of {year}" if row.period_start == row.period_end else f"in {year}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else value

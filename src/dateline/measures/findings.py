"""Yearly findings from released rows: this year against the one before, the peak, ten years earlier.

A year counts only when all its rows are there; a stock (refugees on 31 December) is one row a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.editions import ENGLISH, Edition
from dateline.editions.naming import name_country, name_what
from dateline.measures.rows import as_row, name_maker, plain
from dateline.records import Finding, Observation, Row, RowEvidence

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class _Year:
    """A series' value for one year and the rows it was added up from."""

    value: float
    rows: tuple[Observation, ...]


def find_findings(
    observations: Sequence[Observation], countries: Sequence[str], edition: Edition = ENGLISH
) -> list[Finding]:
    """Findings on the countries (ISO3, the situation's own) in the language of an edition, the weightiest first."""
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
        for finding in (_change(years, edition), _decade(years, edition))
        if finding
    ]
    findings.extend(finding for iso3 in countries if (finding := _hosts(hosts, iso3, edition)))
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


def _change(years: Mapping[int, _Year], edition: Edition) -> Finding | None:
    """The last year against the one before, and whether it is the highest of the series."""
    last = max(years)
    if last - 1 not in years or not years[last].value:
        return None
    now, before, row = years[last], years[last - 1], years[last].rows[0]
    text = edition.say(
        "measures.counts_same" if now.value == before.value else "measures.counts",
        maker=name_maker(row, edition),
        value=now.value,
        what=name_what(row, edition),
        when=_when(row, last, edition),
        before=before.value,
    )
    highest = max(years.values(), key=lambda year: year.value)
    first = min(years)
    record: dict[str, int] = {}
    if highest is now and len(years) >= 5:
        record = {"highest_since": first}
        text += edition.say("measures.highest", first=str(first))
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
        text=f"{text[0].upper()}{text[1:]}.",
        evidence=_evidence(row, {last: now, last - 1: before}, record),
        weight=weight,
    )


def _decade(years: Mapping[int, _Year], edition: Edition) -> Finding | None:
    """Ten years before the last year."""
    last = max(years)
    if last - 10 not in years or not years[last].value:
        return None
    row, then = years[last].rows[0], years[last - 10]
    if row.unit != "deaths":
        return None
    text = edition.say(
        "measures.decade",
        then=str(last - 10),
        maker=name_maker(row, edition),
        before=then.value,
        what=name_what(row, edition),
        year=str(last),
        value=years[last].value,
    )
    return Finding(
        kind="decade",
        text=text,
        evidence=_evidence(row, {last - 10: then, last: years[last]}, {}),
        weight=1.0,
    )


def _hosts(hosts: Mapping[str, Mapping[int, _Year]], iso3: str, edition: Edition) -> Finding | None:
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
    hosted = [
        edition.say("measures.host", value=value, country=name_country(host.measure.rpartition(" in ")[2], edition)[0])
        for value, host in largest
    ]
    text = edition.say(
        "measures.hosts",
        origin=name_country(origin, edition)[0],
        of_origin=name_country(origin, edition)[1],
        maker=name_maker(row, edition),
        listed=edition.join(hosted),
        year=str(last),
    )
    rows = tuple(as_row(host) for _, host in largest)
    evidence = RowEvidence(
        series=row.series_id.rpartition(":")[0],
        rows=rows,
        source=row.source,
        released_at=max(host.released_at for _, host in largest),
    )
    return Finding(kind="hosts", text=text, evidence=evidence, weight=1.8)


def _evidence(row: Observation, years: Mapping[int, _Year], computed: Mapping[str, int]) -> RowEvidence:
    totals: list[Row] = [
        (("period", str(year)), ("value", plain(part.value)), ("n_rows", len(part.rows)))
        for year, part in sorted(years.items(), reverse=True)
    ]
    if computed:
        totals.append(tuple(computed.items()))
    members = [member for _, part in sorted(years.items()) for member in part.rows]
    raw = [as_row(member) for member in members if len(members) > len(years)]
    return RowEvidence(
        series=row.series_id,
        rows=tuple(totals + raw),
        source=row.source,
        released_at=max(member.released_at for member in members),
    )


def _when(row: Observation, year: int, edition: Edition) -> str:
    is_stock = row.period_start == row.period_end
    return edition.say("measures.at_end" if is_stock else "measures.in_year", year=str(year))

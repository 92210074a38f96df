"""Relations, their changes, pairs month by month, and where a situation spreads, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dateline import run
from dateline.records import Bond, Claim, Course, Handover, PairMonth, Region, RelationKind, Site, Spread

Line = dict[str, Any]


def list_bond_claims(bond: Bond) -> list[Claim]:
    """What a bond rests on, each once: first, beginning, last, end."""
    return _once([bond.came, bond.last, bond.ended])


def list_steps(change: Handover) -> list[Claim]:
    """The claims that a change rests on: of each end and each beginning, once."""
    return _once([bond.ended for bond in change.out] + [bond.came for bond in change.into])


def _once(claims: Sequence[Claim | None]) -> list[Claim]:
    return list({id(claim): claim for claim in claims if claim is not None}.values())


def write_related(related: run.Related, today: date, kinds: Sequence[RelationKind] | None = None) -> Line:
    """Relations as they stand on a day, and who replaced whom; of some kinds, or of all."""
    return {
        "relations": [write_bond(bond, today) for bond in related.bonds if not kinds or bond.kind in kinds],
        "changes": [write_handover(one) for one in related.handovers if not kinds or one.into[0].kind in kinds],
    }


def write_bond(bond: Bond, today: date) -> Line:
    """A relation as it stands on a day."""
    return {
        "kind": bond.kind,
        "left": bond.left,
        "right": bond.right,
        "role": bond.role,
        "state": run.tell_bond(bond, today),
        "begun": bond.begun.day if bond.begun is not None else None,
        "first_reported": bond.first.excerpt.day,
        "last_reported": bond.last.excerpt.day,
        "ended": bond.ended.day if bond.ended is not None else None,
        "ended_by": run.is_over_by(bond),
        "ended_word": bond.ended.relation.trigger.quote if bond.ended is not None else "",
        "replaces": bond.replaces,
        "n_reports": bond.n_reports,
        "confidence": round(run.measure_confidence(bond), 3),
        "evidence": [claim.excerpt.passage.span for claim in list_bond_claims(bond)],
    }


def write_handover(change: Handover) -> Line:
    """Who went and who came, and the words that say so."""
    gone = [(bond.other(change.of), bond.ended) for bond in change.out]
    came = [(bond.other(change.of), bond.came) for bond in change.into]
    return {
        "of": change.of,
        "kind": change.into[0].kind,
        "out": [{"party": party, "day": claim.day if claim is not None else None} for party, claim in gone],
        "into": [{"party": party, "day": claim.day} for party, claim in came],
        "evidence": [claim.excerpt.passage.span for claim in list_steps(change)],
    }


def write_course(course: Course) -> Line:
    """A pair of actors month by month, scores from -10 to 10."""
    return {
        "left": course.left,
        "right": course.right,
        "n_deeds": course.n_deeds,
        "months": [_write_month(month) for month in course.months],
        "turns": [
            {"month": turn.month, "before": round(turn.before, 2), "after": round(turn.after, 2)}
            for turn in course.turns
        ],
    }


def _write_month(month: PairMonth) -> Line:
    return {
        "month": month.month,
        "score": round(month.score, 2),
        "quads": month.quads,
        "evidence": [month.lowest.excerpt.passage.span, month.highest.excerpt.passage.span],
    }


def write_spread(spread: Spread, n_regions: int) -> Line:
    """The regions with the most events, and the neighbours drawn in."""
    return {
        "regions": [_write_region(one) for one in spread.regions[:n_regions]],
        "neighbours": [{"country": country, **_write_site(site)} for country, site in spread.neighbours],
    }


def _write_region(region: Region) -> Line:
    return {
        "country": region.country,
        "admin1": region.admin1,
        "n_events": region.n_events,
        "lat": round(region.lat, 3),
        "lon": round(region.lon, 3),
        "months": [{"month": month, "n_events": n} for month, n in region.months],
        "first": _write_site(region.first),
        "last": _write_site(region.last),
    }


def _write_site(site: Site) -> Line:
    return {"day": site.day, "place": site.place.name, "evidence": site.excerpt.passage.span}

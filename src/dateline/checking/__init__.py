"""Claim + the documents it rests on -> a verdict, a score, and the reasons in words.

documents -> sources (sentences, words, an index)
claim x sources -> matching (what each word can rest on)
  -> facets: names, figures, days, quotes, outlets, speakers, hedging, roles, causes, stale -> reasons
  -> features -> model -> score
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.checking import causes, days, figures, hedging, names, outlets, quotes, roles, speakers, stale
from dateline.checking.claims import Case, Claim
from dateline.checking.differences import compare
from dateline.checking.events import part_events
from dateline.checking.features import measure_borne
from dateline.checking.matching import match
from dateline.checking.search import rank_documents, rare_words
from dateline.checking.sources import Document, Sources, prepare_sources
from dateline.checking.verdicts import judge
from dateline.records import Check, Reason

MADE_BY = "checker@1"

FACETS = (quotes, outlets, names, figures, days, speakers, hedging, roles, causes, stale)

__all__ = [
    "FACETS",
    "MADE_BY",
    "Case",
    "Claim",
    "Document",
    "Sources",
    "check",
    "compare",
    "find_reasons",
    "judge",
    "make_case",
    "measure_borne",
    "part_events",
    "prepare_sources",
    "rank_documents",
    "rare_words",
]


def check(claim: Claim, sources: Sources) -> Check:
    """The verdict on a claim."""
    case = make_case(claim, sources)
    return judge(case, list(find_reasons(case)))


def make_case(claim: Claim, sources: Sources) -> Case:
    """The claim with how its words stand in the sources."""
    return Case(claim, sources, match(days.hide_days(claim, sources), sources))


def find_reasons(case: Case) -> Iterator[Reason]:
    """Everything that speaks against a claim."""
    for facet in FACETS:
        yield from facet.find_faults(case)

"""How sure a reader may be of a sentence: who stands behind it, and whether it is told as fact (records.Confidence)."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.briefs.material import Pick
from dateline.briefs.understood import Readings, is_doubtful
from dateline.gazetteer import find_agency, find_outlet
from dateline.records import Citation, Confidence, Modality, Sentence


def rate_pick(pick: Pick, readings: Readings) -> Confidence:
    """Claimed, corroborated or of a single source: what is said stays said, however many say so.

    Who announces, declares or orders does something; who says that something is so only says it.
    """
    excerpt = pick.excerpt
    is_fact = excerpt.passage.modality is Modality.HAPPENED and not excerpt.passage.is_hearsay
    if not is_fact or is_doubtful(readings, excerpt):
        return Confidence.CLAIMED
    cited = (citation for one in (excerpt, *pick.support) for citation in one.article.citations)
    return Confidence.CORROBORATED if len(name_origins(cited)) > 1 else Confidence.SINGLE_SOURCE


def rate_together(sentences: Iterable[Sentence]) -> Confidence:
    """Of sentences that are told as one, the least sure."""
    order = list(Confidence)
    return max((sentence.confidence for sentence in sentences), key=order.index)


def name_origins(citations: Iterable[Citation]) -> frozenset[str]:
    """Who stands behind citations: the agency whose text an outlet carries, else the outlet."""
    cited = (citation.outlet for citation in citations if citation.outlet)
    return frozenset(find_agency(outlet) or find_outlet(outlet).name for outlet in cited)

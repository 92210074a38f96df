"""A case -> its verdict: hard reasons refuse by themselves, soft ones where the model finds the whole unlikely too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.checking.claims import Case
from dateline.checking.features import measure
from dateline.checking.grammar import find_cues
from dateline.checking.matching import LEAST
from dateline.checking.model import load_model
from dateline.records import Aspect, Check, Reason, Verdict

# Reasons that were wrong of one true sentence in ten (labels/claims.jsonl): they count together with the score.
SOFT = frozenset({Aspect.MODALITY, Aspect.NEGATION})
REFUSED_AT_MOST = 0.2  # the score of a claim that a hard reason refuses
SAME_MATTER = 0.4  # of a claim's weight that a line bears which can contradict it: the least on labels/claims.jsonl
MAX_EVIDENCE = 4
DIGITS = 3
_LEAST_CONTENT = 2  # words of a sentence that can be checked


def judge(case: Case, reasons: Sequence[Reason], *, least: float = 0.0) -> Check:
    """The verdict on a claim, with the words that decide. `least`: a score under it bears nothing out."""
    if not case.sources.lines:
        return _not_checkable(case, "there is no source to hold it against")
    if len(case.matching.content) < _LEAST_CONTENT or case.claim.text.rstrip().endswith("?"):
        return _not_checkable(case, "it states nothing that a source could bear out")
    score = find_score(case, reasons)
    is_unlikely = score < max(least, load_model().threshold)
    reasons = [reason for reason in reasons if _is_about(reason, case)]
    counted = [reason for reason in reasons if is_unlikely or reason.aspect not in SOFT]
    if not counted and not is_unlikely:
        return _check(case, Verdict.SUPPORTED, score, ())
    if not counted:
        if find_cues(case.claim.text, "assessing"):
            return _not_checkable(case, "it assesses or forecasts; no source says this, and none could contradict it")
        if not _names_anything(case):
            return _not_checkable(case, "it names nobody, no place, no number and no day that a source could bear out")
        counted = [_find_lack(case)]
    is_contradicted = any(reason.verdict is Verdict.CONTRADICTED for reason in counted)
    if any(reason.aspect not in SOFT for reason in counted):
        score = min(score, REFUSED_AT_MOST)
    verdict = Verdict.CONTRADICTED if is_contradicted else Verdict.NOT_SUPPORTED
    return _check(case, verdict, score, counted)


def _is_about(reason: Reason, case: Case) -> bool:
    """Whether the words that say otherwise are told of the same matter."""
    if reason.evidence is None or reason.verdict is not Verdict.CONTRADICTED:
        return True
    scores = (score for at, score in case.matching.scores.items() if case.sources.span(at) == reason.evidence)
    return max(scores, default=0.0) >= SAME_MATTER


def find_score(case: Case, reasons: Sequence[Reason]) -> float:
    """0 to 1: how likely the best lines bear the claim."""
    return load_model().score(measure(case, reasons))


def _check(case: Case, verdict: Verdict, score: float, reasons: Sequence[Reason]) -> Check:
    return Check(
        claim=case.claim.text,
        verdict=verdict,
        score=round(score, DIGITS),
        evidence=tuple(case.sources.span(at) for at in case.matching.lines[:MAX_EVIDENCE]),
        reasons=tuple(sorted(reasons, key=lambda reason: (reason.start, reason.end, reason.aspect))),
    )


def _not_checkable(case: Case, why: str) -> Check:
    reason = replace(_whole(case), verdict=Verdict.NOT_CHECKABLE, text=why)
    return Check(claim=case.claim.text, verdict=Verdict.NOT_CHECKABLE, score=0.5, reasons=(reason,))


def _names_anything(case: Case) -> bool:
    words = [case.word(nth) for nth in range(len(case.matching.content))]
    return bool(case.claim.dates) or any(word.is_name or word.number is not None for word in words)


def _find_lack(case: Case) -> Reason:
    """What a claim says beyond its best lines, in its own words."""
    lacking = [
        case.claim.text[case.word(nth).start : case.word(nth).end]
        for nth in range(len(case.matching.content))
        if case.matching.firm(nth, case.matching.lines) < LEAST
    ]
    told = f"the sources say nothing of: {', '.join(lacking)}" if lacking else "the sources do not say this together"
    return replace(_whole(case), text=told)


def _whole(case: Case) -> Reason:
    return case.missing(Aspect.WHOLE, "", 0, len(case.claim.text))

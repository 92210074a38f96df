"""Who and what is named stands in the sources, under that name, and holds the office that is given to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.checking.claims import Case
from dateline.checking.grammar import load_grammar
from dateline.checking.sources import SKIPPED_IN_ACRONYMS, Line
from dateline.checking.words import Word, names_in
from dateline.records import Aspect, Reason

FIRM = 0.6  # how firmly a name's word must rest
_NEAR = 5  # words before a name in which its office stands


def find_faults(case: Case) -> Iterator[Reason]:
    """Names that no source holds, and names that a source gives otherwise."""
    skipped = load_grammar().lists["calendar"]
    for run in names_in(case.matching.words):
        named = [word for word in run if word.text not in skipped]
        while named and named[0].text in load_grammar().lists["titles"]:
            named = named[1:]
        is_plain = len(named) == 1 and named[0].is_known and not named[0].lemmas[0].startswith("@")
        if named and not is_plain and not _is_outlet(named, case):
            yield from _check_name(named, case)
    yield from _check_offices(case)


def _is_outlet(run: Sequence[Word], case: Case) -> bool:
    return all(part in case.sources.outlets for word in run for part in word.text.split())


def _check_name(run: Sequence[Word], case: Case) -> Iterator[Reason]:
    borne = [_is_borne(word, case) for word in run]
    if all(borne) or _is_acronym_written_out(run, case):
        return
    text = case.claim.text
    start, end = run[0].start, run[-1].end
    name = text[start:end]
    if not any(borne):
        yield case.missing(Aspect.NAME, f"no source names {name}", start, end)
        return
    other = _other_name(run, borne, case)
    if other is not None:
        line, words = other
        yield case.against(Aspect.NAME, f"the source names {words}, not {name}", (start, end), line)
    elif not borne[-1]:
        missing = run[borne.index(False)]
        yield case.missing(Aspect.NAME, f"no source names {text[missing.start : end]}", missing.start, end)


def _is_borne(word: Word, case: Case) -> bool:
    nth = case.matching.content.index(word.at)
    if case.matching.firm(nth) >= FIRM or word.text in load_grammar().lists["household"]:
        return True
    return any(part in case.sources.outlets for part in word.text.split())


def _is_acronym_written_out(run: Sequence[Word], case: Case) -> bool:
    """Whether a source has the name as an acronym: "Economic Community of West African States", ECOWAS."""
    words = case.matching.words[run[0].at : run[-1].at + 1]
    initials = "".join(part[0] for word in words if word.text not in SKIPPED_IN_ACRONYMS for part in word.text.split())
    return len(initials) > 1 and initials in case.sources.index


def _other_name(run: Sequence[Word], borne: Sequence[bool], case: Case) -> tuple[Line, str] | None:
    """A name in the best lines that shares a word with the run and has another in the place of one."""
    for word, is_borne, nearby, near_borne in zip(run, borne, run[1:], borne[1:], strict=False):
        if is_borne == near_borne:
            continue
        known, step = (word, 1) if is_borne else (nearby, -1)
        nth = case.matching.content.index(known.at)
        for hit in case.matching.hits[nth]:
            line = case.sources.lines[hit.line]
            at = hit.word + step
            if 0 <= at < len(line.words) and line.words[at].is_name and line.words[at].number is None:
                first, last = sorted((hit.word, at))
                if line.words[last].start - line.words[first].end > 1:
                    continue
                if line.words[at].text not in load_grammar().lists["titles"]:
                    return line, line.text[line.words[first].start : line.words[last].end]
    return None


def _check_offices(case: Case) -> Iterator[Reason]:
    """An office that stands beside a name in the claim, where the sources give that name another office."""
    for run in names_in(case.matching.words):
        holder = run[-1]
        is_acronym = case.claim.text[holder.start : holder.end].isupper()
        if holder.text in load_grammar().lists["offices"] or is_acronym or not _is_borne(holder, case):
            continue
        held = _office_before(case.matching.words, holder.at)
        if not held.words:
            continue
        nth = case.matching.content.index(holder.at)
        hits = [hit for hit in case.matching.hits[nth] if hit.firm >= FIRM]
        lines = [case.sources.lines[hit.line] for hit in hits]
        told = [(line, _office_before(line.words, hit.word)) for line, hit in zip(lines, hits, strict=True)]
        named = [(line, office) for line, office in told if office.words]
        if named and not any(office.fits(held) for _, office in named):
            line, office = named[0]
            who = case.claim.text[run[0].start : holder.end]
            text = f"the source calls {who} {office.shown}, not {held.shown}"
            yield case.against(Aspect.ROLE, text, (run[0].start, holder.end), line)


@dataclass(frozen=True, slots=True)
class _Office:
    """What stands before a name: the words of the office, what it is for ("finance"), and whether it is over."""

    words: frozenset[str]
    portfolios: frozenset[str]
    is_former: bool
    shown: str

    def fits(self, other: _Office) -> bool:
        """Whether it can be the office that another text gives."""
        if not self.words & other.words or (self.is_former and not other.is_former):
            return False
        return not (self.portfolios and other.portfolios) or bool(self.portfolios & other.portfolios)


def _office_before(words: Sequence[Word], holder: int) -> _Office:
    """The office in front of a name that ends at a word."""
    lists = load_grammar().lists
    first = holder
    while first and words[first - 1].is_name and words[first - 1].text not in lists["offices"]:
        first -= 1
    before: list[Word] = []
    for word in reversed(words[max(0, first - _NEAR) : first]):
        if word.is_content and not word.is_name and word.text not in lists["titles"] | lists["former"]:
            break
        before.insert(0, word)
    texts = [word.text for word in before]
    return _Office(
        words=frozenset(texts) & lists["offices"],
        portfolios=frozenset(texts) & lists["portfolios"],
        is_former=bool(set(texts) & lists["former"]),
        shown=" ".join(text for text in texts if text in lists["titles"] | lists["former"] | lists["offices"]),
    )

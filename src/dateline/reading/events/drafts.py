"""Coded predicates and states -> drafts of events: with their mentions and counts, and told once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.reading.events.arguments import (
    Mentions,
    find_actors,
    find_aim,
    find_site_targets,
    find_sources,
    find_targets,
    is_actor,
)
from dateline.reading.events.coder import Coded
from dateline.reading.events.grammar import load_grammar
from dateline.reading.events.numbers import Number, find_numbers
from dateline.reading.events.plover import load_types
from dateline.reading.events.predicates import Predicate
from dateline.reading.events.standing import find_mode
from dateline.reading.events.states import State
from dateline.records import Count, EventMode, Mention, Span

# Which outcomes of a count belong to events of a type; a count without an outcome belongs to any.
_OUTCOME_TYPES = {
    "killed": ("ASSAULT",),
    "wounded": ("ASSAULT", "COERCE", "PROTEST"),
    "arrested": ("COERCE", "PROTEST"),
    "kidnapped": ("ASSAULT", "COERCE"),
    "displaced": ("ASSAULT", "COERCE"),
    "missing": ("ASSAULT",),
    "released": ("YIELD", "AID"),
}
# In the passive without "by", those it is told of do it: "riot police are deployed".
_DONE_BY_ONESELF = frozenset(["MOBILIZE"])
# Where no other target is named, it is the country of the place: an embassy opened in Tehran, a curfew in Kosovo.
_DONE_TO_PLACES = frozenset(["CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "SANCTION", "MOBILIZE", "AGREE"])
# Acts that are always aimed at somebody, whom the sentence may name only at its end.
_AIMED = frozenset(["PROTEST", "THREATEN", "REQUEST", "REJECT", "ACCUSE", "SUPPORT", "SANCTION"])
COOPERATION = 2  # quad classes up to this are cooperation
_NEAR = 40  # characters from a trigger to a number without an outcome that still belongs to it
_AGAINST = frozenset(["against", "contre"])
# A convoy is attacked and a newspaper closed; a bill that is rejected or a post that is resigned from is no target.
_DONE_TO_THINGS = frozenset(["ASSAULT", "COERCE"])


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence with its place among the sentences, its offset in the article, and its parse."""

    position: int
    offset: int
    doc: Doc

    @property
    def end(self) -> int:
        """Where it ends in the article."""
        last = self.doc[-1] if len(self.doc) else None
        return self.offset + (last.idx + len(last.text_with_ws) if last is not None else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event whose mentions have no numbers yet."""

    type: str
    sentence: ParsedSentence
    token: Token
    verb: Token
    sources: tuple[Mention, ...]
    targets: tuple[Mention, ...]
    mode: EventMode = EventMode.HAPPENED
    numbers: tuple[Number, ...] = ()
    score: float = 1.0
    is_state: bool = False

    @property
    def start(self) -> int:
        """Where its trigger begins in the article."""
        return self.sentence.offset + self.token.idx


def draft_events(coded: Sequence[Coded], sentence: ParsedSentence, mentions: Mentions, lang: str) -> Iterator[Draft]:
    """The events of one sentence, each told once, with the counts that belong to them."""
    if not coded:
        return
    predicates = {one.predicate.token.i: one.predicate for one in coded}
    drafts = [_draft(one, sentence, mentions, predicates, lang) for one in coded]
    yield from _share(_merge(drafts), find_numbers(sentence.doc, lang))


def draft_states(states: Iterable[State], sentence: ParsedSentence, mentions: Mentions) -> Iterator[Draft]:
    """The states of one sentence that stand between two actors or an actor and a place."""
    for state in states:
        sources = find_actors(state.sources, sentence.offset, mentions, {})
        targets = find_actors(state.targets, sentence.offset, mentions, {})
        if sources and targets and sources != targets:
            yield Draft(
                type=state.type,
                sentence=sentence,
                token=state.token,
                verb=state.token,
                sources=sources,
                targets=targets,
                mode=EventMode.ONGOING,
                is_state=True,
            )


def draft_offices(sentences: Sequence[ParsedSentence], holders: Iterable[tuple[Mention, int]]) -> Iterator[Draft]:
    """Who holds which office, at the word that names the office."""
    for mention, position in holders:
        token, sentence = _locate(sentences, position)
        if token is not None and sentence is not None:
            yield Draft(
                type="HOLDS_OFFICE",
                sentence=sentence,
                token=token,
                verb=token,
                sources=(mention,),
                targets=(),
                mode=EventMode.ONGOING,
                is_state=True,
            )


def to_count(number: Number, sentence: ParsedSentence, article_id: str) -> Count:
    """A number of a sentence as a record."""
    quote = sentence.doc.text[number.start : number.end]
    start = sentence.offset + number.start
    span = Span(article_id=article_id, start=start, end=start + len(quote), quote=quote)
    return Count(span=span, low=number.low, high=number.high, what=number.what, outcome=number.outcome)


def _draft(
    coded: Coded, sentence: ParsedSentence, mentions: Mentions, predicates: Mapping[int, Predicate], lang: str
) -> Draft:
    predicate = coded.predicate
    others = {at: one for at, one in predicates.items() if at != predicate.token.i}
    sources = find_sources(predicate, sentence.offset, mentions, others)
    targets = find_targets(_without_opponents(predicate, coded.type), sentence.offset, mentions, others)
    if coded.type in _DONE_TO_PLACES and not any(is_actor(target) for target in targets):
        targets = find_site_targets(predicate, sentence.offset, mentions) or targets
    denies = predicate.key in load_grammar(lang).denials
    if coded.type in _AIMED and not denies and not any(is_actor(target) for target in targets):
        targets = find_aim(predicate, sentence.offset, mentions, sources) or targets
    if coded.type in _DONE_BY_ONESELF and predicate.is_passive and not sources:
        sources, targets = targets, ()
    return Draft(
        type=coded.type,
        sentence=sentence,
        token=predicate.token,
        verb=predicate.verb,
        sources=sources,
        targets=tuple(t for t in targets if t not in sources and (is_actor(t) or coded.type in _DONE_TO_THINGS)),
        mode=find_mode(predicate, lang),
        score=coded.score,
    )


def _without_opponents(predicate: Predicate, event_type: str) -> Predicate:
    """For help and praise, without those whom it is given against."""
    if load_types()[event_type].quad > COOPERATION:
        return predicate
    groups = (group for group in predicate.else_targets if group[0].head.lower_ not in _AGAINST)
    targets = tuple(token for token in predicate.targets if token.head.lower_ not in _AGAINST)
    return replace(predicate, targets=targets, else_targets=tuple(groups))


def _merge(drafts: Sequence[Draft]) -> list[Draft]:
    """One event for what a sentence tells in several words: "attack a base, killing 18"."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((at for at, other in enumerate(kept) if _is_same(other, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[twin] = _join(kept[twin], draft)
    return kept


def _is_same(left: Draft, right: Draft) -> bool:
    """Whether two drafts of one type tell of one act: one hangs on the other, and no side contradicts."""
    if left.type != right.type or left.mode is not right.mode:
        return False
    is_tied = left.token.is_ancestor(right.token) or right.token.is_ancestor(left.token)
    return (
        is_tied
        and _agree(left.sources, right.sources)
        and (left.type == "ASSAULT" or _agree(left.targets, right.targets))
    )


def _agree(left: tuple[Mention, ...], right: tuple[Mention, ...]) -> bool:
    if not left or not right:
        return True
    return bool({_identity(one) for one in left} & {_identity(one) for one in right})


def _identity(mention: Mention) -> str:
    return mention.actor_id or mention.name.casefold()


def _join(left: Draft, right: Draft) -> Draft:
    better, other = (left, right) if left.score >= right.score else (right, left)
    targets = {(m.span.start, m.span.end): m for m in (*left.targets, *right.targets)}
    sources = better.sources or other.sources
    return replace(better, sources=sources, targets=tuple(m for m in targets.values() if m not in sources))


def _share(drafts: Sequence[Draft], numbers: Sequence[Number]) -> list[Draft]:
    """Give each count to the event it belongs to: by its outcome, then by where it hangs, then by nearness."""
    shares: list[list[Number]] = [[] for _ in drafts]
    for number in numbers:
        fitting = [
            at for at, draft in enumerate(drafts) if not number.outcome or draft.type in _OUTCOME_TYPES[number.outcome]
        ]
        best = min(fitting, key=lambda at: _distance(drafts[at], number), default=None)
        if best is not None and (number.outcome or _distance(drafts[best], number) <= _NEAR):
            shares[best].append(number)
    return [replace(draft, numbers=tuple(share)) for draft, share in zip(drafts, shares, strict=True)]


def _distance(draft: Draft, number: Number) -> int:
    end = draft.token.idx + len(draft.token.text)
    return max(0, number.start - end, draft.token.idx - number.end)


def _locate(sentences: Sequence[ParsedSentence], position: int) -> tuple[Token | None, ParsedSentence | None]:
    """The word at a position of the article, and its sentence."""
    number = bisect_right(sentences, position, key=lambda one: one.offset) - 1
    if number < 0 or position >= sentences[number].end:
        return None, None
    sentence = sentences[number]
    at = position - sentence.offset
    return next((t for t in sentence.doc if t.idx <= at < t.idx + len(t.text)), None), sentence

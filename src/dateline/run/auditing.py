"""Anyone's text -> its claims -> the evidence there is as of a moment -> a verdict for each.

text -> sentences -> claims (clauses that stand by themselves)
claim -> reports that may tell of it: of a situation, of files, or of the whole store by the claim's rarest words
      -> those whose sentences bear the most of it -> by the events they tell of -> check against each
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from dateline import checking, reading, sources
from dateline.errors import UnknownSituation
from dateline.records import Article, Aspect, Audit, AuditedSentence, Check, Failure, Page, Reason, Span, Verdict
from dateline.run.briefing import near_situations, select
from dateline.run.checking import make_claim, make_document, sketch_document
from dateline.run.landing import read_page
from dateline.run.languages import with_language
from dateline.store import Store, View
from dateline.text import clean

MAX_CHARS = 200_000  # of a text: what is longer is a book
POOL = 60  # reports of the store that a claim is first held against
CLOSE = 8  # of these that it is checked against, and
MAX_CLOSE_LINES = 12  # the lines by which they are chosen
MAX_WORDS = 16  # of a claim that the store is asked for
# The best lines have to bear so much of a claim together, or nobody reports it. Set on labels/claims.jsonl: true claims
# against their own documents have .37 and more.
LEAST_BORNE = 0.3
# A claim of a text that rests on no document it names is held to more than one that does. Set on labels/claims.jsonl
# and claims_train.jsonl, each audited against all of their documents: more caught and fewer refused than before.
LEAST_SCORE = 0.4
_JOINTS = re.compile(r"(?:;|, (?:while|but|whereas|although|though)|, and(?= (?:the|it|he|she|they|[A-Z])\b))\s+")
_LEAST_CLAIM = 4  # words of a clause that is a claim by itself
_PRONOUN = re.compile(r"(?:He|She|It|They|This|These|His|Her|Its|Their)\b")

Search = Callable[[str, str], checking.Sources]
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A claim of a sentence, and what the sentence before was about, for a claim that says "he"."""

    text: str
    start: int
    context: str


def audit_text(
    text: str,
    as_of: datetime,
    *,
    store: Store | None = None,
    about: str | None = None,
    articles: Sequence[Article] = (),
    tell: Tell = lambda done, total: None,
) -> Audit:
    """The audit of a text against articles, or against a store: a situation's reports or all. Raises ValueError for a
    text that is empty or too long, UnknownSituation."""
    text = clean(text)
    if not text or len(text) > MAX_CHARS:
        raise ValueError(f"a text of {len(text):,} characters; expected 1 to {MAX_CHARS:,}")
    search, n_searched, title = _make_search(store, about, articles, as_of)
    cited = dict[str, Article]()

    def judge(span: tuple[int, int], claims: Sequence[_Piece]) -> AuditedSentence:
        checks = []
        for piece in claims:
            sources = search(piece.text, piece.context)
            checks.append(_check(piece.text, sources, as_of))
            cited.update((d.article.article_id, d.article) for d in sources.documents)
        starts = tuple(piece.start for piece in claims)
        return AuditedSentence(text=text[slice(*span)], start=span[0], end=span[1], starts=starts, checks=tuple(checks))

    sentences, pieces = [], list(split_claims(text))
    for number, piece in enumerate(pieces, start=1):
        sentences.append(judge(*piece))
        tell(number, len(pieces))
    used = _cited_ids(sentences)
    return Audit(
        title=title,
        text=text,
        as_of=as_of,
        made_by=checking.MADE_BY,
        sentences=tuple(sentences),
        reports=tuple(article for article_id, article in cited.items() if article_id in used),
        n_searched=n_searched,
    )


def read_documents(paths: Iterable[str], now: datetime, on_failure: Callable[[Failure], None]) -> list[Article]:
    """The articles in files and folders of any kind that import takes; what cannot be read goes to `on_failure`."""
    found: list[Article] = []
    for path in paths:
        for item in sources.read_path(path, now=now):
            outcome = read_page(item).outcome if isinstance(item, Page) else item
            if isinstance(outcome, Article):
                found.append(with_language(outcome))
            elif isinstance(outcome, Failure):
                on_failure(outcome)
    return found


def split_claims(text: str) -> Iterable[tuple[tuple[int, int], list[_Piece]]]:
    """The sentences of a text as (start, end), each with its claims: clauses that can be true or false alone."""
    before = ""
    for start, end in reading.find_sentences(Article(article_id="text", source_id="typed", text=text, lang="en")):
        sentence = text[start:end]
        if sentence[-1:] not in ".!?\"”'’)" and len(sentence.split()) <= _LEAST_CLAIM:
            continue  # a heading
        yield (start, end), list(_split_sentence(sentence, start, before))
        before = sentence


def _split_sentence(sentence: str, start: int, before: str) -> Iterable[_Piece]:
    cuts = [0]
    for found in _JOINTS.finditer(sentence):
        if sentence[: found.start()].count('"') % 2 == 0:
            cuts.append(found.end())
    cuts.append(len(sentence))
    parts = [(left, sentence[left:right].rstrip(" ;,")) for left, right in pairwise(cuts)]
    if any(len(part.split()) < _LEAST_CLAIM for _, part in parts):
        parts = [(0, sentence)]
    for at, part in parts:
        yield _Piece(part, start + at, before if at or _PRONOUN.match(part) else "")


def _make_search(
    store: Store | None, about: str | None, articles: Sequence[Article], as_of: datetime
) -> tuple[Search, int, str]:
    """How reports that may tell of a claim are found, among how many, and what these are called."""
    if articles:
        kept = [a for a in articles if a.known_at is None or a.known_at <= as_of]
        pool = checking.prepare_sources(sketch_document(article) for article in kept)
        return (lambda claim, context: _narrow(claim, context, pool)), len(kept), "the documents given"
    if store is None:
        raise ValueError("an audit needs articles or a store")
    if about is not None:
        selection = select(store, about, as_of)
        if selection is None:
            near = near_situations(store, about)
            hint = f"Did you mean {' or '.join(near)}?" if near else "'dateline stats' tells what the store holds."
            raise UnknownSituation(f"No report in the store is about '{about}'.", hint=hint)
        pool = checking.prepare_sources(sketch_document(article) for article in selection.articles)
        name = selection.situation.title
        return (lambda claim, context: _narrow(claim, context, pool)), len(selection.articles), name
    view = store.view(as_of)
    return (lambda claim, context: _search_store(view, claim, context)), len(view.list_arrivals()), "the store"


def _search_store(view: View, claim: str, context: str) -> checking.Sources:
    words = checking.rare_words(claim, context, MAX_WORDS)
    pool = checking.prepare_sources(sketch_document(article) for article in view.rank_articles(words, POOL))
    return _narrow(claim, context, pool)


def _narrow(claim: str, context: str, pool: checking.Sources) -> checking.Sources:
    """The few reports of a pool whose lines bear the most of a claim: a number from anywhere would bear any number."""
    documents = checking.rank_documents(claim, context, pool, n_lines=MAX_CLOSE_LINES)[:CLOSE]
    return checking.prepare_sources(make_document(document.article) for document in documents)


def _check(text: str, sources: checking.Sources, as_of: datetime) -> Check:
    """The verdict by the reports of one event: of one that bears the claim, else of the one that bears the most, rather
    on the days that it names. Words of several that share nothing would bear what nobody reports."""
    claim = make_claim(text, as_of.date())
    parts = checking.part_events(claim, sources) or [sources]
    return max((_judge(checking.make_case(claim, part)) for part in parts), key=lambda one: one[0])[1]


def _judge(case: checking.Case) -> tuple[tuple[bool, bool, float], Check]:
    """How near reports of one event come to bearing a claim, and the verdict by them."""
    reasons = list(checking.find_reasons(case))
    found = checking.judge(case, reasons, least=LEAST_SCORE)
    borne = checking.measure_borne(case)
    is_then = borne >= LEAST_BORNE and not any(reason.aspect is Aspect.DATE for reason in reasons)
    if borne < LEAST_BORNE and found.verdict is not Verdict.NOT_CHECKABLE:
        found = _refuse(found)
    return (found.verdict is Verdict.SUPPORTED, is_then, borne), found


def _refuse(found: Check) -> Check:
    nobody = Reason(
        aspect=Aspect.WHOLE,
        verdict=Verdict.NOT_SUPPORTED,
        text="no report tells of this",
        start=0,
        end=len(found.claim),
    )
    return replace(found, verdict=Verdict.NOT_SUPPORTED, evidence=(), reasons=(nobody,))


def _cited_ids(sentences: Iterable[AuditedSentence]) -> set[str]:
    spans: list[Span] = []
    for sentence in sentences:
        for check in sentence.checks:
            spans += check.evidence
            spans += [reason.evidence for reason in check.reasons if reason.evidence]
    return {span.article_id for span in spans}

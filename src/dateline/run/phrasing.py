"""A brief, part by part, through a language model and the checker after it; what does not stand stays as it was."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dateline import checking
from dateline.briefs.phrasing import SCHEMA, Prompt, make_prompt, merge, read_answer
from dateline.errors import BrokenWorldError
from dateline.fetching.models import Endpoint, ask_model, make_body
from dateline.records import Brief, ModelCall, QuoteEvidence, Section, Verdict
from dateline.run.checking import make_claim, make_document, make_report
from dateline.store import Store
from dateline.text import digest

_log = logging.getLogger(__name__)


def phrase(store: Store, brief: Brief, endpoint: Endpoint, now: datetime) -> Brief:
    """The brief with what the model wrote and the checker let stand. A model that fails leaves it as it is."""
    sections: list[Section] = []
    for section in brief.sections:
        prompt = make_prompt(section)
        sections.append(section if prompt is None else _phrase_section(store, brief, section, prompt, (endpoint, now)))
    return replace(brief, sections=tuple(sections), made_by=f"{brief.made_by} + {endpoint.model}")


def _phrase_section(
    store: Store, brief: Brief, section: Section, prompt: Prompt, asked: tuple[Endpoint, datetime]
) -> Section:
    endpoint, now = asked
    articles = {source.article_id: source for source in brief.sources}

    def bears(text: str, quotes: Sequence[QuoteEvidence]) -> bool:
        documents = [
            replace(make_document(make_report(articles[quote.span.article_id])), spans=[_place(quote)])
            for quote in quotes
        ]
        claim = make_claim(text, brief.as_of.date())
        return checking.check(claim, checking.prepare_sources(documents)).verdict is Verdict.SUPPORTED

    try:
        drafts = read_answer(_ask(store, endpoint, prompt, now))
    except (BrokenWorldError, ValueError) as error:
        _log.warning("model not heard", extra={"section": section.title, "cause": str(error)})
        return section
    phrased, dropped = merge(section, prompt, drafts, bears)
    for text in dropped:
        _log.warning("sentence of the model dropped", extra={"sentence": text, "section": section.title})
    return phrased


def _ask(store: Store, endpoint: Endpoint, prompt: Prompt, now: datetime) -> str:
    """The answer, from the store where the same was asked before."""
    body = make_body(endpoint, prompt.rules, prompt.data, SCHEMA)
    prompt_hash = digest(endpoint.base_url, body.decode("utf-8"), length=32)
    known = store.get_model_call(prompt_hash)
    if known is not None:
        return known.answer
    answer = ask_model(endpoint, body)
    call = ModelCall(
        model=endpoint.model,
        prompt_hash=prompt_hash,
        answer=answer.text,
        n_prompt_tokens=answer.n_prompt_tokens,
        n_answer_tokens=answer.n_answer_tokens,
        seconds=round(answer.seconds, 3),
        asked_at=now,
    )
    with store.write() as writer:
        writer.add_model_call(call)
    return answer.text


def _place(quote: QuoteEvidence) -> tuple[int, int]:
    return quote.span.start, quote.span.end

"""Records into the shapes that tools answer with, and the short text beside each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from mcp.types import CallToolResult, TextContent
from pydantic import BaseModel

from dateline import run
from dateline.codec import name_version
from dateline.mcp import shapes
from dateline.moments import write_published
from dateline.records import (
    Article,
    Audit,
    Bond,
    Brief,
    Check,
    ClaimTest,
    Episode,
    QuoteEvidence,
    Reason,
    RowEvidence,
    Sentence,
    Span,
)

LEAD_CHARS = 300  # of a report that was found
Articles = Mapping[str, Article]


def answer(text: str, value: BaseModel) -> CallToolResult:
    """A tool's answer: the text for whoever reads along, the value for the program."""
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=value.model_dump(mode="json")
    )


def say_moment(moment: datetime) -> str:
    """2025-11-07T23:59:59Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def cite(span: Span, articles: Articles) -> shapes.Evidence:
    """A span with the report that it stands in."""
    return _evidence(span.article_id, span.start, span.end, span.quote, articles[span.article_id])


def cite_lead(article: Article, start: int = 0, chars: int = LEAD_CHARS) -> shapes.Evidence:
    """Some of a report's text, as it stands there."""
    quote = article.text[start : start + chars]
    return _evidence(article.article_id, start, start + len(quote), quote, article)


def _evidence(article_id: str, start: int, end: int, quote: str, article: Article) -> shapes.Evidence:
    published, known = article.published_at, article.known_at
    return shapes.Evidence(
        article_id=article_id,
        outlet=article.outlet,
        url=article.url,
        published_at=write_published(published, known) if published and known else None,
        quote=quote,
        start=start,
        end=end,
    )


def shape_brief(brief: Brief) -> shapes.BriefShape:
    """A brief with the evidence of each sentence."""
    return shapes.BriefShape(
        as_of=say_moment(brief.as_of),
        situation=brief.situation_id,
        title=brief.title,
        version=name_version(brief),
        n_reports=brief.coverage.n_articles,
        n_outlets=brief.coverage.n_outlets,
        gaps=list(brief.coverage.gaps),
        sections=[
            shapes.BriefSection(title=one.title, sentences=[_shape_sentence(line) for line in one.sentences])
            for one in brief.sections
        ],
    )


def _shape_sentence(sentence: Sentence) -> shapes.BriefSentence:
    quotes = [one for one in sentence.evidence if isinstance(one, QuoteEvidence)]
    rows = [one for one in sentence.evidence if isinstance(one, RowEvidence)]
    return shapes.BriefSentence(
        text=sentence.text,
        kind=sentence.kind.value,
        confidence=sentence.confidence.value,
        note=sentence.note.value if sentence.note else None,
        evidence=[cite_quote(one) for one in quotes],
        data=[_shape_rows(one) for one in rows],
    )


def _shape_rows(one: RowEvidence) -> shapes.Data:
    return shapes.Data(
        series=one.series,
        rows=[dict(row) for row in one.rows],
        source=one.source,
        released_at=one.released_at.isoformat(),
    )


def shape_claim_test(one: ClaimTest, articles: Articles) -> shapes.ClaimTestShape:
    """A claim held against a series; a report's with the sentence that makes it."""
    sentence = one.claim.excerpt.passage.span
    return shapes.ClaimTestShape(
        outcome=one.outcome.value,
        is_shaky=one.is_shaky,
        text=one.text,
        words=one.claim.words.quote,
        evidence=[cite(sentence, articles)] if sentence.article_id in articles else [],
        data=[_shape_rows(one.evidence)] if one.evidence else [],
    )


def cite_quote(one: QuoteEvidence) -> shapes.Evidence:
    """A quote with the first outlet that carries it."""
    return shapes.Evidence(
        article_id=one.span.article_id,
        outlet=one.citations[0].outlet if one.citations else "",
        url=next((citation.url for citation in one.citations if citation.url), None),
        published_at=write_published(one.published_at, one.known_at),
        quote=one.span.quote,
        start=one.span.start,
        end=one.span.end,
    )


def shape_episode(one: Episode, today: date) -> shapes.EpisodeShape:
    """An episode as it stands on a day."""
    last = one.ended or one.last
    excerpts = [one.started] if last is one.started else [one.started, last]
    return shapes.EpisodeShape(
        kind=one.kind,
        name=one.name,
        state=run.tell_state(one, today).value,
        started=one.started.day.isoformat(),
        ended=one.ended.day.isoformat() if one.ended else None,
        last_reported=one.last.day.isoformat(),
        n_reports=one.n_excerpts,
        evidence=[cite(found.passage.span, {found.article.article_id: found.article}) for found in excerpts],
    )


def shape_bond(bond: Bond, today: date) -> shapes.RelationShape:
    """A relation as it stands on a day."""
    claims = {id(claim): claim for claim in (bond.came, bond.last, bond.ended) if claim is not None}
    excerpts = [claim.excerpt for claim in claims.values()]
    return shapes.RelationShape(
        kind=bond.kind.value,
        left=bond.left.name,
        right=bond.right.name,
        role=bond.role,
        state=run.tell_bond(bond, today).value,
        since=bond.begun.day.isoformat() if bond.begun else None,
        first_reported=bond.first.excerpt.day.isoformat(),
        last_reported=bond.last.excerpt.day.isoformat(),
        ended=bond.ended.day.isoformat() if bond.ended else None,
        n_reports=bond.n_reports,
        confidence=round(run.measure_confidence(bond), 3),
        evidence=[cite(found.passage.span, {found.article.article_id: found.article}) for found in excerpts],
    )


def shape_story(shown: run.Shown, moment: datetime) -> shapes.StoryShape:
    """A story with how each of its reports begins."""
    story = shown.story
    return shapes.StoryShape(
        as_of=say_moment(moment),
        story_id=story.story_id,
        title=story.title,
        n_reports=len(story.article_ids),
        n_origins=len(story.origins),
        origins=[one.name for one in story.origins],
        first_at=say_moment(story.first_at) if story.first_at else None,
        last_at=say_moment(story.last_at) if story.last_at else None,
        evidence=[cite_lead(report.article) for report in shown.reports],
    )


def shape_audit(audit: Audit) -> shapes.Verdicts:
    """The verdict on each claim of a text."""
    articles = {report.article_id: report for report in audit.reports}
    checks = [check for sentence in audit.sentences for check in sentence.checks]
    return shapes.Verdicts(
        as_of=say_moment(audit.as_of),
        against=audit.title,
        n_searched=audit.n_searched,
        claims=[_shape_check(check, articles) for check in checks],
    )


def _shape_check(check: Check, articles: Articles) -> shapes.ClaimShape:
    return shapes.ClaimShape(
        claim=check.claim,
        verdict=check.verdict.value,
        score=check.score,
        evidence=[cite(span, articles) for span in check.evidence],
        reasons=[_shape_reason(reason, check.claim, articles) for reason in check.reasons],
    )


def _shape_reason(reason: Reason, claim: str, articles: Articles) -> shapes.ReasonShape:
    return shapes.ReasonShape(
        aspect=reason.aspect.value,
        verdict=reason.verdict.value,
        reason=reason.text,
        part=claim[reason.start : reason.end],
        evidence=cite(reason.evidence, articles) if reason.evidence else None,
    )


def say_claims(found: shapes.Verdicts) -> str:
    """The verdicts in a few lines."""
    lines = [f"{one.verdict}: {one.claim}" for one in found.claims]
    return f"{_count(found.claims, 'claim')} held against {found.against} as of {found.as_of}.\n" + "\n".join(lines)


def say_list(what: str, about: str, moment: datetime, lines: Sequence[str]) -> str:
    """A heading and the lines below it."""
    return "\n".join([f"{what} on '{about}' as of {say_moment(moment)}: {len(lines)}.", *lines])


def _count(found: Iterable[object], noun: str) -> str:
    n = len(list(found))
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"

"""An audit for the terminal, as one HTML page with the text marked up, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from dateline.codec import encode_pretty
from dateline.editions import ENGLISH, Edition
from dateline.records import Article, Audit, AuditedSentence, Check, Span, Verdict
from dateline.text import cut_at
from dateline.writers.html import open_templates
from dateline.writers.terminal import open_terminal, print_heading, print_indented, take_lines
from dateline.writers.views import cut_context
from dateline.writers.wording import clean_line, count, find_link, list_citations, name_outlet, write_as_of

STYLES = {
    Verdict.SUPPORTED: "green",
    Verdict.CONTRADICTED: "bold red",
    Verdict.NOT_SUPPORTED: "yellow",
    Verdict.NOT_CHECKABLE: "dim",
}
MEANINGS = (
    (Verdict.SUPPORTED, "the words of the reports shown bear it out"),
    (Verdict.CONTRADICTED, "a report says otherwise, in the words shown"),
    (Verdict.NOT_SUPPORTED, "no report found here says it, or not so"),
    (Verdict.NOT_CHECKABLE, "it states nothing that reports could bear out or contradict"),
)


def write_audit_terminal(audit: Audit, *, width: int = 100, colour: bool = False) -> str:
    """The audit as lines: each sentence with the verdict on each of its claims, the reasons, the words that decide."""
    console, out = open_terminal(width, colour)
    console.print(Text(f"Audit against {clean_line(audit.title)}", style="bold"))
    console.print(Text(write_extent(audit), style="dim"))
    reports = {report.article_id: report for report in audit.reports}
    for sentence in audit.sentences:
        print_heading(console, sentence.verdict.value)
        print_indented(console, Text(clean_line(sentence.text)))
        for check in sentence.checks:
            if len(sentence.checks) > 1:
                console.print()
                print_indented(console, Text.assemble((check.verdict.value, STYLES[check.verdict]), f": {check.claim}"))
            for line in _tell(check, reports):
                print_indented(console, line)
    return take_lines(out)


def write_extent(audit: Audit) -> str:
    """As of 7 November 2025 (UTC) · 12 claims: 9 supported, 3 not supported · 403 reports searched."""
    found = Counter(check.verdict for sentence in audit.sentences for check in sentence.checks)
    told = ", ".join(f"{found[verdict]} {verdict.value}" for verdict in Verdict if found[verdict])
    claims = count(sum(found.values()), "claim")
    return f"{write_as_of(audit.as_of, ENGLISH)} · {claims}: {told} · {count(audit.n_searched, 'report')} searched"


def _tell(check: Check, reports: Mapping[str, Article]) -> list[Text]:
    lines = [Text.assemble(("- ", "dim"), clean_line(reason.text)) for reason in check.reasons]
    for span in list_deciding(check):
        report = reports[span.article_id]
        lines.append(Text.assemble((f"  “{clean_line(span.quote)}”", "italic"), (f" {name_report(report)}", "dim")))
    return lines


def list_deciding(check: Check) -> list[Span]:
    """The words that decide: those that say otherwise, else the best of the evidence."""
    against = [reason.evidence for reason in check.reasons if reason.evidence is not None]
    return list(dict.fromkeys(against)) or list(check.evidence[:2])


def name_report(report: Article, edition: Edition = ENGLISH) -> str:
    """BBC News, Reuters, 7 November 2025."""
    outlets = ", ".join(clean_line(name_outlet(citation, edition)) for citation in list_citations(report.citations))
    return f"{outlets}, {edition.day(report.published_at.date())}" if report.published_at else outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingView:
    """Words of a report with what stands around them."""

    name: str
    link: str | None
    article_id: str
    start: int
    end: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim with its verdict, the reasons and the words that decide. `parts`: its text, (words, is doubtful)."""

    verdict: str
    style: str
    score: str
    parts: tuple[tuple[str, bool], ...]
    reasons: tuple[str, ...]
    words: tuple[DecidingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """An audit as a page shows it. `legend`: (verdict, style, meaning); `sentences`: each with its style and claims."""

    title: str
    extent: str
    made_by: str
    legend: tuple[tuple[str, str, str], ...]
    sentences: tuple[tuple[str, tuple[ClaimView, ...]], ...]


def view_audit(audit: Audit, edition: Edition = ENGLISH) -> AuditView:
    """The audit as a page shows it."""
    reports = {report.article_id: report for report in audit.reports}
    return AuditView(
        title=f"Audit against {audit.title}",
        extent=write_extent(audit),
        made_by=audit.made_by,
        legend=tuple((verdict.value, _style(verdict), meaning) for verdict, meaning in MEANINGS),
        sentences=tuple(
            (_style(sentence.verdict), tuple(_view(check, reports, edition) for check in sentence.checks))
            for sentence in audit.sentences
        ),
    )


def write_audit_html(audit: Audit) -> str:
    """The audit as one HTML page without scripts and without anything loaded from elsewhere."""
    view = view_audit(audit)
    return (
        open_templates()
        .get_template("audit.html")
        .render(
            title=view.title,
            extent=view.extent,
            made_by=view.made_by,
            legend=view.legend,
            sentences=view.sentences,
        )
    )


def _style(verdict: Verdict) -> str:
    return verdict.value.replace(" ", "-")


def _view(check: Check, reports: Mapping[str, Article], edition: Edition) -> ClaimView:
    return ClaimView(
        verdict=check.verdict.value,
        style=_style(check.verdict),
        score=f"{check.score:.2f}",
        parts=tuple(cut_at(check.claim, _find_doubtful(check))),
        reasons=tuple(reason.text for reason in check.reasons),
        words=tuple(_view_words(span, reports[span.article_id], edition) for span in list_deciding(check)),
    )


def _find_doubtful(check: Check) -> list[tuple[int, int]]:
    """Where reasons stand in a claim; what the reason of a whole claim covers is not marked."""
    places = [(reason.start, reason.end) for reason in check.reasons]
    return [(start, end) for start, end in places if end - start < len(check.claim)]


def _view_words(span: Span, report: Article, edition: Edition) -> DecidingView:
    before, after = cut_context(report.text, span.start, span.end)
    link = next((found for c in list_citations(report.citations) if (found := find_link(c.url))), None)
    return DecidingView(
        name=name_report(report, edition),
        link=link,
        article_id=span.article_id,
        start=span.start,
        end=span.end,
        before=before,
        quote=span.quote,
        after=after,
    )


def write_audit_json(audit: Audit) -> str:
    """A list of sentences, each with its claims: `[{"sentence", "claims": [{"text", "verdict", "score", ...}]}]`."""
    return encode_pretty(audit_to_lines(audit)) + "\n"


def audit_to_lines(audit: Audit) -> list[dict[str, Any]]:
    """The sentences of an audit, each with its claims, for programs."""
    reports = {report.article_id: report for report in audit.reports}
    return [_write_sentence(sentence, reports) for sentence in audit.sentences]


def _write_sentence(sentence: AuditedSentence, reports: Mapping[str, Article]) -> dict[str, Any]:
    return {
        "sentence": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "verdict": sentence.verdict,
        "claims": [
            {
                "text": check.claim,
                "start": start,
                "verdict": check.verdict,
                "score": check.score,
                "evidence": [_write_span(span, reports) for span in check.evidence],
                "reasons": [
                    {
                        "aspect": reason.aspect,
                        "verdict": reason.verdict,
                        "reason": reason.text,
                        "text": check.claim[reason.start : reason.end],
                        "evidence": reason.evidence and _write_span(reason.evidence, reports),
                    }
                    for reason in check.reasons
                ],
            }
            for start, check in zip(sentence.starts, sentence.checks, strict=True)
        ],
    }


def _write_span(span: Span, reports: Mapping[str, Article]) -> dict[str, Any]:
    report = reports[span.article_id]
    return {
        "article_id": span.article_id,
        "start": span.start,
        "end": span.end,
        "text": span.quote,
        "outlets": [citation.outlet for citation in report.citations],
        "published_at": report.published_at.isoformat() if report.published_at else None,
        "urls": [citation.url for citation in report.citations if citation.url],
    }


AUDIT_WRITERS: Mapping[str, Callable[[Audit], str]] = {
    "terminal": write_audit_terminal,
    "html": write_audit_html,
    "json": write_audit_json,
}

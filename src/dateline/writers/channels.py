"""Briefs, reports and stories as entries of channels: plain markup, all of it our own, everything in it escaped."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.codec import name_version
from dateline.editions import EDITIONS, Edition
from dateline.moments import write_day
from dateline.records import Article, Brief, ChannelEntry, Citation, Source, Story
from dateline.text import shorten
from dateline.writers.html import open_templates
from dateline.writers.ids import name_uuid
from dateline.writers.notes import gather_notes, list_marks, mark_confidence, mark_note, write_origin
from dateline.writers.views import CitationView
from dateline.writers.wording import (
    clean_line,
    find_link,
    list_citations,
    name_outlet,
    write_as_of,
    write_headline,
    write_published,
)

TITLE_CHARS, SUMMARY_CHARS = 120, 300
LEAD_CHARS = 600  # of a report that are told: to know what it is; its outlet's page has the rest
STORY_REPORTS = 10  # of a story that are listed, the latest


def name_entry(*parts: str) -> str:
    """The id of a channel or an entry: the same wherever and whenever it is written."""
    return name_uuid("channel", *parts).urn


def write_brief_entry(brief: Brief, url: str = "") -> ChannelEntry:
    """A brief, whole, with its sources; its moment is the one it is as of."""
    edition, version = EDITIONS[brief.language], name_version(brief)
    told = [sentence.text for section in brief.sections for sentence in section.sentences]
    return ChannelEntry(
        entry_id=name_entry("brief", version),
        title=clean_line(f"{brief.title} · {write_as_of(brief.as_of, edition)}"),
        published_at=brief.as_of,
        updated_at=brief.as_of,
        url=url,
        summary=shorten(clean_line(" ".join(told[:2])), SUMMARY_CHARS),
        content=_write_brief(brief, edition),
        language=brief.language,
    )


def _write_brief(brief: Brief, edition: Edition) -> str:
    notes = gather_notes(brief)
    sections = [
        (
            section.title,
            [
                (mark_note(one, edition), one.text, list_marks(one, notes), mark_confidence(one, edition))
                for one in section.sentences
            ],
        )
        for section in brief.sections
    ]
    return (
        open_templates()
        .get_template("channel_brief.html")
        .render(
            headline=write_headline(brief, edition),
            say=edition.say,
            sections=sections,
            sources=[(_cite(source, edition), notes.quotes[source.article_id]) for source in brief.sources],
            data=[
                (letter, edition.label(one.series), write_origin(one, edition)) for one, letter in notes.letters.items()
            ],
        )
    )


def _cite(source: Source, edition: Edition) -> tuple[list[CitationView], str]:
    return _list_outlets(source.citations, edition), write_published(source, edition)


def _list_outlets(citations: tuple[Citation, ...], edition: Edition) -> list[CitationView]:
    return [
        CitationView(outlet=clean_line(name_outlet(one, edition)), link=find_link(one.url), address=None)
        for one in list_citations(citations)
    ]


def write_report_entry(article: Article) -> ChannelEntry:
    """A report: how it begins, and its outlet's page. It counts as updated when it was known."""
    if article.published_at is None or article.known_at is None:
        raise ValueError(f"report {article.article_id} is undated")
    lead = clean_line(shorten(article.text, LEAD_CHARS))
    outlets = _list_outlets(article.citations, EDITIONS["en"])
    template = open_templates().get_template("channel_report.html")
    return ChannelEntry(
        entry_id=name_entry("report", article.article_id),
        title=_title(article),
        published_at=article.published_at,
        updated_at=article.known_at,
        url=_first_link(article),
        summary=shorten(lead, SUMMARY_CHARS),
        content=template.render(lead=lead, outlets=outlets, published=write_day(article.published_at.date())),
        language=article.lang,
        authors=tuple(view.outlet for view in outlets),
        topics=article.topics,
    )


def write_story_entry(story: Story, reports: Sequence[Article]) -> ChannelEntry | None:
    """A story with its latest reports; it is updated by each that comes. None where none of them is dated."""
    dated = [(one.published_at, one.known_at, one) for one in reports if one.published_at and one.known_at]
    if not dated:
        return None
    shown = [
        (_title(one), find_link(one.url), _list_outlets(one.citations, EDITIONS["en"]), write_day(published.date()))
        for published, _, one in sorted(dated, key=lambda each: (each[0], each[2].article_id), reverse=True)
    ]
    first = min(dated, key=lambda each: (each[0], each[2].article_id))
    template = open_templates().get_template("channel_story.html")
    return ChannelEntry(
        entry_id=name_entry("story", story.story_id),
        title=clean_line(shorten(story.title, TITLE_CHARS)),
        published_at=first[0],
        updated_at=max(known for _, known, _ in dated),
        url=_first_link(first[2]),
        summary=shorten(clean_line(first[2].text), SUMMARY_CHARS),
        content=template.render(
            reports=shown[:STORY_REPORTS], n_reports=len(story.article_ids), n_origins=len(story.origins)
        ),
        language=first[2].lang,
    )


def _first_link(article: Article) -> str:
    return next((link for one in article.citations if (link := find_link(one.url))), "")


def _title(article: Article) -> str:
    return clean_line(shorten(article.title or article.text, TITLE_CHARS))

"""The last look at every sentence: nothing in it that its evidence does not hold.

quoted, compressed   every word stands in a cited passage, in the order of the first one, or is a date,
                     an outlet, a name from the definition or one of the few words that frame
computed             every number stands in the rows, or in the dates of the reports cited; sums and counts add up
all                  no evidence from after the moment; every quote fits its span
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from datetime import datetime, timedelta

from dateline.briefs.dates import resolve_dates
from dateline.briefs.understood import Readings, dates_in
from dateline.editions import ENGLISH, Edition
from dateline.records import Article, QuoteEvidence, RowEvidence, Sentence, SentenceKind
from dateline.text import words

_NUMBER = re.compile(r"(?<![A-Za-z]-)(?<![A-Za-z\d])\d+(?:[.,]\d+)*")  # the 19 of "COVID-19" is part of a name


def find_fault(
    sentence: Sentence, articles: Mapping[str, Article], as_of: datetime, readings: Readings, edition: Edition = ENGLISH
) -> str | None:
    """What is wrong with the sentence, or None when it holds.

    `articles` are those the brief may cite, `readings` what was read in them, by id: the dates are worked out again.
    `edition`: the language it is written in.
    """
    quotes = [evidence for evidence in sentence.evidence if isinstance(evidence, QuoteEvidence)]
    rows = [evidence for evidence in sentence.evidence if isinstance(evidence, RowEvidence)]
    for evidence in quotes:
        if evidence.known_at > as_of:
            return f"report {evidence.span.article_id} was not public by {as_of.isoformat()}"
        article = articles.get(evidence.span.article_id)
        if article is None or article.text[evidence.span.start : evidence.span.end] != evidence.span.quote:
            return f"the quote from report {evidence.span.article_id} does not fit its place"
    strangers = [
        cell for e in rows for row in e.rows for key, cell in row if key == "article_id" and cell not in articles
    ]
    if strangers:
        return f"rows from report {strangers[0]}, which may not be cited"
    if any(evidence.released_at > as_of.date() for evidence in rows):
        return f"rows that were not released by {as_of.date().isoformat()}"
    if sentence.kind is SentenceKind.COMPUTED:
        return _fault_in_numbers(sentence, quotes, rows, edition)
    return _fault_in_words(sentence, quotes, rows, readings, edition)


def _fault_in_words(
    sentence: Sentence, quotes: list[QuoteEvidence], rows: list[RowEvidence], readings: Readings, edition: Edition
) -> str | None:
    if not quotes:
        return "words without a report that holds them"
    main, text = quotes[0], sentence.text
    if sentence.kind is SentenceKind.QUOTED:
        if main.span.quote not in text:
            return "called a quote and is not verbatim"
        text = text.replace(main.span.quote, " ", 1)
    allowed = set(edition.frame)
    for evidence in quotes:
        allowed.update(words(evidence.span.quote))
        for citation in evidence.citations:
            allowed.update(words(citation.outlet))
    given = {word for evidence in rows for row in evidence.rows for _, value in row for word in words(str(value))}
    allowed |= given
    dates = dates_in(readings, main.span)
    dated = words(resolve_dates(main.span.quote, dates, main.published_at.date()))
    allowed.update(dated)
    allowed.update(words(edition.day(main.published_at.date())))
    strange = [word for word in words(text) if word not in allowed]
    if strange:
        return f"words that no cited report holds: {', '.join(strange[:5])}"
    inserted = given | {word for evidence in quotes[1:] for word in words(evidence.span.quote)} | edition.frame
    return _fault_in_order(edition.without_lead(text), dated, inserted)


def _fault_in_order(text: str, dated: list[str], inserted: Set[str]) -> str | None:
    """Words of the main passage keep its order: nothing is moved to another subject."""
    at = 0
    for word in words(text):
        if word in inserted:
            continue
        if word not in dated[at:]:
            return f"'{word}' stands in another order than in the report"
        at = dated.index(word, at) + 1
    return None


def _fault_in_numbers(
    sentence: Sentence, quotes: list[QuoteEvidence], rows: list[RowEvidence], edition: Edition
) -> str | None:
    if not rows:
        return "a computed sentence without rows"
    known: set[str] = set()
    for evidence in rows:
        for row in evidence.rows:
            for _, value in row:
                known.update(_numbers(str(value)))
        known.update(_numbers(evidence.released_at.isoformat()))
    for quoted in quotes:
        known.update(_numbers(quoted.published_at.date().isoformat()))
    known.update(_numbers(_days_around(rows)))
    quoted_words = edition.find_quotes(sentence.text)
    foreign = [words for words in quoted_words if not any(words in q.span.quote for q in quotes)]
    if foreign:
        return f"called a quote and in no cited report: {foreign[0]}"
    strange = [number for number in _numbers(edition.plain(sentence.text)) if number not in known]
    if strange:
        return f"numbers that no row holds: {', '.join(strange[:5])}"
    return next(filter(None, (_fault_in_sums(evidence) for evidence in rows)), None)


def _fault_in_sums(evidence: RowEvidence) -> str | None:
    """A first row may say `sum_x` and `count_x`: what column x of the other rows adds up to, and how many have it."""
    for name, value in evidence.rows[0]:
        how, _, column = name.partition("_")
        if how in ("sum", "count"):
            found = [cell for row in evidence.rows[1:] for key, cell in row if key == column]
            added = len(found) if how == "count" else sum(cell for cell in found if not isinstance(cell, str))
            if added != value:
                return f"{name} is {added} by the rows, not {value}"
    return None


def _days_around(rows: list[RowEvidence]) -> str:
    """Days a year apart from the release, as in "since 7 November 2024"."""
    return " ".join((evidence.released_at - timedelta(days=days)).isoformat() for evidence in rows for days in (365,))


def _numbers(text: str) -> list[str]:
    return [
        str(float(found.replace(",", "")))
        for found in _NUMBER.findall(re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\1 \2 \3", text))
        if found.replace(",", "").replace(".", "", 1).isdigit()
    ]

"""What searches find, as JSON."""

from __future__ import annotations

from typing import Any

from dateline import codec, run

Line = dict[str, Any]


def write_results(found: run.Results) -> Line:
    """A page of results; of each report its snippet, not its text."""
    return {
        "query": run.write_query(found.query),
        "as_of": found.as_of,
        "sort": found.sort,
        "n_reports": found.n_reports,
        "n_counted": found.n_counted,
        "hits": [_write_hit(hit) for hit in found.hits],
        "tallies": {kind.value: [write_tally(one) for one in own] for kind, own in found.tallies.items()},
        "months": [{"month": month, "n_reports": n} for month, n in found.months],
        "named": [
            {"field": one.field, "value": one.value, "stands_for": [heading.key for heading in headings]}
            for one, headings in found.named
        ],
        "unknown": found.unknown,
        "n_unfiled": found.n_unfiled,
        "cursor": found.cursor,
    }


def _write_hit(hit: run.Hit) -> Line:
    article = codec.article_to_dict(hit.article)
    del article["text"]
    return {
        **article,
        "title_marks": hit.title_marks,
        "snippet": {"text": hit.snippet.text, "start": hit.snippet.start, "marks": hit.snippet.marks},
        "story": hit.story_id or None,
        "n_copies": hit.n_copies,
    }


def write_tally(one: run.Tally) -> Line:
    """A heading with its count; its key is what a filter takes."""
    return {"key": one.heading.key, "name": one.heading.naming.name, "n_reports": one.n_reports}

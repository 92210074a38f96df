"""Stories as JSON."""

from __future__ import annotations

from typing import Any

from dateline import run
from dateline.codec import fields
from dateline.records import Story

Line = dict[str, Any]


def write_story(one: Story) -> Line:
    """A story with the ids of its reports and who stands behind them."""
    return {**fields(one), "n_reports": len(one.article_ids), "n_origins": len(one.origins)}


def write_shown(shown: run.Shown) -> Line:
    """A story with its reports, places and links written out."""
    reports = [
        {
            "article_id": report.article.article_id,
            "title": report.article.title,
            "published_at": report.article.published_at,
            "outlet": report.article.outlet,
            "url": report.article.url,
            "lang": report.article.lang,
            "country": report.country,
            "owner": report.owner,
            "link": report.link,
        }
        for report in shown.reports
    ]
    places = [
        {"geonames_id": place.geonames_id, "name": place.name, "lat": place.lat, "lon": place.lon, "n": n}
        for place, n in shown.places
    ]
    return {**write_story(shown.story), "reports": reports, "places": places, "links": shown.links}

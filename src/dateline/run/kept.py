"""Readings from the store, as users corrected them. Nothing else in this package asks a view for readings."""

from __future__ import annotations

from collections.abc import Sequence

from dateline import reading
from dateline.records import Article, Reading
from dateline.run.batches import BATCH, batches
from dateline.store import Store, View


def read_kept(store: Store, view: View, articles: Sequence[Article]) -> dict[str, Reading]:
    """The readings of the articles as corrected; what is missing is read now and kept, as it was read."""
    readings = view.get_readings([article.article_id for article in articles], reading.MADE_BY)
    pending = [article for article in articles if article.article_id not in readings]
    for batch in batches(pending, BATCH):
        made = list(reading.read_articles(batch))
        with store.write() as writer:
            writer.add_readings(made)
        readings.update({made_one.article_id: made_one for made_one in made})
    return reading.lay_corrections(readings, view.list_corrections())


def get_kept(view: View, article_ids: Sequence[str]) -> dict[str, Reading]:
    """The readings there are, as corrected, by article id; nothing is read."""
    return reading.lay_corrections(view.get_readings(article_ids, reading.MADE_BY), view.list_corrections())

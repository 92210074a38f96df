"""Article -> Reading: who said or did what to whom, where and when, with the words that say so.

article.py has the parts in their order. What cannot be read is said: `Reading.support`.
"""

from __future__ import annotations

from dateline.reading.actors import plover_code
from dateline.reading.article import MADE_BY, find_places_at, read_article, read_articles

__all__ = ["MADE_BY", "find_places_at", "plover_code", "read_article", "read_articles"]

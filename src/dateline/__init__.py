"""Dateline: the news about a situation as a brief in which every sentence can be traced to its words.

from datetime import UTC, datetime
from pathlib import Path
import dateline

store = dateline.open_store(Path("mystore"), create=True)
dateline.import_path(store, "reports.jsonl", now=datetime.now(UTC))
brief = dateline.write_brief(store, "Goma M23", as_of=datetime(2025, 11, 7, tzinfo=UTC))
"""

from dateline.errors import BrokenWorldError, DatelineError, UsageError
from dateline.records import Article, Brief, Failure, Section, Sentence, Situation, Span
from dateline.run import import_path, write_brief
from dateline.store import open_store

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Brief",
    "BrokenWorldError",
    "DatelineError",
    "Failure",
    "Section",
    "Sentence",
    "Situation",
    "Span",
    "UsageError",
    "__version__",
    "import_path",
    "open_store",
    "write_brief",
]

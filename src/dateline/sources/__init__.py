"""Readers: files, folders and streams into drafts of articles, or a Failure for each record that will not do."""

from __future__ import annotations

from dateline.sources.fields import article_from_fields
from dateline.sources.files import Item, count_records, read_path

__all__ = ["Item", "article_from_fields", "count_records", "read_path"]

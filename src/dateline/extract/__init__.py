"""A page's HTML -> what is found in it; nothing in the page is run or fetched."""

from __future__ import annotations

from dateline.extract.page import made_by, read_page

__all__ = ["MADE_BY", "read_page"]

MADE_BY = made_by()

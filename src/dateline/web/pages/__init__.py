"""The pages, one module each; a module's `router` has its addresses."""

from __future__ import annotations

from fastapi import FastAPI

from dateline.web.pages import article, entry, home, reports, situation

PAGES = (home, situation, reports, article, entry)


def add(app: FastAPI) -> None:
    """Put all pages into the desk."""
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)

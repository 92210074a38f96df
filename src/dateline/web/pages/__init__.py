"""The pages, one module each; a module's `router` has its addresses."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Depends, FastAPI, Request

from dateline.web.pages import (
    alerts,
    article,
    audit,
    chronicle,
    corrections,
    coverage,
    dossiers,
    downloads,
    entry,
    figures,
    home,
    members,
    places,
    reports,
    search,
    settings,
    situation,
    sources,
    standing,
    story,
    versions,
)

PAGES = (
    home,
    situation,
    chronicle,
    places,
    standing,
    figures,
    coverage,
    members,
    versions,
    reports,
    article,
    story,
    search,
    dossiers,
    sources,
    audit,
    alerts,
    corrections,
    downloads,
    settings,
    entry,
)


def add(app: FastAPI) -> None:
    """Put all pages into the desk."""
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False, dependencies=[Depends(_note_changes)])


def _note_changes(request: Request) -> Iterator[None]:
    """What a form changes is seen on the page that comes after it."""
    yield
    if request.method != "GET":
        request.app.state.desk.note_change()

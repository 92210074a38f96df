"""The desk for programs: /api/v1. Thin: parse, ask run, the store or the work, give JSON.

description.py  the OpenAPI description, made from the routes    parameters.py   what addresses take
answers.py      JSON with its tag, pages with what follows       cursors.py      where a page ended
problems.py     every error as problem+json                      waiting.py      what takes long is waited for
schemas/        what bodies and answers look like                the rest        one module a noun
"""

from __future__ import annotations

from fastapi import Depends, FastAPI

from dateline.web.api import (
    alerts,
    audits,
    briefs,
    claims,
    corrections,
    coverage,
    dossiers,
    exports,
    health,
    relations,
    reports,
    searches,
    situations,
    sources,
    stories,
    timelines,
)
from dateline.web.api.description import PREFIX, describe
from dateline.web.api.parameters import refuse_unknown
from dateline.web.api.problems import add_handlers
from dateline.web.desk import Desk

__all__ = ["PREFIX", "make_api"]

NOUNS = (
    *(health, situations, briefs, timelines, relations, coverage, claims, exports, reports, searches, dossiers),
    *(stories, corrections, alerts, audits, sources),
)


def make_api(desk: Desk) -> FastAPI:
    """The API of a desk, to be mounted under PREFIX."""
    api = FastAPI(title="Dateline", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    api.state.desk = desk
    for noun in NOUNS:
        api.include_router(noun.router, dependencies=[Depends(refuse_unknown)])
    add_handlers(api)
    description = describe(api, needs_token=bool(desk.gate.token))
    api.include_router(health.make_description_router(description))
    return api

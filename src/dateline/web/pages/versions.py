"""The briefs of a situation that were kept, one as it was, and what changed between two."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from dateline import run
from dateline.errors import UnknownSituation
from dateline.web.desk import Desk
from dateline.web.pages.frame import PREFIX, open_frame
from dateline.writers.forms import write_html

router = APIRouter()


@router.get(f"{PREFIX}/versions")
def show_versions(request: Request, about: str, old: str = "", new: str = "") -> Response:
    """The versions; with two of them, what differs."""
    frame = open_frame(request, about)
    store = frame.desk.store
    versions = [one for one in run.list_versions(store, frame.name) if one.as_of <= frame.viewer.moment]
    compared = run.compare(store, old, new or None) if old else None
    if compared and max(compared[0].as_of, compared[1].as_of) > frame.viewer.moment:
        compared = None
    return frame.desk.show(
        request, frame.viewer, "versions.html", frame=frame, versions=versions, compared=compared, old=old, new=new
    )


@router.get("/versions/{name}")
def show_version(request: Request, name: str) -> Response:
    """A kept brief as one page that needs nothing else."""
    desk: Desk = request.app.state.desk
    version, brief = run.find_version(desk.store, name)
    if version.as_of > desk.see(request).moment:
        raise UnknownSituation(f"The version '{name}' is of a later day.", hint="Go back to today to see it.")
    return HTMLResponse(write_html(brief), headers={"content-security-policy": OWN_STYLE})


OWN_STYLE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

"""Anyone's text held against the reports there are as of a moment."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.text import clean
from dateline.web.api.answers import give
from dateline.web.api.parameters import DeskOf
from dateline.web.api.schemas import AuditAnswer, AuditRequest
from dateline.web.api.waiting import work_out
from dateline.web.viewer import read_moment
from dateline.writers.audit import audit_to_lines

router = APIRouter(tags=["audits"])


@router.post("/audits", operation_id="auditText", responses={200: {"model": AuditAnswer}})
def audit_text(request: Request, desk: DeskOf, wanted: AuditRequest) -> Response:
    """A verdict on every claim of a text, with the words that decide. The text is not kept."""
    moment = read_moment(wanted.as_of, desk.clock())
    about = clean(wanted.situation) if wanted.situation else None
    audit = work_out(desk, "audit", text=wanted.text, about=about, as_of=moment)
    answer = {
        "as_of": audit.as_of.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "against": audit.title,
        "n_searched": audit.n_searched,
        "sentences": audit_to_lines(audit),
    }
    return give(request, answer)

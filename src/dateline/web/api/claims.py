"""Claims that something rose or fell, held against the figures there are as of a moment."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline import wire
from dateline.web.api.answers import give
from dateline.web.api.parameters import About, Claim, DeskOf, Language, Moment, Scope
from dateline.web.api.schemas import ClaimTestsAnswer
from dateline.web.api.waiting import work_out, work_out_about

router = APIRouter(tags=["situations"])


@router.get("/situations/{about}/claim-tests", operation_id="testClaims", responses={200: {"model": ClaimTestsAnswer}})
def try_claims(
    request: Request, desk: DeskOf, about: About, moment: Moment, language: Language = Language.EN
) -> Response:
    """The claims in its reports that something rose or fell, each held against the figures known by the moment."""
    found = work_out_about(desk, "try_claims", about, moment, language=language.value)
    return give(request, {"tests": [wire.write_claim_test(one) for one in found]})


@router.get("/claim-tests", operation_id="testClaim", responses={200: {"model": ClaimTestsAnswer}})
def try_claim(
    request: Request,
    desk: DeskOf,
    claim: Claim,
    moment: Moment,
    about: Scope = "",
    language: Language = Language.EN,
) -> Response:
    """Anyone's claim that something rose or fell, as if said at the moment, held against the figures known by then."""
    found = work_out(desk, "try_text", text=claim, as_of=moment, about=about or None, language=language.value)
    return give(request, {"tests": [wire.write_claim_test(one) for one in found]})

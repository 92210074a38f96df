"""What is measured in a situation's countries, and what that says to claims that something rose or fell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline.editions import EDITIONS
from dateline.records import ClaimTest
from dateline.web.pages.frame import PREFIX, open_frame
from dateline.writers.views import DataView, view_rows

router = APIRouter(prefix=PREFIX)
MOST_SHOWN = 30  # claims of reports, the latest


@router.get("/measures")
def show_measures(request: Request, about: str, claim: Annotated[str, Query(max_length=10_000)] = "") -> Response:
    """The series and what they tell; the claims of reports, and anyone's own, held against them."""
    frame = open_frame(request, about)
    viewer, claim = frame.viewer, claim.strip()
    claims = frame.ask("try_claims")
    typed = frame.ask("try_text", text=claim) if claim else None
    return frame.desk.show(
        request,
        viewer,
        "measures.html",
        frame=frame,
        answer=frame.ask("draw_measures"),
        claim=claim,
        typed=typed,
        own=_view(typed.value if typed else None, viewer.language),
        claims=claims,
        held=_view((claims.value or [])[:MOST_SHOWN], viewer.language),
        n_claims=len(claims.value or ()),
    )


def _view(tests: Sequence[ClaimTest] | None, language: str) -> list[tuple[ClaimTest, DataView | None]]:
    """Tests with their rows as the page shows them."""
    edition = EDITIONS[language]
    return [(one, view_rows(one.evidence, edition) if one.evidence else None) for one in tests or ()]

"""The log of what users decided about stories, and taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from dateline import run
from dateline.errors import UsageError
from dateline.store import Store
from dateline.web.api.answers import give_page
from dateline.web.api.cursors import cut
from dateline.web.api.parameters import DeskOf, Pages
from dateline.web.api.problems import missing
from dateline.web.api.schemas import CorrectionPage, NotedAnswer
from dateline.web.api.stories import correct

router = APIRouter(prefix="/corrections", tags=["corrections"])


@router.get("", operation_id="listCorrections", responses={200: {"model": CorrectionPage}})
def list_corrections(request: Request, desk: DeskOf, paging: Pages) -> Response:
    """What users decided about stories and did not take back, of the reports there were by the moment."""
    found = run.list_corrections(desk.store)
    known = desk.store.view(paging.moment).get_articles([side for one in found for side in (one.left, one.right)])
    shown = [one for one in found if one.left in known and one.right in known]
    page, last = cut(shown, paging, lambda one: (str(one.number),))
    return give_page(request, paging, page, last)


@router.delete("/{number}", operation_id="undoCorrection", responses={200: {"model": NotedAnswer}})
def undo_correction(
    request: Request, desk: DeskOf, number: Annotated[int, Path(ge=0, le=2**53, description="Of the correction.")]
) -> Response:
    """Take a correction of stories back."""

    def undo(store: Store, now: datetime) -> int | None:
        try:
            return run.undo_correction(store, number, now)
        except UsageError as error:
            raise missing(error) from error

    return correct(request, desk, undo)

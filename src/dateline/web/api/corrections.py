"""The log of everything that users decided, and taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from dateline import run, wire
from dateline.errors import UsageError
from dateline.records import Correction, CorrectionKind
from dateline.store import Store
from dateline.web.api.answers import give_page
from dateline.web.api.cursors import cut
from dateline.web.api.parameters import DeskOf, Pages
from dateline.web.api.problems import missing
from dateline.web.api.schemas import LoggedAnswer, LogPage, NotedAnswer, WordsRequest
from dateline.web.api.stories import correct, give_logged

router = APIRouter(prefix="/corrections", tags=["corrections"])
_OF_TWO = frozenset([CorrectionKind.PIN, CorrectionKind.SPLIT])  # whose `right` is a report too


@router.get("", operation_id="listCorrections", responses={200: {"model": LogPage}})
def list_corrections(request: Request, desk: DeskOf, paging: Pages) -> Response:
    """Everything that users decided about reports that there were by the moment, the latest first; also what they took
    back."""
    found = run.list_log(desk.store)
    known = desk.store.view(paging.moment).get_articles([one for line in found for one in _reports(line.correction)])
    shown = [line for line in found if all(one in known for one in _reports(line.correction))]
    page, last = cut(shown, paging, lambda line: (str(line.correction.number),))
    return give_page(request, paging, [wire.write_logged(line) for line in page], last)


def _reports(one: Correction) -> tuple[str, ...]:
    return (one.left, one.right) if one.kind in _OF_TWO else (one.left,)


@router.post("/actors", operation_id="correctActor", responses={200: {"model": LoggedAnswer}})
def correct_actor(request: Request, desk: DeskOf, wanted: WordsRequest) -> Response:
    """Say whom words of a report stand for: the actor of an id, or nobody."""
    return give_logged(request, desk, run.correct_actor(desk.store, *_said(wanted), **_scope(wanted, desk.clock())))


@router.post("/places", operation_id="correctPlace", responses={200: {"model": LoggedAnswer}})
def correct_place(request: Request, desk: DeskOf, wanted: WordsRequest) -> Response:
    """Say which place words of a report name: by a GeoNames id, by coordinates (16.27,-0.04), or none."""
    return give_logged(request, desk, run.correct_place(desk.store, *_said(wanted), **_scope(wanted, desk.clock())))


def _said(wanted: WordsRequest) -> tuple[str, str, str | None]:
    return wanted.report, wanted.words, wanted.to


def _scope(wanted: WordsRequest, now: datetime) -> dict[str, Any]:
    return {"now": now, "everywhere": wanted.everywhere, "was": wanted.was}


@router.delete("/{number}", operation_id="undoCorrection", responses={200: {"model": NotedAnswer}})
def undo_correction(
    request: Request, desk: DeskOf, number: Annotated[int, Path(ge=0, le=2**53, description="Of the decision.")]
) -> Response:
    """Take a decision of any kind back."""

    def undo(store: Store, now: datetime) -> int | None:
        try:
            return run.undo(store, number, now)
        except UsageError as error:
            raise missing(error) from error

    return correct(request, desk, undo)

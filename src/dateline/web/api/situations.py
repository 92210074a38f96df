"""Situations: defined, listed, looked at, suggested; and what users decide about their reports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from dateline import run, wire
from dateline.errors import UsageError
from dateline.records import CorrectionKind
from dateline.situations.definition import situation_from_fields
from dateline.web.api.answers import give, give_all, give_page
from dateline.web.api.cursors import cut
from dateline.web.api.parameters import About, DeskOf, Moment, Pages, PlainPages
from dateline.web.api.problems import missing
from dateline.web.api.schemas import (
    CorrectionPage,
    DecisionRequest,
    DefinedAnswer,
    DefinitionRequest,
    MadeAnswer,
    OverviewAnswer,
    ReportPage,
    SituationAnswer,
    SituationPage,
    SuggestionPage,
)
from dateline.web.api.waiting import work_out, work_out_about

router = APIRouter(tags=["situations"])


@router.get("/situations", operation_id="listSituations", responses={200: {"model": SituationPage}})
def list_situations(request: Request, desk: DeskOf, paging: PlainPages) -> Response:
    """The situations that are defined, by name."""
    page, last = cut(desk.store.list_situations(), paging, lambda one: (one.situation_id,))
    items = [wire.write_situation_line(one) for one in page]
    return give_page(request, paging, items, last)


@router.get("/situations/{about}", operation_id="getSituation", responses={200: {"model": SituationAnswer}})
def get_situation(request: Request, desk: DeskOf, about: About) -> Response:
    """What a situation looks for."""
    return give(request, wire.write_situation(run.require_situation(desk.store, about)))


@router.put(
    "/situations/{about}",
    operation_id="defineSituation",
    responses={200: {"model": DefinedAnswer}, 201: {"model": DefinedAnswer}},
)
def define_situation(request: Request, desk: DeskOf, about: About, definition: DefinitionRequest) -> Response:
    """Define a situation, or redefine it. The name of the address is made into plain letters, digits and hyphens."""
    fields = definition.model_dump(exclude_unset=True, exclude_none=True)
    situation = situation_from_fields({"name": about, **fields}, default_name=about)
    is_new = run.find_situation(desk.store, situation.situation_id) is None
    with desk.store.write() as writer:
        is_changed = writer.put_situation(situation)
    answer = {"situation": situation.situation_id, "title": situation.title, "changed": is_changed}
    headers = {"location": f"/api/v1/situations/{situation.situation_id}"}
    return give(request, answer, status=201 if is_new else 200, headers=headers)


@router.get("/situations/{about}/survey", operation_id="surveySituation", responses={200: {"model": OverviewAnswer}})
def survey_situation(request: Request, desk: DeskOf, about: About, moment: Moment) -> Response:
    """A situation in one look: its reports, stories, actors, places, what goes on, how its actors stand."""
    return give(request, wire.write_overview(work_out_about(desk, "survey", about, moment)))


@router.get("/situations/{about}/reports", operation_id="listSituationReports", responses={200: {"model": ReportPage}})
def list_reports(request: Request, desk: DeskOf, about: About, paging: Pages) -> Response:
    """The reports that belong to a situation or question, the latest first."""
    ids = work_out_about(desk, "reports", about, paging.moment)
    page, last = cut(ids, paging, lambda one: (one,))
    articles, marks = desk.store.view(paging.moment).get_articles(page), desk.store.get_marks(page)
    items = [wire.write_report(articles[one], marks.get(one, ())) for one in page if one in articles]
    return give_page(request, paging, items, last)


@router.get("/situations/{about}/decisions", operation_id="listDecisions", responses={200: {"model": CorrectionPage}})
def list_decisions(request: Request, desk: DeskOf, about: About, paging: Pages) -> Response:
    """What was kept in a situation and rejected from it, of the reports there were by the moment."""
    found = run.list_decisions(desk.store, run.require_situation(desk.store, about))
    known = desk.store.view(paging.moment).get_articles([one.left for one in found])
    page, last = cut([one for one in found if one.left in known], paging, lambda one: (str(one.number),))
    return give_page(request, paging, page, last)


@router.post("/situations/{about}/decisions", operation_id="decide", responses={200: {"model": MadeAnswer}})
def decide(request: Request, desk: DeskOf, about: About, decision: DecisionRequest) -> Response:
    """Say that reports belong in a situation, or do not; what was said of one before is taken back."""
    situation = run.require_situation(desk.store, about)
    ids = list(dict.fromkeys(decision.article_ids))
    made = run.decide(desk.store, situation, ids, CorrectionKind(decision.kind.value), desk.clock())
    return give(request, {"n_made": len(made)})


@router.delete(
    "/situations/{about}/decisions/{number}", operation_id="undoDecision", status_code=204, response_class=Response
)
def undo_decision(
    desk: DeskOf, about: About, number: Annotated[int, Path(ge=0, le=2**53, description="Of the decision.")]
) -> Response:
    """Take a decision about a situation back."""
    situation = run.require_situation(desk.store, about)
    try:
        run.undo_decision(desk.store, situation, number, desk.clock())
    except UsageError as error:
        raise missing(error) from error
    return Response(status_code=204)


@router.get("/suggestions", operation_id="suggestSituations", responses={200: {"model": SuggestionPage}})
def suggest(
    request: Request,
    desk: DeskOf,
    moment: Moment,
    limit: Annotated[int, Query(ge=1, le=50, description="At most so many.")] = 5,
) -> Response:
    """Situations that nobody defined yet: who has many more stories in a fortnight than usual."""
    found = work_out(desk, "suggest", as_of=moment)
    return give_all(request, [wire.write_suggestion(one) for one in found[:limit]])

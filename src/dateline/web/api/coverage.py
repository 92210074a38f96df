"""Who reports on a situation, which way it goes, and what is measured in its countries."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline import wire
from dateline.web.api.answers import give
from dateline.web.api.parameters import About, DeskOf, Language, Moment
from dateline.web.api.schemas import CoverAnswer, DirectionAnswer, MeasuresAnswer
from dateline.web.api.waiting import work_out_about
from dateline.writers.events import direction_to_dict

router = APIRouter(prefix="/situations/{about}", tags=["situations"])


@router.get("/coverage", operation_id="getCoverage", responses={200: {"model": CoverAnswer}})
def get_coverage(request: Request, desk: DeskOf, about: About, moment: Moment) -> Response:
    """Who reports: outlets with country and owner, own texts, months, days without any report."""
    return give(request, wire.write_cover(work_out_about(desk, "cover", about, moment)))


@router.get("/direction", operation_id="getDirection", responses={200: {"model": DirectionAnswer}})
def get_direction(request: Request, desk: DeskOf, about: About, moment: Moment) -> Response:
    """Which way a situation went in the last thirty days, with the counts that say so."""
    return give(request, direction_to_dict(work_out_about(desk, "direction", about, moment)))


@router.get("/measures", operation_id="getMeasures", responses={200: {"model": MeasuresAnswer}})
def get_measures(
    request: Request, desk: DeskOf, about: About, moment: Moment, language: Language = Language.EN
) -> Response:
    """What was measured in its countries, and released by the moment."""
    found = work_out_about(desk, "measure", about, moment, language=language.value)
    return give(request, wire.write_measured(found))

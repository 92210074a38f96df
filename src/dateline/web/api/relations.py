"""How the actors of a situation stand to each other, and where it spreads."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from dateline import wire
from dateline.records import RelationKind
from dateline.web.api.answers import give, give_all
from dateline.web.api.parameters import MOST, About, DeskOf, Moment
from dateline.web.api.schemas import CoursePage, RelationsAnswer, SpreadAnswer
from dateline.web.api.waiting import work_out_about

router = APIRouter(prefix="/situations/{about}", tags=["relations"])
All = Annotated[bool, Query(alias="all", description="Also of others than the situation's own countries and actors.")]


@router.get("/relations", operation_id="listRelations", responses={200: {"model": RelationsAnswer}})
def list_relations(
    request: Request,
    desk: DeskOf,
    about: About,
    moment: Moment,
    kind: Annotated[list[RelationKind], Query(max_length=len(RelationKind), description="Only of these kinds.")] = [],  # noqa: B006 - read only
    is_all: All = False,
) -> Response:
    """Who leads, hosts, joins, recognises, sanctions, fights whom as of a day, and who replaced whom."""
    related = work_out_about(desk, "relations", about, moment, is_all=is_all)
    return give(request, wire.write_related(related, moment.date(), kind))


@router.get("/cooperation", operation_id="listCooperation", responses={200: {"model": CoursePage}})
def list_cooperation(
    request: Request,
    desk: DeskOf,
    about: About,
    moment: Moment,
    pairs: Annotated[int, Query(ge=1, le=MOST, description="So many pairs, the busiest first.")] = 10,
    is_all: All = False,
) -> Response:
    """What pairs of actors did to each other month by month, from -10 (war) to 10 (help)."""
    courses = work_out_about(desk, "cooperation", about, moment, is_all=is_all)
    return give_all(request, [wire.write_course(one) for one in courses[:pairs]])


@router.get("/spread", operation_id="getSpread", responses={200: {"model": SpreadAnswer}})
def get_spread(
    request: Request,
    desk: DeskOf,
    about: About,
    moment: Moment,
    regions: Annotated[int, Query(ge=1, le=MOST, description="So many regions, the most hit first.")] = 15,
) -> Response:
    """Where the events of a situation are, region by region, and which neighbours were drawn in."""
    return give(request, wire.write_spread(work_out_about(desk, "spread", about, moment), regions))

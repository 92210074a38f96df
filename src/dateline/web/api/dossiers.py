"""What is known of one actor, one place, one outlet."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from dateline import run, wire
from dateline.web.api.answers import give
from dateline.web.api.parameters import DeskOf, Moment
from dateline.web.api.problems import Refusal
from dateline.web.api.schemas import ActorDossierAnswer, OutletDossierAnswer, PlaceDossierAnswer

router = APIRouter(tags=["dossiers"])
ActorId = Annotated[str, Path(min_length=1, max_length=200, description="An actor's id.", examples=["jnim"])]
PlaceId = Annotated[str, Path(min_length=1, max_length=100, description="A GeoNames id.", examples=["2457163"])]
OutletName = Annotated[
    str, Path(min_length=1, max_length=200, description="An outlet's name, or a feed's id.", examples=["Reuters"])
]


@router.get("/actors/{actor_id}", operation_id="getActor", responses={200: {"model": ActorDossierAnswer}})
def get_actor(request: Request, desk: DeskOf, actor_id: ActorId, moment: Moment) -> Response:
    """An actor: its names and offices, what it said, did and suffered, how it stands to others."""
    found = run.read_actor(desk.store, actor_id, moment)
    if found is None:
        raise _unnamed("actor", actor_id, moment)
    return give(request, wire.write_actor(found))


@router.get("/places/{geonames_id}", operation_id="getPlace", responses={200: {"model": PlaceDossierAnswer}})
def get_place(request: Request, desk: DeskOf, geonames_id: PlaceId, moment: Moment) -> Response:
    """A place: where it is, what happened there, who was active, what lies near."""
    found = run.read_place(desk.store, geonames_id, moment)
    if found is None:
        raise _unnamed("place", geonames_id, moment)
    return give(request, wire.write_place(found))


@router.get("/outlets/{name}", operation_id="getOutlet", responses={200: {"model": OutletDossierAnswer}})
def get_outlet(request: Request, desk: DeskOf, name: OutletName, moment: Moment) -> Response:
    """An outlet: who owns it, what it brings, how much of that is its own, how its feeds are."""
    found = run.read_source(desk.store, name, moment)
    if found is None:
        raise _unnamed("outlet", name, moment)
    return give(request, wire.write_source(found))


def _unnamed(what: str, key: str, moment: datetime) -> Refusal:
    return Refusal(
        HTTPStatus.NOT_FOUND,
        f"No report is under the {what} '{key}' as of {moment.date().isoformat()}.",
        kind="nothing-found",
        hint="GET /search finds what reports name; its tallies have the keys.",
    )

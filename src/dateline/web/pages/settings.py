"""What the desk is over, and how it is set."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline import run
from dateline.web.desk import Desk, count_all

router = APIRouter()


@router.get("/settings")
def show_settings(request: Request) -> Response:
    """The store, its readers, the situations and their definitions."""
    desk: Desk = request.app.state.desk
    return desk.show(
        request,
        desk.see(request),
        "settings.html",
        folder=desk.folder.resolve(),
        stats=desk.recall(count_all),
        made_by=run.made_by(),
        situations=desk.store.list_situations(),
        n_waiting=desk.work.n_waiting,
    )

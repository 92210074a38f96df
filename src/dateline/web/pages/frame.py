"""What all pages of a situation have: its title and its parts."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from dateline import run
from dateline.web.desk import Desk
from dateline.web.viewer import Viewer

PREFIX = "/situations/{about}"


@dataclass(frozen=True, slots=True)
class Frame:
    """The desk, whoever looks, and what the page is about: `name` is that of a defined situation or a question."""

    desk: Desk
    viewer: Viewer
    name: str
    title: str
    is_defined: bool


def open_frame(request: Request, about: str) -> Frame:
    """The frame of a request about a situation or a question."""
    desk: Desk = request.app.state.desk
    situation = run.find_situation(desk.store, about)
    return Frame(
        desk=desk,
        viewer=desk.see(request),
        name=situation.situation_id if situation else about,
        title=situation.title if situation else about,
        is_defined=situation is not None,
    )

"""The door of a desk that asks for a token, and how a viewer wants pages to look."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from dateline.editions import EDITIONS
from dateline.web.desk import Desk, keep
from dateline.web.guard import SESSION
from dateline.web.viewer import LANGUAGE, THEME, THEMES

router = APIRouter()
SEE_OTHER = 303


@router.get("/login")
def ask_token(request: Request) -> Response:
    """Ask for the token."""
    desk: Desk = request.app.state.desk
    return desk.show(request, desk.see(request), "login.html", is_wrong=False)


@router.post("/login")
def take_token(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """Let whoever has the token in."""
    desk: Desk = request.app.state.desk
    if not desk.gate.knows(token):
        return desk.show(request, desk.see(request), "login.html", status=401, is_wrong=True)
    response = RedirectResponse("/", SEE_OTHER)
    keep(response, SESSION, desk.gate.session)
    return response


@router.post("/look")
def choose_look(
    request: Request,
    theme: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Keep the theme and the language."""
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = RedirectResponse(back if is_ours else "/", SEE_OTHER)
    if theme in THEMES:
        keep(response, THEME, theme)
    if language in EDITIONS:
        keep(response, LANGUAGE, language)
    return response

"""What addresses take: the moment, pages, names; and who answers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Path, Query, Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError

from dateline.moments import ACCEPTED_FORMS
from dateline.run.trying import MOST_CHARS as MOST_CLAIM
from dateline.text import clean
from dateline.web.api.cursors import MOST_CHARS, Paging, read_cursor
from dateline.web.desk import Desk
from dateline.web.viewer import read_moment

MOST = 200  # items of a page
MOST_NAME = 200  # characters
USUAL = 50
_SAID = f"The moment to stand at: {ACCEPTED_FORMS}. Nothing that became public later is used."


Claim = Annotated[
    str,
    Query(
        min_length=1,
        max_length=MOST_CLAIM,
        description="A sentence that says of violence, security, displacement or refugees that it rose or fell.",
        examples=["Security in Mali has worsened since 2021"],
    ),
]
Scope = Annotated[
    str, Query(max_length=MOST_NAME, description="The situation or question that a claim naming no country is about.")
]


class Length(StrEnum):
    """How long a brief gets: 80, 550 or 1,100 words."""

    FLASH = "flash"
    STANDARD = "standard"
    LONG = "long"


class Language(StrEnum):
    """The language that a brief is written in."""

    EN = "en"
    FR = "fr"


async def find_desk(request: Request) -> Desk:
    """The desk that answers."""
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(find_desk)]
AsOf = Annotated[str, Query(min_length=1, max_length=60, description=_SAID, examples=["2025-11-07"])]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many items a page has at most.")]
Cursor = Annotated[
    str, Query(max_length=MOST_CHARS, description="`next` of the page before, with the same parameters.")
]
ArticleId = Annotated[str, Path(min_length=1, max_length=100, description="A report's id.")]
StoryId = Annotated[str, Path(min_length=1, max_length=100, description="A story's id, or that of a report in it.")]


async def _read_name(
    about: Annotated[
        str,
        Path(
            min_length=1,
            max_length=MOST_NAME,
            description="A defined situation by its name, or a free-text question.",
            examples=["mali", "Goma M23"],
        ),
    ],
) -> str:
    return clean(about)


About = Annotated[str, Depends(_read_name)]


async def _read_moment(desk: DeskOf, as_of: AsOf = "today") -> datetime:
    return read_moment(as_of, desk.clock())


Moment = Annotated[datetime, Depends(_read_moment)]


async def _read_paging(
    request: Request, desk: DeskOf, as_of: AsOf = "today", limit: Limit = USUAL, cursor: Cursor = ""
) -> Paging:
    name = _name_list(request)
    moment = read_moment(as_of, desk.clock())
    if not cursor:
        return Paging(list_name=name, moment=moment, limit=limit)
    at, after = read_cursor(cursor, name)
    return Paging(list_name=name, moment=at, limit=limit, after=after)


async def _read_plain_paging(request: Request, desk: DeskOf, limit: Limit = USUAL, cursor: Cursor = "") -> Paging:
    return await _read_paging(request, desk, "today", limit, cursor)


Pages = Annotated[Paging, Depends(_read_paging)]
PlainPages = Annotated[Paging, Depends(_read_plain_paging)]  # of what is as it is, whatever the moment


def _name_list(request: Request) -> str:
    """The list that a request is about: its address without what leads through its pages."""
    chosen = [
        (key, value) for key, value in request.query_params.multi_items() if key not in ("cursor", "limit", "as_of")
    ]
    return f"{request.url.path} {sorted(chosen)}"


async def refuse_unknown(request: Request) -> None:
    """Refuse a parameter that the address does not take: a misspelt `as_of` must not be passed over."""
    known = _names(request.scope["route"].dependant)
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        fault = {"type": "extra_forbidden", "loc": ("query", unknown[0]), "msg": "There is no parameter of this name"}
        raise RequestValidationError([fault])


def _names(dependant: Dependant) -> set[str]:
    found = {param.alias for param in dependant.query_params}
    return found.union(*(_names(one) for one in dependant.dependencies))

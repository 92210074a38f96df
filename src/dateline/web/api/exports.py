"""What is known of a situation as tables, for other programs."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from dateline import run
from dateline.errors import UsageError
from dateline.text import slug
from dateline.web.api.answers import give_text
from dateline.web.api.parameters import About, DeskOf, Moment
from dateline.web.api.problems import Refusal
from dateline.web.api.waiting import work_out
from dateline.writers.exports import FORMS

router = APIRouter(tags=["exports"])


class Table(StrEnum):
    """What is exported: a table, or all that a form holds at once."""

    EVENTS = "events"
    REPORTS = "reports"
    SENTENCES = "sentences"
    STATEMENTS = "statements"
    RELATIONS = "relations"
    EPISODES = "episodes"
    TIMELINE = "timeline"
    STORIES = "stories"
    PLACES = "places"
    SCHEDULED = "scheduled"
    ALL = "all"


class Form(StrEnum):
    """How it is written."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    STIX = "stix"
    ICS = "ics"


GIVEN: dict[int | str, dict[str, Any]] = {
    200: {"content": {one.media_type.partition(";")[0]: {"schema": {}} for one in FORMS.values()}}
}


@router.get("/situations/{about}/export/{table}", operation_id="exportTable", responses=GIVEN, response_class=Response)
def export_table(
    request: Request,
    desk: DeskOf,
    about: About,
    table: Annotated[Table, Path(description="The table; `all` for STIX, which holds several at once.")],
    moment: Moment,
    form: Annotated[
        Form | None, Query(alias="format", description="How it is written (docs/exports.md); else jsonl, of all stix.")
    ] = None,
) -> Response:
    """A table of what is known, with the evidence of each row."""
    form = form or (Form.STIX if table is Table.ALL else Form.JSONL)
    chosen = FORMS[form.value]
    able = (Table.ALL.value,) if chosen.takes_all else chosen.tables
    if table.value not in able:
        raise UsageError(
            f"'{table.value}' cannot be exported as {form.value}.", hint=f"This format holds {', '.join(able)}."
        )
    body = work_out(desk, "export", about=about, as_of=moment, what=table.value, form=form.value)
    if not body:
        raise Refusal(
            HTTPStatus.NOT_FOUND,
            f"There is no row of {table.value} on '{about}' as of {moment.date().isoformat()}.",
            kind="nothing-found",
            near=run.near_situations(desk.store, about),
        )
    name = f"{slug(about)[:60] or 'export'}-{table.value}-{moment.date().isoformat()}{chosen.ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return give_text(request, body, chosen.media_type, headers=headers)

"""Briefs: written, kept, shown as they were, held against each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from dateline import run, wire
from dateline.errors import UsageError
from dateline.moments import parse_as_of
from dateline.records import Brief, Version
from dateline.text import clean, slug
from dateline.web.api.answers import give, give_page, give_text
from dateline.web.api.cursors import cut
from dateline.web.api.parameters import MOST_NAME, About, DeskOf, Language, Length, Moment, Pages
from dateline.web.api.problems import Refusal, missing
from dateline.web.api.schemas import BriefAnswer, BriefRequest, DifferenceAnswer, VersionAnswer, VersionPage
from dateline.web.api.waiting import work_out_about
from dateline.web.desk import Desk
from dateline.web.viewer import read_moment
from dateline.writers.forms import write_html, write_json, write_markdown

router = APIRouter(tags=["briefs"])
LAST = "last"


class Form(StrEnum):
    """The forms that a brief is given in."""

    JSON = "json"
    HTML = "html"
    MARKDOWN = "md"


FORMS: Mapping[Form, tuple[str, Callable[[Brief], str]]] = {
    Form.JSON: ("application/json", write_json),
    Form.HTML: ("text/html", write_html),
    Form.MARKDOWN: ("text/markdown", write_markdown),
}
Chosen = Annotated[
    Form | None, Query(alias="format", description="The form; else the first of `Accept` that there is, else JSON.")
]
VersionId = Annotated[str, Path(min_length=4, max_length=64, description="The version's name, or how it begins.")]
GIVEN: dict[int | str, dict[str, Any]] = {
    200: {
        "model": BriefAnswer,
        "content": {"text/html": {"schema": {"type": "string"}}, "text/markdown": {"schema": {"type": "string"}}},
    }
}


@router.get("/situations/{about}/brief", operation_id="writeBrief", responses=GIVEN)
def write_brief(
    request: Request,
    desk: DeskOf,
    about: About,
    moment: Moment,
    length: Length = Length.STANDARD,
    language: Language = Language.EN,
    since: Annotated[
        str, Query(max_length=60, description="Tell first what is new since the brief of then, or the `last` kept.")
    ] = "",
    form: Chosen = None,
) -> Response:
    """The brief on a situation or question. Its JSON form is stable: docs/brief-json.md."""
    chosen = _choose(request, form)
    brief = _write(desk, about, moment, length=length, language=language, since=since)
    return _give_brief(request, brief, chosen)


@router.get("/briefs", operation_id="listBriefs", responses={200: {"model": VersionPage}})
def list_briefs(
    request: Request,
    desk: DeskOf,
    paging: Pages,
    situation: Annotated[str, Query(max_length=MOST_NAME, description="Only those on a situation or question.")] = "",
) -> Response:
    """The briefs that were kept, the last kept first; none that is as of a later moment."""
    found = [one for one in run.list_versions(desk.store, situation or None) if one.as_of <= paging.moment]
    page, last = cut(found, paging, lambda one: (one.version_id,))
    return give_page(request, paging, [wire.write_version(one) for one in page], last)


@router.post(
    "/briefs", operation_id="keepBrief", responses={200: {"model": VersionAnswer}, 201: {"model": VersionAnswer}}
)
def keep_brief(request: Request, desk: DeskOf, wanted: BriefRequest) -> Response:
    """Write a brief and keep it under a name that never means another one."""
    moment = read_moment(wanted.as_of, desk.clock())
    brief = _write(
        desk, clean(wanted.about), moment, length=wanted.length, language=wanted.language, since=wanted.since
    )
    version, is_new = run.keep_brief(desk.store, brief, desk.clock())
    kept = next(one for one in desk.store.list_versions() if one.version_id == version.version_id)
    headers = {"location": f"/api/v1/briefs/{kept.version_id}"}
    return give(request, wire.write_version(kept), status=201 if is_new else 200, headers=headers)


@router.get("/briefs/{version}", operation_id="getBrief", responses=GIVEN)
def get_brief(request: Request, desk: DeskOf, version: VersionId, moment: Moment, form: Chosen = None) -> Response:
    """A kept brief as it was, whatever came since."""
    chosen = _choose(request, form)
    kept, brief = _find(desk, version, moment)
    return _give_brief(request, brief, chosen, kept.kept_at)


@router.get("/briefs/{version}/diff", operation_id="compareBriefs", responses={200: {"model": DifferenceAnswer}})
def compare_briefs(
    request: Request,
    desk: DeskOf,
    version: VersionId,
    moment: Moment,
    to: Annotated[
        str, Query(max_length=64, description="The newer one; else the last kept of the same situation by the moment.")
    ] = "",
) -> Response:
    """What changed from a kept brief to another, sentence by sentence."""
    old, _ = _find(desk, version, moment)
    newer = to or next(one.version_id for one in run.list_versions(desk.store, old.situation_id) if one.as_of <= moment)
    new, _ = _find(desk, newer, moment)
    return give(request, wire.write_difference(*run.compare(desk.store, old.version_id, new.version_id)))


def _write(desk: Desk, about: str, moment: datetime, *, length: Length, language: Language, since: str) -> Brief:
    earlier = _read_since(desk, about, since, moment)
    brief: Brief = work_out_about(
        desk, "brief", about, moment, length=length.value, language=language.value, since=earlier
    )
    return brief


def _read_since(desk: Desk, about: str, since: str, moment: datetime) -> datetime | None:
    if since != LAST:
        return parse_as_of(since, desk.clock()) if since else None
    kept = [one.as_of for one in run.list_versions(desk.store, about) if one.as_of <= moment]
    if not kept:
        raise UsageError(f"No brief on '{about}' was kept by then.", hint="Keep one first, or name a moment.")
    return kept[0]


def _find(desk: Desk, name: str, moment: datetime) -> tuple[Version, Brief]:
    """A kept brief that is as of no later moment."""
    try:
        kept, brief = run.find_version(desk.store, name)
    except UsageError as error:
        raise missing(error) from error
    if kept.as_of > moment:
        raise Refusal(
            HTTPStatus.NOT_FOUND, f"The version '{name}' is as of a later moment.", hint="Ask for a later one."
        )
    return kept, brief


def _choose(request: Request, form: Form | None) -> Form:
    """The form that is asked for. Raises Refusal where there is none of what is accepted."""
    accepted = request.headers.get("accept", "")
    if form is not None or not accepted:
        return form or Form.JSON
    ranges = [one.split(";") for one in accepted.split(",")]
    wanted = sorted(((_quality(rest), kind.strip().casefold()) for kind, *rest in ranges), key=lambda one: -one[0])
    for quality, kind in wanted:
        found = next((one for one, (media, _) in FORMS.items() if _fits(media, kind)), None)
        if quality > 0 and found is not None:
            return found
    raise Refusal(
        HTTPStatus.NOT_ACCEPTABLE,
        "A brief is given in none of the forms that are accepted.",
        hint=f"Accept {', '.join(media for media, _ in FORMS.values())}.",
    )


def _quality(parts: list[str]) -> float:
    found = next((one.strip()[2:] for one in parts if one.strip().startswith("q=")), "1")
    try:
        return float(found)
    except ValueError:
        return 0.0


def _fits(media: str, kind: str) -> bool:
    return kind in (media, "*/*", f"{media.partition('/')[0]}/*")


def _give_brief(request: Request, brief: Brief, form: Form, kept_at: datetime | None = None) -> Response:
    media, write = FORMS[form]
    name = f"{slug(brief.situation_id)[:60] or 'brief'}.{form.value}"
    headers = {} if form is Form.JSON else {"content-disposition": f'attachment; filename="{name}"'}
    media = media if form is Form.JSON else f"{media}; charset=utf-8"
    return give_text(request, write(brief), media, headers=headers, changed_at=kept_at)

"""What leaves the desk: briefs as documents, tables of what is known, feeds that other programs subscribe to."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from dateline import run
from dateline.errors import UnknownSituation
from dateline.web.pages.frame import PREFIX, Frame, open_frame
from dateline.web.viewer import part
from dateline.web.work import Answer
from dateline.writers.exports import FORMS

router = APIRouter(prefix=PREFIX)
PATIENCE_S = 60.0  # a download waits for what is worked out
RETRY_S = 5
BRIEFS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}
FEEDS: Mapping[str, str] = {"atom": "application/atom+xml", "json": "application/feed+json"}


@router.get("/brief.{form}")
def download_brief(request: Request, about: str, form: str, length: str = "standard") -> Response:
    """The brief as a document."""
    frame = open_frame(request, about)
    if form not in BRIEFS:
        raise UnknownSituation(f"A brief has no form '{form}'.", hint=f"Choose one of {', '.join(BRIEFS)}.")
    answer = _wait(
        frame,
        "document",
        form=form,
        length=length if length in run.LENGTHS else "standard",
        language=frame.viewer.language,
    )
    return _send(frame, answer, BRIEFS[form], f"{frame.name}-{frame.viewer.moment.date()}.{form}")


@router.get("/export/{what}.{form}")
def download_table(request: Request, about: str, what: str, form: str) -> Response:
    """A table of what is known, or all of it."""
    frame = open_frame(request, about)
    known = FORMS.get(form)
    if known is None or (what not in known.tables and what != "all"):
        raise UnknownSituation(f"There is no export '{what}.{form}'.", hint="The reports' page lists those there are.")
    answer = _wait(frame, "export", what=what, form=form)
    return _send(frame, answer, known.media_type, f"{frame.name}-{what}-{frame.viewer.moment.date()}{known.ending}")


@router.get("/feed/{what}.{form}")
def give_feed(request: Request, about: str, what: str, form: str) -> Response:
    """A feed of the situation's briefs, reports or stories."""
    frame = open_frame(request, about)
    if what not in run.CHANNELS or form not in FEEDS:
        raise UnknownSituation(f"There is no feed '{what}.{form}'.", hint="There are briefs, reports and stories.")
    base = str(request.base_url).rstrip("/")
    answer = _wait(frame, "feed", what=what, form=form, base=base, path=f"/situations/{part(frame.name)}")
    return _send(frame, answer, FEEDS[form], "")


def _wait(frame: Frame, job: str, **args: str) -> Answer:
    return frame.ask_long(job, PATIENCE_S, **args)


def _send(frame: Frame, answer: Answer, media_type: str, file_name: str) -> Response:
    tell = frame.desk.retell(frame.viewer)
    if answer.failed is not None:
        return PlainTextResponse(f"{tell(answer.failed.message)} {tell(answer.failed.hint)}\n", 400)
    if not answer.is_ready:
        told = tell("This is being worked out; ask again.")
        return PlainTextResponse(f"{told}\n", 503, {"retry-after": str(RETRY_S)})
    if not answer.value:
        raise UnknownSituation(f"Nothing was found on '{frame.name}' as of {frame.viewer.moment.date()}.")
    headers = {"cache-control": "private, no-cache"}
    if file_name:
        plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-._") else "-" for sign in file_name)
        headers["content-disposition"] = f'attachment; filename="{plain}"'
    return Response(answer.value, media_type=media_type, headers=headers)

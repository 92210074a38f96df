"""A situation's brief, with the evidence beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from dateline import run
from dateline.errors import DateFormError, UsageError
from dateline.moments import parse_as_of
from dateline.records import ClaimTest, Span
from dateline.web.pages.frame import PREFIX, Frame, open_frame
from dateline.web.viewer import part
from dateline.web.work import Answer
from dateline.writers.views import BriefView, QuoteView, SentenceView, view_brief

router = APIRouter(prefix=PREFIX)
VISIT = "visit"  # since=visit: since the last visit
LENGTH = "standard"


def find_sentence(page: BriefView, place: str) -> SentenceView | None:
    """The sentence at a place: section and number ("0.2"); None where there is none."""
    section, _, number = place.partition(".")
    try:
        return page.sections[int(section)].sentences[int(number)]
    except (ValueError, IndexError):
        return None


@router.get("")
def show_brief(
    request: Request,
    about: str,
    length: str = LENGTH,
    since: str = "",
    opened: Annotated[str, Query(alias="open", pattern=r"^(\d{1,3}\.\d{1,3})?$")] = "",
) -> Response:
    """The brief; `open` names a sentence whose evidence is shown beside it."""
    frame = open_frame(request, about)
    answer = _ask(frame, length, since)
    page = view_brief(answer.value) if answer.value is not None else None
    is_missing = answer.is_ready and page is None
    return frame.desk.show(
        request,
        frame.viewer,
        "brief.html",
        frame=frame,
        answer=answer,
        brief=answer.value,
        page=page,
        length=length,
        since=since,
        opened=opened,
        evidence=find_sentence(page, opened) if page else None,
        near=run.near_situations(frame.desk.store, about) if is_missing else [],
        tests=_find_tests(frame, page, opened),
    )


@router.get("/evidence/{section}/{number}")
def show_evidence(
    request: Request, about: str, section: int, number: int, length: str = LENGTH, since: str = ""
) -> Response:
    """The evidence of one sentence, to be put beside it."""
    frame = open_frame(request, about)
    answer = _ask(frame, length, since)
    page = view_brief(answer.value) if answer.value is not None else None
    place = f"{section}.{number}"
    return frame.desk.show(
        request,
        frame.viewer,
        "evidence.html",
        answer=answer,
        evidence=find_sentence(page, place) if page else None,
        tests=_find_tests(frame, page, place),
    )


@router.post("/versions")
def keep_version(request: Request, about: str, length: Annotated[str, Form()] = LENGTH) -> Response:
    """Keep the brief as it is."""
    frame = open_frame(request, about)
    answer = _ask(frame, length, "")
    if answer.value is None:
        raise UsageError("There is no brief to keep yet.", hint="Look again when it is written.")
    run.keep_brief(frame.desk.store, answer.value, frame.desk.clock())
    return RedirectResponse(frame.viewer.url(f"/situations/{part(frame.name)}/versions"), 303)


def _find_tests(frame: Frame, page: BriefView | None, place: str) -> list[ClaimTest]:
    """What figures say to the claims in the words that a sentence rests on; nothing while that is being worked out."""
    evidence = find_sentence(page, place) if page else None
    if evidence is None or not evidence.quotes:
        return []
    tests: list[ClaimTest] = frame.ask("try_claims").value or []
    return [one for one in tests if any(_holds(quote, one.claim.words) for quote in evidence.quotes)]


def _holds(quote: QuoteView, words: Span) -> bool:
    return quote.article_id == words.article_id and quote.start <= words.start and words.end <= quote.end


def _ask(frame: Frame, length: str, since: str) -> Answer:
    viewer = frame.viewer
    return frame.desk.ask(
        "brief",
        about=frame.name,
        as_of=viewer.moment,
        length=length if length in run.LENGTHS else LENGTH,
        language=viewer.language,
        since=_read_since(since, viewer.last_visit, frame.desk.clock()),
    )


def _read_since(since: str, last_visit: datetime | None, now: datetime) -> datetime | None:
    """The moment that a reader knows the brief of; None where there is none or it cannot be read."""
    if since == VISIT:
        return last_visit
    try:
        return parse_as_of(since, now) if since else None
    except DateFormError:
        return None

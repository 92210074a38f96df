"""What many answers have: spans, pages, problems."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MOST_IDS = 200  # reports named in one request
MOST_NAME = 200  # characters of a situation's name or a question
Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Request(BaseModel):
    """A body; a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Answer(BaseModel):
    """A part of an answer. Fields may be added: ignore those you do not know."""

    model_config = ConfigDict(extra="allow")


class SpanAnswer(Answer):
    """Words of a report: `quote` is `text[start:end]` of the report, counted in Unicode code points."""

    article_id: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    quote: str


class Words(Answer):
    """Words of the report that is shown: its characters from `start` to before `end`."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str


class Page(Answer):
    """Some of a list. `next` is the cursor of what follows, null on the last page."""

    next: str | None


class Fault(Answer):
    """What is wrong with one part of a request: `where` leads to it."""

    where: list[str | int]
    what: str


class Problem(Answer):
    """Why a request was not answered (RFC 9457). `hint`: what to do. `faults`: what in the request does not fit its
    description. `near`: situations that were perhaps meant."""

    type: str
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    hint: str | None = None
    faults: list[Fault] | None = None
    near: list[str] | None = None


class HealthAnswer(Answer):
    """Whether the desk can answer. `schema`: the number of the store's schema; `n_waiting`: jobs in the line."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    status: Literal["ok", "broken"]
    store: Literal["ok", "broken"]
    schema_: Annotated[int | None, Field(alias="schema")]
    work: Literal["ok", "ended"]
    n_waiting: Annotated[int, Field(ge=0)]

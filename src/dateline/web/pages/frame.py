"""What all pages of a situation have: its title and its parts."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from fastapi import Request

from dateline import run
from dateline.web.desk import Desk
from dateline.web.viewer import Viewer
from dateline.web.work import Answer, Job

PREFIX = "/situations/{about}"


@dataclass(frozen=True, slots=True)
class Frame:
    """The desk, whoever looks, and what the page is about: `name` is that of a defined situation or a question."""

    desk: Desk
    viewer: Viewer
    name: str
    title: str
    is_defined: bool

    def ask(self, job: str, **args: Hashable) -> Answer:
        """What is told about it in the viewer's language."""
        return self.desk.ask_job(self._name(job, {"language": self.viewer.language, **args}))

    def ask_drawn(self, job: str, **args: Hashable) -> Answer:
        """What drawings.py draws under a name."""
        viewer = self.viewer
        then = "" if viewer.is_now else viewer.query.get("as_of", "")
        return self.desk.ask_job(self._name(job, {"language": viewer.language, "then": then, **args}))

    def ask_long(self, job: str, patience_s: float, **args: Hashable) -> Answer:
        """What is worked out for whoever can wait longer than a page."""
        return self.desk.ask_job(self._name(job, args), patience_s=patience_s)

    def _name(self, job: str, args: dict[str, Hashable]) -> Job:
        return Job(job, tuple({"about": self.name, "as_of": self.viewer.moment, **args}.items()))


def read_day(text: str) -> date | None:
    """A day from an address; None where there is none or it is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


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

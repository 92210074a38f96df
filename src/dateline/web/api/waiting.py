"""What takes long is worked out beside the desk; a program waits for it, for a while."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dateline import run
from dateline.web.api.problems import being_worked_out, failed, nothing_found
from dateline.web.desk import Desk


def work_out(desk: Desk, job: str, **args: Any) -> Any:
    """What jobs.py works out under a name, over the store as it is now. Raises Refusal where it fails, or takes longer
    than the desk's patience with programs.

    Where the store changes faster than it can be worked out, the answer over the store as it was before is given.
    """
    answer = desk.ask(job, patience_s=0.0, **args)
    if answer.failed is not None:
        raise failed(answer.failed)
    if answer.is_ready and not answer.is_old:
        return answer.value
    if not desk.seats.acquire(blocking=False):  # the others wait for pages: not all threads may wait here
        raise being_worked_out()
    try:
        return _wait(desk, job, args)
    finally:
        desk.seats.release()


def _wait(desk: Desk, job: str, args: Mapping[str, Any]) -> Any:
    until = time.monotonic() + desk.api_patience_s
    while True:
        answer = desk.ask(job, patience_s=max(0.0, until - time.monotonic()), is_fresh=True, **args)
        if answer.failed is not None:
            raise failed(answer.failed)
        is_late = time.monotonic() >= until or not desk.work.is_alive
        if answer.is_ready and (is_late or not answer.is_old):
            return answer.value
        if is_late:
            raise being_worked_out()


def work_out_about(desk: Desk, job: str, about: str, moment: datetime, **args: Any) -> Any:
    """The same about a situation or question; Refusal where no report answers it by the moment."""
    value = work_out(desk, job, about=about, as_of=moment, **args)
    if value is None:
        raise nothing_found(about, moment, run.near_situations(desk.store, about))
    return value

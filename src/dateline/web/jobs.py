"""What the working process can work out, by name: each takes the store and the job's arguments, and no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from dateline import run
from dateline.errors import DatelineError, StoreBusy, UsageError
from dateline.records import Audit, Reading
from dateline.store import Store, open_store
from dateline.web import drawings, outgoing
from dateline.web.work import Failed, Job

STORIES_WAIT_S = 60.0
_open: dict[Path, Store] = {}  # of this process: opened once


class Perform:
    """Works jobs out over the store of a folder. It is sent to the working process: all it holds is the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, job: Job) -> Any:
        """The job's value; Failed where the store or the question is at fault."""
        try:
            if self.folder not in _open:
                _open[self.folder] = open_store(self.folder)
            return JOBS[job.name](_open[self.folder], **dict(job.args))
        except DatelineError as error:
            return Failed(error.message, error.hint)


def _read_report(store: Store, article_id: str, as_of: datetime) -> Reading | None:
    """What is read in a report, now if it was not yet; None where there is no such report by the moment."""
    view = store.view(as_of)
    return run.read_kept(store, view, list(view.get_articles([article_id]).values())).get(article_id)


def _list_members(store: Store, about: str, as_of: datetime) -> tuple[str, ...] | None:
    """The ids of a situation's reports, the latest first."""
    found = run.select(store, about, as_of)
    return None if found is None else tuple(one.article_id for one in reversed(found.articles))


def _update_stories(store: Store, since: int, now: datetime) -> run.StoryCounts:
    """Bring the stories up to date from a day on, after a correction."""
    with store.hold("stories", wait_s=STORIES_WAIT_S) as is_held:
        if not is_held:
            raise StoreBusy("Another process brings the stories up to date.", hint="Look again when it is done.")
        return run.update_stories(store, now, with_meaning=True, since=since)


def _audit(store: Store, text: str, about: str | None, as_of: datetime) -> Audit:
    try:
        return run.audit_text(text, as_of, store=store, about=about, articles=(), tell=lambda done, total: None)
    except DatelineError:
        raise
    except ValueError as error:
        raise UsageError(f"This cannot be audited: {error}.", hint="Give a text that states something.") from error


JOBS: Mapping[str, Callable[..., Any]] = {
    "audit": _audit,
    "brief": run.write_brief,
    "coverage": drawings.tell_coverage,
    "document": outgoing.write_document,
    "export": outgoing.write_export,
    "feed": outgoing.write_feed,
    "figures": drawings.tell_figures,
    "glance": run.glance,
    "map": drawings.draw_map,
    "members": _list_members,
    "reading": _read_report,
    "relations": drawings.tell_standing,
    "suggest": run.suggest,
    "stories": _update_stories,
    "timeline": drawings.tell_timeline,
}

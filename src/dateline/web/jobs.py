"""What the working process can work out, by name: each takes the store and the job's arguments, and no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from dateline import run
from dateline.errors import DatelineError, StoreBusy, UsageError
from dateline.records import Audit, Story
from dateline.store import Store, open_store
from dateline.web import drawings, outgoing
from dateline.web.work import Failed, Job

WAIT_S = 600.0  # for another process that brings the stories up to date
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
            return Failed(error.message, error.hint, type(error).__name__)


def _audit(store: Store, text: str, about: str | None, as_of: datetime) -> Audit:
    try:
        return run.audit_text(text, as_of, store=store, about=about, articles=(), tell=lambda done, total: None)
    except DatelineError:
        raise
    except ValueError as error:
        raise UsageError(f"This cannot be audited: {error}.", hint="Give a text that states something.") from error


def _list_reports(store: Store, about: str, as_of: datetime) -> list[str] | None:
    """The ids of the reports on a situation or question, the latest first: their texts would fill the memory."""
    selection = run.select(store, about, as_of)
    return None if selection is None else [one.article_id for one in reversed(selection.articles)]


def _list_stories(store: Store, as_of: datetime, limit: int, min_reports: int, after: str) -> list[Story]:
    return run.list_stories(store.view(as_of), limit=limit, min_reports=min_reports, after=after)


def _show_story(store: Store, as_of: datetime, story_id: str) -> run.Shown:
    return run.show_story(store.view(as_of), story_id)


def _update_stories(store: Store, now: datetime, since: int | None) -> run.StoryCounts:
    with store.hold("stories", wait_s=WAIT_S) as is_held:
        if not is_held:
            raise StoreBusy("Another process brings the stories up to date.", hint="Try again when it is done.")
        return run.update_stories(store, now, with_meaning=True, since=since)


JOBS: Mapping[str, Callable[..., Any]] = {
    "audit": _audit,
    "background": run.summarise,
    "brief": run.write_brief,
    "chronicle": run.chronicle,
    "cooperation": run.follow,
    "cover": run.cover,
    "direction": run.tell_direction,
    "document": outgoing.write_document,
    "draw_coverage": drawings.tell_coverage,
    "draw_map": drawings.draw_map,
    "draw_measures": drawings.tell_figures,
    "draw_relations": drawings.tell_standing,
    "draw_timeline": drawings.tell_timeline,
    "episodes": run.list_episodes,
    "export": outgoing.write_export,
    "feed": outgoing.write_feed,
    "glance": run.glance,
    "measure": run.measure,
    "reading": run.show_report,
    "relations": run.relate,
    "reports": _list_reports,
    "spread": run.trace,
    "stories": _list_stories,
    "story": _show_story,
    "suggest": run.suggest,
    "survey": run.survey,
    "try_claims": run.try_claims,
    "try_text": run.try_text,
    "update_stories": _update_stories,
}

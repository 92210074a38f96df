"""Briefs that were kept: under a name that never means another one, found again, and held against each other."""

from __future__ import annotations

from datetime import datetime

from dateline import codec
from dateline.briefs.versions import compare_versions
from dateline.errors import UsageError
from dateline.records import Brief, BriefChange, Version
from dateline.store import Store
from dateline.text import slug

LEAST_NAME = 4  # characters of a version's name that a user may shorten it to


def keep_brief(store: Store, brief: Brief, now: datetime) -> tuple[Version, bool]:
    """Keep a brief; its version, and whether it was new."""
    version = Version(
        version_id=codec.name_version(brief),
        situation_id=brief.situation_id,
        title=brief.title,
        as_of=brief.as_of,
        made_by=brief.made_by,
        kept_at=now,
    )
    with store.write() as writer:
        is_new = writer.add_brief(version, brief)
    return version, is_new


def list_versions(store: Store, about: str | None) -> list[Version]:
    """The versions that were kept, of one situation or question or of all, the last kept first."""
    return [one for one in store.list_versions() if about is None or one.situation_id == slug(about)]


def find_version(store: Store, name: str) -> tuple[Version, Brief]:
    """A version by its name or how it begins. Raises UsageError where none is meant, or more than one."""
    found = [one for one in store.list_versions() if one.version_id.startswith(name)] if len(name) >= LEAST_NAME else []
    brief = store.get_brief(found[0].version_id) if len(found) == 1 else None
    if brief is None:
        what = "More than one version is" if found else "No version is"
        raise UsageError(
            f"{what} called '{name}'.",
            hint=f"'dateline versions list' shows them; the first {LEAST_NAME} characters of a name may be enough.",
        )
    return found[0], brief


def find_last(store: Store, about: str) -> Version:
    """The last kept version of a situation or question. Raises UsageError where none was kept."""
    found = list_versions(store, about)
    if not found:
        raise UsageError(f"No brief on '{about}' was kept yet.", hint="'dateline brief ... --keep' keeps one.")
    return found[0]


def compare(store: Store, old: str, new: str | None) -> tuple[Version, Version, list[BriefChange]]:
    """How a version differs from an older one; without a second name, the last kept of the same situation."""
    left, before = find_version(store, old)
    right, after = find_version(store, new or find_last(store, left.situation_id).version_id)
    return left, right, compare_versions(before, after)

"""Kept briefs, and what changed between two of them, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.records import BriefChange, Version

Line = dict[str, Any]


def write_version(one: Version) -> Line:
    """A kept brief by its name."""
    return {
        "version": one.version_id,
        "situation": one.situation_id,
        "title": one.title,
        "as_of": f"{one.as_of:%Y-%m-%dT%H:%M:%SZ}",
        "kept_at": f"{one.kept_at:%Y-%m-%dT%H:%M:%SZ}",
        "made_by": one.made_by,
    }


def write_change(one: BriefChange) -> Line:
    """A sentence that differs."""
    return {"kind": one.kind.value, "section": one.section, "old": one.old, "new": one.new}


def write_difference(left: Version, right: Version, changes: Sequence[BriefChange]) -> Line:
    """Two versions, and every sentence that differs."""
    return {"old": write_version(left), "new": write_version(right), "changes": [write_change(one) for one in changes]}

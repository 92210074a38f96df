"""Kept briefs: under a name that never means another one, shown as they were, held against each other."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def kept(dateline: Any, store: Path, tmp_path: Path) -> dict[str, str]:
    """Two versions of one brief: day -> name."""
    names = {}
    for day in ("2025-10-01", "2025-11-07"):
        asked = ("--store", store, "brief", "mali", "--as-of", day, "--keep")
        dateline(*asked, "-o", tmp_path / f"{day}.md")
        names[day] = dateline(*asked, "--json").json["version"]
    return names


def test_a_version_is_shown_as_it_was(dateline: Any, store: Path, kept: dict[str, str], tmp_path: Path) -> None:
    """Every byte of it, by its name or how it begins."""
    name = kept["2025-10-01"]
    shown = dateline("--store", store, "versions", "show", name[:8], "--format", "md").out
    assert shown == (tmp_path / "2025-10-01.md").read_text(encoding="utf-8")
    again = dateline("--store", store, "versions", "show", name, "--json").json
    assert again["version"] == name


def test_versions_are_listed_once_each(dateline: Any, store: Path, kept: dict[str, str]) -> None:
    """The same brief kept twice is one version."""
    listed = dateline("--store", store, "versions", "list", "mali", "--json").json
    assert sorted(one["version"] for one in listed) == sorted(kept.values())
    assert dateline("--store", store, "versions", "list", "niger").code == 1


def test_a_diff_tells_each_sentence_that_changed(dateline: Any, store: Path, kept: dict[str, str]) -> None:
    """Added, removed or reworded; what stands in both is not told."""
    found = dateline("--store", store, "versions", "diff", kept["2025-10-01"], kept["2025-11-07"], "--json").json
    kinds = {one["kind"] for one in found["changes"]}
    assert kinds == {"added", "removed", "reworded"}
    old = dateline("--store", store, "versions", "show", kept["2025-10-01"], "--json").json
    new = dateline("--store", store, "versions", "show", kept["2025-11-07"], "--json").json
    before, after = ({s["text"] for part in one["sections"] for s in part["sentences"]} for one in (old, new))
    assert {one["old"] for one in found["changes"] if one["old"]} == before - after
    assert {one["new"] for one in found["changes"] if one["new"]} == after - before
    assert "schools" in dateline("--store", store, "versions", "diff", kept["2025-10-01"], kept["2025-11-07"]).out


def test_since_last_is_since_the_last_kept(dateline: Any, store: Path, kept: dict[str, str]) -> None:
    brief = dateline("--store", store, "brief", "mali", "--as-of", "2025-11-08", "--since", "last", "--json").json
    assert brief["sections"][0]["title"] in ("Since 7 November 2025", "Since 1 October 2025")


@pytest.mark.parametrize("name", ["zzzz", "a", "''"])
def test_an_unknown_version_is_told(dateline: Any, store: Path, kept: dict[str, str], name: str) -> None:
    finished = dateline("--store", store, "versions", "show", name)
    assert finished.code == 2
    assert "dateline versions list" in finished.err

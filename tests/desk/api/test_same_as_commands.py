"""`--json` and the API say the same of the same thing."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline import cli
from small_store import NOW

SAME = [
    ("relations mali --all", "/situations/mali/relations?all=true"),
    ("cooperation mali --all", "/situations/mali/cooperation?all=true"),
    ("spread mali", "/situations/mali/spread"),
    ("episodes mali --all", "/situations/mali/episodes?all=true&limit=200"),
    ("timeline mali", "/situations/mali/timeline"),
    ("background mali", "/situations/mali/background"),
    ("brief mali", "/situations/mali/brief"),
    ("brief mali --length flash --language fr --since 2025-10-10",
     "/situations/mali/brief?length=flash&language=fr&since=2025-10-10"),
    ("story r02", "/stories/r02"),
    ("search blockade", "/search?q=blockade&limit=20"),
    ("search mali --sort newest --limit 2", "/search?q=mali&sort=newest&limit=2"),
    ("searches run fuel", "/searches/fuel?limit=20"),
    ("actor jnim", "/actors/jnim"),
    ("place 2457163", "/places/2457163"),
    ("outlet Reuters", "/outlets/Reuters"),
    ("coverage mali", "/situations/mali/coverage"),
    ("direction mali", "/situations/mali/direction"),
]  # fmt: skip
STANDING = [
    ("situation list", "/situations"),
    ("situation decisions mali", "/situations/mali/decisions?as_of=2027-01-01"),
    ("corrections --all", "/corrections?as_of=2027-01-01"),
    ("searches list", "/searches"),
    ("alert list", "/alerts/rules"),
    ("alert log", "/alerts?as_of=2027-01-01"),
    ("feeds list", "/feeds"),
    ("stats", "/stats"),
    ("failures", "/failures"),
]


def run_command(line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """What a command prints with --json."""
    monkeypatch.setattr("sys.argv", ["dateline", *line.split(), "--json"])
    capsys.readouterr()
    with suppress(SystemExit):
        cli.main()
    return json.loads(capsys.readouterr().out)


def is_later(moment: str | None) -> bool:
    """Whether a moment is after the desk's clock."""
    return moment is not None and moment > NOW.isoformat()


@pytest.mark.parametrize(("line", "path"), [*SAME, *STANDING])
def test_the_api_gives_what_the_command_prints(
    desk: TestClient,
    own: Path,
    line: str,
    path: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    moment = [] if (line, path) in STANDING else ["--as-of", "2025-11-07"]
    printed = run_command(" ".join([f"--store {own}", line, *moment]), monkeypatch, capsys)
    given = desk.get(path).json()
    found = given["items"] if isinstance(printed, list) else given
    if isinstance(printed, list):  # the commands show what came after this moment
        printed = [one for one in printed if one.get("left") != "r11" and not is_later(one.get("as_of"))]
    if line == "feeds list":
        for one in (*printed, *found):
            one.pop("alarm")  # how long it is silent depends on the clock
            one.pop("status")
    assert found == printed

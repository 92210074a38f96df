"""Running the program inside the test, in an empty folder, as if from a shell."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dateline import cli, config
from making import write_jsonl


@dataclass(frozen=True)
class Finished:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be one JSON value."""
        return json.loads(self.out)


Command = Callable[..., Finished]


@pytest.fixture
def dateline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Runs `dateline` with arguments, in the test's own folder, with no store named anywhere."""
    monkeypatch.delenv(config.STORE_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object, stdin: str = "") -> Finished:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsysbinary.readouterr()
        try:
            cli.main()
        except SystemExit as exit_:
            code = exit_.code or 0
        else:
            code = 0
        printed = capsysbinary.readouterr()
        assert isinstance(code, int)
        return Finished(code, printed.out.decode(), printed.err.decode())

    return run


@pytest.fixture
def store(tmp_path: Path, built_demo: Path) -> Path:
    """A demo store of the test's own."""
    return Path(shutil.copytree(built_demo, tmp_path / "store"))


@pytest.fixture
def empty(tmp_path: Path, dateline: Command) -> Path:
    """An empty store."""
    assert dateline("init", tmp_path / "empty").code == 0
    return tmp_path / "empty"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A file with two reports and a bad line between them."""
    first = {"text": "The army of Mali left the town of Gao on Friday.", "published_at": "2025-11-07", "outlet": "AP"}
    second = {"text": "Talks in Mali begin on Monday, the ministry said.", "published_at": "2025-11-06"}
    return write_jsonl(tmp_path / "reports.jsonl", [first, {"published_at": "2025-11-07"}, second])

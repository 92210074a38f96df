"""Every form of the example briefs is what it was, byte for byte.

DATELINE_GOLDEN=write writes the files anew instead of comparing.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from writer_briefs import BRIEFS, make_plain_brief

from dateline.codec import brief_to_dict
from dateline.records import Brief
from dateline.writers import WRITERS, write_json, write_terminal

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "writers"
ENDINGS = {"terminal": "txt", "md": "md", "html": "html", "json": "json"}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", BRIEFS)
def test_form_is_the_golden_one(name: str, form: str) -> None:
    path = GOLDEN / f"{name}.{ENDINGS[form]}"
    written = WRITERS[form](BRIEFS[name]()).encode()
    if os.environ.get("DATELINE_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    assert written == path.read_bytes()


def test_json_is_the_brief_as_a_dict(brief: Brief) -> None:
    written = write_json(brief)
    assert json.loads(written) == brief_to_dict(brief)
    assert written.endswith("}\n")


@pytest.mark.parametrize("form", WRITERS)
def test_same_brief_gives_the_same_text(form: str) -> None:
    assert WRITERS[form](make_plain_brief()) == WRITERS[form](make_plain_brief())


def test_no_environment_changes_the_text() -> None:
    """Not the terminal, not the locale, not the hash seed, not a wish for colours."""
    script = (
        "from writer_briefs import make_plain_brief; from dateline.writers import WRITERS\n"
        "import hashlib; b = make_plain_brief()\n"
        "print([hashlib.sha256(w(b).encode()).hexdigest() for w in WRITERS.values()])"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    strange = {"TERM": "dumb", "COLUMNS": "44", "FORCE_COLOR": "1", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    usual = {"TERM": "xterm-256color", "NO_COLOR": "1", "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONPATH": path, **environment},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for environment in (strange, usual)
    }
    assert len(printed) == 1


def test_terminal_colours_only_when_asked() -> None:
    brief = make_plain_brief()
    assert "\x1b" not in write_terminal(brief)
    assert "\x1b[" in write_terminal(brief, colour=True)

"""Every form of the example briefs is what it was, byte for byte.

DATELINE_GOLDEN=write writes the files anew instead of comparing.
"""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.table import Table
from writer_briefs import BRIEFS, make_plain_brief

from dateline.codec import brief_to_dict
from dateline.records import Brief
from dateline.writers.forms import DOCUMENT_WRITERS, WRITERS, write_json, write_terminal

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


@pytest.mark.parametrize("form", DOCUMENT_WRITERS)
def test_words_of_a_document_are_the_golden_ones(form: str) -> None:
    """All words in the order of the file: for bytes alone nobody could say what changed."""
    path = GOLDEN / f"plain.{form}.txt"
    written = WORDS[form](DOCUMENT_WRITERS[form](make_plain_brief()))
    if os.environ.get("DATELINE_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


def list_pdf(written: bytes) -> str:
    """The words of each page; PDFium ends lines as Windows does and has a sign of its own for a hyphen at their end."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(written))
    return "\f\n".join(page.replace("\r\n", "\n").replace("\ufffe", "-").strip() + "\n" for page in pages)


def list_docx(written: bytes) -> str:
    """Each paragraph with its style, each row of a table on a line."""
    lines = []
    for block in docx.Document(io.BytesIO(written)).iter_inner_content():
        if isinstance(block, Table):
            lines += ["| " + " | ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(f"{block.style.name}: {block.text}" if block.style else block.text)
    return "".join(f"{line.rstrip()}\n" for line in lines)


WORDS = {"pdf": list_pdf, "docx": list_docx}


def test_json_is_the_brief_as_a_dict(brief: Brief) -> None:
    written = write_json(brief)
    assert json.loads(written) == brief_to_dict(brief)
    assert written.endswith("}\n")


@pytest.mark.parametrize("form", [*WRITERS, *DOCUMENT_WRITERS])
def test_same_brief_gives_the_same_output(form: str) -> None:
    write = {**WRITERS, **DOCUMENT_WRITERS}[form]
    assert write(make_plain_brief()) == write(make_plain_brief())


def test_no_environment_changes_the_output() -> None:
    """Not the terminal, not the locale, not the hash seed, not a wish for colours."""
    script = (
        "from writer_briefs import make_plain_brief; from dateline.writers.forms import DOCUMENT_WRITERS, WRITERS\n"
        "import hashlib; b = make_plain_brief()\n"
        "written = [*(w(b).encode() for w in WRITERS.values()), *(w(b) for w in DOCUMENT_WRITERS.values())]\n"
        "print([hashlib.sha256(one).hexdigest() for one in written])"
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

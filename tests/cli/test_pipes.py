"""The program among others: pipes that close, disks that are full, terminals that are not UTF-8."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

DATELINE = [sys.executable, "-m", "dateline"]
BRIEF = ["brief", "mali", "--as-of", "2025-11-07"]


def start(*arguments: object, **settings: object) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, **{name: str(value) for name, value in settings.items()}}
    command = [*DATELINE, *map(str, arguments)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )


def finish(process: "subprocess.Popen[bytes]", stdin: bytes = b"") -> tuple[int, bytes, bytes]:
    out, err = process.communicate(stdin, timeout=60)
    return process.returncode, out, err


@pytest.mark.parametrize(
    "arguments",
    [["stats"], ["stats", "--json"], [*BRIEF, "--format", "html"], ["sources", "mali", "--json"], ["sources", "mali"]],
    ids=" ".join,
)
def test_a_reader_that_hangs_up_is_no_error(store: Path, arguments: list[str]) -> None:
    """Output into a pipe that nobody reads ends with 0 and without a word, however much there is."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = subprocess.run(
        [*DATELINE, "--store", str(store), *arguments],
        stdout=write_end,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(write_end)
    assert (process.returncode, process.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("arguments", [["stats"], [*BRIEF, "--json"]], ids=" ".join)
def test_a_full_disk_is_a_broken_world(store: Path, arguments: list[str]) -> None:
    """Output onto a full disk is 3, with a message and no traceback."""
    with open("/dev/full", "wb") as full:
        process = subprocess.run(
            [*DATELINE, "--store", str(store), *arguments], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert process.returncode == 3
    assert b"No space left on device" in process.stderr
    assert b"Traceback" not in process.stderr


def test_output_is_utf8_whatever_the_terminal(store: Path) -> None:
    """Where the surroundings know only ASCII, the output is UTF-8 all the same."""
    code, out, err = finish(start("--store", store, *BRIEF, PYTHONIOENCODING="ascii", PYTHONUTF8=0, LC_ALL="C"))
    assert (code, err) == (0, b"")
    assert "─" in out.decode("utf-8")


def test_reports_come_through_a_pipe(store: Path) -> None:
    """JSON lines on standard input are imported by the installed program."""
    process = start("--store", store, "import", "-", "--json")
    code, out, _ = finish(process, '{"text": "Goïta spoke in Bamako."}\n{}\n'.encode())
    assert code == 0
    assert b'"n_added": 1' in out
    assert b'"record_id": "2"' in out


def test_an_error_is_one_line(tmp_path: Path) -> None:
    """An error is one line on standard error, with its exit code and no traceback."""
    code, out, err = finish(start("--store", tmp_path / "nowhere", "stats"))
    assert (code, out) == (3, b"")
    assert err.startswith(b"dateline: There is no Dateline store in ")
    assert err.count(b"\n") == 1


@pytest.mark.parametrize(("form", "beginning"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_documents_go_into_pipes_and_files_and_not_to_a_terminal(
    store: Path, tmp_path: Path, form: str, beginning: bytes
) -> None:
    """A terminal is refused before anything is looked up; a pipe gets the bytes that a file of that ending gets."""
    command = [*DATELINE, "--store", str(store), *BRIEF]
    ours, theirs = os.openpty()
    refused = subprocess.run([*command, "--format", form], stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    os.close(ours)
    assert refused.returncode == 2
    assert f"A terminal cannot show {form.upper()}. Add -o brief.{form}".encode() in refused.stderr
    piped = subprocess.run([*command, "--format", form], capture_output=True, check=True)
    assert piped.stdout.startswith(beginning)
    subprocess.run([*command, "-o", str(tmp_path / f"mali.{form}")], capture_output=True, check=True)
    assert (tmp_path / f"mali.{form}").read_bytes() == piped.stdout

"""A script can tell from the exit code whether it got nothing (1), asked wrongly (2) or met a broken world (3)."""

import json
from pathlib import Path
from typing import Any

import pytest

from dateline import config
from dateline.store import FILE_NAME


def check_message(shown: Any, *parts: str) -> None:
    """One message of one line on standard error, with these parts, and no traceback."""
    assert shown.err.startswith("dateline: ")
    assert shown.err.count("\n") == 1
    assert [part for part in parts if part not in shown.err] == []


# 1: nothing found


@pytest.mark.parametrize("command", ["brief", "sources"])
def test_nothing_found_names_the_near_ones(dateline: Any, store: Path, command: str) -> None:
    """What no report answers is 1, with the moment and the names of situations that resemble it."""
    shown = dateline("--store", store, command, "malli", "--as-of", "2025-11-07")
    assert (shown.code, shown.out) == (1, "")
    assert shown.err == "Nothing found on 'malli' as of 2025-11-07. Did you mean the situation mali?\n"
    found = dateline("--store", store, command, "malli", "--as-of", "2025-11-07", "--json")
    assert found.code == 1
    assert found.json == {"situation": "malli", "as_of": "2025-11-07", "found": False, "near": ["mali"]}


@pytest.mark.parametrize("about", ["", "xyzzy", '" OR 0x1', "NEAR(", "\x00", "\udcff", "x " * 5_000, "!?"])
def test_no_question_breaks_the_program(dateline: Any, store: Path, about: str) -> None:
    """A question that nothing answers is 1, whatever it is made of."""
    for arguments in (["brief", "--", about], ["sources", "--json", "--", about]):
        shown = dateline("--store", store, *arguments)
        assert shown.code == 1
        assert "Nothing found" in shown.err


def test_a_brief_before_the_first_report_is_nothing(dateline: Any, store: Path) -> None:
    """A moment before any report is 1."""
    assert dateline("--store", store, "brief", "mali", "--as-of", "1990-01-01").code == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["situation", "list"], 1, "No situations yet; 'dateline situation add FILE'"),
        (["failures"], 0, "No failures."),
    ],
)
def test_an_empty_list_says_so(dateline: Any, empty: Path, arguments: list[str], code: int, message: str) -> None:
    """No situation is nothing found, no failure is all well; both say so, and as JSON are an empty list."""
    shown = dateline("--store", empty, *arguments)
    assert (shown.code, shown.out) == (code, "")
    assert message in shown.err
    as_json = dateline("--store", empty, *arguments, "--json")
    assert (as_json.code, as_json.json) == (code, [])


def test_the_ending_of_the_file_names_the_form(dateline: Any, store: Path, tmp_path: Path) -> None:
    """-o page.html writes HTML without --format; --format wins where both are given."""
    page, text = tmp_path / "page.html", tmp_path / "text.html"
    dateline("--store", store, "brief", "mali", "--as-of", "2025-11-07", "-o", page)
    dateline("--store", store, "brief", "mali", "--as-of", "2025-11-07", "--format", "md", "-o", text)
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert text.read_text(encoding="utf-8").startswith("# Mali")


def test_a_situation_is_found_however_its_name_is_written(dateline: Any, store: Path) -> None:
    """ "Mali" is the situation mali, not a question."""
    first, second = (
        dateline("--store", store, "brief", name, "--as-of", "2025-11-07", "--json").json for name in ("mali", "Mali")
    )
    assert first == second


@pytest.mark.parametrize("lines", ["", "bad\n", "\n\n"])
def test_an_import_of_nothing_is_nothing(dateline: Any, empty: Path, lines: str) -> None:
    """An import that brought no report and knew none is 1."""
    assert dateline("--store", empty, "import", "-", stdin=lines).code == 1


# 2: wrong use


@pytest.mark.parametrize("command", ["brief", "sources"])
@pytest.mark.parametrize("text", ["yesterday", "2025-02-30", "07/11/2025", "", "2025"])
def test_a_date_that_cannot_be_read_is_wrong_use(dateline: Any, store: Path, command: str, text: str) -> None:
    """A bad date is 2, and the message names the forms that are accepted."""
    shown = dateline("--store", store, command, "mali", "--as-of", text)
    assert shown.code == 2
    check_message(shown, f"'{text}' is not a date", "2025-11-07T18:30Z", "7 November 2025", "today")


def test_an_unknown_format_is_wrong_use(dateline: Any, store: Path) -> None:
    """A format that is not there is 2, and the message names those there are."""
    shown = dateline("--store", store, "brief", "mali", "--format", "odt")
    assert shown.code == 2
    check_message(shown, "'odt' is not a format", "terminal, md, html, json, pdf, docx")


def test_an_unknown_situation_is_wrong_use(dateline: Any, store: Path) -> None:
    """A situation that is not defined is 2, with the near names, or how to list them."""
    shown = dateline("--store", store, "situation", "show", "malli")
    assert shown.code == 2
    check_message(shown, "no situation 'malli'", "Did you mean mali?")
    check_message(dateline("--store", store, "situation", "show", "xyzzy"), "dateline situation list")


@pytest.mark.parametrize(
    "arguments",
    [
        ["breif", "mali"],
        ["brief"],
        ["brief", "mali", "--asof", "2025-11-07"],
        ["sources", "mali", "--limit", "0"],
        ["sources", "mali", "--limit", "many"],
        ["failures", "-n", "-1"],
        ["import"],
        ["init"],
        ["measures", "import", "rows.csv"],
        ["situation", "remove", "mali"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_wrong_use(dateline: Any, store: Path, arguments: list[str]) -> None:
    """An unknown command or option, a missing argument or a number out of range is 2, with the usage."""
    shown = dateline("--store", store, *arguments)
    assert (shown.code, shown.out) == (2, "")
    assert "Usage: dateline" in shown.err
    assert "Error" in shown.err


@pytest.mark.parametrize(
    ("definition", "message"),
    [
        ("countries = [", "not TOML"),
        ("terms = []", "names nothing to look for"),
        ('terms = "JNIM"', "has to be a list of texts"),
        ('countries = ["Atlantis"]', "'Atlantis' is not a country"),
        ('terms = ["JNIM"]\nterm = ["AES"]', "Unknown key 'term'"),
        ('terms = ["JNIM"]\nsince = "soon"', "'since' is 'soon'"),
        ('terms = ["JNIM"]\nname = "!"', "'name' has to be"),
    ],
)
def test_a_situation_file_with_a_mistake_is_wrong_use(
    dateline: Any, empty: Path, tmp_path: Path, definition: str, message: str
) -> None:
    """A situation file that cannot be understood is 2, and the message names the mistake."""
    (tmp_path / "bad.toml").write_text(definition)
    shown = dateline("--store", empty, "situation", "add", tmp_path / "bad.toml")
    assert shown.code == 2
    check_message(shown, message)


@pytest.mark.parametrize("row", ["TCD,2022-12-31,2022-12-31,many,2023-06-30", "TCD,2022,2022,1,2023", "TCD,2022-12-31"])
def test_a_measures_file_with_a_mistake_is_wrong_use(dateline: Any, empty: Path, tmp_path: Path, row: str) -> None:
    """A measures file with a row that does not fit is 2, names the row, and leaves nothing in the store."""
    names = "country,measure,unit,series_id,iso3,period_start,period_end,value,released_at"
    sound = "Chad,displaced,people,unhcr:TCD:idps,TCD,2021-12-31,2021-12-31,1,2022-06-30"
    (tmp_path / "bad.csv").write_text(f"{names}\n{sound}\nChad,displaced,people,unhcr:TCD:idps,{row}\n")
    shown = dateline("--store", empty, "measures", "import", tmp_path / "bad.csv", "--source", "UCDP")
    assert shown.code == 2
    check_message(shown, "bad.csv", "row 3", "docs/measures.md")
    assert dateline("--store", empty, "stats", "--json").json["n_observations"] == 0


# 3: broken world


@pytest.mark.parametrize("arguments", [["stats"], ["brief", "mali"], ["import", "x.jsonl"], ["situation", "list"]])
def test_no_store_named_is_a_broken_world(dateline: Any, arguments: list[str]) -> None:
    """Where nothing names a store it is 3, and the message says the ways to name one."""
    shown = dateline(*arguments)
    assert shown.code == 3
    check_message(shown, "--store", config.STORE_VARIABLE, config.FILE_NAME)


def test_a_missing_store_is_a_broken_world(dateline: Any, tmp_path: Path) -> None:
    """A folder without a store is 3, and the message says how to make one; nothing is made."""
    shown = dateline("--store", "nowhere", "stats")
    assert shown.code == 3
    check_message(shown, "no Dateline store in 'nowhere'", "dateline init nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("arguments", [["stats"], ["brief", "mali"], ["doctor"], ["failures"]])
def test_a_damaged_store_is_a_broken_world(dateline: Any, empty: Path, arguments: list[str]) -> None:
    """A store whose file is not a database is 3."""
    (empty / FILE_NAME).write_bytes(b"noise" * 5_000)
    shown = dateline("--store", empty, *arguments)
    assert shown.code == 3
    assert "file is not a database" in shown.out + shown.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "missing.jsonl"], "no file or folder 'missing.jsonl'"),
        (["import", "image.png"], "'image.png' is of a kind"),
        (["import", "folder"], "'folder' holds no file"),
        (["situation", "add", "missing.toml"], "'missing.toml' cannot be read"),
        (["situation", "add", "folder"], "'folder' cannot be read"),
        (["measures", "import", "missing.csv", "--source", "UCDP"], "'missing.csv' cannot be read"),
        (["measures", "import", "image.png", "--source", "UCDP"], "'image.png' cannot be read"),
        (["brief", "mali", "-o", "missing/brief.md"], "'missing/brief.md' cannot be written"),
        (["brief", "mali", "-o", "folder"], "'folder' cannot be written"),
        (["init", "image.png"], "'image.png' cannot be made"),
        (["demo", "image.png"], "'image.png' cannot be made"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_file_that_cannot_be_used_is_a_broken_world(
    dateline: Any, store: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    """A file or folder that cannot be read or written is 3, and the message names it."""
    (tmp_path / "image.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / "folder").mkdir()
    shown = dateline("--store", store, *arguments)
    assert shown.code == 3
    check_message(shown, message)


@pytest.mark.parametrize("settings", [b"store = ", b'stores = "s"', b"\xff\xfe", b'store = "s"\nstore = "t"'])
def test_broken_settings_are_a_broken_world(dateline: Any, settings: bytes) -> None:
    """A dateline.toml that cannot be understood is 3, and the message names it."""
    Path(config.FILE_NAME).write_bytes(settings)
    shown = dateline("stats")
    assert shown.code == 3
    check_message(shown, config.FILE_NAME)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["brief", "mali", "--as-of", "soon"], 2), (["stats"], 3), (["import", "missing.jsonl"], 3)],
)
def test_errors_come_as_json_too(dateline: Any, store: Path, arguments: list[str], code: int) -> None:
    """With --json an error is one JSON object on standard error, with the same exit code."""
    named = [] if arguments == ["stats"] else ["--store", store]
    shown = dateline(*named, *arguments, "--json")
    assert (shown.code, shown.out) == (code, "")
    error = json.loads(shown.err)
    assert error.keys() == {"error", "hint"}
    assert all(error.values())

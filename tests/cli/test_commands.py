"""Every command does what its help says, prints JSON when asked, and finds the store where it is named."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main

from dateline import __version__, cli, config

ROWS = """series_id,iso3,country,measure,unit,period_start,period_end,value,released_at
unhcr:TCD:idps,TCD,Chad,internally displaced people,people,2022-12-31,2022-12-31,300000,2023-06-30
"""
SITUATION = 'name = "Niger!"\ntitle = "Niger"\ncountries = ["Niger"]\nexclude = ["Niger Delta"]\n'


def list_commands() -> list[str]:
    """Every command by its full name."""
    names: list[str] = []
    for name, command in typer.main.get_command(cli.app).commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        names += [f"{name} {sub}" for sub in below] if below else [name]
    return names


@pytest.mark.parametrize("name", list_commands())
def test_every_command_explains_itself_with_an_example(dateline: Any, name: str) -> None:
    """--help of every command says what it does and gives an example that begins as one would type it."""
    shown = dateline(*name.split(), "--help")
    assert shown.code == 0
    assert f"Usage: dateline {name}" in shown.out
    _, _, example = shown.out.partition("Example: ")
    assert f" {name}" in example
    assert example.startswith(("dateline ", "`dateline "))


def test_the_program_lists_its_commands(dateline: Any) -> None:
    """--help lists every command; without arguments the program shows its help too."""
    shown = dateline("--help")
    assert shown.code == 0
    assert all(name.split()[0] in shown.out for name in list_commands())
    assert "Usage: dateline" in dateline().out + dateline().err


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["brief", "mali"], {"situation", "title", "as_of", "made_by", "sections", "sources", "coverage"}),
        (["sources", "mali"], {"situation", "n_articles", "articles"}),
        (["stats"], {"n_articles", "n_undated", "n_readings", "n_failures", "first_at", "languages", "outlets"}),
        (["situation", "show", "mali"], {"situation_id", "title", "facets", "countries", "actors", "since"}),
        (["version"], {"dateline", "python", "reading", "brief"}),
    ],
)
def test_answers_come_as_json_objects(dateline: Any, store: Path, arguments: list[str], keys: set[str]) -> None:
    """With --json a command prints one JSON object and nothing else."""
    shown = dateline("--store", store, *arguments, "--json")
    assert (shown.code, shown.err) == (0, "")
    assert keys <= shown.json.keys()


def test_lists_come_as_json_lists(dateline: Any, store: Path, reports: Path) -> None:
    """With --json the commands that list things print a JSON list of objects."""
    dateline("--store", store, "import", reports)
    assert [entry["situation"] for entry in dateline("--store", store, "situation", "list", "--json").json] == ["mali"]
    (failure,) = dateline("--store", store, "failures", "--json").json
    assert (failure["source_id"], failure["record_id"], failure["stage"]) == ("reports.jsonl", "2", "import")
    checks = dateline("--store", store, "doctor", "--json").json
    assert {check["name"] for check in checks} >= {"python", "sqlite", "store"}
    assert all(check["is_ok"] for check in checks)


def test_changes_come_as_json(dateline: Any, tmp_path: Path, reports: Path) -> None:
    """With --json the commands that change a store print what they did as JSON."""
    rows, definition = tmp_path / "rows.csv", tmp_path / "niger.toml"
    rows.write_text(ROWS)
    definition.write_text(SITUATION)
    assert dateline("init", "s", "--json").json == {"store": "s", "made": True}
    assert dateline("init", "s", "--json").json == {"store": "s", "made": False}
    counts = dateline("import", reports, "--store", "s", "--json").json
    assert [counts[key] for key in ("n_records", "n_added", "n_known", "n_failed")] == [3, 2, 0, 1]
    assert [failure["record_id"] for failure in counts["failures"]] == ["2"]
    added = dateline("situation", "add", definition, "--store", "s", "--json").json
    assert added == {"situation": "niger", "title": "Niger", "changed": True}
    arguments = ("measures", "import", rows, "--source", "UNHCR", "--store", "s", "--json")
    assert [dateline(*arguments).json for _ in range(2)] == [{"n_added": 1}, {"n_added": 0}]


def test_the_demo_comes_as_json(dateline: Any) -> None:
    """`dateline demo DIR --json` names the store and the files that it wrote."""
    shown = dateline("demo", "d", "--json")
    assert shown.json["store"] == "d"
    assert {Path(file).name for file in shown.json["files"]} == {"dateline.sqlite", "mali.html", "mali.md", "mali.json"}
    assert all(Path(file).stat().st_size for file in shown.json["files"])


# Doing things


def test_a_store_is_made_once(dateline: Any) -> None:
    """`init` makes the folder with its settings; again, it changes nothing."""
    assert dateline("init", "a/b").code == 0
    settings = Path("a/b", config.FILE_NAME)
    settings.write_text(settings.read_text() + "# mine\n")
    assert dateline("init", "a/b").code == 0
    assert settings.read_text().endswith("# mine\n")
    assert sorted(file.name for file in Path("a/b").iterdir()) == ["dateline.sqlite", config.FILE_NAME]


def test_an_import_tells_what_became_of_each_record(dateline: Any, empty: Path, reports: Path) -> None:
    """An import counts what it did, and names on standard error what failed, with line and reason."""
    shown = dateline("--store", empty, "import", reports, reports)
    assert shown.out == "6 records: 2 reports added, 2 known already, 2 failed.\n"
    assert shown.err.splitlines()[0].startswith("reports.jsonl, record 2: no text; expected one of")
    again = dateline("--store", empty, "import", reports)
    assert (again.code, again.out) == (0, "3 records: 0 reports added, 2 known already, 1 failed.\n")


def test_only_the_first_failures_are_shown(dateline: Any, empty: Path, tmp_path: Path) -> None:
    """Of many failures an import shows ten and says how many there are."""
    (tmp_path / "bad.jsonl").write_text("bad\n" * 25 + '{"text": "A good one."}\n')
    shown = dateline("--store", empty, "import", tmp_path / "bad.jsonl")
    lines = shown.err.splitlines()
    assert (shown.code, len(lines)) == (0, 11)
    assert lines[-1] == "... and 15 more; 'dateline failures' lists all."
    assert len(dateline("--store", empty, "failures", "--json").json) == 25
    assert len(dateline("--store", empty, "failures", "--limit", 3, "--json").json) == 3


def test_reports_come_in_by_standard_input(dateline: Any, empty: Path) -> None:
    """'-' imports JSON lines from standard input."""
    shown = dateline("--store", empty, "import", "-", stdin='{"text": "Goïta spoke in Bamako."}\n')
    assert shown.out.startswith("1 record: 1 report added")


def test_a_situation_is_defined_and_shown(dateline: Any, empty: Path, tmp_path: Path) -> None:
    """A situation from a file is listed and shown under its plain name; the same file changes nothing."""
    (tmp_path / "niger.toml").write_text(SITUATION)
    shown = [dateline("--store", empty, "situation", "add", tmp_path / "niger.toml").out for _ in range(2)]
    assert shown == ["Situation 'niger' defined: Niger\n", "Situation 'niger' unchanged: Niger\n"]
    assert dateline("--store", empty, "situation", "list").out.split() == ["niger", "Niger"]
    text = dateline("--store", empty, "situation", "show", "niger").out
    assert "any of: Niger" in text
    assert "without: Niger Delta" in text


def test_sources_are_the_latest_reports(dateline: Any, store: Path) -> None:
    """`sources` lists the reports of a situation as of a moment, the latest first, at most so many."""
    shown = dateline("--store", store, "sources", "mali", "--as-of", "2025-11-07", "-n", 5, "--json").json
    days = [article["published_at"] for article in shown["articles"]]
    assert len(days) == 5 < shown["n_articles"]
    assert days == sorted(days, reverse=True)
    assert days[0] <= "2025-11-07"
    text = dateline("--store", store, "sources", "mali", "--as-of", "2025-11-07", "-n", 5).out
    assert text.endswith(f"5 of {shown['n_articles']:,} reports\n")


@pytest.mark.parametrize(
    ("form", "beginning"),
    [
        ("terminal", "Mali: blockade"),
        ("md", "# Mali: blockade"),
        ("html", "<!DOCTYPE html>"),
        ("json", '{\n  "situation"'),
    ],
)
def test_a_brief_comes_in_every_form(dateline: Any, store: Path, tmp_path: Path, form: str, beginning: str) -> None:
    """Each form goes to standard output, or whole into the file of -o, with nothing else printed."""
    arguments = ("--store", store, "brief", "mali", "--as-of", "2025-11-07", "--format", form)
    printed = dateline(*arguments)
    assert printed.out.startswith(beginning)
    assert printed.out.endswith("\n")
    written = dateline(*arguments, "-o", tmp_path / "brief")
    assert (written.code, written.out, written.err) == (0, "", f"Wrote {tmp_path / 'brief'}\n")
    assert (tmp_path / "brief").read_text(encoding="utf-8").strip() == printed.out.strip()


def test_the_last_of_two_ways_to_ask_for_json_is_the_same(dateline: Any, store: Path) -> None:
    """`--json` and `--format json` give the same brief."""
    arguments = ("--store", store, "brief", "mali", "--as-of", "2025-11-07")
    assert dateline(*arguments, "--json").out == dateline(*arguments, "--format", "json").out


@pytest.mark.parametrize("text", ["2025-11-07", "7 November 2025", "November 7, 2025", "2025-11-07T23:59:59Z"])
def test_a_moment_can_be_written_in_several_ways(dateline: Any, store: Path, text: str) -> None:
    """Every way to write a day or moment that the help names is understood."""
    shown = dateline("--store", store, "brief", "mali", "--as-of", text, "--json").json
    assert shown["as_of"] == "2025-11-07T23:59:59Z"


def test_the_demo_tells_its_files(dateline: Any) -> None:
    """`dateline demo DIR` prints the brief and its files; made again, it is the same."""
    shown = [dateline("demo", "d") for _ in range(2)]
    assert shown[0] == shown[1]
    assert shown[0].out.startswith("Mali: blockade, junta and partners\nAs of 7 November 2025 (UTC)")
    assert shown[0].out.endswith(
        "Files:\n  d/dateline.sqlite\n  d/mali.html\n  d/mali.md\n  d/mali.json\n"
        "\nOpen the desk: dateline --store d serve --open\n"
    )


def test_the_version_is_the_packages(dateline: Any) -> None:
    """`dateline version` prints the version of the package and of Python."""
    assert dateline("version").out.splitlines()[:2] == [f"dateline {__version__}", f"python {sys.version.split()[0]}"]


def test_the_doctor_looks_at_the_store(dateline: Any, store: Path) -> None:
    """The doctor names what it looked at; without a store it looks at the installation alone."""
    assert f"ok   store: {store}: sound, 961 reports" in dateline("--store", store, "doctor").out
    assert "none named" in dateline("doctor").out


# Where the store is


def count(shown: Any) -> int:
    assert shown.code == 0, shown.err
    return int(shown.json["n_articles"])


@pytest.fixture
def three(dateline: Any, tmp_path: Path) -> list[str]:
    """Stores with one, two and three reports, by folder."""
    for size in (1, 2, 3):
        lines = "".join(json.dumps({"text": f"Report {n} of many."}) + "\n" for n in range(size))
        dateline("init", f"s{size}")
        dateline("--store", f"s{size}", "import", "-", stdin=lines)
    return ["s1", "s2", "s3"]


def test_the_store_may_be_named_before_or_after_the_command(dateline: Any, three: list[str]) -> None:
    """--store counts on either side of the command; the one after it wins."""
    assert count(dateline("--store", "s1", "stats", "--json")) == 1
    assert count(dateline("stats", "--json", "--store", "s2")) == 2
    assert count(dateline("--store", "s1", "stats", "--json", "--store", "s3")) == 3


def test_the_store_may_be_named_by_the_environment(
    dateline: Any, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DATELINE_STORE names the store, and --store overrides it."""
    monkeypatch.setenv(config.STORE_VARIABLE, "s2")
    assert count(dateline("stats", "--json")) == 2
    assert count(dateline("--store", "s1", "stats", "--json")) == 1


def test_the_store_may_be_named_by_a_file(dateline: Any, three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """dateline.toml in the current folder names the store, the environment overrides it unless it is empty."""
    Path(config.FILE_NAME).write_text('store = "s3"\n')
    assert count(dateline("stats", "--json")) == 3
    monkeypatch.setenv(config.STORE_VARIABLE, "")
    assert count(dateline("stats", "--json")) == 3
    monkeypatch.setenv(config.STORE_VARIABLE, "s2")
    assert count(dateline("stats", "--json")) == 2


def test_inside_a_store_no_name_is_needed(dateline: Any, three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """In a store's own folder, the file that `init` put there is enough."""
    monkeypatch.chdir("s2")
    assert count(dateline("stats", "--json")) == 2


def test_one_command_does_not_remember_the_store_of_another(dateline: Any, three: list[str]) -> None:
    """A store named for one run is forgotten in the next."""
    assert count(dateline("--store", "s1", "stats", "--json")) == 1
    assert dateline("stats", "--json").code == 3


@pytest.mark.parametrize(("length", "most"), [("flash", 80), ("standard", 550), ("long", 1100)])
def test_a_brief_keeps_to_its_length(dateline: Any, store: Path, length: str, most: int) -> None:
    """A flash brief leaves parts out, a long one tells more."""
    brief = dateline("--store", store, "brief", "mali", "--as-of", "2025-11-07", "--length", length, "--json").json
    texts = [sentence["text"] for section in brief["sections"] for sentence in section["sentences"]]
    assert most / 3 < sum(len(text.split()) for text in texts) <= most + 10
    assert all(section["sentences"] for section in brief["sections"])


def test_a_brief_is_written_in_french_on_request(dateline: Any, store: Path) -> None:
    asked = ("--store", store, "brief", "mali", "--as-of", "2025-11-07", "--language", "fr")
    brief = dateline(*asked, "--json").json
    assert brief["language"] == "fr"
    assert brief["sections"][0]["title"] == "Les faits"
    page = dateline(*asked, "--format", "html").out
    assert '<html lang="fr">' in page
    assert '<span lang="en">France commits troops' in page


def test_an_unknown_language_is_told(dateline: Any, store: Path) -> None:
    finished = dateline("--store", store, "brief", "mali", "--language", "tlh")
    assert finished.code == 2
    assert "'tlh' is not a language" in finished.err


def test_a_model_phrases_english_only(dateline: Any, store: Path) -> None:
    """The checker that reads after it knows no French."""
    finished = dateline("--store", store, "brief", "mali", "--language", "fr", "--phrase")
    assert finished.code == 2
    assert "--phrase writes English only" in finished.err


def test_an_unknown_length_is_told(dateline: Any, store: Path) -> None:
    finished = dateline("--store", store, "brief", "mali", "--length", "huge")
    assert finished.code == 2
    assert "flash, standard, long" in finished.err


def test_a_brief_tells_first_what_is_new(dateline: Any, store: Path) -> None:
    finished = dateline("--store", store, "brief", "mali", "--as-of", "2025-11-07", "--since", "2025-09-20", "--json")
    first = finished.json["sections"][0]
    assert first["title"] == "Since 20 September 2025"
    assert {sentence["note"] for sentence in first["sentences"]} == {"added"}


def test_a_claim_is_held_against_figures(dateline: Any, built_demo: Path) -> None:
    """`measures test` tells what the figures say, with the rows in JSON; nothing to test is 1 or 2."""
    claim = "Violence in Mali has fallen since 2021"
    told = ("--store", str(built_demo), "measures", "test", claim, "--as-of", "2025-11-07")
    shown = dateline(*told)
    assert shown.code == 0
    assert "- disagrees: Violence in Mali has fallen since 2021" in shown.out
    assert "UCDP counts 8,867 deaths" in shown.out
    (found,) = dateline(*told, "--json").json
    assert (found["outcome"], found["claim"]["iso3"], len(found["evidence"]["rows"])) == ("disagrees", "MLI", 2 + 96)
    nothing = dateline("--store", str(built_demo), "measures", "test", "Mali is large", "--json")
    assert (nothing.code, nothing.json) == (1, [])
    assert dateline("--store", str(built_demo), "measures", "test").code == 2


def test_the_claims_of_reports_are_held_against_figures(dateline: Any, built_demo: Path) -> None:
    """Who said it, and when."""
    shown = dateline("--store", str(built_demo), "measures", "test", "--about", "Niger", "--as-of", "2025-11-07")
    assert shown.code == 0
    assert "growing Islamist insurgency" in shown.out
    assert "2020-12-27)" in shown.out

"""What the documents say is so: commands, links, fields and examples are held against the code.

Fenced blocks are read by their first line:

    ```console             lines that begin with "$ dateline" are run, in order, one folder a document; the
                           lines beneath stand in what they print, where "…" stands for anything
    ```toml niger.toml     the block is written to that file before the commands run
    ```sh                  "dateline" lines parse and are not run

DATELINE_GOLDEN=write writes the excerpts of README.md and docs/brief-json.md anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
import typer.main

from dateline import cli, codec, config, demo, situations
from dateline.moments import end_of_day
from dateline.records import Brief, QuoteEvidence, RowEvidence, Section, Sentence
from dateline.records.columns import COLUMNS
from dateline.run import write_brief
from dateline.situations import definition
from dateline.sources import fields, files
from dateline.store import open_store
from dateline.writers.exports import FORMS
from dateline.writers.forms import write_terminal

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES = [*DOCS, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "src").rglob("*.md"))]
COMMON_OPTIONS = {"--store", "--json", "--help"}

WITH_MORE = {name for name, columns in COLUMNS.items() if any(one.name == "more_evidence" for one in columns)}

_FENCE = re.compile(r"^```(\w*)[ ]?([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_EXCERPT = re.compile(r"(<!-- excerpt: begin[^>]*-->\n)(.*?)(<!-- excerpt: end -->)", re.DOTALL)
_CELL = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, the file it is written to, and its text."""

    language: str
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A command of a console block and the lines shown beneath it."""

    line: str
    shown: tuple[str, ...]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(path: Path) -> list[Block]:
    return [Block(*found.groups()) for found in _FENCE.finditer(read(path))]


def prose(path: Path) -> str:
    return _FENCE.sub("", read(path))


def command_lines(path: Path) -> Iterator[str]:
    """Every `dateline ...` in the fenced blocks for shells, without pipes and comments."""
    for block in blocks(path):
        for line in block.text.splitlines() if block.language in ("sh", "console", "bash") else ():
            for part in re.split(r"\s[|&]+\s", line.removeprefix("$ ")):
                if part.startswith("dateline "):
                    yield part


def runs(path: Path) -> Iterator[Run]:
    for block in blocks(path):
        lines = block.text.splitlines() if block.language == "console" else []
        for number, line in enumerate(lines):
            if line.startswith("$ "):
                shown = takewhile(lambda after: not after.startswith("$ "), lines[number + 1 :])
                yield Run(line.removeprefix("$ "), tuple(shown))


def table(path: Path, heading: str) -> dict[str, str]:
    """The tables under a heading: what stands in code style in the first column -> the second column."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", prose(path), re.MULTILINE | re.DOTALL)
    assert found, f"{name_of(path)} has no heading '{heading}'"
    rows = [line.strip("|").split("|") for line in found[1].splitlines() if line.startswith("|")]
    return {name: row[1].strip() for row in rows for name in _CELL.findall(row[0])}


def slugs(path: Path) -> set[str]:
    """The anchors that a page's headings have on the web."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leaf_commands() -> dict[str, Any]:
    """Every command by its full name."""
    found: dict[str, Any] = {}
    for name, command in typer.main.get_command(cli.app).commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        found.update({f"{name} {sub}": one for sub, one in below.items()} if below else {name: command})
    return found


@pytest.fixture(scope="module")
def demo_brief(built_demo: Path) -> Brief:
    store = open_store(built_demo)
    brief = write_brief(store, demo.SITUATION, end_of_day(demo.AS_OF))
    store.close()
    assert brief is not None
    return brief


# ---------------------------------------------------------------- commands


@pytest.mark.parametrize("name", leaf_commands())
def test_readme_tells_of_every_command_and_option(name: str) -> None:
    rows = [line for line in read(DOCS[0]).splitlines() if re.match(rf"\| `dateline {name}[ `]", line)]
    assert len(rows) == 1
    options = {option for parameter in leaf_commands()[name].params for option in parameter.opts}
    named = {cell for cell in _CELL.findall(rows[0]) if re.match("--?[a-z]", cell)}
    assert named == {option for option in options if option.startswith("-")} - COMMON_OPTIONS


def test_readme_tells_of_the_common_options() -> None:
    assert all(f"`{option}" in prose(DOCS[0]) for option in COMMON_OPTIONS)


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_command_lines_parse(path: Path) -> None:
    for line in command_lines(path):
        words = shlex.split(line, comments=True)[1:]
        while words[:1] == ["--store"]:
            words = words[2:]
        command: Any = typer.main.get_command(cli.app)
        while getattr(command, "commands", None):
            if command.invoke_without_command and (not words or words[0].startswith("-")):
                break
            assert words, line
            assert words[0] in command.commands, line
            command, words = command.commands[words[0]], words[1:]
        if words or not getattr(command, "commands", None):
            command.make_context(line, list(words))


@pytest.mark.parametrize("path", [path for path in DOCS if [*runs(path)]], ids=name_of)
def test_sessions_run(
    path: Path, tmp_path: Path, built_demo: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_STORE", raising=False)
    shutil.copytree(built_demo, "demo")
    for block in blocks(path):
        if block.file:
            Path(block.file).write_text(block.text, encoding="utf-8")
    for run in runs(path):
        monkeypatch.setattr("sys.argv", shlex.split(run.line))
        code = 0
        try:
            cli.main()
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        printed = "".join(capfd.readouterr())
        assert code == 0, f"{run.line}\n{printed}"
        for line in run.shown:
            assert re.search(re.escape(line).replace("…", ".*"), printed), f"{run.line}\n{line}\n{printed}"


# ---------------------------------------------------------------- links


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    for link in _LINK.findall(prose(path)):
        if re.match(r"\w+:", link):
            assert link.startswith("https://"), link
            continue
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        assert target.is_file(), link
        assert not anchor or anchor in slugs(target), link


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=name_of)
def test_readme_leads_to_every_document(path: Path) -> None:
    assert f"]({name_of(path)})" in read(DOCS[0])


# ---------------------------------------------------------------- situations, import, measures


def test_situation_examples_load(tmp_path: Path) -> None:
    examples = [block for path in DOCS for block in blocks(path) if block.language == "toml" and block.file]
    assert examples
    for example in examples:
        file = tmp_path / example.file
        file.write_text(example.text, encoding="utf-8")
        assert situations.read_definition(file).facets


def test_examples_of_settings_load(tmp_path: Path) -> None:
    """Those without a name of a file are of dateline.toml."""
    examples = [block for path in DOCS for block in blocks(path) if block.language == "toml" and not block.file]
    assert examples
    for example in examples:
        (tmp_path / config.FILE_NAME).write_text(f"{example.text}\n", encoding="utf-8")
        config.load_config(str(tmp_path), folder=tmp_path)


def test_situation_keys_are_all_explained() -> None:
    assert set(table(ROOT / "docs" / "situations.md", "Keys")) == set(definition.KEYS)


def test_import_endings_are_all_explained() -> None:
    assert set(table(ROOT / "docs" / "import.md", "Files")) == set(files.READERS)


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("text", fields.TEXT_FIELDS),
        ("title", fields.TITLE_FIELDS),
        ("date", fields.DATE_FIELDS),
        ("address", fields.URL_FIELDS),
        ("outlet", fields.OUTLET_FIELDS),
        ("several outlets", fields.CITATION_FIELDS),
        ("language", fields.LANG_FIELDS),
        ("topics", fields.TOPIC_FIELDS),
    ],
)
def test_import_fields_are_listed_in_their_order(what: str, names: tuple[str, ...]) -> None:
    row = re.search(rf"^\| {what} \|(.*)\|$", read(ROOT / "docs" / "import.md"), re.MULTILINE)
    assert row
    assert tuple(_CELL.findall(row[1])) == names


def test_measures_example_loads_and_its_columns_are_explained() -> None:
    page = ROOT / "docs" / "measures.md"
    (example,) = (block for block in blocks(page) if block.language == "csv")
    rows = list(codec.read_observations(example.text, "the example"))
    assert len(rows) == len(example.text.splitlines()) - 1
    assert set(table(page, "Columns")) == set(example.text.splitlines()[0].split(","))


# ---------------------------------------------------------------- exports


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_exported_tables_are_all_explained(name: str) -> None:
    """Each table's own columns under its heading, those of evidence once, with their types."""
    page = ROOT / "docs" / "exports.md"
    told = {**table(page, f"Table: {name}"), **table(page, "Evidence"), "more_evidence": "list of records"}
    assert {one.name: one.kind.value for one in COLUMNS[name]} == {
        one: kind for one, kind in told.items() if one != "more_evidence" or name in WITH_MORE
    }


def test_export_formats_are_all_explained() -> None:
    page = ROOT / "docs" / "exports.md"
    told = table(page, "Formats")
    assert {form: one.ending for form, one in FORMS.items()} == {form: told[form].strip("`") for form in FORMS}


# ---------------------------------------------------------------- the brief's JSON


def test_json_fields_are_those_of_the_demo_brief(demo_brief: Brief) -> None:
    page = ROOT / "docs" / "brief-json.md"
    brief = codec.brief_to_dict(demo_brief)
    sentences = [sentence for section in brief["sections"] for sentence in section["sentences"]]
    evidence = [one for sentence in sentences for one in sentence["evidence"]]
    quotes = [one for one in evidence if "quote" in one]
    produced = {
        "Brief": [brief],
        "Section": brief["sections"],
        "Sentence": sentences,
        "Evidence: words": quotes,
        "Evidence: rows": [one for one in evidence if "quote" not in one],
        "Outlet": [outlet for one in quotes for outlet in one["outlets"]],
        "Source": brief["sources"],
        "Coverage": [brief["coverage"]],
    }
    for heading, objects in produced.items():
        assert objects, heading
        assert {frozenset(one) for one in objects} == {frozenset(table(page, heading))}, heading
    assert {sentence["kind"] for sentence in sentences} <= set(_CELL.findall(table(page, "Sentence")["kind"]))


def test_json_fields_when_nothing_is_found(
    built_demo: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    line = ["dateline", "--store", str(built_demo), "brief", "malli", "--json"]
    monkeypatch.setattr("sys.argv", line)
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    printed = codec.msgspec.json.decode(capfd.readouterr().out)
    assert exit_.value.code == 1
    assert set(printed) == set(table(ROOT / "docs" / "brief-json.md", "When nothing is found"))


# ---------------------------------------------------------------- excerpts


def with_sentences(brief: Brief, chosen: dict[str, tuple[Sentence, ...]]) -> Brief:
    """The brief with only these sentences, and only the reports they cite."""
    sections = tuple(Section(title=title, sentences=sentences) for title, sentences in chosen.items())
    cited = {
        evidence.span.article_id
        for section in sections
        for sentence in section.sentences
        for evidence in sentence.evidence
        if isinstance(evidence, QuoteEvidence)
    }
    sources = tuple(source for source in brief.sources if source.article_id in cited)
    return replace(brief, sections=sections, sources=sources)


def readme_excerpt(brief: Brief) -> str:
    """Two sentences of each part as the terminal shows them, and the first source."""
    short = with_sentences(brief, {part.title: part.sentences[:2] for part in brief.sections})
    text = write_terminal(short)
    first, last = text.index("[1]   "), text.index("  [2]   ")
    return (
        f"```text\n{text[: text.index('Sources ─')]}{text[text.index('Sources ─') : first]}{text[first:last]}  …\n```\n"
    )


def json_excerpt(brief: Brief) -> str:
    """One sentence from words and one from data, each with its evidence, the latter with two rows."""
    every = [(part.title, sentence) for part in brief.sections for sentence in part.sentences]
    told = next(pair for pair in every if len(pair[1].evidence) == 1 and pair[1].kind.value == "quoted")
    counted = next(
        pair for pair in every if len(pair[1].evidence) == 1 and isinstance(pair[1].evidence[0], RowEvidence)
    )
    rows = counted[1].evidence[0]
    assert isinstance(rows, RowEvidence)
    fewer = replace(counted[1], evidence=(replace(rows, rows=rows.rows[:2]),))
    short = with_sentences(brief, {told[0]: (told[1],), counted[0]: (fewer,)})
    return f"```json\n{codec.encode_pretty(codec.brief_to_dict(short))}\n```\n"


@pytest.mark.parametrize(("page", "make"), [("README.md", readme_excerpt), ("docs/brief-json.md", json_excerpt)])
def test_excerpts_are_what_the_demo_gives(page: str, make: Any, demo_brief: Brief) -> None:
    path = ROOT / page
    wanted = make(demo_brief)
    if os.environ.get("DATELINE_GOLDEN") == "write":
        changed = _EXCERPT.sub(lambda found: f"{found[1]}{wanted}{found[3]}", read(path))
        path.write_text(changed, encoding="utf-8")
    found = _EXCERPT.search(read(path))
    assert found
    assert found[2] == wanted

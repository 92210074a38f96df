"""`check` and `audit`."""

import json
from pathlib import Path
from typing import Any

import pytest

SOURCE = "Gunmen attack a village near Gao in Mali, killing at least 30 people, the army said."
CLAIMS = [
    {"id": "true", "claim": "At least 30 people were killed near Gao, the army said.", "documents": [SOURCE]},
    {"id": 2, "claim": "At least 90 people were killed near Gao, the army said.", "documents": [{"text": SOURCE}]},
]
TEXT = (
    "JNIM imposed a blockade on fuel that enters Mali. "
    "France suspended its counterterrorism agreements with Mali after a Brazilian citizen was arrested. "
    "Penguins opened a bakery in Reykjavik."
)


def lines(rows: list[Any]) -> str:
    return "\n".join(json.dumps(row) for row in rows)


def test_check_gives_a_line_for_each_claim(dateline: Any) -> None:
    """Ids, verdicts, scores, evidence and reasons come out in order."""
    finished = dateline("check", stdin=lines(CLAIMS))
    first, second = (json.loads(line) for line in finished.out.splitlines())
    assert (first["id"], first["verdict"], first["reasons"]) == ("true", "supported", [])
    assert (second["id"], second["verdict"]) == (2, "contradicted")
    assert second["reasons"][0]["aspect"] == "number"
    assert second["reasons"][0]["text"] == "90"
    assert 0 <= second["score"] < first["score"] <= 1
    evidence = first["evidence"][0]
    assert SOURCE[evidence["start"] : evidence["end"]] == evidence["text"]


def test_what_is_no_claim_is_said_and_the_others_are_checked(dateline: Any) -> None:
    """A bad line costs itself alone."""
    bad = [{"id": 1, "documents": [SOURCE]}, {"id": 2, "claim": "A.", "documents": [{"outlet": "AFP"}]}, "no object"]
    finished = dateline("check", stdin=lines([*bad, CLAIMS[0]]))
    assert len(finished.out.splitlines()) == 1
    assert finished.err.count("\n") >= 3
    assert "expected 'claim'" in finished.err


def test_nothing_to_check_has_its_own_exit_code(dateline: Any) -> None:
    assert dateline("check", stdin="").code == 1


def audit(dateline: Any, store: Path, *more: str) -> Any:
    return dateline("--store", store, "audit", "-", "--as-of", "2025-11-07", "--json", *more, stdin=TEXT)


def test_an_audit_holds_a_text_against_a_store(dateline: Any, store: Path) -> None:
    """Each sentence has claims, each with what decides."""
    found = audit(dateline, store).json
    assert [one["sentence"] for one in found] == [part.strip() + "." for part in TEXT.split(".")[:-1]]
    blockade, france, penguins = (one["claims"][0] for one in found)
    assert blockade["verdict"] == "supported"
    assert blockade["evidence"][0]["outlets"]
    assert france["verdict"] in ("contradicted", "not supported")
    assert "Brazilian" in [reason["text"] for reason in france["reasons"]]
    assert penguins["verdict"] == "not supported"
    assert penguins["evidence"] == []


def test_an_audit_of_a_situation_sees_its_reports_alone(dateline: Any, store: Path) -> None:
    found = audit(dateline, store, "--situation", "mali").json
    assert found[0]["claims"][0]["verdict"] == "supported"
    assert audit(dateline, store, "--situation", "nowhere").code == 2


def test_an_audit_sees_nothing_of_later_days(dateline: Any, store: Path) -> None:
    """The blockade was imposed in September 2025."""
    finished = dateline(
        "--store", store, "audit", "-", "--as-of", "2025-08-31", "--json", stdin=TEXT.split(".")[0] + " of all trucks."
    )
    shown = dateline("--store", store, "audit", "-", "--as-of", "2010-01-01", stdin=TEXT).out
    assert "961 reports" not in shown  # nor are those of later days said to have been searched
    claim = finished.json[0]["claims"][0]
    assert all(one["published_at"] < "2025-09-01" for one in claim["evidence"])
    assert claim["verdict"] != "supported"


def test_an_audit_takes_a_folder_of_sources(dateline: Any, tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.jsonl").write_text(json.dumps({"text": SOURCE, "published_at": "2025-01-02"}), encoding="utf-8")
    file = tmp_path / "brief.txt"
    file.write_text("At least 30 people were killed near Gao, the army said.", encoding="utf-8")
    page = tmp_path / "audit.html"
    assert dateline("audit", file, "--sources", folder, "-o", page).code == 0
    html = page.read_text(encoding="utf-8")
    assert "supported" in html
    assert "<script" not in html
    assert "supported" in dateline("audit", file, "--sources", folder).out


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script> attacks Gao.", "{{ 7 * 7 }} people died in Gao."])
def test_what_a_text_says_is_only_data(dateline: Any, store: Path, hostile: str) -> None:
    """Markup and templates in an audited text stay words."""
    finished = dateline("--store", store, "audit", "-", "--format", "html", stdin=hostile)
    assert finished.code == 0
    assert "<script>" not in finished.out
    assert "49 people" not in finished.out


@pytest.mark.parametrize(
    ("arguments", "stdin", "told"),
    [
        (("audit", "-", "--format", "docx"), "Text.", "not a format"),
        (("audit", "-", "--sources", ".", "--situation", "mali"), "Text.", "exclude"),
        (("audit", "-", "--sources", "."), "", "expected 1 to"),
        (("audit", "missing.txt"), "", "cannot be read"),
    ],
)
def test_wrong_use_is_told(dateline: Any, tmp_path: Path, arguments: tuple[str, ...], stdin: str, told: str) -> None:
    (tmp_path / "some.txt").write_text("Some text that stands here for a report.", encoding="utf-8")
    finished = dateline(*arguments, stdin=stdin)
    assert finished.code in (2, 3)
    assert told in finished.err

"""Files, folders and streams of every kind become articles, each with its date, its outlets and a stable id."""

import io
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import UnreadableFile
from dateline.moments import end_of_day
from dateline.records import Article, Citation, Failure
from dateline.sources import article_from_fields, count_records, read_path
from making import at, read_items, write_jsonl

TEXT = "The army left Gao on Friday."
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Army leaves Gao</title>
<meta property="article:published_time" content="2025-11-07T18:30:00+00:00">
<meta property="og:site_name" content="The Sahel Paper">
<link rel="canonical" href="https://paper.example/army-leaves-gao">
<script>document.write("never run")</script></head>
<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<article><h1>Army leaves Gao</h1>
<p>The Malian army left the town of Gao on Friday after a week of fighting with rebels, officials said.</p>
<p>Residents told reporters that the last soldiers crossed the river in the afternoon without a shot.</p>
<p>The governor said in a statement that the administration would go on working from Bamako.</p>
</article><footer>All rights reserved</footer></body></html>"""


def read_all(path: Path | str) -> list[Article]:
    """The articles of a path that must hold no failure."""
    items = read_items(path)
    assert [item for item in items if isinstance(item, Failure)] == []
    return [item for item in items if isinstance(item, Article)]


def read_one(path: Path | str) -> Article:
    (article,) = read_all(path)
    return article


def put(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


# Kinds of file


def test_jsonl_gives_an_article_a_line(tmp_path: Path) -> None:
    """Each line of JSONL is a report, with the file's name as its source; blank lines are nothing."""
    lines = [json.dumps({"title": "Gao", "text": f"{TEXT} {n}", "published_at": "2025-11-07"}) for n in range(3)]
    found = read_all(put(tmp_path, "reports.jsonl", "\n\n".join(lines)))
    assert [article.text for article in found] == [f"{TEXT} {n}" for n in range(3)]
    assert {(article.title, article.source_id) for article in found} == {("Gao", "reports.jsonl")}


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "A.JSONL"])
def test_json_lines_go_by_several_names(tmp_path: Path, name: str) -> None:
    """JSON lines are read under each of their usual suffixes, in capitals too."""
    assert read_one(put(tmp_path, name, json.dumps({"text": TEXT}))).text == TEXT


def test_csv_gives_an_article_a_row(tmp_path: Path) -> None:
    """Each row of a CSV with a header is a report; quoted fields may hold commas, quotes and lines."""
    rows = 'headline,body,date,source,link\n"Gao, Mali","He said ""no"".\nSecond line.",2025-11-07,AP,https://ap.example/1\n'
    article = read_one(put(tmp_path, "reports.csv", rows))
    assert (article.title, article.text) == ("Gao, Mali", 'He said "no".\nSecond line.')
    assert article.citations == (Citation(outlet="AP", url="https://ap.example/1"),)
    assert article.known_at == at("2025-11-07T23:59:59.999999")


def test_tsv_gives_an_article_a_row(tmp_path: Path) -> None:
    """In TSV, tabs part the columns and commas are text."""
    article = read_one(put(tmp_path, "reports.tsv", f"title\ttext\nGao, Mali\t{TEXT}\n"))
    assert (article.title, article.text) == ("Gao, Mali", TEXT)


def test_rows_may_be_short_or_long(tmp_path: Path) -> None:
    """A row with too few or too many columns is read as far as the header goes."""
    found = read_all(put(tmp_path, "a.csv", f"text,date,url\n{TEXT}\n{TEXT},2025-11-07,,extra,more\n"))
    assert [article.published_at for article in found] == [None, at("2025-11-07T00:00")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_text_file_has_a_title_and_a_date_in_its_name(tmp_path: Path, mark: str, line_end: str) -> None:
    """A short first line before a blank one is the title, and the file's name gives the day."""
    content = f"{mark}Army leaves Gao\n\n{TEXT}\nMore of it.\n".replace("\n", line_end)
    article = read_one(put(tmp_path, "2025-11-07-gao.txt", content))
    assert (article.title, article.text) == ("Army leaves Gao", f"{TEXT}\nMore of it.")
    assert (article.published_at, article.known_at) == (at("2025-11-07T00:00"), end_of_day(at("2025-11-07T00:00")))


@pytest.mark.parametrize("content", [TEXT, f"{TEXT}\nSecond line.\n\nThird line.", f"{'long ' * 50}\n\n{TEXT}"])
def test_a_text_file_without_a_title_line_is_all_text(tmp_path: Path, content: str) -> None:
    """A first line that is long, or has no blank line after it, is no title."""
    article = read_one(put(tmp_path, "a.txt", content))
    assert (article.title, article.published_at) == ("", None)
    assert article.text == "\n".join(line.strip() for line in content.split("\n"))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("20251107.md", "2025-11-07"),
        ("report_2025_11_07.txt", "2025-11-07"),
        ("gao.2025.11.07.txt", "2025-11-07"),
        ("2025-02-30.txt", None),
        ("120251107.txt", None),
        ("2025-13-01.txt", None),
        ("gao.txt", None),
    ],
)
def test_only_a_real_day_in_a_name_counts(tmp_path: Path, name: str, day: str | None) -> None:
    """The day in a file's name is taken if there is such a day."""
    article = read_one(put(tmp_path, name, TEXT))
    assert article.published_at == (at(f"{day}T00:00") if day else None)


def test_a_page_gives_text_title_date_outlet_and_address(tmp_path: Path) -> None:
    """From an HTML page come its text without menus and scripts, and what its head says of it."""
    article = read_one(put(tmp_path, "page.html", PAGE))
    assert article.title == "Army leaves Gao"
    assert article.text.endswith("would go on working from Bamako.")
    assert "crossed the river" in article.text
    assert [part for part in ("never run", "About us", "All rights") if part in article.text] == []
    assert article.citations == (Citation(outlet="The Sahel Paper", url="https://paper.example/army-leaves-gao"),)
    assert article.published_at == at("2025-11-07T18:30")


def test_a_page_without_a_date_takes_the_one_in_its_name(tmp_path: Path) -> None:
    """The day in an HTML file's name counts only where the page itself has none."""
    undated = PAGE.replace('<meta property="article:published_time" content="2025-11-07T18:30:00+00:00">', "")
    assert read_one(put(tmp_path, "2025-10-01.html", undated)).published_at == at("2025-10-01T00:00")
    assert read_one(put(tmp_path, "2025-10-02.html", PAGE)).published_at == at("2025-11-07T18:30")


@pytest.mark.parametrize(
    ("encoding", "name", "words"),
    [
        ("utf-8", "utf-8", "“L’armée” a quitté Gao où des combats ont éclaté."),
        ("cp1252", "ISO-8859-1", "“L’armée” a quitté Gao où des combats ont éclaté."),
        ("cp1256", "windows-1256", "غادر الجيش مدينة غاو يوم الجمعة بعد أسبوع من القتال"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_names(tmp_path: Path, encoding: str, name: str, words: str) -> None:
    """A page that is not UTF-8 is read as what its head says it is."""
    head, body = f'<head><meta charset="{name}"></head>', f"<article><p>{' '.join([words] * 6)}</p></article>"
    page = f"<html>{head}<body>{body}</body></html>"
    assert words in read_one(put(tmp_path, "page.htm", page.encode(encoding))).text


def test_a_folder_gives_every_file_in_it(tmp_path: Path) -> None:
    """A folder is read with all the folders in it, in the order of names; other kinds of file are passed over."""
    (tmp_path / "b").mkdir()
    put(tmp_path, "c.txt", "The third text.")
    put(tmp_path / "b", "reports.csv", "text\nThe second text.\n")
    put(tmp_path, "a.jsonl", '{"text": "The first text."}')
    put(tmp_path, "image.png", b"\x89PNG")
    (tmp_path / "folder.txt").mkdir()
    assert [article.text for article in read_all(tmp_path)] == [
        "The first text.",
        "The second text.",
        "The third text.",
    ]
    assert count_records(str(tmp_path)) == 3


def test_standard_input_is_jsonl(monkeypatch: pytest.MonkeyPatch) -> None:
    """'-' reads JSON lines from standard input, whose number nobody can know."""
    lines = f'{{"text": "{TEXT}"}}\n{{"text": "Goïta"}}\n'.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines), encoding="ascii"))
    found = read_all("-")
    assert [(article.text, article.source_id) for article in found] == [(TEXT, "stdin"), ("Goïta", "stdin")]
    assert count_records("-") is None


def test_records_are_counted_without_reading_them(tmp_path: Path) -> None:
    """The number to expect leaves out blank lines and the header."""
    assert count_records(str(write_jsonl(tmp_path / "a.jsonl", [{"text": TEXT}] * 3))) == 3
    assert count_records(str(put(tmp_path, "a.csv", f"text\n{TEXT}\n\n"))) == 1
    assert count_records(str(put(tmp_path, "a.txt", "x\ny\nz"))) == 1


# What is not there


@pytest.mark.parametrize("name", ["missing.jsonl", "x" * 5_000, "a/" * 3_000])
def test_a_missing_path_is_named(name: str) -> None:
    """A path that is not there, or cannot be, is UnreadableFile with what to do."""
    with pytest.raises(UnreadableFile, match="There is no file or folder") as caught:
        list(read_path(name))
    assert "standard input" in caught.value.hint


def test_an_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    """A file of a kind that is not known is UnreadableFile naming those that are."""
    with pytest.raises(UnreadableFile, match=r"'report\.docx' is of a kind.*\.jsonl.*\.html"):
        list(read_path(str(put(tmp_path, "report.docx", b"PK"))))


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    """A folder without any file of a known kind is UnreadableFile naming the kinds."""
    put(tmp_path, "image.png", b"\x89PNG")
    with pytest.raises(UnreadableFile, match=r"holds no file.*\.csv"):
        list(read_path(str(tmp_path)))


# Names of fields


TOOLS = {
    "news-please": (
        {"maintext": TEXT, "title": "Gao", "date_publish": "2025-11-07 18:30:00", "source_domain": "ap.example"},
        {"url": "https://ap.example/1", "language": "en"},
        "Gao|ap.example|en|2025-11-07T18:30",
    ),
    "cc_news": (
        {"text": TEXT, "title": "Gao", "date": "2025-11-07", "domain": "ap.example"},
        {"url": "https://ap.example/1", "description": "short"},
        "Gao|ap.example||2025-11-07T00:00",
    ),
    "feed reader": (
        {"summary": TEXT, "title": "Gao", "published": "Fri, 07 Nov 2025 18:30:00 GMT"},
        {"link": "https://ap.example/1", "publisher": "AP"},
        "Gao|AP||2025-11-07T18:30",
    ),
    "archive": (
        {"content": TEXT, "headline": "Gao", "pubDate": "7 November 2025", "site": "AP"},
        {"canonical_url": "https://ap.example/1"},
        "Gao|AP||2025-11-07T00:00",
    ),
    "scraper": (
        {"body": TEXT, "name": "Gao", "datetime": "2025-11-07T20:30:00+02:00", "source_name": "AP"},
        {"href": "https://ap.example/1", "lang": "en-GB"},
        "Gao|AP|en|2025-11-07T18:30",
    ),
    "corpus": (
        {"sentences": [TEXT], "headline": "Gao", "created_at": "20251107"},
        {"sources": [{"outlet": "AP", "url": "https://ap.example/1"}]},
        "Gao|AP||2025-11-07T00:00",
    ),
}


@pytest.mark.parametrize("tool", TOOLS)
def test_other_tools_names_are_understood(tool: str) -> None:
    """Records of feed readers, archives and scrapers are taken as they are."""
    words, links, expected = TOOLS[tool]
    article = article_from_fields({**words, **links}, "x")
    assert article.text == TEXT
    assert article.url == "https://ap.example/1"
    assert f"{article.title}|{article.outlet}|{article.lang}|{article.published_at:%Y-%m-%dT%H:%M}" == expected


def test_the_first_name_with_a_value_wins() -> None:
    """Among several names for one thing the first that is not empty counts."""
    record = {"text": "", "body": None, "content": TEXT, "summary": "A summary.", "title": "", "headline": "Gao"}
    article = article_from_fields(record, "x")
    assert (article.title, article.text) == ("Gao", TEXT)


def test_a_title_can_be_the_whole_text() -> None:
    """A record with a title alone is a report of one line."""
    article = article_from_fields({"title": TEXT}, "x")
    assert (article.title, article.text) == ("", TEXT)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("en", "en"), ("FR", "fr"), ("pt-BR", "pt"), ("zh_Hans", "zh"), ("German", ""), ("eng", ""), ("", ""), (None, "")],
)
def test_only_a_language_code_is_taken(given: str | None, kept: str) -> None:
    """A two-letter code is taken; a name or anything else leaves the language to be told from the text."""
    assert article_from_fields({"text": TEXT, "lang": given}, "x").lang == kept


@pytest.mark.parametrize(
    ("given", "kept"), [(["a", "", "b "], ("a", "b")), ("a; b;;c", ("a", "b", "c")), (7, ()), (None, ())]
)
def test_topics_are_a_list_or_parted_by_semicolons(given: Any, kept: tuple[str, ...]) -> None:
    """Topics come as a list or as one text with semicolons."""
    assert article_from_fields({"text": TEXT, "tags": given}, "x").topics == kept


# Outlets and addresses


def test_citations_are_kept_as_given() -> None:
    """Several outlets are kept in order, each as the record names it, once."""
    cited = [
        {"outlet": "AFP via France 24", "url": "https://f24.example/1"},
        "Reuters",
        {"name": "BBC", "link": "https://bbc.example/2"},
        {"outlet": "AFP via France 24", "url": "https://f24.example/1"},
        {"outlet": "", "url": "https://nameless.example"},
        "2009–present",
        None,
        5,
    ]
    assert article_from_fields({"text": TEXT, "sources": cited}, "x").citations == (
        Citation(outlet="AFP via France 24", url="https://f24.example/1"),
        Citation(outlet="Reuters"),
        Citation(outlet="BBC", url="https://bbc.example/2"),
    )


def test_an_outlet_named_via_another_is_kept_as_named(tmp_path: Path) -> None:
    """'AFP via X' stays 'AFP via X'."""
    file = put(tmp_path, "a.csv", f"text,outlet,url\n{TEXT},AFP via The Daily X,https://x.example/1\n")
    assert read_one(file).citations == (Citation(outlet="AFP via The Daily X", url="https://x.example/1"),)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)//https://x.example",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://x.example/1",
        "//x.example/1",
        "x.example/1",
        'https://x.example/"onclick="alert(1)',
        "https://x.example/<script>",
        "https://x.example/a b",
        "https://x.example/\njavascript:alert(1)",
        "https://x.example/a\x00b",
        "https://",
        "https://x.example/" + "a" * 2_000,
    ],
)
def test_only_web_addresses_are_kept(address: str) -> None:
    """Anything that is not plainly a web address is dropped; the report and its outlet stay."""
    article = article_from_fields({"text": TEXT, "outlet": "AP", "url": address}, "x")
    assert article.citations == (Citation(outlet="AP", url=None),)
    listed = article_from_fields({"text": TEXT, "sources": [{"outlet": "AP", "url": address}]}, "x")
    assert listed.citations == (Citation(outlet="AP", url=None),)


def test_an_address_alone_names_the_outlet_by_its_host() -> None:
    """A report with an address and no outlet is cited by the host."""
    article = article_from_fields({"text": TEXT, "url": "https://www.paper.example:8080/a?b#c"}, "x")
    assert article.outlet == "paper.example"


# Dates


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2025-11-07", "2025-11-07T00:00", "2025-11-07T23:59:59.999999"),
        ("7 November 2025", "2025-11-07T00:00", "2025-11-07T23:59:59.999999"),
        ("November 7, 2025", "2025-11-07T00:00", "2025-11-07T23:59:59.999999"),
        ("2025-11-07T18:30", "2025-11-07T18:30", "2025-11-07T18:30"),
        ("2025-11-07T18:30Z", "2025-11-07T18:30", "2025-11-07T18:30"),
        ("2025-11-07T23:30:00-05:00", "2025-11-08T04:30", "2025-11-08T04:30"),
        ("1762540200", "2025-11-07T18:30", "2025-11-07T18:30"),
        ("1762540200123", "2025-11-07T18:30:00.123", "2025-11-07T18:30:00.123"),
        (1762540200, "2025-11-07T18:30", "2025-11-07T18:30"),
        ("Fri, 07 Nov 2025 18:30:00 +0200", "2025-11-07T16:30", "2025-11-07T16:30"),
    ],
)
def test_dates_become_spans_of_time_in_utc(given: Any, first: str, last: str) -> None:
    """A day is a day long, a time is a moment, a zone is reckoned with."""
    article = article_from_fields({"text": TEXT, "date": given}, "x")
    assert (article.published_at, article.known_at) == (at(first), at(last))


@pytest.mark.parametrize("given", [None, ""])
def test_a_report_may_be_undated(given: str | None) -> None:
    """A report without a date is taken, without one."""
    article = article_from_fields({"text": TEXT, "date": given}, "x")
    assert (article.published_at, article.known_at) == (None, None)


# Ids

BASE = {"text": TEXT, "title": "Gao", "date": "2025-11-07", "url": "https://x.example/1", "outlet": "AP", "tags": "war"}


def test_ids_are_the_same_on_every_run() -> None:
    """The id of a report depends on nothing but the report: this one is known."""
    assert article_from_fields(BASE, "x").article_id == "e3713e6e1724fc18"
    assert article_from_fields(dict(reversed(BASE.items())), "another file").article_id == "e3713e6e1724fc18"


@pytest.mark.parametrize(
    "change",
    [
        {"url": "https://x.example/2"},
        {"url": None},
        {"outlet": "AFP"},
        {"text": "Other words."},
        {"title": "Kidal"},
        {"date": "2025-11-08"},
        {"date": "2025-11-07T00:00Z"},
        {"date": None},
        {"lang": "fr"},
        {"tags": "peace"},
    ],
    ids=str,
)
def test_reports_that_differ_have_ids_of_their_own(change: dict[str, Any]) -> None:
    """A report that differs in address, outlet, words or date is another report."""
    assert article_from_fields({**BASE, **change}, "x").article_id != article_from_fields(BASE, "x").article_id


def test_texts_are_cleaned_before_they_are_kept() -> None:
    """Control characters, odd spaces and line ends are gone before positions are counted and ids made."""
    messy = article_from_fields({"text": " The\u00a0army\x00 left \r\nGao.\u2028\x07 "}, "x")
    tidy = article_from_fields({"text": "The army left\nGao."}, "x")
    assert (messy.text, messy.article_id) == ("The army left\nGao.", tidy.article_id)


def test_a_day_is_over_before_it_is_known() -> None:
    """A report dated by day is known one microsecond before the next day."""
    article = article_from_fields(BASE, "x")
    assert isinstance(article.known_at, datetime)
    assert article.known_at + timedelta(microseconds=1) == at("2025-11-08T00:00")


def test_a_line_is_known_no_earlier_than_the_first_source_it_cites() -> None:
    """A later day in the addresses of all dated sources puts off when the line was known; an earlier one does not."""

    def known_on(*urls: str) -> str:
        sources = [{"outlet": "Paper", "url": f"https://paper.example{url}"} for url in urls]
        article = article_from_fields({"text": TEXT, "date": "2025-11-07", "sources": sources}, "by hand")
        assert article.published_at == at("2025-11-07T00:00")
        assert article.known_at is not None
        return article.known_at.isoformat(timespec="seconds")

    assert known_on("/army") == "2025-11-07T23:59:59+00:00"
    assert known_on("/2025/11/09/army") == "2025-11-09T23:59:59+00:00"
    assert known_on("/2025/11/09/army", "/2025/11/08/army", "/army") == "2025-11-08T23:59:59+00:00"
    assert known_on("/2025/11/09/army", "/2025/11/06/army") == "2025-11-07T23:59:59+00:00"

"""Markdown and terminal: nothing a report says becomes markup, and every sentence shows what it rests on."""

import re
from dataclasses import replace

import pytest
from writer_briefs import make_hostile_brief, make_plain_brief

from dateline.records import Brief, Section
from dateline.writers.forms import write_markdown, write_terminal
from dateline.writers.markdown import escape
from dateline.writers.notes import gather_notes, list_marks
from dateline.writers.wording import clean_line, find_link

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("<b>&amp;</b>", r"\<b\>\&amp;\</b\>"),
        ("*a* _b_ `c` ~d~ |e|", r"\*a\* \_b\_ \`c\` \~d\~ \|e\|"),
        ("# one\n# two", r"\# one \# two"),
        ("1. one", r"1\. one"),
        ("2025) one", r"2025\) one"),
        ("- one", r"\- one"),
        ("=====", r"\====="),
        ("    code", "code"),
        ("back\\slash", r"back\\slash"),
        ("see https://a.example or www.a.example", r"see https\://a.example or www\.a.example"),
        ("$5 to $6!", r"\$5 to \$6\!"),
    ],
)
def test_markdown_shows_text_as_it_is(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_markdown_links_only_to_web_pages() -> None:
    written = write_markdown(make_hostile_brief())
    assert re.findall(r"(?<!\\)\]\(([^)]*)\)", written) == ["https://kept.example/a%5F%28b%29?q=1&r=%5B2%5D%2A"]


def test_markdown_holds_no_raw_markup() -> None:
    written = write_markdown(make_hostile_brief())
    assert not re.search(r"(?<!\\)[<>`*|]", written)
    assert not CONTROL.search(written)


def test_every_footnote_is_used_and_defined(brief: Brief) -> None:
    written = write_markdown(brief)
    defined = re.findall(r"^\[\^(\w+)\]:", written, re.MULTILINE)
    used = re.findall(r"(?<!^)\[\^(\w+)\]", written)
    assert len(defined) == len(set(defined))
    assert set(used) == set(defined)


def test_paragraphs_part_where_the_kind_changes_and_after_four() -> None:
    brief = make_plain_brief()
    quoted, _, computed = brief.sections[0].sentences
    long = Section(title="Long", sentences=(quoted,) * 5 + (computed,))
    written = write_markdown(replace(brief, sections=(long,)))
    body = written.split("## Long\n\n")[1].split("\n\n## Coverage")[0]
    assert [paragraph.count("[^1]") for paragraph in body.split("\n\n")] == [4, 1, 1]


def test_terminal_holds_no_codes(brief: Brief) -> None:
    assert not CONTROL.search(write_terminal(brief))


def test_terminal_colours_come_from_the_writer_only() -> None:
    codes = set(re.findall(r"\x1b.[^m]*m?", write_terminal(make_hostile_brief(), colour=True)))
    assert codes <= {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[3m", "\x1b[36m"}


def test_terminal_shows_rich_markup_as_text() -> None:
    assert "[bold]rich[/bold]" in write_terminal(make_hostile_brief())


@pytest.mark.parametrize("width", [10, 40, 72, 100, 160])
def test_terminal_keeps_its_width_but_for_addresses(width: int) -> None:
    lines = write_terminal(make_plain_brief(), width=width).splitlines()
    assert all(len(line) <= max(width, 40) for line in lines if "://" not in line)


def test_terminal_shows_each_sentence_with_its_marks(brief: Brief) -> None:
    flowing = re.sub(r"\s+", "", write_terminal(brief))
    notes = gather_notes(brief)
    for section in brief.sections:
        for sentence in section.sentences:
            marks = "".join(f"[{mark}]" for mark in list_marks(sentence, notes))
            assert re.sub(r"\s+", "", clean_line(sentence.text)) + marks in flowing


def test_terminal_shows_the_words_and_rows_behind_the_sentences() -> None:
    written = write_terminal(make_plain_brief())
    assert "“named 10 November as the day on which classes are to resume”" in written
    assert "period 2024 · value 3414 · n rows 12" in written
    assert "and 9 more rows" in written
    assert "https://www.reuters.com/world/africa/mali-convoy" in written


def test_equal_rows_have_one_letter() -> None:
    notes = gather_notes(make_hostile_brief())
    assert list(notes.letters.values()) == ["a"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https:",
        "https://a.example/\u202etxt",
        "https://a.example/ b",
        "https://[broken",
        'https://a.example/"onclick=x',
        "",
        None,
    ],
)
def test_other_addresses_are_no_links(url: str | None) -> None:
    assert find_link(url) is None


def test_web_addresses_are_links() -> None:
    assert find_link("HTTPS://a.example/ä?b=c#d") == "HTTPS://a.example/ä?b=c#d"


def test_one_line_keeps_every_visible_word() -> None:
    assert clean_line("a\x1b]0;a title\x07 \x9b2Jb\u2028c\x00d\u202ee") == "a b cde"
    assert clean_line("a \x1b]unfinished b") == "a ]unfinished b"

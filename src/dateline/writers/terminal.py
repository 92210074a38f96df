"""A brief for the terminal: the sentences with their marks, then the sources, the data and the coverage."""

from __future__ import annotations

import io

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.codec import name_version
from dateline.editions import EDITIONS, Edition
from dateline.records import Brief, RowEvidence, Section, Source
from dateline.writers.notes import (
    Notes,
    find_earlier,
    gather_notes,
    list_confidence,
    list_marks,
    list_rows,
    mark_confidence,
    mark_note,
    write_origin,
)
from dateline.writers.wording import (
    clean_line,
    list_citations,
    list_coverage,
    name_outlet,
    write_headline,
    write_original,
    write_published,
)

_NARROWEST = 40
_INDENT = 2


def write_terminal(brief: Brief, *, width: int = 100, colour: bool = False) -> str:
    """The brief as lines of at most `width` columns, but for addresses, which are never broken."""
    notes, edition = gather_notes(brief), EDITIONS[brief.language]
    console, out = open_terminal(width, colour)
    console.print(Text(clean_line(brief.title), style="bold"))
    console.print(Text(write_headline(brief, edition), style="dim"))
    if original := write_original(brief, edition):
        console.print(Text(original, style="dim"))
    for section in brief.sections:
        _print_section(console, section, notes, edition)
    print_heading(console, edition.say("page.sources"))
    for source in brief.sources:
        _print_source(console, source, notes, edition)
    if notes.letters:
        print_heading(console, edition.say("page.data"))
    for evidence, letter in notes.letters.items():
        _print_data(console, evidence, letter, edition)
    print_heading(console, edition.say("page.coverage"))
    _print_coverage(console, brief, edition)
    return take_lines(out)


def take_lines(out: io.StringIO) -> str:
    """What was printed, without spaces at the ends of lines."""
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1])


def open_terminal(width: int, colour: bool) -> tuple[Console, io.StringIO]:
    """A console that depends on nothing in the environment, and where it prints to."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(width, _NARROWEST),
        height=25,
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    return console, out


def print_heading(console: Console, title: str) -> None:
    """A line with a title in it."""
    console.print()
    console.print(Rule(Text(clean_line(title), style="bold"), align="left", style="dim"))
    console.print()


def _print_section(console: Console, section: Section, notes: Notes, edition: Edition) -> None:
    print_heading(console, section.title)
    if not section.sentences:
        print_indented(console, Text(edition.say("page.empty"), style="dim"))
    earlier = find_earlier(section)
    for number, sentence in enumerate(section.sentences):
        if number:
            console.print()
        if number == earlier:
            print_indented(console, Text(edition.say("page.earlier"), style="italic"))
            console.print()
        marks = "".join(f"[{mark}]" for mark in list_marks(sentence, notes))
        note = (f"{word}: ", "bold") if (word := mark_note(sentence, edition)) else ""
        sure = (f" {word}", "italic") if (word := mark_confidence(sentence, edition)) else ""
        print_indented(console, Text.assemble(note, clean_line(sentence.text), " ", (marks, "cyan"), sure))


def _print_source(console: Console, source: Source, notes: Notes, edition: Edition) -> None:
    citations = list_citations(source.citations)
    outlets = ", ".join(clean_line(name_outlet(citation, edition)) for citation in citations)
    lines = [Text.assemble((outlets, "bold"), f", {write_published(source, edition)}")]
    lines += [Text(edition.quote(clean_line(quote)), style="italic") for quote in notes.quotes[source.article_id]]
    _print_note(console, str(source.number), lines)
    for url in dict.fromkeys(citation.url for citation in citations if citation.url):
        console.print(Text(" " * 8 + clean_line(url), style="dim"), soft_wrap=True)


def _print_data(console: Console, evidence: RowEvidence, letter: str, edition: Edition) -> None:
    named = clean_line(write_origin(evidence, edition))
    series = Text(clean_line(edition.label(evidence.series)), style="bold")
    lines = [Text.assemble(series, edition.say("page.key", word="", meaning=named))]
    rows, more = list_rows(evidence, edition)
    lines += [Text(clean_line(row)) for row in rows]
    if more:
        lines.append(Text(more, style="dim"))
    _print_note(console, letter, lines)


def _print_coverage(console: Console, brief: Brief, edition: Edition) -> None:
    say = edition.say
    lines = [
        *list_coverage(brief.coverage, edition),
        *((say("page.missing") if number == 0 else "", gap) for number, gap in enumerate(brief.coverage.gaps)),
        *((say("page.how_sure") if number == 0 else "", line) for number, line in enumerate(list_confidence(edition))),
        (say("page.made_by"), brief.made_by),
        (say("page.version"), name_version(brief)),
    ]
    table = Table.grid(padding=(0, 2))
    for label, text in lines:
        table.add_row(Text(label, style="dim"), Text(clean_line(text)))
    print_indented(console, table)


def _print_note(console: Console, mark: str, lines: list[Text]) -> None:
    """A numbered or lettered note whose lines stand in one column to the right of its mark."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=5, justify="left", no_wrap=True)
    table.add_column(ratio=1)
    for number, line in enumerate(lines):
        table.add_row(Text("" if number else f"[{mark}]", style="cyan"), line)
    print_indented(console, table)


def print_indented(console: Console, content: Text | Table) -> None:
    """Text or a table, two columns in."""
    console.print(Padding(content, (0, 0, 0, _INDENT)))

"""What stands behind the sentences of a brief, numbered and lettered the same way in every form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from dateline.editions import Edition
from dateline.records import (
    COUNTED,
    Brief,
    Confidence,
    Evidence,
    QuoteEvidence,
    Row,
    RowEvidence,
    Section,
    Sentence,
    SentenceKind,
    Source,
)

ROWS_SHOWN = 6  # in the forms that set each row as a line
FURTHER_BACK = timedelta(days=180)
# The words that say how sure a sentence is; what is counted here or told by one source has no mark.
MARKED = (Confidence.CORROBORATED, Confidence.CLAIMED, Confidence.MEASURED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The reports of a brief by article id, the words taken from each, and the letters of its data notes."""

    sources: Mapping[str, Source]
    quotes: Mapping[str, tuple[str, ...]]
    letters: Mapping[RowEvidence, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that have the same columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]


def gather_notes(brief: Brief) -> Notes:
    """The notes of a brief. Raises ValueError when a sentence cites a report that the brief does not list."""
    sources = {source.article_id: source for source in brief.sources}
    quotes: dict[str, dict[str, None]] = {article_id: {} for article_id in sources}
    letters: dict[RowEvidence, str] = {}
    for evidence in _list_evidence(brief):
        if isinstance(evidence, RowEvidence):
            letters.setdefault(evidence, _letter(len(letters)))
        elif evidence.span.article_id in sources:
            quotes[evidence.span.article_id][evidence.span.quote] = None
        else:
            raise ValueError(f"the brief cites report {evidence.span.article_id} and does not list it")
    taken = {article_id: tuple(found) for article_id, found in quotes.items()}
    return Notes(sources=sources, quotes=taken, letters=letters)


def find_earlier(section: Section) -> int | None:
    """Where a section turns from the news to what came before it: the first sentence half a year further back.

    Computed sentences take their figures from reports of many days, and are of none.
    """
    last = None
    for at, sentence in enumerate(section.sentences):
        if sentence.kind is SentenceKind.COMPUTED:
            continue
        told_at = next((e.published_at for e in sentence.evidence if isinstance(e, QuoteEvidence)), None)
        if last is not None and told_at is not None and last - told_at >= FURTHER_BACK:
            return at
        last = told_at or last
    return None


def list_marks(sentence: Sentence, notes: Notes) -> tuple[str, ...]:
    """The numbers and letters that follow a sentence, in the order of its evidence, each once."""
    marks = (
        str(notes.sources[evidence.span.article_id].number)
        if isinstance(evidence, QuoteEvidence)
        else notes.letters[evidence]
        for evidence in sentence.evidence
    )
    return tuple(dict.fromkeys(marks))


def mark_confidence(sentence: Sentence, edition: Edition) -> str:
    """The word for how sure a sentence is, where it has a mark."""
    return edition.label(sentence.confidence.value) if sentence.confidence in MARKED else ""


def mark_note(sentence: Sentence, edition: Edition) -> str:
    """The word for what a sentence is to a reader who comes back, where it has one."""
    return edition.label(sentence.note.value) if sentence.note else ""


def explain_confidence(edition: Edition) -> list[tuple[str, str]]:
    """The key: each mark, and what it means."""
    marks = [(edition.label(word.value), edition.say(f"page.{word.value}")) for word in MARKED]
    return [*marks, (edition.say("page.no_mark"), edition.say("page.unmarked"))]


def list_confidence(edition: Edition) -> list[str]:
    """The key in a line for each mark."""
    return [edition.say("page.key", word=word, meaning=meaning) for word, meaning in explain_confidence(edition)]


def write_origin(evidence: RowEvidence, edition: Edition) -> str:
    """Whose rows these are and since when they can be known: 'UCDP, released 30 June 2025'."""
    key = "page.counted_as_of" if evidence.source in COUNTED else "page.released"
    return edition.say(key, source=edition.label(evidence.source), day=evidence.released_at)


def trim_rows(evidence: RowEvidence) -> tuple[Row, ...]:
    """The rows without cells that only repeat the name of the series."""
    repeated = ("series_id", evidence.series)
    return tuple(tuple(cell for cell in row if cell != repeated) for row in evidence.rows)


def tabulate(rows: tuple[Row, ...], limit: int) -> tuple[tuple[Table, ...], int]:
    """The first `limit` rows as tables, a new one where the columns change, and the number of the others."""
    tables = tuple(
        Table(columns, tuple(tuple(value for _, value in row) for row in group))
        for columns, group in groupby(rows[:limit], key=_columns)
    )
    return tables, max(0, len(rows) - limit)


def write_row(row: Row, edition: Edition) -> str:
    """A row in one line: 'period 2024 · value 3100'."""
    return " · ".join(f"{edition.column(name)} {write_cell(value, edition)}" for name, value in row)


def write_cell(value: str | int | float, edition: Edition) -> str | int | float:
    """A cell as readers see it: numbers as they are, since they are data."""
    return edition.label(value) if isinstance(value, str) else value


def list_rows(evidence: RowEvidence, edition: Edition) -> tuple[list[str], str]:
    """The first rows in a line each, and a line on how many more there are, empty where there are none."""
    rows = trim_rows(evidence)
    n_more = len(rows) - ROWS_SHOWN
    more = edition.say("page.more_rows", n=n_more) if n_more > 0 else ""
    return [write_row(row, edition) for row in rows[:ROWS_SHOWN]], more


def _list_evidence(brief: Brief) -> Iterator[Evidence]:
    for section in brief.sections:
        for sentence in section.sentences:
            yield from sentence.evidence


def _columns(row: Row) -> tuple[str, ...]:
    return tuple(name for name, _ in row)


def _letter(index: int) -> str:
    """0 is a, 25 is z, 26 is aa."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters

"""What stands behind the sentences of a brief, numbered and lettered the same way in every form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from dateline.moments import write_day
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
from dateline.writers.wording import count

ROWS_SHOWN = 6  # in the forms that set each row as a line
FURTHER_BACK = timedelta(days=180)
# What each word that says how sure a sentence is means; what is counted here or told by one source has no mark.
CONFIDENCE = {
    Confidence.CORROBORATED: "told by two or more independent origins",
    Confidence.CLAIMED: "said, alleged, planned, demanded or expected by those named, and not more",
    Confidence.MEASURED: "figures that a data provider published",
}
UNMARKED = "told as fact by one origin, or counted over the reports here, which miss some"  # what no mark means
EARLIER = "Earlier"  # the word set before what came before the news


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


def mark_confidence(sentence: Sentence) -> str:
    """The word for how sure a sentence is, where it has a mark."""
    return sentence.confidence.value if sentence.confidence in CONFIDENCE else ""


def list_confidence() -> list[str]:
    """The key: each mark with what it means."""
    return [*(f"{word.value}: {meaning}" for word, meaning in CONFIDENCE.items()), f"no mark: {UNMARKED}"]


def write_origin(evidence: RowEvidence) -> str:
    """Whose rows these are and since when they can be known: 'UCDP, released 30 June 2025'."""
    known = "counted as of" if evidence.source in COUNTED else "released"
    return f"{evidence.source}, {known} {write_day(evidence.released_at)}"


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


def write_row(row: Row) -> str:
    """A row in one line: 'period 2024 · value 3100'."""
    return " · ".join(f"{write_column(name)} {value}" for name, value in row)


def list_rows(evidence: RowEvidence) -> tuple[list[str], str]:
    """The first rows in a line each, and a line on how many more there are, empty where there are none."""
    rows = trim_rows(evidence)
    n_more = len(rows) - ROWS_SHOWN
    more = f"and {count(n_more, 'more row')}" if n_more > 0 else ""
    return [write_row(row) for row in rows[:ROWS_SHOWN]], more


def write_column(name: str) -> str:
    """The name of a column as readers see it."""
    return name.replace("_", " ")


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

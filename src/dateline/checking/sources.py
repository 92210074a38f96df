"""Documents -> sentences with their words, indexed so that a claim finds what may bear it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.checking.words import Word, load_seats, read_words
from dateline.gazetteer import find_outlet
from dateline.records import Article, DateMention, Span
from dateline.text import fold, words

SKIPPED_IN_ACRONYMS = frozenset(["of", "the", "for", "and", "in", "on", "de", "la", "du", "des", "et"])
MAX_COPY = 0.85  # of the words of the shorter text that another has: more, and they are one text


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report as the checker takes it: its sentences as (start, end), and the days it names."""

    article: Article
    spans: Sequence[tuple[int, int]]
    dates: Sequence[DateMention] = ()

    @property
    def day(self) -> date | None:
        """When it was published."""
        return self.article.published_at.date() if self.article.published_at else None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a document: `document` and `at` are its places among documents and all lines."""

    document: int
    at: int
    start: int
    end: int
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """`index`: lemma -> [(line, word)]; `numbers`: [(line, word)] of all numbers; `acronyms`: of names written out."""

    documents: tuple[Document, ...]
    lines: tuple[Line, ...]
    index: Mapping[str, Sequence[tuple[int, int]]]
    numbers: Sequence[tuple[int, int]]
    acronyms: frozenset[str]
    outlets: frozenset[str]

    def span(self, line: int) -> Span:
        """The line as a span of its report."""
        found = self.lines[line]
        return Span(
            article_id=self.documents[found.document].article.article_id,
            start=found.start,
            end=found.end,
            quote=found.text,
        )


def prepare_sources(documents: Iterable[Document]) -> Sources:
    """The sources ready to check claims against; of many claims on the same documents, once."""
    documents = tuple(documents)
    lines: list[Line] = []
    index: dict[str, list[tuple[int, int]]] = defaultdict(list)
    numbers: list[tuple[int, int]] = []
    acronyms: set[str] = set()
    seats = load_seats()
    for number, document in enumerate(documents):
        for start, end in document.spans:
            text = document.article.text[start:end]
            line = Line(number, len(lines), start, end, text, read_words(text))
            lines.append(line)
            acronyms.update(_acronyms_of(line.words))
            for word in line.words:
                if word.number is not None:
                    numbers.append((line.at, word.at))
                elif word.is_content:
                    seat = seats.get(word.text) if word.is_name else None
                    for lemma in (*word.lemmas, f"@{seat}") if seat else word.lemmas:
                        index[lemma].append((line.at, word.at))
    return Sources(documents, tuple(lines), index, numbers, frozenset(acronyms), _outlets_of(documents))


def _acronyms_of(line: tuple[Word, ...]) -> Iterable[str]:
    """The acronyms that the names of a line would have: "Economic Community of West African States" -> ecowas, ..."""
    for run in _capital_runs(line):
        initials = "".join(part[0] for word in run for part in word.text.split())
        for start in range(len(initials) - 1):
            for end in range(start + 2, len(initials) + 1):
                yield initials[start:end]


def _capital_runs(line: tuple[Word, ...]) -> Iterable[list[Word]]:
    """Runs of words with a capital, small words like "of" left out."""
    run: list[Word] = []
    for word in line:
        if word.is_capital:
            run.append(word)
        elif word.text not in SKIPPED_IN_ACRONYMS:
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run


def _outlets_of(documents: Sequence[Document]) -> frozenset[str]:
    """Every word by which the outlets of the documents are known, folded."""
    found: set[str] = set()
    for document in documents:
        for citation in document.article.citations:
            for name in (citation.outlet, find_outlet(citation.outlet).name):
                found.add(fold(name))
                found.update(words(name))
    return frozenset(found)


def count_witnesses(documents: Sequence[Document]) -> int:
    """How many independent reports there are: other outlets with other words."""
    bags: list[frozenset[str]] = []
    names: set[str] = set()
    for document in documents:
        bag = frozenset(words(document.article.text))
        outlets = {find_outlet(citation.outlet).name for citation in document.article.citations}
        is_copy = any(len(bag & other) > MAX_COPY * min(len(bag), len(other)) for other in bags)
        if not is_copy and not (outlets and outlets <= names):
            bags.append(bag)
        names |= outlets
    return len(bags)

"""Material -> Brief: four sections chosen, put into words, and every sentence checked before it leaves."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.briefs.ahead import write_ahead
from dateline.briefs.beyond import find_gaps, write_beyond
from dateline.briefs.check import find_fault
from dateline.briefs.compress import n_words
from dateline.briefs.happening import write_happening
from dateline.briefs.importance import write_importance
from dateline.briefs.material import LENGTHS, Entry, Length, Material, Pick, Told
from dateline.briefs.matter import find_matter
from dateline.briefs.names import Introduced, NameBook, build_name_book, find_bare_acronyms
from dateline.briefs.schedule import Scheduled, list_scheduled
from dateline.briefs.since import choose_since, list_added
from dateline.briefs.wording import Casing, Writing, write_sentence
from dateline.gazetteer import find_outlet
from dateline.records import Article, Brief, Coverage, QuoteEvidence, Section, Sentence, Source

MADE_BY = "extractive-brief@4"
PARTS = ("happening", "importance", "ahead", "beyond")
CASING_SAMPLE = 4000  # excerpts that show how words are written

Written = tuple[Entry, Sentence]

_log = logging.getLogger(__name__)

__all__ = ["LENGTHS", "MADE_BY", "PARTS", "Material", "Scheduled", "find_fault", "list_scheduled", "write_brief"]


def write_brief(material: Material) -> Brief:
    """The brief. Raises ValueError when there is no excerpt to write from."""
    if not material.excerpts:
        raise ValueError("a brief needs at least one excerpt")
    told = Told(material)
    matter = find_matter(material)
    parts = [write(material, told, matter) for write in (write_happening, write_importance, write_ahead)]
    parts.append(write_beyond(material, told))
    parts[0] = _without(parts[0], parts[1])
    articles = {e.article.article_id: e.article for e in (*material.excerpts, *material.others)}
    book = build_name_book(material.excerpts, material.readings, material.situation, material.today)
    casing = Casing.of(excerpt.text for excerpt in material.excerpts[-CASING_SAMPLE:])
    written = _write_parts(parts, _start_writing(parts, book, casing, material), articles, material)
    while _length(written) > material.length.words and (fitting := _fit(written, material.length)) != parts:
        parts = fitting
        written = _write_parts(parts, _start_writing(parts, book, casing, material), articles, material)
    sections = [
        Section(title=material.edition.say(f"titles.{name}"), sentences=tuple(sentence for _, sentence in part))
        for name, part in zip(PARTS, written, strict=True)
        if part or not material.length.leaves_out
    ]
    if material.before is not None:
        part = list(
            _write_part(choose_since(material), _start_writing(parts, book, casing, material), articles, material)
        )
        news = (*(sentence for _, sentence in part), *list_added(sections, material.before))
        title = material.edition.say("titles.since", day=material.before.as_of.date())
        sections.insert(0, Section(title=title, sentences=news))
    return Brief(
        situation_id=material.situation.situation_id,
        title=material.situation.title,
        as_of=material.as_of,
        made_by=MADE_BY,
        sections=tuple(sections),
        sources=tuple(_number_sources(sections, articles)),
        coverage=_coverage(material),
        language=material.edition.code,
    )


def _without(entries: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    """The entries of a part without what another tells."""
    told = [entry.content.excerpt for entry in others if isinstance(entry.content, Pick)]
    return [entry for entry in entries if not (isinstance(entry.content, Pick) and entry.content.excerpt in told)]


def _start_writing(parts: Sequence[Sequence[Entry]], book: NameBook, casing: Casing, material: Material) -> Writing:
    picks = [entry.content for entries in parts for entry in entries if isinstance(entry.content, Pick)]
    wanted = find_bare_acronyms(pick.excerpt.text for pick in picks)
    introduced = Introduced(wanted=wanted)
    return Writing(
        book=book, casing=casing, readings=material.readings, introduced=introduced, edition=material.edition
    )


def _write_parts(
    parts: Sequence[Sequence[Entry]], writing: Writing, articles: Mapping[str, Article], material: Material
) -> list[list[Written]]:
    return [list(_write_part(entries, writing, articles, material)) for entries in parts]


def _write_part(
    entries: Iterable[Entry], writing: Writing, articles: Mapping[str, Article], material: Material
) -> Iterator[Written]:
    """The entries in words; one that its own evidence does not bear out is left out."""
    writing.last_day = None  # "the same day" reaches back only to the sentence just before
    for entry in entries:
        sentence = _put_into_words(entry, writing)
        fault = find_fault(sentence, articles, material.as_of, material.readings, material.edition)
        if fault is None:
            yield entry, sentence
        else:
            writing.last_day = None
            _log.warning("sentence dropped", extra={"sentence": sentence.text, "fault": fault})


def _put_into_words(entry: Entry, writing: Writing) -> Sentence:
    if isinstance(entry.content, Pick):
        return write_sentence(entry.content, writing)
    writing.last_day = None
    return entry.content


def _fit(written: Sequence[Sequence[Written]], length: Length) -> list[list[Entry]]:
    """The entries without those that matter least, so many that the others fit; a section keeps its last one, unless
    the length leaves sections out: then the first alone does.

    What was taken out comes back where there is room for it, what matters most first.
    """
    sizes = {(at, n): (e.keep, n_words(s.text)) for at, part in enumerate(written) for n, (e, s) in enumerate(part)}
    kept, total = set(sizes), _length(written)
    for place in sorted(sizes, key=lambda place: (sizes[place][0], place)):
        has_others = sum(at == place[0] for at, _ in kept) > 1 or (length.leaves_out and place[0] > 0)
        if total > length.words and has_others:
            kept.remove(place)
            total -= sizes[place][1]
    for place in sorted(set(sizes) - kept, key=lambda place: (-sizes[place][0], place)):
        if total + sizes[place][1] <= length.words:
            kept.add(place)
            total += sizes[place][1]
    return [[entry for n, (entry, _) in enumerate(part) if (at, n) in kept] for at, part in enumerate(written)]


def _length(written: Sequence[Sequence[Written]]) -> int:
    return sum(n_words(sentence.text) for part in written for _, sentence in part)


def _number_sources(sections: Sequence[Section], articles: dict[str, Article]) -> Iterable[Source]:
    cited: dict[str, QuoteEvidence] = {}
    for section in sections:
        for sentence in section.sentences:
            for evidence in sentence.evidence:
                if isinstance(evidence, QuoteEvidence):
                    cited.setdefault(evidence.span.article_id, evidence)
    for number, (article_id, evidence) in enumerate(cited.items(), start=1):
        yield Source(
            number=number,
            article_id=article_id,
            citations=evidence.citations,
            published_at=evidence.published_at,
            known_at=evidence.known_at,
            title=articles[article_id].title,
            text=articles[article_id].text,
        )


def _coverage(material: Material) -> Coverage:
    articles = material.reports
    outlets = {find_outlet(citation.outlet).name for article in articles for citation in article.citations}
    languages = Counter(article.lang or "en" for article in articles)
    days = [article.published_at for article in articles if article.published_at is not None]
    return Coverage(
        n_articles=len(articles),
        n_outlets=len(outlets),
        languages=tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
        first_at=min(days),
        last_at=max(days),
        gaps=tuple(find_gaps(material)),
        n_origins=material.n_origins,
    )

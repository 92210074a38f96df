"""Sentences -> passages: what the English lexicon tells of each, for the choice of what a brief says.

Which acts it tells or only mentions, how it stands to the world, whether it names its source, how many dead it states.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.languages import CUES_DIGEST, LANGUAGES, Language, main_part
from dateline.reading.counts import count_deaths
from dateline.reading.names import find_names
from dateline.reading.sentences import is_sentence
from dateline.records import Article, Modality, Passage, Span

__all__ = ["CUES_DIGEST", "read_passages"]

SPEECH_ACTS = frozenset({"diplomacy"})  # demanding and warning are acts, and say how the sentence stands
SPORT = "sport_and_culture"
LINE_CHARS = 700  # a longer text is an article: one sentence on sport says nothing of the rest


def read_passages(article: Article, spans: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    """A passage for each sentence; of a language without a lexicon, only whether it is one."""
    lang = article.lang or "en"
    language = LANGUAGES.get(lang)
    read: list[Passage] = []
    n_before = 0
    for start, end in spans:
        span = Span(article_id=article.article_id, start=start, end=end, quote=article.text[start:end])
        passage = Passage(span=span, position=n_before, is_sentence=is_sentence(span.quote, lang))
        read.append(_read_passage(passage, language) if language and passage.is_sentence else passage)
        n_before += passage.is_sentence
    return tuple(read) if language is None else _spread_sport(article, read, language)


def _read_passage(passage: Passage, language: Language) -> Passage:
    quote = passage.span.quote
    main = main_part(quote, language)
    starts = _find_acts(main, language)
    acts = _affirm(starts, main, language)
    return replace(
        passage,
        acts=acts,
        mentions=_find_mentions(quote, main, starts, acts, language),
        modality=_read_modality(main, starts, language),
        is_attributed=language.attribution.search(quote) is not None,
        is_hearsay=language.hearsay.search(quote) is not None,
        deaths=count_deaths(main, language),
        names=find_names(quote, language),
    )


def _spread_sport(article: Article, read: list[Passage], language: Language) -> tuple[Passage, ...]:
    """A short report that is about sport or shows in one sentence is about them in all."""
    if len(article.text) > LINE_CHARS or not language.acts[SPORT].search(article.text):
        return tuple(read)
    return tuple(
        replace(passage, acts=(*passage.acts, SPORT)) if passage.is_sentence and SPORT not in passage.acts else passage
        for passage in read
    )


def _find_acts(main: str, language: Language) -> dict[str, int]:
    """The classes of act in the main part, in the order of the file (heaviest first), and where each begins."""
    found = ((name, pattern.search(main)) for name, pattern in language.acts.items())
    return {name: match.start() for name, match in found if match}


def _affirm(starts: Mapping[str, int], main: str, language: Language) -> tuple[str, ...]:
    """The acts that no negation precedes: what comes after one did not happen."""
    negation = language.negation.search(main)
    end = negation.start() if negation else len(main)
    return tuple(name for name, start in starts.items() if start < end)


def _find_mentions(
    quote: str, main: str, starts: Mapping[str, int], acts: tuple[str, ...], language: Language
) -> tuple[str, ...]:
    """The classes that the sentence only speaks of: by their nouns, in a subordinate part, or denied."""
    rest = quote.replace(main, " ", 1)
    return tuple(
        name
        for name in language.acts
        if name not in acts
        and (
            name in starts
            or (name in language.mentions and language.mentions[name].search(quote))
            or (rest.strip(" .") and language.acts[name].search(rest))
        )
    )


def _read_modality(main: str, starts: Mapping[str, int], language: Language) -> Modality:
    """How a sentence's main part stands to the world. A cue counts only before the first act it could govern."""
    first_act = min((start for name, start in starts.items() if name not in SPEECH_ACTS), default=len(main))
    for name, pattern in language.modalities.items():
        cue = pattern.search(main)
        if cue and cue.start() <= first_act:
            return Modality(name)
    return Modality.HAPPENED

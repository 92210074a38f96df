"""Article -> Reading: its sentences, and what each says (acts, modality, counts, names).

The reader of this version works from lexicons alone. What it cannot read it says: an article in a
language without data gives a reading without passages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dateline.languages import CUES_DIGEST, LANGUAGES, Language, main_part
from dateline.reading.counts import count_deaths
from dateline.reading.names import find_names
from dateline.reading.sentences import is_sentence, split_sentences
from dateline.records import Article, Modality, Passage, Reading, Span

MADE_BY = f"lexicon-reader@6#{CUES_DIGEST}"
SPEECH_ACTS = frozenset({"diplomacy"})  # demanding and warning are acts, and say how the sentence stands
SPORT = "sport_and_culture"
LINE_CHARS = 700  # a longer text is an article: one sentence on sport says nothing of the rest
MAX_PASSAGES = 400  # sentences read in one article; later ones add nothing to a brief

__all__ = ["MADE_BY", "read_article"]


def read_article(article: Article) -> Reading:
    """Read one article; no passages when its language has no data here."""
    language = LANGUAGES.get(article.lang or "en")
    passages: tuple[Passage, ...] = ()
    if language is not None:
        spans = split_sentences(article.text, language)[:MAX_PASSAGES]
        read: list[Passage] = []
        for start, end in spans:
            n_before = sum(passage.is_sentence for passage in read)
            read.append(_read_passage(article, start, end, n_before, language))
        passages = _spread_sport(article, read, language)
    return Reading(article_id=article.article_id, made_by=MADE_BY, passages=passages)


def _read_passage(article: Article, start: int, end: int, position: int, language: Language) -> Passage:
    quote = article.text[start:end]
    span = Span(article_id=article.article_id, start=start, end=end, quote=quote)
    if not is_sentence(quote, language):
        return Passage(span=span, position=position, is_sentence=False)
    main = main_part(quote, language)
    starts = _find_acts(main, language)
    acts = _affirm(starts, main, language)
    return Passage(
        span=span,
        position=position,
        is_sentence=True,
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

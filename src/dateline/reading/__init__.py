"""Article -> Reading: its sentences, and what each says (acts, modality, counts, names).

The reader of this version works from lexicons alone. What it cannot read it says: an article in a
language without data gives a reading without passages.
"""

from __future__ import annotations

from dateline.languages import CUES_DIGEST, LANGUAGES, Language, Patterns, main_part
from dateline.reading.counts import count_deaths
from dateline.reading.names import find_names
from dateline.reading.sentences import is_sentence, split_sentences
from dateline.records import Article, Modality, Passage, Reading, Span

MADE_BY = f"lexicon-reader@3#{CUES_DIGEST}"
MAX_PASSAGES = 400  # sentences read in one article; later ones add nothing to a brief

__all__ = ["MADE_BY", "read_article", "read_modality"]


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
        passages = tuple(read)
    return Reading(article_id=article.article_id, made_by=MADE_BY, passages=passages)


def _read_passage(article: Article, start: int, end: int, position: int, language: Language) -> Passage:
    quote = article.text[start:end]
    span = Span(article_id=article.article_id, start=start, end=end, quote=quote)
    if not is_sentence(quote, language):
        return Passage(span=span, position=position, is_sentence=False)
    main = main_part(quote, language)
    acts = _find(language.acts, _affirmed(main, language))
    return Passage(
        span=span,
        position=position,
        is_sentence=True,
        acts=acts,
        mentions=tuple(name for name in _find(language.mentions, quote) if name not in acts),
        modality=read_modality(main, language),
        is_attributed=language.attribution.search(quote) is not None,
        is_hearsay=language.hearsay.search(quote) is not None,
        deaths=count_deaths(main, language),
        names=find_names(quote, language),
    )


def _affirmed(main: str, language: Language) -> str:
    """The main part up to a negation: what comes after it did not happen."""
    found = language.negation.search(main)
    return main[: found.start()] if found else main


def _find(patterns: Patterns, text: str) -> tuple[str, ...]:
    """The classes whose patterns are in the text, in the order of the file: heaviest first."""
    return tuple(name for name, pattern in patterns.items() if pattern.search(text))


def read_modality(main: str, language: Language) -> Modality:
    """How a sentence's main part stands to the world. A cue counts only before the first act it could govern."""
    first_act = min(
        (
            found.start()
            for name, pattern in language.acts.items()
            if name != "diplomacy" and (found := pattern.search(main))
        ),
        default=len(main),
    )
    for name, pattern in language.modalities.items():
        cue = pattern.search(main)
        if cue and cue.start() <= first_act:
            return Modality(name)
    return Modality.HAPPENED

"""Claims that something rose or fell, of reports or of anyone's words -> what the released figures say to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from dateline import measures, reading
from dateline.editions import EDITIONS
from dateline.errors import UnknownSituation, UsageError
from dateline.gazetteer import load_countries
from dateline.records import Article, ClaimTest, Excerpt, Observation, TrendClaim
from dateline.run.briefing import near_situations, read_originals, select, understand
from dateline.run.excerpts import to_quotable
from dateline.store import Store
from dateline.text import clean

MOST_CHARS = 2_000  # of anyone's words: a claim, not a text
_TYPED = "typed"


def try_claims(store: Store, about: str, as_of: datetime, language: str = "en") -> list[ClaimTest] | None:
    """The claims in the reports on a situation or question, each held against the figures known by the moment; the
    latest first, copies of a text left out. None when no report answers it; KeyError for a language not of EDITIONS.
    """
    selection = select(store, about, as_of)
    if selection is None:
        return None
    countries = [load_countries()[iso2].iso3 for iso2 in selection.situation.countries]
    rows = store.view(selection.as_of).get_observations(countries) if countries else []
    originals, readings = read_originals(store, selection)
    claims = list(measures.find_claims(to_quotable(originals, readings), readings, countries))
    claims.sort(key=lambda one: (one.excerpt.order, one.words.start), reverse=True)
    return _try(claims, rows, language)


def try_text(
    store: Store, text: str, as_of: datetime, about: str | None = None, language: str = "en", *, most: int = MOST_CHARS
) -> list[ClaimTest]:
    """The claims in anyone's words, as if they were said at the moment, held against the figures known by then.

    Words that name no country are about the only one of `about`, a situation or question. Empty where they claim
    nothing that figures could tell of. Raises UsageError for a text that is empty or too long, UnknownSituation.
    """
    text = clean(text)
    if not text or len(text) > most:
        message = f"A claim of {len(text):,} characters; expected 1 to {most:,}."
        raise UsageError(message, hint="Give a sentence such as 'Security in Mali has worsened since 2021'.")
    countries = [one.iso3 for one in load_countries().values()]
    if about:
        situation, as_of = understand(store, about, as_of)
        if situation is None:
            near = near_situations(store, about)
            hint = f"Did you mean {' or '.join(near)}?" if near else "'dateline stats' tells what the store holds."
            raise UnknownSituation(f"No report in the store is about '{about}'.", hint=hint)
        countries = [load_countries()[iso2].iso3 for iso2 in situation.countries]
    article = Article(article_id=_TYPED, source_id=_TYPED, text=text, lang="en", published_at=as_of, known_at=as_of)
    read = reading.read_article(article)
    excerpts = [Excerpt(article, passage) for passage in read.passages]
    claims = list(measures.find_claims(excerpts, {article.article_id: read}, countries))
    rows = store.view(as_of).get_observations(sorted({claim.iso3 for claim in claims})) if claims else []
    return _try(claims, rows, language)


def _try(claims: Iterable[TrendClaim], rows: Sequence[Observation], language: str) -> list[ClaimTest]:
    by_country: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        by_country[row.iso3].append(row)
    edition = EDITIONS[language]
    return [test for claim in claims for test in measures.try_claim(claim, by_country[claim.iso3], edition)]

"""Places for given spans of a text: which of the places of a name is meant, by what else the text names.

spans -> names (one sense each) -> candidates -> weighed by containers, neighbours, country and home -> places
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dateline.reading.places.candidates import Candidates
from dateline.reading.places.evidence import country_hints, find_evidence
from dateline.reading.places.gazetteer import iso3, load_gazetteer
from dateline.reading.places.names import collect_names
from dateline.reading.places.weigh import Floats, weigh
from dateline.records.mentions import Place
from dateline.records.spans import Span

OUTLET_HINT = 0.7  # how much the outlet's country counts beside the words of the text. LGL, TR-News (dev)
PLAUSIBLE, MOST_PLAUSIBLE = 0.05, 5  # a candidate at least so likely is kept beside the best, and so many


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What is known around a text: its title, its language, the ISO2 code of the outlet's country, and its home.

    `home` is the GeoNames id of where a local outlet is based; both are empty where they are not known.
    """

    article_id: str = ""
    title: str = ""
    lang: str = "en"
    country: str = ""
    home: str = ""


def resolve_places(
    text: str, spans: Sequence[tuple[int, int]], *, context: PlaceContext | None = None
) -> list[Place | None]:
    """A place for each span, in order; None where the gazetteer knows none. Spans need no parse."""
    context = context or PlaceContext()
    hints = country_hints(text)
    if context.country:
        hints[context.country] = hints.get(context.country, 0.0) + OUTLET_HINT
    names = collect_names(text, spans, find_evidence(text))
    if context.title and not text.startswith(context.title):
        names += collect_names(context.title, (), find_evidence(context.title))
    places: list[Place | None] = [None] * len(spans)
    for name, chances in weigh(names, hints, context.home):
        place: Place | None = None
        for number in name.spans:
            if span := _span(text, spans[number], context.article_id):
                place = replace(place, span=span) if place else _place(span, name.candidates, chances)
                places[number] = place
    return places


def _span(text: str, span: tuple[int, int], article_id: str) -> Span | None:
    start, end = span
    if not 0 <= start < end <= len(text):
        return None
    return Span(article_id=article_id, start=start, end=end, quote=text[start:end])


def _place(span: Span, candidates: Candidates, chances: Floats) -> Place:
    gazetteer, order = load_gazetteer(), np.argsort(-chances, kind="stable")
    entry, above = int(candidates.entries[order[0]]), int(gazetteer.admin1[candidates.entries[order[0]]])
    others = [int(candidates.entries[at]) for at in order[1 : MOST_PLAUSIBLE + 1] if chances[at] >= PLAUSIBLE]
    return Place(
        span=span,
        geonames_id=gazetteer.id_of(entry),
        name=gazetteer.name(entry),
        lat=round(float(gazetteer.lat[entry]), 5),
        lon=round(float(gazetteer.lon[entry]), 5),
        country=iso3(gazetteer.iso2(entry)),
        admin1=gazetteer.name(above) if above >= 0 else "",
        feature=gazetteer.feature_of(entry),
        score=round(float(chances[order[0]]), 3),
        candidates=tuple(gazetteer.id_of(other) for other in others),
    )

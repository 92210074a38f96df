"""Where an outlet is at home: its country from its name or web address, its town from the places of its articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from dateline.gazetteer import find_outlet, load_countries
from dateline.reading.places.gazetteer import load_gazetteer
from dateline.reading.places.resolve import PlaceContext
from dateline.reading.places.weigh import NEAR_KM, distance_km
from dateline.records.mentions import Place

LEAST_ARTICLES = 3  # fewer say nothing of a home
LEAST_SHARE = 0.5  # of the articles that name a place near the home: a national outlet has none. LGL, TR-News (dev)
MOST_TOWNS = 60  # towns tried, the ones named in most articles
_TOP_LEVEL = re.compile(r"^[\w.-]+\.([a-z]{2})$")
_ENDINGS = {"uk": "GB", "eu": "", "io": "", "co": "", "tv": "", "me": "", "fm": "", "ai": "", "ly": ""}


def make_context(
    article_id: str, *, outlet: str = "", title: str = "", lang: str = "en", home: str = ""
) -> PlaceContext:
    """The context of an article; `outlet` is a name ("Le Monde") or a web address's host ("lemonde.fr")."""
    return PlaceContext(article_id=article_id, title=title, lang=lang, country=outlet_country(outlet), home=home)


def outlet_country(outlet: str) -> str:
    """The ISO2 code of an outlet's country, by its name or by the ending of its host; empty where neither tells."""
    if not outlet:
        return ""
    if known := find_outlet(outlet).country:
        return known
    ending = _TOP_LEVEL.match(outlet.casefold().strip())
    code = _ENDINGS.get(ending[1], ending[1].upper()) if ending else ""
    return code if code in load_countries() else ""


def learn_home(articles: Iterable[Sequence[Place]]) -> str:
    """The GeoNames id of the town that most articles of an outlet are near, or nothing for one without a home."""
    towns = [{place.geonames_id for place in places if place.feature in ("PPL", "PPLC")} for places in articles]
    towns = [named for named in towns if named]
    counts = Counter(town for named in towns for town in sorted(named))
    tried = [town for town, _ in counts.most_common(MOST_TOWNS)]
    if len(towns) < LEAST_ARTICLES or not tried:
        return ""
    gazetteer = load_gazetteer()
    vectors = gazetteer.vectors[[gazetteer.by_id[int(town)] for town in tried]]
    support = np.zeros(len(tried))
    for named in towns:
        own = gazetteer.vectors[[gazetteer.by_id[int(town)] for town in sorted(named)]]
        support += np.exp(-distance_km(vectors @ own.T) / NEAR_KM).max(axis=1)
    best = int(np.argmax(support + 0.01 * np.array([counts[town] for town in tried])))
    return tried[best] if support[best] >= LEAST_SHARE * len(towns) else ""

"""Where the events of a situation happen, how that moves, and which neighbours are drawn in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from dateline.gazetteer import load_countries
from dateline.records import Region, Site, Spread

DRAWN_IN = 3  # reports of acts of force: one or two may be misplaced. Looked at on the Sahel lines
_FORCE = 4  # the quad class of material conflict


def find_spread(sites: Iterable[Site], countries: Collection[str]) -> Spread:
    """The regions of the events, and the neighbours of the countries (ISO 3166-1 alpha-3) that had some."""
    by_region: dict[tuple[str, str], list[Site]] = {}
    for site in sorted(sites, key=lambda one: (one.day, one.excerpt.order)):
        by_region.setdefault((site.place.country, site.place.admin1), []).append(site)
    regions = [_region(key, found) for key, found in by_region.items()]
    regions.sort(key=lambda one: (-one.n_events, one.country, one.admin1))
    return Spread(regions=tuple(regions), neighbours=tuple(_find_neighbours(by_region, countries)))


def _region(key: tuple[str, str], sites: Sequence[Site]) -> Region:
    months = Counter(site.day.replace(day=1) for site in sites)
    spots = [(site.place.lat, site.place.lon) for site in sites]
    known = [(lat, lon) for lat, lon in spots if lat is not None and lon is not None]
    return Region(
        country=key[0],
        admin1=key[1],
        months=tuple(sorted(months.items())),
        first=sites[0],
        last=sites[-1],
        lat=sum(lat for lat, _ in known) / len(known),
        lon=sum(lon for _, lon in known) / len(known),
    )


def _find_neighbours(
    by_region: dict[tuple[str, str], list[Site]], countries: Collection[str]
) -> list[tuple[str, Site]]:
    known = load_countries()
    iso3 = {iso2: country.iso3 for iso2, country in known.items()}
    near = {iso3[other] for c in known.values() if c.iso3 in countries for other in c.neighbours if other in iso3}
    sites: dict[str, list[Site]] = {}
    for (country, _), found in by_region.items():
        if country in near and country not in countries:
            sites.setdefault(country, []).extend(site for site in found if site.quad == _FORCE)
    firsts = [
        (country, min(found, key=lambda one: (one.day, one.excerpt.order)))
        for country, found in sites.items()
        if len({one.excerpt.article.article_id for one in found}) >= DRAWN_IN
    ]
    return sorted(firsts, key=lambda one: (one[1].day, one[0]))

"""How a sentence or a heading names what a series counts."""

from __future__ import annotations

from dateline.editions.edition import Edition
from dateline.gazetteer import find_countries, load_countries
from dateline.records import ActorKind, Observation, Party

_HOSTED = " in "


def name_what(row: Observation, edition: Edition) -> str:
    """What is counted, with the country's name: "deaths in organized violence in Mali"."""
    measure, country = row.measure.partition(" (")[0], row.country
    named, of_named = name_country(country, edition)
    if country not in measure:
        return edition.say("measures.in_country", what=edition.label(measure), country=named)
    own, _, host = measure.rpartition(_HOSTED) if _is_hosted(measure, country) else (measure, "", "")
    label = edition.label(own.replace(country, "{country}") + (f"{_HOSTED}{{host}}" if host else ""))
    hosting = name_country(host, edition)[0] if host else ""
    return label.replace("{country}", named).replace("{of_country}", of_named).replace("{host}", hosting)


def name_party(party: Party, edition: Edition) -> str:
    """A side of relations: a state by the language's name of its country, any other by the name that reports give."""
    is_state = party.kind is ActorKind.COUNTRY and edition.code != "en"
    return name_country(party.name, edition)[0] if is_state else party.name


def name_country(country: str, edition: Edition) -> tuple[str, str]:
    """A country's name in a list and behind "of"; as the rows have it where it is no country of the gazetteer."""
    found = find_countries(country)
    if len(found) != 1:
        return country, country
    known = load_countries()[next(iter(found))]
    return edition.bare(known), edition.of(known)


def name_episode(kind: str, name: str, edition: Edition) -> str:
    """What began and goes on, in a list: as the reports have it in English."""
    return name if edition.code == "en" else edition.episode(kind, name)


def _is_hosted(measure: str, country: str) -> bool:
    """Whether a second country stands in it: refugees from Mali in Niger."""
    return country in measure.rpartition(_HOSTED)[0]

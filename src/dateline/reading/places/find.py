"""Places found in raw text: what a recogniser of names calls a place, and what the gazetteer knows elsewhere.

entities + runs of capitalised words + Arabic words -> spans -> resolve_places
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.gazetteer import find_countries
from dateline.reading.places.candidates import load_abbreviations
from dateline.reading.places.gazetteer import iso3, look_up
from dateline.reading.places.resolve import PlaceContext, resolve_places
from dateline.reading.places.runs import LONGEST_OPENING, Scene, in_run, search, set_scene
from dateline.reading.places.signs import (
    COUNTRY,
    KNOWN,
    NEEDS_SIGN,
    POSSESSIVE,
    is_generic,
    is_named,
    is_proved,
    is_signed,
    lies_in,
    rank,
)
from dateline.records.mentions import Place

Entity = tuple[int, int, str]  # start, end, label of spaCy's English or French pipelines
PLACES, PERSONS = frozenset(["GPE", "LOC", "FAC"]), frozenset(["PERSON", "PER"])
# Labels that small pipelines give places too, and labels whose words may hold a place's name. LGL and TR-News (dev).
MISTAKEN = frozenset(["NORP", "PERSON", "PER", "PRODUCT", "WORK_OF_ART", "LANGUAGE", "MISC"])
UNSURE = frozenset(["DATE", "CARDINAL", "EVENT", "LAW", "TIME", "QUANTITY", "MISC"])
LONGEST_SEARCH = 1_000_000  # characters: no article is longer; the search takes a second for so many
_SEARCHED = PLACES | MISTAKEN | {"ORG"}
_PART = re.compile(r"[^,;\n]+")
_ARTICLE = re.compile(r"\s*(?:[Tt]he |[Ll]['’]|[Ll]a |[Ll]es? )?")


def find_places(
    text: str, entities: Iterable[Entity] = (), *, context: PlaceContext | None = None, peoples: bool = False
) -> list[Place]:
    """Places of a text by position. `entities` are what a recogniser found, with offsets in the text.

    With `peoples`, words for peoples ("Malian") count as naming their country. What no entity covers is searched by
    the gazetteer alone, so that a text without any parse has places too.
    """
    spans = find_spans(text, entities, peoples=peoples)
    places = [place for place in resolve_places(text, spans, context=context) if place is not None]
    known = {iso3(iso2) for iso2 in find_countries(text[:LONGEST_OPENING])}
    known |= {place.country for place in places if rank(place.span.quote) >= KNOWN}
    return [place for place in places if not known or place.country in known or _is_likely(text, place)]


def _is_likely(text: str, place: Place) -> bool:
    """Whether a name in none of the countries that the text speaks of is a place for all that: well known, or said to
    be one. A name of one small place far away is more likely somebody's.
    """
    known, start, end = rank(place.span.quote), place.span.start, place.span.end
    if known == NEEDS_SIGN:
        return is_signed(text, start, end)
    return known >= KNOWN or place.span.quote in load_abbreviations() or is_proved(text, start, end)


def find_spans(text: str, entities: Iterable[Entity] = (), *, peoples: bool = False) -> list[tuple[int, int]]:
    """Spans of names of places, by position, not overlapping. Past `LONGEST_SEARCH` only entities are looked at."""
    entities = sorted(entities)
    persons, places = (
        [text[start:end] for start, end, label in entities if label in labels] for labels in (PERSONS, PLACES)
    )
    scene = set_scene(text, persons, places, peoples=peoples)
    head = replace(scene, text=text[:LONGEST_SEARCH])
    spans: list[tuple[int, int]] = []
    taken = bytearray(len(text) + 1)
    for start, end, label in entities:
        found = list(_in_entity(scene, start, end, label))
        spans += found
        if found or label not in UNSURE:
            taken[start:end] = b"\1" * (end - start)
    for start, end in search(head):
        if not any(taken[start:end]):
            spans.append((start, end))
            taken[start:end] = b"\1" * (end - start)
    return sorted(spans)


def _in_entity(scene: Scene, start: int, end: int, label: str) -> Iterator[tuple[int, int]]:
    """The places that an entity names: itself, or the place within an organisation's name."""
    if label not in _SEARCHED:
        return
    for begin, stop in _parts(scene.text, start, end):
        if label in PLACES:
            name = scene.text[begin:stop]
            is_some = not is_generic(name) or lies_in(name, scene.countries)
            if is_some and is_named(name) and not _is_person(scene, begin, stop):
                yield begin, stop
        elif label == "ORG":
            yield from in_run(scene, begin, stop, is_org=True)
        else:
            yield from in_run(scene, begin, stop)


def _is_person(scene: Scene, start: int, end: int) -> bool:
    """Whether a name is that of a person named in full elsewhere, and nothing says that it is a place."""
    name = scene.text[start:end]
    return name in scene.surnames and rank(name) < COUNTRY and not is_signed(scene.text, start, end)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """An entity without article and possessive; "Paris, Texas" as its two names."""
    for found in _PART.finditer(text, start, end):
        article = _ARTICLE.match(found[0])
        begin = found.start() + (article.end() if article and not look_up(found[0].strip()) else 0)
        name = POSSESSIVE.sub("", text[begin : found.end()].rstrip())
        if any(char.isalnum() for char in name):
            yield begin + len(name) - len(name.lstrip()), begin + len(name)

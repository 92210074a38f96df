"""Places resolved in LGL and TR-News: how many lie within 161 km of where they are, for marked spans and from raw text.

Usage::

    python -m bench.places --test FILE [--test FILE ...]

``FILE`` is in the form of LGL (``lgl.xml``): articles with ``text``, ``domain`` and toponyms with ``start``, ``end``,
``lat`` and ``lon``. By default ``geo/lgl.xml`` and ``geo/TR-News.xml`` of the folder that DATELINE_BENCH_EVAL names.
The weights of the resolver were set on both (see there), so that figures on them flatter; nothing is trained.

Spans that a file marks a few letters off are moved to the nearest place where the phrase stands; ``as_marked`` are the
figures without that. Toponyms without coordinates are left out: neither right nor wrong.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from bench.data import EVAL_VARIABLE, find_eval
from bench.report import Metric, Outcome, read_floors, write_table
from dateline.languages import LANGUAGES
from dateline.reading.parsing import can_parse, parse
from dateline.reading.places.find import Entity, find_places
from dateline.reading.places.gazetteer import load_gazetteer, look_up
from dateline.reading.places.home import learn_home, make_context
from dateline.reading.places.resolve import PlaceContext, resolve_places
from dateline.reading.places.weigh import distance_km
from dateline.reading.sentences import split_sentences

NAME = "places"
FILES = {"lgl": "geo/lgl.xml", "tr_news": "geo/TR-News.xml"}
NEAR_ENOUGH_KM = 161.0  # 100 miles, as the field measures

Point = tuple[float, float]
Resolver = Callable[["Document"], list[Point | None]]
Finder = Callable[["Document"], list[tuple[int, int, Point]]]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A marked place; `point` is its latitude and longitude, None where the file gives none."""

    start: int
    end: int
    phrase: str
    point: Point | None


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its marked places."""

    document_id: str
    host: str
    text: str
    toponyms: tuple[Toponym, ...]


def measure(files: Mapping[str, Path] | None = None) -> Outcome:
    """The bench; by default on the folder that DATELINE_BENCH_EVAL names."""
    files = files or {name: found for name, file in FILES.items() if (found := find_eval(file))}
    if not files:
        return Outcome(
            bench=NAME,
            metrics=(),
            notes=(f"skipped: set {EVAL_VARIABLE} to a folder with {', '.join(FILES.values())}",),
        )
    load_gazetteer()
    metrics: list[Metric] = []
    shown: list[str] = []
    for name, file in files.items():
        documents = list(read_documents(file))
        metrics += [*_measure_marked(name, documents, file), *_measure_raw(name, documents)]
        shown += _show_faults(documents)
    return Outcome(bench=NAME, metrics=tuple(metrics), shown=tuple(shown))


def read_documents(file: Path, *, as_marked: bool = False) -> Iterator[Document]:
    """The articles of a file in the form of LGL."""
    for article in ElementTree.parse(file).iter("article"):
        text = article.findtext("text") or ""
        toponyms = []
        for mark in article.iter("toponym"):
            start, end, phrase = (
                int(mark.findtext("start", "0")),
                int(mark.findtext("end", "0")),
                mark.findtext("phrase", ""),
            )
            if not as_marked:
                start, end = _align(text, start, end, phrase)
            toponyms.append(Toponym(start, end, phrase, _point(mark)))
        host = (article.findtext("domain") or "").strip().removeprefix("www.")
        yield Document(article.get("docid", ""), host, text, tuple(toponyms))


def _point(mark: ElementTree.Element) -> Point | None:
    lat, lon = (mark.findtext(f"gaztag/{name}") or mark.findtext(name) for name in ("lat", "lon"))
    return (float(lat), float(lon)) if lat and lon else None


def _align(text: str, start: int, end: int, phrase: str) -> tuple[int, int]:
    if text[start:end] == phrase or not phrase:
        return start, end
    found = [match.start() for match in re.finditer(re.escape(phrase), text)]
    nearest = min(found, key=lambda at: abs(at - start)) if found else start
    return nearest, nearest + len(phrase)


def _measure_marked(name: str, documents: Sequence[Document], file: Path) -> list[Metric]:
    n = sum(mark.point is not None for document in documents for mark in document.toponyms)
    begun = time.process_time()
    plain = _accuracy(documents, lambda document: resolve(document, PlaceContext()))
    seconds = time.process_time() - begun
    n_sentences = sum(len(split_sentences(document.text, LANGUAGES["en"])) for document in documents)
    homes = learn_homes(documents)
    shares = [
        (name, plain, "marked spans, the text alone"),
        (f"{name}_baseline", _accuracy(documents, resolve_by_people), "peer: the place of most people"),
        (
            f"{name}_outlet",
            _accuracy(documents, lambda one: resolve(one, make_context("", outlet=one.host))),
            "and the host",
        ),
        (
            f"{name}_home",
            _accuracy(documents, lambda one: resolve(one, homes[one.document_id])),
            "and the outlet's home",
        ),
        (
            f"{name}_as_marked",
            _accuracy(list(read_documents(file, as_marked=True)), lambda one: resolve(one, PlaceContext())),
            "spans as the file has them",
        ),
    ]
    metrics = [Metric(name=key, value=value, unit="share", n=n, note=note) for key, value, note in shares]
    return [
        *metrics,
        Metric(name=f"{name}_ms", value=1000 * seconds / n_sentences, unit="ms a sentence", n=n_sentences),
    ]


def resolve(document: Document, context: PlaceContext) -> list[Point | None]:
    """What Dateline resolves marked spans to."""
    spans = [(mark.start, mark.end) for mark in document.toponyms]
    places = resolve_places(document.text, spans, context=context)
    return [
        (place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None
        for place in places
    ]


def resolve_by_people(document: Document) -> list[Point | None]:
    """The peer: of the places of the name, the one of most people."""
    return [_most_people(mark.phrase) for mark in document.toponyms]


def _most_people(name: str) -> Point | None:
    gazetteer, links = load_gazetteer(), look_up(name)
    if not links:
        return None
    entry = max((entry for entry, _ in links), key=lambda entry: float(gazetteer.people[entry]))
    return float(gazetteer.lat[entry]), float(gazetteer.lon[entry])


def learn_homes(documents: Sequence[Document]) -> dict[str, PlaceContext]:
    """The context of each document with the home of its outlet, learned from the outlet's other documents."""
    by_host: dict[str, list[str]] = defaultdict(list)
    places = {}
    for document in documents:
        by_host[document.host].append(document.document_id)
        context = make_context(document.document_id, outlet=document.host)
        found = resolve_places(document.text, [(mark.start, mark.end) for mark in document.toponyms], context=context)
        places[document.document_id] = [place for place in found if place]
    contexts = {}
    for document in documents:
        others = [places[other] for other in by_host[document.host] if other != document.document_id]
        contexts[document.document_id] = make_context("", outlet=document.host, home=learn_home(others))
    return contexts


def _accuracy(documents: Sequence[Document], resolver: Resolver) -> float:
    n_right = n = 0
    for document in documents:
        for mark, point in zip(document.toponyms, resolver(document), strict=True):
            if mark.point is not None:
                n += 1
                n_right += point is not None and is_near(mark.point, point)
    return n_right / n


def is_near(left: Point, right: Point) -> bool:
    """Whether two points are at most 161 km apart."""
    (lat, lon), (other_lat, other_lon) = np.radians(left), np.radians(right)
    cosine = np.sin(lat) * np.sin(other_lat) + np.cos(lat) * np.cos(other_lat) * np.cos(lon - other_lon)
    return float(distance_km(np.asarray(cosine))) <= NEAR_ENOUGH_KM


def _measure_raw(name: str, documents: Sequence[Document]) -> list[Metric]:
    metrics = _scores(f"{name}_raw_bare", documents, lambda one: _found(one, ()), "from text, no parse")
    if not can_parse("en"):
        return metrics
    entities = {document.document_id: list(find_entities(document.text)) for document in documents}
    note = "from text, with entities"
    metrics = [*_scores(f"{name}_raw", documents, lambda one: _found(one, entities[one.document_id]), note), *metrics]
    peer = _scores(f"{name}_raw_baseline", documents, lambda one: _found_by_people(one, entities[one.document_id]), "")
    return [
        *metrics,
        Metric(name=peer[0].name, value=peer[0].value, unit="F1", n=peer[0].n, note="peer: entities, most people"),
    ]


def find_entities(text: str) -> Iterator[Entity]:
    """The entities of a text's sentences, with offsets in the text."""
    spans = split_sentences(text, LANGUAGES["en"])
    for (start, _), doc in zip(spans, parse([text[start:end] for start, end in spans], "en"), strict=True):
        yield from ((start + entity.start_char, start + entity.end_char, entity.label_) for entity in doc.ents)


def _found(document: Document, entities: Sequence[Entity]) -> list[tuple[int, int, Point]]:
    places = find_places(document.text, entities, peoples=True)
    return [
        (place.span.start, place.span.end, (place.lat, place.lon))
        for place in places
        if place.lat is not None and place.lon is not None
    ]


def _found_by_people(document: Document, entities: Sequence[Entity]) -> list[tuple[int, int, Point]]:
    named = [(start, end) for start, end, label in entities if label in ("GPE", "LOC", "FAC", "NORP")]
    points = [(start, end, _most_people(document.text[start:end])) for start, end in named]
    return [(start, end, point) for start, end, point in points if point]


def _scores(name: str, documents: Sequence[Document], finder: Finder, note: str) -> list[Metric]:
    """F1, precision and recall of places found near where a marked one that they overlap lies."""
    n_right = n_found = n_marked = 0
    for document in documents:
        found, used = finder(document), set[int]()
        for mark in document.toponyms:
            over = [at for at, (start, end, _) in enumerate(found) if start < mark.end and end > mark.start]
            if mark.point is None:
                used.update(over)  # found rightly or not, nobody can tell
                n_found -= len(over)
                continue
            n_marked += 1
            right = next((at for at in over if at not in used and is_near(mark.point, found[at][2])), None)
            if right is not None:
                used.add(right)
                n_right += 1
        n_found += len(found)
    precision, recall = n_right / max(1, n_found), n_right / max(1, n_marked)
    f1 = 2 * precision * recall / (precision + recall) if n_right else 0.0
    return [
        Metric(name=name, value=f1, unit="F1", n=n_marked, note=note),
        Metric(name=f"{name}_precision", value=precision, unit="share", n=n_found),
        Metric(name=f"{name}_recall", value=recall, unit="share", n=n_marked),
    ]


def _show_faults(documents: Sequence[Document]) -> list[str]:
    lines = []
    for document in documents:
        spans = [(mark.start, mark.end) for mark in document.toponyms]
        for mark, place in zip(document.toponyms, resolve_places(document.text, spans), strict=True):
            if mark.point and not (place and place.lat is not None and place.lon is not None):
                lines.append(f"{document.document_id}: {mark.phrase}: unknown")
            elif mark.point and place and not is_near(mark.point, (place.lat or 0.0, place.lon or 0.0)):
                lines.append(f"{document.document_id}: {mark.phrase}: {place.name}, {place.admin1}, {place.country}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", type=Path, action="append", metavar="FILE", help="a file in the form of LGL")
    options = parser.parse_args()
    files = {re.sub(r"\W+", "_", file.stem.casefold()): file for file in options.test or ()}
    print(write_table(measure(files), read_floors()))


if __name__ == "__main__":
    main()

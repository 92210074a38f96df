"""Why It's Important: what is at stake as the sources state it, what is measured, who is drawn in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from dateline.briefs.attacks import write_attacks
from dateline.briefs.counting import (
    countries_in,
    counts,
    covered_since,
    list_countries,
    neighbours_of,
    write_absence,
)
from dateline.briefs.happening import open_episodes
from dateline.briefs.latest import WEIGHTY
from dateline.briefs.material import (
    Entry,
    Material,
    Pick,
    Told,
    computed,
    count_reports,
    looks_broken,
    too_long,
    weight,
)
from dateline.briefs.matter import Matter
from dateline.gazetteer import load_countries
from dateline.languages import LANGUAGES
from dateline.records import Episode, Excerpt, Sentence

STAKES_DAYS = 240
N_STAKES = 2
N_MEASURED = 2
STAKES_WORDS = 28
MANY_DEATHS = 10
LEAST_SALIENCE = 0.1
MATTER_WEIGHT = 2.0  # of a stake that is wholly about the matter of now
NEIGHBOUR_DAYS = 365
MIN_NAMING = 5  # reports that name a neighbour; fewer tell nothing of who is drawn in
_LEAD_CHARS = 1500


def write_importance(material: Material, told: Told, matter: Matter) -> list[Entry]:
    """The section's entries; `told` grows by what they tell."""
    stakes = _choose_stakes(material, told, matter)
    measured = [f for f in material.findings if f.kind in ("change", "hosts") and f.weight >= 1][:N_MEASURED]
    neighbours, attacks = _write_neighbours(material), write_attacks(material)
    entries = [Entry(7.6 - 0.35 * rank, pick) for rank, pick in enumerate(stakes)]
    if attacks:
        entries.append(attacks)
    entries += [Entry(7.5 - 0.3 * rank, computed(f.text, f.evidence)) for rank, f in enumerate(measured)]
    if neighbours:
        entries.append(Entry(6.9, neighbours))
    return entries or [Entry(10.0, _say_nothing(material))]


def _choose_stakes(material: Material, told: Told, matter: Matter) -> list[Pick]:
    """Recent passages that say what is at stake, one for each kind of stake first."""
    scored = sorted(_find_stakes(material, matter), key=lambda entry: (-entry[0], entry[2].order))
    chosen: list[Pick] = []
    seen: Counter[str] = Counter()
    for most in (1, 2):
        for _, kind, excerpt in scored:
            if len(chosen) < N_STAKES * material.length.breadth and seen[kind] < most and not told.has(excerpt, 0.4):
                seen[kind] += 1
                told.add(excerpt)
                chosen.append(_pick(excerpt, material))
    if not chosen:  # all that says so was told as news: what says it best is told here instead, but for the great turns
        light = [e for _, _, e in scored if e in told.excerpts and weight(e) < WEIGHTY]
        chosen = [_pick(excerpt, material) for excerpt in light[:1]]
    return sorted(chosen, key=lambda pick: pick.excerpt.order)


def _pick(excerpt: Excerpt, material: Material) -> Pick:
    needs_source, is_about = _has_figure(excerpt), material.still_about(excerpt)
    return Pick(excerpt=excerpt, limit=STAKES_WORDS, must_hold=is_about, needs_source=needs_source)


def _find_stakes(material: Material, matter: Matter) -> Iterator[tuple[float, str, Excerpt]]:
    """What says what is at stake in the matter of now, in what still goes on, in more than one way, or that many died:
    how much it matters, and the kind of stake. A crash that nobody else speaks of is no stake of the situation."""
    running = open_episodes(material)[:2]
    for excerpt in material.days_back(STAKES_DAYS):
        kinds = [kind for kind, pattern in LANGUAGES["en"].stakes.items() if pattern.search(excerpt.text)]
        is_fit = material.stands_alone(excerpt) and weight(excerpt) >= 0 and material.is_central(excerpt)
        if not kinds or not is_fit:
            continue
        salience, is_effect = matter.salience(excerpt), _is_effect(excerpt, running)
        if salience >= LEAST_SALIENCE or is_effect or len(kinds) > 1 or excerpt.passage.deaths >= MANY_DEATHS:
            score = MATTER_WEIGHT * salience + 2.0 * is_effect + min(3, len(kinds)) + _score(excerpt, material)
            yield score, kinds[0], excerpt


def _score(excerpt: Excerpt, material: Material) -> float:
    """How much a stake is worth telling, whatever it is."""
    return (
        1.5 * material.centrality(excerpt, excerpt.text)
        + (1.0 if _has_figure(excerpt) else 0.0)
        - (1.5 if looks_broken(excerpt.text) else 0.0)
        + 0.3 * weight(excerpt)
        + 0.4 * min(4, len(excerpt.article.citations))
        - 2.5 * (material.today - excerpt.day).days / STAKES_DAYS
        - 0.4 * excerpt.passage.position
        - too_long(excerpt, STAKES_WORDS)
    )


def _has_figure(excerpt: Excerpt) -> bool:
    """Whether it says how many: a stake with a figure says more than one without."""
    return excerpt.passage.deaths > 0 or re.search(r"\d,\d{3}|\b(?:thousand|million|billion)", excerpt.text) is not None


def _is_effect(excerpt: Excerpt, running: Sequence[Episode]) -> bool:
    """Whether the report speaks of something that still goes on, and the excerpt does not just say that it began."""
    head = excerpt.article.text[:_LEAD_CHARS]
    for episode in running:
        cues = LANGUAGES["en"].episodes[episode.kind]
        says_again = cues["name"].search(excerpt.text) and cues["start"].search(excerpt.text)
        if cues["name"].search(head) and not says_again:
            return True
    return False


def _write_neighbours(material: Material) -> Sentence | None:
    """Which neighbours the reports of the last year name beside the situation's countries."""
    neighbours = neighbours_of(material.situation)
    start = max(material.today - timedelta(days=NEIGHBOUR_DAYS), covered_since(material))
    excerpts = material.since(start)
    named: dict[str, set[str]] = {}
    for excerpt in excerpts:
        for iso2 in countries_in(excerpt) & neighbours:
            named.setdefault(iso2, set()).add(excerpt.article.article_id)
    n_reports = count_reports(excerpts)
    named = {iso2: ids for iso2, ids in named.items() if 2 * len(ids) <= n_reports}  # a party is not drawn in
    n_naming = len(set().union(*named.values()))
    if n_naming < MIN_NAMING or not named or 10 * n_naming < n_reports:
        return None
    largest = sorted(named.items(), key=lambda item: (-len(item[1]), item[0]))[:4]
    listed = list_countries([(len(ids), load_countries()[iso2]) for iso2, ids in largest], material.edition)
    rows = tuple((("country", load_countries()[iso2].name), ("n_reports", len(ids))) for iso2, ids in largest)
    total = (
        ("n_reports", n_reports),
        ("n_naming_a_neighbour", n_naming),
        ("from", start.isoformat()),
        ("to", material.today.isoformat()),
    )
    text = material.edition.say("importance.neighbours", n=n_naming, whole=n_reports, start=start, listed=listed)
    return computed(text, counts("reports naming a neighbour", (total, *rows), material))


def _say_nothing(material: Material) -> Sentence:
    return write_absence(
        material,
        STAKES_DAYS,
        series="reports stating what is at stake",
        column="n_stating_stakes",
        part="importance",
    )

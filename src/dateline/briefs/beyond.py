"""Beyond the Headlines: who sided with whom over the years, how it was before, who tells it, what nobody tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from dateline.briefs.counting import (
    HOLE,
    MIN_REPORTS,
    countries_in,
    counts,
    list_countries,
    neighbours_of,
    silences,
)
from dateline.briefs.framing import write_framing
from dateline.briefs.material import (
    Entry,
    Material,
    Pick,
    Told,
    computed,
    too_long,
    weight,
)
from dateline.briefs.precedents import write_precedents
from dateline.briefs.voices import write_quoted
from dateline.gazetteer import find_agency, find_outlet, load_countries
from dateline.records import Excerpt, Modality, Row, Sentence

WITH = ("alignment",)
AGAINST = ("rupture", "withdrawal")
N_SIDES = 2
YEARLY = 0.2  # what a step counts less for every year that it lies back
SIDES_WORDS = 26
LEAST_STEP = 6.0  # a step with less is an old recognition or a closed embassy; looked at on 22 situations
MIN_NAMED = 2
MIN_OUTLETS = 3
QUIET_DAYS = 5  # from here on the reader is told that the latest days are missing
OLD_HOLE = timedelta(days=8 * 365)  # a hole that ended longer ago is named only when it is of years


def write_beyond(material: Material, told: Told) -> list[Entry]:
    """The section's entries."""
    sides, voices, gaps = _write_sides(material), _write_voices(material), find_gaps(material)
    quoted = write_quoted(material)
    before = [computed(f.text, f.evidence) for f in material.findings if f.kind == "decade"][:1]
    entries = [Entry(6.0, sides)] if sides else []
    entries += [Entry(7.75 - 0.1 * rank, pick) for rank, pick in enumerate(_choose_sides(material, told))]
    entries += [Entry(5.0, sentence) for sentence in before]
    entries += [Entry(7.1, voices)] if voices else []
    entries += [Entry(7.05, quoted)] if quoted else []
    entries += [*write_framing(material), *write_precedents(material)]
    return [*entries, Entry(10.0, _write_gaps(gaps, material))] if gaps else entries


def _write_sides(material: Material) -> Sentence | None:
    """Which other countries stand in the reports of pacts, and which in those of broken ties."""
    parts, rows, edition = [], [], material.edition
    for acts, side, lead in (
        (AGAINST, "against", "broken ties, sanctions and withdrawals"),
        (WITH, "with", "pacts, alliances and arms"),
    ):
        ranked = sorted(_partners(material, acts).items(), key=lambda item: (-len(item[1]), item[0]))
        named = [(len(ids), load_countries()[iso2]) for iso2, ids in ranked if len(ids) >= MIN_NAMED][:3]
        if named:
            parts.append(edition.say(f"beyond.sides_{side}", listed=list_countries(named, edition)))
            rows += [(("about", lead), ("country", country.name), ("n_reports", n)) for n, country in named]
    if not material.situation.countries or len(parts) < 2:
        return None
    first = material.excerpts[0].day.year
    text = edition.say("beyond.sides", year=str(first), parts=edition.list_up(parts))
    return computed(text, counts("reports by side", ((("since", first),), *rows), material))


def _partners(material: Material, acts: tuple[str, ...]) -> dict[str, set[str]]:
    """ISO2 of other countries -> the reports that name them in a sentence that tells one of the acts."""
    partners: dict[str, set[str]] = defaultdict(set)
    for excerpt in material.excerpts:
        if (
            excerpt.passage.modality is Modality.HAPPENED
            and set(acts) & set(excerpt.passage.acts)
            and material.is_about(excerpt)
        ):
            for iso2 in countries_in(excerpt) - set(material.situation.countries):
                partners[iso2].add(excerpt.article.article_id)
    return partners


def _salience(material: Material) -> Counter[str]:
    """How many excerpts about sides, told or only spoken of, name each other country."""
    salience: Counter[str] = Counter()
    for excerpt in material.excerpts:
        if {*WITH, *AGAINST} & {*excerpt.passage.acts, *excerpt.passage.mentions} and material.is_about(excerpt):
            salience.update(countries_in(excerpt) - set(material.situation.countries))
    return salience


def _choose_sides(material: Material, told: Told) -> list[Pick]:
    """Dated steps by which others came closer or went: the partners most written about first, one step each."""
    own = set(material.situation.countries)
    salience = _salience(material)
    neighbours = neighbours_of(material.situation)
    scored: list[tuple[float, Excerpt]] = []
    for excerpt in material.excerpts:
        others = countries_in(excerpt) - own
        acts = set(excerpt.passage.acts) & {*WITH, *AGAINST}
        if (
            acts
            and others
            and material.stands_alone(excerpt)
            and excerpt.passage.modality is Modality.HAPPENED
            and material.is_about(excerpt)
        ):
            known = 0.5 * min(8, max(salience[other] for other in others)) + (0.0 if others <= neighbours else 1.0)
            score = (
                weight(excerpt)
                + known
                + (1.5 if acts & set(WITH) else 0.0)
                - (0.5 if excerpt.passage.is_hearsay else 0.0)
                - too_long(excerpt, SIDES_WORDS)
                - YEARLY * (material.today - excerpt.day).days / 365
            )
            scored += [(score, excerpt)] if score >= LEAST_STEP else []
    scored.sort(key=lambda pair: (-pair[0], pair[1].order))
    chosen: list[Pick] = []
    partners: set[str] = set()
    for _, excerpt in scored:
        others = countries_in(excerpt) - own
        if len(chosen) < N_SIDES * material.length.breadth and not told.has(excerpt, 0.4) and not others & partners:
            partners |= others
            told.add(excerpt)
            chosen.append(Pick(excerpt=excerpt, limit=SIDES_WORDS, must_hold=material.still_about(excerpt)))
    return sorted(chosen, key=lambda pick: pick.excerpt.order)


def _write_voices(material: Material) -> Sentence | None:
    """How many outlets speak here, where they are based, and how much is agency text."""
    outlets, agencies, n_cited = Counter[str](), Counter[str](), 0
    articles = {excerpt.article.article_id: excerpt.article for excerpt in material.excerpts}
    for article in articles.values():
        for citation in article.citations:
            n_cited += 1
            outlets[find_outlet(citation.outlet).name] += 1
            agency = find_agency(citation.outlet)
            if agency:
                agencies[agency] += 1
    if n_cited < MIN_REPORTS or len(outlets) < MIN_OUTLETS:
        return None
    based: Counter[str] = Counter()
    for cited, n in outlets.items():
        country = find_outlet(cited).country
        if country:
            based[country] += n
    placed = [
        (load_countries()[iso2], n) for iso2, n in sorted(based.items(), key=lambda item: (-item[1], item[0]))[:3]
    ]
    edition = material.edition
    text = edition.say("beyond.voices", articles=len(articles), outlets=len(outlets))
    if placed:
        text += edition.say(
            "beyond.voices_placed", listed=edition.join([edition.bare(country) for country, _ in placed])
        )
    total: Row = (
        ("n_reports", len(articles)),
        ("n_outlets", len(outlets)),
        ("n_citations", n_cited),
        ("n_agency", sum(agencies.values())),
    )
    rows: list[Row] = [(("based_in", country.name), ("n_citations", n)) for country, n in placed]
    if agencies:
        share = round(100 * sum(agencies.values()) / n_cited)
        text += edition.say("beyond.voices_agencies", percent=share)
        total = (*total, ("percent_agency", share))
    return computed(text + ".", counts("outlets cited", (total, *rows), material))


def find_gaps(material: Material) -> list[str]:
    """What the coverage lacks, each as a noun phrase, the gravest first."""
    last = material.excerpts[-1].day
    holes, quiet = _holes(material)
    is_silent = (material.today - last).days >= QUIET_DAYS
    say = material.edition.say
    gaps = [say("gaps.after", day=last)] if is_silent else []
    gaps += [say("gaps.silent", name=name, day=day) for name, day in material.quiet]
    gaps += holes
    gaps += _missing_voices(material)
    if material.n_unread:
        gaps.append(say("gaps.unread", n=material.n_unread))
    elif {excerpt.article.lang or "en" for excerpt in material.excerpts} == {"en"}:
        gaps.append(say("gaps.languages"))
    gaps += quiet
    return gaps


def _missing_voices(material: Material) -> list[str]:
    """Countries of the situation that no cited outlet is based in."""
    cited = {citation.outlet for excerpt in material.excerpts for citation in excerpt.article.citations}
    based = {find_outlet(outlet).country for outlet in cited}
    edition = material.edition
    missing = [edition.bare(load_countries()[iso2]) for iso2 in material.situation.countries if iso2 not in based]
    return [edition.say("gaps.voices", listed=edition.join(missing))] if missing else []


def _holes(material: Material) -> tuple[list[str], list[str]]:
    """The longest silences of a year or more; and the longest of two months in the last two years."""
    spells = sorted(silences(material), reverse=True)
    old, horizon = material.today - OLD_HOLE, material.today - timedelta(days=730)
    holes = [spell for spell in spells if spell[0] >= HOLE and (spell[2] >= old or spell[0] >= 3 * HOLE)][:2]
    quiet = [spell for spell in spells if spell[1] >= horizon and timedelta(days=60) <= spell[0] < HOLE][:1]
    told = [
        [material.edition.say("gaps.between", first=first, last=last) for _, first, last in found]
        for found in (holes, quiet)
    ]
    return told[0], told[1]


def _write_gaps(gaps: list[str], material: Material) -> Sentence:
    rows = tuple((("gap", gap),) for gap in gaps)
    key, edition = "beyond.missing" if len(gaps) <= 2 else "beyond.missing_others", material.edition
    text = edition.say(key, listed=edition.join(gaps[:2]))
    return computed(text, counts("coverage gaps", rows, material))

"""Records that the pictures are drawn of, made by hand: some plain, some whose words try to break the page."""

from datetime import date, timedelta

from dateline.records import (
    ActorKind,
    Bond,
    Change,
    Claim,
    Course,
    Deed,
    Episode,
    EpisodeState,
    Excerpt,
    Mention,
    PairMonth,
    Party,
    Passage,
    Place,
    Relation,
    RelationKind,
    Site,
    Span,
    TimelineEntry,
    Turn,
)
from making import make_article

HOSTILE = "</title><script>alert(1)</script>\" onload='x' & \x00\ud800"


def make_span(text: str = "The army left Gao.", article_id: str = "a1") -> Span:
    return Span(article_id=article_id, start=0, end=len(text), quote=text)


def make_excerpt(day: date = date(2025, 1, 1), text: str = "The army left Gao.") -> Excerpt:
    article = make_article(f"r{day.isoformat()}", text, when=f"{day.isoformat()}T12:00")
    return Excerpt(article, Passage(span=make_span(text, article.article_id), position=0, is_sentence=True))


def make_place(name: str, lat: float, lon: float, country: str = "MLI", feature: str = "PPL") -> Place:
    return Place(
        span=make_span(name), geonames_id=f"g-{name}", name=name, lat=lat, lon=lon, country=country, feature=feature
    )


def make_site(place: Place, day: date = date(2025, 1, 1), quad: int = 4) -> Site:
    return Site(day, place, quad, make_excerpt(day))


def make_party(name: str, kind: ActorKind = ActorKind.COUNTRY) -> Party:
    return Party(name.casefold(), name, kind)


def make_bond(left: Party, right: Party, kind: RelationKind, *, day: date = date(2024, 1, 1), n: int = 2) -> Bond:
    mentions = [Mention(span=make_span(p.name), actor_id=p.key, name=p.name, kind=p.kind) for p in (left, right)]
    relation = Relation(
        kind=kind, change=Change.GOES_ON, left=mentions[0], right=mentions[1], trigger=make_span("host"), position=0
    )
    claim = Claim(relation, make_excerpt(day))
    return Bond(kind=kind, left=left, right=right, first=claim, last=claim, n_reports=n)


def make_episode(name: str, start: date, last: date, ended: date | None = None) -> Episode:
    return Episode(
        kind="blockade",
        name=name,
        started=make_excerpt(start),
        last=make_excerpt(last),
        ended=make_excerpt(ended) if ended else None,
        n_excerpts=3,
        names=frozenset(),
    )


def make_course() -> Course:
    mali, algeria = make_party("Mali"), make_party("Algeria")
    months = []
    for at, score in enumerate((3.0, 2.0, -6.0, -5.0)):
        day = date(2024, at + 1, 5)
        deed = Deed(day, mali, algeria, "ACCUSE", 3, score, make_excerpt(day))
        months.append(PairMonth(month=day.replace(day=1), score=score, quads=(1, 0, 1, 0), lowest=deed, highest=deed))
    return Course(left=mali, right=algeria, months=tuple(months), turns=(Turn(date(2024, 3, 1), 2.5, -5.5),))


GAO, BAMAKO = make_place("Gao", 16.27, -0.04), make_place("Bamako", 12.65, -8.0)
MALI, MOPTI = make_place("Mali", 18.0, -2.0, feature="PCLI"), make_place("Mopti", 14.5, -4.2, feature="ADM1")
PARIS = make_place("Paris", 48.85, 2.35, "FRA")
SITES = (
    *(make_site(GAO, date(2024, 1, 1) + timedelta(days=40 * n)) for n in range(9)),
    *(make_site(BAMAKO, date(2024, 6, n + 1), quad=n % 4 + 1) for n in range(6)),
    make_site(MOPTI, date(2024, 2, 3), 3),
    make_site(MALI, date(2024, 2, 4), 2),
    make_site(PARIS, date(2024, 2, 5), 1),
)
ENTRIES = tuple(
    TimelineEntry(day=day, evidence=(make_span(text, f"e{day}"),), n_reports=n)
    for day, text, n in (
        (date(2024, 1, 20), "Mali quits ECOWAS.", 5),
        (date(2024, 2, 2), "Gunmen attack a convoy near Gao.", 2),
        (date(2024, 9, 17), "Militants storm the airport of Bamako.", 9),
    )
)
EPISODES = (
    (make_episode("fuel blockade", date(2024, 9, 3), date(2024, 12, 1)), EpisodeState.ONGOING),
    (make_episode("curfew", date(2024, 1, 5), date(2024, 2, 1)), EpisodeState.SILENT),
    (make_episode("strike", date(2024, 3, 1), date(2024, 4, 1), date(2024, 4, 1)), EpisodeState.ENDED),
)
COUNTS = {date(2024, 1, 1) + timedelta(days=3 * n): n % 5 + 1 for n in range(100)}
_MALI, _NIGER, _WAGNER = make_party("Mali"), make_party("Niger"), make_party("Wagner Group", ActorKind.ARMED_GROUP)
_JNIM, _GOITA = make_party("JNIM", ActorKind.ARMED_GROUP), make_party("Assimi Goïta", ActorKind.PERSON)
_ECOWAS = make_party("ECOWAS", ActorKind.INTERNATIONAL_ORGANISATION)
BONDS = (
    (make_bond(_MALI, _NIGER, RelationKind.ALLY), EpisodeState.ONGOING),
    (make_bond(_MALI, _WAGNER, RelationKind.HOSTS), EpisodeState.SILENT),
    (make_bond(_JNIM, _MALI, RelationKind.AT_WAR), EpisodeState.ONGOING),
    (make_bond(_GOITA, _MALI, RelationKind.LEADS), EpisodeState.ONGOING),
    (make_bond(_ECOWAS, _MALI, RelationKind.SANCTIONS), EpisodeState.SILENT),
    (make_bond(_MALI, _ECOWAS, RelationKind.MEMBER), EpisodeState.ENDED),
)

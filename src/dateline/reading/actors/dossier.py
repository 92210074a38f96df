"""What one report has said of its actors so far: who was named last, in which office, under which short forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from dateline.reading.actors.words import key_phrase
from dateline.records.mentions import ActorKind

DOMINANT = 0.5  # share of a report's country words from which a bare "the army" is that country's; set on GUM news
LEAST_COUNT = 2  # country words from which a report is about a country at all
NAMED_KINDS = frozenset(
    {
        ActorKind.ARMED_GROUP,
        ActorKind.NGO,
        ActorKind.PARTY,
        ActorKind.INTERNATIONAL_ORGANISATION,
        ActorKind.COMPANY,
        ActorKind.OTHER,
    }
)
STATE_KINDS = frozenset({ActorKind.GOVERNMENT, ActorKind.ARMED_FORCES, ActorKind.LEGISLATURE, ActorKind.COURT})
HEADS = frozenset(
    ["president", "vice-president", "prime-minister", "deputy-prime-minister", "monarch", "supreme-leader", "leader"]
)  # organs that are no ministry
NEAR = 2  # sentences back in which a state named last may own a bare "the army"


@dataclass(slots=True, kw_only=True)
class Referent:
    """An actor of the report. `words`: the nouns it was called by; `sentence`, `order`: where it was last named."""

    actor_id: str
    name: str
    kind: ActorKind
    country: str = ""
    role: str = ""
    sector: str = ""
    organ: str = ""
    is_person: bool = False
    is_plural: bool | None = False
    is_named: bool = False
    gender: str = ""
    candidates: tuple[str, ...] = ()
    words: set[str] = field(default_factory=set)
    sentence: int = 0
    order: int = 0
    is_subject: bool = False


@dataclass(slots=True)
class Dossier:
    """The referents of a report by id, and the last one by each way of speaking of it."""

    day: str
    country: str = ""
    countries: frozenset[str] = frozenset()
    local: str = ""  # the one country that the sentence names
    local_at: int = 0  # the word where it does so first
    sentence: int = 0
    by_id: dict[str, Referent] = field(default_factory=dict)
    last: dict[str, Referent] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, dict[str, None]] = field(default_factory=dict)
    first_names: dict[str, dict[str, None]] = field(default_factory=dict)
    recent: list[Referent] = field(default_factory=list)
    groups: dict[str, Referent] = field(default_factory=dict)

    def note(self, referent: Referent, sentence: int, order: int, is_subject: bool) -> None:
        """The actor is named here; the subject of a sentence stays it where the sentence names it again."""
        is_subject = is_subject or (referent.sentence == sentence and referent.is_subject)
        referent.sentence, referent.order, referent.is_subject = sentence, order, is_subject
        self.by_id[referent.actor_id] = referent
        if referent.kind is ActorKind.ARMED_GROUP and referent.is_named:
            self.groups[referent.actor_id] = referent
        for key in _ways(referent):
            self.last[key] = referent
        if self.recent and self.recent[-1] is referent:
            return
        self.recent.append(referent)
        if len(self.recent) > 2 * WINDOW:
            del self.recent[:WINDOW]

    def forget(self, referent: Referent) -> None:
        """The actor has turned out to be one with a name: nobody is meant by this one any more."""
        self.recent = [one for one in self.recent if one is not referent]
        self.by_id.pop(referent.actor_id, None)
        self.last = {way: one for way, one in self.last.items() if one is not referent}

    def hear_of(self, referent: Referent) -> None:
        """The actor is named inside words for another: "the court" may mean it, no pronoun does."""
        self.by_id.setdefault(referent.actor_id, referent)
        for way in _ways(referent):
            self.last[way] = referent

    def find(self, *ways: str) -> Referent | None:
        """The actor last spoken of in the first of these ways that anybody was spoken of."""
        return next((self.last[way] for way in ways if way in self.last), None)

    def bearers(self, key: str, *, is_first: bool = False) -> list[Referent]:
        """Who bears a surname, or first name, in the report: the last to be named first, not more than MOST_BEARERS."""
        ids = (self.first_names if is_first else self.surnames).get(key, {})
        known = (self.by_id.get(actor_id) for actor_id in islice(reversed(ids), MOST_BEARERS))
        return [referent for referent in known if referent]

    def choose(self, codes: Iterable[str]) -> tuple[str, tuple[str, ...]]:
        """The country meant by a word for several, and the others: that of the report, else the first."""
        codes = tuple(codes)
        if len(codes) < 2:
            return (codes[0] if codes else ""), ()
        first = next((code for code in codes if code in self.countries), codes[0])
        if sum(code in self.countries for code in codes) > 1 and self.country in codes:
            first = self.country
        return first, tuple(code for code in codes if code != first)


MOST_BEARERS = 20  # of one surname that are told apart
WINDOW = 40  # actors named last among which a pronoun's is sought


def find_dominant(counts: Counter[str], least: int = 1) -> str:
    """The country that most country words of a report are for, and so many at least; or empty."""
    if not counts:
        return ""
    (code, n), total = counts.most_common(1)[0], sum(counts.values())
    return code if n >= max(least, DOMINANT * total) else ""


def _ways(referent: Referent) -> list[str]:
    if referent.kind is ActorKind.COUNTRY:
        return ["country", "state", *(["acting country"] if referent.is_subject else [])]
    if referent.is_person:
        ways = [f"word:{word}" for word in referent.words]
        if referent.organ and referent.organ not in HEADS:
            ways.append("ministry")
        if referent.organ:
            ways += [f"office:{referent.organ}", f"office:{referent.organ}:{referent.country}"]
        if referent.country and referent.kind in STATE_KINDS:
            ways.append("state")
        return [*ways, "person"]
    ways = [f"sector:{referent.sector}"] if referent.sector else []
    if referent.organ:
        ways.append("ministry")
    if referent.country and referent.kind in STATE_KINDS:
        ways.append("state")
    if referent.is_named:
        ways += [f"named:{word}" for word in key_phrase(referent.name).split()]
    if referent.is_named and referent.kind in NAMED_KINDS:
        ways += ["group", f"kind:{referent.kind.value}"]
    return ways

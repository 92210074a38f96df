"""People in full at first mention: a surname gets its forename, and the office that the nearest report gives him."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.briefs.material import cite
from dateline.briefs.understood import Readings, mentions_in
from dateline.languages import LANGUAGES
from dateline.records import ActorKind, Article, Evidence, Excerpt, Form, Mention
from dateline.text import fold

_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "former"})
_MIN_SEEN = 2
_MIN_SHARE = 0.7
_MAX_WORDS = 8  # of a name with its office: "Nigerien military junta president Abdourahamane Tchiani" has six
OFFICE_HOLDS = timedelta(days=180)  # an office told longer before or after may be another's by then

Named = Mapping[str, Sequence[tuple[Excerpt, Mention]]]


@dataclass(frozen=True, slots=True)
class Known:
    """A person as a report names him: `words` with his office, `name` without; `start` in the report's text."""

    article: Article
    start: int
    words: str
    name: str

    @property
    def has_office(self) -> bool:
        """Whether the words say more than the name."""
        return self.words != self.name

    def cite(self, written: str) -> Evidence:
        """What was put in, as evidence."""
        end = self.start + len(self.words)
        return cite(self.article, end - len(written), end)

    def distance(self, day: date) -> timedelta:
        """How long before or after a day the report appeared."""
        return abs(_day(self.article) - day)


def named_actors(excerpts: Sequence[Excerpt], readings: Readings) -> Named:
    """Actor id -> where the reports name the actor by a name, in order."""
    named: dict[str, list[tuple[Excerpt, Mention]]] = {}
    for excerpt in excerpts:
        for mention in mentions_in(readings, excerpt.passage.span):
            if mention.form is Form.NAME and mention.actor_id and not mention.candidates:
                named.setdefault(mention.actor_id, []).append((excerpt, mention))
    return named


def learn_people(excerpts: Sequence[Excerpt], named: Named) -> dict[str, tuple[Known, ...]]:
    """Surname -> its bearer, where reports name one above all others, and some report his office."""
    bare = {name for excerpt in excerpts for name in excerpt.passage.names if " " not in name}
    bearers: dict[str, list[tuple[Known, ...]]] = {}
    for seen in named.values():
        known = tuple(one for one in (_know(excerpt, mention) for excerpt, mention in seen) if one is not None)
        if known and known[0].name.split()[-1] in bare:
            bearers.setdefault(known[0].name.split()[-1], []).append(known)
    book: dict[str, tuple[Known, ...]] = {}
    for surname, found in sorted(bearers.items()):
        first = max(found, key=len)
        is_clear = len(first) >= _MIN_SEEN and len(first) >= _MIN_SHARE * sum(map(len, found))
        if is_clear and any(one.has_office for one in first):
            book[surname] = first
    return book


def _know(excerpt: Excerpt, mention: Mention) -> Known | None:
    """The person that a mention names by forename and surname; None where it does not, or names no person."""
    quote, parts = mention.span.quote, mention.name.split()
    is_person = (mention.role or mention.kind is ActorKind.PERSON) and 2 <= len(parts) <= 3 and len(parts[0]) > 2
    if not is_person or not fold(quote).endswith(fold(mention.name)) or len(quote.split()) > _MAX_WORDS:
        return None
    name = " ".join(quote.split()[-len(parts) :])
    if not quote.endswith(name) or any(part.isupper() or not part[:1].isupper() for part in name.split()):
        return None
    return Known(excerpt.article, mention.span.start, quote, name)


def _day(article: Article) -> date:
    if article.published_at is None:
        raise ValueError(f"report {article.article_id} is undated")
    return article.published_at.date()


def introduce_people(
    text: str, people: Mapping[str, Sequence[Known]], introduced: set[str], evidence: list[Evidence], day: date
) -> str:
    """The text of a report of a day with people in full; `introduced` and `evidence` grow by what is put in."""
    for surname, known in people.items():
        mention = re.search(rf"(?<![\w-]){re.escape(surname)}(?![\w-])", text)
        if mention is None:
            continue
        is_own_name = not re.match(r"(?:[-’'](?!s\b)\w|\s[A-ZÀ-Þ])", text[mention.end() :])
        if surname not in introduced and is_own_name and _stands_bare(text, mention.start()):
            nearest, written = _choose_form(text, mention, known, day)
            text = f"{text[: mention.start()]}{written}{text[mention.end() :]}"
            evidence.append(nearest.cite(written))
        introduced.add(surname)
    return text


def _stands_bare(text: str, start: int) -> bool:
    """Whether no other name stands before the surname; a title may."""
    before = text[:start].split()
    if not before or fold(before[-1]) in LANGUAGES["en"].titles | LANGUAGES["en"].stop_words:
        return True
    return not re.search(r"[A-ZÀ-Þ][\w’'.-]*\s$|(?<=\s)(?:al|el|ag|bin|de)[- ]$", text[:start])


def _choose_form(text: str, mention: re.Match[str], known: Sequence[Known], day: date) -> tuple[Known, str]:
    """How the report nearest in time names the person: with the office, where the sentence has no word for it."""
    before = text[: mention.start()].split()
    takes_office = not before or fold(before[-1]) not in LANGUAGES["en"].titles | _DETERMINERS
    takes_office &= not re.match(r"(?:['’]s)?,", text[mention.end() :])  # "Petrov, the president,"
    nearest = min(known, key=lambda one: one.distance(day))
    officed = min((one for one in known if one.has_office), key=lambda one: one.distance(day), default=nearest)
    if takes_office and officed.has_office and officed.distance(day) <= OFFICE_HOLDS:
        return officed, officed.words
    return nearest, nearest.name

"""Segments -> the actors named in one sentence, each with whose it is: "Mali's transitional government", "UN troops".

A noun for a kind of actor is joined to the country, organisation or place beside it and to the person it is a title
of. What this cannot tell from the sentence alone is left to the dossier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.reading.actors.book import Entry, find_by_surname
from dateline.reading.actors.lexicon import Agent, Lexicon, Segment
from dateline.reading.actors.words import POSSESSIVE, Word
from dateline.records.mentions import ActorKind, Form

LINKS = frozenset(["linked", "affiliated", "aligned", "allied", "backed", "led", "inspired", "trained", "funded"])
OFFICIAL = frozenset(["gov", "leg", "jud", "mil", "cop"])
OF_ANYTHING = frozenset(["president", "vice-president", "leader", "secretary-general"])  # clubs have them too
ETHNIC = frozenset(["ethnic", "ethniques"])
WIDEST_GAP = 4  # words between a country and its noun: "Mali's newly elected transitional government"
LONGEST_CALLING = 2  # words between a demonym and the name of a person: "French jet-ski inventor"
PLACE_GAP = 3  # words between "in" and the place: "rebels in the mountainous north of Mali" is too far


@dataclass(slots=True, kw_only=True)
class Found:
    """Words start to end that stand for an actor. `owner` is the entry whose organ or member it is."""

    start: int
    end: int
    form: Form
    entries: tuple[Entry, ...] = ()
    agent: Agent | None = None
    countries: tuple[str, ...] = ()
    owner: Entry | None = None
    is_linked: bool = False
    label: str = ""
    what: str = ""  # of a bare country word: "name", "adjective", "people", "capital"
    name: tuple[int, int] | None = None  # the words of the proper name inside
    is_definite: bool = False
    is_indefinite: bool = False
    is_role: bool = False  # an office is spoken of, not who holds it: "nominated for president", "president of a club"
    is_proper: bool = False  # a noun of several words that are all capitals: "Supreme Court"
    pronoun: str = ""
    also: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: its words, its segments, and which segment ends or begins at a word."""

    words: Sequence[Word]
    segments: Sequence[Segment]
    lexicon: Lexicon
    by_start: dict[int, Segment]
    by_end: dict[int, Segment]
    start: int = 0  # where the sentence begins in its text


def make_scene(words: Sequence[Word], segments: Sequence[Segment], lexicon: Lexicon, start: int = 0) -> Scene:
    """A sentence ready for grouping."""
    return Scene(words, segments, lexicon, {s.start: s for s in segments}, {s.end: s for s in segments}, start)


def group(scene: Scene) -> list[Found]:
    """The actors of the sentence, in order, none overlapping. Bare capitals and countries are among them."""
    found: list[Found] = []
    taken: set[int] = set()
    for segment in scene.segments:
        if segment.agent and segment.start not in taken:
            new = _group_agent(scene, segment, taken)
            if new:
                found += new
                for one in new:
                    taken.update(range(one.start, one.end))
    for segment in scene.segments:
        if segment.start not in taken and not segment.agent and (single := _single(scene, segment)):
            found.append(single)
    return _without_origins(scene, sorted(found, key=lambda one: one.start))


def _without_origins(scene: Scene, found: list[Found]) -> list[Found]:
    """Without adjectives that only say where a person is from, who gets the country: "French inventor Jean Dupont"."""
    kept: list[Found] = []
    for at, one in enumerate(found):
        person = found[at + 1] if at + 1 < len(found) else None
        between = scene.words[one.end : person.start] if person else []
        is_origin = one.what == "adjective" and not one.agent and 0 < len(between) <= LONGEST_CALLING
        if is_origin and person and person.label == "person" and all(_is_calling(scene, word) for word in between):
            person.countries = person.countries or one.countries
        else:
            kept.append(one)
    return kept


def _is_calling(scene: Scene, word: Word) -> bool:
    has = scene.lexicon.has
    is_small = word.text.isalpha() and word.text.islower()
    return is_small and not any(has(name, word.key) for name in ("of", "at", "conjunction", "verbs", "definite"))


def _single(scene: Scene, segment: Segment) -> Found | None:
    if segment.entries or segment.label:
        return Found(
            start=segment.start,
            end=segment.end,
            form=Form.NAME,
            entries=segment.entries,
            label=segment.label,
            name=(segment.start, segment.end),
        )
    if segment.country:
        what = segment.country.what
        form = Form.NAME if what in ("name", "capital") else Form.NOMINAL
        one = Found(start=segment.start, end=segment.end, form=form, countries=segment.country.codes, what=what)
        if what in ("people", "adjective") and segment.start and scene.words[segment.start - 1].key in ETHNIC:
            return _group_ethnic(scene, one)
        one.is_definite = _precedes(scene, segment.start, "definite")
        return one
    return None


def _group_ethnic(scene: Scene, one: Found) -> Found:
    """ "Ethnic Albanians in Serbia" are a people of Serbia, not of Albania."""
    one.countries, one.what, one.label, one.form = (), "", "people", Form.NOMINAL
    one.name, one.start = (one.start - 1, one.end), one.start - 1
    _attach_of(scene, one)
    return one


def _group_agent(scene: Scene, segment: Segment, taken: set[int]) -> list[Found]:
    start, end, agents = _chain(scene, segment)
    one = Found(start=start, end=end, form=Form.NOMINAL, agent=_head(scene, agents))
    beside: list[Found] = []
    if scene.lexicon.before:
        beside = _attach_before(scene, one, taken)
    else:
        _attach_after(scene, one)
    _attach_of(scene, one)
    _attach_person(scene, one, agents)
    _attach_name(scene, one)
    _retire(scene, one, segment)
    one.is_definite = _precedes(scene, one.start, "definite")
    one.is_indefinite = _precedes(scene, one.start, "indefinite")
    one.is_role = _is_role(scene, one)
    if one.is_role and one.agent and one.agent.organ in OF_ANYTHING and _is_followed_by_of(scene, one):
        one.agent = replace(one.agent, sector="eli", organ="")
    words = scene.words[segment.start : segment.end]
    one.is_proper = len(words) > 1 and all(
        word.text[0].isupper() or scene.lexicon.has("of", word.key) for word in words
    )
    return [*beside, one] if _is_worth(scene, one, segment) else []


def _is_role(scene: Scene, one: Found) -> bool:
    """Whether an office is spoken of rather than its holder: as, for or of something, or without article and owner."""
    if not scene.lexicon.grammar["definite"]:
        return False
    at = one.start - 1
    while at > 0 and one.start - at <= PLACE_GAP and scene.lexicon.has("modifiers", scene.words[at].key):
        at -= 1
    if at >= 0 and scene.lexicon.has("as", scene.words[at].key):
        return True
    if one.countries or one.owner or one.name:
        return False
    return _is_followed_by_of(scene, one) or not (one.is_definite or one.start == 0)


def _is_followed_by_of(scene: Scene, one: Found) -> bool:
    return not one.countries and one.end < len(scene.words) and scene.lexicon.has("of", scene.words[one.end].key)


def _retire(scene: Scene, one: Found, segment: Segment) -> None:
    """Who held an office holds none: "former Malian president", "Mali's ousted president"."""
    if one.agent is None or not one.agent.is_person or one.agent.sector not in OFFICIAL:
        return
    around = scene.words[max(one.start - 2, 0) : segment.start]
    if not scene.lexicon.before:
        around = [*around, *scene.words[segment.end : one.end + 1]]
    if any(scene.lexicon.has("former", word.key) for word in around):
        one.agent = replace(one.agent, sector="eli", organ="", words=f"former {one.agent.words}")


def _chain(scene: Scene, segment: Segment) -> tuple[int, int, list[Agent]]:
    """Agents that stand side by side: "government forces spokesman"."""
    agents = [segment.agent] if segment.agent else []
    end = segment.end
    while (following := scene.by_start.get(end)) and following.agent:
        agents.append(following.agent)
        end = following.end
    return segment.start, end, agents


def _head(scene: Scene, agents: list[Agent]) -> Agent:
    """The noun that the others describe; a person of a ministry is of its organ: "defence ministry official"."""
    head = agents[-1] if scene.lexicon.before else agents[0]
    body = next((agent for agent in agents if agent.organ and not agent.is_person), None)
    if body is None or not head.is_person or head.organ:
        return head
    return replace(head, sector=body.sector, organ=body.organ, is_holder=False)


def _precedes(scene: Scene, start: int, group_name: str) -> bool:
    at = start - 1
    while at >= 0 and start - at <= WIDEST_GAP:
        key = scene.words[at].key
        if scene.lexicon.has(group_name, key):
            return True
        if not scene.lexicon.has("modifiers", key):
            return group_name == "indefinite" and key.isdigit()
        at -= 1
    return False


def _attach_before(scene: Scene, one: Found, taken: set[int]) -> list[Found]:
    """The country or organisation before the noun; for "Hungarian and Romanian officials" a second actor."""
    at, is_linked = one.start, False
    while one.start - at < WIDEST_GAP and at > 0:
        owner = scene.by_end.get(at)
        word = scene.words[at - 1]
        if owner and not owner.agent:
            break
        if word.key == POSSESSIVE:
            at -= 1
            owner = scene.by_end.get(at)
            if owner is None:
                _attach_ruler(one, scene, at - 1)
            break
        if owner is None and not scene.lexicon.has("modifiers", word.key) and word.key not in LINKS:
            _attach_ruler(one, scene, at - 1)
            return []
        is_linked = is_linked or word.key in LINKS
        at = owner.start if owner else at - 1
    else:
        return []
    if owner is None or owner.agent or owner.start in taken or (owner.label == "person" and not _rules(one)):
        return []
    if owner.label == "people" or (owner.entries and owner.entries[0].is_person and not _rules(one)):
        return []
    _own(one, owner, is_linked=is_linked)
    one.start = owner.start
    return _coordinate(scene, one, owner, taken)


def _attach_ruler(one: Found, scene: Scene, at: int) -> None:
    """ "The Obama administration", "Obama's government": of the country whose office holder bears the name."""
    word = scene.words[at]
    ruler = find_by_surname(word.key, "") if at >= 0 and word.is_capital and _rules(one) else None
    if ruler and ruler.country:
        one.countries, one.start = (ruler.country,), at


def _rules(one: Found) -> bool:
    """A person owns no soldiers or officials, only a government: "the Trump administration"."""
    return one.agent is not None and one.agent.sector == "gov" and not one.agent.is_person


def _coordinate(scene: Scene, one: Found, owner: Segment, taken: set[int]) -> list[Found]:
    at = owner.start - 1
    first = scene.by_end.get(at)
    if not (at > 0 and owner.country and scene.lexicon.has("conjunction", scene.words[at].key) and first):
        return []
    if first.start in taken or first.country is None or first.country.what == "capital":
        return []
    return [Found(start=first.start, end=first.end, form=Form.NOMINAL, agent=one.agent, countries=first.country.codes)]


def _own(one: Found, owner: Segment, *, is_linked: bool = False) -> None:
    if owner.country:
        if not is_linked:
            one.countries = owner.country.codes
    elif owner.entries and owner.entries[0].is_person:
        one.countries = (owner.entries[0].country,) if owner.entries[0].country else ()
    elif owner.entries:
        one.owner, one.is_linked = owner.entries[0], is_linked
    elif owner.label:
        one.label, one.name = owner.label, (owner.start, owner.end)
    elif owner.place:
        one.countries = (owner.place,)


def _attach_after(scene: Scene, one: Found) -> None:
    """A demonym after the noun, and the rest of an office after that: "ministre malien de la Défense"."""
    at = one.end
    while at - one.end < 2 and at < len(scene.words):
        owner = scene.by_start.get(at)
        if owner and owner.country and owner.country.what == "adjective":
            _own(one, owner)
            one.end = owner.end
            _resume_office(scene, one, owner)
            return
        if owner and owner.entries and owner.entries[0].kind is not ActorKind.PERSON and at == one.end:
            _own(one, owner)
            one.end = owner.end
            return
        if not scene.lexicon.has("modifiers", scene.words[at].key):
            return
        at += 1


def _resume_office(scene: Scene, one: Found, owner: Segment) -> None:
    head = [word.key for word in scene.words[one.start : owner.start]]
    for length in range(5, 1, -1):
        rest = [word.key for word in scene.words[owner.end : owner.end + length]]
        agent = scene.lexicon.agents.get(" ".join([*head, *rest]))
        if agent and len(rest) == length:
            one.agent, one.end = agent, owner.end + length
            return


def _attach_of(scene: Scene, one: Found) -> None:
    """ "of Mali", "du Mali", or what it stands in: "rebels in Darfur"."""
    at, words, lexicon = one.end, scene.words, scene.lexicon
    if one.countries or one.owner or one.name or at >= len(words):
        return
    is_of, is_at = lexicon.has("of", words[at].key), lexicon.has("at", words[at].key)
    if not (is_of or is_at or lexicon.bare):
        return
    at += is_of or is_at
    gap = at
    while at < len(words) and at - gap < PLACE_GAP and at not in scene.by_start:
        if not (lexicon.has("definite", words[at].key) or (is_at and words[at].text.isalpha())):
            return
        at += 1
    owner = scene.by_start.get(at)
    if owner is not None and owner.agent and is_of and _attach_body(scene, one, owner):
        return
    if owner is None or owner.agent or owner.label or (owner.entries and owner.entries[0].is_person):
        return
    if owner.country and owner.country.what == "adjective" and lexicon.before:
        body = scene.by_start.get(owner.end)
        if is_of and body and body.agent and _attach_body(scene, one, body):
            _own(one, owner)
        return
    _own(one, owner)
    if not is_at and not owner.place:
        one.end = owner.end


def _attach_body(scene: Scene, one: Found, body: Segment) -> bool:
    """ "the leader of the opposition party", "chef de l'armée malienne": of the sector of what is led."""
    _, end, agents = _chain(scene, body)
    inner = _head(scene, agents)
    if inner.is_person or one.agent is None or not one.agent.is_person:
        return False
    sector = one.agent.sector if inner.sector == "any" else inner.sector
    words = f"{one.agent.words} of {inner.words}"
    one.agent = replace(one.agent, words=words, sector=sector, organ=inner.organ, is_holder=False)
    one.end = end
    if not scene.lexicon.before:
        _attach_after(scene, one)
    _attach_of(scene, one)
    return True


def _attach_name(scene: Scene, one: Found) -> None:
    """The name of the group or party right after its noun: "rebel group M23"."""
    name = scene.by_start.get(one.end)
    if name is None or one.countries or one.agent is None or one.agent.is_person or one.agent.is_plural:
        return
    if name.label == "organisation" or (name.entries and not name.entries[0].is_person):
        one.form, one.entries, one.label = Form.NAME, name.entries, name.label
        one.name, one.end = (name.start, name.end), name.end


def _attach_person(scene: Scene, one: Found, agents: list[Agent]) -> None:
    """The person whose title it is: "Foreign Minister Jean Dupont"."""
    at = one.end
    if at < len(scene.words) and scene.words[at].text == "." and at + 1 in scene.by_start:
        at += 1
    while at < len(scene.words) and scene.lexicon.has("titles", scene.words[at].key) and scene.words[at].is_capital:
        at += 1
    person = scene.by_start.get(at)
    if person is None or one.agent is None or one.agent.is_plural or not any(agent.is_person for agent in agents):
        return
    if not (person.label == "person" or (person.entries and person.entries[0].is_person)):
        return
    one.agent = next((agent for agent in agents if agent.organ), agents[0])
    one.form, one.entries, one.label = Form.NAME, person.entries, person.label
    one.name, one.end = (person.start, person.end), person.end


def _is_worth(scene: Scene, one: Found, segment: Segment) -> bool:
    """Words of many meanings and words of the large table alone are actors only with an owner or a name."""
    if one.countries or one.owner or one.name or one.form is Form.NAME:
        return True
    if not (one.agent and one.agent.is_own):
        return False
    key = " ".join(word.key for word in scene.words[segment.start : segment.end])
    return not scene.lexicon.has("weak", key) or _precedes(scene, one.start, "definite")

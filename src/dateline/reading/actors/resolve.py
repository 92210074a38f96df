"""Found words -> whom they stand for: an entry of the book, an actor named before in the report, or a new one."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.gazetteer import country_name
from dateline.reading.actors.book import Entry, find_holder, load_book, make_slug
from dateline.reading.actors.dossier import NEAR, Dossier, Referent
from dateline.reading.actors.groups import Found, Scene
from dateline.reading.actors.lexicon import Agent
from dateline.reading.actors.persons import OFFICES, describe_entry, find_in_office, find_person, find_titled
from dateline.reading.actors.sectors import kind_of
from dateline.reading.actors.words import key_phrase
from dateline.records.mentions import ActorKind, Form, Mention
from dateline.records.spans import Span

COUNTRY_NOUNS = frozenset(["country", "nation", "pays", "país", "страна"])
STATE_SECTORS = frozenset(["gov", "mil", "cop", "jud", "leg"])  # which every state has one of
LEAST_REST = 2  # words of an organisation's name that stand for it without the country before
MANY = COUNTRY_NOUNS | {"parties"}  # nouns that in the plural take up no single actor named before
UNKNOWN = "x-"
SPEAKS_FOR = ("spokes", "porte-parole", "portavoz", "vocero")  # such a person is not the holder of the office
FEMALE = ("woman", "présidente", "ministre déléguée", "presidenta", "ministra", "queen", "reine", "reina", "princess")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom found words stand for, and the ids that they may stand for as well."""

    referent: Referent
    candidates: tuple[str, ...] = ()


def resolve(found: Found, scene: Scene, dossier: Dossier, text: str) -> Resolved | None:
    """Whom the words stand for; None where they are no actor after all. Pronouns are not resolved here."""
    if found.entries:
        return _resolve_entry(found, dossier)
    if found.label == "person" and found.form is Form.NOMINAL and found.agent and not found.agent.is_person:
        ruler = find_person(_name_text(found, scene, text), dossier)[0]
        found.countries = (ruler.country,) if ruler and ruler.country else ()
    elif found.label:
        return _resolve_unknown(found, scene, dossier, text)
    if found.agent:
        return _resolve_noun(found, found.agent, dossier, _quote(found, scene, text))
    return _resolve_country(found, dossier)


def write_mention(article_id: str, text: str, scene: Scene, found: Found, resolved: Resolved) -> Mention:
    """The found words of a scene of the text as a mention of whom they stand for; offsets are the text's."""
    start, end = scene.words[found.start].start, scene.words[found.end - 1].end
    who = resolved.referent
    return Mention(
        span=Span(article_id=article_id, start=start, end=end, quote=text[start:end]),
        actor_id=who.actor_id,
        name=who.name,
        kind=who.kind,
        form=found.form,
        country=who.country,
        role=who.role,
        candidates=resolved.candidates,
    )


def _quote(found: Found, scene: Scene, text: str) -> str:
    return text[scene.words[found.start].start : scene.words[found.end - 1].end]


def _name_text(found: Found, scene: Scene, text: str) -> str:
    start, end = found.name or (found.start, found.end)
    return text[scene.words[start].start : scene.words[end - 1].end]


def _resolve_country(found: Found, dossier: Dossier) -> Resolved:
    code, others = dossier.choose(found.countries)
    suffix, kind = {"capital": ("-gov", ActorKind.GOVERNMENT), "people": ("-people", ActorKind.PEOPLE)}.get(
        found.what, ("", ActorKind.COUNTRY)
    )
    actor_id = code.lower() + suffix
    known = dossier.by_id.get(actor_id)
    referent = known or Referent(
        actor_id=actor_id,
        name=country_name(code),
        kind=kind,
        country=code,
        sector="gov" if found.what == "capital" else "",
        is_plural=found.what == "people",
    )
    return Resolved(referent, tuple(other.lower() + suffix for other in others))


def _resolve_entry(found: Found, dossier: Dossier) -> Resolved:
    entries = found.entries
    first = next((entry for entry in entries if entry.actor_id in dossier.by_id), None)
    first = first or next((entry for entry in entries if entry.country in dossier.countries), entries[0])
    others = tuple(entry.actor_id for entry in entries if entry is not first)
    known = dossier.by_id.get(first.actor_id)
    referent = known or describe_entry(first, dossier.day)
    if found.agent and first.is_person:
        _give_title(referent, found, found.agent, dossier)
    return Resolved(referent, others)


def _give_title(referent: Referent, found: Found, agent: Agent, dossier: Dossier) -> None:
    """What a title in the text adds: the text knows the office better than a book that may be out of date."""
    speaks = any(part in agent.words for part in SPEAKS_FOR)
    referent.words |= {agent.words, agent.words.rpartition(" ")[2]}
    if agent.organ and not speaks:
        referent.organ = agent.organ
    kind = kind_of(agent.sector)
    if agent.sector in ("any", "cvl", "eli", "") or (referent.kind is not ActorKind.PERSON and not agent.organ):
        kind = referent.kind
    if found.owner and found.owner.kind is ActorKind.INTERNATIONAL_ORGANISATION:
        kind = ActorKind.INTERNATIONAL_ORGANISATION
    if kind is not referent.kind:
        referent.kind, referent.sector = kind, agent.sector
    if not referent.role or agent.organ:
        referent.role = agent.words
    if found.countries and not referent.country:
        referent.country = dossier.choose(found.countries)[0]
    if any(part in agent.words for part in FEMALE):
        referent.gender = "she"


def _resolve_unknown(found: Found, scene: Scene, dossier: Dossier, text: str) -> Resolved:
    name = _name_text(found, scene, text)
    slug = make_slug(name)
    known = dossier.by_id.get(dossier.aliases.get(slug, UNKNOWN + slug))
    others: tuple[str, ...] = ()
    if known is None and found.label == "organisation":
        known = _find_without_country(found, scene, dossier, text)
    if known is None and (found.label == "person" or " " not in name):
        known, others = find_person(name, dossier)
        known = known or find_titled(found, slug, dossier)
    holder = find_in_office(slug, dossier) if known is None and found.label == "person" else None
    if holder is not None and holder.country in dossier.countries:
        known = dossier.by_id.get(holder.actor_id) or describe_entry(holder, dossier.day)
    if known is None:
        known = _new_unknown(found, scene, dossier, (name, UNKNOWN + slug))
        others = (holder.actor_id,) if holder else ()
    if found.agent and known.is_person:
        _give_title(known, found, found.agent, dossier)
    return Resolved(known, others)


def _find_without_country(found: Found, scene: Scene, dossier: Dossier, text: str) -> Referent | None:
    """ "U.S. Prohibition Party" and "Prohibition Party" are one in a report."""
    start, end = found.name or (found.start, found.end)
    if end - start <= LEAST_REST or scene.words[start].key not in scene.lexicon.countries:
        return None
    rest = make_slug(text[scene.words[start + 1].start : scene.words[end - 1].end])
    known = dossier.by_id.get(UNKNOWN + rest)
    if known is None:
        dossier.aliases.setdefault(rest, UNKNOWN + make_slug(_name_text(found, scene, text)))
    return known


def _new_unknown(found: Found, scene: Scene, dossier: Dossier, named: tuple[str, str]) -> Referent:
    name, actor_id = named
    if found.label == "person":
        country = dossier.choose(found.countries)[0]
        agent = found.agent
        if not country and agent and agent.sector in ("gov", "mil", "cop", "jud", "leg", "opp") and not found.owner:
            country = dossier.country
        return Referent(
            actor_id=actor_id, name=name, kind=ActorKind.PERSON, country=country, is_person=True, is_named=True
        )
    if found.label == "people":
        code = dossier.choose(found.countries)[0]
        return Referent(
            actor_id=actor_id, name=name, kind=ActorKind.PEOPLE, country=code, is_plural=True, is_named=True
        )
    sector, country = _read_name(found, scene)
    kind = kind_of(sector)
    return Referent(actor_id=actor_id, name=name, kind=kind, country=country, sector=sector, is_named=True)


def _read_name(found: Found, scene: Scene) -> tuple[str, str]:
    """Sector and country that the words of a name tell: "Sudanese Teachers' Union"."""
    start, end = found.name or (found.start, found.end)
    words = scene.words[start:end]
    order = reversed(words) if scene.lexicon.before else words
    agents = (scene.lexicon.agents.get(word.key) for word in order)
    sector = next((agent.sector for agent in agents if agent and agent.is_own and agent.sector != "any"), "")
    for word in words:
        country = scene.lexicon.countries.get(word.key)
        if country and country.what in ("name", "adjective"):
            return sector, country.codes[0]
    return sector, ""


def _resolve_noun(found: Found, agent: Agent, dossier: Dossier, quote: str) -> Resolved:
    if found.owner:
        return _resolve_owned(found, agent, found.owner, dossier)
    code, others = dossier.choose(found.countries)
    if not code and not _is_new(agent, found) and (known := _find_before(agent, found, dossier)):
        return Resolved(known)
    if not code:
        code = _guess_country(agent, found, dossier)
    if agent.organ and agent.is_person and not agent.is_plural and not (found.is_indefinite or found.is_role):
        holder = _find_holder(agent, code, dossier)
        if holder:
            return Resolved(holder)
    actor_id = _make_id(code.lower(), agent)
    candidates = tuple(_make_id(other.lower(), agent) for other in others)
    known = dossier.by_id.get(actor_id)
    if known is not None and known.is_plural == bool(agent.is_plural) and _is_same_noun(known, agent):
        return Resolved(known, candidates)
    return Resolved(_new_noun(actor_id, agent, code, quote), candidates)


def _is_new(agent: Agent, found: Found) -> bool:
    """Whether a noun takes up nobody named before: "a minister", "for president"."""
    return found.is_indefinite or (found.is_role and bool(agent.organ))


def _is_same_noun(known: Referent, agent: Agent) -> bool:
    """Two groups of one kind are one actor here; a farmer and a teacher are not."""
    return not known.is_person or agent.words in known.words


def _new_noun(actor_id: str, agent: Agent, code: str, quote: str) -> Referent:
    return Referent(
        actor_id=actor_id,
        name=quote,
        kind=ActorKind.OTHER if agent.sector == "any" else kind_of(agent.sector),
        country=code,
        role=agent.words if agent.is_person and agent.organ else "",
        sector=agent.sector,
        organ=agent.organ,
        is_person=agent.is_person and not agent.is_plural,
        is_plural=agent.is_plural,
        words={agent.words, agent.words.rpartition(" ")[2]},
    )


def _make_id(country: str, agent: Agent) -> str:
    parts = [country or "x", "group" if agent.sector == "any" else agent.sector, agent.organ]
    return "-".join(part for part in parts if part)


def _find_before(agent: Agent, found: Found, dossier: Dossier) -> Referent | None:
    """The actor named before that a noun without owner takes up: "the ministry", "the general", "the group"."""
    if agent.is_plural and agent.words in MANY:
        return None
    if agent.sector == "any":
        return dossier.find("acting country", "country") if agent.words in COUNTRY_NOUNS else dossier.find("group")
    if agent.organ == "ministry":
        return _find_ministry(dossier)
    if agent.is_person and not agent.is_plural:
        if agent.organ:
            return dossier.find(f"office:{agent.organ}")
        return dossier.find(f"word:{agent.words}") if found.is_definite or not found.is_indefinite else None
    if agent.is_plural or not found.is_definite:
        return None
    named = dossier.find(f"named:{agent.words.rpartition(' ')[2]}")
    if named and (not found.is_proper or set(agent.words.split()) <= set(key_phrase(named.name).split())):
        return named
    if agent.organ or found.is_proper:
        return None
    kind = kind_of(agent.sector)
    return dossier.find(f"kind:{kind.value}")


def _find_ministry(dossier: Dossier) -> Referent | None:
    """The ministry named last, or that of the minister or spokesman named last."""
    last = dossier.find("ministry")
    if last is None or not last.is_person:
        return last
    actor_id = f"{last.country.lower() or 'x'}-gov-{last.organ}"
    return dossier.by_id.get(actor_id) or Referent(
        actor_id=actor_id,
        name=f"{last.organ} ministry",
        kind=ActorKind.GOVERNMENT,
        country=last.country,
        sector="gov",
        organ=last.organ,
    )


def _guess_country(agent: Agent, found: Found, dossier: Dossier) -> str:
    """Whose a noun without owner is: of the report's country, or one near; for what a state has, of the one that the
    sentence names before it.
    """
    if agent.sector in STATE_SECTORS and dossier.local and dossier.local_at < found.start:
        return dossier.local
    return dossier.country or dossier.local or _nearest_state(agent, found, dossier)


def _nearest_state(agent: Agent, found: Found, dossier: Dossier) -> str:
    """The country of the state named last, for a noun that every state has one of."""
    last = dossier.find("state")
    is_organ = agent.sector in STATE_SECTORS and not found.is_indefinite and not agent.is_plural
    return last.country if last and is_organ and dossier.sentence - last.sentence <= NEAR else ""


def _find_holder(agent: Agent, code: str, dossier: Dossier) -> Referent | None:
    if (
        any(part in agent.words for part in SPEAKS_FOR)
        or not agent.is_holder
        or agent.words.startswith(("deputy", "vice foreign", "junior"))
    ):
        return None
    known = dossier.find(f"office:{agent.organ}:{code}")
    if known:
        return known
    for role in OFFICES.get(agent.organ, ()):
        holder = find_holder(code, role, dossier.day) if code and dossier.day else None
        if holder:
            return dossier.by_id.get(holder.actor_id) or describe_entry(holder, dossier.day)
    return None


def _resolve_owned(found: Found, agent: Agent, owner: Entry, dossier: Dossier) -> Resolved:
    """ "UN peacekeepers" are the UN's, "Hamas militants" are Hamas, "al-Qaeda-linked militants" somebody near it."""
    if found.is_linked:
        return _resolve_linked(agent, owner, dossier)
    if agent.organ == "secretary-general" or (agent.organ and agent.is_person and not agent.is_plural):
        for role in OFFICES.get(agent.organ, ()):
            holder = find_holder(owner.actor_id, role, dossier.day) if dossier.day else None
            if holder:
                return Resolved(dossier.by_id.get(holder.actor_id) or describe_entry(holder, dossier.day))
    base = dossier.by_id.get(owner.actor_id) or describe_entry(owner, dossier.day)
    dossier.hear_of(base)
    if owner.kind is not ActorKind.INTERNATIONAL_ORGANISATION or owner.is_person:
        return Resolved(base)
    actor_id = _make_id(owner.actor_id, agent)
    known = dossier.by_id.get(actor_id)
    kind = ActorKind.INTERNATIONAL_ORGANISATION if agent.sector in ("gov", "any", "igo") else kind_of(agent.sector)
    return Resolved(
        known
        or Referent(
            actor_id=actor_id,
            name=f"{owner.name} {agent.words}",
            kind=kind,
            sector=agent.sector,
            is_person=agent.is_person and not agent.is_plural,
            is_plural=agent.is_plural,
        )
    )


def _resolve_linked(agent: Agent, owner: Entry, dossier: Dossier) -> Resolved:
    """The one group of the report that the book has under the larger one, else militants of the report's country."""
    if owner.kind is not ActorKind.ARMED_GROUP:
        return Resolved(_new_noun(_make_id(dossier.country.lower(), agent), agent, dossier.country, agent.words))
    parts = [
        referent
        for referent in dossier.groups.values()
        if (entry := load_book().entry(referent.actor_id)) and entry.part_of == owner.actor_id
    ]
    if len(parts) == 1:
        return Resolved(parts[0])
    actor_id = _make_id(dossier.country.lower(), agent)
    known = dossier.by_id.get(actor_id) or _new_noun(actor_id, agent, dossier.country, agent.words)
    return Resolved(known, (owner.actor_id, *(part.actor_id for part in parts)))

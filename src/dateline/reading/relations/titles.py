"""The offices that a parsed sentence names by their titles, what each leads, and who is named with one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from spacy.tokens import Doc, Token

from dateline.gazetteer import country_name, find_country
from dateline.reading.actors.book import load_book, make_slug
from dateline.reading.events.grammar import Grammar, stem
from dateline.reading.events.structure import find_prepositional
from dateline.reading.relations.frames import stem_all
from dateline.reading.relations.sides import Sides
from dateline.records import ActorKind, Form, Mention

_PLAIN = ("titles", "state", "lesser", "past", "future", "open", "interim")
_BEFORE = 3  # words before a title in which "former" or "interim" may stand
_OWNERS = frozenset(["poss", "amod", "compound", "nmod"])
_PEOPLE = frozenset(
    [ActorKind.PERSON, ActorKind.GOVERNMENT, ActorKind.OTHER, ActorKind.ARMED_GROUP, ActorKind.PARTY]
) | frozenset([ActorKind.ARMED_FORCES, ActorKind.LEGISLATURE])


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a sentence names: the word and the name of its title, and what it leads, where that is said.

    `is_past`: whoever is named with it has left it; `is_future`: does not have it yet. `is_open`: it is filled anew, or
    for a while.
    """

    title: Token
    name: str
    leads: Mention | None
    is_past: bool
    is_open: bool
    is_future: bool
    is_of_state: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of relations.toml on offices: `titles` as they are written, others as stems."""

    titles: frozenset[str]
    state: frozenset[str]
    lesser: frozenset[str]
    past: frozenset[str]
    future: frozenset[str]
    open: frozenset[str]
    interim: frozenset[str]
    stems: Mapping[str, frozenset[str]]

    def has(self, name: str, token: Token, lang: str) -> bool:
        """Whether a word is of a list."""
        return stem(token.text, lang) in self.stems[name]


@cache
def load_words(lang: str) -> Words | None:
    """The words of a language; None for one without."""
    text = (resources.files("dateline.reading.relations") / "relations.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text).get(lang, {}).get("offices")
    if rows is None:
        return None
    plain = {name: frozenset(rows.pop(name)) for name in _PLAIN}
    stems = {name: stem_all(row, lang) for name, row in rows.items()}
    return Words(stems=stems, **plain)


def find_titles(doc: Doc, sides: Sides, words: Words) -> dict[int, Office]:
    """The offices of a sentence by the place of their title among its words."""
    return {token.i: office for token in doc if (office := _read_title(token, sides, words)) is not None}


def _read_title(token: Token, sides: Sides, words: Words) -> Office | None:
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    found = _find_title(token, words)
    if found is None:
        return None
    title, start = found
    before = [word.lower_ for word in token.doc[max(0, start - _BEFORE) : start]]
    nearest = set(before[-1:]) | (set(before[-2:-1]) if before[-1:] == ["-"] else set())
    if nearest & words.lesser:
        return None
    after = [word.lower_ for word in token.doc[token.i + 1 : token.i + 3]]
    around = set(before) | (set(after[1:]) if after[:1] == ["-"] else set())
    leads = _find_led(token, start, title in words.state, sides, words)
    for_now = next((word for word in before if word in words.interim), "")
    return Office(
        title=token,
        name=f"{for_now} {title}".strip(),
        leads=leads,
        is_past=bool(around & words.past),
        is_open=bool(for_now) or bool(around & words.open),
        is_future=bool(around & words.future),
        is_of_state=title in words.state,
    )


def _find_title(token: Token, words: Words) -> tuple[str, int] | None:
    """The longest title that ends with a word, and the place of its first word."""
    doc, at = token.doc, token.i
    forms = [(f"{doc[at - 2].lower_}-{token.lower_}", at - 2)] if at >= 2 and doc[at - 1].text == "-" else []
    forms += [(f"{doc[at - 1].lower_} {token.lower_}", at - 1)] if at else []
    return next(((form, start) for form, start in (*forms, (token.lower_, at)) if form in words.titles), None)


def _find_led(token: Token, start: int, is_of_state: bool, sides: Sides, words: Words) -> Mention | None:
    """What an office leads: "of X", "X's", "Malian"; for an office of state, the country that is known of it."""
    tied = list(find_prepositional(token, sides.grammar))
    tied += find_prepositional(token.head, sides.grammar) if token.dep_ == "compound" else []
    for word, noun in tied:
        named = sides.namer.at(noun) if word in (*sides.grammar.of, "at") else None
        if named is not None and named.kind is ActorKind.OTHER and is_of_state:
            named = _as_named_first(named) or named
        if named is not None and (named.actor_id or named.country):
            return named
    for child in [one for one in token.lefts if one.dep_ in _OWNERS and one.i < start][::-1]:
        named = _owner(child, token, sides, words)
        if named is not None:
            return named
    own = sides.mentions.at(sides.offset + token.idx)
    if own is None or not own.country:
        own = next(iter(find_beside(token, sides)), None)
    return as_country(own) if is_of_state and own is not None and own.country else None


def _as_named_first(mention: Mention) -> Mention | None:
    """The country that a run of names begins with: "the prime minister of the United Kingdom David Cameron"."""
    words = mention.span.quote.split()
    for n in range(len(words) - 1, 0, -1):
        name = " ".join(words[:n])
        country = find_country(name)
        if country is not None and name not in country.demonyms:
            return as_country(replace(mention, country=country.iso3))
    return None


def _owner(child: Token, title: Token, sides: Sides, words: Words) -> Mention | None:
    """Who stands before a title: a name, a pronoun that stands for one, or within a longer name the country."""
    if child.lower_ in words.open | words.interim | words.past | words.future or child.ent_type_ in (
        "DATE",
        "ORDINAL",
        "CARDINAL",
    ):
        return None
    own = sides.mentions.at(sides.offset + child.idx)
    if own is not None and own is not sides.mentions.at(sides.offset + title.idx):
        if own.form is Form.NOMINAL and own.country and own.span.quote.islower():
            return as_country(own)  # "the country's president"
        is_told = own.country or (own.actor_id and (own.form is not Form.NOMINAL or not own.span.quote.islower()))
        return own if is_told else None
    named = sides.namer.name(child)
    if own is not None and named is not None and named.kind is not ActorKind.COUNTRY:
        return as_country(own) if own.country and child.ent_type_ in ("NORP", "GPE", "LOC") else None
    return named


def find_titled(office: Office, sides: Sides) -> Mention | None:
    """Who is named with an office: "president X", "the president, X", "X, the president"."""
    own = sides.mentions.at(sides.offset + office.title.idx)
    found = own if own is not None and is_person(own) else next(iter(find_beside(office.title, sides)), None)
    return as_person(found) if found is not None else None


def find_beside(title: Token, sides: Sides) -> Iterator[Mention]:
    """The persons beside a title."""
    beside: list[Token] = [child for child in title.children if child.dep_ in sides.grammar.apposition]
    if title.dep_ in ("compound", *sides.grammar.apposition):
        beside.append(title.head)
    for token in beside:
        found = sides.mentions.at(sides.offset + token.idx)
        if found is not None and is_person(found):
            yield found


def is_person(mention: Mention) -> bool:
    """Whether a mention may be a person by name."""
    if mention.kind is ActorKind.PERSON:
        return mention.form is not Form.NOMINAL
    is_name = mention.form is Form.NAME and not mention.span.quote[:1].islower()
    return is_name and (mention.kind in _PEOPLE or bool(mention.role))


def as_person(mention: Mention) -> Mention:
    """The person by the name in the text, where the actor book knows him only as one of his group."""
    entry = load_book().entry(mention.actor_id)
    if entry is None or entry.is_person or mention.form is not Form.NAME:
        return mention
    name = mention.span.quote
    return replace(mention, actor_id=f"x-{make_slug(name)}", name=name, kind=ActorKind.PERSON)


def as_country(mention: Mention) -> Mention:
    """The state that somebody belongs to, at the same words."""
    return Mention(
        span=mention.span,
        actor_id=mention.country.casefold(),
        name=country_name(mention.country),
        kind=ActorKind.COUNTRY,
        country=mention.country,
    )


def find_things(verb: Token, grammar: Grammar) -> Iterator[Token]:
    """What a verb makes of somebody or takes: its objects, what it says of its subject, "as X", "in the post of"."""
    for child in verb.children:
        if child.dep_ in grammar.object or child.dep_ in grammar.predicative:
            yield child
            yield from (one for one in child.children if one.dep_ in grammar.conjunct)
        if child.dep_ in ("prt", "prep"):
            yield from (noun for noun in child.children if noun.dep_ == "pobj")
    yield from (noun for word, noun in find_prepositional(verb, grammar) if word in ("as", "to", "in", "from"))

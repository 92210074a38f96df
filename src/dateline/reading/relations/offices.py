"""Who leads what: told by a title ("Malian president X"), an appointment, a succession, a fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from dateline.reading.events import Found, ParsedSentence
from dateline.reading.events.arguments import Mentions
from dateline.reading.events.predicates import Predicate, make_predicate
from dateline.reading.events.standing import find_mode
from dateline.reading.events.structure import find_possessors, find_prepositional, find_subjects
from dateline.reading.relations.sides import Sides
from dateline.reading.relations.telling import tell
from dateline.reading.relations.titles import (
    Office,
    Words,
    as_country,
    as_person,
    find_things,
    find_titled,
    find_titles,
    is_person,
    load_words,
)
from dateline.records import ActorKind, Change, EventMode, Form, Mention, Relation, RelationKind

_REAL = frozenset([EventMode.HAPPENED, EventMode.ONGOING])


@dataclass(slots=True)
class _Told:
    """What an article has told of offices so far; `last`: what the latest office leads."""

    relations: list[Relation] = field(default_factory=list)
    last: Mention | None = None


def find_offices(sentences: Sequence[ParsedSentence], found: Found, mentions: Mentions) -> list[Relation]:
    """Who begins to lead, leads and ceases to lead what, in the order of the text. None where no words are known."""
    words, told = load_words(found.lang), _Told()
    if words is not None:
        for sentence in sentences:
            _Reader(Sides(sentence.offset, mentions, found.lang), sentence, found, words, told=told).read()
    return told.relations


class _Reader:
    """One sentence read for offices."""

    def __init__(self, sides: Sides, sentence: ParsedSentence, found: Found, words: Words, *, told: _Told) -> None:
        self.sides, self.sentence, self.found, self.words, self.told = sides, sentence, found, words, told
        self.mentions, self.grammar, self.lang = sides.mentions, sides.grammar, found.lang
        self.offices = find_titles(sentence.doc, sides, words)

    def read(self) -> None:
        """Add what the sentence tells: appointments and falls first, then who is only named with a title."""
        for token in self.sentence.doc:
            if token.pos_ in ("VERB", "AUX"):
                self._read_verb(make_predicate(token, self.lang))
            elif self._is("ends", token):
                self._read_end(token)
        for office in self.offices.values():
            self._read_title(office)

    def _is(self, name: str, token: Token) -> bool:
        return self.words.has(name, token, self.lang)

    def _read_verb(self, predicate: Predicate) -> None:
        verb, mode = predicate.token, find_mode(predicate, self.lang)
        if mode not in _REAL or self._is_only_meant(predicate):
            if mode is EventMode.PLANNED and self._is("taken", verb):
                self._take_for_now(predicate)
            return
        if self._is("given", verb):
            self._give(predicate)
        elif self._is("taken", verb):
            self._take(predicate)
        elif self._is("follows", verb) and not predicate.is_passive:
            self._follow(predicate)
        if self._is("left", verb) or self._is("lost", verb):
            self._lose(predicate)

    def _is_only_meant(self, predicate: Predicate) -> bool:
        """Whether it is meant rather than done: "a plot to topple X", "hopes to become", "when X is toppled".

        An infinitive only tells what is meant, but where one is made to ("forced to resign").
        """
        verb, above = predicate.token, predicate.governors[:1]
        is_present = verb.tag_ in ("VBZ", "VBP") or any(child.lower_ in ("is", "are") for child in verb.children)
        if is_present and any(
            self._is("awaited", child) for child in verb.children if child.dep_ in ("mark", "advmod")
        ):
            return True
        if (verb.tag_ == "VB" and verb.dep_ != "ROOT") or verb.dep_ == "xcomp":
            return not any(self._is("made", token) for token in above)
        return verb.tag_ == "VBG" and any(self._is("designs", token) for token in predicate.governors[:2])

    # -- what a verb says of an office

    def _give(self, predicate: Predicate) -> None:
        """ "X is elected president of Y", "the parliament appoints X as prime minister"."""
        verb, people = predicate.token, self._people(predicate.targets)
        if any(self._is("self", token) for token in find_things(verb, self.grammar)):
            people = self._people(predicate.sources)
        office = self._office_of(verb)
        if office is None and people and any(self._is("successor", noun) for noun in find_things(verb, self.grammar)):
            before = next((one for one in self._named() if _who(one) != _who(people[0])), None)
            leads = self._led_by(before) if before is not None else None
            self._begin(verb, people[:1], leads, old=before)
        elif office is not None and people:
            leads = office.leads or self._giver(predicate, office) or self._context(office)
            count = len(people) if office.title.tag_ in ("NNS", "NNPS") else 1
            self._begin(verb, people[:count], leads, old=self._replaced(verb, office), office=office)

    def _take(self, predicate: Predicate) -> None:
        """ "X becomes president of Y", "X assumes leadership", "X takes the oath of office"."""
        verb, people = predicate.token, self._people(predicate.sources)
        office = self._office_of(verb)
        if not people:
            return
        if office is not None:
            leads, old = office.leads or self._context(office), self._replaced(verb, office)
            self._begin(verb, people[:1], leads, old=old, office=office)
            return
        power = next((noun for noun in find_things(verb, self.grammar) if self._is("power", noun)), None)
        if power is not None:
            leads = next(iter(self.sides.owners(power)), None) or self._led_by(people[0]) or self.told.last
            self._begin(verb, people[:1], leads, old=self._replaced(verb, None))

    def _take_for_now(self, predicate: Predicate) -> None:
        """ "Will become acting president": who acts for another does so from now on."""
        office = self._office_of(predicate.token)
        if office is not None and office.is_open:
            self._take(predicate)

    def _follow(self, predicate: Predicate) -> None:
        """ "X succeeds Y": of an office named here, or of the one that X was just given."""
        verb = predicate.token
        old = self._people(predicate.targets)
        if not old or self._extend_last(old):
            return
        office = self._office_of(verb) or next(
            (self.offices[t.i] for t in predicate.targets if t.i in self.offices), None
        )
        leads = (office.leads if office is not None else None) or self._led_by(old[0])
        below = (verb, *(token for target in predicate.targets for token in target.subtree))
        by = next((n for one in below for word, n in find_prepositional(one, self.grammar) if word == "with"), None)
        new = self._people((by,)) if by is not None and office is not None else self._people(predicate.sources)
        self._begin(verb, new[:1], leads, old=old[0], office=office)

    def _extend_last(self, old: Sequence[Mention]) -> bool:
        """Whether those who were just said to begin are those who follow: each after one of the old, in order."""
        last = [
            at
            for at, one in enumerate(self.told.relations)
            if one.change is Change.BEGINS and self.sentence.position - one.position <= 1
        ]
        if not last or self.told.relations[last[0]].trigger.start > old[0].span.start:
            return False
        for at, one in zip(last, old, strict=False):
            if self.told.relations[at].replaces is None:
                self.told.relations[at] = replace(self.told.relations[at], replaces=one)
        return True

    def _lose(self, predicate: Predicate) -> None:
        """ "President X of Y resigns", "the army deposes X"."""
        verb = predicate.token
        is_left = self._is("left", verb) and not predicate.is_passive
        office = self._office_of(verb)
        if self._is("down", verb) and not any(child.lower_ in ("down", "aside") for child in verb.children):
            return
        named = any(self._is("power", noun) for noun in find_things(verb, self.grammar))
        is_titled = not is_left and any(token.i in self._titled_heads() for token in predicate.targets)
        if self._is("vague", verb) and office is None and not named and not is_titled:
            return
        tokens = predicate.sources if is_left else predicate.targets
        people = self._people(tokens) or ([] if is_left else self._after(verb))
        for person in people[:1]:
            leads = office.leads if office is not None and office.leads is not None else self._led_by(person)
            role = office.name if office is not None else self._role(person)
            self._add(verb, Change.ENDS, person, leads, role=role)

    def _titled_heads(self) -> frozenset[int]:
        """The words that name a person with an office: "dismisses prime minister X"."""
        return frozenset(i for office in self.offices.values() for i in (office.title.i, office.title.head.i))

    def _read_end(self, noun: Token) -> None:
        """ "X announces his resignation as leader of Y", "accepts X's resignation": it is as good as done."""
        verb = noun.head
        if verb.pos_ == "VERB" and self._is("spoken", verb) and noun.dep_ in self.grammar.object:
            office = self._office_of(noun)
            own = self._people(list(find_possessors(noun, self.grammar)))
            said_by = [] if self._is("accepted", verb) else self._people(find_subjects(verb, self.grammar))
            for person in (own or said_by)[:1]:
                leads = office.leads if office is not None else self._led_by(person)
                role = office.name if office is not None else self._role(person)
                self._add(noun, Change.ENDS, person, leads, role=role)

    def _read_title(self, office: Office) -> None:
        """A person who is named with an office has it, or had it ("former"), but whoever has just lost it."""
        person = find_titled(office, self.sides)
        if person is None or office.is_future:
            return
        if office.is_past:
            self._add(office.title, Change.OVER, person, office.leads, role=office.name)
            return
        here = [one for one in self.told.relations if one.position == self.sentence.position]
        is_gone = any(one.replaces is not None and _who(one.replaces) == _who(person) for one in here)
        is_ended = any(one.change is Change.ENDS and _who(one.left) == _who(person) for one in here)
        head = office.title.head if office.title.dep_ == "compound" else office.title
        is_of_end = head.dep_ == "pobj" and self._is("ends", head.head.head)
        if not (is_gone or is_ended or is_of_end):
            self._add(office.title, Change.GOES_ON, person, office.leads, role=office.name)

    # -- whom and what a verb ties together

    def _people(self, tokens: Sequence[Token]) -> list[Mention]:
        """The persons whom heads name; those named beside a title ("the president, X,") among them."""
        beside = [c for token in tokens for c in token.children if c.dep_ in self.grammar.apposition]
        found = [as_person(one) for one in self.sides.at(tokens, is_whole=True) if is_person(one)]
        return found or [as_person(one) for one in self.sides.at(beside, is_whole=True) if is_person(one)]

    def _after(self, verb: Token) -> list[Mention]:
        """The person named right after a verb whose object the parser lost."""
        end = self.sentence.offset + verb.idx + len(verb.text) + 1
        found = self.mentions.at(end)
        return [found] if found is not None and is_person(found) else []

    def _office_of(self, verb: Token) -> Office | None:
        """The office that a verb gives, takes or ends: "as president", "the role of interim president"."""
        for noun in find_things(verb, self.grammar):
            tied = [n for word, n in find_prepositional(noun, self.grammar) if word in self.grammar.of]
            for token in (noun, *(tied if self._is("power", noun) else ())):
                own = self.mentions.at(self.sentence.offset + token.idx)
                if token.i in self.offices and not (own is not None and is_person(own)):
                    return self.offices[token.i]
        return None

    def _giver(self, predicate: Predicate, office: Office) -> Mention | None:
        """Whose office it is by who gives it: of a party that elects a leader, of a state whose court names a ruler."""
        giver = next((one for one in self.sides.at(predicate.sources) if not is_person(one)), None)
        return as_country(giver) if giver is not None and giver.country and office.is_of_state else giver

    def _context(self, office: Office) -> Mention | None:
        """For an office that is filled anew, what another office of the sentence, or the one before it, leads."""
        if not office.is_open:
            return None
        others = (one.leads for one in self.offices.values() if one.leads is not None)
        return next(others, self.told.last)

    def _named(self) -> list[Mention]:
        """The persons whom the sentence names with an office."""
        return [one for office in self.offices.values() if (one := find_titled(office, self.sides)) is not None]

    def _led_by(self, person: Mention) -> Mention | None:
        """What a person leads by the title that the sentence gives, or by what was told before."""
        for office in self.offices.values():
            if self._is_held(office, person) and not office.is_past:
                return office.leads
        for one in reversed(self.told.relations):
            if _who(person) in (_who(one.left), _who(one.replaces) if one.replaces is not None else ""):
                return one.right
        return None

    def _replaced(self, verb: Token, office: Office | None) -> Mention | None:
        """Whose place is taken: "replacing X", "after the death of president X", or who has just lost it."""
        roots = (verb, office.title) if office is not None else (verb,)
        for child in (child for root in roots for child in root.children):
            if child.dep_ in ("advcl", "acl", "relcl") and self._is("follows", child):
                old = self._people([one for one in child.children if one.dep_ in self.grammar.object])
                if old:
                    return old[0]
        after = [child for root in roots for child in root.children if child.dep_ in self.grammar.preposition]
        for noun in (noun for word in after for noun in word.children if noun.dep_ == "pobj"):
            whose = [n for word, n in find_prepositional(noun, self.grammar) if word in self.grammar.of]
            whose += find_possessors(noun, self.grammar)
            old = self._people(whose) if self._is("ends", noun) else []
            if old:
                return old[0]
        near = (one for one in reversed(self.told.relations) if self.sentence.position - one.position <= 1)
        return next((one.left for one in near if one.change is Change.ENDS), None)

    # -- what is told

    def _rules(self, role: str) -> bool:
        """Whether an office is one that leads a state: its "chief of staff" does not."""
        return any(role.endswith(title) for title in (*self.words.state, "leader"))

    def _begin(
        self,
        token: Token,
        people: Sequence[Mention],
        leads: Mention | None,
        *,
        old: Mention | None,
        office: Office | None = None,
    ) -> None:
        role = office.name if office is not None else self._role(old) if old is not None else ""
        for person in people:
            other = old if old is not None and _who(old) != _who(person) else None
            self._add(token, Change.BEGINS, person, leads, role=role, replaces=other)

    def _role(self, person: Mention) -> str:
        """The title with which a person was named, here or before."""
        named = (office.name for office in self.offices.values() if self._is_held(office, person))
        before = (one.role for one in reversed(self.told.relations) if _who(one.left) == _who(person) and one.role)
        return next(named, next(before, ""))

    def _is_held(self, office: Office, person: Mention) -> bool:
        titled = find_titled(office, self.sides)
        return titled is not None and _who(titled) == _who(person)

    def _add(
        self,
        token: Token,
        change: Change,
        person: Mention,
        leads: Mention | None,
        *,
        role: str,
        replaces: Mention | None = None,
    ) -> None:
        if leads is None or _who(person) == _who(leads) or not (person.form is Form.NAME or person.actor_id):
            return
        if leads.kind is ActorKind.COUNTRY and role and not self._rules(role):
            return
        pair = _who(person), _who(leads)
        same = (one for one in self.told.relations if (_who(one.left), _who(one.right)) == pair)
        if any(one.position == self.sentence.position or one.change is change for one in same):
            return
        self.told.last = leads
        relation = tell(
            self.sentence,
            self.found,
            token,
            kind=RelationKind.LEADS,
            change=change,
            pair=(person, leads),
            role=role,
            replaces=replaces,
        )
        self.told.relations.append(relation)


def _who(mention: Mention) -> str:
    return mention.actor_id or mention.name.casefold()

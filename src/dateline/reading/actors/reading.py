"""Sentences of a report -> its mentions of actors, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dateline.reading.actors.acting import find_own_subject, find_subjects, is_acting, is_idle, is_located
from dateline.reading.actors.book import make_slug
from dateline.reading.actors.dossier import LEAST_COUNT, Dossier, Referent, find_dominant
from dateline.reading.actors.groups import Found, Scene, group, make_scene
from dateline.reading.actors.lexicon import Lexicon, Segment, find_segments, load_lexicon
from dateline.reading.actors.names import add_names
from dateline.reading.actors.pronouns import find_antecedent, find_pronouns, learn_gender
from dateline.reading.actors.resolve import Resolved, resolve, write_mention
from dateline.reading.actors.ties import add_acronyms, find_appositions
from dateline.reading.actors.words import key_phrase, split_words
from dateline.records.mentions import ActorKind, Form, Mention
from dateline.records.reports import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc

N_HEAD = 40  # sentences over which the country that a report is about is counted
BRIEF = 2  # scenes, of which the title is one: in a single sentence a country named once counts
NO_ONE = ActorKind.OTHER


def find_mentions(
    article: Article, sentences: Sequence[tuple[int, int]], docs: Sequence[Doc | None] = ()
) -> tuple[Mention, ...]:
    """The actors that the sentences (start, end) of the article name, at article offsets, in order, none overlapping.

    `docs` holds the parse of each sentence, or None; none at all is read as None for all.
    """
    lexicon = load_lexicon(article.lang or "en")
    head = [_read_scene(article.text, *span, _doc(docs, at), lexicon) for at, span in enumerate(sentences[:N_HEAD])]
    title = _read_scene(article.title, 0, len(article.title), None, lexicon)
    dossier = open_dossier([title, *head], article.published_at.date().isoformat() if article.published_at else "")
    reader = Reader(article.article_id, dossier)
    reader.read(title, article.title, -1, None)
    mentions: list[Mention] = []
    for at, (start, end) in enumerate(sentences):
        scene = head[at] if at < N_HEAD else _read_scene(article.text, start, end, _doc(docs, at), lexicon)
        mentions += reader.read(scene, article.text, at, _doc(docs, at))
    return tuple(mentions)


def _doc(docs: Sequence[Doc | None], at: int) -> Doc | None:
    return docs[at] if at < len(docs) else None


def _read_scene(text: str, start: int, end: int, doc: Doc | None, lexicon: Lexicon) -> Scene:
    words = split_words(text, start, end)
    segments = find_segments(words, lexicon)
    return make_scene(words, add_names(words, segments, doc, start, lexicon), lexicon, start)


def open_dossier(scenes: Sequence[Scene], day: str) -> Dossier:
    """A dossier that knows which countries the report speaks of."""
    counts: Counter[str] = Counter()
    for scene in scenes:
        for segment in scene.segments:
            if segment.country and len(segment.country.codes) == 1:
                counts[segment.country.codes[0]] += 1
            elif segment.entries and segment.entries[0].kind is not ActorKind.OUTLET and segment.entries[0].country:
                counts[segment.entries[0].country] += 1
    least = LEAST_COUNT if len(scenes) > BRIEF else 1
    return Dossier(day=day, country=find_dominant(counts, least), countries=frozenset(counts))


def find_local(scene: Scene) -> tuple[str, int]:
    """The one country that a sentence names, itself or by people, places or actors, and the word where it first does;
    empty where there are more.
    """
    named: dict[tuple[str, ...], int] = {}
    for segment in scene.segments:
        if codes := _codes_of(segment):
            named.setdefault(codes, segment.start)
    codes, at = next(iter(named.items())) if len(named) == 1 else ((), 0)
    return (codes[0], at) if len(codes) == 1 else ("", 0)


def _codes_of(segment: Segment) -> tuple[str, ...]:
    if segment.country:
        return segment.country.codes
    if segment.place:
        return (segment.place,)
    entry = segment.entries[0] if segment.entries else None
    return (entry.country,) if entry and entry.country and entry.kind is not ActorKind.OUTLET else ()


class Reader:
    """Reads the sentences of one report, in order, into one dossier."""

    def __init__(self, article_id: str, dossier: Dossier) -> None:
        self.article_id = article_id
        self.dossier = dossier
        self.order = 0

    def read(self, scene: Scene, text: str, sentence: int, doc: Doc | None) -> list[Mention]:
        """The mentions of one sentence, in order."""
        self.dossier.sentence = sentence
        self.dossier.local, self.dossier.local_at = find_local(scene)
        found = [one for one in self._find(scene) if _may_act(one, scene, doc)]
        found, same = add_acronyms(found, scene)
        ties = find_appositions(found, scene) | same
        subjects = find_subjects(scene, doc) if found else frozenset[int]()
        resolved: dict[int, Resolved] = {}
        for at in _order_of(found, ties):
            self.order += 1
            who: Resolved | None
            if found[at].pronoun:
                who = self._resolve_pronoun(
                    found[at], _at_word(find_own_subject(found[at], scene, doc), found, resolved)
                )
            else:
                who = self._resolve(found[at], scene, text, resolved.get(ties.get(at, -1)))
            if who is None:
                continue
            resolved[at] = who
            if who.referent.actor_id:
                self.dossier.note(who.referent, sentence, self.order, found[at].end - 1 in subjects)
                self._remember(found[at], who.referent, scene, text)
                learn_gender(found[at], who.referent, scene)
        for at, long in same.items():
            if long in resolved:
                short = make_slug(scene.words[found[at].start].text)
                self.dossier.aliases[short] = resolved[long].referent.actor_id
        return [
            write_mention(self.article_id, text, scene, found[at], resolved[at])
            for at in sorted(resolved)
            if not (found[at].what == "name" and is_located(found[at], scene))
        ]

    def _find(self, scene: Scene) -> list[Found]:
        found = group(scene)
        for one in found:
            if one.what in ("capital", "name") and self._is_surname(one, scene):
                one.what, one.countries, one.label, one.name = "", (), "person", (one.start, one.end)
        taken = {at for one in found for at in range(one.start, one.end)}
        for at, word in enumerate(scene.words):
            known = at not in taken and word.text[0].isupper() and len(word.key) > 2
            if known and (word.key in self.dossier.surnames or word.key in self.dossier.aliases):
                label = "person" if word.key in self.dossier.surnames else "organisation"
                found.append(Found(start=at, end=at + 1, form=Form.NAME, label=label, name=(at, at + 1)))
                taken.add(at)
        found += find_pronouns(scene.words, scene.lexicon, taken)
        return sorted(found, key=lambda one: one.start)

    def _is_surname(self, one: Found, scene: Scene) -> bool:
        """ "Paris" is a person where the report has named one so."""
        return one.end - one.start == 1 and scene.words[one.start].key in self.dossier.surnames

    def _resolve_pronoun(self, one: Found, barred: Referent | None) -> Resolved:
        antecedent = find_antecedent(one, self.dossier, self.dossier.sentence, self.order, barred)
        return Resolved(antecedent or Referent(actor_id="", name="", kind=NO_ONE))

    def _resolve(self, one: Found, scene: Scene, text: str, tied: Resolved | None) -> Resolved | None:
        alias = self._find_alias(one, scene)
        if alias:
            return Resolved(alias)
        if tied and one.form is Form.NAME:
            return tied  # its acronym
        if tied:
            one.is_indefinite = True  # what it says is of the name beside it, and of nobody before
        mine = resolve(one, scene, self.dossier, text)
        if tied and mine:
            if mine.referent.is_person and not mine.referent.is_named:
                self.dossier.forget(mine.referent)
            return _tie(tied, mine)
        return mine

    def _find_alias(self, one: Found, scene: Scene) -> Referent | None:
        """Whom the report itself said that a short form stands for."""
        if one.form is not Form.NAME or one.end - one.start > 1:
            return None
        return self.dossier.by_id.get(self.dossier.aliases.get(make_slug(scene.words[one.start].text), ""))

    def _remember(self, one: Found, referent: Referent, scene: Scene, text: str) -> None:
        if one.form is Form.NAME and referent.is_person and one.name:
            surname, first = scene.words[one.name[1] - 1].key, scene.words[one.name[0]].key
            self.dossier.surnames.setdefault(surname, {})[referent.actor_id] = None
            if first != surname:
                self.dossier.first_names.setdefault(first, {})[referent.actor_id] = None
            full = text[scene.words[one.name[0]].start : scene.words[one.name[1] - 1].end]
            if referent.actor_id.startswith("x-") and len(key_phrase(full)) > len(key_phrase(referent.name)):
                referent.name = full


def _may_act(one: Found, scene: Scene, doc: Doc | None) -> bool:
    """Whether a capital, a village or a drone is spoken of as somebody who acts; all else is taken to be."""
    return is_acting(one, scene, doc) if one.what == "capital" else not is_idle(one, scene, doc)


def _at_word(word: int | None, found: Sequence[Found], resolved: Mapping[int, Resolved]) -> Referent | None:
    """Whom the mention that holds a word stands for."""
    at = next((at for at, one in enumerate(found) if word is not None and one.start <= word < one.end), -1)
    return resolved[at].referent if at in resolved else None


def _order_of(found: Sequence[Found], ties: Mapping[int, int]) -> list[int]:
    """Positions in the order to resolve them: a name before the noun that it is tied to."""
    order = list(range(len(found)))
    for at, other in ties.items():
        if at < other:
            order[at], order[other] = order[other], order[at]
    return order


def _tie(tied: Resolved, mine: Resolved) -> Resolved:
    """A noun beside the name of the same actor: the name learns the office."""
    named, noun = tied.referent, mine.referent
    if noun.is_named:
        if named.is_person and not noun.is_person and named.kind is ActorKind.PERSON:
            named.kind, named.sector, named.country = noun.kind, noun.sector, noun.country
        return tied
    named.words |= noun.words
    named.role = named.role or noun.role or max(sorted(noun.words), key=len, default="")
    named.country = named.country or noun.country
    named.organ = named.organ or noun.organ
    if named.kind in (ActorKind.PERSON, ActorKind.OTHER) and noun.kind is not ActorKind.CIVILIANS:
        named.kind, named.sector = noun.kind, noun.sector
    return tied

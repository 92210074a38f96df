"""A bare phrase -> the actor it names: "Senior Romanian officials", "Tokyo", "President Mugabe".

For phrases cut from sentences, as event data have them: the sentence, where it is given, says whose the actor is when
the phrase does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from dateline.gazetteer import country_name
from dateline.reading.actors.acting import is_located
from dateline.reading.actors.book import find_by_surname, load_book
from dateline.reading.actors.dossier import Dossier, Referent, find_dominant
from dateline.reading.actors.groups import Found, Scene, group, make_scene
from dateline.reading.actors.lexicon import Agent, Lexicon, find_segments, load_lexicon, load_places
from dateline.reading.actors.names import add_names
from dateline.reading.actors.persons import describe_entry
from dateline.reading.actors.resolve import Resolved, resolve, write_mention
from dateline.reading.actors.words import Word, split_words
from dateline.records.mentions import ActorKind, Form, Mention

SHORTEST_FUZZY = 6  # letters from which one letter may be wrong: "Phillippines"
RESIDENT = Agent("resident", "cvl", "", True, True)  # of a city that is named as a place
PHRASE = "phrase"  # the article id of spans within a bare phrase


def code_actor(phrase: str, sentence: str = "", on: date | None = None, lang: str = "en") -> Mention | None:
    """The actor that a phrase names on a day; None where it names none. The span is within the phrase."""
    lexicon = load_lexicon(lang)
    scene = _read(phrase, lexicon)
    around = _read(sentence, lexicon) if sentence else None
    dossier = _open(scene, around, on)
    one = min(group(scene), key=_rank, default=None)
    if one is None or not _tells_country(one):
        scene = _read(phrase, lexicon, is_corrected=True)
        one = min(group(scene), key=_rank, default=one)
    if one is None:
        return _code_rest(phrase, scene, dossier, around)
    _learn(one, scene, around, phrase, sentence)
    resolved = resolve(one, scene, dossier, phrase)
    return write_mention(PHRASE, phrase, scene, one, Resolved(resolved.referent)) if resolved else None


def _tells_country(one: Found) -> bool:
    return bool(one.countries or one.owner or one.entries)


def _learn(one: Found, scene: Scene, around: Scene | None, phrase: str, sentence: str) -> None:
    """What the rest of the phrase, and then the sentence, add: the noun of a bare demonym, whether a capital acts."""
    others = [other for other in group(scene) if other is not one]
    noun = next((other for other in others if other.agent and not other.countries and not other.owner), None)
    if one.agent is None and one.countries and noun and noun.agent and noun.agent.is_person:
        one.agent, one.what = noun.agent, ""
    at = sentence.find(phrase)
    if around is None or at < 0:
        return
    same = next((other for other in group(around) if _covers(around, other, at, at + len(phrase))), None)
    if one.what == "capital":
        if same is not None and is_located(same, around):
            one.agent, one.what = RESIDENT, ""
    elif one.agent is None and one.what == "adjective" and same and same.agent:
        one.agent, one.what = same.agent, ""


def _covers(scene: Scene, one: Found, start: int, end: int) -> bool:
    return scene.words[one.start].start < end and scene.words[one.end - 1].end > start


def _read(text: str, lexicon: Lexicon, *, is_corrected: bool = False) -> Scene:
    words = split_words(text.replace("...", "   "))
    if is_corrected:
        words = [_correct(word, lexicon) for word in words]
    return make_scene(words, add_names(words, find_segments(words, lexicon), None, 0, lexicon), lexicon)


def _open(scene: Scene, around: Scene | None, on: date | None) -> Dossier:
    counts: Counter[str] = Counter()
    for segment in (*scene.segments, *scene.segments, *(around.segments if around else ())):
        if segment.country:
            counts[segment.country.codes[0]] += 1
        elif segment.place:
            counts[segment.place] += 1
    return Dossier(day=on.isoformat() if on else "", country=find_dominant(counts), countries=frozenset(counts))


def _rank(one: Found) -> tuple[int, int]:
    """People and organs with an owner first, then names, then countries, then what has neither."""
    if one.agent and (one.countries or one.owner or one.name):
        return 0, one.start
    if one.entries or one.label:
        return 1, one.start
    if one.countries:
        return 2, one.start
    return 3, one.start


def _code_rest(phrase: str, scene: Scene, dossier: Dossier, around: Scene | None) -> Mention | None:
    """By the surname of an office holder, a place, or the one country of the sentence."""
    for at, word in enumerate(scene.words):
        entry = find_by_surname(word.key, dossier.day) if word.is_capital else None
        if entry:
            one = Found(start=at, end=at + 1, form=Form.NAME)
            return write_mention(PHRASE, phrase, scene, one, Resolved(describe_entry(entry, dossier.day)))
    for segment in scene.segments:
        if segment.place:
            one = Found(start=segment.start, end=segment.end, form=Form.NAME)
            return write_mention(PHRASE, phrase, scene, one, Resolved(_of_country(segment.place, ActorKind.CIVILIANS)))
    if around and dossier.country and scene.words:
        one = Found(start=0, end=len(scene.words), form=Form.NOMINAL)
        return write_mention(PHRASE, phrase, scene, one, Resolved(_of_country(dossier.country, ActorKind.CIVILIANS)))
    return None


def _of_country(code: str, kind: ActorKind) -> Referent:
    return Referent(actor_id=code.lower() + "-cvl", name=country_name(code), kind=kind, country=code)


@cache
def _deletions() -> Mapping[str, str]:
    """Country words with one letter left out -> the word."""
    words = load_lexicon("en").countries
    found: dict[str, str] = {}
    for word in sorted(words):
        if len(word) >= SHORTEST_FUZZY and " " not in word and words[word].what != "capital":
            for at in range(len(word)):
                found.setdefault(word[:at] + word[at + 1 :], word)
    return found


def _correct(word: Word, lexicon: Lexicon) -> Word:
    """The word with a country's name spelt right, where it is one letter off and nothing else."""
    key = word.key
    if len(key) < SHORTEST_FUZZY or not word.is_capital or not key.isascii() or key in lexicon.longest:
        return word
    if key in load_book().longest or key in load_places():
        return word
    tried = (key, *(key[:at] + key[at + 1 :] for at in range(len(key))))
    known = next(
        (found for form in tried if (found := _deletions().get(form) or (form if form in lexicon.countries else ""))),
        "",
    )
    return replace(word, key=known) if known else word

"""What the text itself ties together: "the minister, Jean Dupont," and "Islamic State in the Greater Sahara (ISGS)"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reading.actors.groups import Found, Scene
from dateline.reading.actors.words import Word
from dateline.records.mentions import Form

WIDEST = 6  # words between a name and its noun: ", the newly appointed minister", ", a 14-year-old boy"
LONGEST_COMPLEMENT = 10  # words after the noun of an apposition, up to its comma
LONGEST_ACRONYM = 8


def find_appositions(found: Sequence[Found], scene: Scene) -> dict[int, int]:
    """Position of a noun in `found` -> position of the name beside it that it says more of."""
    ties: dict[int, int] = {}
    for at in range(1, len(found)):
        if at - 1 not in ties and _is_tied(found[at - 1], found[at], scene):
            noun, name = (at, at - 1) if found[at].form is Form.NOMINAL else (at - 1, at)
            ties[noun] = name
    return ties


def _is_tied(first: Found, second: Found, scene: Scene) -> bool:
    words = scene.words
    if first.end >= second.start or words[first.end].text != "," or second.start - first.end > WIDEST:
        return False
    between = words[first.end + 1 : second.start]
    if not all(_is_small(word, scene) for word in between):
        return False
    return _says_more(first, second, bool(between)) and _is_closed(second, scene, is_named=first.form is Form.NAME)


def _is_small(word: Word, scene: Scene) -> bool:
    """Articles, what describes, titles and their full stops: no other actor's words."""
    small = ("definite", "indefinite", "modifiers", "titles")
    return word.text.isdigit() or word.text == "." or any(scene.lexicon.has(name, word.key) for name in small)


def _says_more(first: Found, second: Found, has_article: bool) -> bool:
    if first.form is Form.NAME and second.form is Form.NOMINAL:
        return _is_noun_of(second, first) and (has_article or bool(second.countries or second.owner or second.name))
    return first.form is Form.NOMINAL and second.form is Form.NAME and _is_noun_of(first, second)


def _is_noun_of(noun: Found, name: Found) -> bool:
    if noun.agent is None or noun.agent.is_plural or name.what:
        return False
    is_person = name.label == "person" or bool(name.entries and name.entries[0].is_person)
    return noun.agent.is_person == is_person


def _is_closed(second: Found, scene: Scene, *, is_named: bool) -> bool:
    if second.end >= len(scene.words) or (is_named and _is_complemented(second, scene)):
        return True
    following = scene.words[second.end]
    return following.text in ",.;)(" or any(scene.lexicon.has(name, following.key) for name in ("who", "conjunction"))


def _is_complemented(noun: Found, scene: Scene) -> bool:
    """Whether what follows belongs to the noun, up to a comma: ", a spokesman for the 6th Division, said"."""
    words, has = scene.words, scene.lexicon.has
    if not (has("of", words[noun.end].key) or has("at", words[noun.end].key)):
        return False
    rest = words[noun.end + 1 : noun.end + 1 + LONGEST_COMPLEMENT]
    at = next((at for at, word in enumerate(rest) if word.text in ",.;"), len(rest))
    return 0 < at < len(rest) or noun.end + 1 + len(rest) == len(words)


def add_acronyms(found: Sequence[Found], scene: Scene) -> tuple[list[Found], dict[int, int]]:
    """The actors with the acronyms in brackets among them, and by position in these: the name that one stands for."""
    shorts = {one.end + 1: one for one in found if _has_acronym(one, scene)}
    known = {one.start for one in found}
    added = [
        Found(start=at, end=at + 1, form=Form.NAME, label="organisation", name=(at, at + 1))
        for at in shorts
        if at not in known
    ]
    everyone = sorted([*found, *added], key=lambda one: one.start)
    places = {id(one): at for at, one in enumerate(everyone)}
    return everyone, {
        at: places[id(shorts[one.start])]
        for at, one in enumerate(everyone)
        if one.start in shorts and one.end == one.start + 1 and not one.entries
    }


def _has_acronym(one: Found, scene: Scene) -> bool:
    words, end = scene.words, one.end
    if end + 2 >= len(words) or words[end].text != "(" or words[end + 2].text != ")":
        return False
    return one.end - one.start > 1 and one.form is not Form.PRONOUN and _is_acronym(words[end + 1].text)


def _is_acronym(text: str) -> bool:
    return 1 < len(text) <= LONGEST_ACRONYM and sum(char.isupper() for char in text) >= 2

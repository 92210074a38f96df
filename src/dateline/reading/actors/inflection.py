"""Plurals and feminines of the words in the tables, regular ones: irregular forms stand in the tables themselves."""

from __future__ import annotations

import re

_HEAD_ENDS = re.compile(r" (?:of|for|to|at|de|du|des|d'|del|à|de la|de l'|en|aux|au|par|a)\b| (?:de )?l'")
_VOWELS = "aeiouáéíóú"
_FRENCH_FEMININE = (
    ("ien", "ienne"), ("éen", "éenne"), ("on", "onne"), ("er", "ère"), ("if", "ive"), ("eux", "euse"), ("e", "e"),
    ("è", "è"), ("é", "ée"), ("i", "ie"),
)  # fmt: skip
_SPANISH_ENDINGS = (
    ("és", ("esa", "eses", "esas")), ("án", ("ana", "anes", "anas")), ("ón", ("ona", "ones", "onas")),
    ("ol", ("ola", "oles", "olas")), ("o", ("a", "os", "as")), ("í", ("íes", "ís")), ("e", ("es",)), ("a", ("as",)),
)  # fmt: skip


def pluralise(phrase: str, lang: str) -> str:
    """The plural of a noun phrase in the singular."""
    found = _HEAD_ENDS.search(phrase)
    head, rest = (phrase[: found.start()], phrase[found.start() :]) if found else (phrase, "")
    if lang == "en":
        before, _, noun = head.rpartition(" ")
        return f"{before} {_english(noun)}".strip() + rest
    one = _french if lang == "fr" else _spanish
    return " ".join(one(word) for word in head.split(" ")) + rest


def _english(noun: str) -> str:
    if noun.endswith("man") and noun not in ("human",):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _french(word: str) -> str:
    if word.endswith(("s", "x", "z", "-parole")):
        return word
    if word.endswith("al"):
        return word[:-1] + "ux"
    return word + ("x" if word.endswith("eau") else "s")


def _spanish(word: str) -> str:
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith("ón"):
        return word[:-2] + "ones"
    return word if word.endswith("s") else word + ("s" if word[-1:] in _VOWELS else "es")


def inflect_demonym(word: str, lang: str) -> list[str]:
    """A demonym given in the masculine singular, in all its forms."""
    if lang == "fr":
        feminine = next((word[: -len(end)] + new for end, new in _FRENCH_FEMININE if word.endswith(end)), word + "e")
        return list(dict.fromkeys([word, feminine, _french(word), feminine + "s"]))
    if lang == "es":
        for end, endings in _SPANISH_ENDINGS:
            if word.endswith(end):
                return [word, *(word[: -len(end)] + ending for ending in endings)]
        return [word]
    if lang == "ar":
        bare = word.split(" ")
        return [word, " ".join("ال" + part for part in bare), *(_arabic(word, end) for end in ("ة", "ين", "ون"))]
    return [word]


def _arabic(word: str, ending: str) -> str:
    return word + ending

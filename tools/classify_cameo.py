"""The CAMEO verb patterns as short sentences: "- * EMBASSY IN + PROTEST [145] # RANSACK" tells how PROTEST is worded.

The patterns are MIT (Open Event Data Alliance); codes go to PLOVER by the alliance's own table.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.classify_names import OLD_NAMES

_RULE = re.compile(r"(\d{3,4}):\s*([A-Z]+)")
_VERB = re.compile(r"(\+?[A-Z_\-]+)\s*(?:\{([^}]*)\})?\s*(?:\[([^\]]*)\])?")
_PATTERN = re.compile(r"- (.*?)\s*\[([^\]]+)\]")
_BLOCK = re.compile(r"---.*?\[([^\]]*)\]")
_ACTORS = {"$": "<s>S</s>", "+": "<t>T</t>", "%": "<s>S</s> and <t>T</t>"}


def tell_patterns(ship: Path, seed: int) -> Iterator[tuple[str, str]]:
    """(sentence with marked actors, PLOVER type) of every verb form and pattern whose code has a type."""
    rng = random.Random(seed)  # the same sentences each time
    codes = _read_codes(ship / "events" / "plover_gsr" / "CAMEO2PLOVER-2021.txt")
    sets = _read_sets(ship / "dict" / "phoenix" / "CAMEO.2.0.txt")
    verbs: dict[str, list[str]] = {}
    default = None
    for line in _read(ship / "dict" / "phoenix" / "CAMEO.verbpatterns.txt"):
        body, _, note = line.partition("#")
        body = body.partition("<")[0].strip()
        if body.startswith("---"):
            block = _BLOCK.match(body)
            verbs, default = {}, _find_type(block[1], codes) if block else None
        elif body.startswith("- "):
            yield from _tell_pattern(body, note, verbs, codes, sets, rng)
        elif found := _VERB.match(body):
            verbs[found[1].lstrip("+")] = forms = _inflect(found[1], found[2])
            label = _find_type(found[3], codes) if found[3] else default
            if label:
                yield from ((f"<s>S</s> {form} <t>T</t>.", label) for form in forms)


def _tell_pattern(
    body: str,
    note: str,
    verbs: Mapping[str, list[str]],
    codes: Mapping[str, str],
    sets: Mapping[str, list[str]],
    rng: random.Random,
) -> Iterator[tuple[str, str]]:
    found = _PATTERN.match(body)
    label = _find_type(found[2], codes) if found else None
    if found is None or label is None or "*" not in found[1] or not verbs:
        return
    named = re.match(r"\s*([A-Z_\-]+)", note)
    forms = verbs.get(named[1] if named else "") or next(iter(verbs.values()))
    words = [_put(word, forms, sets, rng) for word in found[1].split()]
    text = " ".join(word for word in words if word)
    text = text if "<s>" in text else f"<s>S</s> {text}"
    yield (text if "<t>" in text else f"{text} <t>T</t>") + ".", label


def _put(word: str, forms: list[str], sets: Mapping[str, list[str]], rng: random.Random) -> str:
    if word == "*":
        return rng.choice(forms)
    if word in _ACTORS:
        return _ACTORS[word]
    if word.startswith("&"):
        return rng.choice(sets.get(word) or [word[1:]]).lower()
    return word.replace("_", " ").lower().strip("*^&")


def _find_type(code: str, codes: Mapping[str, str]) -> str | None:
    code = code.partition(":")[0].strip()
    return codes.get(code) or codes.get(code[:3]) or ("REQUEST" if code.startswith("02") else None)


def _inflect(verb: str, given: str | None) -> list[str]:
    if given and given.strip():
        return [form.replace("_", " ").replace("+", "").lower() for form in given.split()]
    head, *rest = verb.replace("_", " ").replace("+", "").lower().split() or [""]
    return [" ".join((form, *rest)) for form in (_to_present(head), _to_past(head))]


def _to_past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + (verb[-1] if len(verb) <= 5 and re.search(r"[^aeiou][aeiou][bdgmnprt]$", verb) else "") + "ed"


def _to_present(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(s|x|ch|sh|z)$", verb) else "s")


def _read_codes(file: Path) -> dict[str, str]:
    found = (_RULE.match(line) for line in _read(file))
    return {rule[1]: OLD_NAMES.get(rule[2], rule[2]) for rule in found if rule}


def _read_sets(file: Path) -> dict[str, list[str]]:
    sets: dict[str, list[str]] = {}
    name = ""
    for line in _read(file):
        body = line.partition("#")[0].strip()
        if re.fullmatch(r"&\w+", body):
            name = body
            sets[name] = []
        elif body.startswith("---"):
            name = ""
        elif body.startswith("+") and name:
            sets[name].append(body[1:].replace("_", " ").strip())
    return sets


def _read(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="replace").splitlines()

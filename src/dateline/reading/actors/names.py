"""Names that the book does not know: from the named entities of a parsed sentence, or capitals after a title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.reading.actors.lexicon import Lexicon, Segment
from dateline.reading.actors.words import POSSESSIVE, Word

if TYPE_CHECKING:
    from spacy.tokens import Doc

LABELS = {"PERSON": "person", "PER": "person", "ORG": "organisation", "NORP": "people"}
DESCRIBING = frozenset(["ADJ", "ADV", "VERB", "AUX"])
PARTICLES = frozenset(
    ["al", "el", "bin", "ben", "ibn", "de", "van", "von", "der", "da", "di", "ag", "ould", "abu", "la"]
)
OFFICES_TOO = frozenset(["minister", "ministre", "commissioner", "speaker", "deputy", "officer", "secretary", "député"])
LONGEST_RUN = 5  # words of a name after a title
SHORTEST_RUN = 2  # words of a name that only what follows tells to be one
FARTHEST_NOUN = 4  # words between an article and its noun, and one
LONGEST_PLACE = 3  # words of a name that the words around it make a place's
BEFORE_AREA = frozenset(["refugee", "displacement", "idp", "displaced", "river", "mountain", "border", "mining"])
AGE_DIGITS = 2
PLACE_SHARE = 1  # words of an entity that have to be unknown for it to be a name of its own


def add_names(
    words: Sequence[Word], segments: list[Segment], doc: Doc | None, offset: int, lexicon: Lexicon
) -> list[Segment]:
    """The segments with the unknown names of the sentence among them; `offset` is where the Doc begins in the text."""
    segments = _drop_describing(words, segments, doc, offset)
    for start, end, label in _entities(words, doc, offset, lexicon):
        segments = _insert(words, segments, Segment(start, end, label=label))
    return _add_titled(words, _add_described(words, segments, lexicon), lexicon)


def _drop_describing(words: Sequence[Word], segments: list[Segment], doc: Doc | None, offset: int) -> list[Segment]:
    """Without nouns that only describe here: "general" in "general strike"."""
    single = {words[one.start].start - offset for one in segments if one.agent and one.end - one.start == 1}
    if doc is None or not single:
        return segments
    describing = {token.idx for token in doc if token.idx in single and token.pos_ in DESCRIBING}
    if not describing:
        return segments
    return [one for one in segments if not (one.agent and words[one.start].start - offset in describing)]


def _add_described(words: Sequence[Word], segments: list[Segment], lexicon: Lexicon) -> list[Segment]:
    """Full names before a comma and what says that they are people: "Jean Dupont, 42," and "Jean Dupont, a farmer"."""
    if not any(word.text == "," for word in words[1:]):
        return segments
    segments = _add_introduced(words, segments)
    agents = {one.start for one in segments if one.agent and one.agent.is_person and one.agent.is_plural is not True}
    taken = {at for one in segments if not _may_be_surname(one) for at in range(one.start, one.end)}
    for comma in range(2, len(words) - 1):
        if words[comma].text != "," or not _is_described(words, comma + 1, agents, lexicon):
            continue
        start = comma
        while start > 0 and comma - start < LONGEST_RUN and start - 1 not in taken and _is_name_word(words, start - 1):
            start -= 1
        if comma - start >= SHORTEST_RUN and words[start].key not in PARTICLES:
            inside = [one for one in segments if start <= one.start < comma]
            kept = [one for one in segments if one not in inside]
            segments = sorted([*kept, Segment(start, comma, label="person")], key=lambda one: one.start)
    return segments


def _add_introduced(words: Sequence[Word], segments: list[Segment]) -> list[Segment]:
    """Full names between commas after what says that they are people: "the opposition leader, Jean Dupont, said"."""
    countries = {one.start: one.end for one in segments if one.country}
    taken = {at for one in segments if not _may_be_surname(one) for at in range(one.start, one.end)}
    for agent in [one for one in segments if one.agent and one.agent.is_person and _is_one(one)]:
        comma = countries.get(agent.end, agent.end)
        if comma >= len(words) or words[comma].text != ",":
            continue
        start = end = comma + 1
        while end < len(words) and end - start < LONGEST_RUN and end not in taken and _is_name_word(words, end):
            end += 1
        if end - start >= SHORTEST_RUN and (end == len(words) or words[end].text in ",.;"):
            kept = [one for one in segments if not start <= one.start < end]
            segments = sorted([*kept, Segment(start, end, label="person")], key=lambda one: one.start)
    return segments


def _is_described(words: Sequence[Word], at: int, agents: set[int], lexicon: Lexicon) -> bool:
    if words[at].text.isdigit():
        return len(words[at].text) == AGE_DIGITS and at + 1 < len(words) and words[at + 1].text in ",."
    if not (lexicon.has("indefinite", words[at].key) or lexicon.has("definite", words[at].key)):
        return False
    return any(start in agents for start in range(at + 1, at + FARTHEST_NOUN))


def _entities(words: Sequence[Word], doc: Doc | None, offset: int, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    if doc is None or not doc.ents:
        return []
    found: list[tuple[int, int, str]] = []
    at, n_words = 0, len(words)
    for entity in doc.ents:
        label = LABELS.get(entity.label_)
        if label is None:
            continue
        low, high = entity.start_char + offset, entity.end_char + offset
        while at < n_words and words[at].start < low:
            at += 1
        end = at
        while end < n_words and words[end].end <= high:
            end += 1
        start, end = _trim(words, at, end, lexicon)
        is_other = label == "people" and _describes(words, start, end)
        if start < end and not is_other and not (label != "people" and _is_placed(words, start, end, lexicon)):
            found.append((start, end, label))
    return found


def _describes(words: Sequence[Word], start: int, end: int) -> bool:
    """ "Islamic terrorism", "Kurdish": an adjective, no people."""
    following = words[end].text if end < len(words) else ""
    return end - start == 1 and not words[start].key.endswith("s") and following[:1].islower()


def _is_placed(words: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words around a name say that it is a place's: "the town of Tibu", "Zamzam camp", "retake Tibu"."""
    if end - start > LONGEST_PLACE or words[start].text.isupper():
        return False
    before = words[start - 1].key if start else ""
    if lexicon.has("beside", before) or (lexicon.has("taking", before) and end - start == 1):
        return True
    if lexicon.has("of", before) and start > 1 and lexicon.has("settlement", words[start - 2].key):
        return True
    if end - start > 1 and lexicon.has("area", words[end - 1].key):
        return True
    at = end + (end < len(words) and words[end].key in BEFORE_AREA)
    return at < len(words) and lexicon.has("area", words[at].key)


def _trim(words: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """Without articles, titles before, and possessives and punctuation after; empty where no capital is left."""
    while start < end and (not words[start].is_capital or _is_lead(words, start, lexicon)):
        if words[start].key in PARTICLES and start + 1 < end and words[start + 1].is_capital:
            break
        start += 1
    while start < end and (words[end - 1].key == POSSESSIVE or not words[end - 1].text[0].isalnum()):
        end -= 1
    return start, end


def _is_lead(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    word = words[at]
    if at == 0 and lexicon.has("leads", word.key):
        return True
    return lexicon.has("definite", word.key) or lexicon.has("titles", word.key) or not word.text[0].isalpha()


def _insert(words: Sequence[Word], segments: list[Segment], name: Segment) -> list[Segment]:
    """The segments with the name in place of those it covers; unchanged where these say more than it."""
    inside = [segment for segment in segments if segment.start < name.end and segment.end > name.start]
    while inside and inside[0].agent and inside[0].start <= name.start and name.label == "person":
        name = Segment(inside.pop(0).end, name.end, label=name.label)
    if name.end <= name.start:
        return segments
    covered = {at for segment in inside for at in range(segment.start, segment.end)}
    unknown = [at for at in range(name.start, name.end) if at not in covered and words[at].is_capital]
    if len(unknown) < PLACE_SHARE or any(segment.start < name.start or segment.end > name.end for segment in inside):
        return segments
    if any(segment.entries for segment in inside) and name.label != "person":
        return segments
    kept = [segment for segment in segments if segment not in inside]
    kept.append(name)
    return sorted(kept, key=lambda segment: segment.start)


def _add_titled(words: Sequence[Word], segments: list[Segment], lexicon: Lexicon) -> list[Segment]:
    """Names by their capitals right after a title: "President Jean Dupont", where nothing else knows them."""
    taken = {at for one in segments if not _may_be_surname(one) for at in range(one.start, one.end)}
    added: list[Segment] = []
    places = {segment.start for segment in segments if segment.country}
    for title_end in _title_ends(words, segments, lexicon):
        at = title_end
        while at < len(words) and words[at].text == "." and at == title_end and words[at - 1].text.istitle():
            at += 1
        start = at
        while at < len(words) and at - start < LONGEST_RUN and at not in taken and _is_name_word(words, at):
            if (at == start and at in places) or lexicon.has("modifiers", words[at].key):
                break
            at += 1
        if at > start and words[at - 1].key not in PARTICLES and not words[start].text[0].isdigit():
            added.append(Segment(start, at, label="person"))
            taken.update(range(start, at))
    if not added:
        return segments
    named = {at for segment in added for at in range(segment.start, segment.end)}
    kept = [segment for segment in segments if segment.start not in named]
    return sorted([*kept, *added], key=lambda segment: segment.start)


def _may_be_surname(segment: Segment) -> bool:
    return bool(segment.place) or (segment.country is not None and segment.country.what in ("name", "capital"))


def _title_ends(words: Sequence[Word], segments: list[Segment], lexicon: Lexicon) -> list[int]:
    ends = {one.end for one in segments if _is_one(one) and _is_title(words, one, lexicon)}
    inside = {at for segment in segments for at in range(segment.start, segment.end)}
    ends |= {
        at + 1
        for at, word in enumerate(words)
        if word.is_capital and at not in inside and lexicon.has("titles", word.key)
    }
    if not lexicon.before or lexicon.bare:
        ends |= {segment.end for segment in segments if segment.country and segment.start in ends}
    return sorted(ends)


def _is_title(words: Sequence[Word], segment: Segment, lexicon: Lexicon) -> bool:
    """Whether the noun may stand before a name; words of many meanings may only where they are titles too."""
    key = " ".join(word.key for word in words[segment.start : segment.end])
    is_person = segment.agent is not None and segment.agent.is_person
    return is_person and (not lexicon.has("weak", key) or lexicon.has("titles", key) or key in OFFICES_TOO)


def _is_one(segment: Segment) -> bool:
    return segment.agent is not None and segment.agent.is_plural is not True


def _is_name_word(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.text[0].isupper() and word.text[0].isalpha():
        return True
    return word.key in PARTICLES and at + 1 < len(words) and words[at + 1].text[0].isupper()

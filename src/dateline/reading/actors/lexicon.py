"""One language's words for countries, peoples and agents, and where they and the book's names stand in a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.gazetteer import load_countries, load_other_names
from dateline.reading.actors.book import ActorBook, Entry, load_book, longest_by_first, read_lines, read_rows
from dateline.reading.actors.inflection import inflect_demonym, pluralise
from dateline.reading.actors.words import Word, key_phrase
from dateline.records.mentions import ActorKind

PRONOUNS = ("he", "she", "it", "they", "who")
LANGS = ("en", "fr", "es", "ar", "ru")
SHOUTED = 0.6  # share of words in capitals from which a line is a headline in capitals, and short acronyms no names
TITLED = 0.75  # share of words with a capital from which a line is a headline in which capitals tell no name
SHORTEST_SHOUTED = 4  # letters of an acronym that counts even there
LEAST_OPEN = 2  # words of a name that may be part of a longer one; one word is what the longer is called after
LONGEST_COUNTRY = 4  # words
OPEN_KINDS = frozenset({ActorKind.OUTLET, ActorKind.PARTY, ActorKind.ARMED_GROUP})  # whose names other names begin with
SHORT_NAME = 3  # letters: "US", "UK", "UAE" have to stand in capitals


@dataclass(frozen=True, slots=True)
class CountryWord:
    """A word for a country: its name, "adjective" ("French"), "people" ("Malians") or "capital". Codes are ISO3."""

    what: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun for a kind of actor: its sector, its organ ("foreign"), whether a person, and number where known."""

    words: str
    sector: str
    organ: str
    is_person: bool
    is_plural: bool | None
    is_own: bool = True
    is_holder: bool = True  # of the office that the organ names; a spokesman or member of it is none


@dataclass(frozen=True, slots=True)
class Segment:
    """Words start to end (positions in the sentence) and the one thing they are."""

    start: int
    end: int
    entries: tuple[Entry, ...] = ()
    country: CountryWord | None = None
    agent: Agent | None = None
    place: str = ""
    label: str = ""  # "person", "organisation" or "people": a name that the book does not know


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of one language, by key."""

    lang: str
    countries: Mapping[str, CountryWord]
    agents: Mapping[str, Agent]
    longest: Mapping[str, int]
    grammar: Mapping[str, frozenset[str]]
    before: bool
    bare: bool
    known: frozenset[str]
    pronouns: Mapping[str, str]

    def has(self, group: str, key: str) -> bool:
        """Whether a word belongs to a group of grammar.toml."""
        return key in self.grammar[group]


@cache
def load_lexicon(lang: str) -> Lexicon:
    """The lexicon of a language; English for one that has none."""
    lang = lang if lang in LANGS else "en"
    countries = _load_country_words(lang)
    agents = _load_agents(lang)
    grammar = _load_grammar()[lang]
    groups = {
        name: frozenset(key_phrase(word) for word in words)
        for name, words in grammar.items()
        if isinstance(words, list)
    }
    words = [*countries, *agents, *_blocked(), *load_places()]
    return Lexicon(
        lang=lang,
        countries=countries,
        agents=agents,
        longest=longest_by_first(words),
        grammar=groups,
        before=grammar["before"] is True,
        bare=grammar["bare"] is True,
        known=frozenset(words) | load_book().keys,
        pronouns={key: kind for kind in reversed(PRONOUNS) for key in groups[kind]},
    )


@cache
def _load_grammar() -> Mapping[str, Mapping[str, object]]:
    text = resources.files("dateline.reading.actors").joinpath("grammar.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, object]] = tomllib.loads(text)
    return tables


@cache
def _blocked() -> frozenset[str]:
    return frozenset(key for name in load_other_names() if (key := key_phrase(name)) not in load_book().names)


@cache
def load_places() -> Mapping[str, str]:
    """Key -> ISO3 of cities and divisions: used to tell whose police "police in Goma" are, never as actors."""
    places: dict[str, str] = {}
    for folder in ("geonames", "phoenix"):
        for line in read_lines(folder, "places.tsv.zst"):
            key, _, code = line.partition("\t")
            places.setdefault(key, code)
    return places


def _load_country_words(lang: str) -> Mapping[str, CountryWord]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for words in (_english_words(lang), _named_words(lang)):
        for key, what, code in words:
            if key:
                found.setdefault((key, what), {})[code] = None
    words_by_key: dict[str, CountryWord] = {}
    for what in ("name", "adjective", "people", "capital"):
        for (key, kind), codes in found.items():
            if kind == what:
                words_by_key.setdefault(key, CountryWord(what, tuple(codes)))
    return words_by_key


def _english_words(lang: str) -> Iterator[tuple[str, str, str]]:
    for country in load_countries().values():
        for name in (country.name, *country.aliases):
            yield key_phrase(name), "name", country.iso3
        for name in country.capitals:
            yield key_phrase(name), "capital", country.iso3
        for name in country.demonyms if lang == "en" else ():
            is_people = name.endswith("s") and (name[:-1] in country.demonyms or not name.endswith(("ss", "us")))
            yield key_phrase(name), "people" if is_people else "adjective", country.iso3
    for row in read_rows("curated", "other_names.csv"):
        for name in row["names"].split(";"):
            yield key_phrase(name), "name", row["iso3"]


def _named_words(lang: str) -> Iterator[tuple[str, str, str]]:
    if lang == "en":
        return
    for row in read_rows("cldr", "territories.csv"):
        yield key_phrase(row[lang]), "name", row["iso3"]
    for row in read_rows("curated", f"peoples_{lang}.csv"):
        for name in filter(None, row["names"].split(";")):
            yield key_phrase(name), "name", row["iso3"]
        for name in filter(None, row["capitals"].split(";")):
            yield key_phrase(name), "capital", row["iso3"]
        for name in filter(None, row["demonyms"].split(";")):
            for form in inflect_demonym(name, lang):
                yield key_phrase(form), "adjective", row["iso3"]


def _load_agents(lang: str) -> Mapping[str, Agent]:
    agents: dict[str, Agent] = {}
    for row in read_rows("agents", f"{lang}.csv"):
        for written in row["words"].split(";"):
            singular, _, plural = written.partition("/")
            number = False if lang in ("en", "fr", "es") else None
            forms = [(singular, True)] if plural else [(singular, number)]
            if not plural and number is False:
                forms.append((pluralise(singular, lang), True))
            for form, is_plural in forms:
                agent = Agent(singular, row["sector"], row["organ"], row["type"] == "person", is_plural)
                for key in _definite_forms(form, lang):
                    agents.setdefault(key, agent)
    for row in read_rows("phoenix", "agents.csv") if lang == "en" else ():
        for form in (row["words"], pluralise(row["words"], lang)):
            agent = Agent(row["words"], row["sector"], "", True, form != row["words"], is_own=False)
            agents.setdefault(key_phrase(form), agent)
    return agents


def _definite_forms(form: str, lang: str) -> list[str]:
    """Arabic nouns with and without their article; all others as they are."""
    key = key_phrase(form)
    if lang != "ar":
        return [key]
    words = key.split(" ")
    bare = [word.removeprefix("ال") for word in words]
    return [key, " ".join(bare), " ".join("ال" + word for word in bare), " ".join([*bare[:-1], "ال" + bare[-1]])]


def find_segments(words: Sequence[Word], lexicon: Lexicon) -> list[Segment]:
    """Where names, country words and agents stand: the longest first, none overlapping, in order."""
    book, blocked, keys = load_book(), _blocked(), [word.key for word in words]
    is_shouted = _is_shouted(words)
    segments: list[Segment] = []
    at, n_words = 0, len(words)
    while at < n_words:
        longest = max(book.longest.get(keys[at], 0), lexicon.longest.get(keys[at], 0))
        step = 1
        for length in range(min(longest, n_words - at), 0, -1):
            key = " ".join(keys[at : at + length]) if length > 1 else keys[at]
            if key not in lexicon.known:
                continue
            if key in blocked and words[at].is_capital:
                step = length
                break
            segment = _look_up(key, words, at, at + length, (book, lexicon))
            if segment and not (is_shouted and segment.entries and len(words[at].text) < SHORTEST_SHOUTED):
                segments.append(segment)
                step = length
                break
        at += step
    return segments


def _is_shouted(words: Sequence[Word]) -> bool:
    letters = [word.text for word in words if word.text.isalpha()]
    return len(letters) > 3 and sum(text.isupper() for text in letters) > SHOUTED * len(letters)


def _look_up(key: str, words: Sequence[Word], start: int, end: int, known: tuple[ActorBook, Lexicon]) -> Segment | None:
    book, lexicon = known
    first, last = words[start], words[end - 1]
    text = first.text if end - start == 1 else "-".join(word.text for word in words[start:end])
    if first.is_capital or first.text in ("al", "the") or key in book.lower:
        entries = book.find(key, text)
        if entries and not _is_part_of_name(entries[0], words, start, end, lexicon):
            return Segment(start, end, entries=entries)
    country = lexicon.countries.get(key)
    if country and _is_country(country, first, end - start == 1, lexicon.lang):
        return Segment(start, end, country=country)
    agent = lexicon.agents.get(key)
    if agent and not (last.is_capital and not first.is_capital and end - start > 1 and lexicon.lang == "en"):
        return Segment(start, end, agent=agent)
    is_country = key.removeprefix("the ") in lexicon.countries  # "The United States" opens many a sentence
    place = load_places().get(key) if first.is_capital and last.is_capital and not is_country else None
    return Segment(start, end, place=place) if place else None


def _is_part_of_name(entry: Entry, words: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name goes on before or after what the book has of it: "The National" in "the National Liberation Army",
    "Democratic Party" in "Social Democratic Party". Bodies of international organisations are theirs.
    """
    if entry.is_person or end - start < LEAST_OPEN or _is_titled(words):
        return False
    is_body = words[end - 1].key in lexicon.agents
    if start > 1 and is_body and _goes_on(words[start - 1], lexicon) and not _ends_country(words[:start], lexicon):
        return True
    if _is_of_another(entry, words, end, lexicon):
        return True
    after = words[end] if end < len(words) and entry.kind in OPEN_KINDS else None
    return after is not None and after.text.istitle() and _goes_on(after, lexicon)


def _goes_on(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word beside a name belongs to it: a capital, and no country, title or noun for an actor."""
    if not word.text[0].isupper() or word.key in lexicon.countries or lexicon.has("titles", word.key):
        return False
    return not any(lexicon.has(group, word.key) for group in ("definite", "indefinite", "at", "of", "conjunction"))


def _ends_country(words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether the last words are the name of a country: "the United States" before "Central Intelligence Agency"."""
    keys = [word.key for word in words[-LONGEST_COUNTRY:]]
    return any(" ".join(keys[at:]) in lexicon.countries for at in range(len(keys)))


def _is_of_another(entry: Entry, words: Sequence[Word], end: int, lexicon: Lexicon) -> bool:
    """Whether "of" and another country follow: "the Democratic Party of Kosovo"."""
    at = end + 1
    if end >= len(words) or not lexicon.has("of", words[end].key) or not entry.country:
        return False
    at += at < len(words) and lexicon.has("definite", words[at].key)
    country = lexicon.countries.get(words[at].key) if at < len(words) else None
    return country is not None and country.what == "name" and entry.country not in country.codes


def _is_titled(words: Sequence[Word]) -> bool:
    """Whether a line is a headline in which most words have capitals, so that they tell nothing."""
    letters = [word.text for word in words if word.text.isalpha()]
    return sum(text[0].isupper() for text in letters) > TITLED * len(letters)


def _is_country(country: CountryWord, first: Word, is_single: bool, lang: str) -> bool:
    if is_single and len(first.key) <= SHORT_NAME and first.key.isascii():
        return first.text.isupper()
    return first.is_capital or (lang != "en" and country.what == "adjective")

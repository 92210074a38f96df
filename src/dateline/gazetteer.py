"""Countries and outlets as data: names, people, capitals, neighbours; where an outlet is based and who owns it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from dateline.text import fold

_TAKES_ARTICLE = re.compile(
    r"(?:United|Republic|Central African|Dominican|Czech Republic|Netherlands|Philippines|Bahamas|Gambia|Maldives"
    r"|Comoros|Seychelles|Vatican$)|.* (?:Islands|Emirates|States)$"
)
_VIA = re.compile(r"\s+via\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country or territory of GeoNames, with the words English news uses for it and its people."""

    iso2: str
    iso3: str
    geonames_id: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    neighbours: tuple[str, ...]

    @property
    def in_text(self) -> str:
        """The name as it stands inside a sentence: "the United States", "Mali"."""
        return f"the {self.name}" if _TAKES_ARTICLE.match(self.name) else self.name

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that means this country in a report."""
        return (self.name, *self.aliases, *self.demonyms, *self.capitals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A news outlet: its usual name, the ISO2 code of where it is based, and who owns it."""

    name: str
    country: str
    owner: str
    is_agency: bool


def read_table(folder: str, file: str) -> list[dict[str, str]]:
    """The rows of a bundled CSV file, in a folder of the package's data."""
    text = resources.files("dateline").joinpath("data", folder, file).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(";") if part.strip())


@cache
def load_countries() -> Mapping[str, Country]:
    """All countries by ISO2 code."""
    return {
        row["iso2"]: Country(
            iso2=row["iso2"],
            iso3=row["iso3"],
            geonames_id=row["geonames_id"],
            name=row["name"],
            aliases=_split(row["aliases"]),
            demonyms=_split(row["demonyms"]),
            capitals=_split(row["capital"]) + _split(row["capital_aliases"]),
            neighbours=_split(row["neighbours"]),
        )
        for row in read_table("gazetteer", "countries.csv")
    }


@cache
def load_country_names(language: str) -> Mapping[str, str]:
    """ISO3 code -> the name of the country in a language that CLDR is bundled for. Raises KeyError for another."""
    return {row["iso3"]: row[language] for row in read_table("actors/cldr", "territories.csv")}


@cache
def load_country_words() -> Mapping[str, str]:
    """Folded name, alias or demonym -> ISO2 code. Capitals are left out: a city is asked about as itself."""
    words: dict[str, str] = {}
    for country in load_countries().values():
        for word in (country.name, *country.aliases, *country.demonyms, country.iso3):
            words.setdefault(fold(word), country.iso2)
    return words


@cache
def load_other_names() -> frozenset[str]:
    """Folded names that hold a country's name and are something else: "Islamic State of Iraq", "Indian Ocean"."""
    text = (resources.files("dateline") / "data" / "gazetteer" / "not_countries.txt").read_text(encoding="utf-8")
    return frozenset(fold(line) for line in text.splitlines() if line)


@cache
def _other_names_plain() -> frozenset[str]:
    """The same names without possessives, as they are when a text is cut into words."""
    return frozenset(re.sub(r"['’]s\b", "", name) for name in load_other_names())


@cache
def load_outlets() -> Mapping[str, Outlet]:
    """Folded name or alias -> outlet."""
    outlets: dict[str, Outlet] = {}
    for row in read_table("outlets", "outlets.csv"):
        outlet = Outlet(name=row["name"], country=row["country"], owner=row["owner"], is_agency=row["is_agency"] == "1")
        for name in (row["name"], *_split(row["aliases"])):
            outlets.setdefault(fold(name), outlet)
    return outlets


_TOKEN = re.compile(r"[^\W\d_][\w’'.]*|[-–]")
_LONGEST_NAME = 7  # words: "Islamic State of Iraq and the Levant"
SMALLER_THAN_COUNTRY = frozenset(
    ["state", "delta", "river", "basin", "valley", "street", "avenue", "county", "city", "university", "island", "lake"]
)


@lru_cache(maxsize=100_000)
def find_countries(text: str) -> frozenset[str]:
    """ISO2 codes of the countries that a text names, by their names or their people, the longest name first.

    "South Sudan" is not Sudan, and "Niger Delta" names no country.
    """
    tokens = [token.removesuffix("'s").removesuffix("’s") for token in _TOKEN.findall(text)]
    known, others, found, at = load_country_words(), _other_names_plain(), set[str](), 0
    while at < len(tokens):
        step = 1
        if not tokens[at][0].isupper():
            at += 1
            continue
        for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            run = tokens[at : at + length]
            name = fold(" ".join(run)).rstrip(".")
            if name in others:
                step = length
                break
            iso2 = known.get(name)
            if iso2 and not (length == 1 and len(run[0]) <= 3 and not run[0].isupper()):
                after = tokens[at + length].casefold().rstrip(".") if at + length < len(tokens) else ""
                if after not in SMALLER_THAN_COUNTRY:
                    found.add(iso2)
                step = length
                break
        at += step
    return frozenset(found)


def find_country(name: str) -> Country | None:
    """The country of a name, alias, demonym or ISO code."""
    by_code = load_countries().get(name.upper())
    return by_code or load_countries().get(load_country_words().get(fold(name), ""))


@cache
def load_by_iso3() -> Mapping[str, Country]:
    """All countries by ISO 3166-1 alpha-3 code."""
    return {country.iso3: country for country in load_countries().values()}


def country_name(iso3: str) -> str:
    """The name of a country by its ISO 3166-1 alpha-3 code; the code itself where there is none such."""
    country = load_by_iso3().get(iso3)
    return country.name if country else iso3


def find_outlet(cited: str) -> Outlet:
    """The outlet behind a citation; "AFP via France 24" is France 24. An unknown one has no country."""
    name = _VIA.split(cited)[-1].strip()
    known = load_outlets().get(fold(name)) or load_outlets().get(fold(name.removeprefix("The ")))
    return known or Outlet(name=name, country="", owner="unknown", is_agency=False)


def find_agency(cited: str) -> str | None:
    """The agency whose text a citation carries, or None."""
    first = _VIA.split(cited)[0].strip()
    outlet = load_outlets().get(fold(first))
    return outlet.name if outlet and outlet.is_agency else None

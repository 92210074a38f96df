"""French: the article of a country, the first of a month, the singular of none."""

from __future__ import annotations

import re
from datetime import date

from dateline.editions.edition import Edition, Value
from dateline.gazetteer import Country, load_country_names

_CONTRACTED = {"le ": "du ", "les ": "des "}
_VOWELS = "aeiouhâéèêëîïôœûü"  # and the h that is not sounded


class French(Edition):
    """The French edition."""

    __slots__ = ()

    def is_one(self, n: Value) -> bool:
        """Whether a number takes the singular: "0 article"."""
        return n in (0, 1)

    def day(self, day: date) -> str:
        """7 novembre 2025; 1er janvier 2025."""
        number = "1er" if day.day == 1 else str(day.day)
        return self._form("day").format(day=number, month=self._month_of(day), year=day.year)

    def country(self, country: Country) -> str:
        """The name as it stands inside a sentence: "le Mali", "l’Algérie", "Cuba"."""
        return "".join(self._with_article(country))

    def of(self, country: Country) -> str:
        """Of the country: "du Mali", "de l’Algérie", "d’Haïti"."""
        article, name = self._with_article(country)
        if not article:
            return ("d’" if _is_elided(name) else "de ") + name
        return _CONTRACTED.get(article, f"de {article}") + name

    def bare(self, country: Country) -> str:
        """The name alone, as in a list."""
        return self._with_article(country)[1]

    def _with_article(self, country: Country) -> tuple[str, str]:
        """("le ", "Mali"), ("l’", "Algérie"), ("", "Cuba")."""
        name = load_country_names(self.code).get(country.iso3, country.name)
        rules, first = self.tables["countries"], re.split(r"[ \-’]", name)[0]
        if first in rules["bare"]:
            return "", name
        if first in rules["plural"]:
            return "les ", name
        if _is_elided(name) and first not in rules["sounded"]:
            return "l’", name
        is_feminine = (first.endswith("e") or first in rules["feminine"]) and first not in rules["masculine"]
        return ("la " if is_feminine else "le "), name


def _is_elided(name: str) -> bool:
    return name[:1].casefold() in _VOWELS

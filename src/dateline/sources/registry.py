"""The registry of known outlets: who they are, who stands behind them, and where their feeds lie.

One TOML file for each outlet, `data/registry/<country>/<name>.toml`; docs/registry.md explains the keys.
"""

from __future__ import annotations

import csv
import difflib
import io
import math
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any
from urllib.parse import urlsplit

from dateline.errors import BrokenWorldError
from dateline.gazetteer import find_country, load_countries
from dateline.text import fold, words

OWNERS = ("state", "public", "private", "intergovernmental", "ngo", "unknown")
STATE_MEDIA_TYPES = ("SC", "CaPu", "CaPr", "ISFM", "ISF", "ISM", "IP")
FEED_KINDS = ("feed", "sitemap")
MAX_HOST_CHARS = 253  # RFC 1035

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]")
# Below a country's own ending these labels are endings themselves: "com.ml" or "gov.mm" is nobody's host.
_SHARED_ENDING = re.compile(r"(?:ac|co|com|edu|go|gob|gouv|gov|info|mil|net|or|org|press|rep)\.[a-z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")

OUTLET_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "title": str,
    "aliases": list,
    "country": str,
    "languages": list,
    "owner": str,
    "owner_note": str,
    "state_media_type": str,
    "source": str,
    "is_agency": bool,
    "site": str,
    "domains": list,
    "terms": str,
    "fetch_pages": bool,
    "expect_per_day": (int, float),
    "feeds": list,
}
_REQUIRED = ("title", "country", "owner", "source", "site")
FEED_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "url": str,
    "title": str,
    "lang": str,
    "kind": str,
    "verified": bool,
}
_LIST_KEYS = ("aliases", "languages", "domains")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryFeed:
    """An address that an outlet is said to publish its news under. `verified` only when it has really been tried."""

    url: str
    title: str = ""
    lang: str = ""
    kind: str = "feed"
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryOutlet:
    """A known outlet. `outlet_id` is "<country>/<file>"; `owner` says who owns or pays, as in the outlets table.

    `state_media_type` is the code of the State Media Matrix where it lists the outlet. `domains` are hosts without
    "www."; what lies below one belongs to it too. `fetch_pages` is false where the terms are against it.
    """

    outlet_id: str
    title: str
    country: str
    owner: str
    source: str
    site: str
    aliases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    owner_note: str = ""
    state_media_type: str = ""
    is_agency: bool = False
    domains: tuple[str, ...] = ()
    terms: str = ""
    fetch_pages: bool = True
    expect_per_day: float | None = None
    feeds: tuple[RegistryFeed, ...] = ()


@cache
def load_registry() -> Mapping[str, RegistryOutlet]:
    """All outlets by id, in the order of their ids. Raises BrokenWorldError for a file that cannot be understood."""
    files = {
        f"{folder.name}/{file.name.removesuffix('.toml')}": file
        for folder in _folder().iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    return {outlet_id: _read_outlet(files[outlet_id], outlet_id) for outlet_id in sorted(files)}


def parse_outlet(text: str, outlet_id: str) -> RegistryOutlet:
    """The outlet of one registry file. Raises BrokenWorldError naming the file, the key and what it may have meant."""
    try:
        fields = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenWorldError(f"Registry file '{outlet_id}.toml' is not TOML: {error}.") from error
    _check_keys(fields, OUTLET_KEYS, outlet_id)
    for key in _REQUIRED:
        if not fields.get(key, "").strip():
            raise _wrong(outlet_id, key, "has to be given")
    for key in _LIST_KEYS:
        fields[key] = tuple(fields.get(key, ()))
        if not all(isinstance(entry, str) and entry for entry in fields[key]):
            raise _wrong(outlet_id, key, "has to be a list of texts")
    _check_values(fields, outlet_id)
    fields["feeds"] = tuple(_feed(entry, outlet_id) for entry in fields.get("feeds", ()))
    return RegistryOutlet(outlet_id=outlet_id, **fields)


@lru_cache(maxsize=100_000)
def find_by_host(host: str) -> RegistryOutlet | None:
    """The outlet of a host: the one with the longest domain that the host is or lies below. None on platforms."""
    domains = _load_domains()
    return next((domains[ending] for ending in _endings(host) if ending in domains), None)


def find_by_country(iso2: str) -> list[RegistryOutlet]:
    """The outlets based in a country, in the order of their ids."""
    return [outlet for outlet in load_registry().values() if outlet.country == iso2.upper()]


def search_registry(text: str) -> list[RegistryOutlet]:
    """The outlets that a name, an alias, a host, an address or a country means, the surest first.

    First whole names, ids and hosts, then all of a country, then outlets with every word in their names. Among
    equals those with feeds come first.
    """
    wanted, country, by_host = fold(text).strip(), find_country(text.strip()), find_by_host(_host_in(text))
    asked = words(text)
    ranked = []
    for outlet in load_registry().values():
        if outlet is by_host or wanted in _names_of(outlet):
            rank = 0
        elif country and outlet.country == country.iso2:
            rank = 1
        elif asked and all(any(word.startswith(part) for word in _words_of(outlet)) for part in asked):
            rank = 2
        else:
            continue
        ranked.append((rank, not outlet.feeds, outlet.outlet_id, outlet))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:3])]


def find_concerns(host: str) -> tuple[str, ...]:
    """Who put a host, or one it lies below, on a list of sites of concern. A listing is the lister's opinion."""
    listed = _load_concerns()
    return next((listed[ending] for ending in _endings(host) if ending in listed), ())


def is_own_host(host: str) -> bool:
    """Whether a name is a host that one publisher can own: no platform, no "co.uk", no "www." and well formed."""
    shared = host in load_platform_hosts() or _SHARED_ENDING.fullmatch(host) or host.startswith("www.")
    return bool(not shared and len(host) <= MAX_HOST_CHARS and _HOST.fullmatch(host))


@cache
def load_platform_hosts() -> frozenset[str]:
    """Hosts where anybody publishes: what one account does says nothing about the others."""
    return frozenset((_folder() / "platform_hosts.txt").read_text(encoding="utf-8").split())


@cache
def _load_concerns() -> Mapping[str, tuple[str, ...]]:
    text = (_folder() / "sites_of_concern.csv").read_text(encoding="utf-8")
    return {row["domain"]: tuple(row["listed_by"].split(";")) for row in csv.DictReader(io.StringIO(text))}


@cache
def _load_domains() -> Mapping[str, RegistryOutlet]:
    """Domain -> outlet. Raises BrokenWorldError where two outlets claim the same one."""
    domains: dict[str, RegistryOutlet] = {}
    for outlet in load_registry().values():
        for domain in outlet.domains:
            other = domains.setdefault(domain, outlet)
            if other is not outlet:
                raise _wrong(outlet.outlet_id, "domains", f"has '{domain}', as '{other.outlet_id}.toml' does")
    return domains


def _endings(host: str) -> list[str]:
    """The host without "www." and every host above it, the longest first; a platform's own is left out."""
    name = host.strip().casefold().partition(":")[0].rstrip(".").removeprefix("www.")
    labels = name.split(".") if len(name) <= MAX_HOST_CHARS else []
    endings = [".".join(labels[at:]) for at in range(len(labels) - 1)]
    return [ending for ending in endings if ending not in load_platform_hosts()]


@lru_cache(maxsize=4096)
def _names_of(outlet: RegistryOutlet) -> frozenset[str]:
    return frozenset((outlet.outlet_id, *outlet.domains, *(fold(name) for name in (outlet.title, *outlet.aliases))))


@lru_cache(maxsize=4096)
def _words_of(outlet: RegistryOutlet) -> frozenset[str]:
    country = load_countries()[outlet.country].name
    return frozenset(words(" ".join((outlet.title, *outlet.aliases, *outlet.domains, country))))


def _host_in(text: str) -> str:
    """The host of an address, or of what is written without "https://"; anything else stays as it is."""
    stripped = text.strip()
    if "//" not in stripped:
        return stripped.partition("/")[0]
    try:
        return urlsplit(stripped).hostname or ""
    except ValueError:  # "http://[": brackets that hold no IPv6 address
        return ""


def _folder() -> Traversable:
    return resources.files("dateline") / "data" / "registry"


def _read_outlet(file: Traversable, outlet_id: str) -> RegistryOutlet:
    try:
        return parse_outlet(file.read_bytes().decode(), outlet_id)
    except UnicodeDecodeError as error:
        raise BrokenWorldError(f"Registry file '{outlet_id}.toml' is not UTF-8.") from error


def _check_keys(fields: Mapping[str, Any], known: Mapping[str, type | tuple[type, ...]], outlet_id: str) -> None:
    for key, value in fields.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            meant = f"did you mean '{near[0]}'" if near else f"known keys: {', '.join(known)}"
            raise _wrong(outlet_id, key, f"is not a key; {meant}")
        if not isinstance(value, known[key]) or (isinstance(value, bool) and known[key] is not bool):
            raise _wrong(outlet_id, key, f"cannot be {value!r}")


def _check_values(fields: Mapping[str, Any], outlet_id: str) -> None:
    country = fields["country"]
    if country not in load_countries() or country.lower() != outlet_id.partition("/")[0]:
        raise _wrong(outlet_id, "country", f"has to be the two letters of its folder, not '{country}'")
    _check_choice("owner", fields["owner"], OWNERS, outlet_id)
    _check_choice("state_media_type", fields.get("state_media_type", ""), ("", *STATE_MEDIA_TYPES), outlet_id)
    if not _ADDRESS.fullmatch(fields["site"]):
        raise _wrong(outlet_id, "site", f"is no web address: '{fields['site']}'")
    for domain in fields["domains"]:
        if not is_own_host(domain):
            raise _wrong(outlet_id, "domains", f"has '{domain}', which is not a host of its own in small letters")
    for language in fields["languages"]:
        if not _LANGUAGE.fullmatch(language):
            raise _wrong(outlet_id, "languages", f"has '{language}'; two-letter codes are expected")
    if not 0 < fields.get("expect_per_day", 1) < math.inf:
        raise _wrong(outlet_id, "expect_per_day", "has to be above zero")


def _feed(entry: Any, outlet_id: str) -> RegistryFeed:
    if not isinstance(entry, dict):
        raise _wrong(outlet_id, "feeds", "has to be tables: [[feeds]]")
    _check_keys(entry, FEED_KEYS, outlet_id)
    if not _ADDRESS.fullmatch(entry.get("url", "")):
        raise _wrong(outlet_id, "url", f"is no web address: '{entry.get('url', '')}'")
    _check_choice("kind", entry.get("kind", "feed"), FEED_KINDS, outlet_id)
    if entry.get("lang") and not _LANGUAGE.fullmatch(entry["lang"]):
        raise _wrong(outlet_id, "lang", f"has '{entry['lang']}'; a two-letter code is expected")
    return RegistryFeed(**entry)


def _check_choice(key: str, value: str, allowed: Collection[str], outlet_id: str) -> None:
    if value not in allowed:
        raise _wrong(outlet_id, key, f"cannot be '{value}'; allowed: {', '.join(filter(None, allowed))}")


def _wrong(outlet_id: str, key: str, why: str) -> BrokenWorldError:
    return BrokenWorldError(f"Registry file '{outlet_id}.toml': '{key}' {why}.", hint="See docs/registry.md.")

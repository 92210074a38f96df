"""Seed the registry of outlets under ``src/dateline/data/registry`` from two lists of media.

Usage::

    python tools/build_registry.py --upstream DIR --out src/dateline/data/registry

``DIR`` holds the upstream files, none of which is fetched by this script:

    State_Media_Matrix.csv              outlets with ties to states, of the State Media Profiles
    laundromat_sites_of_concern.csv     domains and who listed them, of the Information Laundromat

Files whose ``source`` is "State Media Matrix" belong to this script: it writes them anew, and removes those it would
no longer write. All others are written by hand and never touched; an outlet that has one is not seeded. Whoever
corrects a seeded file gives it another ``source``. The same input gives the same bytes.

What was changed on the way is told in ``README.md`` beside the files.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dateline.gazetteer import find_country, load_outlets
from dateline.sources.registry import OWNERS, STATE_MEDIA_TYPES, is_own_host, load_platform_hosts
from dateline.text import clean, fold, slug

SOURCE = "State Media Matrix"
CLOSED = "Currently Not Functional"
NO_CONCERN = "Wikidata All News"  # every news site that Wikidata knows: no concern of anybody's

# How the types of the matrix map to the owners of the outlets table; its README tells why.
OWNER_OF_TYPE = {
    "SC": "state",
    "CaPu": "state",
    "CaPr": "private",
    "ISFM": "public",
    "ISF": "public",
    "ISM": "public",
    "IP": "public",
}
assert set(OWNER_OF_TYPE) == set(STATE_MEDIA_TYPES)
assert set(OWNER_OF_TYPE.values()) <= set(OWNERS)

# Names that the matrix uses otherwise than the gazetteer: next to "DR Congo", "Congo" is the other one.
COUNTRY_NAMES = {"Congo": "CG", "Palestine territories": "PS"}

# "Print: Izvestia", "Television: Al-Iraqiya": the matrix says which kind an outlet is before its name.
KIND = re.compile(r"^.*\b(?:television|radio|print(?: media)?|online|news agency|news portals?)\s*:\s*", re.IGNORECASE)
ACRONYM = re.compile(r"(?P<name>.+?)\s*\((?P<acronym>[^()\s]{2,12})\)\*{0,2}")
AGENCY = re.compile(
    r"\b(?:news|press|telegraph(?:ic)?|information) agency\b|\bagence\b.*\b(?:presse|information)\b"
    r"|\bagencia\b.*\b(?:noticias|informaci[oó]n)\b|^news agency:",
    re.IGNORECASE,
)
WWW = re.compile(r"^w{2,3}\d?\.")

# A language is taken from a name only where it ends it ("RT Arabic"), or from the first label of a host.
LANGUAGE_NAMES = {
    "arabic": "ar", "chinese": "zh", "deutsch": "de", "english": "en", "espanol": "es", "farsi": "fa",
    "francais": "fr", "french": "fr", "georgian": "ka", "german": "de", "greek": "el", "italian": "it",
    "japanese": "ja", "korean": "ko", "kurdi": "ku", "persian": "fa", "polish": "pl", "portuguese": "pt",
    "russian": "ru", "serbian": "sr", "spanish": "es", "turkish": "tr", "urdu": "ur",
}  # fmt: skip
LANGUAGE_LABELS = LANGUAGE_NAMES | {"ar": "ar", "de": "de", "en": "en", "es": "es", "fr": "fr", "ru": "ru"}

ORDER = (
    "title", "aliases", "country", "languages", "owner", "owner_note", "state_media_type", "source", "is_agency",
    "site", "domains", "terms", "fetch_pages", "expect_per_day",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the matrix that has a web address."""

    country: str
    company: str
    asset: str
    url: str
    host: str
    media_type: str
    is_doubtful: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The outlet's title and its other names."""
        base, company_acronym = split_acronym(self.company)
        asset, acronym = split_acronym(KIND.sub("", self.asset))
        if fold(asset) in {fold(base), fold(company_acronym), fold(self.company)} or not asset:
            return tuple(filter(None, (base, company_acronym)))
        return tuple(filter(None, (asset, acronym)))

    @property
    def language(self) -> str:
        """The language that the name ends with, or that the host begins with; empty where neither tells."""
        last = fold(self.asset).strip("()").split()[-1:]
        if len(self.asset.split()) > 1 and last and last[0].strip("()") in LANGUAGE_NAMES:
            return LANGUAGE_NAMES[last[0].strip("()")]
        return LANGUAGE_LABELS.get(self.host.partition(".")[0], "")


def split_acronym(name: str) -> tuple[str, str]:
    """ "Yonhap News Agency (YNA)" -> the name and its short form; the short form is empty where there is none."""
    name = clean(name.replace("\n", " ")).rstrip("* ")
    found = ACRONYM.fullmatch(name + ")" * (name.count("(") - name.count(")")))
    if not found:
        return name, ""
    return found["name"], "" if fold(found["acronym"]) in LANGUAGE_NAMES else found["acronym"]


def host_of(url: str) -> str:
    """The host of an address, without "www." and in ASCII; empty where there is none to be had."""
    url = re.sub(r":/+", "://", url.strip().rstrip(","))
    try:
        host = unquote(urlsplit(url if "://" in url else f"https://{url}").hostname or "")
        return WWW.sub("", host.encode("idna").decode("ascii").lower())
    except (ValueError, UnicodeError):
        return ""


def address_of(url: str) -> str:
    """The address with its scheme, its host in small letters, and no doubled slashes at its end."""
    url = url.strip()
    parts = urlsplit(url if "://" in url else f"https://{url}")
    path = re.sub(r"/+$", "/", parts.path) or "/"
    return parts._replace(netloc=parts.netloc.lower(), path=path).geturl()


def read_rows(path: Path) -> Iterator[Row]:
    """The open outlets of the matrix with an address in a known country."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            iso2 = COUNTRY_NAMES.get(line["Country"]) or getattr(find_country(line["Country"]), "iso2", "")
            media_type = line["Typology"].rstrip("?")
            if line["Status"] == CLOSED or not host_of(line["URL"]) or not iso2 or media_type not in OWNER_OF_TYPE:
                continue
            yield Row(
                country=iso2,
                company=clean(line["Media company"].replace("\n", " ")).rstrip("* "),
                asset=clean(line["Main assets"].replace("\n", " ")).rstrip("* "),
                url=address_of(line["URL"]),
                host=host_of(line["URL"]),
                media_type=media_type,
                is_doubtful=line["Typology"].endswith("?"),
            )


def group_rows(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows of one outlet together: the same host, or the same name of the same company."""
    groups: list[list[Row]] = []
    at: dict[tuple[str, ...], int] = {}
    for row in rows:
        keys: tuple[tuple[str, ...], ...] = (
            ("host", row.host),
            ("name", row.country, fold(split_acronym(row.company)[0]), fold(row.names[0])),
        )
        known = sorted({at[key] for key in keys if key in at})
        place = known[0] if known else len(groups)
        if not known:
            groups.append([])
        for other in known[1:]:
            groups[place] += groups[other]
            groups[other] = []
            at.update({key: place for key, value in at.items() if value == other})
        groups[place].append(row)
        at.update(dict.fromkeys(keys, place))
    return [group for group in groups if group]


def outlet_fields(group: Sequence[Row], agencies: frozenset[str], is_whole_company: bool) -> dict[str, object]:
    """The keys of the file that a group of rows makes; `agencies` are hosts of news agencies."""
    names = order_names(group, is_whole_company)
    known = next((load_outlets()[fold(name)] for name in names[:2] if fold(name) in load_outlets()), None)
    if known and known.country != group[0].country:
        known = None
    title = known.name if known else names[0]
    companies = dict.fromkeys(split_acronym(row.company)[0] for row in group)
    languages = {row.language for row in group}
    doubt = ["the matrix puts a question mark to the type"] if group[0].is_doubtful else []
    said_to_be = any(AGENCY.search(name) for name in (title, group[0].asset)) or group[0].host in agencies
    return {
        "title": title,
        "aliases": [name for name in names if name != title],
        "country": group[0].country,
        "languages": sorted(languages) if len(languages) == 1 and "" not in languages else [],
        "owner": known.owner if known else OWNER_OF_TYPE[group[0].media_type],
        "owner_note": "; ".join([*(name for name in companies if fold(name) != fold(title)), *doubt]),
        "state_media_type": group[0].media_type,
        "source": SOURCE,
        "is_agency": known.is_agency if known else said_to_be,
        "site": group[0].url,
        "domains": own_domains(row.host for row in group),
    }


def order_names(group: Sequence[Row], is_whole_company: bool) -> list[str]:
    """The names of a group, the best for a title first.

    Where several outlets share a site, that is the company's if it has no other site, else the one that the host
    is called after, else the first.
    """
    names = list(dict.fromkeys(name for row in group for name in row.names))
    if len({row.names[0] for row in group}) == 1:
        return names
    company = [name for name in split_acronym(group[0].company) if name]
    hosts = {form for row in group for form in (squash(row.host), squash(row.host.partition(".")[0]))}
    if is_whole_company or any(squash(name) in hosts for name in company):
        return list(dict.fromkeys((*company, *names)))
    return list(dict.fromkeys((*(name for name in names if squash(name) in hosts), *names)))


def squash(name: str) -> str:
    """Letters and digits only: "Agência Brasil" -> "agenciabrasil"."""
    return slug(name).replace("-", "")


def own_domains(hosts: Iterable[str]) -> list[str]:
    """The hosts that are the outlet's own, without those that lie below another of them."""
    own = [host for host in dict.fromkeys(hosts) if is_own_host(host)]
    return [host for host in own if not any(host.endswith(f".{other}") for other in own)]


def render(fields: Mapping[str, object]) -> str:
    """A registry file; keys that are empty or at their default are left out."""
    lines = [f"{key} = {_value(fields[key])}" for key in ORDER if key in fields and not _is_default(key, fields[key])]
    feeds = fields.get("feeds", ())
    assert isinstance(feeds, list | tuple)
    for feed in feeds:
        lines += ["", "[[feeds]]", *(f"{key} = {_value(value)}" for key, value in feed.items() if value)]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _is_default(key: str, value: object) -> bool:
    return value is True if key == "fetch_pages" else value in ("", [], (), None, False)


def read_files(folder: Path) -> dict[Path, dict[str, object]]:
    """What the registry holds already, by file."""
    return {path: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("??/*.toml"))}


def read_corrections(folder: Path) -> Mapping[str, frozenset[str]]:
    """What is known better than the matrix has it: which hosts are another's, which are agencies'."""
    path = folder / "corrections.csv"
    hosts: dict[str, set[str]] = {"not theirs": set(), "agency": set()}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                hosts[line["correction"]].add(line["host"])
    return {correction: frozenset(those) for correction, those in hosts.items()}


def seed_files(rows: Iterable[Row], folder: Path) -> dict[Path, str]:
    """The files to write: every outlet that no file by hand has, each under a name of its own."""
    by_hand = {path: fields for path, fields in read_files(folder).items() if fields.get("source") != SOURCE}
    hosts = {domain for fields in by_hand.values() for domain in _texts(fields.get("domains"))}
    names = {
        (str(fields["country"]), fold(name))
        for fields in by_hand.values()
        for name in (str(fields["title"]), *_texts(fields.get("aliases")))
    }
    corrections, taken, files = read_corrections(folder), set(by_hand), dict[Path, str]()
    theirs = [row for row in rows if row.host not in corrections["not theirs"]]
    groups, n_groups = group_rows(theirs), Counter[str]()
    for group in groups:
        n_groups.update({row.company for row in group})
    for group in groups:
        fields = outlet_fields(group, corrections["agency"], all(n_groups[row.company] == 1 for row in group))
        title, country = str(fields["title"]), str(fields["country"])
        if any(row.host in hosts or (country, fold(row.names[0])) in names for row in group):
            continue
        if (country, fold(title)) in names:
            continue
        path = folder / country.lower() / f"{slug(title)}.toml"
        if path in taken or not slug(title):
            path = path.with_name(f"{slug(title + ' ' + group[0].host)}.toml")
        taken.add(path)
        files[path] = render(fields)
    return files


def _texts(value: object) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, list) else []


def read_concerns(path: Path) -> dict[str, list[str]]:
    """Host -> who listed it. Platforms are left out, and the list that names every news site there is."""
    listed: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            host = re.sub(r"^(?:m|mobile)\.", "", host_of(line["Domain"]))
            if line["Source"] != NO_CONCERN and is_own_host(host) and host not in load_platform_hosts():
                listed[host].add(line["Source"].strip())
    return {host: sorted(listed[host]) for host in sorted(listed)}


def write_concerns(concerns: Mapping[str, Sequence[str]], path: Path) -> None:
    """The compact table: one line for each host."""
    lines = ["domain,listed_by", *(f"{host},{';'.join(listers)}" for host, listers in concerns.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(upstream: Path, folder: Path) -> tuple[int, int, int]:
    """Write the registry. Returns how many files were seeded, how many removed, and how many hosts are of concern."""
    files = seed_files(read_rows(upstream / "State_Media_Matrix.csv"), folder)
    seeded_before = {path for path, fields in read_files(folder).items() if fields.get("source") == SOURCE}
    for path in seeded_before - set(files):
        path.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    concerns = read_concerns(upstream / "laundromat_sites_of_concern.csv")
    write_concerns(concerns, folder / "sites_of_concern.csv")
    return len(files), len(seeded_before - set(files)), len(concerns)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Seed the registry of outlets.")
    parser.add_argument("--upstream", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    n_files, n_removed, n_concerns = build(options.upstream, options.out)
    print(f"{n_files} outlets seeded, {n_removed} removed, {n_concerns} sites of concern")


if __name__ == "__main__":
    main()

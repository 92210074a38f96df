"""What holds of every picture: well-formed, harmless, labelled, the same each time, and told in a table as well."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chart_pictures import HOSTILE_ONES, KINDS, LINKED, PLAIN
from lxml import etree

from dateline.charts import Picture, draw_sparkline, styles, write_figure
from dateline.charts.markup import anchor
from dateline.editions import EDITIONS, ENGLISH

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "charts"
SVG = "{http://www.w3.org/2000/svg}"
# What a page under a strict content security policy has no room for, and what nobody asked for.
FORBIDDEN = {"script", "style", "foreignObject", "iframe", "object", "image", "animate", "set", "handler"}


def elements(markup: str) -> Iterator[etree._Element]:
    for node in etree.fromstring(markup.encode("utf-8")).iter():
        assert isinstance(node.tag, str)
        yield node


def both(picture: Picture) -> tuple[str, str]:
    return picture.wide, picture.narrow


@pytest.mark.parametrize("kind", KINDS)
def test_picture_is_the_golden_one(kind: str) -> None:
    """Both widths and the table, byte for byte; `make golden` writes them anew."""
    figure = write_figure(PLAIN[kind](ENGLISH)).replace("><", ">\n<") + "\n"
    file = GOLDEN / f"{kind}.html"
    if os.environ.get("DATELINE_GOLDEN") == "write":
        file.write_text(figure, encoding="utf-8")
    assert figure == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=list(EDITIONS))
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_stay_words(kind: str, edition: str) -> None:
    """Names that would close an element, open a script or hold no XML leave nothing but words behind."""
    picture = HOSTILE_ONES[kind](edition)
    for svg in both(picture):
        for node in elements(svg):
            assert node.tag.removeprefix(SVG) not in FORBIDDEN
            assert "style" not in node.attrib
            assert not [name for name in node.attrib if name.startswith("on") or ("href" in name and name != "href")]
            assert re.match(r"/|#|\?", node.get("href", "/"))
    etree.fromstring(write_figure(picture, edition).encode("utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_class_has_its_style(kind: str) -> None:
    """A class that the style sheet does not know would be drawn in no colour at all."""
    known = set(re.findall(r"\.([a-z][\w-]*)", styles()))
    used = {name for svg in both(PLAIN[kind](ENGLISH)) for n in elements(svg) for name in n.get("class", "").split()}
    bare = {"mark", "marks", "bar", "flags", "histogram", "episode", "edges", "actors", "key", "columns", "axis"}
    bare |= {"places", "towns", "countries", "whole", "narrow", "wide", "reach"} | {"state", "force", "organisation"}
    bare |= {f"kind-{name}" for name in ("leads", "member", "sanctions")} | {"above", "leads", "ongoing"}
    assert used - known - bare == set()


@pytest.mark.parametrize("kind", KINDS)
def test_picture_says_what_it_is(kind: str) -> None:
    """It is labelled by its title and description; with links it is a group, since an image would hide them."""
    picture = PLAIN[kind](ENGLISH)
    for svg in both(picture):
        root = etree.fromstring(svg)
        title, desc = root[0], root[1]
        assert (title.text, desc.text) == (picture.title, picture.description)
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert root.get("role") == ("group" if kind in LINKED else "img")
        assert float(root.get("viewBox").split()[2]) in (360, 800)


@pytest.mark.parametrize("kind", LINKED)
def test_every_mark_is_a_link_with_words(kind: str) -> None:
    """Each link is read out as what its mark shows, and none is empty."""
    for svg in both(PLAIN[kind](ENGLISH)):
        links = [node for node in elements(svg) if node.tag == f"{SVG}a"]
        assert links
        assert all(node.get("aria-label") and node.get("href") and len(node) > 1 for node in links)


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_its_own(kind: str) -> None:
    """No id stands twice on the page, though both widths are on it, and every reference finds its target."""
    figure = etree.fromstring(write_figure(PLAIN[kind](ENGLISH)))
    ids = [node.get("id") for node in figure.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    text = etree.tostring(figure, encoding="unicode")
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)
    assert {n.get("href")[1:] for n in figure.iter(f"{SVG}use")} <= set(ids)


@pytest.mark.parametrize("kind", KINDS)
def test_same_records_same_bytes(kind: str) -> None:
    assert PLAIN[kind](ENGLISH) == PLAIN[kind](ENGLISH)


@pytest.mark.parametrize("kind", KINDS)
def test_french_pictures_have_no_english(kind: str) -> None:
    """What a picture says besides names of reports is in its language."""
    picture = PLAIN[kind](EDITIONS["fr"])
    said = " ".join([picture.title, picture.description, *picture.notes, *picture.table.header])
    assert not re.search(r"\b(?:the|from|events?|reports?|last|Borders)\b", said), said


def test_coordinates_are_short() -> None:
    """No number in a drawing has more than two decimals."""
    for kind in KINDS:
        for svg in both(PLAIN[kind](ENGLISH)):
            assert not re.search(r"\d\.\d{3,}", svg)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/\\evil", "", "x y"])
def test_only_safe_addresses_are_followed(href: str) -> None:
    """A mark without a way that can be followed is a labelled group."""
    assert anchor(href, "Gao", "x").startswith("<g")
    assert "href" not in anchor(href, "Gao", "x")


def test_sparkline_is_an_image_with_words() -> None:
    root = etree.fromstring(draw_sparkline([1, 0, 4], "Reports by month: 1, 0, 4"))
    assert (root.get("role"), root.get("aria-label")) == ("img", "Reports by month: 1, 0, 4")
    assert etree.fromstring(draw_sparkline([], "no reports")) is not None

"""Maps: every event is told somewhere, frames hold what they should on any side of the globe, disputes are told."""

import re
from datetime import date

import numpy as np
import pytest
from chart_records import BAMAKO, GAO, MALI, PARIS, SITES, make_place, make_site
from hypothesis import given
from hypothesis import strategies as st

from dateline.charts import draw_map, draw_multiples, draw_relations
from dateline.charts.basemap import draw_ground
from dateline.charts.geometry import load_disputes, load_geometry, outline
from dateline.charts.projection import clip, densify, find_middle, fit_frame, is_within
from dateline.editions import EDITIONS, ENGLISH
from dateline.gazetteer import load_by_iso3

points = st.lists(
    st.tuples(st.floats(-180, 180, allow_nan=False), st.floats(-90, 90, allow_nan=False)), min_size=1, max_size=8
).map(np.array)


@given(points)
def test_frame_holds_every_point(degrees: np.ndarray) -> None:
    """Wherever events are, over the antimeridian or at a pole, they are on the map that was fitted to them."""
    frame = fit_frame(degrees, 800, (400, 600))
    assert is_within(frame.place(degrees), (-0.5, -0.5, frame.width + 0.5, frame.height + 0.5)).all()


@given(points, st.integers(-2, 2))
def test_turning_the_globe_changes_nothing(degrees: np.ndarray, turns: int) -> None:
    """175 degrees west and 185 degrees east are one place."""
    frame = fit_frame(degrees, 800, (400, 600))
    assert np.allclose(frame.place(degrees), frame.place(degrees + np.array([360 * turns, 0])), atol=1e-6)


def test_fiji_and_samoa_are_neighbours() -> None:
    """The middle of two places on both sides of the antimeridian lies between them, not in Africa."""
    lon, _ = find_middle(np.array([(178.4, -18.1), (-171.8, -13.8)]))
    assert abs(abs(lon) - 176.7) < 1


@given(st.floats(-170, 170), st.floats(-80, 80), st.floats(1, 60), st.floats(1, 60))
def test_what_is_clipped_lies_in_its_box(west: float, south: float, wide: float, high: float) -> None:
    ring = outline(load_geometry(), load_geometry().features["BRA"][0].rings[0], 0)
    box = (west, south, west + wide, south + high)
    inside = clip(ring, box)
    assert is_within(inside, (west - 1e-6, south - 1e-6, box[2] + 1e-6, box[3] + 1e-6)).all()


def test_densified_lines_keep_their_points() -> None:
    line = np.array([(0.0, 50.0), (30.0, 50.0), (30.5, 50.0)])
    dense = densify(line, 1.5)
    assert len(dense) == 22
    assert all((dense == point).all(axis=1).any() for point in line)


@pytest.mark.parametrize(("lat", "lon"), [(-18.1, 178.4), (89.9, 0.0), (-89.9, 0.0), (0.0, 180.0), (0.0, -180.0)])
def test_edges_of_the_world_can_be_drawn(lat: float, lon: float) -> None:
    picture = draw_map([make_site(make_place("Edge", lat, lon, "FJI"))])
    assert "nan" not in picture.wide
    assert 'aria-label="Edge: 1 event' not in picture.wide  # no link was given
    assert "Edge: 1 event" in picture.wide


def test_no_line_runs_across_the_map_where_the_data_is_cut() -> None:
    """Fiji, Russia and Antarctica are cut at the antimeridian: the cut is no coast, nor a way around the globe."""
    frame = fit_frame(np.array([(170.0, -30.0), (-165.0, 70.0), (178.0, 60.0)]), 800, (400, 600))
    ground = draw_ground(frame, ["FJI"], "x")
    coast = re.search(r'class="map-coast" d="([^"]+)"', ground.markup)
    assert coast
    steps = re.findall(r"(-?\d*\.?\d+)[ ]?(-?\d*\.?\d+)", re.sub(r"M[^l]+l", " ", coast[1]))
    assert max(abs(float(dx)) for dx, _ in steps) < 60


def test_every_event_is_told_in_the_table() -> None:
    """The table counts all events; the map has a mark, a number or a note for each."""
    picture = draw_map(SITES, own=["MLI"], link=lambda spot: f"/p/{spot.place.name}")
    assert {row[0]: row[2] for row in picture.table.rows} == {
        "Gao": "9",
        "Bamako": "6",
        "Mali": "1",
        "Mopti region": "1",
        "Paris": "1",
    }
    assert all(f'href="/p/{name}"' in picture.wide for name in ("Gao", "Bamako", "Mopti", "Mali"))
    assert any("Paris, France (1)" in note for note in picture.notes)
    assert 'href="/p/Paris"' not in picture.wide


def test_days_outside_are_not_shown() -> None:
    picture = draw_map(SITES, since=date(2024, 6, 1), until=date(2024, 6, 30))
    assert [row[0] for row in picture.table.rows] == ["Bamako", "Gao"]
    assert sum(int(row[2]) for row in picture.table.rows) == sum(
        date(2024, 6, 1) <= site.day <= date(2024, 6, 30) for site in SITES
    )


def test_area_tells_the_number() -> None:
    """Four times the events, twice the radius."""
    sites = [make_site(GAO, date(2024, 1, n + 1)) for n in range(20)]
    sites += [make_site(BAMAKO, date(2024, 2, n + 1)) for n in range(5)]
    radii = [float(r) for r in re.findall(r'class="quad-4" cx="[^"]+" cy="[^"]+" r="([^"]+)"', draw_map(sites).wide)]
    assert radii[0] == pytest.approx(2 * radii[1], rel=0.02)


def test_country_is_no_place() -> None:
    """An event that is placed no nearer than its country has no mark on the ground."""
    picture = draw_map([make_site(MALI), make_site(GAO)])
    assert picture.wide.count('class="quad-4"') == 2  # that of Gao, and the key's
    assert any("no nearer" in note for note in picture.notes)


def test_no_events_is_a_map_of_the_countries() -> None:
    picture = draw_map([], own=["MLI"])
    assert (picture.description, picture.table.rows) == (ENGLISH.say("chart.no_events"), ())
    assert "Mali" in picture.wide
    assert draw_multiples([]).table.rows == ()
    assert draw_relations([], date(2024, 1, 1)).table.rows == ()


@pytest.mark.parametrize(
    ("lat", "lon", "told"),
    [
        (45.0, 34.1, "Crimea"),
        (25.0, -13.0, "Western Sahara"),
        (34.0, 74.8, "Kashmir"),
        (31.9, 35.2, "Palestinian territories"),
        (25.0, 121.5, "Taiwan"),
        (42.6, 20.9, "Kosovo"),
        (43.0, 41.0, "Abkhazia"),
    ],
)
def test_a_dispute_in_view_is_told(lat: float, lon: float, told: str) -> None:
    """Under the map stands what is in dispute on it, in the reader's language, and whose borders are drawn."""
    site = make_site(make_place("Here", lat, lon, ""))
    notes = " ".join(draw_map([site]).notes)
    assert told in notes
    assert "Natural Earth" in notes
    french = " ".join(draw_map([site], edition=EDITIONS["fr"]).notes)
    assert "Contesté" in french


def test_no_dispute_is_told_where_none_is() -> None:
    assert not any("dispute" in note for note in draw_map([make_site(PARIS)]).notes)


def test_disputed_borders_are_drawn_in_their_own_way() -> None:
    """The line of control in Kashmir is dashed, and is not drawn as a border as well."""
    frame = fit_frame(np.array([(74.5, 34.5)]), 400, (300, 300))
    ground = draw_ground(frame, [], "x")
    assert 'class="map-disputed"' in ground.markup


def test_disputes_name_what_the_geometry_has() -> None:
    """Every area and border of the table is in the geometry, and every edition has words for each."""
    geometry = load_geometry()
    parted = {frozenset(line.sides) for line in geometry.lines}
    for dispute in load_disputes():
        assert dispute.areas <= geometry.features.keys()
        assert all(border.between in parted for border in dispute.borders)
        assert dispute.words.keys() == EDITIONS.keys()
        assert all(":" in words for words in dispute.words.values())


def test_features_are_countries_of_the_gazetteer() -> None:
    own = {code for code in load_geometry().features if code.startswith("X-")}
    assert own == {"X-CRIMEA", "X-SOL", "X-CYN", "X-KAS", "X-IOA", "X-ATC"}
    assert load_geometry().features.keys() - own <= load_by_iso3().keys()


def test_multiples_cover_the_days() -> None:
    """Twelve panels at most, one after another, with all events that have a place among them."""
    picture = draw_multiples(SITES)
    assert [row[0] for row in picture.table.rows][:2] == ["Jan 2024", "Feb 2024"]
    assert len(picture.table.rows) <= 12
    assert sum(int(row[1]) for row in picture.table.rows) == len(SITES)


def test_no_small_map_is_named_after_a_year_to_come() -> None:
    """Two years a map, of which the second has not come: the map has the first alone."""
    sites = [make_site(make_place("Gao", 16.3, 0.0), day=date(of, 6, 1)) for of in range(2012, 2027)]
    names = [row[0] for row in draw_multiples(sites).table.rows]
    assert names[-2:] == ["2024–2025", "2026"]

"""Pictures as SVG, drawn on the server: maps, timelines, graphs of relations, figures over time.

Records go in, a `Picture` comes out: the drawing at two widths, its title and description, what has to stand below it,
and its facts as a table. Colours are left to charts.css (`styles`); `write_figure` puts a picture into a page.
"""

from __future__ import annotations

from dateline.charts.maps import draw_map, draw_multiples
from dateline.charts.pictures import Picture, Table, styles, write_figure, write_table
from dateline.charts.relations import draw_relations
from dateline.charts.series import draw_bars, draw_pair, draw_series, draw_sparkline
from dateline.charts.spots import Quad, Spot
from dateline.charts.timelines import draw_timeline

__all__ = [
    "Picture",
    "Quad",
    "Spot",
    "Table",
    "draw_bars",
    "draw_map",
    "draw_multiples",
    "draw_pair",
    "draw_relations",
    "draw_series",
    "draw_sparkline",
    "draw_timeline",
    "styles",
    "write_figure",
    "write_table",
]

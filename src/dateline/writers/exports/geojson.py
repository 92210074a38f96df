"""Rows that have a place as GeoJSON (RFC 7946): a point each, everything else as its properties."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.codec import encode
from dateline.records import Cells, Export, Sheet
from dateline.writers.exports.cells import order_row, write_moment

_AT = ("lat", "lon")
_IDS = {"events": "event_id", "places": "geonames_id"}


def write_geojson(export: Export) -> Iterator[bytes]:
    """One FeatureCollection, as rows are made; rows without a point are left out."""
    notes = encode({"situation": export.situation_id, "title": export.title, "as_of": write_moment(export.as_of)})
    yield f'{{"type":"FeatureCollection","dateline":{notes},"features":['.encode()
    before = "\n"
    for sheet in export.sheets:
        for row in sheet.rows:
            if row["lat"] is not None and row["lon"] is not None:
                yield f"{before}{encode(_write_feature(row, sheet))}".encode()
                before = ",\n"
    yield b"\n]}\n"


def _write_feature(row: Cells, sheet: Sheet) -> Cells:
    """A point is longitude and latitude, in this order."""
    properties = order_row(row, [column for column in sheet.columns if column.name not in _AT])
    return {
        "type": "Feature",
        "id": row[_IDS[sheet.name]],
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": properties,
    }

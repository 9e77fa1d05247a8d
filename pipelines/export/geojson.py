"""GeoJSON (RFC 7946): a point for each row with coordinates, WGS 84, all other columns as properties."""

from __future__ import annotations

from pathlib import Path

from pipelines.export.rows import Source, as_json, quoted

_DIGITS = 6


def write(source: Source, path: Path) -> None:
    """Write the rows that have a place on the map; raises `ExportError` for a view without coordinates."""
    source.need("geojson", "latitude", "longitude")
    placed = f"""
        SELECT * EXCLUDE (latitude, longitude), latitude AS _y, longitude AS _x FROM {quoted(source.name)}
        WHERE latitude IS NOT NULL AND longitude IS NOT NULL ORDER BY ALL"""  # noqa: S608 - a name of the catalogue
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, row in enumerate(source.rows(placed)):
            point = [round(row.pop("_x"), _DIGITS), round(row.pop("_y"), _DIGITS)]
            feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": point}, "properties": row}
            file.write((",\n" if number else "\n") + as_json(feature))
        file.write("\n]}\n")

"""Small invented towns as GeoJSON for the tests of the district import."""

import json
from pathlib import Path

REAL = Path(__file__).parents[3] / "shared" / "data" / "real"
STEP = 0.01  # degrees: a district is about 650 m wide and 1.1 km high


def square(x=0, y=0, size=1, west=7.30, south=54.20):
    left, low = west + STEP * x, south + STEP * y
    right, high = left + STEP * size, low + STEP * size
    return {"type": "Polygon", "coordinates": [[[left, low], [right, low], [right, high], [left, high], [left, low]]]}


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def town(*features, **members):
    return {"type": "FeatureCollection", "features": list(features), **members}


def row_of(*names, **members):
    """A row of districts side by side, from west to east."""
    return town(*(feature(square(x), name=name) for x, name in enumerate(names)), **members)


def write(folder, content, name="town.geojson"):
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    return str(path)

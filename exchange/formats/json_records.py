"""Records of JSON: a list, a list inside an object, one object per line, or the features of GeoJSON."""

import math
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from exchange.formats.files import UnreadableInput, decode, load_json
from exchange.formats.record_files import FileOptions, Record, RecordFile, value_at


def read_json(content: bytes, options: FileOptions) -> RecordFile:
    """Records of a JSON list; `options.records` is the path of the list when it lies inside an object."""
    decoded = decode(content, options.encoding)
    data = _load(decoded.text)
    if not options.records and isinstance(data, dict) and data.get("type") == "FeatureCollection":
        return _features(data, decoded.warning)
    found = value_at(data, options.records) if options.records else data
    if not isinstance(found, list):
        where = f"at {options.records}" if options.records else "at the top"
        raise UnreadableInput(
            f"The JSON holds no list of records {where}. Check the file, or set file.records in the profile."
        )
    return RecordFile([Record(position, values) for position, values in enumerate(found, start=1)], decoded.warning)


def read_geojson(content: bytes, options: FileOptions) -> RecordFile:
    """Features as records: their properties, and `@id`, `@longitude`, `@latitude`."""
    decoded = decode(content, options.encoding)
    return _features(load_json(decoded.text), decoded.warning)


def _load(text: str) -> Any:
    """One JSON value, or a list of them when every line holds an object of its own."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.strip().startswith("{") and line.strip().endswith("}") for line in lines):
        return [load_json(line) for line in lines]
    return load_json(text)


def _features(data: Any, warning: str) -> RecordFile:
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise UnreadableInput("The file is not GeoJSON: it has no list of features. Check file.format in the profile.")
    return RecordFile([_feature(number, feature) for number, feature in enumerate(features, start=1)], warning)


def _feature(position: int, feature: Any) -> Record:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return Record(position, {}, problem="it is no feature with properties")
    longitude, latitude = _point(feature.get("geometry"))
    extra = {"@id": feature.get("id"), "@longitude": longitude, "@latitude": latitude}
    return Record(position, extra | properties)


def _point(geometry: Any) -> tuple[float | None, float | None]:
    """Longitude and latitude of a point, or of a point inside any other shape."""
    if not isinstance(geometry, dict):
        return None, None
    try:
        point = shape(geometry).representative_point()
        found = (point.x, point.y)
    except (ShapelyError, TypeError, ValueError, KeyError, IndexError, AttributeError):
        return None, None
    return found if all(map(math.isfinite, found)) else (None, None)

"""Reading records: one reader per file format. A reader yields plain values with their position in the file; what they
mean is the profile's business (`mapping.py`)."""

from collections.abc import Callable

from exchange.formats.files import BYTE_ORDER_MARKS, UnreadableInput
from exchange.formats.json_records import read_geojson, read_json
from exchange.formats.record_files import FileOptions, RecordFile
from exchange.formats.tables import read_csv
from exchange.formats.workbooks import OLE, ZIP, read_xlsx

READERS: dict[str, Callable[[bytes, FileOptions], RecordFile]] = {
    "json": read_json,
    "geojson": read_geojson,
    "csv": read_csv,
    "xlsx": read_xlsx,
}


def read_records(content: bytes, format: str, options: FileOptions) -> RecordFile:
    """The records of a file; its first bytes tell the format when the profile names none. Raises UnreadableInput."""
    found = sniff(content)
    workbook = "xlsx" in (format, found)
    if format and workbook and format != found:
        raise UnreadableInput(
            f"The file is {'' if found == 'xlsx' else 'not '}an Excel workbook, but file.format in the profile is"
            f" {format}. Export the file again, or correct the profile."
        )
    return READERS[format or found](content, options)


def sniff(content: bytes) -> str:
    """csv, json or xlsx; GeoJSON counts as JSON here, whose reader recognises it."""
    if content.startswith((ZIP, OLE)):
        return "xlsx"
    start = content[:200]
    for mark, _encoding in BYTE_ORDER_MARKS:
        start = start.removeprefix(mark)
    return "json" if start.replace(b"\0", b"").lstrip()[:1] in (b"{", b"[") else "csv"

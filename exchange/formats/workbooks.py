"""Records of Excel workbooks (.xlsx): values, never formulas; dates as ISO text; nothing is unpacked beyond a limit."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from exchange.formats.files import UnreadableInput
from exchange.formats.record_files import FileOptions, RecordFile
from exchange.formats.tables import MAX_COLUMNS, Row, records_of

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAX_UNPACKED = 150_000_000
MAX_PARTS = 5_000
MAX_ROWS = 300_000
# openpyxl raises whatever the broken part of a workbook brings it to.
DAMAGED = (
    InvalidFileException, zipfile.BadZipFile, ParseError, SyntaxError, OSError, EOFError, LookupError, ValueError,
    TypeError, AttributeError, OverflowError, RuntimeError, zlib.error,
)  # fmt: skip
ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})


def read_xlsx(content: bytes, options: FileOptions) -> RecordFile:
    """Records of one sheet: the named one, else the first that is visible. Raises UnreadableInput."""
    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = _sheet(book, options.sheet)
        return RecordFile(records_of(_rows(sheet), options.header, fixed_cells=True))
    except UnreadableInput:
        raise
    except DAMAGED as error:
        raise UnreadableInput(
            f"The workbook is damaged ({str(error)[:120]}). Open it in Excel or LibreOffice and save it again as .xlsx."
        ) from error


def _check_package(content: bytes) -> None:
    """A workbook is a ZIP archive; refuse other things, and archives that would fill the memory."""
    if content.startswith(OLE):
        raise UnreadableInput("The workbook is in the old .xls form or has a password. Save it as .xlsx without one.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableInput("The workbook is cut off or no .xlsx at all. Download or save it again.") from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableInput(
            f"The workbook holds more than {MAX_UNPACKED // 1_000_000} MB when unpacked. Save only the sheet with the"
            " list, or export it as CSV."
        )
    if not any(part.filename.startswith("xl/") for part in parts):
        raise UnreadableInput("The file is a ZIP archive, not an Excel workbook. Unpack it first.")


def _sheet(book: Any, name: str) -> Any:
    if name and name not in book.sheetnames:
        raise UnreadableInput(f"The workbook has no sheet {name}. It has: {', '.join(book.sheetnames)}.")
    sheets = [book[name]] if name else [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets or not hasattr(sheets[0], "iter_rows"):
        raise UnreadableInput("The workbook has no visible sheet with cells. Check file.sheet in the profile.")
    return sheets[0]


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # many programs write a wrong size
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1):
        if number > MAX_ROWS:
            raise UnreadableInput(f"The sheet has more than {MAX_ROWS} rows. Split it, or delete empty rows below it.")
        yield number, [_plain(cell) for cell in cells]


def _plain(value: Any) -> Any:
    """A cell as JSON could hold it; whole numbers without a decimal point, error values as empty."""
    if value is None or (isinstance(value, str) and value.strip() in ERRORS):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (str, int, float, bool)) else str(value)

"""Records of tables: a row with the names of the columns, then one record per row. CSV with any delimiter; the rules
for headers and rows serve workbooks too."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from exchange.formats.files import UnreadableInput, decode
from exchange.formats.record_files import FileOptions, Record, RecordFile

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 50
MAX_COLUMNS = 1000
MAX_CELL = 1_000_000
MAX_RECORDS = 300_000
Row = tuple[int, list[Any]]


def read_csv(content: bytes, options: FileOptions) -> RecordFile:
    """Records of delimited text; the delimiter is found when the profile names none. Raises UnreadableInput."""
    decoded = decode(content, options.encoding)
    text = decoded.text
    hint = re.match(r"sep=(.)\r?\n", text)  # Excel's own way to name the delimiter
    delimiter = options.delimiter or (hint.group(1) if hint else _sniff(text))
    rows = _rows(text, delimiter)
    if hint:
        next(rows, None)
    return RecordFile(records_of(rows, options.header), decoded.warning)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """(line, cells) of every row; a quotation mark that is never closed is refused, other odd ones are taken."""
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableInput(
            f"The table cannot be read from line {line} on ({error}). Usually a quotation mark is missing there."
            " Correct the line, or export the table again."
        ) from error


def _sniff(text: str) -> str:
    """The delimiter that gives most rows the same number of columns, and more than one."""
    sample = "\n".join(text.splitlines()[: SAMPLE_ROWS * 4])
    scores = {}
    for delimiter in DELIMITERS:
        try:
            rows = [row for _line, row in _rows(sample, delimiter) if any(row)][:SAMPLE_ROWS]
        except UnreadableInput:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if widths:
            width, number = widths.most_common(1)[0]
            scores[delimiter] = (number / len(rows), width)
    return max(scores, key=lambda found: scores[found], default=",")


def records_of(rows: Iterable[Row], header: int = 0, fixed_cells: bool = False) -> list[Record]:
    """Records of rows below the header: row `header`, or the first that is not empty. Empty rows are left out.

    A row that is longer or shorter than the header is marked: nobody knows which cell belongs where. With
    `fixed_cells` (workbooks) the cells stand where they belong, and a short row only ends early.
    """
    rows = iter(rows)
    names = _names(rows, header)
    records: list[Record] = []
    for line, cells in rows:
        if all(cell in (None, "") for cell in cells):
            continue
        while len(cells) > len(names) and cells[-1] in (None, ""):
            cells = cells[:-1]
        if fixed_cells:
            cells = [*cells, *[""] * (len(names) - len(cells))]
        problem = "" if len(cells) == len(names) else f"it has {len(cells)} columns, the header has {len(names)}"
        if len(records) == MAX_RECORDS:
            raise UnreadableInput(f"The table has more than {MAX_RECORDS} rows. Split it.")
        values = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        records.append(Record(len(records) + 1, values, line, problem))
    return records


def _names(rows: Iterator[Row], header: int) -> list[str]:
    for number, (_line, cells) in enumerate(rows, start=1):
        if number < header or (not header and all(cell in (None, "") for cell in cells)):
            continue
        names = [" ".join(str("" if cell is None else cell).split()) for cell in cells]
        while names and not names[-1]:
            names.pop()
        _check_names(names)
        return names
    raise UnreadableInput("The table has no row with the names of the columns. Check the file and file.header.")


def _check_names(names: Sequence[str]) -> None:
    repeated = sorted(name for name, number in Counter(names).items() if name and number > 1)
    if repeated:
        raise UnreadableInput(f"Several columns are called {', '.join(repeated)[:200]}. Rename them, then try again.")
    if not any(names) or len(names) > MAX_COLUMNS:
        raise UnreadableInput(
            f"The row with the names of the columns holds {len(names)} of them. Check the file and file.header."
        )

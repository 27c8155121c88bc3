"""HTML tables as a grid: cells that reach over several columns or rows stand in their first one."""

from bs4 import Tag

MOST_COLUMNS, MOST_ROWS = 20, 500


def grid(table: Tag) -> tuple[list[str], list[list[Tag | None]]]:
    """Headings of the columns (empty without a first row of headings) and the rows below them, all of one length."""
    rows: list[list[Tag | None]] = []
    reached: dict[tuple[int, int], None] = {}
    for number, row in enumerate(rows_of(table)):
        cells: list[Tag | None] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            while (number, len(cells)) in reached:
                cells.append(None)
            for down in range(_span(cell, "rowspan", MOST_ROWS)):
                for across in range(_span(cell, "colspan", MOST_COLUMNS)):
                    reached[number + down, len(cells) + across] = None
            cells.append(cell)
        rows.append(cells[:MOST_COLUMNS])
    width = max((len(row) for row in rows), default=0)
    rows = [row + [None] * (width - len(row)) for row in rows if any(row)]
    if rows and all(cell is None or cell.name == "th" for cell in rows[0]):
        return [" ".join(cell.get_text(" ").split()) if cell else "" for cell in rows[0]], rows[1:]
    return [], rows


def rows_of(table: Tag) -> list[Tag]:
    """The rows of a table, not those of tables inside it."""
    return [row for row in table.find_all("tr", limit=MOST_ROWS) if row.find_parent("table") is table]


def _span(cell: Tag, name: str, most: int) -> int:
    value = str(cell.get(name) or "1")
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 6 else 1

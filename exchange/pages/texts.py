"""HTML of editors elsewhere → blocks of a guide (`home/blocks.py`): words, headings, lists, links, tables, that is all.

The HTML comes out in the form in which Wagtail's editor stores it, so that saving a page without a change changes
nothing. Headings begin at the second level and skip none, because the title of the page is the first.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import nh3
from bs4 import BeautifulSoup, NavigableString, Tag
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from exchange.pages.table_cells import grid, rows_of
from exchange.values.cleaning import CONTROL, DIRECTION_OVERRIDES
from home.blocks import CELL, CELL_FEATURES, TABLE, TEXT, TEXT_FEATURES

Block = dict[str, Any]
# Address of a link → attributes of ours, or "" when the link leads nowhere.
Resolve = Callable[[str], str]

BOLD, ITALIC = {"strong": "b", "b": "b"}, {"em": "i", "i": "i"}
STYLES = BOLD | ITALIC
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = ("ul", "ol")
GROUPS = {
    "p", "div", "section", "article", "blockquote", "details", "summary", "figure", "figcaption", "dl", "dt", "dd",
    "address", "aside", "header", "footer", "main", "center", "pre", "hr",
}  # fmt: skip
BLOCKS = GROUPS | set(HEADINGS) | set(LISTS) | {"table"}
KEPT = BLOCKS | set(STYLES) | {"a", "br", "li", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
DROPPED = {"script", "style", "template", "noscript", "svg", "object", "iframe", "form", "select", "textarea", "button"}
COUNTED = {"img": "images", "iframe": "embedded pages", "script": "scripts", "form": "forms", "video": "videos"}
LOWEST = 4  # heading level
DEEPEST = 40  # elements inside each other; what is deeper is taken as plain words
SPACE = re.compile(r"\s+")
OUTER_BREAKS = re.compile(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$")
BREAK = re.compile(r"\s*<br/>\s*")
NO_WORDS = re.compile(r"<[^>]*>|\s")
EDITOR_KEY = re.compile(r' data-block-key="[^"]*"')


def to_blocks(html: str, resolve: Resolve, counts: Counter[str]) -> list[Block]:
    """Clean blocks of an HTML text; what was left out is counted."""
    for tag, name in COUNTED.items():
        if number := len(re.findall(rf"(?i)<{tag}\b", html)):
            counts[f"{name} left out"] += number
    html = DIRECTION_OVERRIDES.sub("", CONTROL.sub("", html.replace("\r", "\n")))
    clean = nh3.clean(
        html, tags=KEPT, attributes=ATTRIBUTES, clean_content_tags=DROPPED, link_rel=None, strip_comments=True
    )
    return [as_edited(block) for block in _Writer(resolve, counts).blocks(BeautifulSoup(clean, "html.parser"))]


def as_edited(block: Block) -> Block:
    """A block as Wagtail's editor would store it."""
    if block["type"] == TEXT:
        return block | {"value": _round_trip(block["value"], TEXT_FEATURES)}
    rows = [{"values": [_round_trip(cell, CELL_FEATURES) for cell in row["values"]]} for row in block["value"]["rows"]]
    return block | {"value": block["value"] | {"rows": rows}}


def _round_trip(html: str, features: list[str]) -> str:
    """Through the editor until it changes nothing any more, which is once or twice."""
    converter = ContentstateConverter(features=features)
    for _time in range(4 if html else 0):
        before, html = html, without_keys(converter.to_database_format(converter.from_database_format(html)))
        if html == before:
            break
    return html


def without_keys(html: str) -> str:
    """HTML without the marks that the editor puts on every paragraph."""
    return EDITOR_KEY.sub("", html)


def words(blocks: Iterable[Block]) -> str:
    """The bare text of blocks, to tell whether there is any."""
    return NO_WORDS.sub("", str([block["value"] for block in blocks]))


class _Writer:
    """Walks one document and writes blocks."""

    def __init__(self, resolve: Resolve, counts: Counter[str]) -> None:
        self.resolve, self.counts = resolve, counts
        self.found: list[Block] = []
        self.pending = ""
        self.levels: list[int] = []
        self.last_level = 1

    def blocks(self, document: Tag) -> list[Block]:
        self.levels = sorted({HEADINGS[tag.name] for tag in document.find_all(list(HEADINGS))})
        _flatten(document)
        self._walk(document)
        self._end_paragraph()
        return self.found

    def _walk(self, parent: Tag) -> None:
        for child in parent.children:
            if not isinstance(child, Tag):
                self.pending += _text(child)
            elif child.name not in BLOCKS and child.find(list(BLOCKS)) is None:
                self.pending += self._inline(child)
            else:
                self._end_paragraph()
                self._block(child)
                self._end_paragraph()

    def _block(self, tag: Tag) -> None:
        if tag.name in HEADINGS:
            self._heading(tag)
        elif tag.name in LISTS:
            self._add(self._list(tag))
        elif tag.name == "table":
            self._table(tag)
        else:
            self._walk(tag)

    def _heading(self, tag: Tag) -> None:
        inner = OUTER_BREAKS.sub("", self._inside(tag, styles=False).replace("<br/>", " "))
        if not NO_WORDS.sub("", inner):
            return
        level = min(2 + self.levels.index(HEADINGS[tag.name]), self.last_level + 1, LOWEST)
        self.last_level = level
        self._add(f"<h{level}>{inner}</h{level}>")

    def _list(self, tag: Tag) -> str:
        items = self._items(tag)
        return f"<{tag.name}>{items}</{tag.name}>" if items else ""

    def _items(self, tag: Tag) -> str:
        """Items of a list; an item that only holds a list gives way to that one's items."""
        items = ""
        for item in tag.find_all("li", recursive=False):
            inner, below = OUTER_BREAKS.sub("", self._inside(item, lists=False)), _outer_lists(item)
            if NO_WORDS.sub("", inner):
                items += f"<li>{inner}{''.join(map(self._list, below))}</li>"
            else:
                items += "".join(map(self._items, below))
        return items

    def _table(self, tag: Tag) -> None:
        headings, rows = grid(tag)
        if len(rows) + bool(headings) < 2 or max(map(len, rows), default=0) < 2:
            for cell in (cell for row in rows_of(tag) for cell in row.find_all(["td", "th"], recursive=False)):
                self._walk(cell)
                self._end_paragraph()
            return  # it only places things
        columns = [{"type": CELL, "heading": text} for text in headings or [""] * len(rows[0])]
        cells = [{"values": [self._cell(cell) for cell in row]} for row in rows]
        caption = tag.find("caption")
        value = {"columns": columns, "rows": cells, "caption": " ".join(caption.get_text().split()) if caption else ""}
        self.found.append({"type": TABLE, "value": value})

    def _cell(self, cell: Tag | None) -> str:
        if cell is None:
            return ""
        inner = _Writer(self.resolve, self.counts)
        for table in cell.find_all("table"):
            table.name = "div"
        for heading in cell.find_all(list(HEADINGS)):
            heading.name = "p"
        return "".join(block["value"] for block in inner.blocks(cell))

    def _inline(self, tag: Tag, styles: bool = True) -> str:
        if tag.name == "br":
            return "<br/>"
        inner = self._inside(tag, styles=styles)
        if not NO_WORDS.sub("", inner):
            return " " if inner.strip(" ") == "" and inner else inner
        if tag.name == "a":
            return self._link(tag, inner)
        style = STYLES.get(tag.name) if styles else None
        return f"<{style}>{inner}</{style}>" if style else inner

    def _inside(self, tag: Tag, styles: bool = True, lists: bool = True) -> str:
        """The words inside of a tag on one line; blocks inside of it are parted by line breaks."""
        found = ""
        for child in tag.children:
            if not isinstance(child, Tag):
                found += _text(child)
            elif child.name in LISTS and not lists:
                continue
            elif child.name in BLOCKS or child.name == "li":
                found += f"<br/>{self._inside(child, styles, lists)}<br/>"
            else:
                found += self._inline(child, styles)
        return re.sub(r"(?:\s*<br/>\s*)+", "<br/>", found)

    def _link(self, tag: Tag, inner: str) -> str:
        attributes = self.resolve(str(tag.get("href") or "").strip())
        if not attributes:
            self.counts["links without a goal left out"] += 1
            return inner
        return f"<a {attributes}>{inner}</a>"

    def _end_paragraph(self) -> None:
        inner = OUTER_BREAKS.sub("", BREAK.sub("<br/>", SPACE.sub(" ", self.pending)))
        self.pending = ""
        if NO_WORDS.sub("", inner):
            self._add(f"<p>{inner}</p>")

    def _add(self, html: str) -> None:
        """Neighbouring texts are one block."""
        if not html:
            return
        if self.found and self.found[-1]["type"] == TEXT:
            self.found[-1]["value"] += html
        else:
            self.found.append({"type": TEXT, "value": html})


def _flatten(document: Tag) -> None:
    """Leave nothing that is nested so deeply that only a mistake or an attack can explain it."""
    depths = {id(document): 0}
    deep = []
    for node in document.descendants:
        depth = depths[id(node)] = depths[id(node.parent)] + 1
        if depth == DEEPEST and isinstance(node, Tag):
            deep.append(node)
    for node in deep:
        node.replace_with(node.get_text(" "))


def _text(node: Any) -> str:
    return escape(SPACE.sub(" ", str(node)), quote=False) if type(node) is NavigableString else ""


def _outer_lists(item: Tag) -> list[Tag]:
    return [found for found in item.find_all(list(LISTS)) if found.find_parent("li") is item]

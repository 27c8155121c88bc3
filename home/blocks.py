"""What the text of a guide is made of. `exchange/pages/texts.py` writes imported pages in the same form."""

from wagtail.blocks import RichTextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

TEXT, TABLE, CELL = "text", "table", "text"

GUIDE_BLOCKS = [
    (TEXT, RichTextBlock(features=["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link"])),
    (
        TABLE,
        TypedTableBlock(
            [(CELL, RichTextBlock(features=["bold", "italic", "ol", "ul", "link"]))], template="home/table.html"
        ),
    ),
]

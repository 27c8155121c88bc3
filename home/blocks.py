"""What the text of a guide is made of. `exchange/pages/texts.py` writes imported pages in the same form."""

from wagtail.blocks import RichTextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

TEXT, TABLE, CELL = "text", "table", "text"
CELL_FEATURES = ["bold", "italic", "ol", "ul", "link"]
TEXT_FEATURES = ["h2", "h3", "h4", *CELL_FEATURES]

GUIDE_BLOCKS = [
    (TEXT, RichTextBlock(features=TEXT_FEATURES)),
    (TABLE, TypedTableBlock([(CELL, RichTextBlock(features=CELL_FEATURES))], template="home/table.html")),
]

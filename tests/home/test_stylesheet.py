"""The one stylesheet: readable, in four layers, without left and right."""

import gzip
import re
from pathlib import Path

from django.conf import settings

SHEET = (Path(settings.ROOT) / "site" / "static" / "css" / "look.css").read_text()
TEMPLATES = "".join(path.read_text() for path in (Path(settings.ROOT) / "templates").rglob("*.html"))


def test_no_rule_speaks_of_left_and_right():
    assert not re.findall(r"[\w-]*\b(?:left|right)\b[\w-]*\s*[:;}]", SHEET)


def test_no_rule_uses_physical_sizes():
    assert not re.findall(r"[\s;{](?:(?:min|max)-)?(?:width|height)\s*:", re.sub(r"@media[^{]*", "", SHEET))


def test_the_four_layers_come_in_order():
    assert "@layer tokens,base,layout,components;" in SHEET


def test_letters_are_neither_spaced_nor_turned_into_capitals():
    assert "text-transform" not in SHEET and "letter-spacing" not in SHEET


def test_it_stays_short_for_slow_lines():
    assert len(gzip.compress(SHEET.encode(), 6)) <= 4750
    assert SHEET.count("\n") < 800


def test_every_icon_of_a_template_is_drawn():
    used = set(re.findall(r"\bi-([a-z]+)\b", TEMPLATES))
    assert used <= set(re.findall(r"\.i-([a-z]+)\{--i", SHEET))


def test_nothing_is_styled_or_scripted_inline():
    assert not re.findall(r"<script(?! type=.application/ld| type=.module. src=)|\bstyle=\"|\bon\w+=\"", TEMPLATES)

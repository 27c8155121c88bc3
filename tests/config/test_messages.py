"""Every message of code and templates has words in every interface language."""

import ast
import os
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tools import check_messages


def test_no_message_is_missing_fuzzy_or_left_over():
    if shutil.which("xgettext") is None and os.environ.get("CI") != "true":
        pytest.skip("xgettext is missing: apt-get install gettext")
    found = check_messages.problems()
    assert not found, "\n".join(found)


def messages_of(tree):
    """First words of every call of gettext's functions, wherever they stand: xgettext overlooks those in f-strings."""
    for call in ast.walk(tree):
        name = (
            call.func.id.removesuffix("_lazy") if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
        )
        if name in ("_", "gettext", "ngettext", "pgettext", "npgettext"):
            message = call.args[name in ("pgettext", "npgettext")]
            if isinstance(message, ast.Constant):
                yield message.value


def test_no_message_of_the_code_is_overlooked():
    root = Path(settings.ROOT)
    known = {entry.msgid for entry in polib.pofile(str(root / "locale" / "en" / "LC_MESSAGES" / "django.po"))}
    files = [path for package in ("directory", "search", "home", "exchange") for path in (root / package).rglob("*.py")]
    used = {message for path in files for message in messages_of(ast.parse(path.read_text(encoding="utf-8")))}
    assert used - known == set()

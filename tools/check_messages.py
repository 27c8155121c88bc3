"""Extract all messages into a copy of the project and tell what the catalogues in locale/ lack.

Only the .po files are looked at: a page would hide a gap, because gettext falls through to Wagtail's and Django's
catalogues. English is the language of the msgids; its catalogue repeats them.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.extract_messages import IGNORED, ROOT, catalogs, extract

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def problems(root: Path = ROOT) -> list[str]:
    """One line for each message that is missing, fuzzy, no longer used, or lost a placeholder."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*IGNORED, ".*", "*.mo", "*.json", "__pycache__"))
        extract(copy)
        return [line for name in catalogs() for line in _problems(name, copy)]


def _problems(name: str, copy: Path) -> Iterator[str]:
    for entry in polib.pofile(str(copy / "locale" / name / "LC_MESSAGES" / "django.po")):
        told = f"{name}: “{entry.msgid}” {[file for file, _line in entry.occurrences]}"
        if entry.obsolete:
            yield f"{told}: no longer used"
        elif entry.fuzzy:
            yield f"{told}: fuzzy"
        elif not entry.translated():
            yield f"{told}: missing"
        elif lost := _lost_placeholders(entry):
            yield f"{told}: placeholders differ {sorted(lost)}"


def _lost_placeholders(entry: polib.POEntry) -> set[str]:
    """Placeholders that the words lack or invented; a plural form may leave out the number."""
    source = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    if entry.msgid_plural:
        found = [set(PLACEHOLDER.findall(words)) for words in entry.msgstr_plural.values()]
        return set().union(*found) ^ source
    return set(PLACEHOLDER.findall(entry.msgstr)) ^ source


if __name__ == "__main__":
    found = problems()
    sys.stderr.writelines(line + "\n" for line in found)
    if found:
        sys.exit(f"{len(found)} messages need work: make messages, then edit locale/*/LC_MESSAGES/django.po")

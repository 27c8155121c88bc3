"""Compile locale/*.po to .mo with polib, so that nobody needs gettext's msgfmt. Only what is older is written."""

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def compile_all(folder: Path = LOCALE) -> list[Path]:
    """Write the missing and outdated .mo files below a folder; returns them."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_all():
        sys.stderr.write(f"compiled {path.relative_to(LOCALE.parent)}\n")

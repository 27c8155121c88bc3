"""Write the messages of code and templates into locale/<language>/LC_MESSAGES/django.po (needs Debian's gettext)."""

import os
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
SOURCE_LANGUAGE = "en"
IGNORED = (".venv", "var", "tests", "tools", "docs", "node_modules")


def catalogs() -> list[str]:
    """gettext folder names of all interface languages: `de-simple` lies in `de_Simple`."""
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.conf import settings
    from django.utils.translation import to_locale

    return [to_locale(code) for code, _name in settings.LANGUAGES]


def extract(root: Path = ROOT) -> None:
    """Run Django's makemessages on a copy of the project or the project itself."""
    languages = [f"--locale={name}" for name in catalogs()]
    ignored = [f"--ignore={name}" for name in IGNORED]
    subprocess.run(  # noqa: S603 - our own command with our own arguments
        [sys.executable, "manage.py", "makemessages", "--no-wrap", "--add-location=file", *languages, *ignored],
        cwd=root,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"},
        check=True,
    )
    for name in catalogs():
        file = root / "locale" / name / "LC_MESSAGES" / "django.po"
        # Django knows no plural rule for de_Simple; it is that of German.
        file.write_text(
            file.read_text().replace("nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=(n != 1);")
        )
    say_english(root / "locale" / SOURCE_LANGUAGE / "LC_MESSAGES" / "django.po")


def say_english(file: Path) -> None:
    """The messages of the code are English: its catalogue says them as they are."""
    catalog = polib.pofile(str(file), wrapwidth=0)
    for entry in catalog:
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
    catalog.save()


if __name__ == "__main__":
    extract()

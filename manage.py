#!/usr/bin/env python
"""Entry point of all management commands."""

import os
import sys
from pathlib import Path


def main() -> None:
    # "site" is a standard library module, so the folder is a path entry, not a package.
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

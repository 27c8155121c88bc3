#!/usr/bin/env python
"""Entry point of all management commands."""

import os
import sys
from pathlib import Path


def main() -> None:
    # "site" is a standard library module, so the folder is a path entry, not a package.
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the sentence encoder is faster alone than with helpers that wait
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

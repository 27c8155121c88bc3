"""A person who may do everything, for work on one's own machine: made once, with a random password in var/."""

import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "admin"


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model

    file = settings.VAR / "admin-password.txt"
    users = get_user_model().objects
    if not users.filter(username=NAME).exists():
        password = secrets.token_urlsafe(12)
        file.touch(mode=0o600)
        file.write_text(password + "\n")
        users.create_superuser(NAME, f"{NAME}@example.org", password)
    password = file.read_text().strip() if file.exists() else "(the one that you chose)"
    sys.stdout.write(f"Sign in:    {NAME} / {password}   (kept in {file})\n")


if __name__ == "__main__":
    main()

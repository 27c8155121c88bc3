"""The two databases that are supported: SQLite embedded, PostgreSQL by `DATABASE_URL`."""

from pathlib import Path
from typing import Any

import environ

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA busy_timeout=10000;"
    "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;"
)


def database_settings(env: environ.Env, var: Path) -> dict[str, Any]:
    """Settings of the default database; SQLite in `var` unless `DATABASE_URL` names another."""
    var.mkdir(parents=True, exist_ok=True)
    settings = env.db_url("DATABASE_URL", default=f"sqlite:///{var / 'stadtlotse.sqlite3'}")
    settings.setdefault("CONN_MAX_AGE", 60)  # seconds; a new SQLite connection reads the whole schema first
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE: two writers queue at the start of their transactions instead of failing in the middle.
        settings["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": SQLITE_PRAGMAS}
    else:
        settings["CONN_HEALTH_CHECKS"] = True
    return settings

"""How fresh an entry is: computed from the last confirmation, never stored (vocabularies.md §12)."""

from datetime import date, timedelta

# Days after which an entry must be confirmed again.
LIMITS = {"beratung": 90, "sprechstunde": 90}
DEFAULT_LIMIT = 180
COURSE_RUN_LIMIT = 30
WAITING_TIME_LIMIT = 42  # plain-language.md §5: an older waiting time is no longer told


def limit_days(kind: str, review_days: int | None) -> int:
    return review_days or LIMITS.get(kind, DEFAULT_LIMIT)


def freshness(confirmed_on: date | None, limit: int, today: date) -> str:
    """`frisch`, `faellig` (limit passed), `ueberfaellig` (twice the limit) or `unbestaetigt` (never confirmed)."""
    if confirmed_on is None:
        return "unbestaetigt"
    age = today - confirmed_on
    if age <= timedelta(days=limit):
        return "frisch"
    return "faellig" if age <= timedelta(days=2 * limit) else "ueberfaellig"

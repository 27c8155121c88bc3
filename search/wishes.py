"""What a wish of a query asks of a record: the tags of which one fulfils it."""

from datetime import date, timedelta

from directory.lexicon import Concept
from search.filters import tags_for

WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
# Facets of the lexicon that depend on the day of asking, with the days from today.
RELATIVE_DAYS = {"day:today": 0, "day:tomorrow": 1}
# The tag of "near me", which no record has: only a part of town can say where that is.
NEAR_ME = "near:me"


def wish_tags(concept: Concept, today: date) -> frozenset[str]:
    """A language is spoken or interpreted there; today and tomorrow are days of the week."""
    if concept.sort == "language":
        return tags_for("sprache", (concept.key.partition(":")[2],))
    return frozenset(_tag(tag, today) for tag in concept.tags)


def _tag(tag: str, today: date) -> str:
    if tag not in RELATIVE_DAYS:
        return tag
    return f"tag:{WEEKDAYS[(today + timedelta(days=RELATIVE_DAYS[tag])).weekday()]}"

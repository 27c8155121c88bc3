"""Public facts → tags: the exact values that filters and facets work on, the same for every engine and the database.

A tag is `name:value`; the names are those of the public contract (`thema`, `zielgruppe`, ...) plus the ones that only
engines use: `in`, `county`, `everywhere` (where it is valid), `d` (district by key, larger areas included), `slot`
(weekday and time of day together), `dolmetschen`, `source`.
"""

from collections.abc import Iterable
from datetime import date

from directory.memory import Tenant
from directory.showing import Facts, coming, open_runs

LEVELS = ("alpha", "a0", "a1", "a2", "b1", "b2", "c1", "c2")
SPEAKING_ROLES = frozenset({"beratung", "personal", "durchfuehrung"})
SURE_CHILDCARE = frozenset({"vor-ort", "organisiert"})
ONLY = ("frauen", "maedchen", "maenner", "jungen")
COUNTY_REACHES = frozenset({"landkreis"})
WIDE_REACHES = frozenset({"region", "bundesweit"})
LONG_SLOT_MINUTES = 300


def minutes(clock: str) -> int:
    hour, _sep, minute = clock.partition(":")
    return int(hour) * 60 + int(minute or 0)


def daytimes(start: str, end: str) -> list[str]:
    """`morgens` (before 12), `mittags` (12 to 17), `abends` (from 17): by the start; opening hours of five hours and
    more count for every part of the day in which they have at least one hour."""
    first, last = minutes(start), minutes(end) or 1440
    periods = {"morgens": (0, 720), "mittags": (720, 1020), "abends": (1020, 1440)}
    if last - first >= LONG_SLOT_MINUTES:
        return [name for name, (a, b) in periods.items() if min(b, last) - max(a, first) >= 60]
    return [name for name, (a, b) in periods.items() if a <= first < b]


def level_range(level_from: str, level_to: str) -> list[str]:
    """All levels from one to the other; `gemischt` means every level, unknown levels mean none."""
    if "gemischt" in (level_from, level_to):
        return list(LEVELS)
    known = [LEVELS.index(level) for level in (level_from, level_to) if level in LEVELS]
    return list(LEVELS[min(known) : max(known) + 1]) if known else []


def tags_of(facts: Facts, tenant: Tenant, today: date) -> list[str]:
    """All tags of an offer on a day, sorted and without repeats."""
    return sorted(
        {
            *_validity(facts, tenant),
            *_lists(facts),
            *_conditions(facts),
            *_languages(facts),
            *_times(facts, today),
            *_districts(facts, tenant),
        }
    )


def _validity(facts: Facts, tenant: Tenant) -> Iterable[str]:
    yield f"in:{tenant.slug}"
    if facts["reach"] in COUNTY_REACHES:
        yield f"county:{tenant.county}"
    if facts["reach"] in WIDE_REACHES:
        yield "everywhere:1"


def _lists(facts: Facts) -> Iterable[str]:
    yield from (f"thema:{slug}" for slug in facts["topics"])
    yield from (f"zielgruppe:{slug}" for slug in facts["target_groups"])
    yield from (f"format:{slug}" for slug in facts["formats"])
    yield from (f"traeger:{organization['slug']}" for organization in facts["organizations"])
    if facts["kind"]:
        yield f"art:{facts['kind']}"
    if facts["branch"]:
        yield f"sparte:{facts['branch']}"
    if facts["source"]:
        yield f"source:{facts['source']['name']}"


def _conditions(facts: Facts) -> Iterable[str]:
    rules = facts["access_rules"]
    if "frei" in facts["costs"]:
        yield "kostenlos:1"
    if facts["childcare"] in SURE_CHILDCARE:
        yield "kinderbetreuung:1"
    if "ohne" in facts["registration"]:
        yield "ohne_anmeldung:1"
    if facts["professional"] or "fachleute" in rules:
        yield "fachleute:1"
    if "wohnort" in rules:
        yield "wohnort:1"
    if any(place.get("accessibility", {}).get("zugang-stufenlos") is True for place in facts["places"]):
        yield "stufenlos:1"
    if {"online", "telefon", "chat-mail"} & set(facts["formats"]) or facts["reach"] in ("online", "telefon"):
        yield "remote:1"
    for group in ONLY:
        if f"nur-{group}" in rules or facts["composition"] == group:
            yield f"nur:{group}"


def _languages(facts: Facts) -> Iterable[str]:
    for row in facts["languages"]:
        if row["role"] in SPEAKING_ROLES and row["language"]:
            yield f"sprache:{row['language']}"
        elif row["role"] == "dolmetschen":
            yield f"dolmetschen:{row['language'] or '*'}"
        elif row["role"] == "gelernt" and row["language"]:
            yield f"gelernt:{row['language']}"
        elif row["role"] == "deutsch-noetig" and row["level"] == "a0":
            yield "ohne_deutsch:1"
    for slot in facts["slots"]:
        if slot.get("language"):
            yield f"sprache:{slot['language']}"


def _times(facts: Facts, today: date) -> Iterable[str]:
    runs = open_runs(facts, today)
    slots = [*facts["slots"]]
    for site in facts["places"]:
        if site["status"] not in ("pausiert", "beendet"):
            slots += site["slots"]
    for run in runs:
        slots += run["slots"]
        yield from (f"niveau:{level}" for level in level_range(run["level_from"], run["level_to"]))
    if not runs:
        yield from (f"niveau:{level}" for level in level_range(facts["level_from"], facts["level_to"]))
    for slot in slots:
        yield f"tag:{slot['day']}"
        for daytime in daytimes(slot["start"], slot["end"]):
            yield f"zeit:{daytime}"
            yield f"slot:{slot['day']}-{daytime}"
    for session in coming(facts["sessions"], today, "date"):
        yield f"tag:{('mo', 'di', 'mi', 'do', 'fr', 'sa', 'so')[date.fromisoformat(session['date']).weekday()]}"


def _districts(facts: Facts, tenant: Tenant) -> Iterable[str]:
    for pk in facts["districts"]:
        yield f"d:{pk}"
        yield from (f"d:{parent}" for parent in tenant.ancestors(pk))

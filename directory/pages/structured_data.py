"""What search engines learn about an offer: schema.org in JSON-LD, from public facts and shown words only.

Sensitive and ended offers have none. A kind that is taught is a Course with its runs, an offer of dated meetings an
EventSeries, everything else a Service. Unknown facts are left out. https://schema.org/Course, /EventSeries, /Service.
"""

import json
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from directory.memory import memory
from directory.pages.addresses import Addresses
from directory.pages.calendar_files import open_places, places_of
from directory.pages.offer_page import OfferPage
from directory.showing import Facts, coming, open_runs
from directory.weekly_slots import WEEKDAYS, Slot

COURSE_KINDS = frozenset(
    {"sprachkurs", "sprachunterricht", "kurs", "qualifizierung", "schulabschluss", "fortbildung", "lernhilfe"}
)
DAYS = dict(zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True))
# A script element ends at the first "</script>", whatever is quoted: these never stand in one.
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
MOST_MEETINGS = 6
Node = dict[str, Any]


def structured_data(facts: Facts, page: OfferPage, addresses: Addresses, today: date) -> SafeString:
    """JSON for a script element; empty for what search engines must not tell."""
    if page.sensitive or page.ended:
        return SafeString("")
    node = {"@context": "https://schema.org"} | _known(_node(facts, page, addresses, today))
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)
    return mark_safe(text)  # noqa: S308  nothing in it can end the element


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def _node(facts: Facts, page: OfferPage, addresses: Addresses, today: date) -> Node:
    node = {
        "name": page.texts["title"].text,
        "description": page.texts["summary"].text,
        "url": addresses.canonical,
        "provider": [{"@type": "Organization", "name": provider.name} for provider in page.providers],
        "offers": _price(facts),
    }
    meetings = sorted(coming(facts["sessions"], today, "date"), key=lambda session: session["date"])[:MOST_MEETINGS]
    if facts["kind"] in COURSE_KINDS:
        runs = [_run(run, facts) for run in open_runs(facts, today)]
        return {"@type": "Course", "inLanguage": page.texts["title"].language} | node | {"hasCourseInstance": runs}
    if meetings:
        return _event("EventSeries", node) | {"subEvent": [_meeting(session, facts, node) for session in meetings]}
    found = _places(open_places(facts["places"]))
    channels = [{"@type": "ServiceChannel", "serviceLocation": place} for place in found]
    owner = memory().tenants.get(facts["municipality"])
    area = owner.name if owner and not channels else ""
    return {"@type": "Service"} | node | {"availableChannel": channels, "areaServed": area}


def _event(kind: str, node: Node) -> Node:
    words = {name: value for name, value in node.items() if name != "provider"}
    return {"@type": kind} | words | {"organizer": node["provider"]}


def _price(facts: Facts) -> Node | None:
    if "frei" in facts["costs"]:
        return {"@type": "Offer", "price": "0", "priceCurrency": "EUR"}
    if facts["amount"] is None:
        return None
    return {"@type": "Offer", "price": facts["amount"], "priceCurrency": "EUR"}


def _places(places: list[Facts]) -> list[Node]:
    return [_place(place) for place in places]


def _place(place: Facts) -> Node:
    address = {"streetAddress": place["street"], "postalCode": place["postcode"], "addressLocality": place["town"]}
    return {"@type": "Place", "name": place["name"]} | _known(
        {"address": _known({"@type": "PostalAddress", **address, "addressCountry": "DE"})}
    )


def _run(run: Facts, facts: Facts) -> Node:
    online = "online" in facts["formats"]
    schedule = [_schedule(slot, run) for slot in run["slots"] or facts["slots"]]
    return _known(
        {
            "@type": "CourseInstance",
            "courseMode": "online" if online else "onsite",
            "startDate": run["starts_on"],
            "endDate": run["ends_on"],
            "courseSchedule": schedule,
            "location": _places(places_of(run, facts)),
        }
    )


def _schedule(slot: Slot, run: Facts) -> Node:
    frequency = "P1M" if slot.get("nth") else f"P{slot.get('every', 1)}W"
    return _known(
        {
            "@type": "Schedule",
            "byDay": f"https://schema.org/{DAYS[slot['day']]}",
            "startTime": slot["start"],
            "endTime": slot["end"],
            "repeatFrequency": frequency,
            "startDate": run["starts_on"],
            "endDate": run["ends_on"],
            "scheduleTimezone": "Europe/Berlin",
        }
    )


def _meeting(session: Facts, facts: Facts, node: Node) -> Node:
    return _known(
        {
            "@type": "Event",
            "name": session["note"] or node["name"],
            "startDate": _moment(session["date"], session["starts_at"]),
            "endDate": _moment(session["date"], session["ends_at"]),
            "location": _places(places_of(session, facts)),
        }
    )


def _moment(when: str, clock: str | None) -> str:
    return f"{when}T{clock}" if clock else when

"""Records → public facts: what anybody may know about an offer, and nothing else.

Only what this module copies becomes public (page, index, feed, print, command output). Which fields are public is
declared in `directory.visibility`; a test fills every other field with canaries and looks for them in all output.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from directory.models import Contact, CourseRun, Location, Municipality, Offer, Organization, Session, Visibility
from directory.pictures import public_picture
from directory.showing import Facts

PLAIN_OFFER_FIELDS = (
    "slug", "source_language", "kind", "topics", "target_groups", "branch", "course_type", "funding", "level_from",
    "level_to", "professional", "status", "duration", "reach", "formats", "slots", "start_any_time", "access_rules",
    "registration", "age_from", "age_to", "composition", "costs", "amount_unit", "childcare", "childcare_from_months",
    "childcare_in_holidays", "trial_sessions", "travel_help", "seats", "waiting_weeks", "sensitive", "neutral_title",
    "anonymous", "confirmed_by", "review_days",
)  # fmt: skip
DATE_OFFER_FIELDS = ("ends_on", "waiting_as_of", "confirmed_on")
PLACE_FIELDS = (
    "name", "type", "street", "postcode", "town", "latitude", "longitude", "stop", "walk_minutes", "arrival_hint",
    "floor", "slots", "accessibility",
)  # fmt: skip
ORGANIZATION_FIELDS = (
    "slug", "name", "types", "run_by", "community_languages", "website", "badges", "welcome_contact",
)  # fmt: skip
RUN_FIELDS = ("slots", "level_from", "level_to", "seats", "seats_total", "seats_free", "waiting_weeks")


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def public_facts(offer: Offer) -> Facts:
    """Public facts of one offer, ready for JSON. `offer` comes from `Offer.objects.with_facts()`."""
    facts: Facts = {name: getattr(offer, name) for name in PLAIN_OFFER_FIELDS}
    facts |= {name: iso(getattr(offer, name)) for name in DATE_OFFER_FIELDS}
    facts["number"] = offer.pk
    facts["municipality"] = offer.municipality.slug
    facts["amount"] = str(offer.amount) if offer.amount is not None else None
    links = sorted(offer.offer_organizations.all(), key=lambda link: (link.sort_order or 0, link.pk or 0))
    facts["organizations"] = [
        {"slug": link.organization.slug, "name": link.organization.name, "role": link.role} for link in links
    ]
    facts["places"] = [_site(site) for site in offer.offer_locations.all()]
    facts["runs"] = [_run(run) for run in offer.runs.all() if not run.draft]
    facts["sessions"] = [_session(session) for session in offer.sessions.all()]
    facts["languages"] = [
        {"role": row.role, "language": row.language, "level": row.level, "on_request": row.on_request}
        for row in offer.languages.all()
    ]
    facts["contacts"] = _contacts(offer, [link.organization for link in links if link.role == "traeger"])
    facts["districts"] = sorted(_districts(offer))
    facts["successor"] = offer.successor.slug if offer.successor and offer.successor.live else None
    facts["next"] = sorted(following.slug for following in offer.next_offers.all() if following.live)
    facts["source"] = _source(offer)
    facts["picture"] = public_picture(offer)
    return facts


def _district(location: Location) -> Facts | None:
    return {"pk": location.district.pk, "slug": location.district.slug} if location.district else None


def _place(location: Location | None) -> Facts | None:
    """A place for everyone; of a protected one only that it is protected."""
    if location is None:
        return None
    if location.is_protected:
        return {"protected": True}
    facts = {name: getattr(location, name) for name in PLACE_FIELDS}
    attribution = location.source.attribution if location.source else ""
    more = {"district": _district(location), "attribution": attribution, "picture": public_picture(location)}
    return facts | {"protected": False} | more


def _site(site: Any) -> Facts:
    place = _place(site.location) or {}
    return {**place, "status": site.status, "slots": site.slots}


def _run(run: CourseRun) -> Facts:
    facts: Facts = {name: getattr(run, name) for name in RUN_FIELDS}
    dates = {"starts_on": iso(run.starts_on), "ends_on": iso(run.ends_on), "waiting_as_of": iso(run.waiting_as_of)}
    return facts | dates | {"place": _place(run.location)}


def _session(session: Session) -> Facts:
    return {
        "date": session.date.isoformat(),
        "starts_at": session.starts_at.strftime("%H:%M") if session.starts_at else None,
        "ends_at": session.ends_at.strftime("%H:%M") if session.ends_at else None,
        "note": session.note,
        "place": _place(session.location),
    }


def _public(contacts: Iterable[Contact]) -> list[Contact]:
    return [contact for contact in contacts if contact.visibility == Visibility.PUBLIC]


def _contact(contact: Contact, name: str) -> Facts:
    return {
        "name": name,
        "role": contact.role,
        "phone": contact.phone,
        "email": contact.email,
        "website": contact.website,
        "slots": contact.slots,
        "languages": contact.languages,
    }


def _contacts(offer: Offer, providers: list[Organization]) -> list[Facts]:
    """The offer's own public contacts, else those of its providers. "Via the office" replaces a provider's own, and
    those of the offer too when all its providers want that: imports store a provider's number with the offer."""
    if providers and all(provider.contact_via_office for provider in providers):
        return [_office(offer.municipality)]
    own = _public(offer.contacts.all()) if offer.pk else []  # the preview of a new offer has none yet
    if own:
        return [_contact(contact, providers[0].name if providers else "") for contact in own]
    found: list[Facts] = []
    for provider in providers:
        if provider.contact_via_office:
            found.append(_office(offer.municipality))
        else:
            found += [_contact(contact, provider.name) for contact in _public(provider.contacts.all())]
    return found


def _office(municipality: Municipality) -> Facts:
    return {
        "name": municipality.office_name,
        "role": "",
        "phone": municipality.office_phone,
        "email": municipality.office_email,
        "website": "",
        "slots": [],
        "languages": [],
    }


def _districts(offer: Offer) -> set[int]:
    """Districts where the offer takes place or which it serves, as stored; larger areas are added by the index."""
    locations = [site.location for site in offer.offer_locations.all() if site.status != "beendet"]
    dated: list[Any] = [*offer.runs.all(), *offer.sessions.all()]
    locations += [item.location for item in dated if item.location]
    found = {location.district_id for location in locations if location.district_id and not location.is_protected}
    return found | {district.pk for district in offer.districts_served.all()}


def _source(offer: Offer) -> Facts | None:
    source = offer.source
    if source is None:
        return None
    return {
        "name": source.name,
        "id": offer.source_key,
        "title": source.title,
        "url": source.url,
        "license": source.license,
        "license_url": source.license_url,
        "attribution": source.attribution,
    }


def organization_facts(organization: Organization) -> Facts:
    """Public facts of an organisation for its own page. One that is reached via the office shows the office and no
    place, website or contact of its own; one that is no longer active keeps only its name and type."""
    facts: Facts = {name: getattr(organization, name) for name in ORGANIZATION_FIELDS}
    facts |= {
        "municipality": organization.municipality.slug,
        "active": organization.active,
        "place": None,
        "contacts": [],
        "picture": None,
    }
    if not organization.active:
        return facts | {"run_by": "", "community_languages": [], "website": "", "badges": [], "welcome_contact": None}
    if organization.contact_via_office:
        return facts | {"website": "", "contacts": [_office(organization.municipality)]}
    contacts = [_contact(contact, organization.name) for contact in _public(organization.contacts.all())]
    return facts | {
        "place": _place(organization.location),
        "contacts": contacts,
        "picture": public_picture(organization),
    }

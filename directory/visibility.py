"""Which fields are public, which are for professionals, which are internal: the table behind the projection.

`fachleute` and `intern` fields appear in no page, index, suggestion, map, feed, print, mail or export for readers. A
new field must be declared here before the tests pass; the canary test then looks for its content in everything public.
"""

from directory.models import Visibility
from directory.writing.projection import (
    DATE_OFFER_FIELDS,
    ORGANIZATION_FIELDS,
    PLACE_FIELDS,
    PLAIN_OFFER_FIELDS,
    RUN_FIELDS,
)

PUBLIC, PROFESSIONALS, INTERNAL = Visibility.PUBLIC, Visibility.PROFESSIONALS, Visibility.INTERNAL
# Wagtail's and our own bookkeeping: keys, states, revisions. Not words or facts that anybody entered.
TECHNICAL = frozenset(
    {
        "id", "key", "sort_order", "position", "live", "has_unpublished_changes", "first_published_at",
        "last_published_at", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by",
        "latest_revision",
        "live_revision", "offer", "organization", "location", "municipality", "source", "successor", "parent_program",
        "district",
    }
)  # fmt: skip

FIELDS: dict[str, dict[str, Visibility]] = {
    "Offer": {
        **dict.fromkeys((*PLAIN_OFFER_FIELDS, *DATE_OFFER_FIELDS), PUBLIC),
        **dict.fromkeys(
            (
                "title", "summary", "description", "how_to_join", "access_note", "cost_note", "amount", "source_key",
                "picture", "picture_alt",
            ),
            PUBLIC,
        ),
        "professional_note": PROFESSIONALS,
        **dict.fromkeys(("accountable", "deputy", "internal_note", "funding_program"), INTERNAL),
    },
    "Organization": {
        **dict.fromkeys((*ORGANIZATION_FIELDS, "picture", "picture_alt"), PUBLIC),
        # Readers see what these two lead to: the office instead of contacts, a page that says it is over.
        **dict.fromkeys(("contact_via_office", "active"), INTERNAL),
        **dict.fromkeys(("aliases", "invited_on", "confirmed_on", "source_key"), INTERNAL),
    },
    "Location": {
        **dict.fromkeys((*PLACE_FIELDS, "picture", "picture_alt"), PUBLIC),
        **dict.fromkeys(("confirmed_on", "source_key"), INTERNAL),
    },
    "Contact": {
        **dict.fromkeys(("role", "phone", "email", "website", "slots", "languages"), PUBLIC),
        **dict.fromkeys(("visibility", "person_name", "deputy_name", "consent_on"), INTERNAL),
    },
    "CourseRun": {
        **dict.fromkeys((*RUN_FIELDS, "starts_on", "ends_on", "waiting_as_of"), PUBLIC),
        **dict.fromkeys(("draft", "carried_out", "participants", "participants_women"), INTERNAL),
    },
    "OfferLocation": {**dict.fromkeys(("status", "slots"), PUBLIC), "confirmed_on": INTERNAL},
    "OfferOrganization": {"role": PUBLIC},
    "OfferLanguage": {
        **dict.fromkeys(("role", "language", "level", "on_request"), PUBLIC),
        "staff_function": INTERNAL,
    },
    "Session": dict.fromkeys(("date", "starts_at", "ends_at", "note"), PUBLIC),
    "Confirmation": dict.fromkeys(("by_role", "by_user", "confirmed_on", "note"), INTERNAL),
}  # fmt: skip


def visibility(model: str, field: str) -> Visibility:
    """Who may see a field. Raises KeyError for a field that nobody has declared."""
    return FIELDS[model][field]

"""The records, by noun."""

from directory.models.confirmation import Confirmation
from directory.models.contact import Contact, Visibility
from directory.models.district import District
from directory.models.document import PublicDocument
from directory.models.event import Event
from directory.models.feedback import Feedback, FeedbackState, RateCount, UsedToken
from directory.models.municipality import Municipality
from directory.models.offer import (
    WORDS,
    CourseRun,
    Offer,
    OfferLanguage,
    OfferLocation,
    OfferOrganization,
    Session,
)
from directory.models.offer_text import SHOWN, OfferText, State, digest, field_state
from directory.models.organization import PROTECTED, Location, Organization
from directory.models.outbox import MemoryVersion, OutboxEntry
from directory.models.source import ImportedRecord, Source
from directory.models.vocabulary import SearchWord, Sort, Term, TermOverride

__all__ = [
    "PROTECTED", "SHOWN", "WORDS", "Confirmation", "Contact", "CourseRun", "District", "Event", "Feedback",
    "FeedbackState", "ImportedRecord", "Location", "MemoryVersion", "Municipality", "Offer", "OfferLanguage",
    "OfferLocation", "OfferOrganization", "OfferText", "Organization", "OutboxEntry", "PublicDocument", "RateCount",
    "SearchWord", "Session", "Sort", "Source", "State", "Term", "TermOverride", "UsedToken", "Visibility", "digest",
    "field_state",
]  # fmt: skip

"""A changed organisation, place, contact, district or vocabulary value changes every offer that shows it."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q

from directory.findable.tags import COUNTY_REACHES
from directory.models import (
    Contact,
    District,
    Location,
    Municipality,
    Offer,
    OfferText,
    Organization,
    PublicDocument,
    Source,
    Term,
    TermOverride,
)
from directory.writing.publishing import project, queue

# Vocabulary → name of its tag, for the vocabularies whose labels are part of the index.
TAGS = {
    "topic": "thema", "target-group": "zielgruppe", "kind": "art", "format": "format", "branch": "sparte",
    "level": "niveau",
}  # fmt: skip
FREE_WORDS = "kostenlos"
# Rows that change what offers show as soon as they exist; others are referred to by the offer, which is written then.
COUNT_WHEN_NEW = (Contact, TermOverride)
NOTHING = Q(pk__in=[])


@transaction.atomic
def queue_dependants(
    sender: type[models.Model],
    instance: Any,
    created: bool = False,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_signal: Any,
) -> None:
    """Project anew (names are in the document) or queue for the index (labels are not) whatever shows this row."""
    if raw or (created and sender not in COUNT_WHEN_NEW) or update_fields == {"last_import"}:
        return
    if isinstance(instance, (Term, TermOverride)):
        term = instance if isinstance(instance, Term) else instance.term
        queue(documents_with_term(term).values_list("pk", flat=True))
    else:
        shown_by = Offer.objects.filter(_showing(instance), live=True)
        project(list(shown_by.distinct().values_list("pk", flat=True)))


def queue_dependants_of_deleted(sender: type[models.Model], instance: Any, origin: Any = None, **_signal: Any) -> None:
    """The same after a deletion, unless the row only went along with its offer or organisation."""
    if origin is instance or getattr(origin, "model", None) is sender:
        queue_dependants(sender, instance)


def remember_dependants(instance: Any, **_signal: Any) -> None:
    """Which offers show a row that is about to go; the database takes it out of them before it is gone."""
    instance.shown_by = list(
        Offer.objects.filter(_showing(instance), live=True).distinct().values_list("pk", flat=True)
    )


def project_remembered(instance: Any, **_signal: Any) -> None:
    project(instance.shown_by)


def queue_texts_of_deleted(instance: OfferText, origin: Any = None, **_signal: Any) -> None:
    """Words that were taken away leave the index; those of a deleted offer go with its document."""
    if origin is instance or getattr(origin, "model", None) is OfferText:
        queue([instance.offer_id])


def remember_owner(instance: Contact, **_signal: Any) -> None:
    """A contact that moves changes the offers of its former owner too."""
    instance.former = Contact.objects.filter(pk=instance.pk).first() if instance.pk else None


def district_moved(instance: District, action: str, reverse: bool, pk_set: set[int] | None, **_signal: Any) -> None:
    """Tags name all larger areas of a district, so a change of its parents changes them."""
    if action in ("post_add", "post_remove", "post_clear"):
        moved = District.objects.filter(pk__in=pk_set or []) if reverse else [instance]
        for district in moved:
            queue_dependants(District, district)


def _showing(instance: Any) -> Q:
    match instance:
        case Contact():
            return _owner(instance) | (_owner(instance.former) if instance.former else NOTHING)
        case Organization():
            return Q(offer_organizations__organization=instance)
        case Location():
            return _at(Location.objects.filter(pk=instance.pk))
        case District():
            inside = District.objects.filter(Q(pk=instance.pk) | Q(parents=instance) | Q(parents__parents=instance))
            return _at(Location.objects.filter(district__in=inside)) | Q(districts_served__in=inside)
        case Municipality():
            county = Q(municipality=instance, reach__in=COUNTY_REACHES)
            return county | Q(municipality=instance, offer_organizations__organization__contact_via_office=True)
        case Source():
            return Q(source=instance) | _at(Location.objects.filter(source=instance))
    raise TypeError(instance)


def _owner(contact: Contact) -> Q:
    offer = Q(pk=contact.offer_id) if contact.offer_id else NOTHING
    provider = Q(offer_organizations__organization=contact.organization_id) if contact.organization_id else NOTHING
    return offer | provider


def _at(locations: models.QuerySet[Location]) -> Q:
    return (
        Q(offer_locations__location__in=locations)
        | Q(runs__location__in=locations)
        | Q(sessions__location__in=locations)
    )


def documents_with_term(term: Term) -> models.QuerySet[PublicDocument]:
    """Documents whose index entry holds labels of a vocabulary value."""
    if term.vocabulary == "cost":
        return PublicDocument.objects.filter(tags__contains=f"|{FREE_WORDS}:")
    if term.vocabulary == "course-type":
        return PublicDocument.objects.filter(facts__course_type=term.slug)
    tag = TAGS.get(term.vocabulary)
    return (
        PublicDocument.objects.filter(tags__contains=f"|{tag}:{term.slug}|") if tag else PublicDocument.objects.none()
    )

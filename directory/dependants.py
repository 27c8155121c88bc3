"""A renamed organisation, place, district or vocabulary value changes every offer that shows it."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q

from directory.models import (
    Contact,
    District,
    Location,
    Offer,
    Organization,
    PublicDocument,
    Term,
)
from directory.publishing import project, queue

# Vocabulary → name of its tag, for the vocabularies whose labels are part of the index.
TAGS = {
    "topic": "thema", "target-group": "zielgruppe", "kind": "art", "format": "format", "branch": "sparte", "level": "niveau",
}  # fmt: skip
FREE_WORDS = "kostenlos"


def offers_at(locations: models.QuerySet[Location]) -> Q:
    return (
        Q(offer_locations__location__in=locations)
        | Q(runs__location__in=locations)
        | Q(sessions__location__in=locations)
    )


@transaction.atomic
def queue_dependants(sender: type[models.Model], instance: Any, created: bool = False, **_signal: Any) -> None:
    """Project anew (names are in the document) or queue for the index (labels are not) whatever shows this row."""
    if _signal.get("raw") or (created and sender is not Contact):
        return
    if isinstance(instance, (Contact, Organization, Location, District)):
        project(list(_showing(instance).filter(live=True).distinct().values_list("pk", flat=True)))
    else:
        term = instance if isinstance(instance, Term) else instance.term
        queue(documents_with_term(term).values_list("pk", flat=True))


def _showing(instance: Contact | Organization | Location | District) -> models.QuerySet[Offer]:
    if isinstance(instance, Contact):
        return Offer.objects.filter(
            Q(contacts=instance) | Q(offer_organizations__organization__contacts=instance) | Q(pk=instance.offer_id)
        )
    if isinstance(instance, Organization):
        return Offer.objects.filter(offer_organizations__organization=instance)
    if isinstance(instance, Location):
        return Offer.objects.filter(offers_at(Location.objects.filter(pk=instance.pk)))
    inside = District.objects.filter(Q(pk=instance.pk) | Q(parents=instance))
    return Offer.objects.filter(offers_at(Location.objects.filter(district__in=inside)) | Q(districts_served__in=inside))


def documents_with_term(term: Term) -> models.QuerySet[PublicDocument]:
    """Documents whose index entry holds labels or search words of a vocabulary value."""
    if term.vocabulary == "cost":
        return PublicDocument.objects.filter(tags__contains=f"|{FREE_WORDS}:")
    tag = TAGS.get(term.vocabulary)
    return PublicDocument.objects.filter(tags__contains=f"|{tag}:{term.slug}|") if tag else PublicDocument.objects.none()

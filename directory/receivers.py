"""Signals only hand over to a named function."""

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.models import Site

from directory.lexicon import announce_lexicon_change
from directory.memory import announce_change
from directory.models import (
    Contact,
    District,
    Location,
    Municipality,
    OfferText,
    Organization,
    SearchWord,
    Source,
    Term,
    TermOverride,
)
from directory.writing.dependants import (
    district_moved,
    project_remembered,
    queue_dependants,
    queue_dependants_of_deleted,
    queue_texts_of_deleted,
    remember_dependants,
    remember_owner,
)
from directory.writing.publishing import forget_deleted

HELD_IN_MEMORY: list[type[Model]] = [Municipality, District, Term, TermOverride]
HELD_IN_LEXICON: list[type[Model]] = [Term, TermOverride, SearchWord]
SHOWN_BY_OFFERS: list[type[Model]] = [
    Contact, Organization, Location, District, Municipality, Source, Term, TermOverride,
]  # fmt: skip
DELETABLE: list[type[Model]] = [Contact, TermOverride]

# Memory first: what follows reads it.
for _model in HELD_IN_MEMORY:
    for _signal in (post_save, post_delete):
        _signal.connect(announce_change, sender=_model, dispatch_uid=f"memory-{_model.__name__}")
for _model in HELD_IN_LEXICON:
    for _signal in (post_save, post_delete):
        _signal.connect(announce_lexicon_change, sender=_model, dispatch_uid=f"lexicon-{_model.__name__}")
for _through in (District.parents.through, District.neighbors.through):
    m2m_changed.connect(announce_change, sender=_through, dispatch_uid=f"memory-{_through.__name__}")
post_save.connect(announce_change, sender=Site, dispatch_uid="memory-Site")

pre_save.connect(remember_owner, sender=Contact, dispatch_uid="dependants-former-owner")
for _model in SHOWN_BY_OFFERS:
    post_save.connect(queue_dependants, sender=_model, dispatch_uid=f"dependants-{_model.__name__}")
for _model in DELETABLE:
    post_delete.connect(queue_dependants_of_deleted, sender=_model, dispatch_uid=f"dependants-gone-{_model.__name__}")
for _model in (District, Source):
    pre_delete.connect(remember_dependants, sender=_model, dispatch_uid=f"dependants-before-{_model.__name__}")
    post_delete.connect(project_remembered, sender=_model, dispatch_uid=f"dependants-gone-{_model.__name__}")
post_delete.connect(queue_texts_of_deleted, sender=OfferText, dispatch_uid="texts-gone")
m2m_changed.connect(district_moved, sender=District.parents.through, dispatch_uid="dependants-district-moved")
post_delete.connect(forget_deleted, sender="directory.PublicDocument", dispatch_uid="document-deleted")

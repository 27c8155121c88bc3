"""Signals only hand over to a named function."""

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Site

from directory.dependants import queue_dependants
from directory.memory import announce_change
from directory.models import Contact, District, Location, Municipality, Organization, SearchWord, Term, TermOverride
from directory.publishing import forget_deleted

for _model in (Municipality, District, Term, TermOverride, SearchWord):
    for _signal in (post_save, post_delete):
        _signal.connect(announce_change, sender=_model, dispatch_uid=f"memory-{_model.__name__}")
for _through in (District.parents.through, District.neighbors.through):
    m2m_changed.connect(announce_change, sender=_through, dispatch_uid=f"memory-{_through.__name__}")
for _model in (Contact, Organization, Location, District, Term, TermOverride, SearchWord):
    post_save.connect(queue_dependants, sender=_model, dispatch_uid=f"dependants-{_model.__name__}")
pre_delete.connect(queue_dependants, sender=Contact, dispatch_uid="dependants-contact-deleted")
post_save.connect(announce_change, sender=Site, dispatch_uid="memory-Site")
post_delete.connect(forget_deleted, sender="directory.PublicDocument", dispatch_uid="document-deleted")

"""Signals only hand over to a named function."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from directory.municipalities import municipality_created
from directory.writing.publishing import queue
from home.emergency import load_emergency_numbers
from home.findable import KIND
from home.models import GuidePage, InfoPage
from home.page_trees import create_page_trees

FINDABLE: list[type[Page]] = [GuidePage, InfoPage]


def on_municipality_created(municipality: Any, host: str, **_signal: Any) -> None:
    create_page_trees(municipality, host)
    load_emergency_numbers()


def queue_page(instance: Page, **_signal: Any) -> None:
    """The index has to hear about this page and its twins."""
    queue([instance.translation_key], kind=KIND)


def queue_tree(instance: Page, **_signal: Any) -> None:
    """A page moved, and everything below it: perhaps to another town."""
    keys = instance.get_descendants(inclusive=True).values_list("translation_key", flat=True)
    queue(sorted(set(map(str, keys))), kind=KIND)


municipality_created.connect(on_municipality_created, dispatch_uid="home-page-trees")
for _model in FINDABLE:
    for _signal in (page_published, page_unpublished, post_delete):
        _signal.connect(queue_page, sender=_model, dispatch_uid=f"findable-{_model.__name__}")
post_page_move.connect(queue_tree, dispatch_uid="findable-moved")

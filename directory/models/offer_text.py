"""The words of one published offer in one language, and per field where they came from.

`origin[field]` = {how: human | machine | import, of: digest of the source words that were translated, by, at, tool,
checked_by, checked_at}. A field's state is computed by comparing digests, so a changed source text is honest at once,
without a write (docs/decisions/0003).
"""

from enum import StrEnum
from hashlib import blake2b
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from directory.models.offer import WORDS, Offer


class State(StrEnum):
    """How the words of one field stand; names for readers and reports in vocabularies.md §12."""

    SOURCE = "source"
    EMPTY = "empty"
    MISSING = "missing"
    STALE = "stale"
    MACHINE = "machine"
    IMPORT = "import"
    DRAFT = "draft"
    CHECKED = "checked"


# What a reader may see in another language than the source; drafts wait for a check.
SHOWN = frozenset({State.SOURCE, State.STALE, State.MACHINE, State.IMPORT, State.CHECKED})


def digest(words: str) -> str:
    return blake2b(words.strip().encode(), digest_size=12).hexdigest()


def field_state(words: str, about: dict[str, Any], source_words: str) -> State:
    """State of one translated field from its words, their origin and the source words of today."""
    if not source_words.strip():
        return State.EMPTY
    if not words.strip():
        return State.MISSING
    if about.get("how") == "human" and not about.get("checked_by") and not about.get("checked_at"):
        return State.DRAFT
    if about.get("of") != digest(source_words):
        return State.STALE
    return {"machine": State.MACHINE, "import": State.IMPORT}.get(about.get("how", ""), State.CHECKED)


class OfferText(TranslatableMixin):
    """Words of an offer in one locale. The row of the source language is a projection that nobody edits."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=400, blank=True)
    summary = models.TextField(_("short text"), blank=True)
    description = models.TextField(_("long text"), blank=True)
    how_to_join = models.TextField(_("how to join, one step per line"), blank=True)
    access_note = models.TextField(_("who may come, in plain words"), blank=True)
    cost_note = models.TextField(_("what it costs, in plain words"), blank=True)
    origin = models.JSONField(default=dict, editable=False)
    todo = models.PositiveSmallIntegerField(default=0, editable=False, db_index=True, help_text="missing + stale")

    translatable_fields = [*map(TranslatableField, WORDS), SynchronizedField("offer", overridable=False)]
    panels = [FieldPanel(field) for field in WORDS]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("words of an offer")
        verbose_name_plural = _("words of offers")
        constraints = [models.UniqueConstraint(fields=["offer", "locale"], name="offer_text_once_per_language")]

    def __str__(self) -> str:
        return self.title or str(self.offer)

    def state(self, field: str, source: "OfferText | Offer") -> State:
        """How the words of `field` stand against the source words of today."""
        if isinstance(source, OfferText) and source.locale_id == self.locale_id:
            return State.SOURCE
        return field_state(getattr(self, field), self.origin.get(field, {}), getattr(source, field))

    def count_todo(self, source: "OfferText | Offer") -> int:
        """How many fields miss words or show older ones."""
        return sum(self.state(field, source) in (State.MISSING, State.STALE) for field in WORDS)

    def save(self, *args: Any, own: bool = False, **kwargs: Any) -> None:
        """Save; words that Wagtail's forms or wagtail-localize bring (`own=False`) are settled first."""
        if not own:
            from directory.writing.workbench import settle

            settle(self)
        super().save(*args, **kwargs)
        if not own:
            from directory.writing.publishing import queue

            queue([self.offer_id])

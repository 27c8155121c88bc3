"""What readers report about an offer without an account, and what keeps the form from being flooded.

Nothing about the sender is stored but what they typed themselves: no address, no user agent, no cookie.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.fields import TermField
from directory.models.municipality import Municipality
from directory.models.offer import Offer

LONGEST_TEXT = 2000  # characters


class FeedbackState(models.TextChoices):
    """Whether the office has dealt with a report."""

    OPEN = "offen", _("open")
    ANSWERED = "beantwortet", _("answered")


class Feedback(models.Model):
    """One report of a reader: "Stimmt etwas nicht?". Kept until it is answered, at most 90 days."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("municipality")
    )
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("offer"))
    reason = TermField("feedback-reason", blank=False, verbose_name=_("reason"))
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    contact = models.EmailField(_("e-mail address for the answer"), blank=True)
    language = models.CharField(_("language of the page"), max_length=12)
    created = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    state = models.CharField(_("state"), max_length=12, choices=FeedbackState, default=FeedbackState.OPEN)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed to the office"), null=True, blank=True)

    class Meta:
        verbose_name = _("report from a reader")
        verbose_name_plural = _("reports from readers")
        ordering = ["-created"]
        default_permissions = ("view", "change", "delete")  # only readers add reports

    def __str__(self) -> str:
        # Wagtail's log keeps this line, so it names neither text nor contact.
        return f"{self.reason} ({self.offer_id})"


class UsedToken(models.Model):
    """A form token that was used, as a keyed digest, until it would have expired."""

    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest


class RateCount(models.Model):
    """How many reports came from one source in one window of time; the source is a keyed hash of this window."""

    digest = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.digest}: {self.count}"

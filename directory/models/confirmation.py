from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.offer import Offer
from directory.models.organization import Location, Organization


class Confirmation(models.Model):
    """Somebody said on a day that an entry is right."""

    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.CASCADE, related_name="confirmations")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="confirmations"
    )
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, related_name="confirmations"
    )
    by_role = models.CharField(_("confirmed by (role)"), max_length=120)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="confirmations"
    )
    confirmed_on = models.DateField(_("confirmed on"))
    note = models.TextField(_("note (internal)"), blank=True)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["-confirmed_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offer__isnull=False)
                | models.Q(organization__isnull=False)
                | models.Q(location__isnull=False),
                name="confirmation_belongs_to_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.confirmed_on} {self.by_role}"

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.fields import TermListField
from directory.models.organization import Location, Organization
from directory.weekly_slots import WeeklySlotsField


class Visibility(models.TextChoices):
    """Who may see a field: everyone, signed-in professionals, or the own organisation and the office."""

    PUBLIC = "oeffentlich", _("public")
    PROFESSIONALS = "fachleute", _("professionals")
    INTERNAL = "intern", _("internal")


class Contact(models.Model):
    """A way to reach an organisation, a place or one offer: role before person, public only when it says so."""

    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts")
    offer = models.ForeignKey(
        "directory.Offer", null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    visibility = models.CharField(
        _("who may see it"), max_length=12, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    role = models.CharField(_("role"), max_length=120, blank=True)
    person_name = models.CharField(
        _("name of the person"), max_length=120, blank=True, help_text=_("Never shown in public.")
    )
    deputy_name = models.CharField(
        _("name of the deputy"), max_length=120, blank=True, help_text=_("Never shown in public.")
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    slots = WeeklySlotsField(_("times to call"))
    languages = TermListField("language", verbose_name=_("languages"))
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    former: "Contact | None" = None  # this row before the save that is running

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False)
                | models.Q(location__isnull=False)
                | models.Q(offer__isnull=False),
                name="contact_belongs_to_something",
            )
        ]

    def __str__(self) -> str:
        return self.role or self.phone or self.email

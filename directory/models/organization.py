from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.fields import TermField, TermListField
from directory.models.district import District
from directory.models.municipality import Municipality, slug_is_ascii
from directory.models.source import Source
from directory.pictures import Pictured
from directory.weekly_slots import WeeklySlotsField

PROTECTED = "geschuetzt"


class Location(Pictured):
    """A place with address, point, district and facts about access.

    A place of type `geschuetzt` stores no street, postcode, point, district or way there at all: `save()` drops them
    and a database constraint refuses every other way in (systems.md A21).
    """

    WITHHELD: ClassVar[dict[str, Any]] = {
        "street": "", "postcode": "", "latitude": None, "longitude": None, "district": None,
        "stop": "", "walk_minutes": None, "arrival_hint": "", "floor": "", "picture": "", "picture_alt": {},
    }  # fmt: skip

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="locations")
    name = models.CharField(_("name on the door"), max_length=200)
    type = TermField("place-type", verbose_name=_("type"))
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.SET_NULL, related_name="locations", verbose_name=_("district")
    )
    stop = models.CharField(_("bus or train stop"), max_length=120, blank=True)
    walk_minutes = models.PositiveSmallIntegerField(_("minutes on foot from the stop"), null=True, blank=True)
    arrival_hint = models.CharField(_("how to find the door"), max_length=300, blank=True)
    floor = models.CharField(_("floor"), max_length=60, blank=True)
    slots = WeeklySlotsField(_("opening times"))
    accessibility = models.JSONField(
        _("facts about access"), default=dict, blank=True, help_text=_("true, false or a number; missing means unknown")
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="locations")
    source_key = models.CharField(_("id in the source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(type=PROTECTED)
                | models.Q(
                    street="", postcode="", latitude=None, longitude=None, district=None,
                    stop="", walk_minutes=None, arrival_hint="", floor="", picture="",
                ),
                name="protected_place_has_no_address",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_protected(self) -> bool:
        return self.type == PROTECTED

    def withhold_address(self) -> None:
        """Drop everything that tells where a protected place is; other places stay as they are."""
        if self.is_protected:
            for field, empty in self.WITHHELD.items():
                setattr(self, field, empty)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.withhold_address()
        if self.is_protected and kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.WITHHELD}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.withhold_address()
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("Give latitude and longitude, or neither.")})


class Organization(Pictured):
    """Who runs offers: an association, an office, a school, a company or an informal group."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="organizations")
    slug = models.CharField(max_length=120, validators=[slug_is_ascii])
    name = models.CharField(_("name"), max_length=200)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    types = TermListField("organization-type", verbose_name=_("types"))
    run_by = models.CharField(_("who runs it"), max_length=200, blank=True)
    community_languages = TermListField("language", verbose_name=_("languages of the community"))
    location = models.ForeignKey(
        Location,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="organizations",
        verbose_name=_("place"),
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    badges = models.JSONField(_("badges"), default=list, blank=True, help_text="[{name, since}]")
    welcome_contact = models.BooleanField(_("has a welcome contact"), null=True, blank=True)
    contact_via_office = models.BooleanField(
        _("contact only via the office"), default=False, help_text=_("Readers see the office's number only.")
    )
    invited_on = models.DateField(_("invited on"), null=True, blank=True)
    active = models.BooleanField(_("active"), default=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="organizations")
    source_key = models.CharField(_("id in the source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="organization_slug_once")]

    def __str__(self) -> str:
        return self.name

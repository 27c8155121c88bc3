from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

slug_is_ascii = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use small letters a to z, digits and hyphens."))


def all_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


class Municipality(models.Model):
    """A tenant: its own districts, host, page trees and face; vocabularies are shared by the installation."""

    slug = models.CharField(max_length=60, unique=True, validators=[slug_is_ascii])
    name = models.CharField(_("name"), max_length=120)
    site = models.OneToOneField(Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="municipality")
    languages = models.JSONField(_("languages of the pages"), default=all_languages)
    county = models.CharField(
        _("county"),
        max_length=120,
        blank=True,
        help_text=_("Offers for the county show in every town with the same county. Empty: all belong together."),
    )
    office_name = models.CharField(_("office that helps readers"), max_length=200, blank=True)
    office_phone = models.CharField(_("its phone number"), max_length=40, blank=True)
    office_email = models.EmailField(_("its e-mail address"), blank=True)
    publisher = models.CharField(
        _("who is responsible"),
        max_length=200,
        blank=True,
        help_text=_("For the imprint: the authority and the office that represents it."),
    )
    postal_address = models.TextField(
        _("postal address"), blank=True, help_text=_("For the imprint, one line for each part.")
    )
    is_demo = models.BooleanField(_("invented example data"), default=False)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

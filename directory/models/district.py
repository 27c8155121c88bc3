from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.fields import TermField
from directory.models.municipality import Municipality, slug_is_ascii


class District(models.Model):
    """An area of a municipality. Areas of several kinds may overlap; `parents` say which larger ones hold it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="districts")
    slug = models.CharField(max_length=80, validators=[slug_is_ascii])
    name = models.CharField(_("name"), max_length=120)
    kind = TermField("district-kind", verbose_name=_("kind"), default="quartier")
    parents = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="children")
    neighbors = models.ManyToManyField("self", symmetrical=True, blank=True)
    postcodes = models.JSONField(_("postcodes"), default=list, blank=True)
    shape = models.JSONField(null=True, blank=True, editable=False, help_text="GeoJSON geometry, WGS84, as imported")
    outline = models.JSONField(null=True, blank=True, editable=False, help_text="The same, simplified for phones")
    attribution = models.CharField(_("attribution"), max_length=300, blank=True)
    source_key = models.CharField(max_length=120, blank=True, editable=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors")

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["municipality_id", "slug"]
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="district_slug_once")]

    def __str__(self) -> str:
        return self.name

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.municipality import Municipality


class Source(models.Model):
    """Where imported records come from, with the licence that must be shown."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="sources")
    name = models.CharField(_("name"), max_length=60)
    title = models.CharField(_("title"), max_length=200, blank=True)
    url = models.URLField(_("address"), blank=True)
    license = models.CharField(_("licence"), max_length=120, blank=True)
    license_url = models.URLField(_("address of the licence"), blank=True)
    attribution = models.CharField(_("attribution"), max_length=300, blank=True)
    last_import = models.DateTimeField(_("last import"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="source_name_once")]

    def __str__(self) -> str:
        return self.name


class ImportedRecord(models.Model):
    """What a source last said about one record: the base of the three-way comparison with editors' changes.

    `ended` is the day on which the record was no longer in the source, `status_before` the offer's status until then.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="records")
    source_key = models.CharField(max_length=200)
    offer = models.ForeignKey(
        "directory.Offer", null=True, blank=True, on_delete=models.CASCADE, related_name="imported_records"
    )
    location = models.ForeignKey(
        "directory.Location", null=True, blank=True, on_delete=models.CASCADE, related_name="imported_records"
    )
    values = models.JSONField(default=dict)
    ended = models.DateField(null=True, blank=True)
    status_before = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=models.Q(ended=None),
                name="imported_record_once_while_running",
            ),
            models.CheckConstraint(
                condition=models.Q(offer__isnull=False) | models.Q(location__isnull=False),
                name="imported_record_is_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.source_key}"

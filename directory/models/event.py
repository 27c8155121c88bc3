from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.fields import TermField, TermListField
from directory.models.municipality import Municipality, slug_is_ascii
from directory.models.organization import Location, Organization
from directory.models.source import Source


class Event(models.Model):
    """A dated event (Termin): a talk, a festival, a course visit. Past events stay counted and leave the lists."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="events")
    slug = models.CharField(max_length=150, unique=True, validators=[slug_is_ascii])
    title = models.CharField(_("title"), max_length=400)
    summary = models.TextField(_("short text"), blank=True)
    format = TermField("event-format", verbose_name=_("format"))
    umbrella = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="events")
    organizers = models.ManyToManyField(
        Organization, blank=True, related_name="organized_events", verbose_name=_("organisers")
    )
    partners = models.ManyToManyField(
        Organization, blank=True, related_name="partner_events", verbose_name=_("partners")
    )
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    recurrence = models.CharField(_("series (iCal RRULE)"), max_length=200, blank=True)
    event_languages = TermListField("language", verbose_name=_("languages of the event"))
    interpreting = TermListField("language", verbose_name=_("interpreting"))
    childcare = TermField("childcare", verbose_name=_("childcare"), default="unbekannt")
    registration = TermListField("registration", verbose_name=_("how to register"))
    target_groups = TermListField("target-group", verbose_name=_("for whom"))
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="events")
    source_key = models.CharField(max_length=200, blank=True)
    took_place = models.BooleanField(_("took place (internal)"), null=True, blank=True)
    participants = models.PositiveIntegerField(_("participants (internal)"), null=True, blank=True)
    reached_group = models.CharField(_("whom it reached (internal)"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The end must not come before the start.")})

"""An offer: its facts, and its words in its source language. Words in other languages are `OfferText` rows."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from directory.fields import TermField, TermListField
from directory.models.district import District
from directory.models.municipality import Municipality, slug_is_ascii
from directory.models.organization import Location, Organization
from directory.models.source import Source
from directory.pictures import Pictured
from directory.street_addresses import names_a_street
from directory.weekly_slots import WeeklySlotsField

WORDS = ("title", "summary", "description", "how_to_join", "access_note", "cost_note")


class OfferQuerySet(models.QuerySet["Offer"]):
    def with_facts(self) -> "OfferQuerySet":
        """Everything that the public document is made of, in a fixed number of queries."""
        return self.select_related("municipality", "source", "successor").prefetch_related(
            "offer_organizations__organization__contacts",
            "offer_organizations__organization__location__district",
            "offer_locations__location__district__parents",
            "offer_locations__location__contacts",
            "offer_locations__location__source",
            "languages",
            "runs__location__district__parents",
            "runs__location__source",
            "sessions__location__district__parents",
            "sessions__location__source",
            "contacts",
            "districts_served",
            "next_offers",
        )


class Offer(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, Pictured, ClusterableModel):
    """One offer of one or more organisations (HSDS `service`)."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="offers", verbose_name=_("municipality")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.CharField(max_length=150, unique=True, validators=[slug_is_ascii])
    source_language = models.CharField(_("language of these words"), max_length=12, default="de")

    title = models.CharField(_("title"), max_length=400)
    summary = models.TextField(_("short text"), blank=True)
    description = models.TextField(_("long text"), blank=True)
    how_to_join = models.TextField(_("how to join, one step per line"), blank=True)
    access_note = models.TextField(_("who may come, in plain words"), blank=True)
    cost_note = models.TextField(_("what it costs, in plain words"), blank=True)

    kind = TermField("kind", verbose_name=_("kind"))
    topics = TermListField("topic", verbose_name=_("topics"))
    target_groups = TermListField("target-group", verbose_name=_("for whom"))
    branch = TermField("branch", verbose_name=_("branch of leisure"))
    course_type = TermField("course-type", verbose_name=_("kind of course"))
    funding = TermField("funding", verbose_name=_("who pays for the course"))
    level_from = TermField("level", verbose_name=_("level from"))
    level_to = TermField("level", verbose_name=_("level to"))
    professional = models.BooleanField(_("for professionals only"), default=False)
    parent_program = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="program_offers",
        verbose_name=_("programme"),
    )
    next_offers = ParentalManyToManyField("self", symmetrical=False, blank=True, related_name="previous_offers")
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
        verbose_name=_("what came after"),
    )

    status = TermField("offer-status", verbose_name=_("status"), default="laufend", blank=False)
    duration = TermField("duration", verbose_name=_("duration"), default="regel")
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    funding_program = models.CharField(_("funding programme"), max_length=200, blank=True)

    reach = TermField("reach", verbose_name=_("reach"))
    districts_served = ParentalManyToManyField(
        District, blank=True, related_name="offers_served", verbose_name=_("only for these districts")
    )
    formats = TermListField("format", verbose_name=_("format"))
    slots = WeeklySlotsField(_("weekly times"))
    start_any_time = models.BooleanField(_("start at any time"), null=True, blank=True)

    access_rules = TermListField("access", verbose_name=_("who may come"))
    registration = TermListField("registration", verbose_name=_("how to register"))
    age_from = models.PositiveSmallIntegerField(
        _("age from"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True, validators=[MaxValueValidator(120)])
    composition = TermField("composition", verbose_name=_("group"))
    costs = TermListField("cost", verbose_name=_("cost"))
    amount = models.DecimalField(
        _("amount in euro"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    amount_unit = models.CharField(
        _("per"), max_length=10, blank=True,
        choices=[("einmal", _("once")), ("monat", _("month")), ("stunde", _("hour")), ("jahr", _("year"))],
    )  # fmt: skip
    childcare = TermField("childcare", verbose_name=_("childcare"), default="unbekannt")
    childcare_from_months = models.PositiveSmallIntegerField(_("childcare from age in months"), null=True, blank=True)
    childcare_in_holidays = models.BooleanField(_("childcare in the holidays"), null=True, blank=True)
    trial_sessions = models.PositiveSmallIntegerField(_("free trial sessions"), null=True, blank=True)
    travel_help = models.BooleanField(_("helps with travel cost"), null=True, blank=True)
    seats = TermField("seats", verbose_name=_("seats"), default="unbekannt")
    waiting_weeks = models.PositiveSmallIntegerField(_("waiting time in weeks"), null=True, blank=True)
    waiting_as_of = models.DateField(_("waiting time as of"), null=True, blank=True)

    sensitive = models.BooleanField(_("sensitive"), default=False)
    neutral_title = models.CharField(
        _("neutral title"), max_length=120, blank=True, help_text=_("For browser title, history and sharing.")
    )
    anonymous = models.BooleanField(_("nobody has to say their name"), null=True, blank=True)

    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_by = models.CharField(_("confirmed by (role)"), max_length=120, blank=True)
    review_days = models.PositiveSmallIntegerField(_("confirm again after days"), null=True, blank=True)
    accountable = models.CharField(_("who keeps it right (internal)"), max_length=200, blank=True)
    deputy = models.CharField(_("deputy (internal)"), max_length=200, blank=True)
    professional_note = models.TextField(_("note for professionals"), blank=True)
    internal_note = models.TextField(_("note of the office"), blank=True)

    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="offers")
    source_key = models.CharField(_("id in the source"), max_length=200, blank=True)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="offer")
    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="offer",
        for_concrete_model=False,
    )

    wagtail_reference_index_ignore = True  # tens of queries for each save, and nothing reads it for offers
    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["title"]
        indexes = [models.Index(fields=["source", "source_key"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0), name="amount_not_negative"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> int:
        """The number of the short address `/a/{number}`: never re-used, because offers are never deleted."""
        return self.pk

    @property
    def revisions(self) -> Any:
        return self._revisions

    @property
    def workflow_states(self) -> Any:
        return self._workflow_states

    def clean(self) -> None:
        super().clean()
        if self.age_from is not None and self.age_to is not None and self.age_to < self.age_from:
            raise ValidationError({"age_to": _("The age to must not be below the age from.")})
        if self.source_language not in dict(settings.LANGUAGES):
            raise ValidationError({"source_language": _("There are no pages in this language.")})
        if (
            self.pk
            and self.first_published_at
            and type(self).objects.filter(pk=self.pk).exclude(slug=self.slug).exists()
        ):
            raise ValidationError({"slug": _("Readers know this address. It must not change.")})
        held: list[Any] = [*self.offer_locations.all(), *self.runs.all(), *self.sessions.all()]
        if any(item.location.is_protected for item in held if item.location_id):
            for field in WORDS:
                if found := names_a_street(getattr(self, field)):
                    raise ValidationError(
                        {
                            field: _("This place is protected. Please take out the address: “%(address)s”.")
                            % {"address": found}
                        }
                    )

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision; the public document and the outbox row are written in the same transaction."""
        from directory.writing.publishing import project

        with transaction.atomic():
            result = super().publish(revision, *args, **kwargs)
            project([self.pk])
        return result

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Take the offer offline, in the index too."""
        from directory.writing.publishing import project

        with transaction.atomic():
            result = super().unpublish(*args, **kwargs)
            project([self.pk])
        return result

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "directory/offer.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        from directory.pages.offer_page import preview_context

        return preview_context(self, request)


class OfferOrganization(Orderable):
    """Which organisation does what for an offer."""

    class Role(models.TextChoices):
        PROVIDER = "traeger", _("runs it")
        PARTNER = "kooperation", _("partner")
        HOST = "raum", _("gives the room")

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="offer_organizations")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="offer_organizations", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.PROVIDER)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["offer", "organization", "role"], name="organization_role_once")]


class OfferLocation(Orderable):
    """An offer at a place (HSDS `service_at_location`), with its own times and status: one site of a programme."""

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="offer_locations")
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="offer_locations", verbose_name=_("place")
    )
    status = TermField("offer-status", verbose_name=_("status"), default="laufend")
    slots = WeeklySlotsField(_("times at this place"))
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)


class OfferLanguage(Orderable):
    """One language in one of the nine roles; `text` and `gemeinschaft` are kept elsewhere (words, organisation)."""

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="languages")
    role = TermField("language-role", verbose_name=_("role"), blank=False)
    language = TermField("language", verbose_name=_("language"), help_text=_("Empty: any language, on request"))
    level = TermField("level", verbose_name=_("level"))
    on_request = models.BooleanField(_("on request"), default=False)
    staff_function = models.CharField(_("who speaks it (function)"), max_length=60, blank=True)


class CourseRun(Orderable):
    """One run of a course: it starts, it ends by itself, and the course stays."""

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="runs")
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.PROTECT, related_name="runs", verbose_name=_("place")
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    slots = WeeklySlotsField(_("weekly times"))
    level_from = TermField("level", verbose_name=_("level from"))
    level_to = TermField("level", verbose_name=_("level to"))
    seats = TermField("seats", verbose_name=_("seats"), default="unbekannt")
    seats_total = models.PositiveSmallIntegerField(_("seats in all"), null=True, blank=True)
    seats_free = models.PositiveSmallIntegerField(_("free seats"), null=True, blank=True)
    waiting_weeks = models.PositiveSmallIntegerField(_("waiting time in weeks"), null=True, blank=True)
    waiting_as_of = models.DateField(_("waiting time as of"), null=True, blank=True)
    draft = models.BooleanField(_("still planned, not public"), default=False)
    carried_out = models.BooleanField(_("took place (internal)"), null=True, blank=True)
    participants = models.PositiveSmallIntegerField(_("participants (internal)"), null=True, blank=True)
    participants_women = models.PositiveSmallIntegerField(_("of these women (internal)"), null=True, blank=True)

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day must not come before the first day.")})


class Session(Orderable):
    """One dated meeting of an offer: a trial session, a stop of a touring offer."""

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="sessions")
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("place")
    )
    date = models.DateField(_("date"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    note = models.CharField(_("what happens"), max_length=200, blank=True)

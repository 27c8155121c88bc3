from http import HTTPMethod
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from directory.fields import TermListField
from directory.memory import Tenant
from directory.models import Municipality, Source
from directory.weekly_slots import WeeklySlotsField
from home.addresses import page_address
from home.blocks import GUIDE_BLOCKS
from home.filling import filled
from home.guide_view import guide_context

READING = [HTTPMethod.GET, HTTPMethod.HEAD]


class HomePage(Page):
    """The first page of a municipality in one language."""

    intro = models.CharField(_("one sentence below the heading"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.InfoPage", "home.GuidePage"]
    template = "home/home.html"
    allowed_http_methods = READING

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        guides = GuidePage.objects.child_of(self).live().public().select_related("locale")
        return context | {
            "guides": [(guide.title, page_address(guide.url_path, guide.locale.language_code)) for guide in guides]
        }


class InfoPage(Page):
    """A page about the site itself: imprint, privacy, accessibility, help."""

    body = RichTextField(
        _("text"),
        features=["h2", "h3", "bold", "ol", "ul", "link"],
        help_text=_(
            "These words are replaced by what the municipality's record says: "
            "{town} {publisher} {address} {office} {phone} {email}"
        ),
    )

    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "home/info.html"
    allowed_http_methods = READING

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        tenant: Tenant | None = getattr(request, "tenant", None)
        body = expand_db_html(self.body)
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"body": filled(body, tenant) if tenant else body}


class GuidePage(Page):
    """A page that explains one subject (how to rent a flat, what a doctor costs), or one that only holds others."""

    body = StreamField(GUIDE_BLOCKS, verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.GuidePage"]
    subpage_types = ["home.GuidePage"]
    template = "home/guide.html"
    allowed_http_methods = READING

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | guide_context(self, getattr(request, "tenant", None))


class ImportedPage(models.Model):
    """Where a guide comes from, and what its source last said: the base of the comparison with editors' changes. It
    outlives its page, so that a page that was deleted here does not come back."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="imported_pages")
    source_key = models.CharField(max_length=200)
    page = models.OneToOneField(GuidePage, null=True, on_delete=models.SET_NULL, related_name="imported")
    language = models.CharField(max_length=20)
    path = models.CharField(max_length=1000)
    url = models.CharField(max_length=1000)
    stated_on = models.DateField(null=True)
    values = models.JSONField(default=dict)
    ended = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_key"], name="imported_page_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.source_key}"


class EmergencyNumber(models.Model):
    """A number that helps at once; without municipality it stands on the card of every town."""

    municipality = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="emergency_numbers",
        verbose_name=_("municipality"),
        help_text=_("Empty: for every municipality."),
    )
    slug = models.SlugField(max_length=40, unique=True)
    number = models.CharField(_("phone number"), max_length=40)
    label = models.CharField(_("name"), max_length=120)
    explanation = models.TextField(_("what for, and how to get an interpreter"), blank=True)
    icon = models.CharField(_("icon"), max_length=20, default="phone")
    urgent = models.BooleanField(_("danger to life"), default=False)
    free = models.BooleanField(_("costs nothing"), default=True)
    always = models.BooleanField(_("day and night"), default=True)
    slots = WeeklySlotsField(_("hours, when not day and night"))
    languages = TermListField("language", verbose_name=_("languages"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    reviewed_on = models.DateField(_("checked on"))

    class Meta:
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"

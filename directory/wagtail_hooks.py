"""The records in Wagtail's admin."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail_localize.models import Translation

from directory.feedback.staff import FeedbackForm
from directory.lexicon.admin import download, tables
from directory.lexicon.viewsets import SearchWordViewSet, TermOverrideViewSet, TermViewSet
from directory.models import (
    WORDS,
    Contact,
    District,
    Event,
    Feedback,
    Location,
    Municipality,
    Offer,
    OfferText,
    Organization,
    PublicDocument,
    Source,
)
from directory.panels import fields, label_panels
from directory.writing.workbench import open_workbench


class OfferViewSet(SnippetViewSet):
    model = Offer
    icon = "tasks"
    list_display = ["title", "municipality", "kind", "status", "live", "confirmed_on"]
    list_filter = {"municipality": ["exact"], "live": ["exact"], "status": ["exact"], "source": ["exact"]}
    search_fields = ["title", "slug", "source_key"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [*fields("municipality", "slug", "source_language", *WORDS, "picture", "picture_alt")], heading="Worte"
            ),
            ObjectList(
                [
                    *fields(
                        "kind", "topics", "target_groups", "branch", "course_type", "funding", "level_from", "level_to"
                    ),
                    *fields("professional", "status", "duration", "ends_on", "funding_program", "start_any_time"),
                    *fields("parent_program", "next_offers", "successor"),
                    InlinePanel("offer_organizations", label="Organisation"),
                ],
                heading="Was",
            ),
            ObjectList(
                [
                    *fields("reach", "districts_served", "formats", "slots"),
                    InlinePanel("offer_locations", label="Ort"),
                    InlinePanel("runs", label="Durchgang"),
                    InlinePanel("sessions", label="Termin"),
                ],
                heading="Wo und wann",
            ),
            ObjectList(
                [
                    *fields("access_rules", "registration", "age_from", "age_to", "composition"),
                    MultiFieldPanel(fields("costs", "amount", "amount_unit"), heading="Kosten"),
                    MultiFieldPanel(
                        fields("childcare", "childcare_from_months", "childcare_in_holidays"), heading="Kinderbetreuung"
                    ),
                    *fields("trial_sessions", "travel_help", "seats", "waiting_weeks", "waiting_as_of"),
                    InlinePanel("languages", label="Sprache"),
                ],
                heading="Zugang und Sprache",
            ),
            ObjectList(
                [
                    *fields("sensitive", "neutral_title", "anonymous", "confirmed_on", "confirmed_by", "review_days"),
                    *fields("accountable", "deputy", "professional_note", "internal_note"),
                ],
                heading="Pflege",
            ),
        ]
    )


class OrganizationViewSet(SnippetViewSet):
    model = Organization
    icon = "group"
    list_display = ["name", "municipality", "confirmed_on"]
    list_filter = ["municipality"]
    search_fields = ["name", "slug"]
    panels = fields(
        "municipality", "slug", "name", "types", "run_by", "community_languages", "location", "website",
        "welcome_contact", "contact_via_office", "invited_on", "active", "confirmed_on",
        "picture", "picture_alt",
    )  # fmt: skip


class LocationViewSet(SnippetViewSet):
    model = Location
    icon = "site"
    list_display = ["name", "municipality", "district"]
    list_filter = ["municipality", "type"]
    search_fields = ["name", "street"]
    panels = fields(
        "municipality", "name", "type", "street", "postcode", "town", "latitude", "longitude", "district", "stop",
        "walk_minutes", "arrival_hint", "floor", "slots", "accessibility", "confirmed_on",
        "picture", "picture_alt",
    )  # fmt: skip


class ContactViewSet(SnippetViewSet):
    model = Contact
    icon = "mail"
    list_display = ["__str__", "organization", "offer", "visibility"]
    list_filter = ["visibility"]
    panels = fields(
        "organization", "location", "offer", "visibility", "role", "person_name", "deputy_name", "phone", "email",
        "website", "slots", "languages", "consent_on", "position",
    )  # fmt: skip


class EventViewSet(SnippetViewSet):
    model = Event
    icon = "date"
    list_display = ["title", "starts_at", "municipality"]


class OfferTextViewSet(SnippetViewSet):
    model = OfferText
    icon = "openquote"
    list_display = ["title", "offer", "locale", "todo"]
    list_filter = ["todo"]


class FeedbackViewSet(SnippetViewSet):
    """Reports of readers; only the state can be changed."""

    model = Feedback
    icon = "comment"
    list_display = ["__str__", "offer", "state", "created", "mailed_at"]
    list_filter = ["municipality", "state", "reason"]
    edit_handler = ObjectList(
        [
            *(
                FieldPanel(name, read_only=True)
                for name in ("offer", "reason", "text", "contact", "language", "created", "mailed_at", "answered_on")
            ),
            FieldPanel("state"),
        ],
        base_form_class=FeedbackForm,
    )


class DistrictViewSet(SnippetViewSet):
    model = District
    icon = "globe"
    list_display = ["name", "municipality", "kind"]
    list_filter = ["municipality", "kind"]
    panels = [
        *fields("municipality", "slug"),
        *label_panels("name"),
        *fields("kind", "parents", "neighbors", "postcodes", "attribution", "valid_from", "valid_until", "successor"),
    ]


class MunicipalityViewSet(SnippetViewSet):
    model = Municipality
    icon = "home"
    list_display = ["name", "slug"]
    panels = fields(
        "name",
        "languages",
        "county",
        "office_name",
        "office_phone",
        "office_email",
        "publisher",
        "postal_address",
        "is_demo",
    )


class SourceViewSet(SnippetViewSet):
    model = Source
    icon = "download"
    list_display = ["name", "municipality", "license", "last_import"]


class OffersGroup(SnippetViewSetGroup):
    menu_label = "Angebote"
    menu_icon = "tasks"
    menu_order = 100
    items = (
        OfferViewSet,
        OfferTextViewSet,
        EventViewSet,
        OrganizationViewSet,
        LocationViewSet,
        ContactViewSet,
        FeedbackViewSet,
    )


class SettingsGroup(SnippetViewSetGroup):
    menu_label = "Stadt und Listen"
    menu_icon = "list-ul"
    menu_order = 110
    items = (MunicipalityViewSet, DistrictViewSet, TermViewSet, SearchWordViewSet, TermOverrideViewSet, SourceViewSet)


register_snippet(OffersGroup)
register_snippet(SettingsGroup)


@hooks.register("register_admin_urls")
def word_tables() -> list[URLPattern]:
    return [
        path("lexicon/", tables, name="lexicon_tables"),
        path("lexicon/download/", download, name="lexicon_download"),
    ]


@hooks.register("before_edit_snippet", order=-10)  # before wagtail-localize's own hook
def open_workbench_lazily(request: HttpRequest, instance: object) -> None:
    """Fill wagtail-localize's tables when a translator opens an offer; the source row is edited as the offer."""
    if not isinstance(instance, OfferText):
        return
    if instance.locale.language_code == instance.offer.source_language:
        raise PermissionDenied("These are the offer's own words. Please edit the offer.")
    opened = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale, enabled=True
    )
    if request.method == "GET" or not opened.exists():
        open_workbench(instance.offer, instance.locale)


@hooks.register("before_delete_snippet")
def keep_offers(request: HttpRequest, instances: Iterable[object]) -> None:
    """Nothing is deleted: an offer ends and says what came after; its own words go with it (systems.md rule 8)."""
    for instance in instances:
        if isinstance(instance, Offer) and PublicDocument.objects.filter(pk=instance.pk).exists():
            raise PermissionDenied("Offers that readers have seen are not deleted. Please set the status to ended.")
        if isinstance(instance, OfferText) and instance.locale.language_code == instance.offer.source_language:
            raise PermissionDenied("These are the offer's own words. Please edit the offer.")


@hooks.register("before_bulk_action")
def keep_offers_in_bulk(request: HttpRequest, action_type: str, objects: Iterable[object], action: object) -> None:
    """The same for many at once."""
    if action_type == "delete":
        keep_offers(request, objects)

"""View model of the page of one offer: everything the template shows, made from the public document and shown words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.freshness import limit_days
from directory.memory import Tenant, memory
from directory.models import WORDS, Offer, PublicDocument, State
from directory.pages.badges import Badge, badges
from directory.pages.freshness_words import Freshness, confirmed_by, freshness_of
from directory.pages.notices import notice_sentences
from directory.pages.offer_dates import Date, coming_dates
from directory.pages.offer_places import ContactPoint, Place, Reachable, contact_points, places
from directory.pages.offer_questions import Question, questions
from directory.pages.organization_page import organization_url
from directory.pages.pictures import Picture, shown_picture
from directory.pages.reading import ReaderText, Words, direction_of, texts_for
from directory.pages.sentences import STATUSES, joining_steps, unknown
from directory.showing import Facts, berlin_today, has_ended
from directory.writing.projection import public_facts

SENSITIVE_FACTS = {"topics": "topic", "target_groups": "target-group"}


@dataclass(frozen=True)
class Link:
    """An offer to go on with."""

    url: str
    title: Words


@dataclass(frozen=True)
class Provider:
    """Who offers something; `url` is empty where this host has no page of it."""

    name: str
    url: str


@dataclass(frozen=True)
class OfferPage(Reachable):
    """One offer as a reader sees it on a day."""

    number: int
    slug: str
    sensitive: bool
    browser_title: str
    texts: dict[str, Words]
    notices: list[str]
    badges: list[Badge]
    ended: bool
    status: str
    after: list[Link]
    questions: list[Question]
    steps: list[str]
    dates: list[Date]
    places: list[Place]
    contacts: list[ContactPoint]
    providers: list[Provider]
    freshness: Freshness
    confirmed_by: Words | None
    source: Facts | None
    languages: tuple[str, ...]
    picture: Picture | None


def is_sensitive(facts: Facts) -> bool:
    """Whether the page must stay out of search engines, histories and previews."""
    terms = [memory().vocabulary(name).get(slug) for fact, name in SENSITIVE_FACTS.items() for slug in facts[fact]]
    terms.append(memory().vocabulary("kind").get(facts["kind"]))
    return bool(facts["sensitive"]) or any(term.sensitive for term in terms if term)


def shown_title(facts: Facts, title: str) -> str:
    """The title for histories, messages and files: a neutral one when the offer is sensitive."""
    return (facts["neutral_title"] or _("Advice and help")) if is_sensitive(facts) else title


def offer_page(document: PublicDocument, tenant: Tenant, language: str, today: date) -> OfferPage:
    """The page of a document in the active `language`: one query for words, two more for what came after.

    Raises Http404 when the offer has no words to show.
    """
    texts = texts_for([document.pk], language, also=tenant.languages)
    if str(document.pk) not in texts:
        raise Http404(document.slug)
    return _page(document.facts, texts[str(document.pk)], tenant, today)


def preview_context(offer: Offer, request: HttpRequest) -> dict[str, Any]:
    """Template context of a draft that is not stored yet, in its own words."""
    facts = public_facts(offer) | {"limit_days": limit_days(offer.kind, offer.review_days)}
    language = offer.source_language
    words = {name: Words(getattr(offer, name), language, direction_of(language), State.SOURCE) for name in WORDS}
    tenant = memory().tenants[offer.municipality.slug]
    return {"offer": _page(facts, ReaderText(words, (language,)), tenant, berlin_today()), "tenant": tenant}


def _page(facts: Facts, text: ReaderText, tenant: Tenant, today: date) -> OfferPage:
    ended = has_ended(facts, today)
    return OfferPage(
        number=facts["number"] or 0,
        slug=facts["slug"],
        sensitive=is_sensitive(facts),
        browser_title=shown_title(facts, text["title"].text),
        texts=text.words,
        notices=notice_sentences(text["title"], text["summary"], text["description"]),
        badges=badges(facts, tenant),
        ended=ended,
        status="" if ended or facts["status"] not in STATUSES else str(STATUSES[facts["status"]]),
        after=_links([facts["successor"], *facts["next"]]),
        questions=questions(facts, text.words, tenant, today),
        steps=joining_steps(facts) or [unknown()],
        dates=coming_dates(facts, today),
        places=places(facts, tenant),
        contacts=contact_points(facts, tenant),
        providers=_providers(facts, tenant),
        freshness=freshness_of(facts, today),
        confirmed_by=confirmed_by(facts),
        source=facts["source"],
        languages=text.languages,
        picture=shown_picture(facts["picture"]),
    )


def _providers(facts: Facts, tenant: Tenant) -> list[Provider]:
    return [
        Provider(item["name"], organization_url(item["slug"], facts["municipality"], tenant))
        for item in facts["organizations"]
        if item["role"] == "traeger"
    ]


def _links(slugs: list[str | None]) -> list[Link]:
    wanted = [slug for slug in dict.fromkeys(slugs) if slug]
    if not wanted:
        return []
    found = dict(PublicDocument.objects.filter(slug__in=wanted).values_list("slug", "pk"))
    texts = texts_for(found.values(), get_language() or "", fields=("title",))
    return [
        Link(reverse("offer", args=[slug]), texts[str(found[slug])]["title"])
        for slug in wanted
        if slug in found and str(found[slug]) in texts
    ]

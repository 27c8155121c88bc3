"""The offers of one organisation, for its page."""

from dataclasses import dataclass
from datetime import date

from directory.memory import Tenant
from directory.models import Organization
from directory.pages.card import Card
from directory.pages.district_dates import facts_of
from directory.pages.offer_page import is_sensitive
from directory.pages.organization_page import OrganizationPage, organization_page
from search.finding import find
from search.query import SearchQuery

MOST = 10


@dataclass(frozen=True)
class OrganizationOffers:
    """An organisation with what it offers; `sensitive` when one of these offers is."""

    organization: OrganizationPage
    total: int
    offers: list[Card]
    sensitive: bool


def organization_offers(row: Organization, tenant: Tenant, language: str, today: date) -> OrganizationOffers:
    """The page in the active `language`; three queries beside those of the organisation."""
    query = SearchQuery(tenant.slug, language, today, filters=(("traeger", (row.slug,)),), page_size=MOST)
    found = find(query, with_counts=False)
    facts = facts_of(card.key for card in found.cards)
    sensitive = any(map(is_sensitive, facts.values()))
    return OrganizationOffers(organization_page(row, tenant), found.total, found.cards, sensitive)

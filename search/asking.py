"""Searching from commands: the municipality by slug, hits with their address and their id in the source."""

from dataclasses import dataclass
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import override

from directory.memory import Tenant, memory
from directory.showing import berlin_today
from search.finding import Found, find
from search.query import SearchQuery
from search.ranking import Weights
from search.reasons import Reasons


@dataclass(frozen=True)
class Asked:
    """The answer with the municipality it belongs to."""

    found: Found
    tenant: Tenant

    def rows(self) -> list[dict[str, Any]]:
        """Hits as the JSON output shows them."""
        why = Reasons(self.found.query, self.found.meant, self.tenant)
        return [
            {
                "id": card.number,
                "source_id": card.source_key,
                "title": card.title.text,
                "url": card.url,
                "why": why.of(card, about),
            }
            for group in self.found.groups
            for card, about in zip(group.cards, group.about, strict=True)
        ]


def tenant_of(slug: str) -> Tenant:
    """The municipality of a slug, or the only one. Raises CommandError that names the possible ones."""
    tenants = memory().tenants
    if not slug and len(tenants) == 1:
        return next(iter(tenants.values()))
    if slug not in tenants:
        known = ", ".join(tenants) or "none yet (manage.py add_municipality)"
        raise CommandError(f"Please name a municipality with --municipality. There are: {known}.")
    return tenants[slug]


def ask(
    text: str,
    tenant: Tenant,
    language: str,
    limit: int,
    source: str = "",
    district: str = "",
    page_language: str = "",
    weights: Weights | None = None,
    kinds: tuple[str, ...] = (),
) -> Asked:
    """Search as a reader would who typed `text`; `language` is a hint for the analysis."""
    note = tenant.district(district) if district else None
    if district and note is None:
        raise CommandError(f"{tenant.name} has no district {district}. There are: {', '.join(tenant.districts)}.")
    query = SearchQuery(
        municipality=tenant.slug,
        language=language,
        today=berlin_today(),
        text=" ".join(text.split())[:200],
        district=note.pk if note else None,
        page_size=limit,
        kinds=kinds,
        extra_tags=frozenset({f"source:{source}"}) if source else frozenset(),
    )
    with override(page_language or "de"):
        return Asked(find(query, with_counts=False, weights=weights), tenant)

"""The districts a reader chooses from: those that people know by name."""

from directory.memory import DistrictNote, Tenant

# Larger, planning and conference areas only serve the search.
CHOSEN_KINDS = frozenset({"quartier", "ortsteil", "gemeinde"})


def chosen_notes(tenant: Tenant, selected: str = "") -> list[DistrictNote]:
    """Districts by name in the active language; another area only while it is the selected one."""
    shown = [note for note in tenant.districts.values() if note.kind in CHOSEN_KINDS or note.slug == selected]
    return sorted(shown, key=lambda note: note.name().casefold())


def district_choices(tenant: Tenant | None, selected: str = "") -> list[tuple[str, str, bool]]:
    """(slug, label, selected) as the field of the search form shows them."""
    notes = chosen_notes(tenant, selected) if tenant else []
    return [(note.slug, note.name(), note.slug == selected) for note in notes]

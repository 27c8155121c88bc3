"""The districts a reader chooses from: those that people know by name."""

from directory.memory import Tenant

# Larger, planning and conference areas only serve the search.
CHOSEN_KINDS = frozenset({"quartier", "ortsteil", "gemeinde"})


def district_choices(tenant: Tenant | None, selected: str = "") -> list[tuple[str, str, bool]]:
    """(slug, label, selected), by name in the active language; another area only while it is the selected one."""
    notes = tenant.districts.values() if tenant else ()
    shown = [note for note in notes if note.kind in CHOSEN_KINDS or note.slug == selected]
    return [(n.slug, n.name(), n.slug == selected) for n in sorted(shown, key=lambda note: note.name().casefold())]

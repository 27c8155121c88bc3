"""Which quarter a reader means: its address name, its name, or a postcode."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.memory import DistrictNote, Tenant
from directory.pages.district_choices import chosen_notes
from search.analysis import fold

LONGEST = 80


@dataclass(frozen=True)
class Choice:
    """What was typed, the quarters that fit, and a hint unless exactly one does."""

    text: str
    found: list[DistrictNote]
    hint: str = ""


def choice(text: str, tenant: Tenant) -> Choice:
    """Read the field of the page of quarters; nothing typed gives no hint."""
    text = " ".join(text.split())[:LONGEST]
    if not text:
        return Choice("", [])
    if text in tenant.districts:
        return Choice(text, [tenant.districts[text]])
    notes = chosen_notes(tenant)
    found = [n for n in notes if text in n.postcodes or fold(text) in {fold(name) for name in n.names.values()}]
    if len(found) > 1:
        return Choice(
            text, found, _("“%(text)s” belongs to several parts of the town. Which one is yours?") % {"text": text}
        )
    hint = "" if found else _("We do not know “%(text)s”. Please choose from the list.") % {"text": text}
    return Choice(text, found, hint)

"""How far an entry can be trusted, said to readers (plain-language.md §8)."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.freshness import freshness
from directory.pages.reading import Words, interface_words, source_words
from directory.pages.when import date_words
from directory.showing import Facts, day

# Roles that the product itself writes; every other word for who confirmed is German, as the office typed it.
ROLES = {"anbieter": gettext_lazy("the provider"), "büro": gettext_lazy("the office")}


class Freshness(NamedTuple):
    """How far an entry can be trusted: an icon, a sentence, and whether it is a warning."""

    icon: str
    text: str
    late: bool = False


def confirmed_by(facts: Facts) -> Words | None:
    """Who said last that the entry is right, by role."""
    role = facts["confirmed_by"].strip()
    if known := ROLES.get(role.casefold()):
        return interface_words(str(known))
    return source_words(role, settings.LANGUAGE_CODE) if role else None


def freshness_of(facts: Facts, today: date) -> Freshness:
    """When the entry was confirmed last, or an honest word that it is old or never was."""
    confirmed_on = day(facts["confirmed_on"])
    state = freshness(confirmed_on, facts["limit_days"], today)
    if confirmed_on is None:
        if facts["source"]:
            return Freshness("ask", _("Not checked yet. Source: %(source)s") % {"source": facts["source"]["title"]})
        return Freshness("ask", _("Not checked yet."))
    if state == "frisch":
        return Freshness("check", _("Checked on %(date)s.") % {"date": date_words(confirmed_on)})
    return Freshness("clock", _("These facts are older. Please call before you go."), late=True)

"""How a place can be entered and used: what is there, what is missing, and what nobody knows."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.memory import memory

STEP_FREE, STEPS = "zugang-stufenlos", "stufen-anzahl"
# Told even when nobody knows them: who needs them has to know that it is open.
ALWAYS = (STEP_FREE, "aufzug", "wc-rollstuhl")


class AccessFact(NamedTuple):
    """One line about a place; `icon` is `check`, `x` or `ask`."""

    icon: str
    text: str


def access_facts(accessibility: dict[str, Any]) -> list[AccessFact]:
    """Step-free entrance first, then what is known, then what is not."""
    known = [
        _fact(slug, accessibility[slug])
        for slug in memory().vocabulary("accessibility")
        if slug in accessibility and accessibility[slug] is not None and slug not in (STEP_FREE, STEPS)
    ]
    open_questions = [
        AccessFact("ask", _("%(fact)s: we do not know. Please ask.") % {"fact": memory().label("accessibility", slug)})
        for slug in ALWAYS[1:]
        if accessibility.get(slug) is None
    ]
    return [_entrance(accessibility), *known, *open_questions]


def _entrance(accessibility: dict[str, Any]) -> AccessFact:
    if accessibility.get(STEP_FREE) is True:
        return AccessFact("check", _("The entrance has no steps."))
    steps = accessibility.get(STEPS)
    if isinstance(steps, int) and steps > 0 and not isinstance(steps, bool):
        text = ngettext("The entrance has %(steps)d step.", "The entrance has %(steps)d steps.", steps)
        return AccessFact("x", text % {"steps": steps})
    if accessibility.get(STEP_FREE) is False:
        return AccessFact("x", _("The entrance has steps."))
    return AccessFact("ask", _("We do not know whether there are steps. Please ask."))


def _fact(slug: str, value: Any) -> AccessFact:
    label = memory().label("accessibility", slug)
    if value is True:
        return AccessFact("check", _("%(fact)s.") % {"fact": label})
    if value is False:
        return AccessFact("x", _("%(fact)s: no.") % {"fact": label})
    return AccessFact("info", _("%(fact)s: %(value)s.") % {"fact": label, "value": value})

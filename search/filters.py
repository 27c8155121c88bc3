"""The filters of the public contract: which parameter means which tag, and which vocabulary labels its values."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Filter:
    """One repeatable parameter whose values are slugs of a vocabulary; `title` heads its facet."""

    name: str
    vocabulary: str
    title: str | Promise


@dataclass(frozen=True)
class Switch:
    """One parameter that is on or off."""

    name: str
    title: str | Promise
    icon: str


LISTS = (
    Filter("niveau", "level", _("How much German?")),
    Filter("tag", "weekday", _("Which day?")),
    Filter("zeit", "daytime", _("When?")),
    Filter("zielgruppe", "target-group", _("For whom?")),
    Filter("sprache", "language", _("I speak")),
    Filter("art", "kind", _("What is it?")),
    Filter("thema", "topic", pgettext_lazy("filter", "Topic")),
    Filter("format", "format", _("Where and how?")),
)
SWITCHES = (
    Switch("kostenlos", _("free of charge"), "free"),
    Switch("kinderbetreuung", _("with childcare"), "pram"),
    Switch("ohne_anmeldung", _("without registration"), "door"),
    Switch("ohne_deutsch", _("without German"), "german"),
    Switch("stufenlos", _("without steps"), "wheel"),
)
# Who the offer is only for: value → label. The slugs are those of the access rules without `nur-`.
ONLY = {
    "frauen": _("only for women"),
    "maedchen": _("only for girls"),
    "maenner": _("only for men"),
    "jungen": _("only for boys"),
}
ONLY_ICONS = {"frauen": "women"}


def tags_for(name: str, values: tuple[str, ...]) -> frozenset[str]:
    """The tags that satisfy a filter, one is enough. `sprache` also accepts an interpreter for that language."""
    tags = {f"{name}:{value}" for value in values}
    if name == "sprache":
        tags |= {f"dolmetschen:{value}" for value in values}
    return frozenset(tags)

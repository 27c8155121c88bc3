"""Badges: what a reader decides by, as icon and word. An icon never stands alone."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.memory import Tenant, memory
from directory.pages.sentences import amount_words
from directory.showing import Facts

MOST = 4
ONLY_FOR = ("nur-frauen", "nur-maedchen", "nur-maenner", "nur-jungen")
WITH_LETTER = {"berechtigung", "zuweisung"}


class Badge(NamedTuple):
    """Name of an icon of the stylesheet, and its word."""

    icon: str
    label: str


def badges(facts: Facts, tenant: Tenant | None) -> list[Badge]:
    """The most important badges of an offer: what it is, cost, who, child, how."""
    found = [*_kind(facts, tenant), *_status(facts, tenant), *_cost(facts), *_conditions(facts, tenant), *_child(facts)]
    return found[:MOST]


def _kind(facts: Facts, tenant: Tenant | None) -> list[Badge]:
    term = memory().vocabulary("kind").get(facts["kind"])
    return [Badge(term.icon or "info", memory().label("kind", term.slug, tenant))] if term else []


def _status(facts: Facts, tenant: Tenant | None) -> list[Badge]:
    status = facts["status"]
    return [] if status == "laufend" else [Badge("clock", memory().label("offer-status", status, tenant))]


def _cost(facts: Facts) -> list[Badge]:
    costs = facts["costs"]
    if "frei" in costs:
        return [Badge("free", pgettext("badge", "free of charge"))]
    if facts["amount"] is not None:
        return [Badge("euro", _("%(amount)s euros") % {"amount": amount_words(facts["amount"])})]
    return [Badge("euro", pgettext("badge", "an office pays"))] if "kostentraeger" in costs else []


def _conditions(facts: Facts, tenant: Tenant | None) -> list[Badge]:
    rules = facts["access_rules"]
    found = [Badge("women", memory().label("access", slug, tenant)) for slug in ONLY_FOR if slug in rules]
    if "ohne" in facts["registration"]:
        found.append(Badge("door", pgettext("badge", "no registration")))
    if WITH_LETTER & set(rules):
        found.append(Badge("paper", pgettext("badge", "with a letter from an office")))
    if {"online", "hybrid"} & set(facts["formats"]):
        found.append(Badge("screen", pgettext("badge", "online")))
    return found


def _child(facts: Facts) -> list[Badge]:
    labels = {
        "vor-ort": Badge("pram", pgettext("badge", "with childcare")),
        "organisiert": Badge("pram", pgettext("badge", "we look for childcare")),
        "kind-darf-mit": Badge("family", pgettext("badge", "your child may come")),
    }
    return [labels[facts["childcare"]]] if facts["childcare"] in labels else []

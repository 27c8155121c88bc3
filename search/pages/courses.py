"""A simple start for people who look for a German course: four questions that lead into the search."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.memory import Tenant, memory
from directory.pages.card import Card
from search.finding import find
from search.query import SearchQuery

NEXT_STARTS = 5
COURSE = (("art", ("sprachkurs",)),)
# Where people find out which course is theirs: counselling and tests about German.
COUNSELLING = (("art", ("beratung",)), ("thema", ("deutsch",)))


@dataclass(frozen=True)
class Level:
    """How much German somebody knows: a sentence about it, and one that can be said at this level."""

    slug: str
    sign: str
    label: str | Promise
    example: str


LEVELS = (
    Level("alpha", "Abc", _("I am learning to read and write."), ""),
    Level("a0", "0", _("I do not know any German."), ""),
    Level("a1", "A1", _("I know very little German."), "Guten Tag. Ich heiße Amina."),
    Level("a2", "A2", _("I know a little German."), "Ich möchte bitte einen Termin am Montag."),
    Level("b1", "B1", _("I understand a lot in everyday life."), "Ich kann nicht kommen, weil mein Kind krank ist."),
    Level("b2", "B2", _("I speak well."), "Ich habe den Vertrag gelesen. Ich habe noch 2 Fragen dazu."),
    Level("c1", "C1", _("I speak very well."), "Ich möchte in Deutschland studieren oder als Ärztin arbeiten."),
)


@dataclass(frozen=True)
class CoursesPage:
    """Everything on the page, ready for the template."""

    levels: tuple[Level, ...]
    daytimes: list[tuple[str, str]]
    starts: list[Card]
    counselling: list[Card]


def courses_page(tenant: Tenant, language: str, today: date) -> CoursesPage:
    """The page in the active `language`."""
    query = SearchQuery(tenant.slug, language, today, filters=COURSE, sorting="start", page_size=NEXT_STARTS)
    advice = SearchQuery(tenant.slug, language, today, filters=COUNSELLING, page_size=1)
    return CoursesPage(
        levels=LEVELS,
        daytimes=[(slug, memory().label("daytime", slug, tenant)) for slug in memory().vocabulary("daytime")],
        starts=find(query, with_counts=False).cards,
        counselling=find(advice, with_counts=False).cards,
    )

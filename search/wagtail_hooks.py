"""What staff see of the search in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from directory.lexicon.admin import NEEDED
from search.engines import engine_answers
from search.staff.trying import try_query
from search.staff.unmet import unmet, unmet_word


class EngineNotice(Component):
    """Said on the first page of the admin while the database answers in place of the search engine."""

    name = "engine-notice"
    template_name = "search/admin/engine_notice.html"
    order = 10


@hooks.register("construct_homepage_panels")
def tell_that_the_engine_is_away(request: HttpRequest, panels: list[Any]) -> None:
    if not engine_answers():
        panels.append(EngineNotice())


class ForEditorsOfWords(MenuItem):
    """A line of the menu for those who may change concepts and their words."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perms(NEEDED))


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("search/try/", try_query, name="try_query"),
        path("search/unmet/", unmet, name="unmet"),
        path("search/unmet/<int:pk>/", unmet_word, name="unmet_word"),
    ]


@hooks.register("register_admin_menu_item")
def try_query_in_the_menu() -> MenuItem:
    return ForEditorsOfWords(_("Try a query"), reverse("try_query"), icon_name="search", order=120)


@hooks.register("register_admin_menu_item")
def unmet_in_the_menu() -> MenuItem:
    return ForEditorsOfWords(_("What was not found"), reverse("unmet"), icon_name="help", order=121)

"""What staff see of the search in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from search.engines import engine_answers


class EngineNotice(Component):
    """Said on the first page of the admin while the database answers in place of the search engine."""

    name = "engine-notice"
    template_name = "search/admin/engine_notice.html"
    order = 10


@hooks.register("construct_homepage_panels")
def tell_that_the_engine_is_away(request: HttpRequest, panels: list[Any]) -> None:
    if not engine_answers():
        panels.append(EngineNotice())

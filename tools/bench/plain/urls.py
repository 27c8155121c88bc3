from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from wagtail.search.backends import get_search_backend

from tools.bench.plain.models import PlainOffer

PAGE = Template(
    "<!doctype html><html lang='de'><title>{{ q }}</title><h1>{{ page.paginator.count }}</h1><ol>"
    "{% for offer in page %}<li><h3>{{ offer.title }}</h3><p>{{ offer.summary }}</p></li>{% endfor %}</ol></html>"
)


def search(request: HttpRequest, language: str) -> HttpResponse:
    """The search view of Wagtail's project template: query, paginator, list. No facets, no filters."""
    q = request.GET.get("q", "")
    hits = get_search_backend().search(q, PlainOffer.objects.all())
    page = Paginator(hits, 20).get_page(request.GET.get("seite", 1))
    return HttpResponse(PAGE.render(Context({"q": q, "page": page})))


urlpatterns = [path("<str:language>/angebote/", search)]

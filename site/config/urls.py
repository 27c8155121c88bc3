"""All addresses. Reader pages carry their language first; staff work under /admin/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from config.health import health
from directory.feedback import urls as feedback_urls
from directory.pages import urls as directory_urls
from home import urls as home_urls
from home import views as home_views
from search import urls as search_urls

urlpatterns = [
    path("", home_views.root, name="root"),
    path("health/", health, name="health"),
    path("admin/", include(wagtailadmin_urls)),
    *directory_urls.plain_patterns,
    *home_urls.plain_patterns,
    *i18n_patterns(
        *search_urls.localized_patterns,
        *directory_urls.localized_patterns,
        *feedback_urls.localized_patterns,
        *home_urls.localized_patterns,
        path("", include(wagtail_urls)),
        prefix_default_language=True,
    ),
]
handler400 = "home.views.bad_request"
handler404 = "home.views.not_found"
handler500 = "home.views.server_error"

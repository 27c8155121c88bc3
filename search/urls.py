from django.urls import path

from search import views
from search.pages import urls as pages

localized_patterns = [
    path("angebote/", views.results, name="results"),
    path("angebote/vorschlaege/", views.suggest, name="suggestions"),
    *pages.localized_patterns,
]

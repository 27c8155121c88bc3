from django.urls import path

from search import views

localized_patterns = [path("angebote/", views.results, name="results")]

"""Pages that lead into the search: quarters, organisations, the start for German courses."""

from django.urls import path

from search.pages import views

localized_patterns = [
    path("stadtteile/", views.districts, name="districts"),
    path("stadtteile/<slug:slug>/", views.district, name="district"),
    path("anbieter/<slug:slug>/", views.organization, name="organization"),
    path("sprachkurse/", views.courses, name="courses"),
]

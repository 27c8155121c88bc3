"""Addresses of single offers: `localized_patterns` carry the language first, `plain_patterns` have none."""

from django.urls import path, re_path

from directory.pages import glossary, pictures, views

localized_patterns = [
    path("angebote/<slug:slug>/", views.offer, name="offer"),
    path("angebote/<slug:slug>/<slug:name>.ics", views.calendar, name="calendar"),
    path("woerter/", glossary.glossary, name="glossary"),
]
plain_patterns = [
    # Names of pictures only; no folder below, nothing that a browser would run.
    re_path(r"^media/(?P<path>(?:pictures|images)/[\w.-]+\.(?:jpe?g|png|webp|avif|gif))$", pictures.media),
    re_path(r"^a/(?P<number>[0-9]{1,15})/?$", views.short_address, name="short_address"),
    re_path(r"^a/(?P<number>[0-9]{1,15})/qr/$", views.qr_page, name="qr_page"),
    re_path(r"^a/(?P<number>[0-9]{1,15})/qr\.svg$", views.qr_file, name="qr_file"),
]

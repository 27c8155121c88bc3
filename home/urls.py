"""Addresses of pages that are not Wagtail pages."""

from django.urls import path

from home import sitemaps, views

localized_patterns = [path("notfall/", views.emergency, name="emergency")]
plain_patterns = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.part, name="sitemap-part"),
]

"""The address of the form; the number is the one of the short address `/a/{number}`."""

from django.urls import re_path

from directory.feedback import views

localized_patterns = [re_path(r"^melden/(?P<number>[0-9]{1,15})/$", views.report, name="report")]

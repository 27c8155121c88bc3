"""Panels that several forms of the admin share."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, Panel


def direction(language: str) -> str:
    """`rtl` or `ltr`, the value of the HTML attribute `dir`."""
    return "rtl" if LANG_INFO.get(language, {}).get("bidi") else "ltr"


def label_panels(field: str) -> list[Panel]:
    """One input for each language, in the script's own direction."""
    return [
        FieldPanel(build_localized_fieldname(field, language), attrs={"dir": direction(language)})
        for language in settings.MODELTRANSLATION_LANGUAGES
    ]


def fields(*names: str) -> list[Panel]:
    return [FieldPanel(name) for name in names]

"""Contracts of ours as Django system checks."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

ENGINES = ("tantivy", "elasticsearch")


@register()
def known_search_engine(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.STADTLOTSE_SEARCH_ENGINE in ENGINES:
        return []
    hint = f"Set it to one of: {', '.join(ENGINES)}."
    return [Error("STADTLOTSE_SEARCH_ENGINE names no engine.", hint=hint, id="stadtlotse.E001")]


@register()
def languages_have_columns(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    missing = [code for code, _name in settings.LANGUAGES if code not in settings.MODELTRANSLATION_LANGUAGES]
    return [
        Error(f"The language {code} has no label columns.", hint="Add it to SEARCH_LANGUAGES.", id="stadtlotse.E002")
        for code in missing
    ]

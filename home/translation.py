"""Words of emergency numbers exist once per language as columns."""

from modeltranslation.translator import TranslationOptions, register

from home.models import EmergencyNumber


@register(EmergencyNumber)
class EmergencyNumberTranslation(TranslationOptions):
    fields = ("label", "explanation")
    required_languages = {"de": ("label",), "default": ()}

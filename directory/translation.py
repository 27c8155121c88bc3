"""Labels that exist once per language as columns: vocabularies and districts."""

from modeltranslation.translator import TranslationOptions, register

from directory.models import District, Term


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("label", "explanation")
    required_languages = {"de": ("label",), "default": ()}


@register(District)
class DistrictTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("de",)

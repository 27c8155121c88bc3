"""Vocabularies are content: rows that an office may rename, hide and reorder. One table for all lists, because every
list has the same parts (slug, icon, labels, search words) and a value is always addressed as list + slug."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.lexicon.concepts import split_cell
from directory.lexicon.words import checked_in_language, checked_word
from directory.models.municipality import Municipality

TAG = re.compile(r"[a-z_]+:[\w*-]+")
STEM = re.compile(r"!?\^?[^\W_][^;^$]*\$?")


class Sort(models.TextChoices):
    """What kind of thing a concept is, which decides how much it counts."""

    TOPIC = "topic", _("subject")
    KIND = "kind", _("kind of offer")
    AUDIENCE = "audience", _("people")
    SITUATION = "situation", _("situation in life")
    OFFICE = "office", _("office")
    THING = "thing", _("thing")
    HELP = "help", _("help")
    COST = "cost", _("cost")
    FACET = "facet", _("filter")
    LANGUAGE = "language", _("language")


class Term(models.Model):
    """One value of one vocabulary, for example `topic` / `sport`. The slug never changes its meaning."""

    vocabulary = models.CharField(_("list"), max_length=40)
    slug = models.CharField(max_length=40)
    icon = models.CharField(_("icon"), max_length=20, blank=True)
    label = models.CharField(_("label"), max_length=120)
    explanation = models.TextField(_("explanation"), blank=True)
    certain = models.BooleanField(
        _("confirmed"), default=True, help_text=_("The glossary shows only terms whose meaning somebody confirmed.")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    professional = models.BooleanField(_("for professionals"), default=False)
    retired = models.BooleanField(_("retired"), default=False)
    sort = models.CharField(
        _("sort"), max_length=20, blank=True, choices=Sort, help_text=_("Empty: the search does not know it.")
    )
    part_of = models.TextField(_("part of"), blank=True, help_text=_("Keys such as topic:sport, separated by ;"))
    near = models.TextField(_("near"), blank=True, help_text=_("Keys such as topic:sport, separated by ;"))
    tags = models.TextField(_("tags"), blank=True, help_text=_("What it filters by, for example kostenlos:1"))
    stems = models.TextField(
        _("word parts in German texts"),
        blank=True,
        help_text=_(
            "Separated by ; – ^ stands for the beginning of a word, $ for its end, ! takes words out; "
            "kind:raum: offers of this value."
        ),
    )
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors")
    extra = models.JSONField(default=dict, blank=True, help_text="Languages: endonym, script, direction, fallback")
    shipped = models.JSONField(default=dict, editable=False, help_text="What the last upgrade brought, per column")

    class Meta:
        verbose_name = _("vocabulary value")
        verbose_name_plural = _("vocabulary values")
        ordering = ["vocabulary", "position", "slug"]
        constraints = [models.UniqueConstraint(fields=["vocabulary", "slug"], name="term_slug_once")]

    def __str__(self) -> str:
        return f"{self.vocabulary}: {self.label}"

    @property
    def key(self) -> str:
        return f"{self.vocabulary}:{self.slug}"

    def clean(self) -> None:
        """Relations name concepts that exist, tags look like tags, stems are word parts or values that exist."""
        stems = split_cell(self.stems)
        values = [stem for stem in stems if ":" in stem]
        others = set(split_cell(self.part_of)) | set(split_cell(self.near)) | set(values)
        errors = {
            name: message
            for name in ("part_of", "near")
            if (message := self._wrong_keys(split_cell(getattr(self, name)), _known(others)))
        }
        if wrong := [tag for tag in split_cell(self.tags) if not TAG.fullmatch(tag)]:
            errors["tags"] = _("These are no tags: %(tags)s") % {"tags": ", ".join(wrong)}
        if wrong := [stem for stem in stems if not STEM.fullmatch(stem)]:
            errors["stems"] = _("These are no word parts: %(stems)s") % {"stems": ", ".join(wrong)}
        elif message := self._wrong_keys(values, _known(others)):
            errors["stems"] = message
        if errors:
            raise ValidationError(errors)

    def _wrong_keys(self, keys: Iterable[str], known: set[str]) -> str:
        wrong = [key for key in keys if key not in known or key == self.key]
        return _("There is no such concept: %(keys)s") % {"keys": ", ".join(wrong)} if wrong else ""


def _known(keys: set[str]) -> set[str]:
    slugs = {key.partition(":")[2] for key in keys}
    rows = Term.objects.filter(slug__in=slugs).values_list("vocabulary", "slug")
    return {f"{vocabulary}:{slug}" for vocabulary, slug in rows}


class SearchWord(models.Model):
    """A word that finds a value, in one search language. `origin` tells shipped words from a municipality's own."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="search_words")
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.CASCADE, related_name="search_words"
    )
    language = models.CharField(_("language"), max_length=12)
    word = models.CharField(_("word"), max_length=80)
    origin = models.CharField(max_length=20, default="own", choices=[("shipped", _("shipped")), ("own", _("own"))])
    removed = models.BooleanField(_("do not use"), default=False, help_text=_("An upgrade does not bring it back."))

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        constraints = [
            models.UniqueConstraint(fields=["term", "municipality", "language", "word"], name="own_search_word_once"),
            models.UniqueConstraint(
                fields=["term", "language", "word"],
                condition=models.Q(municipality=None),
                name="shared_search_word_once",
            ),
        ]

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        if self.language not in settings.SEARCH_LANGUAGES:
            known = ", ".join(settings.SEARCH_LANGUAGES)
            raise ValidationError({"language": _("Please choose one of: %(languages)s") % {"languages": known}})
        key = self.term.key if self.term_id else ""
        try:
            self.word = checked_in_language(self.language, checked_word(self.word), key)
        except ValidationError as error:
            raise ValidationError({"word": error}) from error


class TermOverride(models.Model):
    """What one municipality changes about a shared value: hide it, or show another label."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="overrides")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="term_overrides")
    hidden = models.BooleanField(_("hidden"), default=False)
    labels = models.JSONField(_("other labels, by language"), default=dict, blank=True)

    class Meta:
        verbose_name = _("local vocabulary value")
        verbose_name_plural = _("local vocabulary values")
        constraints = [models.UniqueConstraint(fields=["term", "municipality"], name="term_override_once")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.term}"

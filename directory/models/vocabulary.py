"""Vocabularies are content: rows that an office may rename, hide and reorder. One table for all lists, because every
list has the same parts (slug, icon, labels, search words) and a value is always addressed as list + slug."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.municipality import Municipality


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
    sort = models.CharField(_("sort"), max_length=20, blank=True, help_text=_("Empty: the search does not know it."))
    part_of = models.TextField(_("part of"), blank=True, help_text=_("Keys such as topic:sport, separated by ;"))
    near = models.TextField(_("near"), blank=True, help_text=_("Keys such as topic:sport, separated by ;"))
    tags = models.TextField(_("tags"), blank=True, help_text=_("What it filters by, for example kostenlos:1"))
    stems = models.TextField(
        _("word parts in German texts"),
        blank=True,
        help_text=_("Separated by ; – ^ stands for the beginning of a word, $ for its end."),
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

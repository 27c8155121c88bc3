"""What readers looked for in vain, without a trace of any reader (docs/decisions/0007)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import District, Municipality

LONGEST_WORD = 24


class WordKey(models.Model):
    """One row: the key of the digests, the day it was made, and the day that `SeenWord.today` speaks of."""

    key = models.CharField(max_length=64)
    since = models.DateField()
    day = models.DateField()

    def __str__(self) -> str:
        return str(self.since)


class SeenWord(models.Model):
    """A word that was typed on few days, as a keyed digest; thrown away with its key after 90 days."""

    digest = models.CharField(max_length=32, unique=True)
    days = models.PositiveSmallIntegerField(default=1)
    today = models.BooleanField(default=True, help_text="Already counted on the day of the key")

    def __str__(self) -> str:
        return self.digest


class UnmatchedWord(models.Model):
    """A word that was typed on five different days and that no concept has. No day, place or query goes with it."""

    word = models.CharField(_("word"), max_length=LONGEST_WORD, unique=True)
    dismissed = models.BooleanField(_("not wanted"), default=False)

    class Meta:
        ordering = ["word"]
        verbose_name = _("word that finds nothing")
        verbose_name_plural = _("words that find nothing")

    def __str__(self) -> str:
        return self.word


class MissedTopic(models.Model):
    """How often a subject was looked for in a month and nothing fitted; shown from `SHOWN_FROM` on."""

    SHOWN_FROM = 5

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    concept = models.CharField(max_length=120, help_text="Its key, for example topic:sport")
    district = models.ForeignKey(District, null=True, on_delete=models.CASCADE, related_name="+")
    month = models.DateField(help_text="Its first day")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-month", "-count", "concept"]
        indexes = [models.Index(fields=["municipality", "month", "concept"])]

    def __str__(self) -> str:
        return f"{self.concept} {self.month:%Y-%m}"

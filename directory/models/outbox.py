from django.db import models


class OutboxEntry(models.Model):
    """One record that an engine has to hear about, written in the transaction that changed it."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class MemoryVersion(models.Model):
    """One row; its number rises when something changes that every process holds in memory (`directory/memory.py`), its
    mark is new when concepts or search words changed (`directory/lexicon`)."""

    number = models.BigIntegerField(default=0)
    lexicon = models.CharField(max_length=32, blank=True, default="")
    shipped = models.CharField(max_length=64, blank=True, default="", help_text="Digest of the files last loaded")

    def __str__(self) -> str:
        return str(self.number)

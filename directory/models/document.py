from django.db import models

from directory.models.municipality import Municipality
from directory.models.offer import Offer


class PublicDocumentQuerySet(models.QuerySet["PublicDocument"]):
    def public(self, today: "models.DateField | object") -> "PublicDocumentQuerySet":
        """Documents that lists may show on a day; the same rule as `directory.showing.is_listed`."""
        return self.filter(listed=True).filter(models.Q(listed_until=None) | models.Q(listed_until__gte=today))


class PublicDocument(models.Model):
    """The public facts of one offer, stored in the transaction of every write. Pages, index, feeds and commands read
    this and `OfferText`, never the records behind it; the columns only serve lists from the database."""

    offer = models.OneToOneField(Offer, primary_key=True, on_delete=models.CASCADE, related_name="document")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="documents")
    slug = models.CharField(max_length=150, unique=True)
    listed = models.BooleanField(help_text="published, and its status belongs in lists")
    listed_until = models.DateField(null=True, help_text="last day in lists, Europe/Berlin; null: no end")
    changes_on = models.DateField(null=True, db_index=True, help_text="first day on which run or session facts lapse")
    standing = models.BigIntegerField(help_text="order of lists without a query: freshly confirmed first")
    next_start = models.DateField(null=True, help_text="next start as of the last write")
    age_from = models.PositiveSmallIntegerField(default=0)
    age_to = models.PositiveSmallIntegerField(default=200)
    tags = models.TextField(help_text="|zielgruppe:frauen|thema:sport| as the index holds them")
    facts = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    objects = PublicDocumentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["listed", "-standing"])]

    def __str__(self) -> str:
        return self.slug

from django.db import models
from wagtail.search import index


class PlainOffer(index.Indexed, models.Model):
    """The German words of an offer, searchable as Wagtail's manual shows."""

    title = models.CharField(max_length=400)
    summary = models.TextField()
    description = models.TextField()

    search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("summary"),
        index.SearchField("description"),
    ]

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.title

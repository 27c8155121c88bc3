"""Lists of offers from the database: what readers get while no search engine can answer. Same tags, same order."""

from collections import Counter
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q

from directory.findable.documents import Answer, DocumentQuery, is_counted
from directory.models import OfferText, PublicDocument
from directory.models.document import PublicDocumentQuerySet
from directory.writing.publishing import KIND

MOST_WORDS = 10


def _matching(query: DocumentQuery) -> PublicDocumentQuerySet:
    rows = PublicDocument.objects.public(query.today)
    for tags in query.filters:
        rows = rows.filter(reduce(or_, (Q(tags__contains=f"|{tag}|") for tag in sorted(tags))))
    for tag in sorted(query.excluded):
        rows = rows.exclude(tags__contains=f"|{tag}|")
    if query.age is not None:
        rows = rows.filter(age_from__lte=query.age, age_to__gte=query.age)
    for word in list(dict.fromkeys(query.raw_words))[:MOST_WORDS]:
        rows = rows.filter(_has_word(word))
    return rows


def _has_word(word: str) -> Exists:
    """A subquery and no join: a join for each word would multiply the rows by the languages of an offer, again and
    again."""
    words = Q(title__icontains=word) | Q(summary__icontains=word) | Q(description__icontains=word)
    return Exists(OfferText.objects.filter(words, offer=OuterRef("pk")))


def list_documents(query: DocumentQuery) -> Answer:
    """Uids in the order of lists: by next start, else freshly confirmed first."""
    rows = _matching(query)
    total = rows.count()
    order = [F("next_start").asc(nulls_last=True), "-standing"] if query.by_start else ["-standing"]
    keys = rows.order_by(*order).values_list("pk", flat=True)[query.offset : query.offset + query.limit]
    return Answer(tuple(f"{KIND}:{key}" for key in keys), total)


def count_tags(query: DocumentQuery) -> dict[str, int]:
    """How many matching offers carry each tag."""
    counts: Counter[str] = Counter()
    for tags in _matching(query).values_list("tags", flat=True).iterator():
        counts.update(tag for tag in tags.split("|") if tag)
    return {tag: number for tag, number in counts.items() if is_counted(tag)}

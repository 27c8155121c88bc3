"""More invented offers than are worth making one by one: copies of the first ones, row by row inside the database.

Each copy has a number, an address and keys of its own; its public document is what the write path would store, which a
test compares. Nothing is analyzed or counted less because of it.
"""

from typing import Any

from django.db import connection, models, transaction

from directory.models import (
    CourseRun,
    Offer,
    OfferLanguage,
    OfferLocation,
    OfferOrganization,
    OfferText,
    PublicDocument,
    Session,
    Source,
)
from directory.writing.publishing import queue

BELONGING = (OfferOrganization, OfferLocation, OfferLanguage, CourseRun, Session)
Changed = dict[str, str]


@transaction.atomic
def copy_offers(source: Source, slug: str, first: int, last: int, step: int) -> None:
    """Copy the offers of a source whose keys lie between two, counted `step` higher. `slug`: how addresses begin."""
    newest = Offer.objects.order_by("-pk").values_list("pk", flat=True)[0]
    number = "CAST(old.source_key AS INTEGER) + %(step)s"
    address = f"%(slug)s || ({number})"
    chosen = "WHERE old.source_id = %(source)s AND old.id BETWEEN %(first)s AND %(last)s"
    part = {"slug": slug, "source": source.pk, "first": first, "last": last, "step": step}
    own = {"key": _uuid(), "slug": address, "source_key": f"CAST({number} AS TEXT)"}
    _copy(Offer, "old", own, chosen, part)
    both = (
        f"JOIN {_table(Offer)} old ON old.id = row.offer_id JOIN {_table(Offer)} new ON new.slug = {address} {chosen}"
    )
    for model in BELONGING:
        _copy(model, "row", {"offer_id": "new.id"}, both, part)
    _copy(OfferText, "row", {"offer_id": "new.id", "translation_key": "new.key"}, both, part)
    _copy(PublicDocument, "row", _document(), both, part)
    queue(Offer.objects.filter(source=source, pk__gt=newest).values_list("pk", flat=True))


def _document() -> Changed:
    """What of a public document tells one copy from another."""
    changed = {"offer_id": "new.id", "slug": "new.slug", "standing": "row.standing - (new.id - old.id)"}
    if connection.vendor == "sqlite":
        named = "'$.number', new.id, '$.slug', new.slug, '$.source.id', new.source_key"
        return changed | {"facts": f"json_set(row.facts, {named})"}
    facts = "row.facts"
    for path, value in (("number", "new.id"), ("slug", "new.slug"), ("source,id", "new.source_key")):
        facts = f"jsonb_set({facts}, '{{{path}}}', to_jsonb({value}))"
    return changed | {"facts": facts}


def _uuid() -> str:
    return "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()"


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _copy(model: type[models.Model], alias: str, own: Changed, chosen: str, part: dict[str, Any]) -> None:
    """Insert rows like the chosen ones; `own` has the columns that differ. Rows get their keys from the database."""
    quote = connection.ops.quote_name
    columns = [field.attname for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    values = ", ".join(own.get(column, f"{alias}.{quote(column)}") for column in columns)
    names, table = ", ".join(map(quote, columns)), _table(model)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} {alias} {chosen}", part)  # noqa: S608

"""Documents as tantivy stores them."""

import tantivy

from search.analysed import TERM_FIELDS, AnalysedDocument
from search.engines.points import days, standing, start_order


def _build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("uid", stored=True, tokenizer_name="raw", index_option="basic")
    for name in TERM_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("concepts", "tags"):
        builder.add_text_field(name, stored=name == "concepts", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("about", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("until", "start", "standing", "age_from", "age_to"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    return builder.build()


SCHEMA = _build_schema()


def stored(of: AnalysedDocument) -> tantivy.Document:
    """The fields of one document."""
    document, fields = of.document, tantivy.Document()
    fields.add_text("uid", document.uid)
    for name, terms in of.terms.items():
        fields.add_text(name, " ".join(terms))
    for concept in of.concepts:
        fields.add_text("concepts", concept)
        fields.add_text("about", concept.partition("/")[0])
    for tag in document.tags:
        fields.add_text("tags", tag)
    for tag in of.facets:
        fields.add_text("facets", tag)
    fields.add_unsigned("until", days(document.listed_until))
    fields.add_unsigned("start", start_order(document))
    fields.add_unsigned("standing", standing(document))
    fields.add_unsigned("age_from", document.age_from)
    fields.add_unsigned("age_to", document.age_to)
    return fields

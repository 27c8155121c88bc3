"""wagtail-localize as the translators' workbench: filled from `OfferText` when somebody opens an offer, settled back
when it publishes. Its tables are never the truth (docs/decisions/0003, traps in the decision)."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from directory.models import WORDS, Offer, OfferText, State, digest
from directory.writing.protection import protected_keys, withhold_streets


def settle(row: OfferText) -> None:
    """Replace what wagtail-localize put into a row by the words that people really translated.

    localize fills gaps with source words; here a gap stays a gap and older words stay, marked by their digest.
    """
    if row.locale.language_code == row.offer.source_language:
        for field in WORDS:
            setattr(row, field, getattr(row.offer, field))
        return
    old = OfferText.objects.filter(pk=row.pk).first() or OfferText()
    done = _translated_strings(row)
    row.origin = dict(old.origin)
    for field in WORDS:
        string = done.get(field)
        if string is None:
            setattr(row, field, getattr(old, field))
            continue
        setattr(row, field, StringValue(string.data).render_text())
        row.origin[field] = _origin(string, row.origin.get(field, {}))
    if protected_keys([row.offer_id]):
        withhold_streets(row)
    row.todo = row.count_todo(row.offer)


def _translated_strings(row: OfferText) -> dict[str, StringTranslation]:
    """By field: the translation of the sentence that stands in this field of the source, as the workbench froze it."""
    strings = StringTranslation.objects.filter(
        context__object_id=row.translation_key,
        locale=row.locale_id,
        has_error=False,
        translation_of__segments__source__locale__language_code=row.offer.source_language,
        translation_of__segments__context=F("context"),
        translation_of__segments__source__object_id=row.translation_key,
    ).select_related("context", "translation_of")
    return {string.context.path: string for string in strings}


def _origin(string: StringTranslation, before: dict[str, object]) -> dict[str, object]:
    of = digest(StringValue(string.translation_of.data).render_text())
    if string.translation_type == "machine":
        return {"how": "machine", "of": of, "by": None, "at": string.updated_at.isoformat(), "tool": string.tool_name}
    if not string.last_translated_by_id:  # seeded from the row and never touched
        return {**before, "of": before.get("of", of)}
    at, by = string.updated_at.isoformat(), string.last_translated_by_id
    return {"how": "human", "of": of, "by": by, "at": at, "tool": string.tool_name, "checked_by": by, "checked_at": at}


@transaction.atomic
def open_workbench(offer: Offer, locale: Locale) -> Translation:
    """Seed wagtail-localize with the words of one offer in one language; safe to repeat."""
    source_row = OfferText.objects.select_related("locale").get(
        offer=offer, locale__language_code=offer.source_language
    )
    row = OfferText.objects.filter(offer=offer, locale=locale).first()
    if row is None:
        row = OfferText(offer=offer, locale=locale, translation_key=offer.key)
        row.todo = row.count_todo(offer)
        row.save(own=True)
    # A former source language would leave two translations for one target; the editor cannot stand that.
    TranslationSource.objects.filter(object_id=offer.key).exclude(locale=source_row.locale).delete()
    source, _created = TranslationSource.update_or_create_from_instance(source_row)
    if source.schema_out_of_date():
        source.update_from_db()
    translation, _created = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    _seed_strings(source, row, source_row)
    return translation


def _seed_strings(source: TranslationSource, row: OfferText, source_row: OfferText) -> None:
    segments = list(source.stringsegment_set.select_related("context"))
    known = {
        (string.context_id, string.translation_of_id): string
        for string in StringTranslation.objects.filter(
            locale=row.locale, context__in=[segment.context_id for segment in segments]
        )
    }
    for segment in segments:
        field = segment.context.path
        words, about = getattr(row, field), row.origin.get(field, {})
        string = known.get((segment.context_id, segment.string_id))
        if not words or (string and string.updated_at.isoformat() >= str(about.get("at", ""))):
            continue  # nothing to seed, or the workbench is newer
        state = row.state(field, source_row)
        string = string or StringTranslation(
            translation_of_id=segment.string_id, context=segment.context, locale=row.locale
        )
        string.data = StringValue.from_plaintext(words).data
        string.tool_name = str(about.get("tool") or "")
        string.last_translated_by_id = about.get("by")
        string.translation_type = "machine" if about.get("how") == "machine" else "manual"
        string.has_error = state == State.STALE
        string.field_error = _("The German text has changed. Please check.") if string.has_error else ""
        string.save()

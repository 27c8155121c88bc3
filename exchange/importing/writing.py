"""Writes what an import decided: new offers with everything around them, and changed fields of offers that exist."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from directory.models import WORDS, Offer, OfferLanguage, OfferLocation, OfferOrganization, Organization, Source
from directory.showing import berlin_today
from directory.writing.texts import Translation, write_many
from exchange.importing.contacts import update_contact
from exchange.importing.course_runs import add_runs, update_runs
from exchange.importing.present import main_place, main_site, provider
from exchange.importing.store import BATCH, Store
from exchange.importing.updates import Update
from exchange.mapping.languages import language_rows, update_languages
from exchange.mapping.record_mapping import Mapped
from exchange.mapping.targets import FACTS, RUNS, field_of, language_of
from exchange.slugs import new_slug

PLACE_IDENTITY = frozenset({"place.name", "place.street", "place.postcode"})


def own_fields(values: dict[str, Any]) -> dict[str, Any]:
    """The columns of the offer itself among imported values, as Python values."""
    return {name: field_of(name).to_python(values[name]) for name in (*WORDS, *FACTS) if name in values}


def add_offers(entries: Sequence[Mapped], source: Source, store: Store) -> list[Offer]:
    """Create offers that are live at once and confirmed by nobody, in the order of the entries."""
    now, taken = timezone.now(), set(Offer.objects.values_list("slug", flat=True))
    offers = [
        Offer(
            municipality=store.municipality,
            source=source,
            source_key=entry.key,
            source_language=entry.language,
            slug=new_slug(entry.values["title"], f"angebot-{position}", taken),
            live=True,
            first_published_at=now,
            last_published_at=now,
            **own_fields(entry.values),
        )
        for position, entry in enumerate(entries, start=1)
    ]
    pairs = list(zip(offers, entries, strict=True))
    names = [entry.values.get("organization") or "" for entry in entries]
    organizations = [
        store.organization(name, entry.values) if name else None for name, entry in zip(names, entries, strict=True)
    ]
    places = [store.place(entry.values) for entry in entries]
    store.write_owners()
    Offer.objects.bulk_create(offers, batch_size=100)
    link(OfferOrganization, "organization", zip(offers, organizations, strict=True))
    link(OfferLocation, "location", zip(offers, places, strict=True))
    for (offer, entry), organization in zip(pairs, organizations, strict=True):
        store.add_contact(offer, organization, entry)
    store.write_contacts()
    OfferLanguage.objects.bulk_create(
        [row for offer, entry in pairs for row in language_rows(offer, entry.values)], batch_size=BATCH
    )
    add_runs((offer, entry.values.get(RUNS) or []) for offer, entry in pairs)
    return offers


def link(model: Any, name: str, pairs: Iterable[tuple[Offer, Any]]) -> None:
    """Store child rows that join offers with organisations or places."""
    rows = [model(offer=offer, sort_order=0, **{name: other}) for offer, other in pairs if other is not None]
    model.objects.bulk_create(rows, batch_size=BATCH)


def update_offers(updates: Sequence[Update], store: Store) -> None:
    """Write the applied fields of offers into their rows; words in other languages come later (`write_words`)."""
    fields: set[str] = set()
    for update in updates:
        own = own_fields(update.merged.applied)
        if update.offer.source_language != update.entry.language:
            own["source_language"] = update.entry.language
        fields |= own.keys()
        for name, value in own.items():
            setattr(update.offer, name, value)
    if fields:
        Offer.objects.bulk_update([update.offer for update in updates], sorted(fields), batch_size=100)
    for update in updates:
        update_contact(update, store, _update_organization(update, store))
        _update_place(update, store)
        update_languages(update.offer, update.merged.applied)
        if RUNS in update.merged.applied:
            update_runs(update.offer, update.merged.applied[RUNS], berlin_today())
    store.write_owners()
    store.write_contacts()


def _update_organization(update: Update, store: Store) -> Organization | None:
    """Returns who runs the offer afterwards."""
    old = provider(update.offer)
    facts = {name: value for name, value in update.merged.applied.items() if name.startswith("organization.")}
    if facts and old:
        changed = {name.removeprefix("organization."): value for name, value in facts.items()}
        Organization.objects.filter(pk=old.pk).update(**changed)
    if "organization" not in update.merged.applied:
        return old
    name = update.merged.applied["organization"]
    links = OfferOrganization.objects.filter(offer=update.offer, role=OfferOrganization.Role.PROVIDER)
    if not name:
        links.filter(organization=old).delete()
        return None
    new = store.organization(name, update.entry.values)
    store.write_owners()
    if old is None:
        link(OfferOrganization, "organization", [(update.offer, new)])
    elif not links.filter(organization=new).exists():
        links.filter(organization=old).update(organization=new)
    return new


def _update_place(update: Update, store: Store) -> None:
    applied = {name for name in update.merged.applied if name.startswith("place.")}
    if not applied:
        return
    site = main_site(update.offer)
    if site and (site.location.is_protected or not applied & PLACE_IDENTITY):
        store.update_place(site.location, {name: update.merged.applied[name] for name in applied})
        return
    place = store.place(update.after)
    store.write_owners()
    if site is None:
        link(OfferLocation, "location", [(update.offer, place)])
    elif place is None:
        OfferLocation.objects.filter(pk=site.pk).delete()
    else:
        OfferLocation.objects.filter(pk=site.pk).update(location=place)


def affected_offers(changed: Sequence[Update]) -> list[int]:
    """Keys of the offers that are written, and of those that show a place that changes."""
    moved = [update for update in changed if any(name.startswith("place.") for name in update.merged.applied)]
    places = [place.pk for update in moved if (place := main_place(update.offer))]
    keys = {update.offer.pk for update in changed}
    keys |= set(Offer.objects.filter(offer_locations__location__in=places).values_list("pk", flat=True))
    return sorted(keys)


def write_words(pairs: Iterable[tuple[Offer, dict[str, Any]]], tool: str) -> None:
    """Store words in other languages; `pairs` are offers with values such as `en.title`."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    translations = []
    for offer, values in pairs:
        words: dict[str, dict[str, str]] = {}
        for target, text in values.items():
            if (language := language_of(target)) in locales:
                words.setdefault(language, {})[target.partition(".")[2]] = text
        translations += [Translation(offer, locales[language], found) for language, found in words.items()]
    write_many(translations, how="import", tool=tool)


def words_to_write(update: Update) -> dict[str, Any]:
    """Words of twins that changed, and those that came again with a changed original, which they translate."""
    new, applied = update.entry.values, update.merged.applied
    return {
        target: text
        for target, text in new.items()
        if language_of(target)
        and (target in applied or (target.partition(".")[2] in applied and update.present[target] == text))
    }

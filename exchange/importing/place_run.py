"""Writes the places of a source, each with the organisation that is there, when the profile names its type.

Nothing of a place is ever taken away: one that is no longer in the source is reported and stays. A place or
organisation that somebody entered here is recognised by name and address and keeps what it has; the source only fills
what is empty, as long as nobody changes it.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from directory.geometry import METERS_PER_DEGREE
from directory.models import Contact, ImportedRecord, Location, Offer, Organization, Visibility
from directory.writing.publishing import project
from exchange.importing.ending import Sorted
from exchange.importing.merging import Merged, merge
from exchange.importing.present import organization_value, place_value, withhold_place
from exchange.importing.source_run import SourceRun
from exchange.importing.store import BATCH, place_values
from exchange.mapping.record_mapping import Mapped
from exchange.mapping.targets import CONTACT, empty
from exchange.slugs import fold

SAME_PLACE_METERS = 150.0


class PlaceRun(SourceRun):
    """Places, organisations and their public contacts; no offers."""

    def write_sorted(self, entries: Sequence[Mapped], found: Sorted) -> None:
        self.tell("writing places")
        records = found.kept | found.revived
        keys = [record.location_id for record in records.values() if record.location_id]
        self.places = self._places(Q(pk__in=keys))
        by_pk = {place.pk: place for place in self.places}
        pairs = [(entry, by_pk[records[entry.key].location_id or 0]) for entry in entries if entry.key in records]
        changed = [(entry, place, merged) for entry, place in pairs if (merged := self._merge(entry, place, records))]
        self._apply([(place, merged.applied) for _entry, place, merged in changed])
        self._add(found.new)
        ImportedRecord.objects.bulk_update(list(records.values()), ["values", "ended"], batch_size=100)
        ImportedRecord.objects.filter(pk__in=[record.pk for record in found.vanished]).update(ended=self.today)
        self.report.changed += [
            {"key": entry.key, "title": place.name, "fields": sorted(merged.applied)}
            for entry, place, merged in changed
            if merged.applied
        ]
        self.report.add_back(found.revived.values(), [])

    def _places(self, which: Q) -> list[Location]:
        places = self.store.municipality.locations.filter(which).select_related("district")
        return list(places.prefetch_related("organizations__contacts", "contacts").order_by("pk"))

    def _merge(self, entry: Mapped, place: Location, records: Mapping[str, ImportedRecord]) -> Merged:
        """Three-way comparison; what the source says now is remembered."""
        record = records[entry.key]
        withhold_place(place, entry.values, record.values)
        present = {target: _present(place, target) for target in entry.values}
        merged = merge(record.values, present, entry.values)
        record.values, record.ended = record.values | entry.values, None
        for conflict in merged.conflicts:
            line = {"kind": "editor", "key": entry.key, "field": conflict.field}
            self.report.conflicts.append(line | {"present": conflict.present, "source": conflict.new})
        return merged

    def _add(self, entries: Sequence[Mapped]) -> None:
        """New records: places that are here already get what is empty, the others are created."""
        known = self._by_name()
        pairs: list[tuple[Mapped, Location]] = []
        filled: list[tuple[Location, dict[str, Any]]] = []
        for entry in entries:
            name = fold(entry.values["place.name"])
            place = next((found for found in known.get(name, []) if _is_same(found, entry.values)), None)
            if place is None:
                place = self._new_place(entry)
            else:
                known[name].remove(place)
                withhold_place(place, entry.values)
                gaps = {name: value for name, value in entry.values.items() if _present(place, name) == empty(name)}
                filled.append((place, gaps))
            pairs.append((entry, place))
        self._write_new(pairs)
        self._apply(filled)
        for entry, place in pairs:
            self.report.added.append({"key": entry.key, "title": place.name, "slug": ""})

    def _by_name(self) -> dict[str, list[Location]]:
        """Places that no record of this source describes yet."""
        known: dict[str, list[Location]] = {}
        for place in self._places(~Q(imported_records__source=self.source)):
            known.setdefault(fold(place.name), []).append(place)
        return known

    def _new_place(self, entry: Mapped) -> Location:
        values = place_values(entry.values)
        values["district"] = self.store.districts.get(values.get("district") or "")
        place = Location(municipality=self.store.municipality, source=self.source, source_key=entry.key, **values)
        place.withhold_address()
        return place

    def _write_new(self, pairs: Sequence[tuple[Mapped, Location]]) -> None:
        new = [(entry, place) for entry, place in pairs if place.pk is None]
        Location.objects.bulk_create([place for _entry, place in new], batch_size=BATCH)
        owners: list[tuple[Mapped, Location, Organization | None]] = []
        for entry, place in new:
            owners.append((entry, place, self._new_organization(entry.values, place, entry.key)))
        self.store.write_owners()
        for entry, place, organization in owners:
            self._add_contact(entry.values, place, organization)
        self.store.write_contacts()
        ImportedRecord.objects.bulk_create(
            [
                ImportedRecord(source=self.source, source_key=entry.key, location=place, values=entry.values)
                for entry, place in pairs
            ],
            batch_size=BATCH,
        )

    def _new_organization(self, values: dict[str, Any], place: Location, key: str) -> Organization | None:
        """Who is at a new place: an organisation of this name without a place, else a new one. None without a type."""
        name = values.get("organization")
        if not name or not values.get("organization.types"):
            return None
        known = self.store.organizations.get(fold(name))
        if known and known.pk and known.location_id is None:
            known.location = place
            Organization.objects.filter(pk=known.pk).update(location=place)
            return known
        return self.store.new_organization(name, values, location=place, source=self.source, source_key=key)

    def _add_contact(self, values: dict[str, Any], place: Location, organization: Organization | None) -> None:
        found = {name: values[name] for name in CONTACT if values.get(name)}
        if found and not (organization and organization.pk in self.store.websites):
            owner: dict[str, Any] = {"organization": organization} if organization else {"location": place}
            self.store.new[Contact].append(Contact(visibility=Visibility.PUBLIC, **owner, **found))

    def _apply(self, changes: Sequence[tuple[Location, dict[str, Any]]]) -> None:
        """Write single values into places that exist, and tell the offers that show them."""
        changes = [(place, values) for place, values in changes if values]
        for place, values in changes:
            self.store.update_place(place, {name: value for name, value in values.items() if name.startswith("place.")})
            organization = _organization(place)
            facts = {
                name.removeprefix("organization."): value for name, value in values.items() if "organization." in name
            }
            if "organization" in values and values["organization"]:
                facts["name"] = values["organization"]
            if organization and facts:
                Organization.objects.filter(pk=organization.pk).update(**facts)
            contact, found = _contact(place), {name: values[name] or "" for name in CONTACT if name in values}
            if contact and found:
                Contact.objects.filter(pk=contact.pk).update(**found)
            elif found:
                self._add_contact(values, place, organization)
        self.store.write_owners()
        self.store.write_contacts()
        places = [place.pk for place, _values in changes]
        shown = Q(offer_locations__location__in=places) | Q(offer_organizations__organization__location__in=places)
        project(sorted(set(Offer.objects.filter(shown, live=True).values_list("pk", flat=True))))


def _organization(place: Location) -> Organization | None:
    return next(iter(place.organizations.all()), None)


def _contact(place: Location) -> Contact | None:
    """The public contact of the organisation at a place, else of the place itself."""
    organization = _organization(place)
    contacts = [*(organization.contacts.all() if organization else ()), *place.contacts.all()]
    return next((found for found in contacts if found.visibility == Visibility.PUBLIC and not found.role), None)


def _present(place: Location, target: str) -> Any:
    """Today's value of a target, in the words of the import."""
    if target.startswith("place."):
        return place_value(place, target)
    if target in CONTACT:
        contact = _contact(place)
        return getattr(contact, target) if contact else ""
    organization = _organization(place)
    if target == "organization":
        return organization.name if organization else ""
    return organization_value(organization, target)


def _is_same(place: Location, values: dict[str, Any]) -> bool:
    """A place of the same name is the same one at the same address, or when it stands close by."""
    if place.is_protected:
        return True
    if place.street and values.get("place.street"):
        return fold(place.street) == fold(values["place.street"])
    here = (place.latitude, place.longitude)
    there = (values.get("place.latitude"), values.get("place.longitude"))
    if None in here or None in there:
        return False
    scale = math.cos(math.radians(here[0] or 0))
    north, east = (here[0] - there[0]), (here[1] - there[1]) * scale  # type: ignore[operator]
    return math.hypot(north, east) * METERS_PER_DEGREE <= SAME_PLACE_METERS

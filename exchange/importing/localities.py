"""Which district a record belongs to: the one that the source names, else the one that holds its point."""

from typing import Any

from directory.geometry import DistrictLocator
from directory.models import District, Municipality
from directory.showing import berlin_today
from exchange.mapping.record_mapping import Mapped, Unmapped
from exchange.slugs import fold

DISTRICT, LATITUDE, LONGITUDE = "place.district", "place.latitude", "place.longitude"


class Localities:
    """The districts of one municipality, asked many times."""

    def __init__(self, municipality: Municipality) -> None:
        self.locator = DistrictLocator.of(municipality, berlin_today())
        self.districts = {district.pk: district for district in municipality.districts.all()}
        self.by_name: dict[str, list[District]] = {}
        for district in self.districts.values():
            for name in {fold(district.name), fold(district.slug)}:
                self.by_name.setdefault(name, []).append(district)

    def at(self, longitude: float | None, latitude: float | None, kind: str | None = None) -> District | None:
        """The smallest district at a point."""
        if longitude is None or latitude is None:
            return None
        found = self.locator.locate(longitude, latitude, kind)
        return self.districts[found] if found else None

    def settle(self, entry: Mapped) -> tuple[dict[str, Any] | None, bool]:
        """Replace the district's name in `entry` by its slug, or by the slug of the district at its point.

        Returns what to report: a contradiction between the source's district and its point, and whether the point lies
        in no district at all.
        """
        values = entry.values
        if DISTRICT not in values and LATITUDE not in values:
            return None, False
        name = values.get(DISTRICT) or ""
        _drop_half_points(entry)
        point = values.get(LONGITUDE), values.get(LATITUDE)
        named = self._named(entry, name, point) if name else None
        there = self.at(*point, kind=named.kind if named else None)
        chosen = named or there
        values[DISTRICT] = chosen.slug if chosen else ""
        outside = None not in point and bool(self.locator.districts) and self.at(*point) is None
        if named is None or None in point or not self.locator.districts or there == named:
            return None, outside
        said = {"key": entry.key, "field": DISTRICT, "source": named.name, "point": there.name if there else ""}
        return {"kind": "district", **said}, outside

    def _named(self, entry: Mapped, name: str, point: tuple[float | None, float | None]) -> District | None:
        """The district of this name; among several the one at the point."""
        found = self.by_name.get(fold(name), [])
        if len(found) > 1:
            found = [district for district in found if self.at(*point, kind=district.kind) == district]
            reason = "several districts have this name"
        else:
            reason = "no district of the municipality has this name"
        if not found:
            entry.unmapped.append(Unmapped(entry.key, "district", name, reason))
        return found[0] if found else None


def _drop_half_points(entry: Mapped) -> None:
    """A point is two numbers; 0, 0 lies in the Atlantic and means that nobody knew."""
    values, targets = entry.values, {LATITUDE, LONGITUDE}
    known = targets & values.keys()
    point = values.get(LATITUDE), values.get(LONGITUDE)
    if len(known) == 1:  # the other half could not be read: leave the place where it is
        del values[known.pop()]
    elif known and (None in point or point == (0, 0)):
        if point not in ((None, None), (0, 0)):
            entry.unmapped.append(Unmapped(entry.key, "point", str(point), "half of the point is missing"))
        values |= dict.fromkeys(targets)

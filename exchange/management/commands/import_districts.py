import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from directory.memory import forget
from directory.models import District, Municipality, Term
from directory.municipalities import create_municipality
from exchange.districts.geojson import AreaFile, LeftOut, read_areas
from exchange.districts.names import NameInDoubt, name_property, names_and_keys
from exchange.districts.update import DistrictChanges, NewDistrict, stored_values, update_districts
from exchange.formats.files import UnreadableInput, decode, load_json, read_bytes

NAME_LENGTH = District._meta.get_field("name").max_length or 0
ATTRIBUTION_LENGTH = District._meta.get_field("attribution").max_length or 0
SHOWN_AT_MOST = 20


class Command(BaseCommand):
    help = (
        "Bring the districts of a municipality up to date from a GeoJSON file. Districts that are gone from the file"
        " stay and are reported. Exit status: 0 done, 1 done except for rejected areas, 2 nothing done: the file cannot"
        " be used or an option has to be given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="GeoJSON in WGS84, or - for standard input")
        parser.add_argument("--municipality", required=True, metavar="SLUG", help="is created when it does not exist")
        parser.add_argument("--name-property", default="", metavar="NAME", help="property with the names (guessed)")
        parser.add_argument("--kind", default="quartier", help="kind of the areas (default: quartier)")
        parser.add_argument("--attribution", default="", metavar="TEXT", help="whom readers see as source of the map")
        parser.add_argument("--dry-run", action="store_true", help="report only, change nothing")
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = self._import(options)
        except UnreadableInput as error:
            if options["json"]:
                candidates = [asdict(c) for c in error.candidates] if isinstance(error, NameInDoubt) else []
                self.stdout.write(json.dumps({"error": str(error), "candidates": candidates}, ensure_ascii=False))
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps(report, ensure_ascii=False) if options["json"] else _as_text(report))
        if report["rejected"]:
            rest = "" if options["dry_run"] else " The others were imported."
            raise CommandError(
                f"{len(report['rejected'])} of {report['total']} areas were rejected.{rest}", returncode=1
            )

    def _import(self, options: dict[str, Any]) -> dict[str, Any]:
        found, warnings = self._read(options)
        chosen = name_property([area.properties for area in found.areas], options["name_property"])
        new = _new_districts(found, chosen)
        self._progress(f"Simplifying {len(new)} shapes for phones.")
        values = stored_values(new, options["attribution"])
        self._progress("Storing districts and comparing borders.")
        try:
            with transaction.atomic():
                created, changes = self._write(new, values, options)
                transaction.set_rollback(options["dry_run"])
        finally:
            forget()
        changes.vanished = _really_gone(changes, found.rejected, chosen)
        head = {"municipality": options["municipality"], "created_municipality": created, "dry_run": options["dry_run"]}
        head |= {"kind": options["kind"], "name_property": chosen, "warnings": warnings}
        left = {"rejected": _left_out(found.rejected, chosen), "unmapped": _left_out(found.unmapped, chosen)}
        return head | asdict(changes) | left | {"total": found.total}

    def _read(self, options: dict[str, Any]) -> tuple[AreaFile, list[str]]:
        if len(options["attribution"]) > ATTRIBUTION_LENGTH:
            raise UnreadableInput(f"--attribution is longer than {ATTRIBUTION_LENGTH} characters. Shorten it.")
        self._progress(f"Reading {options['file']}.")
        decoded = decode(read_bytes(options["file"]))
        return read_areas(load_json(decoded.text)), [decoded.warning] if decoded.warning else []

    def _write(
        self, new: list[NewDistrict], values: list[dict[str, Any]], options: dict[str, Any]
    ) -> tuple[bool, DistrictChanges]:
        municipality = Municipality.objects.filter(slug=options["municipality"]).first()
        created = municipality is None
        if municipality is None:
            try:
                municipality = create_municipality(options["municipality"])
            except ValidationError as error:
                raise UnreadableInput(
                    f"--municipality {options['municipality']}: {' '.join(error.messages)}"
                ) from error
        kinds = list(Term.objects.filter(vocabulary="district-kind").values_list("slug", flat=True))
        if options["kind"] not in kinds:
            raise UnreadableInput(f"There is no kind {options['kind']}. Choose one of: {', '.join(kinds)}.")
        return created, update_districts(municipality, options["kind"], new, values)

    def _progress(self, message: str) -> None:
        self.stderr.write(message, self.style.NOTICE)


def _new_districts(found: AreaFile, chosen: str) -> list[NewDistrict]:
    """The areas that have a usable name; the others join the rejected ones."""
    new = []
    pairs = names_and_keys([area.properties for area in found.areas], chosen)
    for area, (name, key) in zip(found.areas, pairs, strict=True):
        if name and len(name) <= NAME_LENGTH:
            new.append(NewDistrict(name, key, area.shape, area.trouble))
        else:
            trouble = f"is longer than {NAME_LENGTH} characters" if name else "is empty"
            found.rejected.append(LeftOut(area.position, area.properties, f"has a name that {trouble} ({chosen})"))
    if not new:
        raise UnreadableInput(f"No area has a usable name in the property {chosen}. Give another with --name-property.")
    return new


def _really_gone(changes: DistrictChanges, rejected: list[LeftOut], chosen: str) -> list[dict[str, Any]]:
    """Vanished districts without those that the file still names, with a shape that cannot be used."""
    named = {name for name, _key in names_and_keys([one.properties for one in rejected], chosen)}
    return [entry for entry in changes.vanished if entry["name"] not in named]


def _left_out(left: list[LeftOut], chosen: str) -> list[dict[str, Any]]:
    return [
        {"feature": one.position, "name": str(one.properties.get(chosen, ""))[:NAME_LENGTH], "reason": one.reason}
        for one in sorted(left, key=lambda one: one.position)
    ]


def _as_text(report: dict[str, Any]) -> str:
    lines = [f"Created the municipality {report['municipality']}."] if report["created_municipality"] else []
    lines += ["Dry run: nothing was changed."] if report["dry_run"] else []
    lines.append(
        f"{report['municipality']}: {len(report['added'])} districts added, {len(report['changed'])} changed,"
        f" {report['relations']} relations changed, {report['total']} features in the file,"
        f" names from {report['name_property']}."
    )
    lines += report["warnings"]
    for part in ("changed", "vanished", "repaired", "rejected", "unmapped", "conflicts"):
        lines += [f"{part.capitalize()}:"] if report[part] else []
        lines += [f"  {_entry(entry)}" for entry in report[part][:SHOWN_AT_MOST]]
        more = len(report[part]) - SHOWN_AT_MOST
        lines += [f"  and {more} more (all of them with --json)"] if more > 0 else []
    return "\n".join(lines)


def _entry(entry: dict[str, Any]) -> str:
    what = entry.get("reason") or ", ".join(entry.get("fields", []))
    where = entry["slug"] if "slug" in entry else f"feature {entry['feature']}"
    return f"{entry['name']} ({where})" + (f": {what}" if what else "")

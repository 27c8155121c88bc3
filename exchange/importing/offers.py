"""One import: read, map, compare, write, report. All or nothing: one transaction around every write.

Imported offers are live at once and count as confirmed by nobody. What a later run may change is decided by the
three-way rule (`merging.py`), what happens to vanished ones by `ending.py`; how live offers and open drafts follow is
`directory.live_writes`' business.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db import transaction

from directory.models import Municipality
from exchange.formats.record_files import RecordFile
from exchange.formats.records import read_records
from exchange.importing.localities import Localities
from exchange.importing.offer_run import OfferRun
from exchange.importing.place_run import PlaceRun
from exchange.importing.report import Report
from exchange.importing.source_run import SourceRun, Tell, TooManyEndings
from exchange.importing.store import BATCH
from exchange.mapping.present_columns import for_file
from exchange.mapping.profiles import OFFERS, PLACES, Profile
from exchange.mapping.record_mapping import Mapped, Rejected, Skipped, map_record
from exchange.mapping.twins import join_twins

RUNS: dict[str, type[SourceRun]] = {OFFERS: OfferRun, PLACES: PlaceRun}


def import_offers(
    content: bytes,
    municipality: Municipality,
    profile: Profile,
    dry_run: bool = False,
    tell: Tell = lambda *step: None,
    accept_removals: bool = False,
    allowed: Collection[str] = (),
) -> Report:
    """Bring the records of a file into the directory of a municipality. Raises UnreadableInput.

    `tell(step, done, total)` hears about progress. A dry run does everything and then takes it back. `allowed` names
    the options that ask for records which the profile skips otherwise. A run that would end too much changes nothing
    and says so in `report.stopped`, unless `accept_removals`.
    """
    report = Report(profile.name, municipality.slug, dry_run, profile.fills)
    tell("reading")
    file = read_records(content, profile.format, profile.options)
    report.warning = file.warning
    counts: Counter[str] = Counter()
    profile = for_file(profile, file.records)
    entries = _map(profile, file, counts, report, tell, allowed)
    try:
        with transaction.atomic():
            _place(entries, municipality, report)
            report.add_unmapped(unmapped for entry in entries for unmapped in entry.unmapped)
            RUNS[profile.fills](municipality, profile, report, tell, accept_removals).write(entries)
            if dry_run:
                transaction.set_rollback(True)
    except TooManyEndings as problem:
        report.stopped = str(problem)
    report.finish(len(file.records), len(entries), counts)
    return report


def _map(
    profile: Profile, file: RecordFile, counts: Counter[str], report: Report, tell: Tell, allowed: Collection[str]
) -> list[Mapped]:
    """Records in our words, twins joined."""
    mapped, rejected = [], []
    skipped: Counter[str] = Counter()
    for number, record in enumerate(file.records):
        if number % BATCH == 0:
            tell("reading", number, len(file.records))
        try:
            mapped.append(map_record(profile, record, counts, allowed))
        except Rejected as problem:
            rejected.append(problem)
        except Skipped as reason:
            skipped[str(reason)] += 1
    entries, repeated = join_twins(mapped, profile.twins)
    report.add_rejected(rejected + repeated)
    report.add_skipped(skipped)
    return entries


def _place(entries: Sequence[Mapped], municipality: Municipality, report: Report) -> None:
    localities = Localities(municipality)
    for entry in entries:
        contradiction, outside = localities.settle(entry)
        if contradiction:
            report.conflicts.append(contradiction)
        if outside:
            title = entry.values.get("title") or entry.values.get("place.name")
            report.outside.append({"key": entry.key, "title": title})

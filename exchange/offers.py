"""One import of offers: read, map, compare, write, report. All or nothing: one transaction around every write.

Imported offers are live at once and count as confirmed by nobody. What a later run may change is decided by the
three-way rule (`merging.py`); how live offers and open drafts follow is `directory.writing.live_writes`' business.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils import timezone

from directory.models import ImportedRecord, Municipality, Offer, OfferText, Source
from directory.writing.live_writes import live_write
from exchange.localities import Localities
from exchange.mapping import Mapped, Rejected, map_record
from exchange.merging import merge
from exchange.present import present_values, withhold_address
from exchange.profiles import Profile
from exchange.records import READERS, RecordFile
from exchange.report import Report
from exchange.store import BATCH, Store
from exchange.twins import join_twins
from exchange.writing import Update, add_offers, affected_offers, update_offers, words_to_write, write_words

Tell = Callable[..., None]


def import_offers(
    content: bytes, municipality: Municipality, profile: Profile, dry_run: bool = False, tell: Tell = lambda *step: None
) -> Report:
    """Bring the records of a file into the directory of a municipality. Raises UnreadableInput.

    `tell(step, done, total)` hears about progress. A dry run does everything and then takes it back.
    """
    report = Report(profile.name, municipality.slug, dry_run)
    tell("reading")
    file = READERS[profile.format](content, profile.records)
    report.warning = file.warning
    counts: Counter[str] = Counter()
    entries = _map(profile, file, counts, report, tell)
    with transaction.atomic():
        _place(entries, municipality, report)
        report.add_unmapped(unmapped for entry in entries for unmapped in entry.unmapped)
        _Run(municipality, profile, report, tell).write(entries)
        if dry_run:
            transaction.set_rollback(True)
    report.finish(len(file.records), len(entries), counts)
    return report


def _map(profile: Profile, file: RecordFile, counts: Counter[str], report: Report, tell: Tell) -> list[Mapped]:
    """Records in our words, twins joined."""
    mapped, rejected = [], []
    for number, record in enumerate(file.records):
        if number % BATCH == 0:
            tell("reading", number, len(file.records))
        try:
            mapped.append(map_record(profile, record, counts))
        except Rejected as problem:
            rejected.append(problem)
    entries, repeated = join_twins(mapped, profile.twins)
    report.add_rejected(rejected + repeated)
    return entries


def _place(entries: Sequence[Mapped], municipality: Municipality, report: Report) -> None:
    localities = Localities(municipality)
    for entry in entries:
        contradiction, outside = localities.settle(entry)
        if contradiction:
            report.conflicts.append(contradiction)
        if outside:
            report.outside.append({"key": entry.key, "title": entry.values["title"]})


class _Run:
    """The writing part of one import, inside its transaction."""

    def __init__(self, municipality: Municipality, profile: Profile, report: Report, tell: Tell) -> None:
        self.report, self.tell = report, tell
        self.tool = f"import:{profile.name}"
        source, _created = Source.objects.get_or_create(municipality=municipality, name=profile.name)
        # Locks the row: a second import of the same source waits until this one is through.
        self.source = Source.objects.select_for_update().get(pk=source.pk)
        self._describe_source(profile)
        self.store = Store(municipality)

    def _describe_source(self, profile: Profile) -> None:
        """Bring title, licence and attribution up to date; documents that show them follow."""
        changed = [name for name, value in profile.source.items() if getattr(self.source, name) != value]
        for name in changed:
            setattr(self.source, name, profile.source[name])
        if changed:
            self.source.save(update_fields=changed)

    def write(self, entries: Sequence[Mapped]) -> None:
        self.tell("comparing")
        records = {
            record.source_key: record for record in ImportedRecord.objects.filter(source=self.source, ended=None)
        }
        new = [entry for entry in entries if entry.key not in records]
        updates = self._compare([entry for entry in entries if entry.key in records], records)
        self._report_vanished(records.keys() - {entry.key for entry in entries})
        changed = [update for update in updates if update.merged.applied]
        offers = self._write_live(new, changed)
        self._remember(new, offers, updates, records)
        # Not save(): every offer of the source would be told of a change that nobody sees.
        Source.objects.filter(pk=self.source.pk).update(last_import=timezone.now())
        self.report.add_written(offers, changed)

    def _compare(self, entries: Sequence[Mapped], records: dict[str, ImportedRecord]) -> list[Update]:
        keys = [records[entry.key].offer_id for entry in entries]
        offers: dict[int, Offer] = {}
        for start in range(0, len(keys), BATCH):
            self.tell("comparing", start, len(keys))
            offers |= Offer.objects.with_facts().in_bulk(keys[start : start + BATCH])
        texts: dict[int, dict[str, OfferText]] = {}
        for row in OfferText.objects.filter(offer__source=self.source).select_related("locale"):
            texts.setdefault(row.offer_id, {})[row.locale.language_code] = row
        updates = []
        for entry in entries:
            record = records[entry.key]
            offer = offers[record.offer_id]
            present = present_values(offer, texts.get(offer.pk, {}), entry.values)
            last = dict(record.values)
            withhold_address(offer, entry.values, last)
            updates.append(Update(offer, entry, present, merge(last, present, entry.values)))
        return updates

    def _write_live(self, new: Sequence[Mapped], changed: Sequence[Update]) -> list[Offer]:
        """Write inside `live_write`, so that drafts, public documents and the index follow."""
        self.tell("writing offers")
        offers = add_offers(new, self.source, self.store)
        keys = [offer.pk for offer in offers]
        with live_write([*keys, *affected_offers(changed)]) as conflicts:
            update_offers(changed, self.store)
            pairs = [(offer, entry.values) for offer, entry in zip(offers, new, strict=True)]
            pairs += [(update.offer, words_to_write(update)) for update in changed]
            self.tell("writing words")
            write_words(pairs, self.tool)
            self.tell("writing public documents")
        self.report.add_drafts(conflicts)
        return offers

    def _remember(
        self,
        new: Sequence[Mapped],
        offers: Sequence[Offer],
        updates: Sequence[Update],
        records: dict[str, ImportedRecord],
    ) -> None:
        """Keep what the source said, as the base of the next comparison."""
        ImportedRecord.objects.bulk_create(
            [
                ImportedRecord(source=self.source, source_key=entry.key, offer=offer, values=entry.values)
                for offer, entry in zip(offers, new, strict=True)
            ],
            batch_size=BATCH,
        )
        outdated = []
        for update in updates:
            record = records[update.entry.key]
            if record.values != (values := record.values | update.entry.values):
                record.values = values
                outdated.append(record)
        ImportedRecord.objects.bulk_update(outdated, ["values"], batch_size=100)
        self.report.add_conflicts(updates)

    def _report_vanished(self, keys: set[str]) -> None:
        """Offers whose record is no longer in the file. The one place for the rule about them: nothing is changed."""
        gone = ImportedRecord.objects.filter(source=self.source, ended=None).select_related("offer")
        for record in gone.order_by("pk"):
            if record.source_key in keys:
                self.report.vanished.append({"key": record.source_key, "title": record.offer.title})

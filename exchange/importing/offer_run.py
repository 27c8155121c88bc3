"""Writes the offers of a source: endings, new offers, changed fields, and what the source said, for the next run."""

from collections.abc import Mapping, Sequence

from directory.models import ImportedRecord, Offer, OfferText
from directory.writing.live_writes import live_write
from exchange.importing.course_runs import present_runs, without_past
from exchange.importing.ending import Sorted, end_offers, returned, revive_offers
from exchange.importing.merging import merge
from exchange.importing.present import present_values, withhold_address
from exchange.importing.source_run import SourceRun
from exchange.importing.store import BATCH
from exchange.importing.updates import Update
from exchange.importing.writing import add_offers, affected_offers, update_offers, words_to_write, write_words
from exchange.mapping.record_mapping import Mapped
from exchange.mapping.targets import RUNS


class OfferRun(SourceRun):
    """Offers with everything around them; live offers, open drafts and the index follow through `live_write`."""

    def write_sorted(self, entries: Sequence[Mapped], found: Sorted) -> None:
        records = found.kept | found.revived
        updates = self._compare([entry for entry in entries if entry.key in records], records)
        changed = [update for update in updates if update.merged.applied]
        offers = self._write_live(found, changed)
        self._remember(found.new, offers, updates, records)
        self.report.add_written(offers, changed)
        self.report.add_back(found.revived.values(), returned(self.source, found.new))

    def _compare(self, entries: Sequence[Mapped], records: Mapping[str, ImportedRecord]) -> list[Update]:
        keys = [records[entry.key].offer_id for entry in entries]
        offers: dict[int, Offer] = {}
        for start in range(0, len(keys), BATCH):
            self.tell("comparing", start, len(keys))
            offers |= Offer.objects.with_facts().in_bulk([key for key in keys[start : start + BATCH] if key])
        texts: dict[int, dict[str, OfferText]] = {}
        for row in OfferText.objects.filter(offer__source=self.source).select_related("locale"):
            texts.setdefault(row.offer_id, {})[row.locale.language_code] = row
        return [
            self._update(entry, offers[key], texts.get(key, {}), records[entry.key])
            for entry, key in zip(entries, keys, strict=True)
            if key
        ]

    def _update(self, entry: Mapped, offer: Offer, texts: dict[str, OfferText], record: ImportedRecord) -> Update:
        present = present_values(offer, texts, [target for target in entry.values if target != RUNS])
        last = dict(record.values)
        withhold_address(offer, entry.values, last)
        if RUNS in entry.values:
            named = entry.values[RUNS]
            fields = {name for rule in self.profile.runs for name in rule.fields}
            present[RUNS] = without_past(present_runs(offer, fields), named, self.today)
            last[RUNS] = without_past(last.get(RUNS, []), named, self.today)
        return Update(offer, entry, present, merge(last, present, entry.values))

    def _write_live(self, found: Sorted, changed: Sequence[Update]) -> list[Offer]:
        self.tell("writing offers")
        turned = [record.offer_id for record in (*found.ending, *found.revived.values()) if record.offer_id]
        offers = add_offers(found.new, self.source, self.store)
        keys = {*turned, *affected_offers(changed), *(offer.pk for offer in offers)}
        with live_write(sorted(keys)) as conflicts:
            end_offers(found.ending, self.source, self.today)
            revive_offers(list(found.revived.values()))
            update_offers(changed, self.store)
            pairs = [(offer, entry.values) for offer, entry in zip(offers, found.new, strict=True)]
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
        records: Mapping[str, ImportedRecord],
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

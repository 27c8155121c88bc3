"""The writing part of one import of pages, inside its transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils import timezone
from wagtail.models import Page

from directory.models import Source
from directory.showing import berlin_today
from directory.writing.publishing import queue
from exchange.importing.source_run import Tell
from exchange.pages.links import Links
from exchange.pages.merging import Values, follow, set_values
from exchange.pages.placing import Placing, Records, in_tree_order
from exchange.pages.profiles import PageProfile
from exchange.pages.records import SourcePage
from exchange.pages.report import PageReport
from exchange.pages.texts import to_blocks
from home.findable import KIND
from home.models import GuidePage, HomePage, ImportedPage


class PageRun:
    """Unpublishes, places and fills the pages of a source."""

    def __init__(
        self,
        source: Source,
        profile: PageProfile,
        homes: Mapping[str, HomePage],
        records: Records,
        report: PageReport,
        tell: Tell,
    ) -> None:
        self.source, self.profile, self.records, self.report, self.tell = source, profile, records, report, tell
        self.placing = Placing(source, profile, homes, records, report)
        self.counts: Counter[str] = Counter()
        self.touched: set[int] = set()

    def write(self, pages: Sequence[SourcePage], vanished: Sequence[ImportedPage]) -> None:
        self._end(vanished)
        known = {record.path: key for key, record in self.records.items()} | {page.path: page.key for page in pages}
        placed = in_tree_order(pages, known)
        for number, (page, parent) in enumerate(placed):
            self.tell("placing pages", number, len(placed))
            self.placing.place(page, parent)
        self.placing.reorder(placed)
        self._fill(placed)
        keys = Page.objects.filter(pk__in=self.touched).values_list("translation_key", flat=True)
        queue(sorted({str(key) for key in keys}), kind=KIND)
        self.report.cleaned = dict(self.counts)
        Source.objects.filter(pk=self.source.pk).update(last_import=timezone.now())

    def _end(self, records: Sequence[ImportedPage]) -> None:
        """Pages that the source no longer has go offline and wait for somebody to look at them."""
        for record in records:
            record.ended = berlin_today()
            record.save(update_fields=["ended"])
            if record.page_id:
                GuidePage.objects.get(pk=record.page_id).unpublish()
                self.touched.add(record.page_id)

    def _fill(self, placed: Sequence[tuple[SourcePage, str]]) -> None:
        """Titles and texts, after all pages exist that they may link to."""
        goals = [(record.path, record.page_id) for record in self.records.values() if record.page_id]
        goals += [(page.path, pk) for page, _parent in placed if (pk := self.records[page.key].page_id)]
        links = Links(self.profile, goals)
        guides = GuidePage.objects.select_related("locale").in_bulk([pk for _path, pk in goals])
        for number, (page, parent) in enumerate(placed):
            self.tell("writing texts", number, len(placed))
            record = self.records[page.key]
            new: Values = {"title": page.title, "body": to_blocks(page.html, links.resolve, self.counts)}
            if record.page_id:
                self._write(guides[record.page_id], page, record, new)
            self._remember(record, page, new | {"parent": parent, "order": page.order})

    def _write(self, guide: GuidePage, page: SourcePage, record: ImportedPage, new: Values) -> None:
        back = record.ended is not None
        if page.key in self.placing.created:
            set_values(guide, new)
            guide.save()
            self.report.add_page("added", page)
        elif follow(guide, page, record.values, new, self.report, publish=back):
            fields = [name for name, value in new.items() if record.values.get(name) != value]
            self.report.add_page("revived" if back else "changed", page, **({} if back else {"fields": fields}))
        else:
            return
        self.touched.add(guide.pk)

    def _remember(self, record: ImportedPage, page: SourcePage, values: Values) -> None:
        """Keep what the source said, as the base of the next comparison."""
        url = f"{self.profile.site}{page.path}/"
        now = {"path": page.path, "url": url, "stated_on": page.stated_on, "values": values, "ended": None}
        changed = [name for name, value in now.items() if getattr(record, name) != value]
        for name in changed:
            setattr(record, name, now[name])
        if changed:
            record.save(update_fields=changed)

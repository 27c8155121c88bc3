"""What an import of pages did: the report of every import, with lines about pages."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from exchange.importing.report import Report
from exchange.pages.records import Export, SourcePage
from home.models import ImportedPage


@dataclass
class PageReport(Report):
    """The outcome of one run."""

    what: str = "pages"

    def add_export(self, export: Export) -> None:
        self.add_rejected(export.rejected)
        self.warning = " ".join(export.warnings)
        self.add_skipped(
            Counter({f"nobody here reads pages in {code}": number for code, number in export.languages.items()})
        )

    def add_vanished(self, records: Iterable[ImportedPage]) -> None:
        self.vanished += [{"key": record.source_key, "title": record.values.get("title", "")} for record in records]

    def add_page(self, kind: str, page: SourcePage, **more: Any) -> None:
        """One line about a page in the list of that name."""
        getattr(self, kind).append({"key": page.key, "title": page.title, "language": page.language} | more)

    def add_conflict(self, page: SourcePage, name: str, kind: str, present: Any) -> None:
        """A field that the source and somebody here changed: ours stays."""
        line = {"kind": kind, "key": page.key, "field": name, "present": present}
        self.conflicts.append(line | {"source": page.title if name == "title" else f"another {name}"})

    def count(self, export: Export) -> None:
        self.finish(export.records, len(export.pages), Counter(self.cleaned))
        self.counts["pages"] = self.counts.pop("offers")

"""What every import does around its records: the source with its licence, its lock, the limit for endings."""

from collections.abc import Callable, Mapping, Sequence

from django.utils import timezone

from directory.models import Municipality, Source
from directory.showing import berlin_today
from exchange.formats.files import UnreadableInput
from exchange.importing.ending import MOST_ENDINGS, Sorted, sort_entries
from exchange.importing.report import Report
from exchange.importing.store import Store
from exchange.mapping.profiles import OFFERS, Profile
from exchange.mapping.record_mapping import Mapped

Tell = Callable[..., None]


class TooManyEndings(Exception):
    """The file lacks so many offers that the run stops before it writes; the message says what to do."""


class SourceRun:
    """The writing part of one import, inside its transaction."""

    def __init__(
        self, municipality: Municipality, profile: Profile, report: Report, tell: Tell, accept_removals: bool
    ) -> None:
        self.profile, self.report, self.tell, self.accept_removals = profile, report, tell, accept_removals
        self.tool, self.today = f"import:{profile.name}", berlin_today()
        self.source = locked_source(municipality, profile.source)
        self.store = Store(municipality)

    def write(self, entries: Sequence[Mapped]) -> None:
        """Compare, check, write, report. Raises TooManyEndings before anything is written."""
        self.tell("comparing")
        self._refuse_other_kind()
        found = sort_entries(self.source, entries, {line["key"] for line in self.report.rejected})
        self.report.add_endings(found.vanished, found.replaced)
        if found.too_many and not self.accept_removals:
            raise TooManyEndings(
                f"Stopped, nothing was changed: {len(found.ending)} of {found.running} records are gone from the file,"
                f" more than {MOST_ENDINGS:.0%}. Check whether the file is complete. If they are really gone, run again"
                " with --accept-removals."
            )
        self.write_sorted(entries, found)
        # Not save(): every offer of the source would be told of a change that nobody sees.
        Source.objects.filter(pk=self.source.pk).update(last_import=timezone.now())

    def _refuse_other_kind(self) -> None:
        """One source fills offers or places, never both."""
        if self.source.records.filter(offer__isnull=self.profile.fills == OFFERS).exists():
            raise UnreadableInput(
                f"The source {self.source.name} has filled other records than {self.profile.fills} until now. Give this"
                " profile another source.name."
            )

    def write_sorted(self, entries: Sequence[Mapped], found: Sorted) -> None:
        raise NotImplementedError


def locked_source(municipality: Municipality, about: Mapping[str, str]) -> Source:
    """The source of a profile, made when it is new, with title, licence and attribution up to date; documents that show
    them follow. Locks the row: a second import of the same source waits until this one is through."""
    made, _created = Source.objects.get_or_create(municipality=municipality, name=about["name"])
    source = Source.objects.select_for_update().get(pk=made.pk)
    changed = [name for name, value in about.items() if getattr(source, name) != value]
    for name in changed:
        setattr(source, name, about[name])
    if changed:
        source.save(update_fields=changed)
    return source

"""One import of pages: read, place, compare, write, report. All or nothing: one transaction around every write.

Imported pages are live at once. What a later run may change is decided field by field: only what the source changed
and nobody here did (`merging.py`). Pages that are no longer in the files are unpublished, never deleted; a page that
was deleted here stays away. A run that would unpublish more than a tenth stops before it writes.
"""

from collections.abc import Sequence

from django.db import transaction
from wagtail.models import Site

from directory.models import Municipality
from exchange.importing.ending import MOST_ENDINGS
from exchange.importing.source_run import Tell, TooManyEndings, locked_source
from exchange.pages.profiles import PageProfile
from exchange.pages.records import Export, read_exports
from exchange.pages.report import PageReport
from exchange.pages.writing import PageRun
from home.models import HomePage, ImportedPage


def import_pages(
    contents: Sequence[bytes],
    municipality: Municipality,
    profile: PageProfile,
    dry_run: bool = False,
    tell: Tell = lambda *step: None,
    accept_removals: bool = False,
) -> PageReport:
    """Bring the pages of these files into the page trees of a municipality. Raises UnreadableInput.

    `tell(step, done, total)` hears about progress. A dry run does everything and then takes it back. A run that would
    unpublish too much changes nothing and says so in `report.stopped`, unless `accept_removals`.
    """
    report = PageReport(profile.source["name"], municipality.slug, dry_run)
    tell("reading")
    homes = home_pages(municipality)
    export = read_exports(contents, profile, homes)
    report.add_export(export)
    try:
        with transaction.atomic():
            _write(export, municipality, profile, homes, report, tell, accept_removals)
            if dry_run:
                transaction.set_rollback(True)
    except TooManyEndings as problem:
        report.stopped = str(problem)
    report.count(export)
    return report


def home_pages(municipality: Municipality) -> dict[str, HomePage]:
    """The home page of each language in which readers here get pages."""
    site = Site.objects.select_related("root_page").filter(municipality=municipality).first()
    if site is None:
        return {}
    homes = HomePage.objects.filter(translation_key=site.root_page.translation_key).select_related("locale")
    return {home.locale.language_code: home for home in homes if home.locale.language_code in municipality.languages}


def _write(
    export: Export,
    municipality: Municipality,
    profile: PageProfile,
    homes: dict[str, HomePage],
    report: PageReport,
    tell: Tell,
    accept_removals: bool,
) -> None:
    source = locked_source(municipality, profile.source)
    records = {record.source_key: record for record in ImportedPage.objects.filter(source=source)}
    languages = {page.language for page in export.pages}
    running = [record for record in records.values() if record.ended is None and record.language in languages]
    named = {page.key for page in export.pages} | {problem.key for problem in export.rejected}
    vanished = [record for record in running if record.source_key not in named]
    report.add_vanished(vanished)
    if len(vanished) > MOST_ENDINGS * len(running) and not accept_removals:
        raise TooManyEndings(
            f"Stopped, nothing was changed: {len(vanished)} of {len(running)} pages are gone from the files, more than"
            f" {MOST_ENDINGS:.0%}. Check whether the files are complete. If the pages are really gone, run again with"
            " --accept-removals."
        )
    PageRun(source, profile, homes, records, report, tell).write(export.pages, vanished)

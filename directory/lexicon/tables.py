"""Words of one language as a table for people who speak it: out, checked by them, and in again.

Coming in, a cell that is left empty changes nothing; a row with anything wrong is left out as a whole and reported.
What comes in counts as changed here, so no upgrade overwrites it.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from directory.lexicon.concepts import join_cell, split_cell
from directory.lexicon.labels import LabelChanges
from directory.lexicon.rows import Changes, read_concepts
from directory.lexicon.words import checked_in_language, checked_word
from directory.lexicon.writing import WordChanges
from directory.models import Municipality, SearchWord, Term

COLUMNS = ("key", "german", "label", "words")
DELIMITERS = ",;\t"
LONGEST_LABEL = Term._meta.get_field("label").max_length or 0
# Spreadsheets take a cell that begins so for a formula; an empty first entry keeps them from it.
FORMULA = ("=", "+", "-", "@")


class UnreadableTable(ValueError):
    """The file is no such table; the message says why."""


@dataclass(frozen=True)
class Rejected:
    """A row that was left out; lines count from 1, the heading included."""

    line: int
    key: str
    reason: str


@dataclass
class TableReport:
    """What an import did, or would do."""

    rows: int = 0
    labels: int = 0
    words_added: int = 0
    words_removed: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def table(language: str, municipality: Municipality | None = None) -> str:
    """All concepts in their order with the label and the words that are in use."""
    concepts, changes = read_concepts()
    if municipality:
        local = changes.get(municipality.pk, Changes())
        concepts = list(local.apply({concept.key: concept for concept in concepts}))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for concept in concepts:
        words = join_cell(concept.words.get(language, ()))
        cells = (concept.labels.get(settings.LANGUAGE_CODE, ""), concept.labels.get(language, ""), words)
        writer.writerow([concept.key, *(f"; {cell}" if cell.startswith(FORMULA) else cell for cell in cells)])
    return out.getvalue()


def read_table(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """Rows with the line they begin in. Raises UnreadableTable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTable(_("The file is not UTF-8. Please save it as “CSV UTF-8”.")) from error
    heading = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = [name.strip() for name in reader.fieldnames or ()]
    if "key" not in columns or not {"label", "words"} & set(columns):
        raise UnreadableTable(_("The first line has to name the columns: key, label, words."))
    reader.fieldnames = columns
    rows, line = [], reader.line_num + 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableTable(_("Line %(line)s cannot be read.") % {"line": line}) from error
    return rows


@transaction.atomic
def import_table(
    content: bytes,
    language: str,
    municipality: Municipality | None = None,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> TableReport:
    """Bring a table in; the same table a second time changes nothing. Raises UnreadableTable."""
    incoming = TableImport(language, municipality)
    rows = read_table(content)
    for number, (line, row) in enumerate(rows, 1):
        incoming.take(line, row)
        progress(number, len(rows))
    if not dry_run:
        incoming.words.write()
        incoming.labels.write()
    report = incoming.report
    report.labels, report.words_added = len(incoming.labels), incoming.words.added
    report.words_removed = incoming.words.removed
    return report


class TableImport:
    """One run: rows of the table → changes that are not written yet."""

    def __init__(self, language: str, municipality: Municipality | None) -> None:
        self.language = language
        self.report = TableReport()
        self.words = WordChanges(municipality)
        self.labels = LabelChanges(language, municipality)
        self._terms = {term.key: term for term in Term.objects.exclude(sort="").filter(retired=False)}
        self._rows: dict[int, list[SearchWord]] = {}
        for row in SearchWord.objects.filter(language=language).order_by("pk"):
            self._rows.setdefault(row.term_id, []).append(row)
        self._lines: dict[str, int] = {}

    def take(self, line: int, row: dict[str, Any]) -> None:
        key = (row.get("key") or "").strip()
        self.report.rows += 1
        try:
            term = self._term(line, key, row)
            label, words = self._label(key, row), self._words(key, row)
        except ValidationError as error:
            self.report.rejected.append(Rejected(line, key, " ".join(error.messages)))
            return
        if label:
            self.labels.want(term, label)
        if words:
            self.words.want(term, self.language, words, self._rows.get(term.pk, []))

    def _term(self, line: int, key: str, row: dict[str, Any]) -> Term:
        if None in row:
            raise ValidationError(_("The row has more cells than the first line."))
        if key not in self._terms:
            raise ValidationError(_("There is no such key."))
        if key in self._lines:
            raise ValidationError(_("The key is in line %(line)s already."), params={"line": self._lines[key]})
        self._lines[key] = line
        return self._terms[key]

    def _label(self, key: str, row: dict[str, Any]) -> str:
        label = " ".join((row.get("label") or "").removeprefix("; ").split())
        if len(label) > LONGEST_LABEL:
            raise ValidationError(_("The label is longer than %(length)s letters."), params={"length": LONGEST_LABEL})
        return checked_in_language(self.language, label, key)

    def _words(self, key: str, row: dict[str, Any]) -> list[str]:
        entries = split_cell(row.get("words"))
        if entries and self.language not in settings.SEARCH_LANGUAGES:
            raise ValidationError(_("This language has labels only."))
        words = [checked_in_language(self.language, checked_word(entry), key) for entry in entries]
        return list(dict.fromkeys(words))

"""Changed labels of one language, for everybody or for one municipality, written at once."""

from modeltranslation.utils import build_localized_fieldname

from directory.lexicon.snapshot import announce_lexicon_change
from directory.memory import announce_change
from directory.models import Municipality, Term, TermOverride
from directory.writing.dependants import documents_with_term
from directory.writing.publishing import queue


class LabelChanges:
    """Changes that are not written yet."""

    def __init__(self, language: str, municipality: Municipality | None) -> None:
        self.language = language
        self.municipality = municipality
        self._column = build_localized_fieldname("label", language)
        self._wanted: list[tuple[Term, str]] = []
        rows = TermOverride.objects.filter(municipality=municipality) if municipality else TermOverride.objects.none()
        self._overrides = {row.term_id: row for row in rows}

    def __len__(self) -> int:
        return len(self._wanted)

    def want(self, term: Term, label: str) -> None:
        if label != self._own(term).get(self.language, getattr(term, self._column)):
            self._wanted.append((term, label))

    def _own(self, term: Term) -> dict[str, str]:
        row = self._overrides.get(term.pk)
        return row.labels if row else {}

    def write(self) -> None:
        """Offers that show a changed label are queued for the index."""
        for term, label in self._wanted:
            if self.municipality:
                labels = self._own(term) | {self.language: label}
                TermOverride.objects.bulk_create(
                    [TermOverride(term=term, municipality=self.municipality, labels=labels)],
                    update_conflicts=True, unique_fields=["term", "municipality"], update_fields=["labels"],
                )  # fmt: skip
            else:
                Term.objects.filter(pk=term.pk).update(**{self._column: label})
            queue(documents_with_term(term).values_list("pk", flat=True))
        if self._wanted:
            announce_change()
            announce_lexicon_change()

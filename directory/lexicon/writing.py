"""Changes to search words so that an upgrade keeps them: added words are rows of origin "own"; shipped words that are
not wanted stay as rows with `removed`. One municipality's changes are rows of its own. Many changes are written at once
and announced once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from directory.lexicon.snapshot import announce_lexicon_change
from directory.models import Municipality, SearchWord, Term

ROWS_AT_ONCE = 2000


def delete_quietly(rows: QuerySet[SearchWord], pks: Collection[int]) -> None:
    """Delete without a signal, that is an announcement, for each of thousands of rows; nothing refers to them."""
    ordered = sorted(pks)
    for start in range(0, len(ordered), ROWS_AT_ONCE):
        batch = rows.filter(pk__in=ordered[start : start + ROWS_AT_ONCE])
        batch._raw_delete(batch.db)


def used_words(rows: Iterable[SearchWord], municipality: Municipality | None = None) -> list[str]:
    """The words in use among all rows of one value and language, for everybody or for one municipality."""
    shared = [row.word for row in rows if row.municipality_id is None and not row.removed]
    if municipality is None:
        return shared
    local = {row.word: row.removed for row in rows if row.municipality_id == municipality.pk}
    return [word for word in shared if not local.get(word)] + [
        word for word, removed in local.items() if not removed and word not in shared
    ]


@dataclass
class WordChanges:
    """Changes that are not written yet."""

    municipality: Municipality | None = None
    added: int = 0
    removed: int = 0
    _new: list[SearchWord] = field(default_factory=list)
    _flipped: dict[bool, list[int]] = field(default_factory=lambda: {True: [], False: []})
    """Rows whose `removed` becomes the key."""
    _gone: list[int] = field(default_factory=list)

    def want(self, term: Term, language: str, wanted: Collection[str], rows: Collection[SearchWord]) -> None:
        """Make `wanted` the words in use; `rows` are all rows of this value and language."""
        owner = self.municipality.pk if self.municipality else None
        own = {row.word: row for row in rows if row.municipality_id == owner}
        used = used_words(rows, self.municipality)
        shared = used_words(rows) if self.municipality else []
        new = {"term": term, "municipality": self.municipality, "language": language}
        for word in dict.fromkeys(wanted):
            if word not in used:
                self._add(own.get(word) or SearchWord(word=word, **new))
        for word in used:
            if word not in wanted:
                self._remove(own.get(word) or SearchWord(word=word, **new), is_shared=word in shared)

    def _add(self, row: SearchWord) -> None:
        self.added += 1
        if row.pk:
            self._flipped[False].append(row.pk)
        else:
            self._new.append(row)

    def _remove(self, row: SearchWord, is_shared: bool) -> None:
        self.removed += 1
        if not row.pk:
            row.removed = True
            self._new.append(row)
        elif is_shared or row.origin == "shipped":
            self._flipped[True].append(row.pk)
        else:
            self._gone.append(row.pk)

    def write(self) -> None:
        if not self.added and not self.removed:
            return
        rows = SearchWord.objects.all()
        for removed, pks in self._flipped.items():
            for start in range(0, len(pks), ROWS_AT_ONCE):
                rows.filter(pk__in=pks[start : start + ROWS_AT_ONCE]).update(removed=removed)
        delete_quietly(rows, self._gone)
        SearchWord.objects.bulk_create(self._new, batch_size=ROWS_AT_ONCE)
        announce_lexicon_change()

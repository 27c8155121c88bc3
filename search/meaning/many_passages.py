"""How near documents of many passages in several languages are. Texts in one language resemble each other more than
those in another, so each language is measured by its own mean; a translation is a second opinion on the same page."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.meaning.encoders import Vectors

# What the best, second best and third best passage of a document in one language count.
BEST_COUNT = np.array([3.0, 2.0, 1.0])


@dataclass(frozen=True)
class Passages:
    """For each passage, by row: its vector, its document (a number in `uids`), and that with its language."""

    rows: NDArray[np.int64]
    documents: NDArray[np.int64]
    languages: NDArray[np.int64]
    uids: NDArray[np.bytes_]

    @classmethod
    def of(cls, rows: NDArray[np.int64], uids: NDArray[np.bytes_], languages: NDArray[np.int64]) -> "Passages":
        names, documents = np.unique(uids, return_inverse=True)
        return cls(rows, documents, languages, names)

    def distances(
        self, rows: NDArray[np.int64], similarities: Vectors
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Numbers of the documents that these rows belong to, with their distances from the mean in standard
        deviations. `rows` are sorted."""
        places = np.minimum(np.searchsorted(rows, self.rows), len(rows) - 1)
        known = rows[places] == self.rows
        languages, documents = self.languages[known], self.documents[known]
        each = _standardized(similarities[places[known]].astype(np.float64), languages)
        texts, of_text = _best(each, documents * (int(languages.max()) + 1) + languages)
        numbers, document = np.unique(texts // (int(languages.max()) + 1), return_inverse=True)
        return numbers, np.bincount(document, of_text) / np.bincount(document)


def _standardized(values: NDArray[np.float64], languages: NDArray[np.int64]) -> NDArray[np.float64]:
    number = np.maximum(np.bincount(languages), 1)
    mean = np.bincount(languages, values) / number
    deviation = np.sqrt(np.bincount(languages, (values - mean[languages]) ** 2) / number)
    found: NDArray[np.float64] = (values - mean[languages]) / np.where(deviation > 0, deviation, 1.0)[languages]
    return found


def _best(values: NDArray[np.float64], groups: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Each group with the weighted mean of its best values."""
    order = np.lexsort((-values, groups))
    names, first, group = np.unique(groups[order], return_index=True, return_inverse=True)
    place = np.arange(len(order)) - first[group]
    counts = np.where(place < len(BEST_COUNT), BEST_COUNT[np.minimum(place, len(BEST_COUNT) - 1)], 0.0)
    return names, np.bincount(group, counts * values[order]) / np.bincount(group, counts)

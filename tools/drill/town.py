"""Offers that change while something breaks, and the question whether the index has missed a change."""

import random
import string
from collections.abc import Iterator
from datetime import date

from directory.findable.documents import DocumentQuery, SearchDocument, Signal, sources
from directory.findable.offers import KIND
from directory.models import Offer
from search.analysed import analysed
from search.engines import Engine

LONG_AGO = date(2000, 1, 1)  # on this day nothing has lapsed
STEP = 500
LETTERS = 12


class Changes:
    """Gives offers new titles, takes them offline and puts them back, and remembers every title word it used."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - not for secrets
        self.number = 0
        self.words: dict[str, str] = {}
        """Made-up word → uid of the offer that had it in its title."""

    def make(self, number: int) -> None:
        """Change that many offers, each on the write path of editors."""
        keys = list(Offer.objects.order_by("pk").values_list("pk", flat=True))
        for key in self.random.choices(keys, k=number):
            offer = Offer.objects.get(pk=key)
            if offer.live and self.random.random() < 0.2:
                offer.unpublish()
            else:
                word = "".join(self.random.choices(string.ascii_lowercase, k=LETTERS))
                self.words[word] = f"{KIND}:{key}"
                offer.title = f"Treff {word}"
                offer.save_revision().publish()
            self.number += 1


def differences(engine: Engine, changes: Changes) -> list[str]:
    """What the index holds other than the database; empty when no change was lost. Raises EngineUnavailableError."""
    documents = {document.uid: document for document in _documents()}
    held = set(_held(engine))
    found = [f"{uid} is missing" for uid in sorted(documents.keys() - held)]
    found += [f"{uid} should be gone" for uid in sorted(held - documents.keys())]
    found += [f"{uid} has other words" for uid in sorted(documents) if not _has_its_words(engine, documents[uid])]
    current = {word for document in documents.values() for _language, title in document.title for word in title.split()}
    old = [word for word in changes.words if word not in current]
    return found + [f"{word} is still there" for word in old if _with_word(engine, word)]


def _documents() -> Iterator[SearchDocument]:
    for source in sources().values():
        yield from source.load(list(source.all_keys()))


def _held(engine: Engine) -> Iterator[str]:
    offset = 0
    while answer := engine.search(DocumentQuery(today=LONG_AGO, limit=STEP, offset=offset)).uids:
        yield from answer
        offset += STEP


def _has_its_words(engine: Engine, document: SearchDocument) -> bool:
    terms = analysed(document).terms["title"]
    signals = tuple(Signal((("title", term, 1.0),)) for term in terms)
    answer = engine.search(DocumentQuery(today=LONG_AGO, needed=signals, limit=10 * STEP))
    scores = dict(zip(answer.uids, answer.scores, strict=True))
    return not terms or scores.get(document.uid) == len(terms)


def _with_word(engine: Engine, word: str) -> bool:
    signal = Signal((("title", word, 1.0),))
    return engine.search(DocumentQuery(today=LONG_AGO, needed=(signal,), limit=1)).total > 0

"""What a reader means: words of a query → concepts, wishes (facets), languages, district, age."""

from collections import OrderedDict
from dataclasses import dataclass, replace

from directory.lexicon import Lexicon, lexicon
from directory.memory import Tenant, memory
from search.analysis import words_of
from search.tagging import more_general
from search.understanding.ages import find_age
from search.understanding.function_words import languages_of
from search.understanding.names import title_words
from search.understanding.places import PlaceHit, find_own_name, find_places
from search.understanding.recognising import Hit, recognise
from search.understanding.word_index import QueryWord, WordIndex, index_of

MAX_WORDS = 24
KEPT = 2_000
SURE = 0.95
GERMAN = "language:de"  # who says German means the language to learn
WISHES = frozenset({"facet", "language"})


@dataclass(frozen=True)
class Understood:
    """A query as we read it. `words` keeps the order; places in hits count from 0."""

    words: tuple[QueryWord, ...]
    concepts: tuple[Hit, ...] = ()
    wishes: tuple[Hit, ...] = ()
    """Facets and languages."""
    district: PlaceHit | None = None
    age: int | None = None
    age_places: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    """Words that name the municipality, or a further district."""

    @property
    def explained(self) -> frozenset[int]:
        """Words that stand for something."""
        own = self.district.places if self.district else frozenset()
        return frozenset().union(own, self.age_places, *(hit.places for hit in (*self.concepts, *self.wishes)))

    @property
    def content(self) -> list[int]:
        """Words that may stand in a text: no function words, no district, no age."""
        gone = self.age_places | self.named | (self.district.places if self.district else frozenset())
        places = [place for place in range(len(self.words)) if place not in gone]
        return [
            place
            for place in places
            if not languages_of(self.words[place].folded, self.words[place].light) or place in self.explained
        ]

    def without(self, ignored: frozenset[str]) -> "Understood":
        """The same without what the reader took off (concept keys, `stadtteil`, `alter`)."""
        if not ignored:
            return self
        return replace(
            self,
            concepts=tuple(hit for hit in self.concepts if hit.concept not in ignored),
            wishes=tuple(hit for hit in self.wishes if hit.concept not in ignored),
            district=None if "stadtteil" in ignored else self.district,
            age=None if "alter" in ignored else self.age,
        )


_kept: OrderedDict[tuple[str, str, str, int], Understood] = OrderedDict()


def understand(text: str, tenant: Tenant, language: str) -> Understood:
    """The meaning of a text; `language` is a hint. The last ones are kept in memory, nothing is written down."""
    words = lexicon(tenant)
    key = (text, language, words.digest, id(tenant))
    if key not in _kept:
        _kept[key] = _understand(text, tenant, language, words)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return _kept[key]


def _understand(text: str, tenant: Tenant, language: str, found: Lexicon) -> Understood:
    pieces = [piece for written in words_of(text)[:MAX_WORDS] for piece in written.split("-")]
    words = [word for piece in pieces if (word := QueryWord.of(piece)).folded]
    places = find_places(words, tenant)
    age, age_places = find_age(words)
    own = (place for place in find_own_name(words, tenant) if not _is_known(words[place], index_of(found)))
    named = frozenset(own).union(*(place.places for place in places[1:]))
    taken = age_places.union(named, *(place.places for place in places[:1]))
    rest = [place for place in range(len(words)) if place not in taken]
    hint = "de" if language == "de-simple" else language
    hits = recognise([words[place] for place in rest], index_of(found), hint, title_words())
    hits = [replace(hit, places=frozenset(rest[place] for place in hit.places)) for hit in hits]
    hits = _most_special(hits, found)
    wishes = tuple(
        hit for hit in hits if found.concepts[hit.concept].sort in WISHES and hit.exact and hit.concept != GERMAN
    )
    return Understood(
        words=tuple(words),
        concepts=tuple(hit for hit in hits if found.concepts[hit.concept].sort not in WISHES),
        wishes=wishes,
        district=places[0] if places else None,
        age=age,
        age_places=age_places,
        named=named,
    )


def _is_known(word: QueryWord, index: WordIndex) -> bool:
    """Whether a word of another script is a search word: Ukrainian "акушерка" only sounds like Augsburg."""
    if word.script == "Latn":
        return False
    return any(
        quality >= SURE and len(index.entries[number].words) == 1
        for known, quality in index.matches(word, "de").items()
        for number, _part in index.postings[known]
    )


def _most_special(hits: list[Hit], found: Lexicon) -> list[Hit]:
    """Without subjects that a more special one of the same words already implies: museum, not culture as well."""
    implied = [(hit, general) for hit in hits for general in more_general(hit.concept, found)]
    return [
        hit
        for hit in hits
        if not any(
            hit.concept == key and hit.places <= own.places and hit.score <= own.score + 0.1 for own, key in implied
        )
    ]


def warm_up() -> None:
    """Index the words of every municipality's lexicon now instead of in the first reader's request."""
    for tenant in memory().tenants.values():
        understand("a", tenant, GERMAN.partition(":")[2])

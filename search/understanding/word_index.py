"""Search words of all languages, indexed: a query word finds the lexicon's words that it may stand for in microseconds.

Matching follows `search.md`: equal 1; beginning .95, .8 when more than four letters remain; endings that a language
changes; Arabic prefixes stripped; German inside a compound. Only words that nothing matched are tried as typos, by ear
and in Latin letters (`near_miss`)."""

from collections import defaultdict
from dataclasses import dataclass, field

from directory.lexicon import Lexicon
from search.analysis import QUERY_LANGUAGES, fold, forms, light, parts, without_umlaut_digraphs, words_of
from search.understanding.function_words import is_function_word, is_negation
from search.understanding.near_miss import NearMisses
from search.understanding.scripts import script_of, script_of_language

SHORTEST_BEGINNING, SHORTEST_SYLLABLES = 4, 3
SHORTEST_TYPED_BEGINNING = 5
LONGEST_REST = 3
LOOSE = 4
SHORTEST_TRUNCATED = 5
INSIDE, AT_THE_END = 6, 5
PREFIXES = {"Arab": ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف", "ک"), "Ethi": ("ን", "ብ", "ናይ", "ዝ")}
# Languages that write words in syllables: the same ones in another order, or apart, mean something else.
IN_ORDER = frozenset({"vi"})
# Languages whose words change at the end.
INFLECTED = frozenset({"uk", "ru", "pl", "ro", "es", "fr", "tr", "kmr", "fa", "ti", "en", "de", "ar"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One search word or phrase of one concept in one language."""

    concept: str
    language: str
    text: str
    words: tuple[str, ...]
    """Light forms; function words of longer phrases are left out."""
    whole: bool
    """Only whole words match, no beginnings."""
    loose: bool
    """One of its words may be missing."""


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word that a reader typed."""

    written: str
    folded: str
    light: str
    script: str

    @classmethod
    def of(cls, written: str) -> "QueryWord":
        bare = written.replace("-", "")
        return cls(written, fold(bare), light(bare), script_of(light(bare)))


@dataclass
class WordIndex:
    """Made once from a lexicon, never changed."""

    entries: list[Entry] = field(default_factory=list)
    postings: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Folded word → (entry, place in the entry)."""
    truncated: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, list[str]] = field(default_factory=dict)
    """The first five letters of a folded word → words that begin with them."""
    german: frozenset[str] = frozenset()
    near: NearMisses = field(default_factory=NearMisses)

    def matches(self, word: QueryWord, language: str) -> dict[str, float]:
        """Words of the lexicon that a query word may stand for, with how well they fit (0 to 1)."""
        found = self._variants(word, language)
        self._beginnings(word.folded, found)
        if word.script in PREFIXES:
            for stripped in _without_prefix(word):
                self._beginnings(stripped, found, 0.95)
        if word.script != "Arab":
            self._endings(word.folded, found)
        if word.script == "Latn":
            self._inside(word, found)
        return found

    def near_matches(self, word: QueryWord, language: str) -> dict[str, float]:
        """The same for a word that nothing matched: typos, spelling by ear, Latin letters for another script."""
        return self.near.of(word.folded, word.script, script_of_language(language) != "Latn")

    def _variants(self, word: QueryWord, language: str) -> dict[str, float]:
        found = {word.folded: 1.0} if word.folded in self.postings else {}
        others = {form for lemmas in (language, *QUERY_LANGUAGES) for form in forms(word.written, lemmas)}
        others.add(without_umlaut_digraphs(word.folded))
        if word.script in PREFIXES:
            others.update(_without_prefix(word))
        for other in others:
            if other in self.postings:
                found.setdefault(other, 0.97)
        return found

    def _beginnings(self, folded: str, found: dict[str, float], factor: float = 1.0) -> None:
        shortest = SHORTEST_SYLLABLES if script_of(folded) == "Ethi" else SHORTEST_BEGINNING
        for length in range(shortest, len(folded)):
            beginning, rest = folded[:length], len(folded) - length
            if beginning in self.postings:
                quality = 0.95 if rest <= 4 else 0.8
                found[beginning] = max(found.get(beginning, 0), quality * factor)
        if len(folded) >= SHORTEST_TYPED_BEGINNING and folded not in self.postings:
            for longer in self.typed.get(folded[:SHORTEST_TYPED_BEGINNING], ()):
                rest = len(longer) - len(folded)
                if 0 < rest <= LONGEST_REST and longer.startswith(folded):
                    found[longer] = max(found.get(longer, 0), 0.85 if rest < LONGEST_REST else 0.75)

    def _endings(self, folded: str, found: dict[str, float]) -> None:
        for cut in (1, 2, 3):
            stem = folded[: len(folded) - cut]
            if len(stem) >= SHORTEST_TRUNCATED - 1:
                for other in self.truncated.get(stem, ()):
                    found[other] = max(found.get(other, 0), 0.85 if cut == 1 else 0.78)

    def _inside(self, word: QueryWord, found: dict[str, float]) -> None:
        for part in parts(word.written, "de"):
            if part in self.german:
                found[part] = max(found.get(part, 0), 0.8 if word.folded.endswith(part) else 0.75)
        folded, size = word.folded, len(word.folded)
        for start in range(1, size - AT_THE_END + 1):
            if folded[start:] in self.german:
                found[folded[start:]] = max(found.get(folded[start:], 0), 0.85)
            for end in range(start + INSIDE, size):
                if folded[start:end] in self.german:
                    found[folded[start:end]] = max(found.get(folded[start:end], 0), 0.75)


def _without_prefix(word: QueryWord) -> list[str]:
    folded = word.folded
    return [folded[len(p) :] for p in PREFIXES[word.script] if folded.startswith(p) and len(folded) - len(p) >= 3]


def _entries(lexicon: Lexicon) -> list[Entry]:
    entries = []
    for key, concept in lexicon.concepts.items():
        words = {language: {*many} for language, many in concept.words.items()}
        for language, label in concept.labels.items():
            # A label that is listed as a whole word (`=schule`) stays one: `fahrschule` is another subject.
            if language != "de-simple" and f"={label.lower()}" not in words.setdefault(language, set()):
                words[language].add(label)
        for language, many in words.items():
            texts = many | {text.replace("-", " ") for text in many if "-" in text}
            entries += [entry for text in sorted(texts) if (entry := _entry(key, language, text))]
    return entries


def _entry(concept: str, language: str, text: str) -> Entry | None:
    whole = text.startswith("=")
    bare = text.lstrip("= ")
    words = [light(word.replace("-", "")) for word in words_of(bare.replace(" =", " "))]
    if language in IN_ORDER:
        return Entry(concept, language, bare, tuple(words), whole, False) if words else None
    content = [word for word in words if is_negation(word) or not is_function_word(word, language)]
    if len(content) >= 2:
        words = content
    words = list(dict.fromkeys(words))
    return Entry(concept, language, bare, tuple(words), whole, len(content) >= LOOSE) if words else None


_indexes: dict[str, WordIndex] = {}
MOST_INDEXES = 8


def index_of(lexicon: Lexicon) -> WordIndex:
    """The index of a lexicon; municipalities without own words share one."""
    if lexicon.digest not in _indexes:
        if len(_indexes) >= MOST_INDEXES:
            _indexes.clear()
        _indexes[lexicon.digest] = build_index(lexicon)
    return _indexes[lexicon.digest]


def build_index(lexicon: Lexicon) -> WordIndex:
    """All search words and labels of a lexicon, ready to be asked."""
    index = WordIndex(entries=_entries(lexicon))
    postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    truncated: defaultdict[str, list[str]] = defaultdict(list)
    typed: defaultdict[str, list[str]] = defaultdict(list)
    languages: defaultdict[str, set[str]] = defaultdict(set)
    for number, entry in enumerate(index.entries):
        for place, word in enumerate(entry.words):
            folded = fold(word).replace(" ", "")
            if folded:
                postings[folded].append((number, place))
                languages[folded].add(entry.language)
    for folded, spoken in languages.items():
        if spoken & INFLECTED and len(folded) >= SHORTEST_TRUNCATED:
            for cut in (1, 2) if len(folded) > SHORTEST_TRUNCATED + 1 else (1,):
                truncated[folded[:-cut]].append(folded)
        if len(folded) > SHORTEST_TYPED_BEGINNING:
            typed[folded[:SHORTEST_TYPED_BEGINNING]].append(folded)
    index.postings, index.truncated, index.typed = dict(postings), dict(truncated), dict(typed)
    index.german = frozenset(folded for folded, spoken in languages.items() if "de" in spoken and len(folded) >= 3)
    index.near = NearMisses.of_words(languages)
    return index

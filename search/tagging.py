"""Documents → concepts: which subjects of the lexicon a text speaks of, and where. Read once per text at index time."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

import ahocorasick

from directory.findable.documents import SearchDocument
from directory.lexicon import Lexicon
from directory.lexicon.concepts import NOT_THESE
from search.analysis import GERMAN, fold, light, words_of

# Best first: title, chosen value, beginning of the text or repeated, once in the text, more general than what it says.
PLACES = "tvsbp"
BEGINNING = 160
# Who gets it cheaper is no subject of an offer.
_RECIPIENTS = re.compile(r"\bEmpfänger(?:[*:_]?innen)?(?: und Empfänger)? von\b[^.!?]*")
Found = dict[str, str]


class Tagger:
    """Finds the concepts of one lexicon in texts: German by stems, other languages by their search words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._automata: dict[str, ahocorasick.Automaton] = {}
        self._readings: dict[str, bytes] = {}
        self._general = {key: more_general(key, lexicon) for key in lexicon.concepts}
        self._by_value: dict[str, list[str]] = {}
        for key, concept in lexicon.concepts.items():
            for value in lexicon.concepts.keys() & set(concept.stems):
                self._by_value.setdefault(value, []).append(key)

    def concepts_of(self, document: SearchDocument) -> Found:
        """Concept → the best place (one letter of `PLACES`) where the document shows it."""
        found: Found = {}
        for place, texts in (("t", document.title), ("b", document.body)):
            for text in _one_text_per_language(texts):
                for key, sure in self._in_text(text, place).items():
                    _keep_best(found, key, sure)
        for key in document.values:
            for told in (key, *self._by_value.get(key, ())):
                _keep_best(found, told, "v")
        for key in list(found):
            for general in self._general.get(key, ()):
                _keep_best(found, general, "p")
        return found

    def reading_of(self, document: SearchDocument) -> bytes:
        """Changes when the concepts of the document may: a digest of the patterns of its languages and of relations."""
        languages = _languages_read(document.title) | _languages_read(document.body)
        return b"".join(self.reading_in(language) for language in sorted(languages))

    def reading_in(self, language: str) -> bytes:
        """The same for texts in one language."""
        if language not in self._readings:
            general = sorted((key, sorted(found)) for key, found in self._general.items())
            reads = repr((language, sorted(self._patterns(language).items()), general, sorted(self._by_value.items())))
            self._readings[language] = blake2b(reads.encode(), digest_size=8).digest()
        return self._readings[language]

    def _in_text(self, text: tuple[str, str], place: str) -> Found:
        language, words = text
        automaton = self._automaton("de" if language in GERMAN else language)
        normal = _spaced(words, language)
        counts: dict[str, int] = {}
        first: dict[str, int] = {}
        for key, end in _hits(automaton, normal):
            counts[key] = counts.get(key, 0) + 1
            first.setdefault(key, end)
        if place == "t":
            return dict.fromkeys(counts, "t")
        return {key: "s" if number > 1 or first[key] < BEGINNING else "b" for key, number in counts.items()}

    def _automaton(self, language: str) -> ahocorasick.Automaton:
        if language not in self._automata:
            patterns = self._patterns(language)
            automaton = ahocorasick.Automaton()
            for pattern, keys in patterns.items():
                bare = pattern.lstrip(NOT_THESE)
                known = automaton.get(bare, (len(bare), (), ()))
                counted, left_out = (known[1], keys) if pattern.startswith(NOT_THESE) else (keys, known[2])
                automaton.add_word(bare, (len(bare), counted, left_out))
            if patterns:
                automaton.make_automaton()
            self._automata[language] = automaton
        return self._automata[language]

    def _patterns(self, language: str) -> dict[str, tuple[str, ...]]:
        """What is looked for in texts of a language, and the concepts that it tells."""
        patterns: dict[str, set[str]] = {}
        for key, concept in self.lexicon.concepts.items():
            if concept.sort == "facet" and not concept.stems:
                continue
            stems = [stem for stem in concept.stems if stem not in self._by_value] if language == "de" else []
            for pattern in _patterns(stems, concept.words.get(language, ()), language):
                patterns.setdefault(pattern, set()).add(key)
        return {pattern: tuple(sorted(keys)) for pattern, keys in patterns.items()}


def _languages_read(texts: Iterable[tuple[str, str]]) -> set[str]:
    languages = {language for language, _words in texts}
    return {"de"} if languages & GERMAN else languages


def _hits(automaton: ahocorasick.Automaton, text: str) -> Iterator[tuple[str, int]]:
    """Concepts with the place where one of their patterns ends, without those that touch a part that is left out."""
    if not len(automaton):
        return
    found: list[tuple[str, int, int]] = []
    left_out: dict[str, list[tuple[int, int]]] = {}
    for end, (length, keys, not_these) in automaton.iter(text):
        found += [(key, end - length, end) for key in keys]
        for key in not_these:
            left_out.setdefault(key, []).append((end - length, end))
    for key, start, end in found:
        if not any(first < end and start < last for first, last in left_out.get(key, ())):
            yield key, end


def _one_text_per_language(texts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """German texts (Einfache Sprache too) when there are any, else all others."""
    german = [words for language, words in texts if language in GERMAN]
    if german:
        return [("de", _RECIPIENTS.sub("", " . ".join(german)))]
    by_language: dict[str, list[str]] = {}
    for language, words in texts:
        by_language.setdefault(language, []).append(words)
    return [(language, " . ".join(words)) for language, words in by_language.items()]


def _spaced(text: str, language: str) -> str:
    """Words between single blanks; German keeps its umlauts, Vietnamese its marks, all others are folded."""
    plain = _light if language in GERMAN or language == "vi" else fold
    return f" {' '.join([plain(word.replace('-', '')) for word in words_of(text)])} "


_light = lru_cache(maxsize=100_000)(light)


def _patterns(stems: Iterable[str], words: Iterable[str], language: str) -> Iterable[str]:
    """A stem may stand anywhere in a word; a search word begins a word or, marked, is one."""
    for stem in stems:
        sign, part = NOT_THESE * stem.startswith(NOT_THESE), stem.lstrip(NOT_THESE)
        start, end = " " * part.startswith("^"), " " * part.endswith("$")
        if bare := _spaced(part.strip("^$"), language).strip():
            yield f"{sign}{start}{bare}{end}"
    if not stems:
        for word in words:
            if bare := _spaced(word.lstrip("="), language).strip():
                yield f" {bare} " if word.startswith("=") or len(bare) < 4 else f" {bare}"


def more_general(key: str, lexicon: Lexicon) -> frozenset[str]:
    """Everything that a concept is part of, directly or not."""
    found: set[str] = set()
    todo = [key]
    while todo:
        concept = lexicon.concepts.get(todo.pop())
        for general in concept.part_of if concept else ():
            if general not in found:
                found.add(general)
                todo.append(general)
    return frozenset(found)


def _keep_best(found: Found, key: str, place: str) -> None:
    if key not in found or PLACES.index(place) < PLACES.index(found[key]):
        found[key] = place


_taggers: dict[str, Tagger] = {}


def tagger(lexicon: Lexicon) -> Tagger:
    """The tagger of a lexicon; one is kept for each set of stems and relations."""
    if lexicon.digest not in _taggers:
        if len(_taggers) >= 8:
            _taggers.clear()
        _taggers[lexicon.digest] = Tagger(lexicon)
    return _taggers[lexicon.digest]

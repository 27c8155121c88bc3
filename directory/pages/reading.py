"""Which words a reader gets: those of the page's language, else of its fallbacks, always told which ones they are.

A language falls back to the language its vocabulary row names (Dari → Persian), then to Einfache Sprache, German and
the source language; German itself asks for the source before Einfache Sprache (vocabularies.md §13). Drafts are not
shown; older and machine-made words are, with a notice (plain-language.md §8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import F, Q
from django.utils.translation import get_language

from directory.memory import memory
from directory.models import SHOWN, WORDS, OfferText, State, field_state

PLAIN = "de-simple"
# Notices a reader may get about words, by name.
ELSEWHERE, OLDER, BY_MACHINE = "elsewhere", "older", "machine"
_NOTICE_OF = {State.STALE: OLDER, State.MACHINE: BY_MACHINE}


@dataclass(frozen=True)
class Words:
    """Words of one field with the language they are in; `elsewhere` when that is not the page's language."""

    text: str
    language: str
    direction: str
    state: State
    elsewhere: bool = False

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader must know about these words, the most important first."""
        found = (ELSEWHERE,) if self.elsewhere else ()
        return (*found, _NOTICE_OF[self.state]) if self.state in _NOTICE_OF else found

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True)
class ReaderText:
    """The words of one offer for one reader, by field, and the languages that have a title to show."""

    words: dict[str, Words]
    languages: tuple[str, ...] = field(default=())

    def __getitem__(self, name: str) -> Words:
        return self.words[name]


Row = dict[str, tuple[str, State]]


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, as the vocabulary of languages says."""
    term = memory().vocabulary("language").get(language)
    return (term.extra.get("direction") if term else None) or "ltr"


def source_words(text: str, language: str) -> Words:
    """Words that exist in one language only, on a page in the active language."""
    return Words(text, language, direction_of(language), State.SOURCE, elsewhere=language != get_language())


def interface_words(text: str) -> Words:
    """Words of the interface where words of an offer may stand too."""
    return source_words(text, get_language() or settings.LANGUAGE_CODE)


def fallback_chain(language: str, source: str) -> tuple[str, ...]:
    """Languages to look for words in, best first, without repeats."""
    if language == settings.LANGUAGE_CODE:
        wanted = [language, source, PLAIN]
    else:
        wanted = [language, *_named_fallbacks(language), PLAIN, settings.LANGUAGE_CODE, source]
    return tuple(dict.fromkeys(wanted))


def _named_fallbacks(language: str) -> Iterable[str]:
    languages = memory().vocabulary("language")
    seen = {language}
    while (term := languages.get(language)) and (language := term.extra.get("fallback", "")) and language not in seen:
        seen.add(language)
        yield language


def texts_for(
    keys: Iterable[str | int], language: str, fields: Sequence[str] = WORDS, also: Iterable[str] = ()
) -> dict[str, ReaderText]:
    """Words of these offers for a page in `language`, in one query; `also`: languages to look for a title in."""
    wanted = {*fallback_chain(language, language), *also}
    columns = ("offer_id", "locale__language_code", "offer__source_language", "origin", *fields)
    rows = OfferText.objects.filter(
        Q(locale__language_code__in=wanted) | Q(locale__language_code=F("offer__source_language")),
        offer__in=[int(key) for key in keys],
    ).values_list(*columns)
    found: dict[str, dict[str, tuple[dict[str, dict[str, str]], list[str]]]] = {}
    sources: dict[str, str] = {}
    for pk, code, source, origin, *texts in rows:
        found.setdefault(str(pk), {})[code] = (origin, texts)
        sources[str(pk)] = source
    return {key: _reader_text(have, sources[key], language, fields) for key, have in found.items()}


def _reader_text(
    have: dict[str, tuple[dict[str, dict[str, str]], list[str]]], source: str, language: str, fields: Sequence[str]
) -> ReaderText:
    source_texts = have[source][1] if source in have else [""] * len(fields)
    rows: dict[str, Row] = {}
    for code, (origin, texts) in have.items():
        rows[code] = {
            name: (text, _state(text, origin.get(name, {}), source_text, code == source))
            for name, text, source_text in zip(fields, texts, source_texts, strict=True)
        }
    chain = fallback_chain(language, source)
    words = {name: _best(name, rows, chain) for name in fields}
    return ReaderText(words, tuple(code for code, row in rows.items() if _is_shown(row[fields[0]])))


def _state(text: str, about: dict[str, str], source_text: str, is_source: bool) -> State:
    if is_source:
        return State.SOURCE if text else State.EMPTY
    return field_state(text, about, source_text)


def _is_shown(entry: tuple[str, State]) -> bool:
    return bool(entry[0]) and entry[1] in SHOWN


def _best(name: str, rows: dict[str, Row], chain: tuple[str, ...]) -> Words:
    for code in chain:
        if code in rows and _is_shown(rows[code][name]):
            text, state = rows[code][name]
            return Words(text, code, direction_of(code), state, elsewhere=code != chain[0])
    return Words("", chain[0], direction_of(chain[0]), State.EMPTY)

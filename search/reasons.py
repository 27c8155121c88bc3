"""Why a hit matches, in the language of the page: meant subjects that it speaks of, wishes and filters it fulfils."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA

from directory.lexicon import lexicon
from directory.memory import Tenant, label_in, memory
from search.analysis import GERMAN, fold, forms, words_of
from search.filters import LISTS, ONLY, SWITCHES, tags_for
from search.query import SearchQuery
from search.understanding.understood import Understood
from search.wishes import wish_tags

# Filter → vocabulary of its values; switch → its title.
LABELLED = {spec.name: spec.vocabulary for spec in LISTS}
SWITCH_TITLES = {switch.name: switch.title for switch in SWITCHES}
MOST = 4
# A misspelt word of a title: at least so many letters, at most so many of them wrong.
SHORTEST_TYPO, WRONG = 5, 2


class Reasons:
    """Finds the reasons of the hits of one query; what only the query decides is worked out once."""

    def __init__(self, query: SearchQuery, meant: Understood, tenant: Tenant) -> None:
        self.query, self.meant, self.tenant = query, meant, tenant
        self.concepts = lexicon(tenant).concepts
        explained = meant.explained
        self.words = [
            word for place, word in enumerate(meant.words) if place in meant.content and place not in explained
        ]

    def of(self, card: Any, about: Mapping[str, str]) -> list[str]:
        """Short phrases, without repeats; `about` are the concepts that the hit speaks of."""
        found = [concept_label(hit.concept, self.tenant) for hit in self.meant.concepts if hit.concept in about]
        found += [
            concept_label(hit.concept, self.tenant)
            for hit in self.meant.wishes
            if hit.concept in about or card.tags & wish_tags(self.concepts[hit.concept], self.query.today)
        ]
        found += self._title_words(card)
        found += self._filter_reasons(card)
        return list(dict.fromkeys(phrase for phrase in found if phrase))[:MOST] or self._weaker(card, about)

    def _weaker(self, card: Any, about: Mapping[str, str]) -> list[str]:
        """What is left when nothing that was asked is plain to see: a misspelt name, a similar subject, the text."""
        if found := self._similar_title_words(card) or self._similar(about):
            return found[:MOST]
        in_text = self.words or self.meant.concepts
        return [_("your words, or something similar, are in the text")] if in_text else []

    def of_near(self, card: Any, about: Mapping[str, str]) -> list[str]:
        """What a hit that comes near has in common with the query: also similar and more general subjects."""
        return list(dict.fromkeys([*self.of(card, about), *self._similar(about)]))[:MOST]

    def _similar(self, about: Mapping[str, str]) -> list[str]:
        similar: dict[str, None] = {}
        for hit in self.meant.concepts:
            concept = self.concepts[hit.concept]
            similar |= dict.fromkeys(key for key in (*concept.near, *concept.part_of) if key in about)
        labels = [concept_label(key, self.tenant) for key in similar]
        return [_("%(subject)s (similar)") % {"subject": label} for label in labels if label]

    def _similar_title_words(self, card: Any) -> list[str]:
        """Words of the title that a misspelt word of the query probably means."""
        return [
            _("“%(word)s” in the title") % {"word": written}
            for written in words_of(card.title.text)
            if any(_is_close(fold(written), word.folded) for word in self.words)
        ]

    def _title_words(self, card: Any) -> list[str]:
        language = card.title.language
        title = {form for word in words_of(card.title.text) for form in forms(word, language)}
        languages = (language, "de")
        return [
            _("“%(word)s” in the title") % {"word": word.written}
            for word in self.words
            if any(form in title for spoken in languages for form in forms(word.written, spoken))
        ]

    def _filter_reasons(self, card: Any) -> list[str]:
        found: list[str] = []
        for name, values in self.query.filters:
            if name in LABELLED:
                hit = [value for value in values if tags_for(name, (value,)) & card.tags]
                found += [filter_label(name, value, self.tenant) for value in hit[:2]]
            elif name == "nur":
                found += [str(ONLY[value]) for value in values if f"nur:{value}" in card.tags]
            elif name in SWITCH_TITLES:
                found.append(str(SWITCH_TITLES[name]))
        return found


def _is_close(known: str, typed: str) -> bool:
    return min(len(known), len(typed)) >= SHORTEST_TYPO and OSA.distance(known, typed, score_cutoff=WRONG) <= WRONG


def concept_label(key: str, tenant: Tenant) -> str:
    """The municipality's name of a concept in the active language."""
    concept = lexicon(tenant).concepts.get(key)
    language = get_language() or "de"
    return (
        label_in(concept.labels, language if language in concept.labels or language not in GERMAN else "de")
        if concept
        else ""
    )


def filter_label(name: str, value: str, tenant: Tenant) -> str:
    """The label of one filter value, as chips and reasons show it."""
    if name == "nur":
        return str(ONLY[value])
    if name in SWITCH_TITLES:
        return str(SWITCH_TITLES[name])
    return memory().label(LABELLED[name], value, tenant) if name in LABELLED else value

"""Why a hit matches, in the language of the page."""

from typing import Any

from django.utils.translation import gettext as _

from directory.memory import Tenant, memory
from search.analysis import query_words, terms_of, words_of
from search.filters import LISTS, ONLY, SWITCHES, tags_for
from search.query import SearchQuery
from search.term_index import reason_label, tags_of_word

# Most telling first: a topic says more than a target group.
ORDER = ("thema", "sparte", "art", "zielgruppe", "format")
# Filter → vocabulary of its values; switch → its title.
LABELLED = {spec.name: spec.vocabulary for spec in LISTS}
SWITCH_TITLES = {switch.name: switch.title for switch in SWITCHES}


class Reasons:
    """Finds the reasons of the hits of one query; what only the query decides is worked out once."""

    def __init__(self, query: SearchQuery, tenant: Tenant) -> None:
        self.query, self.tenant = query, tenant
        self.words = [self._about_word(word) for word in words_of(query.text)]

    def _about_word(self, word: str) -> tuple[str, frozenset[str], frozenset[str]]:
        """The word, its forms, and the tags that it stands for."""
        own = frozenset(form for forms in query_words(word, self.query.language) for form in forms)
        return word, own, tags_of_word(tuple(own), self.tenant)

    def of(self, card: Any) -> list[str]:
        """Short phrases, without repeats: what the words found, then which filters fit."""
        found = [self._word_reason(card, *about) for about in self.words]
        found += self._filter_reasons(card)
        return list(dict.fromkeys(phrase for phrase in found if phrase))

    def _word_reason(self, card: Any, word: str, own: frozenset[str], meant: frozenset[str]) -> str:
        if tags := meant & card.tags:
            return reason_label(min(tags, key=lambda tag: (ORDER.index(tag.partition(":")[0]), tag)), self.tenant)
        title = terms_of([(card.title.language, card.title.text)]).split()
        return _("“%(word)s” in the title") % {"word": word} if own.intersection(title) else ""

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


def filter_label(name: str, value: str, tenant: Tenant) -> str:
    """The label of one filter value, as chips and reasons show it."""
    if name == "nur":
        return str(ONLY[value])
    if name in SWITCH_TITLES:
        return str(SWITCH_TITLES[name])
    return memory().label(LABELLED[name], value, tenant) if name in LABELLED else value

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


def reasons(card: Any, query: SearchQuery, tenant: Tenant) -> list[str]:
    """Short phrases, without repeats: what the words found, then which filters fit."""
    found = [_word_reason(card, word, query.language) for word in words_of(query.text)]
    found += _filter_reasons(card, query, tenant)
    return list(dict.fromkeys(phrase for phrase in found if phrase))


def _word_reason(card: Any, word: str, language: str) -> str:
    own = [form for forms in query_words(word, language) for form in forms]
    tags = tags_of_word(tuple(own)) & card.tags
    if tags:
        return reason_label(min(tags, key=lambda tag: (ORDER.index(tag.partition(":")[0]), tag)))
    title = set(terms_of([(card.title.language, card.title.text)]).split())
    return _("“%(word)s” in the title") % {"word": word} if title & set(own) else ""


def _filter_reasons(card: Any, query: SearchQuery, tenant: Tenant) -> list[str]:
    labels = {spec.name: spec.vocabulary for spec in LISTS}
    switches = {switch.name: str(switch.title) for switch in SWITCHES}
    found: list[str] = []
    for name, values in query.filters:
        if name in switches:
            found.append(switches[name])
        elif name in labels:
            hit = [value for value in values if tags_for(name, (value,)) & card.tags]
            found += [filter_label(name, value, tenant) for value in hit[:2]]
        elif name == "nur":
            found += [str(ONLY[value]) for value in values if f"nur:{value}" in card.tags]
    return found


def filter_label(name: str, value: str, tenant: Tenant) -> str:
    """The label of one filter value, as chips and reasons show it."""
    if name == "nur":
        return str(ONLY[value])
    for switch in SWITCHES:
        if switch.name == name:
            return str(switch.title)
    for spec in LISTS:
        if spec.name == name:
            return memory().label(spec.vocabulary, value, tenant)
    return value

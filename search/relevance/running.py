"""Asking the search every query of a judged set, as a reader would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError

from search.asking import ask, tenant_of
from search.engines import EngineUnavailableError, get_engine
from search.ranking import WEIGHTS, Weights
from search.relevance.judged import MAIN_LANGUAGE, JudgedSet
from search.relevance.measures import DEPTH, Answer

EVERY = 200


def answers_of(
    judged: JudgedSet, language_hint: bool, tell: Callable[[str], object], weights: Weights = WEIGHTS
) -> dict[str, Answer]:
    """The answers by query. Without the hint every query is typed on the German page; `tell` hears of the progress.
    Raises CommandError when there is no index."""
    tenant = tenant_of(judged.municipality)
    answers = {}
    for number, query in enumerate(judged.queries, start=1):
        language = query.language if language_hint else MAIN_LANGUAGE
        found = ask(query.text, tenant, language, DEPTH, source=judged.source, weights=weights).found
        if found.from_database:
            raise CommandError("The search engine did not answer. Please look at `manage.py reindex`.")
        results = tuple(str(card.source_key) for card in found.cards)
        answers[query.key] = Answer(results, found.total == 0 or found.uncertain)
        if number % EVERY == 0:
            tell(f"{judged.name}: {number} of {len(judged.queries)} queries ...")
    return answers


@contextmanager
def engine_named(name: str) -> Iterator[None]:
    """Search with this engine for a while. Raises CommandError when it has no index."""
    before = settings.STADTLOTSE_SEARCH_ENGINE
    settings.STADTLOTSE_SEARCH_ENGINE = name or before
    try:
        if not _has_index():
            raise CommandError("There is no index to search in. Please run manage.py reindex first.")
        yield
    finally:
        settings.STADTLOTSE_SEARCH_ENGINE = before


def _has_index() -> bool:
    try:
        return get_engine().exists()
    except EngineUnavailableError as error:
        raise CommandError(f"The search engine cannot answer: {error}") from error

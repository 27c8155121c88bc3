"""`find()` is the only door to an engine. It asks by distance ("here, close by, whole city, online"), checks every hit
against the database and falls back to the database when the engine cannot answer."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from directory.findable.documents import Answer, DocumentQuery, Signal, by_kind, sources
from directory.lexicon import lexicon
from directory.memory import Tenant, memory
from search.analysis import QUERY_LANGUAGES
from search.certainty import doubtful, evidence
from search.engines import EngineUnavailableError, get_engine
from search.filters import SWITCHES, tags_for
from search.frequencies import frequencies
from search.meaning.signals import MOST_DOCUMENTS, meaning_signals
from search.query import MAX_PAGE, SearchQuery, Waiting
from search.ranking import LONG_TEXTS, WEIGHTS, Weights
from search.scoring import Scored, score
from search.understanding.country import without_country
from search.understanding.understood import Understood, understand

log = logging.getLogger(__name__)
RESIDENTS = frozenset({"wohnort:1"})  # only for people who live in the district
HITS_BY_MEANING = 50
T = TypeVar("T")
# Key of a group, and the engine's answer for its part of the page.
Slice = tuple[str, Answer]


@dataclass(frozen=True)
class FoundGroup:
    """Hits at one distance: `here`, `near`, `city`, `remote`, or `all` when no district was asked for; `interpreter`
    holds those that only get an interpreter for the reader's language."""

    key: str
    total: int
    cards: tuple[Any, ...]
    about: tuple[Mapping[str, str], ...] = ()
    """For each card the concepts that the record speaks of."""
    points: tuple[float, ...] = ()
    """For each card what the ranking gave it; empty from the database."""


@dataclass(frozen=True)
class Found:
    """The answer to a `SearchQuery`: one page of hits, in groups, and counts for the facets."""

    query: SearchQuery
    meant: Understood
    groups: tuple[FoundGroup, ...]
    total: int
    counts: dict[str, dict[str, int]]
    """By filter: count of each tag without that filter's own values. The key "" holds the counts with all filters."""
    uncertain: bool = False
    """Nothing has all the words; these hits have some of them."""
    from_database: bool = False

    @property
    def cards(self) -> list[Any]:
        return [card for group in self.groups for card in group.cards]


def find(query: SearchQuery, with_counts: bool = True, weights: Weights | None = None) -> Found:
    """One page of what fits, nearest first where a district is given; `weights`: others than those checked in."""
    weights = weights or (LONG_TEXTS if query.kinds else WEIGHTS)
    tenant = memory().tenants[query.municipality]
    ask = _Asker(query.waiting)
    said = without_country(query.text) if query.kinds else query.text
    meant = understand(said, tenant, query.language).without(query.ignored)
    query = _with_meaning(query, meant)
    scored = _scored(query, tenant, meant, ask, weights, said)
    uncertain = False
    for attempt in _attempts(scored):
        question = document_query(query, tenant, attempt)
        slices = _slices(query, tenant, question, ask)
        if _total(slices):
            break
        uncertain = True
    uncertain = uncertain or _only_by_meaning(query, tenant, meant, scored, ask)
    first = slices if query.page == 1 else _slices(replace(query, page=1), tenant, question, ask)
    uncertain = uncertain or _is_doubtful(meant, scored, first, tenant, weights)
    last_page = min(max(1, -(-_total(slices) // max(1, query.page_size))), MAX_PAGE)
    if query.page > last_page:
        query = replace(query, page=last_page)
        slices = _slices(query, tenant, question, ask)
    groups = _groups(slices, query, tenant)
    total = sum(group.total for group in groups)
    counts = _counts(query, question, tenant, ask) if with_counts else {}
    return Found(query, meant, groups, total, counts, uncertain and total > 0, ask.from_database)


def _attempts(scored: Scored) -> Iterator[Scored]:
    """What is asked, then what comes near, then whatever fits the wishes."""
    yield scored
    if scored.needed and scored.nearby:
        yield replace(scored, needed=scored.nearby)
    if scored.needed and scored.narrowed:
        yield replace(scored, needed=())


def _with_meaning(query: SearchQuery, meant: Understood) -> SearchQuery:
    """District and age that the words name count like chosen ones."""
    if query.district is None and meant.district:
        query = replace(query, district=meant.district.district)
    if query.age is None and meant.age is not None:
        query = replace(query, age=meant.age)
    return query


def _scored(
    query: SearchQuery, tenant: Tenant, meant: Understood, ask: "_Asker", weights: Weights, said: str
) -> Scored:
    known = ask.frequencies()
    languages = tuple(dict.fromkeys((query.language, *QUERY_LANGUAGES)))
    scored = score(meant, lexicon(tenant), languages, known, known.get("", 0), query.today, weights)
    here = valid_here(tenant)
    scope = frozenset(f"kind:{kind}/{tag}" for kind in query.kinds for tag in here) or here
    most = HITS_BY_MEANING if query.kinds else MOST_DOCUMENTS
    nearest = meaning_signals(said, weights, scope, most, long_texts=bool(query.kinds)) if meant.content else ()
    return _with_nearest(scored, nearest, weights) if nearest else scored


def _only_by_meaning(query: SearchQuery, tenant: Tenant, meant: Understood, scored: Scored, ask: "_Asker") -> bool:
    """Words that stand for nothing and stand nowhere: what the encoder finds then only comes near."""
    if meant.concepts or scored.needed == scored.said or not scored.said:
        return False
    return not _total(_slices(query, tenant, document_query(query, tenant, replace(scored, needed=scored.said)), ask))


def _is_doubtful(meant: Understood, scored: Scored, slices: list[Slice], tenant: Tenant, weights: Weights) -> bool:
    """Only for words that mean or may mean a subject, with what an engine tells of the first hits."""
    about = [own for _key, answer in slices for own in answer.about]
    if not scored.needed or not about:
        return False
    return doubtful(evidence(meant, scored, about, lexicon(tenant), weights))


def _with_nearest(scored: Scored, nearest: tuple[Signal, ...], weights: Weights) -> Scored:
    """The encoder's points; what it finds nearest is a hit by itself."""
    hits = tuple(replace(signal, terms=signal.terms[:HITS_BY_MEANING]) for signal in nearest)
    rest = tuple(replace(signal, terms=signal.terms[HITS_BY_MEANING:]) for signal in nearest)
    needed = (*scored.needed, *hits) if scored.needed else ()
    rest = rest if scored.needed else nearest
    helpful = (*scored.helpful, *(signal for signal in rest if signal.terms))
    return replace(scored, needed=needed, helpful=helpful)


class _Asker:
    """Asks the engine; after its first failure, or when the page has waited long enough for slow answers, the database
    answers for the rest of the page."""

    def __init__(self, waiting: Waiting) -> None:
        self.waiting = waiting
        self.from_database = False

    def __call__(self, question: DocumentQuery, limit: int | None = None, offset: int = 0) -> Answer:
        question = replace(question, limit=question.limit if limit is None else limit, offset=offset)
        return self._try(lambda: get_engine().search(question), lambda: _list_from_database(question))

    def frequencies(self) -> Mapping[str, int]:
        return self._try(frequencies, dict)

    def counts(self, question: DocumentQuery) -> dict[str, int]:
        return self._try(lambda: get_engine().count_tags(question), lambda: _count_from_database(question))

    def _try(self, engine: Callable[[], T], database: Callable[[], T]) -> T:
        if not self.from_database and self.waiting.seconds < get_engine().patience:
            started = time.monotonic()
            try:
                return engine()
            except EngineUnavailableError as error:
                log.warning("The search engine cannot answer, the database does: %s", error)
            finally:
                self.waiting.seconds += time.monotonic() - started
        self.from_database = True
        return database()


def _list_from_database(question: DocumentQuery) -> Answer:
    answers = [source.list_documents(question) for source in sources().values()]
    uids = [uid for answer in answers for uid in answer.uids]
    return Answer(tuple(uids[: question.limit]), sum(answer.total for answer in answers))


def _count_from_database(question: DocumentQuery) -> dict[str, int]:
    counts: dict[str, int] = {}
    for source in sources().values():
        for tag, number in source.count_tags(question).items():
            counts[tag] = counts.get(tag, 0) + number
    return counts


def valid_here(tenant: Tenant) -> frozenset[str]:
    """Tags of what a municipality shows: its own, its county's, and what is valid everywhere."""
    return frozenset({f"in:{tenant.slug}", f"county:{tenant.county}", "everywhere:1"})


def document_query(query: SearchQuery, tenant: Tenant, scored: Scored, without: str = "") -> DocumentQuery:
    """The engine's question; `without` leaves one filter out, for the counts of its own values."""
    filters = [valid_here(tenant), *(frozenset({tag}) for tag in sorted(query.extra_tags))]
    filters += [tags_for(name, values) for name, values in query.filters if name not in (without, "tag", "zeit")]
    filters += _times(query, without)
    only, never = _kinds(query.kinds)
    filters += [only] if only else []
    return DocumentQuery(
        today=query.today,
        needed=scored.needed,
        helpful=scored.helpful,
        raw_words=tuple(query.text.split()),
        filters=tuple(filters),
        excluded=never if query.professional else never | {"fachleute:1"},
        age=query.age,
        by_start=query.sorting == "start",
        limit=query.page_size,
    )


def _kinds(wanted: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Tags of which a hit has one, and tags that it never has; only kinds that stand aside carry such a tag."""
    aside = {kind for kind, source in sources().items() if source.aside}
    only = frozenset(f"kind:{kind}" for kind in wanted) if wanted and aside.issuperset(wanted) else frozenset()
    return only, frozenset(f"kind:{kind}" for kind in aside.difference(wanted))


def _times(query: SearchQuery, without: str) -> list[frozenset[str]]:
    """Day and time of day must be true of the same appointment: Monday evening, not Monday and some evening."""
    tags = query.values("tag") if without != "tag" else ()
    times = query.values("zeit") if without != "zeit" else ()
    if tags and times:
        return [frozenset(f"slot:{tag}-{time}" for tag in tags for time in times)]
    return [tags_for(name, values) for name, values in (("tag", tags), ("zeit", times)) if values]


def _parts(query: SearchQuery, tenant: Tenant, question: DocumentQuery) -> list[tuple[str, DocumentQuery]]:
    """The question in parts, each offer in the first one that fits: by distance, and last those that only get an
    interpreter for the reader's language."""
    spoken = frozenset(f"sprache:{language}" for language in query.values("sprache"))
    if not spoken:
        return _by_distance(query, tenant, question)
    own = replace(question, filters=(*question.filters, spoken))
    return [*_by_distance(query, tenant, own), ("interpreter", replace(question, excluded=question.excluded | spoken))]


def _by_distance(query: SearchQuery, tenant: Tenant, question: DocumentQuery) -> list[tuple[str, DocumentQuery]]:
    if query.district is None:
        return [("all", question)]
    here, near, remote = _distances(query.district, tenant)
    parts = [("here", replace(question, filters=(*question.filters, here)))]
    if near:
        parts.append(("near", replace(question, filters=(*question.filters, near), excluded=question.excluded | here)))
    closer = question.excluded | here | near
    parts.append(("city", replace(question, excluded=closer | remote | RESIDENTS)))
    parts.append(("remote", replace(question, filters=(*question.filters, remote), excluded=closer)))
    return parts


def _distances(district: int, tenant: Tenant) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Tags of what is here, close by, and reached without going anywhere."""
    near = frozenset(f"d:{neighbor}" for neighbor in tenant.districts_by_pk[district].neighbors)
    return frozenset({f"d:{district}"}), near, frozenset({"remote:1"})


def _slices(query: SearchQuery, tenant: Tenant, question: DocumentQuery, ask: _Asker) -> list[Slice]:
    """What of each part stands on the page; every part is asked once, for its total and its hits together."""
    offset, room = (query.page - 1) * query.page_size, query.page_size
    slices: list[Slice] = []
    for key, part in _parts(query, tenant, question):
        answer = ask(part, limit=room, offset=offset)
        slices.append((key, answer))
        offset, room = max(0, offset - answer.total), room - len(answer.uids)
    return slices


def _total(slices: list[Slice]) -> int:
    return sum(answer.total for _key, answer in slices)


def _groups(slices: list[Slice], query: SearchQuery, tenant: Tenant) -> tuple[FoundGroup, ...]:
    """The groups with cards; hits that may not be shown are taken out of the totals."""
    cards = _cards([uid for _key, answer in slices for uid in answer.uids], query, tenant)
    groups = []
    for key, answer in slices:
        about = answer.about or ({},) * len(answer.uids)
        scores = answer.scores or (0.0,) * len(answer.uids)
        shown = [row for row in zip(answer.uids, about, scores, strict=True) if row[0] in cards]
        total = answer.total - (len(answer.uids) - len(shown))
        hits = tuple(cards[uid] for uid, _about, _score in shown)
        points = tuple(score for _uid, _about, score in shown)
        groups.append(FoundGroup(key, total, hits, tuple(own for _uid, own, _score in shown), points))
    return tuple(groups)


def _cards(uids: list[str], query: SearchQuery, tenant: Tenant) -> dict[str, Any]:
    """What may be shown of these hits, by uid: the re-check against the database."""
    cards: dict[str, Any] = {}
    wanted = {name for name, values in query.filters if values}
    for kind, keys in by_kind(uids).items():
        found = sources()[kind].cards(keys, tenant, query.language, query.today)
        for key, card in found.items():
            if all(tags_for(name, query.values(name)) & card.tags for name in wanted):
                cards[f"{kind}:{key}"] = card
    return cards


def _counts(query: SearchQuery, question: DocumentQuery, tenant: Tenant, ask: _Asker) -> dict[str, dict[str, int]]:
    counts = {"": _count(query, question, tenant, ask)}
    switches = {switch.name for switch in SWITCHES}
    for name, values in query.filters:
        if values and name not in switches:
            own = document_query(query, tenant, Scored(question.needed, question.helpful), without=name)
            counts[name] = _count(query, own, tenant, ask)
    return counts


def _count(query: SearchQuery, question: DocumentQuery, tenant: Tenant, ask: _Asker) -> dict[str, int]:
    """Counts of what the groups show: with a district, not what is only for people who live in another one."""
    counts = ask.counts(question)
    if query.district is None:
        return counts
    here, near, remote = _distances(query.district, tenant)
    filters, excluded = (*question.filters, RESIDENTS), question.excluded | here | near | remote
    for tag, number in ask.counts(replace(question, filters=filters, excluded=excluded)).items():
        counts[tag] = counts.get(tag, number) - number
    return counts

"""What of a query is noted, in the memory of the process that answers it. Reading a page writes nothing: a thread of
its own hands over to `counting` once a minute. A process that ends loses a minute at most."""

import logging
import threading
from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from directory.lexicon import lexicon
from directory.memory import Tenant
from directory.showing import berlin_today
from search.finding import Found
from search.models import LONGEST_WORD
from search.personal_data import has_personal_data
from search.query import SearchQuery
from search.scoring import SUBJECTS
from search.understanding.names import title_words
from search.unmet.counting import Topic, count

SHORTEST_WORD = 3
PAUSE_SECONDS = 60.0
MOST_WAITING = 500
log = logging.getLogger(__name__)


@dataclass
class _Waiting:
    """What was noted since the last time."""

    words: set[str] = field(default_factory=set)
    topics: Counter[Topic] = field(default_factory=Counter)
    timer: threading.Timer | None = None


_lock = threading.Lock()
_waiting = _Waiting()


def note(found: Found, asked: SearchQuery, tenant: Tenant) -> None:
    """Note the words and subjects of one query that found nothing; the caller leaves out sensitive ones. Nothing of
    later pages, of queries that were corrected, or of words beside an e-mail address or a phone number."""
    if not settings.STADTLOTSE_COUNT_UNMATCHED or not asked.text or asked.page > 1 or asked.ignored:
        return
    if has_personal_data(asked.text):
        return
    words, topics = _words(found), [] if asked.filters else _topics(found, tenant)
    if not words and not topics:
        return
    with _lock:
        if len(_waiting.words) + len(_waiting.topics) < MOST_WAITING:
            _waiting.words.update(words)
            _waiting.topics.update(topics)
        if _waiting.timer is None:
            _waiting.timer = threading.Timer(PAUSE_SECONDS, _hand_over_quietly)
            _waiting.timer.daemon = True
            _waiting.timer.start()


def _words(found: Found) -> list[str]:
    meant, known = found.meant, title_words()
    words = [meant.words[place] for place in meant.content if place not in meant.explained]
    return [
        word.light
        for word in words
        if word.light.isalpha() and SHORTEST_WORD <= len(word.light) <= LONGEST_WORD and word.folded not in known
    ]


def _topics(found: Found, tenant: Tenant) -> list[Topic]:
    """Subjects that nothing fits; with a district nothing that is there."""
    here = [group for group in found.groups if group.key in ("here", "all")]
    if not found.uncertain and any(group.total for group in here):
        return []
    concepts = lexicon(tenant).concepts
    meant = [hit.concept for hit in found.meant.concepts if concepts[hit.concept].sort in SUBJECTS]
    return [(tenant.pk, key, found.query.district) for key in meant]


def hand_over() -> None:
    """Write down what waits; nothing is asked of the database when nothing waits."""
    global _waiting
    with _lock:
        full, _waiting = _waiting, _Waiting()
    if full.timer:
        full.timer.cancel()
    if full.words or full.topics:
        count(full.words, full.topics, berlin_today())


def forget() -> None:
    """Drop what waits."""
    global _waiting
    with _lock:
        full, _waiting = _waiting, _Waiting()
    if full.timer:
        full.timer.cancel()


def _hand_over_quietly() -> None:
    try:
        hand_over()
    except DatabaseError:
        log.warning("What readers looked for in vain could not be counted; a minute of it is lost.")
    finally:
        close_old_connections()

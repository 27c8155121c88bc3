"""Counting what was looked for in vain. Until a word was seen on five different days there is only a keyed digest of
it; key and counts are thrown away together every 90 days."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from secrets import token_hex

from django.db import transaction
from django.db.models import F

from search.models import MissedTopic, SeenWord, UnmatchedWord, WordKey

DAYS_UNTIL_STORED = 5
DAYS_OF_A_KEY = 90
DAYS_OF_TOPICS = 731
MOST_SEEN, MOST_STORED = 50_000, 2_000
# Municipality, concept, district or None for the whole town.
Topic = tuple[int, str, int | None]


def count(words: Collection[str], topics: Mapping[Topic, int], today: date) -> None:
    """Count words once for this day, and subjects in its month."""
    with transaction.atomic():
        if words:
            _count_words(words, _key(today))
        for topic, number in topics.items():
            _count_topic(topic, number, today.replace(day=1))


def forget_lapsed(today: date) -> None:
    """Throw away what is too old, also when counting was switched off meanwhile."""
    key = WordKey.objects.filter(pk=1).first()
    if key and today - key.since >= timedelta(days=DAYS_OF_A_KEY):
        with transaction.atomic():
            SeenWord.objects.all().delete()
            key.delete()
    few = MissedTopic.objects.filter(count__lt=MissedTopic.SHOWN_FROM)
    few.filter(month__lte=today - timedelta(days=DAYS_OF_A_KEY + 31)).delete()
    MissedTopic.objects.filter(month__lte=today - timedelta(days=DAYS_OF_TOPICS)).delete()


def _key(today: date) -> str:
    """The key in use, locked until the end of the transaction; on a new day no word is counted yet."""
    forget_lapsed(today)
    WordKey.objects.get_or_create(pk=1, defaults={"key": token_hex(32), "since": today, "day": today})
    row = WordKey.objects.select_for_update().get(pk=1)
    if row.day != today:
        SeenWord.objects.filter(today=True).update(today=False)
        WordKey.objects.filter(pk=1).update(day=today)
    return row.key


def _count_words(words: Collection[str], key: str) -> None:
    stored = set(UnmatchedWord.objects.filter(word__in=words).values_list("word", flat=True))
    digests = {_digest(word, key): word for word in words if word not in stored}
    rows = {row.digest: row for row in SeenWord.objects.filter(digest__in=digests)}
    due = [digest for digest, row in rows.items() if not row.today and row.days + 1 >= DAYS_UNTIL_STORED]
    SeenWord.objects.filter(digest__in=due).delete()
    SeenWord.objects.filter(digest__in=rows.keys() - due, today=False).update(days=F("days") + 1, today=True)
    if due and UnmatchedWord.objects.count() < MOST_STORED:
        UnmatchedWord.objects.bulk_create([UnmatchedWord(word=digests[digest]) for digest in due])
    if SeenWord.objects.count() < MOST_SEEN:
        SeenWord.objects.bulk_create([SeenWord(digest=digest) for digest in digests if digest not in rows])


def _digest(word: str, key: str) -> str:
    return hashlib.blake2b(word.encode(), key=key.encode(), digest_size=16).hexdigest()


def _count_topic(topic: Topic, number: int, month: date) -> None:
    municipality, concept, district = topic
    place = {"municipality_id": municipality, "concept": concept, "district_id": district, "month": month}
    if not MissedTopic.objects.filter(**place).update(count=F("count") + number):
        MissedTopic.objects.create(**place, count=number)

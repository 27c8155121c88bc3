"""Both engines give the same answers on the demo town: queries as people type them, filters, districts, lists."""

import pytest
from django.core.management import call_command

from directory.findable.documents import DocumentQuery, Signal
from directory.memory import memory
from directory.showing import berlin_today
from search import indexer
from search.engines import get_engine
from search.finding import find
from search.query import SearchQuery

pytestmark = pytest.mark.elasticsearch
QUERIES = """
Deutschkurs | Deutschkurs A2 abends | Deutsch mit Kinderbetreuung | Schwimmen für Kinder | Schwimm Bad | Jobcenter
Hilfe mit Brief vom Jobcenter | Wohnung suchen | Schulden | Anerkennung Abschluss | Kita | Arzt | Frauencafé | Nähen
kostenlos Musik für Jugendliche am Samstag | Anwalt Aufenthalt | Sprachcafe | Fahrrad reparieren | Beratung auf Arabisch
Ehrenamt | Bücherei | Hausaufgaben | Deuschkurs | mein Mann schlägt mich | Ich bin neu hier | Computer | Garten | Tafel
German course for women | help finding work | swimming | doctor | free | evening class B1 | letter from the office
دورة لغة ألمانية | سكن | طبيب | مساعدة | курси німецької | робота | врач | жильё бесплатно | Almanca kursu | iş | çocuk
kurs niemieckiego | praca | cours d'allemand | logement | curso de alemán | trabajo | curs de germană | học tiếng Đức
"""
TEXTS = [text.strip() for line in QUERIES.strip().splitlines() for text in line.split("|")]
FILTERS = [
    (("thema", ("sport",)),),
    (("zielgruppe", ("frauen", "kinder")), ("kostenlos", ("1",))),
    (("tag", ("mo", "sa")), ("zeit", ("abends",))),
    (("sprache", ("ar",)),),
]


@pytest.fixture
def town(db, settings, tmp_path, elasticsearch_index):
    """The demo town in an index of each engine."""
    settings.STADTLOTSE_INDEX = tmp_path / "index"
    call_command("load_demo", verbosity=0)
    for name in ("tantivy", "elasticsearch"):
        settings.STADTLOTSE_SEARCH_ENGINE = name
        indexer.rebuild()
    return next(iter(memory().tenants.values()))


def questions(town):
    for text in ("", *TEXTS):
        yield {"text": text}
    for filters in FILTERS:
        yield from ({"text": text, "filters": filters} for text in ("", "Deutschkurs", "Beratung"))
    for district in list(town.districts.values())[:5]:
        yield from ({"text": text, "district": district.pk} for text in ("", "Kurs"))
    yield from ({"text": text, "sorting": "start"} for text in ("", "Deutsch"))
    yield {"text": "Deutsch", "page": 2}


def answer(town, settings, engine, question):
    settings.STADTLOTSE_SEARCH_ENGINE = engine
    query = SearchQuery(
        municipality=town.slug, language="de", today=berlin_today(), page_size=10, **question
    )  # fmt: skip
    found = find(query)
    assert not found.from_database
    return found


def test_hits_totals_and_counts_are_the_same(town, settings):
    different = []
    for question in questions(town):
        ours, theirs = (answer(town, settings, engine, question) for engine in ("tantivy", "elasticsearch"))
        if summary(ours) != summary(theirs):
            different.append(question)
    number = len(list(questions(town)))
    assert number > 70
    assert len(different) <= 0.05 * number, different


def summary(found):
    groups = [(group.key, group.total, [card.url for card in group.cards], group.about) for group in found.groups]
    return found.total, groups, {name: dict(sorted(counts.items())) for name, counts in found.counts.items()}


def test_scores_are_the_same_to_the_last_bit(town, settings):
    signals = tuple(
        Signal(tuple((field, term, 1 / (3 + number)) for field in ("title", "labels", "body1", "body2", "body3")))
        for number, term in enumerate(["deutsch", "kurs", "frau", "kind", "beratung"])
    )
    question = DocumentQuery(today=berlin_today(), needed=signals[:2], helpful=signals[2:], limit=200)
    answers = []
    for engine in ("tantivy", "elasticsearch"):
        settings.STADTLOTSE_SEARCH_ENGINE = engine
        answers.append(get_engine().search(question))
    assert len(answers[0].uids) > 20
    assert answers[0] == answers[1]


def test_both_engines_count_concepts_and_title_words_alike(town, settings):
    found = []
    for engine in ("tantivy", "elasticsearch"):
        settings.STADTLOTSE_SEARCH_ENGINE = engine
        found.append((get_engine().frequencies(), get_engine().title_words()))
    assert found[0] == found[1]

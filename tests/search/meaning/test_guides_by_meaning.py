"""Guides are found by meaning among guides, offers among offers."""

import json
from datetime import date

import pytest
from wagtail.models import Page

from home.blocks import TEXT
from home.models import GuidePage, HomePage
from search.finding import find
from search.meaning.signals import meaning_signals
from search.query import SearchQuery
from tests.factories import make_offer

TODAY = date(2026, 3, 2)


def make_guide(title, text):
    home = HomePage.objects.get(locale__language_code="de", slug="testburg-de")
    body = json.dumps([{"type": TEXT, "value": f"<p>{text}</p>"}])
    guide = GuidePage(title=title, locale=home.locale, body=body)
    Page.objects.get(pk=home.pk).add_child(instance=guide)
    return guide


@pytest.fixture
def filled(meanings, municipality):
    make_guide("Garten", "Pflanzen.")
    make_guide("Baden", "Wasser.")
    make_guide("Chor", "Chor.")
    meanings.offer = make_offer(municipality, title="Garten")
    make_offer(municipality, title="Chor")
    meanings.drain()
    meanings.rebuild()
    meanings.fill()
    return meanings


def found(text, kinds=()):
    query = SearchQuery(municipality="testburg", language="de", today=TODAY, text=text, kinds=kinds)
    return [card.title.text for card in find(query, with_counts=False).cards]


def test_a_guide_is_found_by_a_word_that_only_means_the_same(filled):
    assert found("singen", kinds=("page",))[0] == "Chor"


def test_guides_take_no_place_among_offers(filled):
    (signal,) = meaning_signals("pflanzen", scope=frozenset({"in:testburg"}))
    assert {term.partition(":")[0] for _field, term, _points in signal.terms} == {"offer"}


def test_offers_take_no_place_among_guides(filled):
    (signal,) = meaning_signals("pflanzen", scope=frozenset({"kind:page/in:testburg"}), long_texts=True)
    assert {term.partition(":")[0] for _field, term, _points in signal.terms} == {"page"}


def test_the_indexer_keeps_a_direction_for_each_language(filled):
    assert list(filled.folder.glob("languages.*.npy"))

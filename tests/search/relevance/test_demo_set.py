"""The gate: the search must not become worse on the judged queries of the demo town."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from directory.models import Offer
from exchange.demo.load import load_demo
from search.relevance.sets import FIGURES, chosen_set


@pytest.fixture
def demo_town(db, index):
    load_demo()
    index.rebuild()


def test_the_judged_offers_are_offers_of_the_demo_town(demo_town):
    codes = set(Offer.objects.values_list("source_key", flat=True))
    assert {offer for need in chosen_set(["demo"]).needs for offer in need.grades} <= codes


def test_figures_of_the_demo_set_are_recorded():
    assert "demo, tantivy, language as hint" in FIGURES.read_text()


def test_the_search_is_as_good_as_recorded_on_the_demo_set(demo_town):
    call_command("relevance", "--set", "demo", "--quick")


def test_a_worse_search_fails(municipality, index, tmp_path):
    index.rebuild()
    need = {"need": "n001", "relevant": {"C01": 3}}
    query = {"query": "q1", "need": "n001", "lang": "de", "kind": "keyword", "text": "Deutschkurs"}
    (tmp_path / "needs.jsonl").write_text(json.dumps(need))
    (tmp_path / "queries.jsonl").write_text(json.dumps(query))
    figures = tmp_path / "figures.json"
    row = "own, tantivy, language as hint, words only | all | overall"
    figures.write_text(json.dumps({row: {"nDCG@10": 0.5}}))
    with pytest.raises(CommandError, match="overall fell from 0.500 to 0.000"):
        call_command("relevance", set=[str(tmp_path)], name="own", source="demo", figures=figures, quick=True)

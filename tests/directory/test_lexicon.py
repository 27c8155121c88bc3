"""The lexicon that a process holds: what is in it, whose it is, and that it is never older than the database."""

import pytest
from django.db import transaction

from directory.lexicon import lexicon, read_files, snapshot
from directory.memory import memory
from directory.models import SearchWord, Term, TermOverride
from tests.factories import make_district


@pytest.fixture
def sport(municipality):
    return Term.objects.get(vocabulary="topic", slug="sport")


def held(slug="testburg"):
    return lexicon(memory().tenants[slug])


def german(key="topic:sport", slug="testburg"):
    return held(slug).concepts[key].words["de"]


def change_from_elsewhere(monkeypatch):
    """Two seconds later, so that a change behind the back of this process is seen."""
    monkeypatch.setattr(snapshot, "_checked", snapshot._checked - snapshot.MAX_AGE_SECONDS)


def test_the_shipped_words_are_in_it(municipality):
    assert german() == read_files().concepts["topic:sport"].words["de"]


def test_values_that_nobody_searches_for_are_not_in_it(municipality):
    assert "format:unbekannt" not in held().concepts


def test_retired_values_are_not_in_it(sport):
    sport.retired = True
    sport.save()
    assert "topic:sport" not in held().concepts


def test_a_new_word_is_there_at_once(sport):
    german()
    SearchWord.objects.create(term=sport, language="de", word="bolzen")
    assert german()[-1] == "bolzen"


def test_a_removed_word_is_gone(sport):
    word = sport.search_words.filter(language="de").first()
    word.removed = True
    word.save()
    assert word.word not in german()


def test_a_municipality_adds_a_word_for_itself_only(sport, municipality, other_municipality):
    SearchWord.objects.create(term=sport, municipality=municipality, language="de", word="bolzen")
    assert ("bolzen" in german(), "bolzen" in german(slug="nebenstadt")) == (True, False)


def test_a_municipality_removes_a_word_for_itself_only(sport, municipality, other_municipality):
    word = german()[0]
    SearchWord.objects.create(term=sport, municipality=municipality, language="de", word=word, removed=True)
    assert (word in german(), word in german(slug="nebenstadt")) == (False, True)


def test_a_municipality_hides_a_value_for_itself_only(sport, municipality, other_municipality):
    TermOverride.objects.create(term=sport, municipality=municipality, hidden=True)
    assert ("topic:sport" in held().concepts, "topic:sport" in held("nebenstadt").concepts) == (False, True)


def test_a_municipality_has_its_own_label(sport, municipality):
    TermOverride.objects.create(term=sport, municipality=municipality, labels={"de": "Leibesübungen"})
    assert held().concepts["topic:sport"].labels["de"] == "Leibesübungen"


def test_municipalities_without_own_words_share_one_lexicon(municipality, other_municipality):
    assert held() is held("nebenstadt")


def test_a_municipality_with_own_words_is_told_apart_by_the_digest(sport, municipality, other_municipality):
    SearchWord.objects.create(term=sport, municipality=municipality, language="de", word="bolzen")
    assert held().digest != held("nebenstadt").digest


def test_another_process_sees_a_change_after_two_seconds(sport, monkeypatch):
    from directory.models import MemoryVersion

    german()
    SearchWord.objects.bulk_create([SearchWord(term=sport, language="de", word="bolzen")])
    MemoryVersion.objects.update(lexicon="another")
    assert "bolzen" not in german()
    change_from_elsewhere(monkeypatch)
    assert "bolzen" in german()


def test_reading_it_again_costs_no_query(municipality, django_assert_num_queries):
    tenant = memory().tenants["testburg"]
    lexicon(tenant)
    with django_assert_num_queries(0):
        lexicon(tenant)


def test_asking_for_its_version_costs_one_query(municipality, monkeypatch, django_assert_num_queries):
    tenant = memory().tenants["testburg"]
    lexicon(tenant)
    change_from_elsewhere(monkeypatch)
    with django_assert_num_queries(1):
        lexicon(tenant)


def test_loading_it_takes_few_queries(municipality, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(snapshot, "_settled", None)
    monkeypatch.setattr(snapshot, "_unsettled", None)
    tenant = memory().tenants["testburg"]
    with django_assert_max_num_queries(5):
        lexicon(tenant)


def test_a_renamed_district_does_not_read_it_anew(municipality):
    district = make_district(municipality)
    before = held()
    district.name = "Neustadt"
    district.save()
    assert held() is before


def test_a_rolled_back_change_leaves_no_trace(sport):
    before = german()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        SearchWord.objects.create(term=sport, language="de", word="bolzen")
        assert "bolzen" in german()
        raise ZeroDivisionError
    snapshot.forget_lexicon()
    assert german() == before


def test_a_second_change_after_a_rolled_back_one_is_seen(sport):
    """With a number as version the second change would carry the number of the first."""
    german()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        SearchWord.objects.create(term=sport, language="de", word="bolzen")
        german()
        raise ZeroDivisionError
    SearchWord.objects.create(term=sport, language="de", word="kicken")
    assert german()[-1] == "kicken"


def test_a_copy_that_is_rolled_back_does_not_take_the_place_of_the_settled_one(transactional_db):
    from directory.municipalities import create_municipality

    create_municipality("testburg", host="testburg.localhost")
    before = held()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        SearchWord.objects.create(term=Term.objects.get(vocabulary="topic", slug="sport"), language="de", word="bolzen")
        assert held() is not before
        raise ZeroDivisionError
    snapshot.forget_lexicon()
    assert held() is before


def test_the_digest_does_not_depend_on_the_order_of_words(sport):
    before = held()
    words = list(sport.search_words.filter(language="de", municipality=None))
    for word in words:
        word.delete()
    for word in reversed(words):
        SearchWord.objects.create(term=sport, language="de", word=word.word)
    assert (held().digest, held() is before) == (before.digest, False)

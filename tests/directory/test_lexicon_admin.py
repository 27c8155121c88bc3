"""Concepts and their words in the admin."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import reverse

from directory.lexicon import lexicon
from directory.lexicon.form import words_field
from directory.memory import memory
from directory.models import SearchWord, Term


@pytest.fixture
def admin(municipality, client):
    client.force_login(User.objects.create_superuser("verwaltung"))
    return client


@pytest.fixture
def sport(municipality):
    return Term.objects.get(vocabulary="topic", slug="sport")


def url(name, *args):
    return reverse(Term.snippet_viewset.get_url_name(name), args=args)


def saved(client, term, **changes):
    """The answer to the whole form as a browser sends it, with changes."""
    form = client.get(url("edit", term.pk)).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in (data | changes).items() if value not in (None, False)}
    return client.post(url("edit", term.pk), data)


def words(term, language="de"):
    return lexicon(memory().tenants["testburg"]).concepts[term.key].words[language]


def test_the_form_shows_all_words_of_a_language_in_one_line(admin, sport):
    form = admin.get(url("edit", sport.pk)).context["form"]
    assert form[words_field("ar")].value() == "; ".join(words(sport, "ar"))


def test_saving_the_form_unchanged_changes_no_word(admin, sport):
    before = words(sport)
    assert saved(admin, sport).status_code == 302
    assert words(sport) == before


def test_a_word_that_is_added_in_the_form_is_the_offices_own(admin, sport):
    saved(admin, sport, words_de="; ".join([*words(sport), "Bolzen"]))
    assert sport.search_words.get(word="bolzen").origin == "own"


def test_a_shipped_word_that_is_deleted_in_the_form_stays_off(admin, sport):
    first, *others = words(sport)
    saved(admin, sport, words_de="; ".join(others))
    assert (sport.search_words.get(language="de", word=first).removed, first in words(sport)) == (True, False)


def test_a_shipped_word_that_is_typed_again_is_used_again(admin, sport):
    before = words(sport)
    saved(admin, sport, words_de="; ".join(before[1:]))
    saved(admin, sport, words_de="; ".join(before))
    assert words(sport) == before


def test_letters_of_another_script_are_refused(admin, sport):
    answer = saved(admin, sport, words_ru="спорт; cпорт")  # the second begins with a Latin c
    assert "cпорт" in str(answer.context["form"].errors[words_field("ru")])


def test_unknown_relations_are_refused(admin, sport):
    answer = saved(admin, sport, part_of="topic:gibt-es-nicht")
    assert "topic:gibt-es-nicht" in str(answer.context["form"].errors["part_of"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("part_of", "topic:sport"),
        ("near", "sport"),
        ("tags", "kostenlos"),
        ("stems", "^"),
        ("stems", "a^b"),
        ("stems", "kind:nowhere"),
        ("stems", "topic:sport"),
    ],
)
def test_values_that_mean_nothing_are_refused(sport, field, value):
    setattr(sport, field, value)
    with pytest.raises(ValidationError) as caught:
        sport.clean()
    assert field in caught.value.message_dict


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("part_of", "topic:kultur"),
        ("tags", "tag:sa; tag:so"),
        ("stems", "^sport$; schwimmen lernen; b2-kurs"),
        ("stems", "^sport; !transport; topic:kultur"),
    ],
)
def test_values_that_mean_something_are_taken(sport, field, value):
    setattr(sport, field, value)
    sport.clean()
    assert getattr(sport, field) == value


def test_values_are_found_by_list_sort_and_name(admin, sport):
    answer = admin.get(url("list"), {"vocabulary": "topic", "sort": "topic", "q": "Sport"})
    assert [term.slug for term in answer.context["object_list"]] == ["sport"]


def test_search_words_are_listed_page_by_page(admin):
    answer = admin.get(reverse(SearchWord.snippet_viewset.get_url_name("list")), {"language": "de", "q": "schwimm"})
    assert 0 < len(answer.context["object_list"]) <= 50


def test_a_search_word_of_an_unknown_language_is_refused(sport):
    with pytest.raises(ValidationError):
        SearchWord(term=sport, language="xx", word="sport").full_clean()

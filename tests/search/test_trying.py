"""Staff try a query in the admin."""

import pytest
from django.contrib.auth.models import Permission, User

from tests.factories import make_district, make_location, make_offer

ADDRESS = "/admin/search/try/"


@pytest.fixture
def town(index, municipality):
    west = make_district(municipality, "Weststadt", slug="weststadt")
    make_offer(municipality, title="Schwimmen", costs=["frei"], location=make_location(municipality, district=west))
    index.rebuild()
    return index


@pytest.fixture
def admin(client, municipality):
    client.force_login(User.objects.create_superuser("verwaltung"))
    return client


def tried(client, text, language="de"):
    return client.get(ADDRESS, {"q": text, "municipality": "testburg", "language": language}).context


def test_the_form_opens_with_a_word_that_an_editor_comes_with(admin):
    assert admin.get(ADDRESS, {"q": "Schwimmen"}).context["form"]["q"].value() == "Schwimmen"


def test_concepts_are_shown_with_their_words_and_language(admin, town):
    meaning = tried(admin, "سباحة Weststadt", "en")["concepts"][0]
    assert (meaning.words, meaning.language, meaning.sort) == ("سباحة", "ar", "topic")


def test_wishes_and_the_part_of_town_are_shown(admin, town):
    context = tried(admin, "kostenlos schwimmen in Weststadt")
    assert [meaning.key for meaning in context["wishes"]] == ["concept:free"]
    assert context["district"] == "Weststadt"


def test_words_without_a_concept_are_named(admin, town):
    assert tried(admin, "schwimmen xyzzyplonk")["plain"] == ["xyzzyplonk"]


def test_offers_are_shown_with_points_and_reasons(admin, town):
    offer = tried(admin, "schwimmen")["offers"][0]
    assert offer.title == "Schwimmen"
    assert offer.points > 0
    assert "Schwimmen" in offer.why


def test_an_unknown_municipality_is_a_mistake_in_the_form(admin, town):
    context = admin.get(ADDRESS, {"q": "a", "municipality": "atlantis", "language": "de"}).context
    assert "municipality" in context["form"].errors


def test_it_works_without_an_index(admin):
    assert tried(admin, "schwimmen")["offers"] == []


def test_only_editors_of_words_may_try(client, municipality):
    editor = User.objects.create_user("redaktion")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    assert client.get(ADDRESS).status_code in (302, 403)
    assert "form" not in (client.get(ADDRESS).context or {})

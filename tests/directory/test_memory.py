"""What a process holds in memory follows the database, at most two seconds late."""

import pytest

from directory import memory as module
from directory.memory import memory
from directory.models import MemoryVersion, Term, TermOverride
from tests.factories import make_district


def test_a_renamed_value_shows_at_once_in_this_process(municipality):
    memory()
    term = Term.objects.get(vocabulary="topic", slug="sport")
    term.label_de = "Bewegung"
    term.save()
    assert memory().vocabulary("topic")["sport"].label("de") == "Bewegung"


def test_another_process_sees_a_rename_after_two_seconds(municipality, monkeypatch):
    """Rows change behind the back of this process, as another one would do it."""
    memory()
    Term.objects.filter(vocabulary="topic", slug="sport").update(label_de="Bewegung")
    version = MemoryVersion.objects.get()
    version.number += 1
    version.save()
    assert memory().vocabulary("topic")["sport"].label("de") != "Bewegung"
    monkeypatch.setattr(module, "_checked", module._checked - module.MAX_AGE_SECONDS)
    assert memory().vocabulary("topic")["sport"].label("de") == "Bewegung"


def test_reading_memory_again_costs_no_query(municipality, django_assert_num_queries):
    memory()
    with django_assert_num_queries(0):
        memory()


def test_asking_for_the_version_costs_one_query(municipality, monkeypatch, django_assert_num_queries):
    memory()
    monkeypatch.setattr(module, "_checked", module._checked - module.MAX_AGE_SECONDS)
    with django_assert_num_queries(1):
        memory()


def test_loading_memory_takes_the_same_queries_for_many_districts(municipality, django_assert_max_num_queries):
    for _number in range(5):
        make_district(municipality)
    with django_assert_max_num_queries(10):
        memory()


@pytest.mark.parametrize(("language", "label"), [("ar", "مجاني"), ("pl", "Kostenfrei")])
def test_a_label_falls_back_to_german(municipality, language, label):
    term = Term.objects.get(vocabulary="cost", slug="frei")
    term.label_de, term.label_ar = "Kostenfrei", "مجاني"
    term.save()
    assert memory().vocabulary("cost")["frei"].label(language) == label


def test_a_municipality_shows_its_own_label(municipality, other_municipality):
    term = Term.objects.get(vocabulary="topic", slug="sport")
    TermOverride.objects.create(term=term, municipality=municipality, labels={"de": "Kicken"})
    tenants = memory().tenants
    own = memory().label("topic", "sport", tenants["testburg"])
    assert (own, memory().label("topic", "sport", tenants["nebenstadt"])) == ("Kicken", term.label_de)


def test_a_municipality_hides_a_value_for_itself_only(municipality, other_municipality):
    term = Term.objects.get(vocabulary="topic", slug="sport")
    TermOverride.objects.create(term=term, municipality=municipality, hidden=True)
    hidden = {slug: ("topic", "sport") in tenant.hidden for slug, tenant in memory().tenants.items()}
    assert hidden == {"testburg": True, "nebenstadt": False}


def test_an_unknown_value_reads_as_its_slug(municipality):
    assert memory().label("topic", "no-such-topic") == "no-such-topic"


def test_a_district_knows_all_larger_areas(municipality):
    town = make_district(municipality)
    borough = make_district(municipality, parents=[town])
    quarter = make_district(municipality, parents=[borough])
    assert memory().tenants["testburg"].ancestors(quarter.pk) == {town.pk, borough.pk}


def test_areas_that_hold_each_other_do_no_harm(municipality):
    first = make_district(municipality)
    second = make_district(municipality, parents=[first])
    first.parents.add(second)
    assert memory().tenants["testburg"].ancestors(first.pk) == {first.pk, second.pk}


def test_a_postcode_finds_the_only_district_that_has_it(municipality):
    make_district(municipality, slug="nord", postcodes=["00001", "00002"])
    make_district(municipality, slug="sued", postcodes=["00002"])
    tenant = memory().tenants["testburg"]
    assert (tenant.district("00001").slug, tenant.district("00002")) == ("nord", None)

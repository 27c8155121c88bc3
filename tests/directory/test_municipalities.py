"""Several municipalities from day one: the host decides."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from directory.memory import memory
from directory.models import Municipality
from directory.municipalities import create_municipality
from home.models import HomePage
from tests.factories import make_offer


def test_the_host_decides_the_municipality(municipality, other_municipality):
    assert memory().tenant_of("nebenstadt.localhost").slug == "nebenstadt"


@pytest.mark.parametrize("host", ["127.0.0.1", "unknown.example.org", ""])
def test_an_unknown_host_gets_the_first_municipality(municipality, other_municipality, host):
    assert memory().tenant_of(host).slug == "testburg"


def test_the_first_municipality_is_the_default_site(municipality, other_municipality):
    assert Site.objects.get(is_default_site=True) == municipality.site


def test_without_a_municipality_no_host_has_one(db):
    assert memory().tenant_of("127.0.0.1") is None


def test_every_language_has_its_home_page(municipality, settings):
    home = municipality.site.root_page
    pages = [home, *home.get_translations()]
    assert {page.locale.language_code for page in pages} == {code for code, _name in settings.LANGUAGES}


def test_a_municipality_may_have_fewer_languages(db):
    created = create_municipality("klein", languages=["de", "ar"])
    home = created.site.root_page
    assert {page.locale.language_code for page in [home, *home.get_translations()]} == {"de", "ar"}


@pytest.mark.parametrize("slug", ["Groß", "mit leer", "../weg", "-anfang", "zeile\n"])
def test_a_bad_slug_is_refused(db, slug):
    with pytest.raises(ValidationError):
        create_municipality(slug)


def test_a_slug_is_given_once(municipality):
    with pytest.raises(ValidationError):
        create_municipality("testburg")


def test_the_command_creates_a_municipality_with_defaults(db):
    call_command("add_municipality", "wendelheim")
    created = Municipality.objects.get()
    assert (created.name, created.site.hostname) == ("Wendelheim", "wendelheim.localhost")


def test_the_command_names_an_unknown_language(db):
    with pytest.raises(CommandError, match="xx"):
        call_command("add_municipality", "wendelheim", "--languages", "de,xx")


def test_the_command_refuses_a_slug_that_exists(municipality):
    with pytest.raises(CommandError, match="testburg"):
        call_command("add_municipality", "testburg")


def test_an_offer_belongs_to_its_municipality(municipality, other_municipality):
    tags = make_offer(municipality).document.tags
    assert "|in:testburg|" in tags
    assert "nebenstadt" not in tags


def test_an_offer_for_the_county_carries_the_county(db):
    municipality = create_municipality("testburg", county="Testkreis")
    assert "|county:Testkreis|" in make_offer(municipality, reach="landkreis").document.tags


def test_another_municipality_leaves_other_wagtail_sites_alone(municipality):
    page = Page.get_first_root_node().add_child(instance=HomePage(title="Kampagne", slug="kampagne"))
    Site.objects.create(hostname="kampagne.example.org", root_page=page)
    create_municipality("dritte")
    assert Page.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("host", ["testburg.localhost", "zwei.localhost:8000", "https://zwei.localhost", "a b", ".org"])
def test_a_host_that_cannot_be_a_towns_own_is_refused(municipality, host):
    with pytest.raises(CommandError, match=r"host"):
        call_command("add_municipality", "zwei", host=host)


def test_a_host_in_capitals_is_found(municipality):
    create_municipality("zwei", host="Zwei.Localhost")
    assert memory().tenant_of("zwei.localhost").slug == "zwei"

import io

import pytest
from django.core.management import call_command
from wagtail.models import Locale

from directory.freshness import freshness
from directory.models import Contact, Location, Offer, OfferText, Organization, OutboxEntry, PublicDocument, Source
from directory.showing import berlin_today
from tests.exchange.offer_files import record, run, twin, write
from tests.exchange.towns import square
from tests.factories import make_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(municipality, tmp_path):
    return tmp_path


def only_offer():
    return Offer.objects.with_facts().get()


def test_a_record_and_its_english_twin_become_one_offer(folder):
    report = run(folder, [record(), twin()])
    assert (report["counts"]["offers"], Offer.objects.count()) == (1, 1)


def test_the_words_of_the_twin_are_kept_as_imported_english_words(folder):
    run(folder, [record(), twin()])
    words = OfferText.objects.get(locale=Locale.objects.get(language_code="en"))
    assert (words.title, words.origin["title"]["tool"]) == ("City museum", "import:fairgnuegen")
    assert words.state("title", only_offer()) == "import"


def test_a_twin_may_come_before_its_original(folder):
    run(folder, [twin(), record()])
    assert only_offer().title == "Stadtmuseum"


def test_a_twin_without_an_original_is_an_offer_in_its_own_language(folder):
    run(folder, [twin()])
    assert (only_offer().source_language, only_offer().source_key) == ("en", "1")


def test_an_original_that_comes_later_takes_over(folder):
    run(folder, [twin()])
    run(folder, [record(), twin()])
    english = OfferText.objects.get(locale__language_code="en")
    assert (only_offer().source_language, only_offer().title) == ("de", "Stadtmuseum")
    assert english.state("title", only_offer()) == "import"


def test_every_word_goes_to_its_field(folder):
    run(folder, [record()])
    offer = only_offer()
    assert (offer.title, offer.summary) == ("Stadtmuseum", "Ein Museum für alle.")
    assert (offer.description, offer.cost_note) == ("Führungen am Abend", "3 Euro")


def test_values_become_values_of_our_vocabularies(folder):
    run(folder, [record(targetGroups=["Senioren", "Familie", "Familien", ""])])
    offer = only_offer()
    assert (offer.topics, offer.kind) == (["kultur"], "kulturangebot")
    assert offer.target_groups == ["wenig-geld", "aeltere", "eltern"]


def test_only_what_the_source_calls_free_is_free(folder):
    run(folder, [record("1", isFree=True), record("2", isFree=False, offerInformation="freier Eintritt")])
    costs = dict(Offer.objects.values_list("source_key", "costs"))
    assert costs == {"1": ["frei"], "2": ["unbekannt"]}


def test_a_condition_looks_into_a_text(folder):
    run(folder, [record(provider="Stadtbibliothek Nord", category="Bildung & Beratung")])
    assert only_offer().kind == "bibliothek"


def test_an_imported_offer_is_live_at_once_and_confirmed_by_nobody(folder):
    run(folder, [record()])
    offer = only_offer()
    assert offer.live
    assert freshness(offer.confirmed_on, 180, berlin_today()) == "unbestaetigt"


def test_the_public_document_names_source_licence_and_attribution(folder):
    run(folder, [record()])
    source = PublicDocument.objects.get().facts["source"]
    assert (source["name"], source["id"], source["license"]) == ("fairgnuegen", "1", "CC BY 3.0 DE")
    assert "Land Berlin" in source["attribution"]


def test_an_import_tells_the_index(folder):
    run(folder, [record()])
    assert OutboxEntry.objects.filter(kind="offer", key=str(only_offer().pk)).exists()


def test_the_address_becomes_a_place(folder):
    run(folder, [record()])
    place = Location.objects.get()
    assert (place.name, place.street) == ("Stadtmuseum", "Beispielweg 1")
    assert (place.postcode, place.town) == ("00001", "Testburg")


def test_two_offers_of_one_provider_share_provider_and_place(folder):
    run(folder, [record("1"), record("2", offerDescription="Werkstatt")])
    assert (Organization.objects.count(), Location.objects.count(), Contact.objects.count()) == (1, 1, 1)


def test_offers_with_equal_titles_get_different_slugs(folder):
    run(folder, [record("1"), record("2")])
    assert set(Offer.objects.values_list("slug", flat=True)) == {"stadtmuseum", "stadtmuseum-2"}


def test_a_slug_is_made_of_small_ascii_letters(folder):
    run(folder, [record(provider="Köpenicker Straßenfest & Übung")])
    assert only_offer().slug == "koepenicker-strassenfest-und-uebung"


def test_a_title_without_latin_letters_gets_a_slug(folder):
    run(folder, [record(provider="متحف المدينة")])
    assert only_offer().slug == "angebot-1"


def test_the_website_is_a_public_contact(folder):
    run(folder, [record()])
    assert PublicDocument.objects.get().facts["contacts"][0]["website"] == "https://museum.example.org/"


def test_another_website_of_the_same_provider_stands_with_the_offer(folder):
    run(folder, [record("1"), record("2", website="https://tours.example.org/")])
    contacts = PublicDocument.objects.get(offer__source_key="2").facts["contacts"]
    assert [contact["website"] for contact in contacts] == ["https://tours.example.org/"]


def test_a_website_that_is_none_is_reported_and_the_record_kept(folder):
    report = run(folder, [record(website="museum.example.org")])
    assert (report["unmapped"][0]["field"], len(report["added"])) == ("website", 1)


def test_a_record_without_district_category_and_point_is_kept(folder):
    empty = record(district=None, category="", targetGroups=[""], addressWithHouseNumber="", cityWithZip="")
    report = run(folder, [empty])
    assert (len(report["added"]), report["rejected"]) == (1, [])


def test_a_value_that_the_profile_does_not_know_is_listed_with_its_count(folder):
    report = run(folder, [record("1", category="Zirkus"), record("2", category="Zirkus")])
    assert report["unmapped"] == [
        {
            "field": "category",
            "value": "Zirkus",
            "reason": "the profile has no entry for it",
            "count": 2,
            "keys": ["1", "2"],
        }
    ]


def test_a_field_that_the_profile_does_not_mention_is_listed(folder):
    report = run(folder, [record(openingHours="Mo 9-12")])
    assert [line["field"] for line in report["unmapped"]] == ["openingHours"]


@pytest.mark.parametrize("name", ["Süd", "SÜD", "Sued", "02 Süd"])
def test_a_district_is_found_by_name(folder, municipality, name):
    make_district(municipality, "Süd", slug="sued")
    run(folder, [record(district=name)])
    assert Location.objects.get().district.slug == "sued"


def test_a_point_finds_the_district_when_the_source_names_none(folder, municipality):
    make_district(municipality, "West", shape=square(0))
    east = make_district(municipality, "Ost", shape=square(1))
    run(folder, [record(lon=7.315, lat=54.205)])
    assert Location.objects.get().district == east


def test_the_district_of_the_source_wins_and_the_contradiction_is_reported(folder, municipality):
    west = make_district(municipality, "West", shape=square(0))
    make_district(municipality, "Ost", shape=square(1))
    report = run(folder, [record(district="West", lon=7.318, lat=54.205)])
    assert Location.objects.get().district == west
    assert report["conflicts"] == [
        {"kind": "district", "key": "1", "field": "place.district", "source": "West", "point": "Ost"}
    ]


def test_of_two_districts_with_one_name_the_point_decides(folder, municipality):
    make_district(municipality, "Mitte", slug="mitte-1", shape=square(0))
    make_district(municipality, "Mitte", slug="mitte-2", shape=square(1))
    run(folder, [record(district="Mitte", lon=7.315, lat=54.205)])
    assert Location.objects.get().district.slug == "mitte-2"


def test_a_point_outside_is_kept_and_reported(folder, municipality):
    make_district(municipality, "West", shape=square(0))
    report = run(folder, [record(lon=9.0, lat=50.0)])
    assert (Location.objects.get().latitude, report["outside"][0]["key"]) == (50.0, "1")


def test_a_dry_run_reports_and_writes_nothing(folder):
    report = run(folder, [record(), twin()], "--dry-run")
    assert (report["dry_run"], len(report["added"])) == (True, 1)
    assert not Offer.objects.exists()
    assert not Source.objects.exists()


def test_the_report_for_people_starts_with_the_counts(folder):
    out = io.StringIO()
    path = write(folder, [record(), twin()])
    call_command("import_offers", path, municipality="testburg", profile="fairgnuegen", stdout=out)
    assert out.getvalue().startswith("fairgnuegen in testburg: 2 records, 1 offers.\nAdded 1, changed 0")


def test_two_municipalities_import_the_same_file_apart(folder, other_municipality):
    run(folder, [record()])
    report = run(folder, [record()], municipality="nebenstadt")
    assert len(report["added"]) == 1
    assert Offer.objects.filter(municipality=other_municipality).count() == 1


def test_the_number_of_queries_does_not_grow_with_the_records(folder, django_assert_max_num_queries):
    run(folder, [record()])
    with django_assert_max_num_queries(130):
        run(folder, [record(str(number), provider=f"Haus {number}") for number in range(60)])

import pytest

from directory.models import ImportedRecord, Location, Offer, OfferText, Organization, OutboxEntry, PublicDocument
from directory.writing.publishing import project
from directory.writing.texts import Translation, write_many
from exchange.mapping.profile_files import FOLDER
from tests.exchange.offer_files import record, run, twin

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(municipality, tmp_path):
    run(tmp_path, [record(), twin()])
    return tmp_path


def edit(**fields):
    """An editor changes the live offer."""
    Offer.objects.update(**fields)
    project([Offer.objects.get().pk])


def test_a_second_run_changes_nothing(folder):
    OutboxEntry.objects.all().delete()
    report = run(folder, [record(), twin()])
    assert (report["added"], report["changed"], report["conflicts"]) == ([], [], [])
    assert not OutboxEntry.objects.exists()


def test_a_second_run_makes_no_second_place_or_provider(folder):
    run(folder, [record(), twin()])
    assert (Location.objects.count(), Organization.objects.count()) == (1, 1)


def test_what_the_source_changes_is_changed_and_named(folder):
    report = run(folder, [record(offerInformation="4 Euro"), twin()])
    assert report["changed"] == [{"key": "1", "title": "Stadtmuseum", "fields": ["cost_note"]}]
    assert Offer.objects.get().cost_note == "4 Euro"


def test_a_change_reaches_the_public_document(folder):
    run(folder, [record(isFree=True), twin()])
    assert PublicDocument.objects.get().facts["costs"] == ["frei"]


def test_a_slug_stays_when_the_title_changes(folder):
    run(folder, [record(provider="Stadtmuseum am Markt"), twin()])
    assert (Offer.objects.get().title, Offer.objects.get().slug) == ("Stadtmuseum am Markt", "stadtmuseum")


def test_an_editors_change_survives_an_unchanged_source(folder):
    edit(summary="Besser gesagt")
    report = run(folder, [record(), twin()])
    assert (Offer.objects.get().summary, report["conflicts"]) == ("Besser gesagt", [])


def test_an_editors_change_survives_a_changed_source_and_is_reported(folder):
    edit(summary="Besser gesagt")
    report = run(folder, [record(providerDescription="Neue Führungen"), twin()])
    assert Offer.objects.get().summary == "Besser gesagt"
    assert report["conflicts"] == [
        {"kind": "editor", "key": "1", "field": "summary", "present": "Besser gesagt", "source": "Neue Führungen"}
    ]


def test_a_conflict_is_reported_once(folder):
    edit(summary="Besser gesagt")
    changed = [record(providerDescription="Neue Führungen"), twin()]
    run(folder, changed)
    assert run(folder, changed)["conflicts"] == []


def test_line_breaks_of_a_form_are_no_change(folder):
    run(folder, [record(offerInformation="a\nb"), twin()])
    edit(cost_note="a\r\nb\r\n")
    assert run(folder, [record(offerInformation="c"), twin()])["conflicts"] == []


def test_an_open_draft_gets_the_new_value(folder):
    offer = Offer.objects.get()
    offer.summary = "Im Entwurf"
    offer.save_revision()
    run(folder, [record(offerInformation="4 Euro"), twin()])
    Offer.objects.get().latest_revision.publish()
    assert (Offer.objects.get().summary, Offer.objects.get().cost_note) == ("Im Entwurf", "4 Euro")


def test_a_draft_that_changed_the_same_field_keeps_its_own_and_is_reported(folder):
    offer = Offer.objects.get()
    offer.cost_note = "Im Entwurf"
    offer.save_revision()
    report = run(folder, [record(offerInformation="4 Euro"), twin()])
    assert [(line["kind"], line["field"]) for line in report["conflicts"]] == [("draft", "cost_note")]


def test_an_offer_that_was_taken_offline_stays_offline(folder):
    Offer.objects.get().unpublish()
    run(folder, [record(offerInformation="4 Euro"), twin()])
    assert not Offer.objects.get().live


def test_new_words_of_the_twin_replace_the_old_ones(folder):
    report = run(folder, [record(), twin(provider="Town museum")])
    assert report["changed"][0]["fields"] == ["en.title"]
    assert OfferText.objects.get(locale__language_code="en").title == "Town museum"


def test_words_that_a_person_translated_survive_and_are_reported(folder):
    offer = Offer.objects.get()
    english = OfferText.objects.get(locale__language_code="en")
    write_many([Translation(offer, english.locale, {"title": "Museum of the city"})], how="human", checked=True)
    report = run(folder, [record(), twin(provider="Town museum")])
    assert OfferText.objects.get(pk=english.pk).title == "Museum of the city"
    assert report["conflicts"][0]["field"] == "en.title"


def test_an_unchanged_twin_of_a_changed_original_is_not_stale(folder):
    run(folder, [record(providerDescription="Ein Museum für alle!"), twin()])
    english = OfferText.objects.get(locale__language_code="en")
    assert english.state("description", Offer.objects.get()) == "import"


def test_a_new_address_is_a_new_place(folder):
    run(folder, [record(addressWithHouseNumber="Beispielweg 2"), twin()])
    assert PublicDocument.objects.get().facts["places"][0]["street"] == "Beispielweg 2"


def test_a_moved_point_moves_the_place(folder):
    run(folder, [record(lat=50.0, lon=8.0), twin()])
    assert Location.objects.get().latitude == 50.0
    assert PublicDocument.objects.get().facts["places"][0]["latitude"] == 50.0


def test_an_address_that_is_gone_takes_the_place_from_the_offer(folder):
    run(folder, [record(addressWithHouseNumber="", cityWithZip=""), twin()])
    assert PublicDocument.objects.get().facts["places"] == []


def test_a_new_website_replaces_the_old_one(folder):
    run(folder, [record(website="https://new.example.org/"), twin()])
    contacts = PublicDocument.objects.get().facts["contacts"]
    assert [contact["website"] for contact in contacts] == ["https://new.example.org/"]


def test_a_website_that_cannot_be_read_leaves_the_old_one(folder):
    run(folder, [record(website="oops"), twin()])
    assert PublicDocument.objects.get().facts["contacts"][0]["website"] == "https://museum.example.org/"


def test_a_website_stays_with_an_offer_that_gets_another_provider(folder):
    run(folder, [record(provider="Stadtmuseum am Markt"), twin()])
    assert PublicDocument.objects.get().facts["contacts"][0]["website"] == "https://museum.example.org/"


def test_a_renamed_provider_is_found_by_its_former_name(folder):
    Organization.objects.update(name="Museum der Stadt", aliases=["Stadtmuseum"])
    run(folder, [record(), twin(), record("2")])
    assert Organization.objects.count() == 1


def protect():
    place = Location.objects.get()
    place.type = "geschuetzt"
    place.save()


def test_a_place_that_was_protected_gets_no_address_back(folder):
    protect()
    run(folder, [record(addressWithHouseNumber="Geheimweg 7"), twin()])
    assert (Location.objects.get().street, Location.objects.get().type) == ("", "geschuetzt")


def test_nothing_remembers_the_address_of_a_protected_place(folder):
    protect()
    run(folder, [record(addressWithHouseNumber="Geheimweg 7"), twin()])
    assert ImportedRecord.objects.get().values["place.street"] == ""


def test_a_new_offer_of_a_protected_place_brings_no_address(folder):
    protect()
    run(folder, [record(), twin(), record("2", addressWithHouseNumber="Geheimweg 7")])
    assert Location.objects.get().street == ""


def test_a_new_attribution_reaches_every_document(folder):
    profile = folder / "fairgnuegen.toml"
    text = (FOLDER / "fairgnuegen.toml").read_text("utf-8")
    profile.write_text(text.replace('attribution = "', 'attribution = "Neu: '), "utf-8")
    run(folder, [record(), twin()], profile=str(profile))
    assert PublicDocument.objects.get().facts["source"]["attribution"].startswith("Neu: ")

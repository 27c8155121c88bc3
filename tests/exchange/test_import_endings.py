"""Offers that are gone from their source, come back, or whose key belongs to somebody else now."""

import pytest

from directory.models import ImportedRecord, Offer, PublicDocument
from tests.exchange.offer_files import record, run

pytestmark = pytest.mark.django_db
TWENTY = [record(str(number), provider=f"Haus {number:02d} am Platz") for number in range(20)]


@pytest.fixture
def folder(municipality, tmp_path):
    run(tmp_path, TWENTY)
    return tmp_path


def with_other_provider(number):
    other = record(str(number), provider="Seebad", website="https://seebad.example.org/")
    return [*(row for row in TWENTY if row["id"] != str(number)), other]


def test_a_vanished_offer_ends_and_asks_the_office_to_check(folder):
    report = run(folder, TWENTY[1:])
    offer = Offer.objects.get(source_key="0")
    assert report["vanished"] == [{"key": "0", "title": "Haus 00 am Platz"}]
    assert (offer.status, offer.live) == ("beendet", True)
    assert "FAIRgnügen" in offer.internal_note


def test_a_vanished_offer_leaves_lists_and_keeps_its_page(folder, client):
    run(folder, TWENTY[1:])
    document = PublicDocument.objects.get(offer__source_key="0")
    assert not document.listed
    assert client.get(f"/de/angebote/{document.slug}/").status_code == 200


def test_a_vanished_offer_counts_once(folder):
    run(folder, TWENTY[1:])
    assert run(folder, TWENTY[1:])["vanished"] == []


def test_an_offer_that_comes_back_is_the_same_offer_again(folder):
    number = Offer.objects.get(source_key="0").pk
    run(folder, TWENTY[1:])
    report = run(folder, TWENTY)
    assert [line["key"] for line in report["revived"]] == ["0"]
    assert (Offer.objects.get(pk=number).status, Offer.objects.count()) == ("laufend", 20)


def test_an_offer_that_the_office_filed_is_not_started_again(folder):
    run(folder, TWENTY[1:])
    Offer.objects.filter(source_key="0").update(status="archiviert")
    run(folder, TWENTY)
    assert Offer.objects.get(source_key="0").status == "archiviert"


def test_a_run_that_would_end_more_than_a_tenth_stops_and_changes_nothing(folder):
    report = run(folder, [*TWENTY[3:], record("neu")])
    assert (report["status"], report["counts"]["vanished"]) == (2, 3)
    assert "--accept-removals" in report["stopped"]
    assert not Offer.objects.filter(status="beendet").exists()
    assert not Offer.objects.filter(source_key="neu").exists()


def test_exactly_a_tenth_may_end(folder):
    assert run(folder, TWENTY[2:])["status"] == 0


def test_accepted_removals_end_as_many_as_are_gone(folder):
    assert run(folder, TWENTY[15:], "--accept-removals")["status"] == 0
    assert Offer.objects.filter(status="beendet").count() == 15


def test_a_rejected_record_is_still_in_the_source(folder):
    report = run(folder, [record("0", provider=""), *TWENTY[1:]])
    assert (report["vanished"], len(report["rejected"])) == ([], 1)


def test_an_empty_file_ends_nothing(folder):
    assert run(folder, [])["status"] == 1
    assert not Offer.objects.filter(status="beendet").exists()


def test_a_key_of_another_provider_ends_the_old_offer_and_starts_a_new_one(folder):
    report = run(folder, with_other_provider(4))
    assert report["vanished"] == [{"key": "4", "title": "Haus 04 am Platz", "replaced_by": "Seebad"}]
    assert [line["title"] for line in report["added"]] == ["Seebad"]
    assert set(Offer.objects.filter(source_key="4").values_list("title", "status")) == {
        ("Haus 04 am Platz", "beendet"),
        ("Seebad", "laufend"),
    }


def test_only_one_record_of_a_key_is_running(folder):
    run(folder, with_other_provider(4))
    assert run(folder, with_other_provider(4))["vanished"] == []
    assert ImportedRecord.objects.filter(source_key="4", ended=None).count() == 1


def test_a_provider_whose_name_is_spelled_otherwise_is_the_same(folder):
    report = run(folder, [record("0", provider="Haus 00 am Plaz"), *TWENTY[1:]])
    assert (report["vanished"], report["changed"][0]["key"]) == ([], "0")


def test_a_provider_that_returns_under_a_new_key_is_reported_and_not_merged(folder):
    report = run(folder, [*TWENTY[1:], record("100", provider="Haus 00 am Platz")])
    assert report["returned"] == [
        {"key": "100", "title": "Haus 00 am Platz", "former_key": "0", "former_title": "Haus 00 am Platz"}
    ]
    assert Offer.objects.count() == 21


def test_a_dry_run_tells_of_vanished_offers_and_ends_none(folder):
    report = run(folder, TWENTY[1:], "--dry-run")
    assert len(report["vanished"]) == 1
    assert not Offer.objects.filter(status="beendet").exists()


def test_an_open_draft_ends_with_its_offer(folder):
    offer = Offer.objects.get(source_key="0")
    offer.summary = "Im Entwurf"
    offer.save_revision()
    run(folder, TWENTY[1:])
    offer.refresh_from_db()
    offer.latest_revision.publish()
    assert Offer.objects.get(source_key="0").status == "beendet"

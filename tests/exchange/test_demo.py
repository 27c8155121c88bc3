"""Loading the demo town: complete, repeatable, and nothing internal gets out."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from directory.models import (
    Contact,
    CourseRun,
    Location,
    Municipality,
    Offer,
    OfferText,
    Organization,
    OutboxEntry,
    PublicDocument,
)
from exchange.demo.load import load_demo
from exchange.demo.reading import offers as read_offers
from tests.exchange.demo_town import TODAY, document, offer

pytestmark = pytest.mark.usefixtures("demo")


def test_the_first_tenant_is_the_default_site_and_both_are_marked_as_example_data():
    first, second = Municipality.objects.order_by("pk")
    assert (first.slug, first.site.is_default_site, first.is_demo) == ("wendelbrueck", True, True)
    assert (second.slug, second.site.hostname, second.is_demo) == ("ellerfurt", "ellerfurt.localhost", True)


def test_every_offer_of_the_files_is_loaded():
    assert Offer.objects.count() == len(list(read_offers()))


def test_every_value_is_in_the_vocabularies():
    wrong = {}
    for row in [*Offer.objects.all(), *Organization.objects.all(), *Location.objects.all(), *CourseRun.objects.all()]:
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            wrong[str(row)] = error.message_dict
    assert wrong == {}


def test_a_second_run_on_the_same_day_writes_nothing():
    before = OutboxEntry.objects.count()
    report = load_demo(TODAY)
    assert (report.offers_added, report.offers_changed, sum(report.added.values())) == (0, 0, 0)
    assert OutboxEntry.objects.count() == before


def test_another_day_moves_the_dates():
    load_demo(TODAY + timedelta(days=10))
    assert offer("C01").runs.get().starts_on == TODAY + timedelta(days=28)
    assert offer("C01").confirmed_on == TODAY - timedelta(days=2)


def test_another_day_keeps_what_an_editor_changed():
    Offer.objects.filter(source_key="C01").update(title="Kurs am Morgen")
    load_demo(TODAY + timedelta(days=1))
    assert offer("C01").title == "Kurs am Morgen"


def test_the_command_prints_one_json_object(capsys):
    call_command("load_demo", "--json", "--date", TODAY.isoformat())
    assert json.loads(capsys.readouterr().out)["offers_added"] == 0


def test_a_wrong_day_is_refused():
    with pytest.raises(CommandError, match="date"):
        call_command("load_demo", "--date", "heute")


@pytest.mark.parametrize("secret", ["23125 9", "0152", "0172", "Durchwahl"])
def test_internal_numbers_are_stored_and_never_public(secret):
    stored = Contact.objects.filter(visibility="intern")
    assert any(secret in f"{contact.phone} {contact.role}" for contact in stored)
    facts = PublicDocument.objects.values_list("facts", flat=True)
    words = OfferText.objects.values_list("title", "summary", "description", "how_to_join", "access_note", "cost_note")
    assert secret not in json.dumps([*facts, *words], ensure_ascii=False)


@pytest.mark.parametrize("code", ["B14", "B15"])
def test_sensitive_help_has_no_street_and_no_district(code):
    shown = document(code)
    assert "|d:" not in shown.tags
    assert shown.facts["districts"] == []
    assert [place for place in shown.facts["places"] if place.get("street") or place.get("district")] == []
    assert (shown.facts["sensitive"], bool(shown.facts["neutral_title"])) == (True, True)


def test_the_protected_place_stores_nothing():
    place = Location.objects.get(type="geschuetzt")
    assert {name: getattr(place, name) for name in Location.WITHHELD} == Location.WITHHELD


def test_a_group_without_own_contact_shows_the_number_of_the_office():
    assert [contact["phone"] for contact in document("C25").facts["contacts"]] == ["030 23125 100"]


def test_all_parts_of_the_specification_are_there():
    parts = {"C": 25, "B": 23, "F": 18, "S": 22, "M": 19, "G": 5, "A": 6, "D": 4, "X": 3}
    codes = Offer.objects.values_list("source_key", flat=True)
    assert {part: sum(code.startswith(part) for code in codes) for part in parts} == parts


def test_a_place_that_was_renamed_by_hand_is_not_created_again():
    Location.objects.filter(name="Rathaus").update(name="Neues Rathaus")
    assert load_demo(TODAY).added["places"] == 0

"""The demo town as its specification wants it. Loaded once for the module, inside a transaction that is rolled back."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction

from directory.models import (
    WORDS,
    Contact,
    CourseRun,
    District,
    Location,
    Municipality,
    Offer,
    OfferText,
    Organization,
    OutboxEntry,
    PublicDocument,
    State,
)
from directory.showing import berlin_today, open_runs
from exchange.demo.load import load_demo, offer_key
from exchange.demo.reading import offers as read_offers
from exchange.demo.reading import words as read_words

TODAY = berlin_today()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _demo(loaded, db):
    """Every test reads the demo and leaves it as it was."""


def offer(code):
    return Offer.objects.get(key=offer_key(code))


def document(code):
    return PublicDocument.objects.get(offer__key=offer_key(code))


def tagged(*tags):
    found = PublicDocument.objects.public(TODAY)
    for tag in tags:
        found = found.filter(tags__contains=f"|{tag}|")
    return set(found.values_list("offer__source_key", flat=True))


def tag_of(slug):
    return f"d:{District.objects.get(slug=slug).pk}"


def state(code, language, field="title"):
    row = OfferText.objects.filter(offer__key=offer_key(code), locale__language_code=language).first()
    return row.state(field, offer(code)) if row else State.MISSING


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
    Offer.objects.filter(key=offer_key("C01")).update(title="Kurs am Morgen")
    load_demo(TODAY + timedelta(days=1))
    assert offer("C01").title == "Kurs am Morgen"


def test_another_day_leaves_the_states_of_the_words_alone():
    load_demo(TODAY + timedelta(days=1))
    assert (state("C04", "ar"), state("C05", "ar")) == (State.CHECKED, State.STALE)


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


def test_only_the_parents_course_has_sure_childcare_in_weststadt():
    assert tagged("art:sprachkurs", "kinderbetreuung:1", tag_of("weststadt")) == {"C03"}


def test_childcare_close_to_weststadt_is_found_in_its_neighbors():
    neighbors = District.objects.get(slug="weststadt").neighbors.values_list("slug", flat=True)
    near = set().union(*(tagged("thema:deutsch", "kinderbetreuung:1", tag_of(slug)) for slug in neighbors))
    assert near == {"C09", "C18", "C06"}


def test_a_course_whose_only_run_has_ended_is_not_listed():
    assert "C14" not in tagged()
    assert document("C14").facts["runs"]


def test_a_planned_course_is_listed_without_a_run():
    assert "C16" in tagged("in:ellerfurt")
    assert document("C16").facts["runs"] == []


def test_the_waiting_time_of_the_full_course_is_old():
    run = open_runs(document("C15").facts, TODAY)[0]
    assert TODAY - date.fromisoformat(run["waiting_as_of"]) == timedelta(days=80)


def test_an_entry_not_confirmed_for_fourteen_months_is_still_found():
    assert "C19" in tagged()
    assert offer("C19").confirmed_on == TODAY - timedelta(days=425)


def test_the_bus_stops_in_four_districts_every_four_weeks():
    days = [date.fromisoformat(session["date"]) for session in document("B21").facts["sessions"]]
    assert days[:5] == [TODAY + timedelta(days=number) for number in (3, 10, 17, 24, 31)]
    for slug in ("muehlenfeld", "lerchenberg", "oberhassel", "sandrode"):
        assert "B21" in tagged(tag_of(slug))


@pytest.mark.parametrize("slug", ["unterhassel", "kleineller"])
def test_some_areas_have_no_offer_of_their_own(slug):
    assert tagged(tag_of(slug)) == set()


def test_five_organisations_share_one_consultation_hour():
    assert len(document("B05").facts["organizations"]) == 5


def test_help_that_is_being_set_up_names_an_alternative():
    assert (document("B17").facts["status"], document("B17").facts["next"]) == ("aufbau", [document("B16").slug])


def test_rules_that_depend_on_an_office_are_explained_in_plain_words():
    explained = {"aufenthalt", "berechtigung", "zuweisung"}
    rows = Offer.objects.all()
    assert [row.source_key for row in rows if explained & set(row.access_rules) and not row.access_note] == []


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("C06", "de-simple", State.MISSING),
        ("C12", "de-simple", State.MISSING),
        ("C21", "de-simple", State.MISSING),
        ("B11", "de-simple", State.DRAFT),
        ("B05", "de-simple", State.CHECKED),
        ("C05", "ar", State.STALE),
        ("C01", "ar", State.CHECKED),
        ("M01", "en", State.CHECKED),
    ],
)
def test_words_are_in_the_state_that_the_specification_wants(code, language, expected):
    assert state(code, language) == expected


def test_words_of_a_protected_offer_name_no_street():
    offer("B15").full_clean(validate_unique=False)


@pytest.mark.parametrize("language", sorted(read_words()))
def test_short_texts_are_short(language):
    long = {
        code: len(entry["summary"].split())
        for code, entry in read_words()[language].items()
        if len(entry["summary"].split()) > 60 or len(entry["title"]) > 60
    }
    assert long == {}


@pytest.mark.parametrize("language", sorted(read_words().keys() - {"de"}))
def test_translations_leave_no_gap_and_fill_no_field_without_source(language):
    words = read_words()
    fields = ("title", "summary", "description", "how_to_join", "access_note", "cost_note")
    uneven = {
        code: [name for name in fields if bool(entry.get(name)) != bool(words["de"][code].get(name))]
        for code, entry in words[language].items()
    }
    assert {code: names for code, names in uneven.items() if names} == {}


def test_all_parts_of_the_specification_are_there():
    parts = {"C": 25, "B": 23, "F": 18, "S": 22, "M": 19, "G": 5, "A": 6, "D": 4, "X": 3}
    codes = Offer.objects.values_list("source_key", flat=True)
    assert {part: sum(code.startswith(part) for code in codes) for part in parts} == parts


def test_all_who_speak_tigrinya_are_found_and_nothing_else():
    assert tagged("sprache:ti") == {"B11", "M01", "M10", "S17"}
    assert tagged("dolmetschen:ti") == {"D02", "D04"}


def test_swimming_only_for_women_leaves_out_the_children():
    assert tagged("sparte:schwimmen", "nur:frauen") == {"S03", "S04"}
    assert tagged("sparte:schwimmen") == {"S03", "S04", "F10"}


def test_the_village_next_to_the_one_without_offers_has_four():
    assert tagged(tag_of("oberhassel")) == {"F05", "S19", "B21", "C19"}


@pytest.mark.parametrize(
    ("tag", "code"), [("frauen", "C04"), ("maenner", "F15"), ("maedchen", "F16"), ("jungen", "F17")]
)
def test_offers_for_one_gender_are_tagged(tag, code):
    assert code in tagged(f"nur:{tag}")


def test_the_programme_has_four_sites_and_one_is_paused():
    assert [place["status"] for place in document("F01").facts["places"]] == ["laufend"] * 3 + ["pausiert"]


def test_an_offer_that_ends_names_its_successor_or_none():
    assert document("F04").facts["successor"] == document("F01").slug
    assert document("S21").facts["successor"] == document("S07").slug
    assert document("B11").facts["successor"] is None


def test_offers_that_are_over_or_internal_are_not_listed():
    assert {"C14", "S21", "X03", "D03"} & tagged() == set()
    assert not PublicDocument.objects.filter(offer__source_key="D03").exists()


def test_training_is_marked_as_professional():
    assert {"X01", "X02", "B20"} == tagged("fachleute:1")


def test_three_of_four_practices_are_confirmed_within_the_limit():
    limit = TODAY - timedelta(days=180)
    practices = Offer.objects.filter(source_key__in=["G01", "G02", "G03", "G04"])
    assert practices.filter(confirmed_on__gte=limit).count() == 3


def test_county_offers_are_tagged_for_the_second_tenant():
    assert tagged("county:Landkreis Wendelbrück") == {"C11", "B21", "M19"}


@pytest.mark.parametrize("language", ["de-simple", "en", "ar"])
def test_nearly_every_offer_has_words_in_every_language(language):
    missing = {"de-simple": {"C06", "C12", "C21", "S13", "M17", "X01", "X02", "X03"}, "ar": {"C21"}, "en": set()}
    assert read_words()["de"].keys() - read_words()[language].keys() == missing[language]


def test_plain_language_keeps_sentences_short():
    long = [
        (code, sentence)
        for code, entry in read_words()["de-simple"].items()
        for text in (entry[name] for name in WORDS if name in entry)
        for sentence in re.split(r"(?<=[.!?])\s+|\n", text)
        if len(sentence.split()) > 15
    ]
    assert long == []

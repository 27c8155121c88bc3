"""What readers look for in vain: counted without a trace of any reader, or not at all."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User

from directory.models import SearchWord, Term
from search.models import MissedTopic, SeenWord, UnmatchedWord, WordKey
from search.unmet.counting import count, forget_lapsed
from search.unmet.noting import forget, hand_over
from tests.factories import make_district, make_location, make_offer

FIRST = date(2026, 3, 2)


@pytest.fixture
def counting(settings):
    settings.STADTLOTSE_COUNT_UNMATCHED = True
    yield
    forget()


@pytest.fixture
def town(index, municipality):
    west = make_district(municipality, "Weststadt", slug="weststadt")
    make_district(municipality, "Lerchenberg", slug="lerchenberg")
    make_offer(municipality, title="Schwimmen", location=make_location(municipality, district=west))
    index.rebuild()
    return index


@pytest.fixture
def admin(client, municipality):
    client.force_login(User.objects.create_superuser("verwaltung"))
    return client


def search(client, *queries):
    for query in queries:
        client.get("/de/angebote/", {"q": query})
    hand_over()


def on_days(number, word="brotbacken", first=FIRST):
    for day in range(number):
        count({word}, {}, first + timedelta(days=day))


def topics():
    return {(row.concept, row.district and row.district.slug): row.count for row in MissedTopic.objects.all()}


def test_nothing_is_counted_unless_it_is_switched_on(client, town):
    search(client, "xyzzyplonk", "eishockey")
    assert not SeenWord.objects.exists()
    assert not MissedTopic.objects.exists()


def test_a_page_writes_nothing_itself(client, town, counting, django_assert_num_queries):
    client.get("/de/angebote/", {"q": "xyzzyplonk"})
    assert not SeenWord.objects.exists()
    hand_over()
    assert SeenWord.objects.count() == 1
    with django_assert_num_queries(0):
        hand_over()


def test_only_a_digest_is_kept_of_a_new_word(client, town, counting):
    search(client, "xyzzyplonk")
    assert not UnmatchedWord.objects.exists()
    assert "xyzzy" not in str(list(SeenWord.objects.values()))


@pytest.mark.parametrize(
    "query",
    [
        "schwimmen",  # a concept
        "xy",
        "x" * 25,
        "abc123x",
        "und",
        "xyzzyplonk gewalt",  # beside a sensitive subject
        "xyzzyplonk mein@example.org",
        "xyzzyplonk 030 2312 5100",
        "Lerchenberg",
    ],
)
def test_a_word_is_left_out(client, town, counting, query):
    search(client, query)
    assert not SeenWord.objects.exists()


def test_a_word_is_counted_once_a_day(db):
    for _again in range(9):
        count({"brotbacken"}, {}, FIRST)
    assert SeenWord.objects.get().days == 1


def test_on_the_fifth_day_the_word_itself_is_kept(db):
    on_days(4)
    assert not UnmatchedWord.objects.exists()
    count({"brotbacken"}, {}, FIRST + timedelta(days=20))
    assert UnmatchedWord.objects.get().word == "brotbacken"
    assert not SeenWord.objects.exists()


def test_a_kept_word_is_not_counted_again(db):
    on_days(7)
    assert not SeenWord.objects.exists()


def test_key_and_counts_are_thrown_away_after_ninety_days(db):
    on_days(4)
    key = WordKey.objects.get().key
    count({"anderes"}, {}, FIRST + timedelta(days=90))
    assert WordKey.objects.get().key != key
    assert SeenWord.objects.get().days == 1


def test_they_go_too_when_nobody_searches(db):
    on_days(4)
    forget_lapsed(FIRST + timedelta(days=90))
    assert not SeenWord.objects.exists()
    assert not WordKey.objects.exists()


def test_no_row_tells_a_time_an_address_or_a_query():
    assert {field.name for field in UnmatchedWord._meta.get_fields()} == {"id", "word", "dismissed"}
    assert {field.name for field in SeenWord._meta.get_fields()} == {"id", "digest", "days", "today"}


def test_a_subject_without_an_offer_is_counted_by_district(client, town, counting):
    search(client, "eishockey", "eishockey Lerchenberg", "eishockey Lerchenberg")
    counted = {place: number for (concept, place), number in topics().items() if concept == "concept:icehockey"}
    assert counted == {None: 1, "lerchenberg": 2}


def test_a_subject_with_an_offer_elsewhere_counts_for_the_district_without(client, town, counting):
    search(client, "schwimmen Lerchenberg", "schwimmen Weststadt", "schwimmen")
    assert {place for _concept, place in topics()} == {"lerchenberg"}


def test_a_sensitive_subject_is_never_counted(client, town, counting):
    search(client, "frauenhaus", "eishockey gewalt")
    assert not MissedTopic.objects.exists()


def test_small_numbers_of_a_subject_are_not_shown_and_do_not_stay(admin, municipality):
    count((), {(municipality.pk, "topic:sport", None): 4}, FIRST)
    assert admin.get("/admin/search/unmet/").context["topics"] == []
    forget_lapsed(FIRST + timedelta(days=200))
    assert not MissedTopic.objects.exists()


def test_a_subject_is_shown_from_five_on(admin, municipality):
    for _again in range(5):
        count((), {(municipality.pk, "topic:sport", None): 1}, FIRST)
    shown = admin.get("/admin/search/unmet/").context["topics"][0]
    assert (shown["count"], shown["municipality"]) == (5, municipality.name)


def test_a_word_can_be_made_a_search_word(admin, municipality):
    word = UnmatchedWord.objects.create(word="bolzen")
    sport = Term.objects.get(vocabulary="topic", slug="sport")
    admin.post(f"/admin/search/unmet/{word.pk}/", {"term": sport.pk, "language": "de", "municipality": ""})
    assert SearchWord.objects.get(word="bolzen", term=sport).origin == "own"
    assert not UnmatchedWord.objects.exists()


def test_a_word_can_be_put_aside_and_does_not_come_back(admin, municipality):
    word = UnmatchedWord.objects.create(word="bolzen")
    admin.post(f"/admin/search/unmet/{word.pk}/", {"dismiss": "1"})
    on_days(6, "bolzen")
    assert list(admin.get("/admin/search/unmet/").context["words"]) == []


def test_a_word_of_another_script_is_a_mistake_in_the_form(admin, municipality):
    word = UnmatchedWord.objects.create(word="سباحة")
    sport = Term.objects.get(vocabulary="topic", slug="sport")
    answer = admin.post(f"/admin/search/unmet/{word.pk}/", {"term": sport.pk, "language": "de"})
    assert answer.context["form"].non_field_errors()
    assert UnmatchedWord.objects.exists()

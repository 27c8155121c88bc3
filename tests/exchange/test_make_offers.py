"""Invented offers: many at once, marked, found like any other, and gone without a trace."""

import pytest
from django.core.management import CommandError, call_command

from directory.models import Location, Offer, OfferText, Organization, OutboxEntry, PublicDocument, Source
from directory.showing import berlin_today
from directory.writing.publishing import project
from exchange.made.words import made_texts
from search.finding import find
from search.query import SearchQuery
from tests.factories import make_district, make_live_offer, make_offer, make_text


def make(*number, **options):
    call_command("make_offers", *number, **options)


def remove():
    call_command("make_offers", remove=True)


def facts():
    rows = PublicDocument.objects.order_by("pk").values_list("facts", flat=True)
    return [{name: value for name, value in row.items() if name != "number"} for row in rows]


def test_there_are_at_most_two_thousand_distinct_texts():
    assert len({text.words["de"]["title"] + text.words["de"]["summary"] for text in made_texts()}) <= 2000


def test_every_activity_exists_in_every_language_somewhere():
    for language in ("de-simple", "en", "ar"):
        titles = {text.words[language]["title"].split()[0] for text in made_texts() if language in text.words}
        assert len(titles) > 10, language


def test_all_offers_are_public_and_carry_the_mark_of_their_source(municipality):
    make_district(municipality)
    make(40)
    assert [row["source"]["name"] for row in facts()] == ["made"] * 40


def test_a_part_of_the_offers_has_words_in_other_languages(municipality):
    make(40)
    counts = {code: OfferText.objects.filter(locale__language_code=code).count() for code in ("de", "en", "ar")}
    assert counts["de"] == 40 > counts["en"] > counts["ar"] > 0


def test_the_same_seed_gives_the_same_facts(municipality):
    make(20, seed=7)
    before = facts()
    remove()
    make(20, seed=7)
    assert facts() == before


def test_another_run_adds_more(municipality):
    make(5)
    make(5)
    assert Offer.objects.count() == 10


def test_the_index_hears_of_new_and_of_removed_offers(municipality, index):
    query = SearchQuery(municipality=municipality.slug, language="de", today=berlin_today())
    index.rebuild()
    make(30)
    index.drain()
    assert find(query).total > 20
    remove()
    index.drain()
    assert find(query).total == 0


def test_removing_leaves_nothing_behind_and_other_offers_alone(municipality):
    ours = make_live_offer(municipality)
    make(30)
    remove()
    assert list(Offer.objects.all()) == [ours]
    assert not Source.objects.exists() and not Location.objects.exists()
    assert Organization.objects.count() == 1
    assert OfferText.objects.count() == 1


def test_removing_takes_offers_that_somebody_edited_too(municipality):
    make(3)
    offer = Offer.objects.first()
    offer.save_revision().publish()
    make_text(offer, "en", title="Changed").save()
    remove()
    assert not Offer.objects.exists()


def test_a_provider_that_another_offer_uses_stays(municipality):
    make(3)
    make_offer(municipality, organization=Organization.objects.get())
    remove()
    assert Organization.objects.filter(source__name="made").exists()


def test_removed_offers_are_told_to_the_index_once_each(municipality):
    make(3)
    OutboxEntry.objects.all().delete()
    remove()
    assert OutboxEntry.objects.count() == 3


@pytest.mark.parametrize("arguments", [[], ["0"], ["5", "--remove"], ["5", "--different", "0"]])
def test_a_call_that_makes_no_sense_is_refused(municipality, arguments):
    with pytest.raises(CommandError):
        make(*arguments)
    assert not Offer.objects.exists()


COLUMNS = [field.attname for field in PublicDocument._meta.concrete_fields if field.name != "updated_at"]


def make_copies():
    """Three offers of their own and seven copies."""
    make(10, different=3)


def test_the_public_document_of_a_copy_is_what_the_write_path_stores(municipality):
    make_district(municipality)
    make_copies()
    copied = list(PublicDocument.objects.order_by("pk").values(*COLUMNS))
    project([row["offer_id"] for row in copied])
    assert list(PublicDocument.objects.order_by("pk").values(*COLUMNS)) == copied
    assert len(copied) == 10


def test_copies_have_numbers_addresses_and_keys_of_their_own(municipality):
    make_copies()
    rows = list(Offer.objects.order_by("pk").values_list("source_key", "slug", "key"))
    assert [row[0] for row in rows] == [str(number) for number in range(1, 11)]
    assert all(len(set(column)) == 10 for column in zip(*rows, strict=True))


def test_copies_have_all_words_of_the_first_ones(municipality):
    make_copies()
    texts = OfferText.objects.order_by("offer", "locale").values_list(
        "offer__source_key", "locale", "title", "offer__key"
    )
    by_offer = {}
    for number, locale, title, _key in texts:
        by_offer.setdefault(int(number), []).append((locale, title))
    assert by_offer[1] == by_offer[4] == by_offer[7] == by_offer[10]
    assert all(row.translation_key == row.offer.key for row in OfferText.objects.select_related("offer"))


def test_the_index_hears_of_copies_and_they_are_removed_with_the_others(municipality):
    make_copies()
    waiting = set(OutboxEntry.objects.values_list("key", flat=True))
    assert {str(pk) for pk in Offer.objects.values_list("pk", flat=True)} <= waiting
    remove()
    assert not Offer.objects.exists()

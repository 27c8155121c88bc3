"""Publishing writes the public document, the source words and the outbox row in one transaction."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from directory.models import Offer, OfferText, OutboxEntry, PublicDocument
from directory.writing.publishing import project
from tests.factories import make_offer, make_organization, publish_offer


def outbox_keys():
    return list(OutboxEntry.objects.values_list("key", flat=True))


def test_publishing_stores_the_public_document(municipality):
    offer = make_offer(municipality, title="Nähcafé", kind="treff")
    assert PublicDocument.objects.get(offer=offer).facts["kind"] == "treff"


def test_publishing_stores_the_words_of_the_source_language(municipality):
    offer = make_offer(municipality, title="Nähcafé")
    row = OfferText.objects.get(offer=offer)
    assert (row.locale.language_code, row.title) == ("de", "Nähcafé")


def test_publishing_queues_the_offer_for_the_index(municipality):
    offer = make_offer(municipality)
    assert outbox_keys() == [str(offer.pk)]


def test_a_draft_has_no_public_document(municipality):
    make_offer(municipality, publish=False)
    assert not PublicDocument.objects.exists()


def test_a_draft_change_stays_private_until_it_is_published(municipality):
    offer = make_offer(municipality, title="Alt")
    offer.title = "Neu"
    offer.save_revision()
    assert OfferText.objects.get(offer=offer).title == "Alt"


def test_publishing_again_replaces_document_and_words(municipality):
    offer = make_offer(municipality, title="Alt", slots=[])
    offer.title = "Neu"
    offer.age_from = 6
    publish_offer(offer)
    assert (offer.texts.get().title, offer.document.age_from) == ("Neu", 6)


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_no_document_words_or_outbox_row(transactional_db):
    from directory.municipalities import create_municipality

    offer = make_offer(create_municipality("testburg"), publish=False)
    with pytest.raises(RuntimeError), transaction.atomic():
        offer.save_revision().publish()
        raise RuntimeError
    assert not (PublicDocument.objects.exists() or OfferText.objects.exists() or OutboxEntry.objects.exists())
    assert not Offer.objects.get(pk=offer.pk).live


def test_unpublishing_removes_the_document_and_tells_the_index(municipality):
    offer = make_offer(municipality)
    OutboxEntry.objects.all().delete()
    offer.unpublish()
    assert not PublicDocument.objects.exists()
    assert str(offer.pk) in outbox_keys()


def test_unpublishing_keeps_the_words(municipality):
    offer = make_offer(municipality)
    offer.unpublish()
    assert offer.texts.exists()


def test_deleting_an_offer_tells_the_index(municipality):
    offer = make_offer(municipality)
    key = str(offer.pk)
    OutboxEntry.objects.all().delete()
    offer.delete()
    assert key in outbox_keys()


def test_six_hundred_offers_are_projected_in_few_queries(municipality, django_assert_max_num_queries):
    organization = make_organization(municipality)
    Offer.objects.bulk_create(
        Offer(municipality=municipality, slug=f"o-{n}", title=f"O {n}", live=True) for n in range(600)
    )
    Offer.objects.first().offer_organizations.create(organization=organization)
    keys = list(Offer.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(120):
        project(keys)
    assert PublicDocument.objects.count() == OfferText.objects.count() == OutboxEntry.objects.count() == 600


def test_a_second_projection_of_the_same_facts_changes_no_document(municipality):
    offer = make_offer(municipality)
    before = PublicDocument.objects.values("facts", "tags", "standing", "listed_until").get()
    project([offer.pk])
    assert PublicDocument.objects.values("facts", "tags", "standing", "listed_until").get() == before


def test_a_freshly_confirmed_offer_stands_before_an_older_confirmation(municipality):
    make_offer(municipality, title="alt", confirmed_on="2026-01-01")
    make_offer(municipality, title="frisch", confirmed_on="2026-11-01")
    found = PublicDocument.objects.order_by("-standing").values_list("offer__title", flat=True)
    assert list(found) == ["frisch", "alt"]


def test_a_source_language_without_pages_is_refused(municipality):
    offer = make_offer(municipality, publish=False, source_language="xx")
    with pytest.raises(ValidationError):
        offer.full_clean()

"""Vocabularies, languages and Wagtail's root page are there for every test, whatever the test before it did."""

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from wagtail.models import Locale, Page

from directory.models import Term
from tests.factories import make_offer


def test_a_flush_brings_the_first_rows_back(transactional_db, settings):
    terms = Term.objects.count()
    call_command("flush", "--noinput", verbosity=0)
    assert (Term.objects.count(), Locale.objects.count()) == (terms, len(settings.LANGUAGES))


def test_pages_keep_their_type_after_a_flush(transactional_db):
    before = dict(ContentType.objects.values_list("model", "pk"))
    call_command("flush", "--noinput", verbosity=0)
    assert dict(ContentType.objects.values_list("model", "pk")) == before
    assert Page.get_first_root_node().specific is not None


def test_records_can_be_written_after_a_flush(transactional_db):
    from directory.municipalities import create_municipality

    call_command("flush", "--noinput", verbosity=0)
    assert make_offer(create_municipality("testburg")).document.slug

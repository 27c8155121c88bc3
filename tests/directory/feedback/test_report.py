import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.test import Client

from directory.models import Feedback, Term
from tests.conftest import HOST
from tests.factories import make_live_offer, make_text

pytestmark = pytest.mark.django_db


class DeadMailServer(BaseEmailBackend):
    """A mail server that nobody can reach."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError


def words(response):
    return response.content.decode()


def test_the_form_names_the_offer_and_every_reason(form):
    html = words(form.get())
    assert "Sprachcafé" in html
    assert html.count('type="radio"') == 12


def test_reading_the_form_writes_nothing(form, django_assert_max_num_queries):
    form.get()
    with django_assert_max_num_queries(3) as queries:
        form.get()
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)


def test_neither_form_nor_answer_sets_a_cookie(form):
    assert not form.get().cookies
    assert not form.send().cookies


def test_a_report_is_stored_with_what_the_reader_said(form):
    response = form.send(grund="nicht-erreichbar", text="Nobody\r\nanswers.", kontakt="reader@example.org")
    report = Feedback.objects.get()
    assert response.status_code == 200 and "We have your message." in words(response)
    assert (report.offer, report.reason, report.text) == (form.offer, "nicht-erreichbar", "Nobody\nanswers.")
    assert (report.contact, report.language, report.municipality) == ("reader@example.org", "en", form.town)


def test_the_office_gets_a_mail_that_it_can_answer(form):
    form.send(text="Wrong number", kontakt="reader@example.org")
    (message,) = mail.outbox
    assert message.to == ["office@example.org"] and message.reply_to == ["reader@example.org"]
    assert message.subject == "Rückmeldung: Sprachcafé"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Wrong number" in message.body and f"/a/{form.offer.pk}" in message.body
    assert Feedback.objects.get().mailed_at


def test_without_an_address_nobody_is_named_as_writer(form):
    form.send()
    assert mail.outbox[0].reply_to == []


def test_a_line_break_in_the_title_stays_out_of_the_subject(municipality, form):
    offer = make_live_offer(municipality, title="Kurs\nBcc: somebody@example.org")
    form.client.post(
        f"/en/melden/{offer.pk}/",
        {"grund": "voll", "zeichen": _token(form, offer)},
    )
    assert "\n" not in mail.outbox[0].subject


def _token(form, offer):
    return words(form.client.get(f"/en/melden/{offer.pk}/")).split('name="zeichen" value="')[1].split('"')[0]


def test_a_dead_mail_server_loses_nothing(form, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadMailServer"
    assert form.send(text="Wrong number").status_code == 200
    assert Feedback.objects.get().mailed_at is None


def test_reports_that_wait_are_mailed_later(form, settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.DeadMailServer"
    form.send()
    with pytest.raises(CommandError):
        call_command("send_feedback")
    settings.EMAIL_BACKEND = working
    call_command("send_feedback")
    call_command("send_feedback")
    assert len(mail.outbox) == 1 and Feedback.objects.get().mailed_at


def test_without_an_office_address_the_report_waits_for_staff(form):
    form.town.office_email = ""
    form.town.save()
    assert form.send().status_code == 200
    assert Feedback.objects.get().mailed_at is None


def test_a_report_goes_to_the_municipality_that_keeps_the_offer(form, other_municipality):
    for town in (form.town, other_municipality):
        town.county = "Landkreis Test"
        town.save()
    offer = make_live_offer(other_municipality, reach="landkreis")
    form.client.post(f"/en/melden/{offer.pk}/", {"grund": "voll", "zeichen": _token(form, offer)})
    assert Feedback.objects.get().municipality == other_municipality


def test_an_offer_of_another_town_has_no_form_here(form, other_municipality):
    assert form.client.get(f"/en/melden/{make_live_offer(other_municipality).pk}/").status_code == 404


def test_the_title_is_told_in_the_readers_language(form):
    make_text(form.offer, "ar", title="مقهى اللغات")
    assert "مقهى اللغات" in words(Client(SERVER_NAME=HOST).get(form.path.replace("/en/", "/ar/")))


def test_a_sensitive_offer_can_be_left_quickly_and_is_not_kept(form, municipality):
    offer = make_live_offer(municipality, topics=["schutz"], title="Hilfe")
    response = form.client.get(f"/en/melden/{offer.pk}/")
    assert "data-leave" in words(response)
    assert "no-store" in response["Cache-Control"] and response["X-Robots-Tag"] == "noindex"


def test_a_hidden_reason_is_not_offered(form):
    form.town.term_overrides.create(
        term=Term.objects.get(vocabulary="feedback-reason", slug="unfreundlich"), hidden=True
    )
    assert 'value="unfreundlich"' not in words(form.get())

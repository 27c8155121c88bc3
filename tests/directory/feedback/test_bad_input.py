from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from directory.feedback import tokens
from directory.feedback.keeping import mark_answered
from directory.feedback.limits import PER_ADDRESS, PER_MUNICIPALITY, client_address, network_of
from directory.models import Feedback, RateCount, UsedToken

pytestmark = pytest.mark.django_db
KEPT = "Das Telefon ist aus. رقم خطأ"


def refused(response, status, sentence, text=KEPT):
    html = response.content.decode()
    assert response.status_code == status
    assert sentence in html and 'role="alert"' in html
    assert text in html
    assert Feedback.objects.count() == 0 and not mail.outbox


def test_without_a_reason_the_text_comes_back(form):
    refused(form.send(grund="", text=KEPT), 400, "Please choose what is wrong.")


def test_an_unknown_reason_is_refused(form):
    refused(form.send(grund="<script>", text=KEPT), 400, "Please choose what is wrong.")


def test_a_text_that_is_too_long_comes_back_whole(form):
    text = "ä" * 2001
    refused(form.send(text=text), 400, "It has 2001 characters.", text)


def test_a_text_of_two_thousand_characters_of_any_script_is_taken(form):
    assert form.send(text="😀" * 2000).status_code == 200
    assert len(Feedback.objects.get().text) == 2000


@pytest.mark.parametrize(
    "contact", ["a@example.org\nBcc: b@example.org", "a@example.org\r\n", "nobody", "a" * 300 + "@x.de"]
)
def test_an_address_that_is_none_is_refused(form, contact):
    refused(form.send(text=KEPT, kontakt=contact), 400, "This e-mail address is not right.")


def test_a_program_that_fills_every_field_is_refused(form):
    refused(form.send(text=KEPT, website="http://example.org"), 400, "Please leave the last field empty.")


def test_a_foreign_page_cannot_send_the_form(form):
    refused(form.send(text=KEPT, headers={"Sec-Fetch-Site": "cross-site"}), 403, "Please send the form again")
    refused(form.send(text=KEPT, headers={"Origin": "https://foreign.example.org"}), 403, "Please send the form again")
    refused(form.send(text=KEPT, headers={"Origin": "null"}), 403, "Please send the form again")


def test_a_browser_on_this_page_can_send_the_form(form):
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testburg.localhost"}
    assert form.send(headers=headers).status_code == 200


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "x" * 5000])
def test_a_forged_token_gives_a_fresh_form_with_the_text(form, token):
    response = form.client.post(form.path, {"zeichen": token, "grund": "falsch", "text": KEPT})
    refused(response, 400, "Please press the button again.")


def test_a_token_of_another_offer_is_refused(form):
    refused(form.send(zeichen=tokens.make_token(form.offer.pk + 1), text=KEPT), 400, "Please press the button again.")


def test_a_token_that_is_too_old_gives_a_fresh_form_with_the_text(form, monkeypatch):
    monkeypatch.setattr(tokens, "LIFETIME", timedelta(seconds=-1))
    refused(form.send(text=KEPT), 400, "Please press the button again.")


def test_a_token_works_once(form):
    token = form.token()
    assert form.send(zeichen=token).status_code == 200
    again = form.send(zeichen=token, text=KEPT)
    assert again.status_code == 400 and KEPT in again.content.decode()
    assert Feedback.objects.count() == 1


def test_a_mistake_does_not_use_up_the_token(form):
    token = form.token()
    form.send(zeichen=token, grund="")
    assert form.send(zeichen=token).status_code == 200


def test_a_megabyte_of_text_is_refused_with_a_page(form):
    response = form.send(text="x" * 1_000_000)
    assert response.status_code == 413
    assert "Your text is much too long." in response.content.decode()
    assert Feedback.objects.count() == 0


def test_thousands_of_fields_are_refused_with_a_page(form):
    response = form.client.post(
        form.path, "&".join(f"a{n}=1" for n in range(3000)), content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 400 and 'role="alert"' in response.content.decode()


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "application/x-www-form-urlencoded; charset=nonsense", "application/json"]
)
def test_a_body_that_cannot_be_read_is_refused(form, content_type):
    assert form.client.generic("POST", form.path, b"\xff\x00=%%", content_type).status_code == 400


def test_control_characters_and_direction_overrides_are_taken_out(form):
    form.send(text="ab\u202ecd\x00\x07ef\u2066\ufeff")
    assert Feedback.objects.get().text == "abcdef"


def test_markup_stays_text(form):
    response = form.send(grund="", text="</textarea><script>alert(1)</script>")
    assert "<script>" not in response.content.decode()


def test_the_sixth_report_of_an_address_waits(form):
    for _number in range(PER_ADDRESS.most):
        assert form.send().status_code == 200
    response = form.send(text=KEPT)
    assert response.status_code == 429 and response["Retry-After"]
    assert KEPT in response.content.decode() and "030 23125 100" in response.content.decode()
    assert form.send(remote="192.0.2.2").status_code == 200


def test_a_refused_report_leaves_its_token_unused(form):
    for _number in range(PER_ADDRESS.most):
        form.send()
    token = form.token()
    assert form.send(zeichen=token).status_code == 429
    assert form.send(zeichen=token, remote="192.0.2.2").status_code == 200


def test_a_thousand_reports_fill_no_table_and_break_no_page(form):
    statuses = {form.send(remote=f"198.51.{n // 250}.{n % 250}").status_code for n in range(1000)}
    assert statuses == {200, 429}
    assert Feedback.objects.count() == PER_MUNICIPALITY.most
    assert RateCount.objects.count() <= PER_MUNICIPALITY.most + 1
    assert UsedToken.objects.count() == PER_MUNICIPALITY.most
    assert len(mail.outbox) == PER_MUNICIPALITY.most


def test_the_reader_s_address_is_stored_nowhere(form):
    form.send(remote="192.0.2.77", headers={"User-Agent": "Kanarienvogel"})
    with connection.cursor() as cursor:
        for table in ("directory_feedback", "directory_ratecount", "directory_usedtoken"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = repr(cursor.fetchall())
            assert "192.0.2.77" not in rows and "Kanarienvogel" not in rows


def test_one_household_counts_once():
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1")
    assert network_of("::ffff:192.0.2.1") == "192.0.2.1"
    assert network_of("nonsense") == "unknown"


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.0.0.1"), (1, "192.0.2.9"), (2, "203.0.113.5")])
def test_only_proxies_of_one_s_own_are_believed(rf, settings, proxies, address):
    settings.STADTLOTSE_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "1.1.1.1, 203.0.113.5, 192.0.2.9"})
    assert client_address(request) == address


@pytest.fixture
def report(form):
    form.send(text=KEPT, kontakt="reader@example.org")
    return Feedback.objects.get()


def test_an_answer_erases_the_address(report):
    mark_answered(report)
    report.refresh_from_db()
    assert (report.contact, report.state) == ("", "beantwortet")


def test_staff_set_the_state_and_nothing_else(report, admin_client, municipality):
    path = f"/admin/snippets/directory/feedback/edit/{report.pk}/"
    assert KEPT in admin_client.get(path).content.decode()
    admin_client.post(path, {"state": "beantwortet", "text": "changed"})
    report.refresh_from_db()
    assert (report.contact, report.state, report.text) == ("", "beantwortet", KEPT)


def test_an_answered_report_goes_on_the_next_day(report):
    mark_answered(report)
    call_command("purge_feedback")
    assert Feedback.objects.count() == 1
    Feedback.objects.update(answered_on=report.answered_on - timedelta(days=1))
    call_command("purge_feedback")
    assert Feedback.objects.count() == 0


def test_an_open_report_goes_after_ninety_days(report):
    Feedback.objects.update(created=timezone.now() - timedelta(days=89))
    call_command("purge_feedback")
    assert Feedback.objects.count() == 1
    Feedback.objects.update(created=timezone.now() - timedelta(days=91))
    call_command("purge_feedback", dry_run=True)
    assert Feedback.objects.count() == 1
    call_command("purge_feedback")
    assert Feedback.objects.count() == 0


def test_a_new_report_clears_what_is_over(form):
    form.send()
    Feedback.objects.update(created=timezone.now() - timedelta(days=91))
    RateCount.objects.update(expires=timezone.now() - timedelta(minutes=1))
    UsedToken.objects.update(expires=timezone.now() - timedelta(minutes=1))
    form.send()
    assert Feedback.objects.count() == UsedToken.objects.count() == 1

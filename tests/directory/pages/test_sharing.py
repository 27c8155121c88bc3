import re
from datetime import date, time, timedelta

import pytest
import segno
from icalendar import Calendar

from directory.models import CourseRun, Session
from directory.pages.sharing import qr_svg
from directory.showing import berlin_today
from tests.factories import make_location, make_offer

pytestmark = pytest.mark.django_db
IN_A_WEEK = berlin_today() + timedelta(days=7)
MONDAY = IN_A_WEEK + timedelta(days=-IN_A_WEEK.weekday() + 7)


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def run(**facts):
    slots = [{"day": day, "start": "18:00", "end": "20:00"} for day in ("mo", "mi")]
    return CourseRun(**({"starts_on": MONDAY, "ends_on": MONDAY + timedelta(days=60), "slots": slots} | facts))


def events(client, offer, name, language="de"):
    response = client.get(f"/{language}/angebote/{offer.slug}/{name}.ics")
    assert response.status_code == 200
    return response, Calendar.from_ical(response.content).walk("VEVENT")


@pytest.fixture
def course(municipality):
    place = make_location(municipality, "Nachbarhaus")
    return make_offer(municipality, title="Deutschkurs", kind="sprachkurs", location=place, runs=[run()])


@pytest.fixture
def sensitive(municipality):
    return make_offer(
        municipality, title="Frauenhaus", topics=["schutz"], neutral_title="Hilfe", runs=[run()],
        location=make_location(municipality, "Lindenhof"),
    )  # fmt: skip


def test_the_short_address_is_on_the_host_the_reader_came_by(client, course):
    assert f'<a href="/a/{course.pk}"><bdi dir="ltr">testburg.localhost/a/{course.pk}</bdi></a>' in read(
        client, f"/de/angebote/{course.slug}/"
    )


def test_mail_and_message_carry_title_and_short_address(client, course):
    html = read(client, f"/de/angebote/{course.slug}/")
    assert f"mailto:?subject=Deutschkurs&amp;body=Deutschkurs%0Ahttp%3A//testburg.localhost/a/{course.pk}" in html
    assert "sms:?&amp;body=Deutschkurs" in html


def test_a_sensitive_offer_passes_on_its_neutral_title_only(client, sensitive):
    html = read(client, f"/de/angebote/{sensitive.slug}/")
    assert all("Frauenhaus" not in link for link in re.findall(r'href="((?:mailto|sms):[^"]*)', html))


def test_the_qr_page_shows_code_and_address(client, course):
    html = read(client, f"/a/{course.pk}/qr/")
    assert "<svg" in html and f"testburg.localhost/a/{course.pk}" in html


def test_the_qr_page_speaks_the_readers_language(client, course):
    response = client.get(f"/a/{course.pk}/qr/", headers={"accept-language": "ar"})
    assert response["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in response.content.decode()


def test_the_qr_page_of_a_sensitive_offer_does_not_name_it(client, sensitive):
    response = client.get(f"/a/{sensitive.pk}/qr/")
    assert "Frauenhaus" not in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_the_qr_picture_is_a_file_of_its_own(client, course):
    response = client.get(f"/a/{course.pk}/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert 'xmlns="http://www.w3.org/2000/svg"' in response.content.decode()


def test_the_code_holds_the_address():
    address = "https://stadt.example.org/a/12"
    drawn = re.search(r'stroke="#000" d="([^"]+)"', qr_svg(address, scale=1))[1]
    dark = sum(int(length) for length in re.findall(r"h(\d+)", drawn))
    assert dark == sum(sum(row) for row in segno.make(address, error="m", micro=False).matrix)


def test_a_run_is_a_weekly_series_until_its_last_day(client, course):
    _response, (event,) = events(client, course, f"start-{MONDAY}")
    rule = event["rrule"]
    assert (rule["FREQ"], rule["BYDAY"]) == (["WEEKLY"], ["MO", "WE"])
    assert rule["UNTIL"][0].date() in (MONDAY + timedelta(days=60), MONDAY + timedelta(days=59))


def test_times_are_those_of_berlin(client, course):
    response, (event,) = events(client, course, f"start-{MONDAY}")
    assert b"TZID:Europe/Berlin" in response.content
    assert (event.decoded("dtstart").hour, event.decoded("dtend").hour) == (18, 20)
    assert str(event["dtstart"].params["TZID"]) == "Europe/Berlin"


def test_a_run_without_a_last_day_is_no_endless_series(client, municipality):
    offer = make_offer(municipality, runs=[run(ends_on=None)])
    _response, (event,) = events(client, offer, f"start-{MONDAY}")
    assert "rrule" not in event


def test_every_other_week_and_week_of_the_month_are_told(client, municipality):
    slots = [
        {"day": "di", "start": "10:00", "end": "11:00", "every": 2},
        {"day": "fr", "start": "10:00", "end": "11:00", "nth": 1},
    ]
    offer = make_offer(municipality, runs=[run(slots=slots)])
    _response, (biweekly, monthly) = events(client, offer, f"start-{MONDAY}")
    assert biweekly["rrule"]["INTERVAL"] == [2]
    assert (monthly["rrule"]["FREQ"], monthly["rrule"]["BYDAY"]) == (["MONTHLY"], ["1FR"])


def test_two_runs_on_one_day_have_files_of_their_own(client, municipality):
    evening = [{"day": "mo", "start": "19:00", "end": "20:00"}]
    offer = make_offer(municipality, runs=[run(), run(slots=evening)])
    _response, (event,) = events(client, offer, f"start-{MONDAY}-2")
    assert event.decoded("dtstart").hour == 19


def test_a_meeting_is_one_event(client, municipality):
    offer = make_offer(municipality, sessions=[Session(date=MONDAY, starts_at=time(9), ends_at=time(10, 30))])
    _response, (event,) = events(client, offer, MONDAY)
    assert (event.decoded("dtend") - event.decoded("dtstart")) == timedelta(hours=1, minutes=30)


def test_a_date_that_is_over_has_no_file(client, municipality):
    offer = make_offer(municipality, sessions=[Session(date=date(2020, 1, 1))])
    assert client.get(f"/de/angebote/{offer.slug}/2020-01-01.ics").status_code == 404


def test_the_page_links_its_calendar_files(client, course):
    assert f"/de/angebote/{course.slug}/start-{MONDAY}.ics" in read(client, f"/de/angebote/{course.slug}/")


def test_the_file_names_the_place(client, course):
    _response, (event,) = events(client, course, f"start-{MONDAY}")
    assert str(event["location"]).startswith("Nachbarhaus, Beispielweg 1")


def test_the_file_of_a_protected_place_does_not(client, municipality):
    offer = make_offer(municipality, runs=[run()], location=make_location(municipality, "Zuflucht", type="geschuetzt"))
    _response, (event,) = events(client, offer, f"start-{MONDAY}")
    assert "location" not in event


def test_the_file_of_a_sensitive_offer_says_nothing_of_it(client, sensitive):
    response, (event,) = events(client, sensitive, f"start-{MONDAY}")
    assert str(event["summary"]) == "Hilfe" and "location" not in event
    assert b"Frauenhaus" not in response.content
    assert sensitive.slug not in response["Content-Disposition"] and sensitive.slug.encode() not in response.content


def test_full_runs_come_after_those_with_room(client, municipality):
    later = MONDAY + timedelta(days=30)
    offer = make_offer(municipality, runs=[run(seats="voll"), run(starts_on=later, seats="frei")])
    html = read(client, f"/de/angebote/{offer.slug}/")
    assert html.index(f"start-{later}") < html.index(f"start-{MONDAY}")

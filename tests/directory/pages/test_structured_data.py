import json
import re
from datetime import date, timedelta

import pytest

from directory.models import CourseRun, Municipality, Session
from directory.showing import berlin_today
from tests.factories import make_location, make_offer

pytestmark = pytest.mark.django_db
SOON = berlin_today() + timedelta(days=7)


def page(client, offer, language="de"):
    return client.get(f"/{language}/angebote/{offer.slug}/").content.decode()


def data(client, offer):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, offer))[1])


def test_a_course_tells_its_runs(client, municipality):
    offer = make_offer(municipality, kind="sprachkurs", runs=[CourseRun(starts_on=SOON)], costs=["frei"])
    found = data(client, offer)
    assert (found["@type"], found["hasCourseInstance"][0]["startDate"]) == ("Course", SOON.isoformat())
    assert found["offers"]["price"] == "0"


def test_dated_meetings_are_events(client, municipality):
    offer = make_offer(municipality, kind="kulturangebot", sessions=[Session(date=SOON)])
    assert data(client, offer)["subEvent"][0]["startDate"] == SOON.isoformat()


def test_everything_else_is_a_service(client, municipality):
    offer = make_offer(municipality, kind="beratung", location=make_location(municipality, "Nachbarhaus"))
    found = data(client, offer)
    assert found["@type"] == "Service"
    assert found["availableChannel"][0]["serviceLocation"]["name"] == "Nachbarhaus"


def test_a_title_cannot_end_the_script(client, municipality):
    offer = make_offer(municipality, title="</script><script>alert(1)</script>")
    assert "<script>alert" not in page(client, offer)
    assert data(client, offer)["name"] == offer.title


def test_a_protected_place_is_not_told(client, municipality):
    offer = make_offer(municipality, location=make_location(municipality, "Zuflucht", type="geschuetzt"))
    assert "availableChannel" not in data(client, offer)


@pytest.mark.parametrize("facts", [{"sensitive": True}, {"status": "beendet"}], ids=["sensitive", "ended"])
def test_some_offers_tell_search_engines_nothing(client, municipality, facts):
    assert "ld+json" not in page(client, make_offer(municipality, **facts))


def test_previews_show_title_and_summary(client, municipality):
    html = page(client, make_offer(municipality, title="Sprachcafé", summary="Wir reden."))
    assert '<meta property="og:title" content="Sprachcafé">' in html
    assert '<meta property="og:description" content="Wir reden.">' in html


def links(html, name):
    return dict(re.findall(rf'<link rel="{name}" hreflang="([^"]+)" href="([^"]+)"', html))


def test_a_page_names_its_other_languages_and_itself(client, municipality):
    Municipality.objects.filter(pk=municipality.pk).update(languages=["de", "ar"])
    municipality.refresh_from_db()
    municipality.save()
    offer = make_offer(municipality)
    html = page(client, offer)
    assert set(links(html, "alternate")) == {"de", "ar", "x-default"}
    assert f'<link rel="canonical" href="http://testburg.localhost/de/angebote/{offer.slug}/">' in html


def test_a_search_in_the_address_is_not_part_of_the_canonical_one(client, municipality):
    offer = make_offer(municipality)
    html = client.get(f"/de/angebote/{offer.slug}/?utm=x").content.decode()
    assert "?utm" not in re.search(r'rel="canonical" href="([^"]+)"', html)[1]


def test_an_offer_for_the_county_has_its_page_at_its_own_municipality(client, municipality, other_municipality):
    for town in (municipality, other_municipality):
        town.county = "Landkreis"
        town.save()
    offer = make_offer(other_municipality, reach="landkreis")
    html = page(client, offer)
    assert f'<link rel="canonical" href="http://nebenstadt.localhost/de/angebote/{offer.slug}/">' in html
    assert links(html, "alternate")["x-default"] == f"http://nebenstadt.localhost/a/{offer.pk}"


def test_an_ended_offer_stays_its_own_canonical_page(client, municipality):
    offer = make_offer(municipality, ends_on=date(2020, 1, 1))
    assert f'rel="canonical" href="http://testburg.localhost/de/angebote/{offer.slug}/"' in page(client, offer)


def test_a_page_says_its_language(client, municipality):
    assert client.get(f"/ar/angebote/{make_offer(municipality).slug}/")["Content-Language"] == "ar"

import json
from datetime import timedelta

import pytest

from directory.models import Contact, CourseRun, Municipality, Visibility
from directory.showing import berlin_today
from home.blocks import CELL, TABLE, TEXT
from home.models import GuidePage, HomePage
from tests.factories import make_district, make_location, make_offer, make_organization, make_text, publish_offer


def square(west):
    """The outline of a district two hundredths of a degree wide."""
    corners = [[west, 54], [west + 0.02, 54], [west + 0.02, 54.01], [west, 54.01], [west, 54]]
    return {"type": "Polygon", "coordinates": [corners]}


@pytest.fixture
def town(live_site, index):
    """A running site with some offers of every look: with run, full, German only, online, sensitive, unconfirmed."""
    municipality = live_site.municipality
    municipality.office_name, municipality.office_phone = "Büro für Integration", "030 23125 100"
    municipality.save()
    west = make_district(municipality, "Weststadt", slug="weststadt", outline=square(7.02))
    berg = make_district(municipality, "Lerchenberg", slug="lerchenberg", neighbors=[west], outline=square(7.0))
    place = make_location(municipality, "Nachbarhaus", district=west, accessibility={"zugang-stufenlos": True})
    facts = {"types": ["stadtteilzentrum"], "community_languages": ["ar"], "location": place}
    center = make_organization(municipality, "Nachbarn e. V.", slug="nachbarn", **facts)
    Contact.objects.create(organization=center, visibility=Visibility.PUBLIC, phone="030 23125 220")
    today = berlin_today()
    course = make_offer(
        municipality,
        publish=False,
        organization=center,
        location=place,
        pk=4711,
        slug="deutschkurs",
        title="Deutschkurs für Frauen",
        summary="Sie lernen die ersten Wörter.",
        how_to_join="Rufen Sie an.\nKommen Sie vorbei.",
        kind="sprachkurs",
        topics=["deutsch"],
        target_groups=["frauen"],
        costs=["frei"],
        access_rules=["nur-frauen"],
        childcare="vor-ort",
        confirmed_on=today,
    )
    slots = [{"day": "mo", "start": "18:00", "end": "20:00"}]
    soon = today + timedelta(days=5)
    course.runs = [CourseRun(level_from="a1", level_to="a2", starts_on=soon, slots=slots, seats="frei")]
    publish_offer(course)
    make_text(course, "ar", title="دورة ألمانية للنساء", summary="تتعلمين الكلمات الأولى.")
    hill = make_location(municipality, district=berg)
    make_offer(municipality, title="Sprachcafé", location=hill, kind="sprachtreff")
    make_offer(municipality, title="Deutsch online", formats=["online"], kind="sprachkurs", seats="voll")
    make_offer(municipality, title="Hilfe für Frauen", topics=["schutz"], sensitive=True, slug="hilfe")
    for home in HomePage.objects.all():
        add_guides(home)
    index.rebuild()
    index.drain()
    return live_site


def add_guides(home):
    """A guide with everything that a text can hold, below another one."""
    table = {"columns": [{"type": CELL, "heading": "Amt"}, {"type": CELL, "heading": "Wann"}], "caption": ""}
    table["rows"] = [{"values": ["<p>Wohnungsamt</p>", "<p>Montag bis Donnerstag</p>"]}]
    text = "<h2>Kaution</h2><p>Der Vermieter will <b>Geld</b>.</p><ul><li><a href='tel:110'>110</a></li></ul>"
    body = [{"type": TEXT, "value": text}, {"type": TABLE, "value": table}]
    top = GuidePage(title="Wohnen", slug="wohnen", locale=home.locale)
    home.add_child(instance=top)
    top.add_child(instance=GuidePage(title="Miete", slug="miete", locale=home.locale, body=json.dumps(body)))


@pytest.fixture
def many(town, index):
    """Enough offers for two pages."""
    municipality = Municipality.objects.get(slug="testburg")
    for number in range(25):
        make_offer(municipality, title=f"Treff {number}", topics=["begegnung"])
    index.drain()
    return town

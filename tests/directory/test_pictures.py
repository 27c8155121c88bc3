import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.forms import modelform_factory
from PIL import Image

from directory import pictures
from directory.models import Location, Organization
from directory.words_by_language import parse_words
from tests.factories import make_location, make_offer, make_organization

pytestmark = pytest.mark.django_db
ALT = {"de": "Zwei Frauen lesen.", "ar": "امرأتان تقرآن."}


def photo(size=(900, 600), kind="JPEG", **options):
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, **options)
    return ContentFile(written.getvalue(), "IMG_20260101 Wohnung.JPG")


def located_photo():
    """As a phone writes it: with the place where it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Telefonmarke"
    return photo(exif=exif.tobytes())


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def offer(municipality):
    return make_offer(municipality, title="Lesen", picture=located_photo(), picture_alt=ALT)


def test_the_stored_original_has_no_metadata_and_stands_upright(offer):
    with Image.open(offer.picture.path) as stored:
        assert not stored.getexif() and stored.size == (600, 900)
    assert b"Telefonmarke" not in default_storage.open(offer.picture.name).read()


def test_the_name_of_the_upload_is_forgotten(offer):
    assert pictures.size_of(offer.picture.name) == (600, 900)
    assert "Wohnung" not in offer.picture.name


def test_the_public_document_holds_path_and_words_only(offer):
    assert offer.document.facts["picture"] == {"path": offer.picture.name, "alt": ALT}


def test_a_page_shows_small_sizes_lazily(client, offer):
    html = client.get(f"/ar/angebote/{offer.slug}/").content.decode()
    tag = html[html.index("<img") : html.index(">", html.index("<img"))]
    assert 'loading="lazy"' in tag and 'width="600" height="900"' in tag and ALT["ar"] in tag
    assert ".360.webp 360w" in tag


def test_words_of_a_picture_in_another_language_carry_it(client, offer):
    html = client.get(f"/en/angebote/{offer.slug}/").content.decode()
    assert f'alt="{ALT["de"]}" lang="de" dir="ltr"' in html


def test_sizes_are_served_as_webp_and_kept_by_browsers(client, offer):
    response = client.get(f"/media/{offer.picture.name.rpartition('.')[0]}.360.webp")
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert "immutable" in response["Cache-Control"]
    with Image.open(io.BytesIO(response.content)) as size:
        assert size.size == (360, 540)


def test_a_picture_costs_no_query(client, offer, django_assert_max_num_queries):
    client.get(f"/de/angebote/{offer.slug}/")
    with django_assert_max_num_queries(4):
        client.get(f"/de/angebote/{offer.slug}/")


@pytest.mark.parametrize("path", ["pictures/../test.sqlite3", "pictures/x.svg", "pictures/x.html", "test.sqlite3"])
def test_nothing_but_pictures_is_served(client, municipality, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"GIF89a" + b"\0" * 20,
        b"",
        b"\xff\xd8\xff\xe0 broken",
    ],
    ids=["svg", "gif", "empty", "broken"],
)
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(ValidationError):
        pictures.clean_picture(ContentFile(content, "bild.jpg"))


def test_a_picture_of_too_many_pixels_is_refused():
    bomb = photo((7000, 6000), "PNG")
    assert bomb.size < pictures.MOST_BYTES
    with pytest.raises(ValidationError, match="too many pixels|zu viele"):
        pictures.clean_picture(bomb)


def test_a_large_file_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 1000)
    with pytest.raises(ValidationError):
        pictures.clean_picture(photo())


def form(model, data, files=None):
    return modelform_factory(model, fields=["picture", "picture_alt"])(data, files)


def test_a_picture_needs_words(municipality):
    found = form(Organization, {}, {"picture": photo()})
    assert list(found.errors) == ["picture_alt"]


def test_a_form_takes_words_by_language(municipality):
    assert parse_words("de: Zwei Frauen lesen.\nar: امرأتان تقرآن.") == ALT


def test_a_line_without_a_language_is_german():
    assert parse_words("Um 9: Frühstück") == {"de": "Um 9: Frühstück"}


def test_a_form_says_what_is_wrong_with_a_file(municipality):
    assert "picture" in form(Location, {}, {"picture": ContentFile(b"<svg/>", "bild.png")}).errors


def test_a_protected_place_has_no_picture(municipality):
    location = make_location(municipality, type="geschuetzt", picture=photo(), picture_alt=ALT)
    location.refresh_from_db()
    assert (location.picture.name, location.picture_alt) == ("", {})


def test_the_picture_of_a_place_is_part_of_the_offer(client, municipality):
    offer = make_offer(municipality, location=make_location(municipality, picture=photo(), picture_alt=ALT))
    assert ALT["de"] in client.get(f"/de/angebote/{offer.slug}/").content.decode()


def test_an_organisation_may_have_one(municipality):
    provider = make_organization(municipality, picture=photo(), picture_alt=ALT)
    assert pictures.public_picture(provider)["alt"] == ALT


def test_a_draft_keeps_its_picture_until_it_is_published(municipality):
    offer = make_offer(municipality, publish=False, picture=photo(), picture_alt=ALT)
    revision = offer.save_revision()
    revision.publish()
    offer.refresh_from_db()
    assert default_storage.exists(offer.picture.name)


def test_previews_of_sensitive_offers_have_no_picture(client, municipality):
    offer = make_offer(municipality, sensitive=True, picture=photo(), picture_alt=ALT)
    assert "og:" not in client.get(f"/de/angebote/{offer.slug}/").content.decode()


def test_previews_of_other_offers_have_it(client, offer):
    html = client.get(f"/de/angebote/{offer.slug}/").content.decode()
    assert 'property="og:image" content="http://testburg.localhost/media/pictures/' in html

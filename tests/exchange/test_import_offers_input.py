import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from directory.models import Offer
from exchange.mapping.profile_files import FOLDER, ProfileError, load_profile
from tests.exchange.offer_files import record, run, write

pytestmark = pytest.mark.django_db
PROFILE = (FOLDER / "fairgnuegen.toml").read_text("utf-8")


@pytest.fixture
def folder(municipality, tmp_path):
    return tmp_path


def status_of(folder, content, **options):
    with pytest.raises(CommandError) as caught:
        run(folder, content, **options)
    return caught.value.returncode, str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"{",
        b'[{"id": "1"',
        b'[{"id": "1\0"}]',
        b"\xff\xfe\x00",
        b"PK\x03\x04zip",
        b'{"a": 1}',
        b'"text"',
        b"7",
    ],
)
def test_a_file_that_cannot_be_read_ends_with_status_2_and_a_way_out(folder, content):
    status, message = status_of(folder, content)
    assert (status, message.count(".") > 1) == (2, True)


def test_a_missing_file_ends_with_status_2(folder):
    with pytest.raises(CommandError, match="no file") as caught:
        call_command("import_offers", str(folder / "nowhere"), municipality="testburg", profile="fairgnuegen")
    assert caught.value.returncode == 2


def test_an_unknown_municipality_ends_with_status_2_and_names_the_known_ones(folder):
    status, message = status_of(folder, [record()], municipality="nowhere")
    assert (status, "testburg" in message) == (2, True)


def test_an_unknown_profile_ends_with_status_2_and_names_the_shipped_ones(folder):
    status, message = status_of(folder, [record()], profile="nowhere")
    assert (status, "fairgnuegen" in message) == (2, True)


def test_an_empty_list_ends_with_status_1_after_the_report(folder):
    assert run(folder, [])["status"] == 1


def test_a_file_of_which_every_record_is_rejected_ends_with_status_1(folder):
    report = run(folder, [{"name": "x"}, 7, None, ["a"], "text"])
    assert (report["status"], len(report["rejected"])) == (1, 5)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": None}, "it has no key (id)"),
        ({"id": True}, "it has no key (id)"),
        ({"id": {"a": 1}}, "it has no key (id)"),
        ({"id": "x" * 300}, "its key is longer than 200 characters"),
        ({"provider": " "}, "it has no title"),
        ({"provider": ["a"]}, "it has no title"),
        ({"language": "xx"}, "its language 'xx' is not one of this installation"),
    ],
)
def test_a_record_that_is_of_no_use_is_rejected_with_position_and_reason(folder, fields, reason):
    report = run(folder, [record("good"), record() | fields])
    assert (report["rejected"][0]["record"], report["rejected"][0]["reason"]) == (2, reason)
    assert Offer.objects.get().source_key == "good"


def test_a_key_that_comes_twice_is_rejected_the_second_time(folder):
    report = run(folder, [record(), record(provider="Anderes Haus")])
    reason = "its key came before, in record 1"
    assert report["rejected"] == [{"record": 2, "line": None, "key": "1", "reason": reason}]
    assert Offer.objects.get().title == "Stadtmuseum"


@pytest.mark.parametrize(
    "fields",
    [
        {"offerDescription": ["a", "b"]},
        {"offerDescription": {"a": 1}},
        {"offerInformation": True},
        {"lat": "north"},
        {"lat": float("inf"), "lon": 8.0},
        {"lat": 8.0, "lon": 154.0e9},
        {"lat": 50.0},
        {"district": 12},
        {"cityWithZip": {}},
        {"website": "javascript:alert(1)"},
        {"website": "https://example.org/" + "x" * 600},
    ],
)
def test_a_value_of_the_wrong_kind_is_reported_and_the_record_kept(folder, fields):
    report = run(folder, [record(**fields)])
    assert (len(report["added"]), len(report["unmapped"])) == (1, 1)


@pytest.mark.parametrize(
    "fields",
    [{"category": 5}, {"targetGroups": "Senioren"}, {"targetGroups": [["x"], {}]}, {"lat": "50,1", "lon": "8,6"}],
)
def test_odd_but_harmless_values_do_not_stop_a_run(folder, fields):
    assert len(run(folder, [record(**fields)])["added"]) == 1


def test_texts_lose_markup_scripts_and_direction_overrides(folder):
    dirty = "<p>Eins &amp; zwei</p><script>alert(1)</script><br>drei\u202e vier\r\nfünf\x00\x07"
    report = run(folder, [record(providerDescription=dirty)])
    assert Offer.objects.get().summary == "Eins & zwei\n\ndrei vier\nfünf"
    assert report["cleaned"] == {"control characters": 2, "direction overrides": 1, "texts with HTML": 1}


def test_half_of_a_surrogate_pair_does_not_reach_the_database(folder):
    run(folder, json.dumps([record(providerDescription="a\ud800b")]))
    assert Offer.objects.get().summary == "ab"


def test_a_smaller_sign_is_no_markup(folder):
    run(folder, [record(offerInformation="Kinder < 6 Jahre: 0 Euro & frei")])
    assert Offer.objects.get().cost_note == "Kinder < 6 Jahre: 0 Euro & frei"


def test_a_title_that_is_too_long_is_cut_and_counted(folder):
    report = run(folder, [record(provider="Ä" * 1000)])
    assert (len(Offer.objects.get().title), report["cleaned"]["texts cut"] > 0) == (400, True)


def test_a_file_in_western_european_encoding_is_read_with_a_warning(folder):
    text = json.dumps([record(provider="Köpenick")], ensure_ascii=False)
    report = run(folder, text.encode("cp1252"))
    assert (Offer.objects.get().title, "cp1252" in report["warning"]) == ("Köpenick", True)


def test_standard_output_holds_one_json_object_alone(folder, capfd):
    call_command("import_offers", write(folder, [record()]), "--json", municipality="testburg", profile="fairgnuegen")
    assert json.loads(capfd.readouterr().out)["source"] == "fairgnuegen"


def test_a_profile_may_be_given_as_a_path(folder):
    path = folder / "own.toml"
    path.write_text(PROFILE.replace('name = "fairgnuegen"', 'name = "own-list"'), "utf-8")
    assert run(folder, [record()], profile=str(path))["source"] == "own-list"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[source]", "[source", "not readable as TOML"),
        ('name = "fairgnuegen"', 'name = "Fair gnügen"', "source.name"),
        ('name = "fairgnuegen"', "name = 7", "source.name"),
        ('name = "fairgnuegen"', "", "name is missing"),
        ('url = "https://github.com', 'url = "github', "source.url"),
        ('format = "json"', 'format = "parquet"', "possible: json"),
        ('key = "id"', "", "key is missing"),
        ('title = "provider"', "", "title is missing"),
        ("summary = ", "sumary = ", "fields.sumary"),
        ('"wenig-geld"', '"arm"', "fixed.target_groups.*target-group"),
        ('topics = ["sport"]', 'topics = ["sportt"]', "values.category.Sport.topics"),
        ('{ topics = ["freizeit"] }', '"freizeit"', "must be a table"),
        (r"^(\d{5})\b", r"^(\d{5}\b", "not a regular expression"),
        (r"^(\d{5})\b", r"^\d{5}\b", "exactly one group"),
        ("[[twins]]", "[twins]", r"\[\[twins\]\]"),
        ('suffix = "_en"', "", "twins.suffix"),
        ('language = "en"', 'language = "xx"', "twins.language"),
        ("is = true", "", "needs field, set"),
        ("[fixed]", "[fixt]", "fixt.*possible: "),
        ("ignore = [", "ignores = [", "file.ignores"),
    ],
)
def test_a_mistake_in_a_profile_is_named_with_file_and_key(folder, old, new, message):
    path = folder / "own.toml"
    assert old in PROFILE
    path.write_text(PROFILE.replace(old, new, 1), "utf-8")
    with pytest.raises(ProfileError, match=message):
        load_profile(str(path))


def test_the_help_of_a_failed_run_names_the_profile_file(folder):
    path = folder / "own.toml"
    path.write_text("[source]\n", "utf-8")
    status, message = status_of(folder, [record()], profile=str(path))
    assert (status, message.startswith("own.toml:")) == (2, True)


def test_progress_is_told_on_standard_error_only_when_a_run_takes_long(folder):
    errors = io.StringIO()
    path = write(folder, [record()])
    call_command(
        "import_offers", path, municipality="testburg", profile="fairgnuegen", stdout=io.StringIO(), stderr=errors
    )
    assert errors.getvalue() == ""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import Page

from directory.models import OutboxEntry, Source
from exchange.mapping.profile_rules import ProfileError
from exchange.pages.profiles import load_page_profile
from home.models import GuidePage, ImportedPage
from tests.exchange.page_exports import page, run, small_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(municipality, tmp_path):
    return tmp_path


@pytest.fixture
def town(folder):
    """A folder after a first import of the small town."""
    run(folder, *small_town())
    return folder


def guide(key):
    return GuidePage.objects.get(imported__source_key=str(key))


def titles_below(key):
    return list(guide(key).get_children().values_list("title", flat=True))


def test_pages_stand_in_the_tree_of_their_language_below_one_page(town):
    assert titles_below(10) == ["Wohnung mieten", "Wohngeld"]
    assert titles_below(20) == ["Renting a flat"]
    assert [page.slug for page in guide(21).get_ancestors()][2:] == ["ratgeber", "housing"]


def test_twins_share_their_translation_key(town):
    assert guide(11).translation_key == guide(21).translation_key
    assert guide(12).translation_key not in (guide(11).translation_key, guide(10).translation_key)


def test_a_language_that_comes_later_joins_its_twins(folder):
    german, english = small_town()
    run(folder, german)
    report = run(folder, english)
    assert (len(report["added"]), report["vanished"]) == (2, [])
    assert guide(11).translation_key == guide(21).translation_key


def test_a_second_run_changes_nothing(town):
    OutboxEntry.objects.all().delete()
    before = list(Page.objects.order_by("pk").values("pk", "path", "title", "latest_revision_created_at"))
    report = run(town, *small_town())
    assert (report["added"], report["changed"], report["conflicts"], report["counts"]["unchanged"]) == ([], [], [], 5)
    assert list(Page.objects.order_by("pk").values("pk", "path", "title", "latest_revision_created_at")) == before
    assert not OutboxEntry.objects.exists()


def test_a_dry_run_reports_and_writes_nothing(folder):
    report = run(folder, *small_town(), options=["--dry-run"])
    assert (len(report["added"]), GuidePage.objects.count(), Source.objects.count()) == (5, 0, 0)


def test_titles_lose_their_entities_and_the_day_and_address_of_the_source_are_kept(town):
    record = ImportedPage.objects.get(source_key="10")
    assert (record.page.title, str(record.stated_on)) == ("Wohnen & Leben", "2024-01-17")
    assert record.url == "https://integreat.app/testburg/de/wohnen/"


def test_a_changed_title_and_text_follow_the_source(town):
    german, english = small_town()
    german[2] |= {"title": "Wohngeld beantragen", "content": "<p>Neu.</p>"}
    report = run(town, german, english)
    assert [line["fields"] for line in report["changed"]] == [["title", "body"]]
    assert guide(12).title == "Wohngeld beantragen"
    assert "Neu." in str(guide(12).body)


def test_what_an_editor_changed_stays_and_is_reported_once(town):
    edited = guide(12)
    edited.title = "Geld für die Miete"
    edited.save_revision().publish()
    german, english = small_town()
    german[2] |= {"title": "Wohngeld beantragen", "content": "<p>Neu.</p>"}
    report = run(town, german, english)
    assert [(line["key"], line["field"], line["kind"]) for line in report["conflicts"]] == [("12", "title", "editor")]
    assert (guide(12).title, "Neu." in str(guide(12).body)) == ("Geld für die Miete", True)
    assert run(town, german, english)["conflicts"] == []


def test_saving_a_page_in_the_editor_without_a_change_is_no_change(town):
    edited = guide(11)
    edited.body = edited.body.get_prep_value()  # as the form of the editor sends it: with keys of blocks
    edited.save_revision().publish()
    german, english = small_town()
    german[1]["content"] = "<p>Neu.</p>"
    report = run(town, german, english)
    assert (report["conflicts"], [line["key"] for line in report["changed"]]) == ([], ["11"])


def test_an_open_draft_keeps_what_it_changed_and_gets_the_rest(town):
    edited = guide(12)
    edited.title = "Entwurf"
    edited.save_revision()
    german, english = small_town()
    german[2] |= {"title": "Neuer Titel", "content": "<p>Neu.</p>"}
    report = run(town, german, english)
    assert [(line["field"], line["kind"]) for line in report["conflicts"]] == [("title", "draft")]
    draft = guide(12).get_latest_revision_as_object()
    assert (guide(12).title, draft.title, "Neu." in str(draft.body)) == ("Neuer Titel", "Entwurf", True)


def test_vanished_pages_go_offline_and_come_back(town):
    german, english = small_town()
    report = run(town, german[:2], english, options=["--accept-removals"])
    assert ([line["key"] for line in report["vanished"]], guide(12).live) == (["12"], False)
    report = run(town, german, english)
    assert ([line["key"] for line in report["revived"]], guide(12).live) == (["12"], True)


def test_a_run_that_would_take_too_many_offline_stops(town):
    german, english = small_town()
    report = run(town, german[:1], english)
    assert (report["status"], "--accept-removals" in report["stopped"]) == (2, True)
    assert guide(11).live


def test_a_file_of_one_language_leaves_the_others_alone(town):
    german, _english = small_town()
    assert run(town, german)["vanished"] == []
    assert guide(21).live


def test_a_page_that_was_deleted_here_stays_away(town):
    guide(12).delete()
    report = run(town, *small_town())
    assert [(line["key"], line["kind"]) for line in report["conflicts"]] == [("12", "deleted here")]
    assert not GuidePage.objects.filter(title="Wohngeld").exists()


def test_a_page_that_the_source_moved_moves_here(town):
    german, english = small_town()
    german.append(page(13, "de/geld", "Geld"))
    german[2] |= {"parent": {"path": "/testburg/de/geld/"}}
    report = run(town, german, english)
    assert titles_below(13) == ["Wohngeld"]
    assert [line["fields"] for line in report["changed"]] == [["parent"]]


def test_a_page_that_an_editor_moved_stays_there(town):
    guide(12).move(guide(11), pos="last-child")
    german, english = small_town()
    german[2] |= {"parent": {"path": None}}
    report = run(town, german, english)
    assert (titles_below(11), [line["field"] for line in report["conflicts"]]) == (["Wohngeld"], ["parent"])


def test_a_new_order_of_the_source_is_followed_and_a_shift_of_its_numbers_is_none(town):
    german, english = small_town()
    german[1]["order"], german[2]["order"] = 102, 104
    assert run(town, german, english)["changed"] == []
    german[2]["order"] = 100
    run(town, german, english)
    assert titles_below(10) == ["Wohngeld", "Wohnung mieten"]


def test_a_new_page_stands_between_its_neighbours(town):
    german, english = small_town()
    german.append(page(13, "de/wohnen/strom", "Strom", "<p>Strom</p>", "de/wohnen", 3))
    run(town, german, english)
    assert titles_below(10) == ["Wohnung mieten", "Strom", "Wohngeld"]


def test_pages_below_each_other_and_missing_parents_are_no_trouble(folder):
    pages = [
        page(1, "de/a", "A", parent="de/b"),
        page(2, "de/b", "B", parent="de/a"),
        page(3, "de/fehlt/c", "C", parent="de/fehlt"),
    ]
    assert len(run(folder, pages)["added"]) == 3
    assert guide(3).get_parent().slug == "ratgeber"


def test_languages_that_nobody_reads_are_counted(folder):
    german, _english = small_town()
    report = run(folder, german, [page(30, "xx/a", "A"), page(31, "xx/b", "B")])
    assert report["skipped"] == [{"reason": "nobody here reads pages in xx", "count": 2}]


def test_plain_german_has_another_code_there(folder):
    run(folder, [page(40, "de-si/wohnen", "Wohnen")])
    assert guide(40).locale.language_code == "de-simple"


def test_names_without_latin_letters_get_an_address_too(folder):
    run(folder, [page(50, "ar/السكن", "السكن")])
    assert guide(50).slug == "seite-50"


@pytest.mark.parametrize(
    "record",
    [
        7,
        {},
        page(None, "de/a", "A"),
        page(1, "de/a", ""),
        page(1, "", "A"),
        page(1, "de/a", "A") | {"path": None},
        page(1, "de/a", "A", content=["x"]),
    ],
)
def test_what_cannot_be_used_is_rejected_with_a_reason(folder, record):
    report = run(folder, [record, page(9, "de/gut", "Gut")])
    assert (len(report["added"]), len(report["rejected"])) == (1, 1)
    assert report["rejected"][0]["reason"]


@pytest.mark.parametrize(
    "fields",
    [
        {"parent": 7},
        {"parent": None},
        {"order": "x"},
        {"available_languages": []},
        {"available_languages": {"en": 7}},
        {"last_updated": "gestern", "modified_gmt": None},
        {"title": "A" * 400},
        {"content": "<div>" * 3000 + "x"},
    ],
)
def test_odd_fields_do_not_stop_a_page(folder, fields):
    assert len(run(folder, [page(1, "de/a", "A") | fields])["added"]) == 1


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": 1}', b"\xff\xfe\x00", b"PK\x03\x04zip", b"7"])
def test_a_file_that_cannot_be_read_ends_with_status_2(folder, content):
    with pytest.raises(CommandError) as caught:
        run(folder, small_town()[0], content)
    assert caught.value.returncode == 2
    assert not GuidePage.objects.exists()


@pytest.mark.parametrize("content", [[], [7, None], [page(1, "xx/a", "A")]])
def test_nothing_usable_ends_with_status_1(folder, content):
    assert run(folder, content)["status"] == 1


@pytest.mark.parametrize("options", [{"municipality": "nowhere"}, {"profile": "nowhere"}])
def test_an_unknown_town_or_profile_ends_with_status_2(folder, options):
    with pytest.raises(CommandError) as caught:
        run(folder, small_town()[0], **options)
    assert caught.value.returncode == 2


def test_a_missing_file_ends_with_status_2(folder):
    with pytest.raises(CommandError, match="no file") as caught:
        call_command("import_pages", str(folder / "x"), municipality="testburg", profile="integreat")
    assert caught.value.returncode == 2


def test_another_source_name_keeps_its_own_pages(town):
    run(town, small_town()[0], source="nachbarn")
    assert ImportedPage.objects.filter(source__name="nachbarn").count() == 3
    assert guide_count("Wohngeld") == 2


def guide_count(title):
    return GuidePage.objects.filter(title=title).count()


@pytest.mark.parametrize(
    "text",
    ["", "[source]\nname='A b'", "[other]\n", "[source]\nname='a'\nurl='x'", "[source]\nname='a'\n[root]\nslug='r'"],
)
def test_a_broken_profile_says_what_is_wrong(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(ProfileError, match=r"own\.toml"):
        load_page_profile(str(path))


def test_the_index_hears_of_every_page_that_was_written(folder):
    run(folder, *small_town())
    keys = set(OutboxEntry.objects.filter(kind="page").values_list("key", flat=True))
    assert {str(guide(key).translation_key) for key in (10, 11, 12)} <= keys

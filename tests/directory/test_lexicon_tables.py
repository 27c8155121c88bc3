"""Words as tables for native speakers: out, in again, and what happens to rows that are wrong."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from directory.lexicon import lexicon
from directory.lexicon.tables import UnreadableTable, import_table, read_table, table
from directory.memory import memory
from directory.models import OutboxEntry, SearchWord, Term
from directory.vocabularies import load_vocabularies
from tests.factories import make_offer

KEY = "topic:sport"


def sport(slug="testburg"):
    return lexicon(memory().tenants[slug]).concepts[KEY]


def rows_of(text):
    return {row["key"]: row for row in csv.DictReader(io.StringIO(text))}


def given(*rows, heading="key,label,words"):
    return "\n".join([heading, *rows]).encode()


def test_a_table_has_key_german_label_label_and_words(municipality):
    row = rows_of(table("tr"))[KEY]
    assert list(row) == ["key", "german", "label", "words"]


def test_a_table_has_every_concept(municipality):
    assert list(rows_of(table("tr"))) == list(lexicon(memory().tenants["testburg"]).concepts)


@pytest.mark.parametrize("language", ["de", "ar", "ti"])
def test_a_table_that_comes_back_unchanged_changes_nothing(municipality, language):
    report = import_table(table(language).encode(), language)
    assert (report.labels, report.words_added, report.words_removed, report.rejected) == (0, 0, 0, [])


def test_new_words_and_labels_come_in(municipality):
    import_table(given(f"{KEY},Spor ve oyun,spor; top oynamak"), "tr")
    assert (sport().labels["tr"], sport().words["tr"]) == ("Spor ve oyun", ("spor", "top oynamak"))


def test_a_table_that_comes_in_twice_changes_nothing_the_second_time(municipality):
    content = given(f"{KEY},Spor ve oyun,spor; top oynamak")
    import_table(content, "tr")
    report = import_table(content, "tr")
    assert (report.labels, report.words_added, report.words_removed) == (0, 0, 0)


def test_an_upgrade_keeps_what_came_in(municipality):
    import_table(given(f"{KEY},Spor ve oyun,spor; top oynamak"), "tr")
    from directory.models import MemoryVersion

    MemoryVersion.objects.update(shipped="")
    load_vocabularies()
    assert (sport().labels["tr"], sport().words["tr"]) == ("Spor ve oyun", ("spor", "top oynamak"))


def test_words_of_one_municipality_stay_there(municipality, other_municipality):
    everybody = sport("nebenstadt").words["tr"]
    import_table(given(f"{KEY},Spor ve oyun,spor; top oynamak"), "tr", municipality)
    assert (sport().words["tr"], sport("nebenstadt").words["tr"]) == (("spor", "top oynamak"), everybody)


def test_a_label_of_one_municipality_stays_there(municipality, other_municipality):
    import_table(given(f"{KEY},Spor ve oyun,"), "tr", municipality)
    assert (sport().labels["tr"] == "Spor ve oyun", sport("nebenstadt").labels["tr"] == "Spor ve oyun") == (True, False)


def test_the_table_of_a_municipality_comes_back_unchanged(municipality):
    import_table(given(f"{KEY},Spor ve oyun,spor; top oynamak"), "tr", municipality)
    report = import_table(table("tr", municipality).encode(), "tr", municipality)
    assert (report.labels, report.words_added, report.words_removed) == (0, 0, 0)


def test_a_municipality_takes_its_removed_word_back(municipality):
    before = sport().words["tr"]
    import_table(given(f"{KEY},,{before[0]}"), "tr", municipality)
    import_table(given(f'{KEY},,"{"; ".join(before)}"'), "tr", municipality)
    assert set(sport().words["tr"]) == set(before)


def test_a_municipality_removes_its_own_word_that_is_shipped_too(municipality):
    term = Term.objects.get(vocabulary="topic", slug="sport")
    first, *others = sport().words["tr"]
    SearchWord.objects.create(term=term, municipality=municipality, language="tr", word=first)
    import_table(given(f"{KEY},,{'; '.join(others)}"), "tr", municipality)
    assert first not in sport().words["tr"]


def test_a_changed_label_queues_the_offers_that_show_it(municipality):
    offer = make_offer(municipality, topics=["sport"])
    OutboxEntry.objects.all().delete()
    import_table(given(f"{KEY},Bewegung,"), "de")
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == [str(offer.pk)]


def test_empty_cells_change_nothing(municipality):
    report = import_table(given(f"{KEY},,"), "tr")
    assert (report.rows, report.labels, report.words_added, report.words_removed) == (1, 0, 0, 0)


def test_a_dry_run_counts_and_writes_nothing(municipality):
    before = sport()
    report = import_table(given(f"{KEY},Spor ve oyun,spor; top oynamak"), "tr", dry_run=True)
    assert (report.labels, sport()) == (1, before)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("topic:gibt-es-nicht,Spor,spor", "no such key"),
        (f"{KEY},Спорт,spor", "another script"),
        (f"{KEY},Spor,spor; спорт", "another script"),
        (f"{KEY},Spor,!!!", "no letter"),
        (f"{KEY},Spor,{'s' * 90}", "longer than"),
        (f"{KEY},{'S' * 130},spor", "longer than"),
        (f"{KEY},Spor,spor,egzersiz", "more cells"),
    ],
)
def test_a_wrong_row_is_left_out_with_its_line_and_a_reason(municipality, row, reason, settings):
    settings.LANGUAGE_CODE = "en"
    from django.utils import translation

    with translation.override("en"):
        report = import_table(given("topic:kultur,Kültür,", row), "tr")
    assert [(r.line, reason in r.reason) for r in report.rejected] == [(3, True)]


def test_the_second_row_of_a_key_is_left_out(municipality):
    report = import_table(given(f"{KEY},Spor,", f"{KEY},Egzersiz,"), "tr")
    assert [row.line for row in report.rejected] == [3]


def test_plain_german_has_labels_only(municipality):
    report = import_table(given(f"{KEY},Sport,bolzen"), "de-simple")
    assert len(report.rejected) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"name,words\nx,y", "key,label\n".encode("utf-16"), b'key,label,words\n"' + b"x" * 200_000],
)
def test_a_file_that_is_no_table_is_refused(content):
    with pytest.raises(UnreadableTable):
        read_table(content)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_other_spreadsheets_are_read(delimiter):
    content = f'\ufeffkey{delimiter}label{delimiter}words\r\n{KEY}{delimiter}Spor{delimiter}"spor; top"\r\n'.encode()
    assert read_table(content) == [(2, {"key": KEY, "label": "Spor", "words": "spor; top"})]


def test_no_cell_begins_like_a_formula(municipality):
    term = Term.objects.get(vocabulary="topic", slug="sport")
    SearchWord.objects.filter(term=term, language="tr").delete()
    SearchWord.objects.create(term=term, language="tr", word="=spor")
    text = table("tr")
    assert (rows_of(text)[KEY]["words"], import_table(text.encode(), "tr").words_removed) == ("; =spor", 0)


def test_the_commands_write_and_read_a_file(municipality, tmp_path, capsys):
    path = tmp_path / "tr.csv"
    call_command("export_lexicon", "tr", str(path))
    call_command("import_lexicon", "tr", str(path), "--json", "--dry-run", "--municipality", "testburg")
    assert json.loads(capsys.readouterr().out)["rows"] == len(lexicon(memory().tenants["testburg"]).concepts)


def test_the_command_tells_what_it_left_out(municipality, tmp_path, capsys):
    path = tmp_path / "tr.csv"
    path.write_bytes(given(f"{KEY},Spor ve oyun,", "topic:nichts,Spor,"))
    call_command("import_lexicon", "tr", str(path))
    assert "line 3, topic:nichts" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [("tr", "nowhere.csv"), ("tr", "-", "--municipality", "nirgends"), ("xx", "nowhere.csv")]
)
def test_the_command_says_what_is_wrong_with_its_arguments(municipality, arguments):
    with pytest.raises(CommandError):
        call_command("import_lexicon", *arguments)


@pytest.fixture
def signed_in(client, municipality):
    def sign_in(*permissions):
        group = Group.objects.create(name="Wörter")
        group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
        user = User.objects.create_user("redaktion")
        user.groups.add(group)
        client.force_login(user)
        return client

    return sign_in


def test_the_admin_hands_out_a_table(signed_in):
    client = signed_in("change_term", "change_searchword")
    answer = client.get(reverse("lexicon_download"), {"language": "tr"})
    assert answer.content.decode("utf-8-sig") == table("tr")


def test_the_admin_takes_a_table_in(signed_in):
    client = signed_in("change_term", "change_searchword")
    file = SimpleUploadedFile("tr.csv", given(f"{KEY},Spor ve oyun,", "topic:nichts,Spor,"))
    answer = client.post(reverse("lexicon_tables"), {"language": "tr", "file": file})
    assert (sport().labels["tr"], "topic:nichts" in answer.content.decode()) == ("Spor ve oyun", True)


def test_the_admin_only_reports_when_asked_to(signed_in):
    client = signed_in("change_term", "change_searchword")
    file = SimpleUploadedFile("tr.csv", given(f"{KEY},Spor ve oyun,"))
    client.post(reverse("lexicon_tables"), {"language": "tr", "file": file, "dry_run": "on"})
    assert sport().labels["tr"] != "Spor ve oyun"


def test_the_admin_tells_why_a_file_is_no_table(signed_in):
    client = signed_in("change_term", "change_searchword")
    file = SimpleUploadedFile("tr.csv", b"\xff\xfe")
    answer = client.post(reverse("lexicon_tables"), {"language": "tr", "file": file})
    assert "UTF-8" in str(answer.context["upload"].errors["file"])


def test_an_unknown_language_is_no_table(signed_in):
    client = signed_in("change_term", "change_searchword")
    assert client.get(reverse("lexicon_download"), {"language": "xx"}).status_code == 400


@pytest.mark.parametrize("permissions", [(), ("change_term",), ("change_searchword",)])
@pytest.mark.parametrize("name", ["lexicon_tables", "lexicon_download"])
def test_nobody_without_both_permissions_gets_at_the_tables(signed_in, permissions, name):
    answer = signed_in(*permissions).get(reverse(name), {"language": "tr"})
    assert answer.status_code == 302  # Wagtail sends people without permission to its start page


def test_the_list_of_values_leads_to_the_tables(signed_in):
    client = signed_in("change_term", "change_searchword", "view_term")
    answer = client.get(reverse(Term.snippet_viewset.get_url_name("list")))
    assert reverse("lexicon_tables") in answer.content.decode()

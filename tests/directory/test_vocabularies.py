"""Shipped vocabularies: loading them again changes nothing, an upgrade keeps what an office changed."""

import csv

import pytest

from directory.models import OutboxEntry, SearchWord, Term
from directory.vocabularies import FOLDER, load_vocabularies
from tests.factories import make_offer

COLUMNS = ["slug", "icon", "de", "de_simple", "en", "ar", "words_de", "words_en"]


@pytest.fixture
def ship(tmp_path):
    """Write one shipped list `demo` with the row `eins` and load it."""

    def write(**row):
        with (tmp_path / "demo.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerow({"slug": "eins", "de": "Eins", "en": "One", "words_de": "erstes; primus"} | row)
        return load_vocabularies(tmp_path)

    return write


def term():
    return Term.objects.get(vocabulary="demo", slug="eins")


def words():
    return sorted(term().search_words.filter(removed=False).values_list("word", flat=True))


def test_loading_the_shipped_lists_again_changes_nothing(db):
    loaded = load_vocabularies()
    assert (loaded.added, loaded.changed, loaded.words) == (0, 0, 0)


def test_every_shipped_value_is_in_the_database(db):
    shipped = sum(1 for path in FOLDER.glob("*.csv") for _row in csv.DictReader(path.open(encoding="utf-8")))
    assert Term.objects.count() == shipped


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_every_shipped_value_has_a_label_in_every_interface_language(path, settings):
    columns = [code.replace("-", "_") for code, _name in settings.LANGUAGES]
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [(row["slug"], column) for row in rows for column in columns if not row[column].strip()] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_slugs_of_a_shipped_list_are_unique(path):
    slugs = [row["slug"] for row in csv.DictReader(path.open(encoding="utf-8"))]
    assert len(slugs) == len(set(slugs))


def test_a_new_value_arrives_with_labels_and_words(db, ship):
    ship(de_simple="Das Erste")
    assert (term().label_de, term().label_de_simple, words()) == ("Eins", "Das Erste", ["erstes", "primus"])


def test_an_upgrade_brings_a_corrected_label(db, ship):
    ship(en="Onne")
    ship(en="One")
    assert term().label_en == "One"


def test_an_upgrade_keeps_a_label_that_the_office_changed(db, ship):
    ship(de="Eins")
    Term.objects.filter(vocabulary="demo").update(label_de="Nummer eins")
    ship(de="Eins (neu)", en="Number one")
    assert (term().label_de, term().label_en) == ("Nummer eins", "Number one")


def test_an_upgrade_keeps_the_changed_label_also_the_second_time(db, ship):
    ship(de="Eins")
    Term.objects.filter(vocabulary="demo").update(label_de="Nummer eins")
    ship(de="Eins (neu)")
    ship(de="Eins (neuer)")
    assert term().label_de == "Nummer eins"


def test_a_search_word_that_the_office_took_off_stays_off(db, ship):
    ship()
    SearchWord.objects.filter(term=term(), word="primus").update(removed=True)
    ship()
    assert words() == ["erstes"]


def test_a_search_word_of_the_office_survives_an_upgrade(db, ship):
    ship()
    SearchWord.objects.create(term=term(), language="de", word="numero uno")
    ship(words_de="erstes")
    assert words() == ["erstes", "numero uno"]


def test_a_shipped_word_that_the_office_also_added_is_not_doubled(db, ship):
    ship(words_de="erstes")
    SearchWord.objects.create(term=term(), language="de", word="primus")
    ship(words_de="erstes; primus")
    assert words() == ["erstes", "primus"]


def test_a_new_shipped_word_queues_the_offers_that_carry_its_value(municipality, tmp_path):
    offer = make_offer(municipality, topics=["sport"])
    OutboxEntry.objects.all().delete()
    lines = (FOLDER / "topic.csv").read_text(encoding="utf-8").splitlines()
    longer = [line + "; bolzen" if line.startswith("sport,") else line for line in lines]
    (tmp_path / "topic.csv").write_text("\n".join(longer), encoding="utf-8")
    load_vocabularies(tmp_path)
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == [str(offer.pk)]

"""Shipped vocabularies: loading them again changes nothing, an upgrade keeps what an office changed."""

import csv

import pytest
from modeltranslation.utils import build_localized_fieldname

from directory.models import MemoryVersion, OutboxEntry, SearchWord, Term
from directory.vocabularies import DATA, load_vocabularies
from tests.factories import make_offer

LISTS = sorted((DATA / "vocabularies").glob("*.csv"))


def write_rows(path, *rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def ship(tmp_path):
    """Write one shipped list `topic` with the row `eins`, its words and one concept beside it, and load them."""

    def write(words="erstes; primus", concept="", **row):
        labels = {"label": row.pop("de", "Eins"), "words": words}
        write_rows(tmp_path / "vocabularies" / "topic.csv", {"slug": "eins", "en": "One"} | row)
        concepts = [{"key": "topic:eins", "type": "", "stems": "eins"}]
        concepts += [{"key": f"concept:{concept}", "type": "thing", "stems": ""}] if concept else []
        write_rows(tmp_path / "lexicon" / "concepts.csv", *concepts)
        write_rows(tmp_path / "lexicon" / "words" / "de.csv", *({"key": c["key"]} | labels for c in concepts))
        return load_vocabularies(tmp_path)

    return write


def term():
    return Term.objects.get(vocabulary="topic", slug="eins")


def words():
    return sorted(term().search_words.filter(removed=False).values_list("word", flat=True))


def test_loading_unchanged_files_again_looks_no_further(db, django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint, digest, release
        loaded = load_vocabularies()
    assert (loaded.added, loaded.changed, loaded.words) == (0, 0, 0)


def test_reading_the_same_values_again_changes_nothing(db, ship):
    ship()
    MemoryVersion.objects.update(shipped="")
    loaded = ship()
    assert (loaded.added, loaded.changed, loaded.words) == (0, 0, 0)


def test_every_shipped_value_is_in_the_database(db):
    shipped = {(path.stem, row["slug"]) for path in LISTS for row in csv.DictReader(path.open(encoding="utf-8"))}
    assert shipped == set(Term.objects.exclude(vocabulary="concept").values_list("vocabulary", "slug"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_shipped_value_has_a_label_in_every_interface_language(db, path, settings):
    columns = [build_localized_fieldname("label", code) for code, _name in settings.LANGUAGES]
    rows = Term.objects.filter(vocabulary=path.stem).values("slug", *columns)
    assert [(row["slug"], column) for row in rows for column in columns if not row[column]] == []


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
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
    Term.objects.filter(vocabulary="topic", slug="eins").update(label_de="Nummer eins")
    ship(de="Eins (neu)", en="Number one")
    assert (term().label_de, term().label_en) == ("Nummer eins", "Number one")


def test_an_upgrade_keeps_the_changed_label_also_the_second_time(db, ship):
    ship(de="Eins")
    Term.objects.filter(vocabulary="topic", slug="eins").update(label_de="Nummer eins")
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
    ship(words="erstes")
    assert words() == ["erstes", "numero uno"]


def test_a_shipped_word_that_the_office_also_added_is_not_doubled(db, ship):
    ship(words="erstes")
    SearchWord.objects.create(term=term(), language="de", word="primus")
    ship(words="erstes; primus")
    assert words() == ["erstes", "primus"]


def test_a_shipped_word_that_is_shipped_no_longer_goes(db, ship):
    ship()
    ship(words="erstes")
    assert words() == ["erstes"]


def test_a_new_shipped_label_queues_the_offers_that_carry_its_value(municipality, ship):
    ship()
    offer = make_offer(municipality, topics=["eins"])
    OutboxEntry.objects.all().delete()
    ship(de="Nummer eins")
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == [str(offer.pk)]


def test_a_shipped_concept_arrives_with_its_sort(db, ship):
    ship(concept="zwei")
    assert Term.objects.get(vocabulary="concept", slug="zwei").sort == "thing"


def test_a_concept_that_is_shipped_no_longer_is_retired(db, ship):
    ship(concept="zwei")
    ship()
    assert Term.objects.get(vocabulary="concept", slug="zwei").retired


def test_a_concept_that_comes_back_is_used_again(db, ship):
    ship(concept="zwei")
    ship()
    ship(concept="zwei")
    assert not Term.objects.get(vocabulary="concept", slug="zwei").retired


def test_a_concept_of_the_office_survives_an_upgrade(db, ship):
    ship()
    Term.objects.create(vocabulary="concept", slug="hausmusik", sort="topic", label="Hausmusik")
    ship(words="erstes")
    assert not Term.objects.get(vocabulary="concept", slug="hausmusik").retired


def test_changed_stems_of_the_office_survive_an_upgrade(db, ship):
    ship()
    Term.objects.filter(pk=term().pk).update(stems="^eins$")
    ship(words="erstes")
    assert term().stems == "^eins$"


def test_an_empty_label_that_a_form_saved_takes_the_shipped_one(db, ship):
    ship()
    Term.objects.filter(pk=term().pk).update(label_ar="")
    ship(ar="واحد")
    assert term().label_ar == "واحد"

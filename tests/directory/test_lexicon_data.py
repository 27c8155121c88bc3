"""The shipped lexicon: complete in every language, unambiguous, in the right script. And the checks that say so."""

import pytest
from django.conf import settings

from directory.lexicon import Concept, lexicon, read_files
from directory.lexicon.concepts import make_lexicon
from directory.lexicon.files import FOLDER, read_rows
from directory.lexicon.words import foreign_letters
from directory.memory import memory
from tools.lexicon.common import beginning_problems, common_words, stem_problems
from tools.lexicon.files import concept_problems, row_problems
from tools.lexicon.problems import ANY, Notes, read_notes
from tools.lexicon.shared import shared_words

FEWEST_CONCEPTS = 600
NO_NOTES = Notes(())


@pytest.fixture(scope="module")
def shipped():
    return read_files()


def texts(problems):
    return [f"{problem.group} {problem.language} {problem.text}" for problem in problems]


def test_there_are_many_concepts(shipped):
    assert len(shipped.concepts) >= FEWEST_CONCEPTS


def test_every_file_has_the_same_rows_without_an_empty_cell():
    assert texts(row_problems(FOLDER)) == []


def test_every_concept_has_its_form_and_its_relations_exist(shipped):
    assert texts(concept_problems(FOLDER, shipped)) == []


def test_no_word_is_shared_by_unrelated_concepts(shipped):
    assert texts(shared_words(shipped, read_notes())) == []


def test_no_stem_hides_in_common_words(shipped):
    assert texts(stem_problems(shipped, read_notes())) == []


@pytest.mark.parametrize("language", [code for code in settings.SEARCH_LANGUAGES if common_words(code, 1)])
def test_no_search_word_begins_common_words(shipped, language):
    assert texts(beginning_problems(shipped, read_notes(), language)) == []


def test_every_note_has_a_reason_and_concepts(shipped):
    bad = [
        row
        for row in read_rows(FOLDER / "notes.csv")
        if not row["reason"] or not {key.strip() for key in row["keys"].split(";")} <= shipped.concepts.keys()
    ]
    assert bad == []


def test_the_database_holds_what_the_files_say(municipality, shipped):
    assert lexicon(memory().tenants["testburg"]).digest == shipped.digest


def concept(key, stems=(), part_of=(), near=(), sort="topic", **words):
    return Concept(key, sort, False, tuple(part_of), tuple(near), (), tuple(stems), {}, words)


@pytest.mark.parametrize(
    ("stem", "hit"),
    [("oper", "operation"), ("natur", "signatur"), ("roller", "controller"), ("^gym", "gymnasium"), ("lesb", "lesbar")],
)
def test_a_stem_that_hides_in_another_word_is_found(stem, hit):
    found = texts(stem_problems(make_lexicon([concept("concept:x", stems=[stem])]), NO_NOTES))
    assert hit in found[0]


@pytest.mark.parametrize("stem", ["kindergarten", "^bibliothek", "fahrrad", "^garten$"])
def test_forms_and_compounds_of_a_stem_are_all_right(stem):
    assert texts(stem_problems(make_lexicon([concept("concept:x", stems=[stem])]), NO_NOTES)) == []


@pytest.mark.parametrize(("language", "word"), [("de", "mode"), ("en", "improv"), ("fr", "droit"), ("tr", "opera")])
def test_a_word_that_begins_another_is_found(language, word):
    held = make_lexicon([concept("concept:x", **{language: (word,)})])
    assert len(texts(beginning_problems(held, NO_NOTES, language))) == 1


@pytest.mark.parametrize(
    ("language", "word"), [("de", "=mode"), ("de", "mode kaufen"), ("en", "book"), ("ru", "выставк")]
)
def test_whole_words_phrases_and_inflected_forms_are_all_right(language, word):
    held = make_lexicon([concept("concept:x", **{language: (word,)})])
    assert texts(beginning_problems(held, NO_NOTES, language)) == []


def test_a_note_excuses_a_word_for_its_concepts_only():
    held = make_lexicon([concept("concept:x", de=("mode",)), concept("concept:y", de=("mode",))])
    notes = Notes((("de", "mode", frozenset({"concept:x"})),))
    assert len(texts(beginning_problems(held, notes, "de"))) == 1


def two(**facts):
    return make_lexicon([concept("concept:x", de=("Bank",), **facts), concept("concept:y", de=("=bank",), near=())])


def test_a_word_of_two_unrelated_concepts_is_found():
    assert texts(shared_words(two(), NO_NOTES)) == ["shared  concept:x + concept:y: de bank"]


@pytest.mark.parametrize("facts", [{"part_of": ["concept:y"]}, {"near": ["concept:y"]}])
def test_related_concepts_may_share_words(facts):
    assert texts(shared_words(two(**facts), NO_NOTES)) == []


@pytest.mark.parametrize("note", [("de", "bank"), (ANY, ANY)])
def test_a_note_excuses_a_shared_word(note):
    notes = Notes(((*note, frozenset({"concept:x", "concept:y"})),))
    assert texts(shared_words(two(), notes)) == []


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("de", "спорт", "спорт"),
        ("ru", "cпорт", "c"),  # a Latin c
        ("uk", "рынок", "ы"),
        ("ar", "ورزش kurs", ""),
        ("fa", "کلاس jobcenter", ""),
        ("ti", "ADHDን", "ን"),
        ("kmr", "xwendin", ""),
        ("vi", "trẻ em", ""),
    ],
)
def test_letters_of_another_script_are_found(language, text, wrong):
    assert set(foreign_letters(language, text, "topic:sport")) == set(wrong)


def test_names_of_languages_are_written_in_any_script():
    assert foreign_letters("de", "русский", "language:ru") == ""

import pytest

from search.analysis import MAX_WORD, fold, forms, parts, without_umlaut_digraphs, words_of


def terms(text, language="de"):
    """What an engine stores of a text."""
    return {term for word in words_of(text) for term in (*forms(word, language), *parts(word, language))}


def found(query, text, language="de", text_language="de"):
    """Whether every word of the query has a form among the terms of the text; queries are also read as German."""
    stored = terms(text, text_language)
    return all(
        stored & {*forms(word, language), *forms(word, "de"), without_umlaut_digraphs(fold(word))}
        for word in words_of(query)
    )


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Straße", "strasse"),
        ("MÄDCHEN", "madchen"),
        ("İSTANBUL", "istanbul"),
        ("ısı", "isi"),
        ("مدرسة", "مدرسه"),
        ("يوم", "یوم"),
        ("Łódź", "lodz"),
        ("ﬁt", "fit"),
    ],
)
def test_letters_fold_to_one_form(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize("text", ["Migrant*innen", "Migrant:innen", "Migrant/innen", "MigrantInnen", "Migrant_innen"])
def test_gender_signs_do_not_split_a_word(text):
    assert words_of(text) in (["Migrantinnen"], ["MigrantInnen"])


def test_another_word_form_finds_the_text():
    assert found("Kind", "Angebote für Kinder")


def test_a_hyphen_makes_no_difference():
    assert found("Schwimm-Kurs", "Schwimmkurs 2. Klasse")
    assert found("schwimmkurs", "Schwimm-Kurs für alle")


def test_ae_oe_ue_find_umlauts():
    assert found("maedchen", "Treff für Mädchen")


def test_german_words_are_understood_on_an_arabic_page():
    assert found("Kinder", "Ein Kind", language="ar")


def test_arabic_letters_of_both_keyboards_match():
    assert found("مدرسة", "مدرسه", language="ar", text_language="ar")


def test_marks_above_and_below_letters_part_no_word():
    assert words_of("يتكلّم شُكرًا Gespra\u0308ch ngu\u031b\u0303 Mu\u0308ll-Abfuhr") == [
        "يتكلّم", "شُكرًا", "Gespra\u0308ch", "ngu\u031b\u0303", "Mu\u0308ll-Abfuhr",
    ]  # fmt: skip


def test_arabic_words_match_with_and_without_marks():
    assert found("نتكلم", "نتكلّم", language="ar", text_language="ar")


def test_an_umlaut_of_two_signs_is_the_same_letter():
    assert terms("Gespra\u0308ch") == terms("Gespräch")


def test_queries_without_letters_have_no_words():
    assert words_of("!!! 😀 ¿? --") == []


def test_one_word_of_ten_thousand_letters_is_cut():
    assert all(len(term) <= MAX_WORD for term in terms("a" * 10_000))

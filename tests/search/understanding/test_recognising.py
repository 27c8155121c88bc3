import pytest

from search.understanding.recognising import recognise
from search.understanding.word_index import QueryWord


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Schwimmbad", "de"),
        ("SCHWIMMEN", "de"),
        ("Hallenbäder", "de"),
        ("schwimmbäder", "de"),
        ("Schwimm Bad", "de"),
        ("Schwimmbadbesuch", "de"),
        ("Winterhallenbad", "de"),
        ("schwimbad", "de"),
        ("shwimbat", "de"),
        ("swimming", "en"),
        ("المسبح", "ar"),
        ("والسباحة", "ar"),
        ("басейну", "uk"),
        ("бассейна", "ru"),
        ("yuzme", "tr"),
        ("YÜZME", "tr"),
        ("piscines", "fr"),
        ("basein", "uk"),
    ],
)
def test_a_word_is_found_in_any_form_spelling_and_script(meant, text, hint):
    assert meant(text, hint)[:1] == ["concept:swim"]


def test_the_language_of_the_page_is_only_a_hint(meant):
    assert meant("бассейн", "de") == ["concept:swim"]


def test_a_short_marked_word_matches_only_as_a_whole(meant):
    assert meant("operation") == []


def test_a_lemma_counts_as_the_word(meant):
    assert "concept:opera" in meant("Opern")


def test_a_compound_spelled_by_ear_is_found_by_its_beginning(meant):
    assert "concept:opera" in meant("oppernkarten")


def test_vietnamese_words_differ_by_their_marks(meant):
    assert meant("chó", "vi") == ["concept:dog"]


def test_vietnamese_without_marks_may_mean_either(meant):
    assert set(meant("cho", "vi")) >= {"concept:dog", "concept:market"} or meant("cho", "vi") == []


def test_a_phrase_of_small_words_and_a_content_word_is_found(meant):
    assert "concept:nopapers" in meant("ohne papiere")


def test_a_phrase_needs_its_negation(meant):
    assert "concept:nopapers" not in meant("papiere")


def test_a_sentence_is_found_by_its_telling_words(meant):
    assert meant("Hilfe, mein Mann schlägt mich!")[0] == "concept:violence"


def test_transliterated_words_are_found_by_their_consonants(meant):
    assert "concept:zoo" in meant("zoopark", "uk")


def test_a_compound_names_the_special_subject_before_the_general_one(meant):
    assert meant("Schuldnerberatung")[0] == "concept:debt"


def test_small_words_mean_nothing_by_themselves(meant):
    assert meant("wo ist die und für mich") == []


def test_a_word_that_nobody_knows_means_nothing(meant):
    assert meant("xqzvw") == []


def test_scores_fall_from_exact_to_misspelt(small_index):
    def best(text):
        return recognise([QueryWord.of(text)], small_index, "de")[0].score

    assert best("schwimmen") > best("schwimmenn") >= best("shwimmen")


def test_the_name_of_an_offer_is_not_taken_for_a_misspelt_word(small_index):
    words = [QueryWord.of("hellenbad")]
    assert recognise(words, small_index, "de")
    assert recognise(words, small_index, "de", names={"hellenbad"}) == []


def test_a_known_compound_does_not_mean_its_parts_as_well(meant):
    assert meant("opernkarten") == ["concept:opera"]
    assert meant("schuldnerberatung") == ["concept:debt"]


def test_small_words_alone_are_read_in_their_own_language_only(meant):
    assert meant("der die das") == []


def test_digits_of_arabic_chats_stand_for_letters(meant):
    assert "concept:swim" in meant("masba7", "ar")

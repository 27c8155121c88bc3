from search.meaning.passages import digest, passages_of
from tests.search.meaning.documents import make_document


def texts_of(document):
    return [text for _language, text in passages_of(document)]


def test_a_passage_has_title_texts_and_labels_in_german():
    document = make_document(
        title=(("de", "Chor"), ("en", "Choir")),
        body=(("de", "Wir singen."), ("en", "We sing.")),
        labels=(("de", "Musik"),),
    )
    assert texts_of(document) == ["Chor. Wir singen.. Musik"]


def test_a_document_without_german_is_read_in_its_first_language():
    document = make_document(
        title=(("en", "Choir"),), body=(("en", "We sing"),), labels=(("de", "Musik"), ("en", "Music"))
    )
    assert texts_of(document) == ["Choir. We sing. Music"]


def test_a_long_text_becomes_passages_that_all_have_the_title():
    document = make_document(title=(("de", "Chor"),), body=(("de", "Wort " * 250),))
    assert [passage.count("Wort") for passage in texts_of(document)] == [100, 100, 50]
    assert all(passage.startswith("Chor. ") for passage in texts_of(document))


def test_passages_that_the_source_made_are_taken_once_in_each_language():
    passages = (("de", "Eins"), ("en", "One"), ("de", "Eins"), ("de-simple", "Eins"))
    assert passages_of(make_document(passages=passages)) == [("de", "Eins"), ("en", "One"), ("de-simple", "Eins")]


def test_the_same_text_has_the_same_digest():
    assert digest("Chor") == digest("Chor") != digest("Garten")

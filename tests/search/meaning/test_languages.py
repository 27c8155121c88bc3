import numpy as np

from search.meaning.languages import about_its_subject, language_centers, plain_questions
from search.meaning.vector_files import VectorFiles
from search.understanding.scripts import LANGUAGES


def test_every_search_language_has_the_same_number_of_questions():
    questions = plain_questions()
    assert set(questions) == set(LANGUAGES)
    assert len({len(own) for own in questions.values()}) == 1


def test_the_encoder_tells_a_language_by_its_plain_questions(nano):
    centers, languages = language_centers(nano), list(plain_questions())
    texts = {"de": "Wann kommt die Müllabfuhr?", "ar": "متى تبدأ المدرسة؟", "uk": "Де найближча лікарня?"}
    vectors = nano.encode_queries(list(texts.values()))
    assert [languages[int((centers @ vector).argmax())] for vector in vectors] == list(texts)


def test_the_direction_of_its_language_is_taken_off_a_question():
    centers = np.eye(3, dtype=np.float32)[:2]
    question = np.array([0.9, 0.1, 0.4], dtype=np.float32)
    left = about_its_subject(question, centers)
    assert (left[0] < 0.2, left[1:].tolist()) == (True, question[1:].tolist())


def test_without_directions_a_question_stays_as_it_is():
    question = np.ones(3, dtype=np.float32)
    assert about_its_subject(question, None) is question


def test_directions_are_computed_once_for_each_version_of_the_questions(tmp_path):
    files, vectors = VectorFiles(tmp_path, 3), np.eye(3, dtype=np.float32)
    files.write_languages("a", lambda: vectors)
    files.write_languages("a", lambda: vectors * 2)
    assert files.languages("a").max() == 1
    files.write_languages("b", lambda: vectors * 2)
    assert (files.languages("a"), files.languages("b").max()) == (None, 2)

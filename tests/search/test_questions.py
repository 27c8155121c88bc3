"""Real questions, scored by the page that answers them."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from search.relevance.questions import Question, QuestionRun, mean_reciprocal_ranks, read_questions
from tests.exchange.page_exports import page, run


def found(*pages):
    return tuple({"de": de, "en": en} for de, en in pages)


def asked(rank_of="1", language="de", answerable=True):
    return Question("7", language, "Wo?", rank_of, answerable)


def test_a_twin_counts_as_the_page():
    hits = found(("3", "4"), ("1", "2"))
    assert QuestionRun(asked("2"), hits, 2, False).rank == 2
    assert QuestionRun(asked("9"), hits, 2, False).rank == 0


def test_a_run_line_names_each_page_once_in_the_language_of_the_question():
    line = json.loads(QuestionRun(asked("2", "en"), found(("3", "4"), ("1", "2")), 5, True).line())
    assert line == {"id": "7", "results": ["4", "2"], "total": 5, "uncertain": True}


def test_languages_without_pages_get_the_german_ones():
    assert json.loads(QuestionRun(asked("1", "uk"), found(("1", "2")), 1, False).line())["results"] == ["1"]


def test_the_mean_is_over_answerable_questions_by_language():
    hits = found(("3", "4"), ("1", "2"))
    runs = [
        QuestionRun(asked("1"), hits, 2, False),
        QuestionRun(asked("4", "en"), hits, 2, False),
        QuestionRun(asked("9", answerable=False), hits, 2, False),
    ]
    assert mean_reciprocal_ranks(runs) == {"": (0.75, 2), "de": (0.5, 1), "en": (1.0, 1)}


@pytest.mark.parametrize(
    ("row", "answerable"),
    [({"answers": [1]}, True), ({"answers": []}, False), ({"answerable": False}, False), ({}, True)],
)
def test_answers_tell_whether_a_question_can_be_answered(tmp_path, row, answerable):
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps({"id": 1, "question": "Wo?", "pageId": 2} | row) + "\n\n")
    (question,) = read_questions(path)
    assert (question.key, question.page, question.language, question.answerable) == ("1", "2", "de", answerable)


@pytest.mark.parametrize("line", ["{", "7", '{"id": 1}'])
def test_a_line_that_is_no_question_is_named(tmp_path, line):
    path = tmp_path / "questions.jsonl"
    path.write_text(line)
    with pytest.raises(CommandError, match="line 1"):
        read_questions(path)


def test_the_command_writes_a_run_file(municipality, index, tmp_path, capsys):
    german = [page(11, "de/strom", "Strom und Gas", "<p>Der Zähler steht im Keller.</p>", twins=[("en", 21)])]
    run(tmp_path, german, [page(21, "en/power", "Power", "<p>The meter is downstairs.</p>", twins=[("de", 11)])])
    index.rebuild()
    questions, out = tmp_path / "questions.jsonl", tmp_path / "run.jsonl"
    questions.write_text(json.dumps({"id": 5, "language": "en", "question": "Where is the meter?", "pageId": 21}))
    options = {"kind": "page", "source": "integreat", "municipality": "testburg"}
    call_command("evaluate_search", str(questions), out=out, **options)
    assert json.loads(out.read_text())["results"] == ["21"]
    assert "1.000 (1 answerable" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no kind"):
        call_command("evaluate_search", str(questions), out=out, **(options | {"kind": "unknown"}))

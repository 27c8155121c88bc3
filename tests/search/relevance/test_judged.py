import json

import pytest

from search.relevance.judged import JudgedSetError, read_set

NEED = {"need": "n001", "description_en": "A course", "relevant": {"C01": 3}}
QUERY = {"query": "q1", "need": "n001", "lang": "de", "kind": "keyword", "text": "kurs"}


def read(folder, needs=(NEED,), queries=(QUERY,)):
    for name, rows in (("needs", needs), ("queries", queries)):
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return read_set("own", folder / "needs", folder / "queries")


def test_a_query_knows_its_need(tmp_path):
    assert read(tmp_path).queries[0].need.grades == {"C01": 3}


def test_odd_needs_are_told_by_their_number(tmp_path):
    judged = read(tmp_path, [NEED, NEED | {"need": "n002"}], [QUERY, QUERY | {"query": "q2", "need": "n002"}])
    assert [query.key for query in judged.odd_only().queries] == ["q1"]


@pytest.mark.parametrize(
    ("needs", "queries", "message"),
    [
        ([NEED, NEED], [QUERY], "needs, line 2: need n001 is there twice"),
        ([NEED | {"relevant": {"C01": 4}}], [QUERY], "grades 1, 2 or 3"),
        ([NEED | {"relevant": {"C01": 1}}], [QUERY], "only marginal"),
        ([NEED], [QUERY, QUERY], "queries, line 2: query q1 is there twice"),
        ([NEED], [QUERY | {"need": "n009"}], "no need n009"),
        ([NEED], [QUERY | {"text": ""}], "text must be a text"),
        ([NEED], [], "no queries"),
        ([NEED], [["q1"]], "expected an object"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_its_line(tmp_path, needs, queries, message):
    with pytest.raises(JudgedSetError, match=message):
        read(tmp_path, needs, queries)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(JudgedSetError, match="cannot be read"):
        read_set("own", tmp_path / "needs", tmp_path / "queries")

import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location

from search.ranking import WEIGHTS
from search.relevance.fitting import fit
from search.relevance.judged import JudgedSet, Need, Query
from search.relevance.measures import Answer
from search.relevance.weight_numbers import PLACE, numbers_of, proposal, source_of_weights, with_number

NEED = Need("n001", "", {"a": 3})
JUDGED = JudgedSet("own", (Query("q1", NEED, "de", "keyword", "x"),))


def likes_many_words(judged, weights):
    """A search that puts the right offer first when words count much."""
    place = 0 if weights.words > 1.2 * WEIGHTS.words else 3
    return {"q1": Answer((*"xyz"[:place], "a"), False)}


def test_the_number_that_helps_is_changed_and_no_other():
    fitted, quality = fit([JUDGED], WEIGHTS, likes_many_words, rounds=2, tell=lambda text: None)
    assert quality == 1.0
    changed = {number for number, value in numbers_of(fitted).items() if value != numbers_of(WEIGHTS)[number]}
    assert changed == {("words", "")}


def test_fitting_twice_gives_the_same_weights():
    runs = [fit([JUDGED], WEIGHTS, likes_many_words, rounds=2, tell=lambda text: None) for _turn in range(2)]
    assert runs[0] == runs[1]


def test_the_proposed_difference_can_be_applied(tmp_path, monkeypatch):
    number = ("places", "v")
    diff = proposal(source_of_weights(), with_number(WEIGHTS, number, 0.123))
    file = tmp_path / PLACE
    file.parent.mkdir()
    file.write_text(source_of_weights())
    subprocess.run([shutil.which("git"), "apply", "-"], input=diff, text=True, cwd=tmp_path, check=True)
    spec = spec_from_file_location("proposed_ranking", file)
    proposed = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, proposed)  # dataclasses look their module up
    spec.loader.exec_module(proposed)
    assert numbers_of(proposed.WEIGHTS)[number] == 0.123


def test_unchanged_weights_propose_nothing():
    assert proposal(source_of_weights(), WEIGHTS) == ""

"""The database of the landing before this one, made by its own program (`migrate`, `load_demo`), with this program."""

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

HERE = Path(__file__).parent
# Offers of the demo town, and of its lexicon before concepts came to it.
OFFERS, TERMS_BEFORE = 125, 530


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("upgrade")
    database = folder / "stadtlotse.sqlite3"
    database.write_bytes(lzma.decompress((HERE / "demo_part_2.sqlite3.xz").read_bytes()))
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
        "STADTLOTSE_VAR": str(folder),
        "STADTLOTSE_SEARCH_ENGINE": "tantivy",
        "PYTHONPATH": os.pathsep.join([str(settings.ROOT), str(settings.ROOT / "site")]),
    }
    done = subprocess.run([sys.executable, HERE / "look.py"], env=os.environ | own, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_every_page_of_an_earlier_database_is_there_after_migrating(upgraded):
    assert set(upgraded["statuses"].values()) == {200}, upgraded["statuses"]


def test_an_earlier_database_can_be_searched_after_migrating(upgraded):
    assert all(upgraded["hits"].values()), upgraded["hits"]


def test_no_offer_is_lost_by_migrating(upgraded):
    assert upgraded["offers"] == OFFERS


def test_an_earlier_database_gets_the_lexicon(upgraded):
    assert upgraded["lexicon"]
    assert upgraded["subjects"] > TERMS_BEFORE

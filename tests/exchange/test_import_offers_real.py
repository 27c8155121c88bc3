"""The real list of Berlin, in three states."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from directory.models import Location, Offer, OfferText, Organization, PublicDocument
from directory.municipalities import create_municipality
from tests.exchange.offer_files import record, run, write

REAL = Path(settings.ROOT).parent / "shared" / "data" / "real"
LIST = REAL / "berlin-fairgnuegen-offers"
needs_list = pytest.mark.skipif(not LIST.is_dir(), reason="the real offers are not beside the repository")


def import_state(folder, day):
    return run(folder, (LIST / f"offers-{day}.json").read_bytes(), municipality="berlin")


@pytest.fixture
def berlin(db):
    berlin = create_municipality("berlin")
    shapes = REAL / "berlin-bezirke-polygons" / "berliner-bezirke.geojson"
    with Path(os.devnull).open("w") as nowhere:
        call_command("import_districts", str(shapes), municipality="berlin", stdout=nowhere, stderr=nowhere)
    return berlin


@needs_list
def test_872_records_are_436_offers_in_two_languages(berlin, tmp_path):
    report = import_state(tmp_path, "2025-07-11")
    assert (report["counts"]["records"], report["counts"]["added"]) == (872, 436)
    assert OfferText.objects.filter(locale__language_code="en").exclude(title="").count() == 436


@needs_list
def test_no_real_record_is_rejected_and_every_category_and_target_group_is_known(berlin, tmp_path):
    report = import_state(tmp_path, "2025-07-11")
    assert report["rejected"] == []
    assert {line["field"] for line in report["unmapped"]} == {"website"}


@needs_list
def test_every_district_of_the_real_list_is_found_and_fits_its_point(berlin, tmp_path):
    report = import_state(tmp_path, "2025-07-11")
    without = Offer.objects.filter(offer_locations__location__district=None)
    assert report["conflicts"] == []
    assert without.count() == 7


@needs_list
def test_the_real_list_imported_twice_changes_nothing(berlin, tmp_path):
    import_state(tmp_path, "2025-07-11")
    before = [model.objects.count() for model in (Offer, Organization, Location, PublicDocument)]
    report = import_state(tmp_path, "2025-07-11")
    assert (report["counts"]["added"], report["counts"]["changed"], report["counts"]["unchanged"]) == (0, 0, 436)
    assert [model.objects.count() for model in (Offer, Organization, Location, PublicDocument)] == before


@needs_list
def test_a_day_later_exactly_the_changed_records_change(berlin, tmp_path):
    import_state(tmp_path, "2025-07-10")
    counts = import_state(tmp_path, "2025-07-11")["counts"]
    assert [counts[name] for name in ("added", "changed", "vanished", "conflicts")] == [14, 6, 12, 0]


HOLD = """
import sys, time
sys.path[:0] = [{root!r}, {site!r}]
import django
django.setup()
from django.core.management import call_command
from exchange.importing import offer_run

def write_words(*args):
    print("inside", flush=True)
    time.sleep(120)

offer_run.write_words = write_words
call_command("import_offers", {path!r}, municipality="testburg", profile="fairgnuegen")
"""


@pytest.fixture
def second_database(tmp_path, transactional_db):
    """Environment of a process of its own with a database that the test can look into; holds `testburg`."""
    create_municipality("testburg", host="testburg.localhost")
    environment = os.environ | {"STADTLOTSE_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        url = re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", os.environ["DATABASE_URL"])
        yield environment | {"DATABASE_URL": url}
        return
    import sqlite3

    path = tmp_path / "stadtlotse.sqlite3"
    copy = sqlite3.connect(path)
    connection.connection.backup(copy)
    copy.close()
    environment.pop("DATABASE_URL", None)
    yield environment


def count_rows(environment):
    """Rows of all tables that an import writes, as another process sees them."""
    code = (
        "import sys; sys.path[:0] = ['.', 'site']; import django; django.setup(); from directory.models import *;"
        "tables = (Source, Offer, Organization, Location, OfferText, ImportedRecord, OutboxEntry);"
        "print([table.objects.count() for table in tables])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=environment, cwd=settings.ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_an_import_that_is_killed_in_the_middle_leaves_the_database_as_before(second_database, tmp_path):
    before = count_rows(second_database)
    path = write(tmp_path, [record(str(number)) for number in range(50)])
    code = HOLD.format(root=str(settings.ROOT), site=str(settings.ROOT / "site"), path=path)
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code], env=second_database, cwd=settings.ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "inside\n"  # offers, providers and places are written, nothing is committed
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    assert count_rows(second_database) == before

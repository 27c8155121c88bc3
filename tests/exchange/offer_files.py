"""Small files in the form of the FAIRgnügen list, and a way to run the command on them."""

import io
import json

from django.core.management import call_command
from django.core.management.base import CommandError


def record(key="1", **fields):
    """A German record; an English twin with `key="1_en"`."""
    values = {
        "id": key,
        "provider": "Stadtmuseum",
        "providerDescription": "Ein Museum für alle.",
        "offerDescription": "Führungen am Abend",
        "offerInformation": "3 Euro",
        "website": "https://museum.example.org/",
        "addressWithHouseNumber": "Beispielweg 1",
        "cityWithZip": "00001 Testburg",
        "district": None,
        "isFree": False,
        "category": "Kultur",
        "targetGroups": ["Senioren"],
        "lon": None,
        "lat": None,
        "language": "en" if key.endswith("_en") else "de",
    }
    return values | fields


def twin(key="1", **fields):
    """The English twin of a record."""
    words = {"provider": "City museum", "providerDescription": "A museum for all.", "offerInformation": "3 euros"}
    return record(f"{key}_en", **(words | {"offerDescription": "Evening tours"} | fields))


def write(folder, records, name="offers.json"):
    path = folder / name
    content = records if isinstance(records, (str, bytes)) else json.dumps(records, ensure_ascii=False)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return str(path)


def run(folder, records, *options, profile="fairgnuegen", municipality="testburg"):
    """The JSON report of one run; `report["status"]` is the exit status."""
    out, status = io.StringIO(), 0
    path = write(folder, records)
    try:
        call_command(
            "import_offers", path, "--json", *options, municipality=municipality, profile=profile,
            stdout=out, stderr=io.StringIO(),
        )  # fmt: skip
    except CommandError as error:
        if not out.getvalue():
            raise
        status = error.returncode
    return json.loads(out.getvalue()) | {"status": status}

"""Offer lists of two invented towns in forms of their own, with profiles as an administrator would write them."""

import csv
import io
from datetime import date, time

from openpyxl import Workbook

MUEHLFELD = """
[source]
name = "muehlfeld"
title = "Angebote in Mühlfeld"

[file]
key = "Nr."
ignore = ["Bemerkung intern"]

[split]
Zielgruppe = "/"
Sprachen = ","

[fields]
title = "Bezeichnung"
summary = "Kurztext"
organization = "Veranstalter"
price = "Kosten"
slots = "Zeiten"
age_from = "Alter ab"
target_groups = "Zielgruppe"
start_any_time = "Einstieg jederzeit"
"languages.personal" = "Sprachen"
german_needed = "Deutsch ab"
phone = "Telefon"
email = "E-Mail"
"place.name" = "Ort"
"place.street" = { join = ["Straße", "Hausnr."] }
"place.postcode" = { path = "PLZ Ort", pattern = '^(\\d{5})' }
"place.town" = { path = "PLZ Ort", pattern = '^\\d{5}\\s+(.*)$' }
"place.district" = "Ortsteil"
"place.access.zugang-stufenlos" = "Stufenlos"

[contacts]
person = "Ansprechperson"

[[runs]]
starts_on = "Beginn"
ends_on = "Ende"
level_from = "Niveau"
seats_total = "Plätze"

[values.Rubrik]
"Sprache" = { kind = "sprachkurs", topics = ["deutsch"] }
"Bewegung" = { kind = "sportangebot", topics = ["sport"] }
"""

MUEHLFELD_ROW = {
    "Nr.": "17",
    "Bezeichnung": "Deutsch am Abend",
    "Kurztext": "Ein Kurs für alle, die tagsüber arbeiten.",
    "Veranstalter": "Volkshochschule Mühlfeld",
    "Rubrik": "Sprache",
    "Kosten": "40,00 € pro Monat",
    "Zeiten": "Montag und Mittwoch 18 bis 19:30 Uhr",
    "Alter ab": "18",
    "Zielgruppe": "Neu in Deutschland / Frauen",
    "Einstieg jederzeit": "x",
    "Sprachen": "Arabisch, Englisch",
    "Deutsch ab": "A1",
    "Telefon": "0300 23125-10",
    "E-Mail": "kurse@example.org",
    "Ort": "Altes Werk",
    "Straße": "Beispielweg",
    "Hausnr.": "7",
    "PLZ Ort": "00017 Mühlfeld",
    "Ortsteil": "Süd",
    "Stufenlos": "ja",
    "Ansprechperson": "",
    "Beginn": "ab 03/2099",
    "Ende": "30.6.2099",
    "Niveau": "A2",
    "Plätze": "12",
    "Bemerkung intern": "x",
}

OBERSEE = """
[source]
name = "obersee"
license = "CC0 1.0"

[file]
format = "xlsx"
sheet = "Angebote"
header = 3
key = { digest = ["Angebot", "Verein"] }

[fields]
title = "Angebot"
organization = "Verein"
website = { path = "Netz", prefix = "https://" }
ends_on = "letzter Tag"
age_from = { path = "ab Monaten", as = "months" }
slots = { from = "von", to = "bis", days = "Di, Do" }
"place.name" = "Verein"
"place.postcode" = "PLZ"
"place.street" = { path = "Adresse", nothing = ["-"] }

[fixed]
kind = "sportangebot"

[[when]]
field = "gratis"
yes = true
set = { costs = ["frei"] }

[[skip]]
field = "Angebot"
matches = "^Test"
reason = "a test of the association"
"""

OBERSEE_HEADER = ["Angebot", "Verein", "Netz", "letzter Tag", "ab Monaten", "von", "bis", "PLZ", "Adresse", "gratis"]
OBERSEE_ROW = [
    "Turnen für Kleine", "TV Obersee", "turnen.example.org", date(2099, 7, 1), 30, time(15, 30), time(17, 0), 1067,
    "-", "ja",
]  # fmt: skip


def table(*rows, delimiter=",", **changes):
    """Mühlfeld's list as text; without rows one whole row with changes."""
    rows = rows or (MUEHLFELD_ROW | changes,)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(MUEHLFELD_ROW), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def workbook(*rows):
    """Obersee's workbook: a sheet with notes first, a title above the header."""
    book = Workbook()
    book.active.title = "Hinweise"
    sheet = book.create_sheet("Angebote")
    for row in (["Angebote der Vereine"], [], OBERSEE_HEADER, *(rows or (OBERSEE_ROW,))):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

"""What readers ask in the measurements: addresses of the results page, sorted by kind of question."""

from itertools import product
from urllib.parse import urlencode

WORDS = (
    "Deutschkurs", "Sprachcafé", "Migrationsberatung", "Schulden", "Wohnung", "Bewerbung", "Hausaufgaben", "Schwimmen",
    "Fußball", "Nähen", "Fahrrad", "Kochen", "Computer", "Gesundheit", "Chor", "Garten", "Beratung", "Sport",
)  # fmt: skip
GROUPS = ("Eltern", "Frauen", "Kinder", "Geflüchtete", "Jugendliche")
TOPICS = ("deutsch", "arbeit", "wohnen", "geld", "sport", "familie", "gesundheit", "schule")
FOR_WHOM = ("eltern", "frauen", "neu", "aeltere", "jugend")
NONSENSE = ("Quastenflosser", "Xylophonstimmer", "Bergsteigerhelm", "Zahnradbahn")

Questions = dict[str, list[str]]


def questions(districts: list[str], language: str) -> Questions:
    """Addresses by kind; each list has at most 40 and none twice. `districts` are slugs of the municipality."""
    pairs = list(product(WORDS, districts))
    found = {
        "word": [{"q": word} for word in WORDS] + [{"q": f"{word} {group}"} for word, group in product(WORDS, GROUPS)],
        "word and district": [
            {"q": word, "stadtteil": district} for word, district in pairs[:: max(1, len(pairs) // 40)]
        ],
        "filters only": [{"thema": topic, "zielgruppe": group} for topic, group in product(TOPICS, FOR_WHOM)],
        "page 2 and later": [{"thema": topic, "seite": str(page)} for topic, page in product(TOPICS, range(2, 7))],
        "nothing found": [{"q": word, "thema": topic} for word, topic in product(NONSENSE, TOPICS)],
    }
    return {
        kind: [f"/{language}/angebote/?{urlencode(parameters)}" for parameters in each[:40]]
        for kind, each in found.items()
    }

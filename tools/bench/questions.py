"""What readers ask in the measurements: addresses of the results page, sorted by kind of question."""

from itertools import product
from random import Random
from urllib.parse import urlencode

from directory.memory import DistrictNote

MOST_NEW = 1_600

WORDS = (
    "Deutschkurs", "Sprachcafé", "Migrationsberatung", "Schulden", "Wohnung", "Bewerbung", "Hausaufgaben", "Schwimmen",
    "Fußball", "Nähen", "Fahrrad", "Kochen", "Computer", "Gesundheit", "Chor", "Garten", "Beratung", "Sport",
)  # fmt: skip
GROUPS = ("Eltern", "Frauen", "Kinder", "Geflüchtete", "Jugendliche")
TOPICS = ("deutsch", "arbeit", "wohnen", "geld", "sport", "familie", "gesundheit", "schule")
FOR_WHOM = ("eltern", "frauen", "neu", "aeltere", "jugend")
NONSENSE = ("Quastenflosser", "Xylophonstimmer", "Bergsteigerhelm", "Zahnradbahn")

# What people type in their own language on a German page: words and whole sentences.
OTHER_LANGUAGES = (
    "دورة لغة ألمانية للنساء", "أين أجد مساعدة في البحث عن سكن؟", "دروس سباحة للأطفال", "استشارة مجانية للاجئين",
    "أحتاج إلى محامٍ بخصوص الإقامة", "مقهى لغات مساء", "تعلم الكمبيوتر لكبار السن", "نادي رياضي قريب",
    "مساعدة في كتابة السيرة الذاتية", "الاعتراف بالشهادة",
    "курси німецької з доглядом за дітьми", "де знайти допомогу з пошуком житла?", "плавання для дітей",
    "консультація для біженців безкоштовно", "допомога з документами", "спортивний клуб для підлітків",
    "визнання диплома", "розмовний клуб ввечері", "психологічна допомога", "шиття для жінок",
    "kadınlar için Almanca kursu", "ev bulmama kim yardım eder?", "çocuklar için yüzme", "ücretsiz borç danışmanlığı",
    "iş başvurusu nasıl yazılır", "akşam dil kafesi", "bilgisayar kursu", "spor kulübü", "diploma denkliği",
    "ödev yardımı",
    "German course with childcare", "who helps me find a flat?", "swimming lessons for children",
    "free advice about debts", "language cafe in the evening", "I need help with a letter from the job centre",
    "sewing group for women", "football for teenagers", "recognition of my degree", "computer course for seniors",
)  # fmt: skip
SPOKEN = ("", "auf Arabisch", "auf Englisch", "kostenlos", "am Abend", "mit Kinderbetreuung", "ohne Anmeldung")

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
        "other languages": [{"q": text} for text in OTHER_LANGUAGES],
        "nothing found": [{"q": word, "thema": topic} for word, topic in product(NONSENSE, TOPICS)],
    }
    return {kind: [_address(language, parameters) for parameters in each[:40]] for kind, each in found.items()}


def never_asked(districts: list[DistrictNote], language: str, number: int = MOST_NEW) -> list[str]:
    """Addresses with texts that are all different, in mixed order; two of ten in another language than German."""
    wishes = product(WORDS, ("", *(f"für {group}" for group in GROUPS)), SPOKEN)
    german = [" ".join(part for part in wish if part) for wish in wishes]
    texts = german + [f"{words} {district.name('de')}" for words, district in product(german, districts)]
    order = Random(1)  # noqa: S311
    chosen = order.sample(texts, min(number * 8 // 10, len(texts)))
    foreign = [f"{text} {district.name('de')}" for text, district in product(OTHER_LANGUAGES, districts)]
    chosen += order.sample(foreign, min(number - len(chosen), len(foreign)))
    order.shuffle(chosen)
    return [_address(language, {"q": text}) for text in chosen]


def _address(language: str, parameters: dict[str, str]) -> str:
    return f"/{language}/angebote/?{urlencode(parameters)}"

"""A small lexicon of its own: what matching does must not depend on the shipped words."""

import pytest

from directory.lexicon import Concept
from directory.lexicon.concepts import make_lexicon
from search.understanding.recognising import recognise
from search.understanding.word_index import QueryWord, build_index

WORDS = {
    "concept:swim": {
        "de": ("schwimmen", "schwimmbad", "=bad", "hallenbad"),
        "en": ("swim", "swimming pool"),
        "ar": ("سباحة", "مسبح"),
        "uk": ("басейн", "плавання"),
        "ru": ("бассейн", "плавани"),
        "tr": ("yüzme havuzu", "yüzme"),
        "fr": ("piscine",),
    },
    "concept:debt": {"de": ("schulden", "schuldnerberatung"), "en": ("debt",), "fa": ("قرض", "بدهی")},
    "concept:violence": {"de": ("gewalt", "mein mann schlägt mich"), "en": ("my husband hits me",)},
    "concept:dog": {"vi": ("chó",), "de": ("hund",)},
    "concept:market": {"vi": ("chợ",), "de": ("markt",)},
    "concept:opera": {"de": ("=oper", "opernkarten")},
    "concept:nopapers": {"de": ("ohne papiere",), "ar": ("بدون أوراق",)},
    "concept:library": {"de": ("bücherei", "bibliothek"), "ti": ("ቤት መጻሕፍቲ",)},
    "concept:zoo": {"uk": ("зоопарк",), "ar": ("حديقة حيوانات",)},
    "kind:beratung": {"de": ("beratung",), "en": ("counselling",)},
    "topic:sport": {"de": ("sport",), "en": ("sport",)},
    "concept:f-evening": {"de": ("abends", "abend"), "en": ("evening",)},
    "language:ar": {"de": ("arabisch",), "en": ("arabic",)},
}
SORTS = {"kind:beratung": "kind", "concept:f-evening": "facet", "language:ar": "language"}


def concept(key, **changes):
    values = {
        "key": key, "sort": SORTS.get(key, "topic"), "sensitive": False, "part_of": (), "near": (), "tags": (),
        "stems": (), "labels": {}, "words": WORDS.get(key, {}),
    }  # fmt: skip
    return Concept(**values | changes)


@pytest.fixture(scope="session")
def small_lexicon():
    return make_lexicon(concept(key, part_of=("topic:sport",) if key == "concept:swim" else ()) for key in WORDS)


@pytest.fixture(scope="session")
def small_index(small_lexicon):
    return build_index(small_lexicon)


@pytest.fixture
def meant(small_index):
    """`meant("text", "de")` → recognised concepts, the surest first."""

    def ask(text, hint="de"):
        words = [QueryWord.of(word) for word in text.split()]
        return [hit.concept for hit in recognise(words, small_index, hint)]

    return ask

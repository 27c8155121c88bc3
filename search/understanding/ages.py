"""An age in a query: `für 6 Jahre`, `6-year-old`, `6 лет`. A number alone is no age."""

from search.analysis import fold
from search.understanding.word_index import QueryWord

OLDEST = 110
_WORDS = (
    "jahre jahr jahren jährige jährigen jähriges jähriger year years yo an ans año años ani lat lata rok roku "
    "letni лет год года летний летнего років роки рік річний річна سنة سنوات عام سنين ساله سال یاش yaş yaşında "
    "yaşındaki tuổi sal salî ዓመት"
)
AGE_WORDS = frozenset(fold(word) for word in _WORDS.split())
GLUED = tuple(sorted((word for word in AGE_WORDS if len(word) >= 4), key=len, reverse=True))


def find_age(words: list[QueryWord]) -> tuple[int | None, frozenset[int]]:
    """The first age and the words that say it."""
    for place, word in enumerate(words):
        digits = "".join(letter for letter in word.folded if letter.isdecimal())
        if not digits or not word.folded.startswith(digits) or int(digits[:4]) > OLDEST:
            continue
        rest = word.folded[len(digits) :]
        if rest and (rest in AGE_WORDS or rest.startswith(GLUED)):
            return int(digits), frozenset({place})
        if not rest and place + 1 < len(words) and words[place + 1].folded in AGE_WORDS:
            return int(digits), frozenset({place, place + 1})
    return None, frozenset()

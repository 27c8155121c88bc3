"""At most 2,000 distinct texts of invented offers, in German and, for a part of them, three other languages."""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "words.toml"
SOURCE_LANGUAGE = "de"
# How many of 10 texts exist in a language, as in a town that has begun to translate.
TRANSLATED = {"de-simple": 6, "en": 5, "ar": 4}

Words = dict[str, str]


@dataclass(frozen=True)
class MadeText:
    """One text with the facts that belong to it; `words` are fields of an offer by language."""

    kind: str
    topics: list[str]
    branch: str
    course_type: str
    group: str
    words: dict[str, Words]


@cache
def made_texts() -> tuple[MadeText, ...]:
    """All texts, always in the same order; neighbors are about different activities."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    parts = product(data["details"], data["groups"].items(), data["activities"].values())
    texts = []
    for position, (detail, (group, phrases), activity) in enumerate(parts):
        step = position + position // len(data["activities"])  # so that no activity lacks a language everywhere
        languages = [SOURCE_LANGUAGE, *(code for code, of_ten in TRANSLATED.items() if step % 10 < of_ten)]
        texts.append(
            MadeText(
                kind=activity["kind"],
                topics=activity["topics"],
                branch=activity.get("branch", ""),
                course_type=activity.get("course_type", ""),
                group=group,
                words={code: _words(code, activity, phrases, detail, data["invented"]) for code in languages},
            )
        )
    return tuple(texts)


def _words(language: str, activity: dict[str, Any], phrases: Words, detail: Words, invented: Words) -> Words:
    text = f"{activity[language]['text']} {detail[language]}"
    return {
        "title": f"{activity[language]['title']} {phrases[language]}",
        "summary": text,
        "description": f"{text} {invented[language]}",
    }

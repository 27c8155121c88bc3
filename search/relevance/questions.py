"""Real questions with the page that answers them: how high does that page stand? A page counts in every language in
which it exists, because a reader gets it in the own one."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

RESULTS = 10


@dataclass(frozen=True)
class Question:
    """One question of a file; `page` is the source's id of the page that was asked about."""

    key: str
    language: str
    text: str
    page: str
    answerable: bool


@dataclass(frozen=True)
class QuestionRun:
    """What was found for a question: for each hit its ids by language."""

    question: Question
    found: tuple[Mapping[str, str], ...]
    total: int
    uncertain: bool

    @property
    def rank(self) -> int:
        """Place of the page among the hits, from 1; 0 when it is not there."""
        places = (place for place, ids in enumerate(self.found, start=1) if self.question.page in ids.values())
        return next(places, 0)

    def line(self) -> str:
        """One line of a run file: a page for each hit, in the language of the question where it exists in it."""
        wanted = (self.question.language, "de")
        ids = [next((by[code] for code in wanted if code in by), next(iter(by.values()))) for by in self.found]
        line: dict[str, Any] = {"id": self.question.key, "results": ids, "total": self.total}
        return json.dumps(line | ({"uncertain": True} if self.uncertain else {}), ensure_ascii=False)


def read_questions(path: Path) -> list[Question]:
    """The questions of a JSON Lines file: id, language, question, pageId, answers or answerable. Raises CommandError
    that names the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    questions = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            questions.append(_question(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{path}, line {number}: expected id, question and pageId ({error}).") from error
    return questions


def _question(row: dict[str, Any]) -> Question:
    answerable = row["answerable"] if "answerable" in row else bool(row.get("answers", True))
    language = str(row.get("language") or "de")
    return Question(str(row["id"]), language, str(row["question"]), str(row["pageId"]), bool(answerable))


def mean_reciprocal_ranks(runs: Iterable[QuestionRun]) -> dict[str, tuple[float, int]]:
    """MRR@10 over answerable questions, and their number: by language, and of all under ""."""
    gains: dict[str, list[float]] = {"": []}
    for run in runs:
        if run.question.answerable:
            gain = 1 / run.rank if 0 < run.rank <= RESULTS else 0.0
            for key in ("", run.question.language):
                gains.setdefault(key, []).append(gain)
    return {key: (sum(values) / len(values), len(values)) for key, values in gains.items() if values}

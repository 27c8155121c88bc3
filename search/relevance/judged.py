"""Judged sets: needs with graded offers, and the queries that people type for them (JSON Lines)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

GRADES = (1, 2, 3)
RELEVANT = 2
"""The lowest grade that counts as relevant; 1 is marginal."""
MAIN_LANGUAGE = "de"


class JudgedSetError(Exception):
    """A file that cannot be used; the message names file and line."""


@dataclass(frozen=True)
class Need:
    """What somebody looks for. `grades`: offer by its id in the source → 1 to 3; empty when no offer fits."""

    key: str
    description: str
    grades: Mapping[str, int]

    @property
    def odd(self) -> bool:
        """Weights are fitted on needs with odd numbers and reported on the others."""
        return int("".join(filter(str.isdigit, self.key)) or 0) % 2 == 1


@dataclass(frozen=True)
class Query:
    """One way to ask for a need."""

    key: str
    need: Need
    language: str
    kind: str
    text: str

    @property
    def german(self) -> bool:
        return self.language.partition("-")[0] == MAIN_LANGUAGE


@dataclass(frozen=True)
class JudgedSet:
    """Needs and queries of one set, and where its offers are."""

    name: str
    queries: tuple[Query, ...]
    municipality: str = ""
    source: str = ""

    @property
    def needs(self) -> tuple[Need, ...]:
        return tuple({query.need.key: query.need for query in self.queries}.values())

    def odd_only(self) -> "JudgedSet":
        return replace(self, queries=tuple(query for query in self.queries if query.need.odd))


def read_set(name: str, needs: Path, queries: Path, municipality: str = "", source: str = "") -> JudgedSet:
    """A judged set from its two files. Raises JudgedSetError."""
    by_key: dict[str, Need] = {}
    for where, row in rows_of(needs):
        need = _need(row, where)
        if need.key in by_key:
            raise JudgedSetError(f"{where}: need {need.key} is there twice.")
        by_key[need.key] = need
    found: dict[str, Query] = {}
    for where, row in rows_of(queries):
        query = _query(row, by_key, where)
        if query.key in found:
            raise JudgedSetError(f"{where}: query {query.key} is there twice.")
        found[query.key] = query
    if not found:
        raise JudgedSetError(f"{queries}: there are no queries.")
    return JudgedSet(name, tuple(found.values()), municipality, source)


def rows_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(file and line, object) of each line of a JSON Lines file. Raises JudgedSetError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgedSetError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise JudgedSetError(f"{path}, line {number}: not JSON ({error}).") from error
            if not isinstance(row, dict):
                raise JudgedSetError(f"{path}, line {number}: expected an object.")
            yield f"{path}, line {number}", row


def _need(row: dict[str, Any], where: str) -> Need:
    key, grades = _text(row, "need", where), row.get("relevant")
    if not isinstance(grades, dict) or any(grade not in GRADES for grade in grades.values()):
        raise JudgedSetError(f"{where}: relevant must give offers the grades 1, 2 or 3.")
    if grades and max(grades.values()) < RELEVANT:
        raise JudgedSetError(f"{where}: {key} has only marginal offers; give a better one or none.")
    return Need(key, str(row.get("description_en", "")), {str(offer): grade for offer, grade in grades.items()})


def _query(row: dict[str, Any], needs: Mapping[str, Need], where: str) -> Query:
    key, need, language, kind, text = (_text(row, name, where) for name in ("query", "need", "lang", "kind", "text"))
    if need not in needs:
        raise JudgedSetError(f"{where}: there is no need {need}.")
    return Query(key, needs[need], language, kind, text)


def _text(row: dict[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value:
        raise JudgedSetError(f"{where}: {name} must be a text.")
    return value

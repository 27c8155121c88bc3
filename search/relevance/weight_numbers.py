"""The numbers of `search/ranking.py` one by one, and the source with other numbers in it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import unified_diff
from pathlib import Path

from search.ranking import Weights

# The name of a weight, and inside a table of weights its key: ("concepts", ""), ("sorts", "topic").
Number = tuple[str, str]
PLACE = "search/ranking.py"


def numbers_of(weights: Weights) -> dict[Number, float]:
    """All numbers, in the order of the source."""
    found: dict[Number, float] = {}
    for field in fields(weights):
        value = getattr(weights, field.name)
        if isinstance(value, Mapping):
            found |= {(field.name, key): number for key, number in value.items()}
        else:
            found[field.name, ""] = value
    return found


def with_number(weights: Weights, number: Number, value: float) -> Weights:
    """The same weights with one other number."""
    name, key = number
    return weights.changed(**{name: getattr(weights, name) | {key: value} if key else value})


def proposal(source: str, weights: Weights) -> str:
    """The difference that would bring `source`, the text of ranking.py, to these weights."""
    lines = source.splitlines(keepends=True)
    values = numbers_of(weights)
    for number, node in sorted(_places(source), key=lambda one: -one[1].col_offset):
        if number in values and node.value != values[number]:
            line = lines[node.lineno - 1].encode()
            new = line[: node.col_offset] + f"{values[number]:g}".encode() + line[node.end_col_offset :]
            lines[node.lineno - 1] = new.decode()
    return "".join(unified_diff(source.splitlines(keepends=True), lines, f"a/{PLACE}", f"b/{PLACE}"))


def source_of_weights() -> str:
    return (Path(__file__).resolve().parents[1] / "ranking.py").read_text(encoding="utf-8")


def _places(source: str) -> Iterator[tuple[Number, ast.Constant]]:
    """Where each number stands in the class `Weights`."""
    tree = ast.parse(source)
    body = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == Weights.__name__][0].body
    for statement in body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield from _constants(statement.target.id, statement.value)


def _constants(name: str, value: ast.expr | None) -> Iterator[tuple[Number, ast.Constant]]:
    if isinstance(value, ast.Constant):
        yield (name, ""), value
    elif value is not None:
        for table in (node for node in ast.walk(value) if isinstance(node, ast.Dict)):
            for key, number in zip(table.keys, table.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(number, ast.Constant):
                    yield (name, str(key.value)), number

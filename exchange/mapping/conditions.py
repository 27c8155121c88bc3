"""Tests on a field of a record, as `[[when]]` and `[[skip]]` of a profile use them."""

import re
from collections.abc import Callable
from typing import Any

from exchange.formats.record_files import value_at
from exchange.mapping.profiles import Condition, Skip, Values
from exchange.values.singles import number, truth


def holds(condition: Condition, raw: Values) -> bool:
    """Whether the field of the condition passes its test; of a list one entry is enough."""
    value = value_at(raw, condition.path)
    if condition.test == "present":
        return (value not in (None, "", [], {})) == condition.expected
    values = value if isinstance(value, list) else [value]
    return any(TESTS[condition.test](item, condition.expected) for item in values)


def skips(skip: Skip, raw: Values) -> bool:
    return holds(skip.condition, raw) and not (skip.but_not and holds(skip.but_not, raw))


def _is(value: Any, expected: Any) -> bool:
    """Equal and of the same type; numbers of a table are texts there and numbers elsewhere."""
    wanted = expected if isinstance(expected, list) else [expected]
    return any(
        value == item and type(value) is type(item) or (not isinstance(item, bool) and str(value) == str(item))
        for item in wanted
    )


def _contains(value: Any, expected: Any) -> bool:
    parts = expected if isinstance(expected, list) else [expected]
    return isinstance(value, str) and any(str(part).casefold() in value.casefold() for part in parts)


def _matches(value: Any, expected: Any) -> bool:
    return isinstance(value, str) and bool(re.search(expected, value))


def _yes(value: Any, expected: Any) -> bool:
    try:
        return truth(value) is expected
    except ValueError:
        return False


def _at_least(value: Any, expected: Any) -> bool:
    try:
        return number(value) >= expected
    except ValueError:
        return False


TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "is": _is,
    "contains": _contains,
    "matches": _matches,
    "yes": _yes,
    "at_least": _at_least,
}

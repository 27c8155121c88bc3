"""Reads the rules of a profile file: fields, conditions, records to skip, runs. Every mistake is named with its key."""

import re
from collections.abc import Iterable
from typing import Any

from directory.weekly_slots import WEEKDAYS
from exchange.importing.course_runs import RUN_FIELDS
from exchange.mapping.conditions import TESTS
from exchange.mapping.profiles import OFFERS, PLACES, Condition, FieldRule, Key, Runs, Skip, Values
from exchange.values.readings import READINGS

COMBINATIONS = {"path": 1, "join": 0, "first": 0, "from": 2}
RULE_KEYS = {"path", "join", "first", "from", "to", "with", "pattern", "prefix", "nothing", "as", "form", "days"}
NEED_DAYS = ("times",)
ALL_TESTS = (*TESTS, "present")


class ProfileError(Exception):
    """A profile cannot be used; the message says where and what to do."""


class RuleReader:
    """Turns the tables of one profile file into rules; `name` is the file's, for messages."""

    def __init__(self, name: str) -> None:
        self.name = name

    def wrong(self, key: str, problem: str) -> ProfileError:
        return ProfileError(f"{self.name}: {key} {problem}.")

    def one_of(self, key: str, value: Any, known: Iterable[str]) -> str:
        known = list(known)
        if value not in known:
            raise self.wrong(key, f"= {value!r} is not known; possible: {', '.join(known)}")
        return value

    def texts(self, key: str, value: Any) -> list[str]:
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            raise self.wrong(key, f"= {value!r} must be a list of texts, such as ['street', 'number']")
        return value

    def field(self, key: str, rule: Any) -> FieldRule:
        """A rule of `[fields]` or `[[runs]]`: the name of a field, or a table."""
        if isinstance(rule, str) and rule:
            return FieldRule((rule,))
        if not isinstance(rule, dict):
            raise self.wrong(key, "must be a field of the source, or { path = '…', pattern = '…' }")
        for name in rule:
            self.one_of(f"{key}.{name}:", name, sorted(RULE_KEYS))
        combine, paths = self._paths(key, rule)
        reading = rule.get("as", "")
        if reading:
            self.one_of(f"{key}.as", reading, READINGS)
        days = self._days(key, rule.get("days", ""))
        if (combine == "span" or reading in NEED_DAYS) and not days:
            raise self.wrong(key, "needs days, such as days = 'Mo-Fr': the times alone do not say on which days")
        return FieldRule(
            paths=tuple(paths),
            combine=combine,
            separator=self._text(key, rule, "with", " "),
            pattern=self.pattern(f"{key}.pattern", rule["pattern"]) if "pattern" in rule else None,
            prefix=self._text(key, rule, "prefix", ""),
            nothing=frozenset(self.texts(f"{key}.nothing", rule["nothing"])) if "nothing" in rule else frozenset(),
            reading=reading,
            form=self._text(key, rule, "form", ""),
            days=days,
        )

    def _paths(self, key: str, rule: Values) -> tuple[str, list[str]]:
        found = [name for name in COMBINATIONS if name in rule]
        if len(found) != 1:
            raise self.wrong(key, "needs one of path, join, first, or from with to")
        if found == ["path"]:
            return "path", self.texts(f"{key}.path", [rule["path"]])
        if found == ["from"]:
            return "span", self.texts(f"{key}.from and to", [rule["from"], rule.get("to")])
        return found[0], self.texts(f"{key}.{found[0]}", rule[found[0]])

    def _text(self, key: str, rule: Values, name: str, default: str) -> str:
        value = rule.get(name, default)
        if not isinstance(value, str):
            raise self.wrong(f"{key}.{name}", f"= {value!r} must be a text")
        return value

    def _days(self, key: str, text: Any) -> tuple[str, ...]:
        days: list[str] = []
        for part in re.split(r"[,\s]+", str(text).lower()) if text else []:
            first, _dash, last = part.partition("-")
            for name in (first, last or first):
                self.one_of(f"{key}.days", name, WEEKDAYS)
            days += WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last or first) + 1]
        return tuple(days)

    def pattern(self, key: str, text: Any) -> re.Pattern[str]:
        try:
            pattern = re.compile(text)
        except (re.error, TypeError) as error:
            raise self.wrong(key, f"is not a regular expression: {error}") from error
        if pattern.groups != 1:
            raise self.wrong(key, "must have exactly one group in round brackets")
        return pattern

    def key(self, value: Any) -> Key:
        """`"id"`, `["name", "street"]`, or `{ digest = ["name", "street"] }`."""
        if isinstance(value, str):
            return Key((value,))
        digest = isinstance(value, dict)
        if digest and set(value) != {"digest"}:
            raise self.wrong("file.key", "must be a field, a list of fields, or { digest = ['…'] }")
        return Key(tuple(self.texts("file.key", value["digest"] if digest else value)), digest)

    def condition(self, section: str, table: Values, values: Values | None = None) -> Condition:
        tests = [test for test in ALL_TESTS if test in table]
        if len(tests) != 1 or not isinstance(table.get("field"), str) or not table["field"]:
            needs = "field, set" if section == "when" else "field"
            raise self.wrong(section, f"needs {needs}, and one of {', '.join(ALL_TESTS)} (either is or contains, …)")
        test, expected = tests[0], table[tests[0]]
        kinds: dict[str, Any] = {"present": bool, "yes": bool, "at_least": (int, float), "matches": str}
        if not isinstance(expected, kinds.get(test, object)):
            raise self.wrong(f"{section}.{test}", f"= {expected!r} is not what this test compares with")
        if test == "matches":
            try:
                re.compile(expected)
            except re.error as error:
                raise self.wrong(f"{section}.matches", f"is not a regular expression: {error}") from error
        return Condition(table["field"], test, expected, values or {})

    def skip(self, table: Values) -> Skip:
        if not isinstance(table.get("reason"), str) or not table["reason"]:
            raise self.wrong("skip.reason", "is missing: the report counts skipped records by their reason")
        but_not = table.get("but_not")
        return Skip(
            self.condition("skip", table),
            table["reason"],
            self.condition("skip.but_not", but_not) if isinstance(but_not, dict) else None,
            self._text("skip", table, "unless", ""),
        )

    def runs(self, table: Values) -> Runs:
        rules = {name: rule for name, rule in table.items() if name != "list"}
        for name in rules:
            self.one_of(f"runs.{name}", name, RUN_FIELDS)
        if not {"starts_on", "ends_on"} & rules.keys():
            raise self.wrong("runs", "needs starts_on or ends_on")
        fields = {name: self.field(f"runs.{name}", rule) for name, rule in rules.items()}
        return Runs(self._text("runs", table, "list", ""), fields)

    def fills(self, value: Any) -> str:
        return self.one_of("file.fills", value, (OFFERS, PLACES))

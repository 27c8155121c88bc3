"""Reading profile files. Mistakes are found here, not in the middle of a run; each message names the file, the key and
the way out."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from directory.models import Source
from exchange.profiles import Condition, FieldPath, Profile, Twin, Values
from exchange.records import READERS
from exchange.targets import convert, known_targets

FOLDER = Path(__file__).parent / "profiles"
SECTIONS = {
    "source": {"name", "title", "url", "license", "license_url", "attribution"},
    "file": {"format", "records", "key", "language", "language_field", "ignore"},
    "twins": {"suffix", "language"},
    "when": {"field", "is", "contains", "set"},
    "fields": None,
    "fixed": None,
    "values": None,
}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class ProfileError(Exception):
    """A profile cannot be used; the message says where and what to do."""


def load_profile(name: str) -> Profile:
    """The profile of a shipped name, or of a path that ends in `.toml`. Raises ProfileError."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    shipped = sorted(found.stem for found in FOLDER.glob("*.toml"))
    if not path.is_file() or (path.parent == FOLDER and not NAME.match(path.stem)):
        raise ProfileError(
            f"There is no profile {name}. Shipped: {', '.join(shipped)}. Or give the path of one (.toml)."
        )
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{path.name} is not readable as TOML: {error}.") from error
    return _Checker(path.name, data).profile()


class _Checker:
    """Turns the content of a profile file into a `Profile`, or says what is wrong with it."""

    def __init__(self, name: str, data: Values) -> None:
        self.name, self.data = name, data

    def profile(self) -> Profile:
        self._check_sections()
        file, source = self._texts("file"), self._texts("source")
        fields = {target: self._path(target, rule) for target, rule in self.data.get("fields", {}).items()}
        for target in fields:
            self._target("fields", target)
        self._check_needs(file, source, fields)
        return Profile(
            name=source["name"],
            source=source,
            format=self._one_of("file.format", file.get("format", "json"), READERS),
            records=file.get("records", ""),
            key=file["key"],
            language=self._language("file.language", file.get("language", settings.LANGUAGE_CODE)),
            language_path=file.get("language_field", ""),
            ignored=frozenset(file.get("ignore", [])),
            twins=tuple(self._twin(table) for table in self.data.get("twins", [])),
            fields=fields,
            fixed=self._values("fixed", self.data.get("fixed", {})),
            values={
                path: {value: self._values(f"values.{path}.{value}", entry) for value, entry in table.items()}
                for path, table in self.data.get("values", {}).items()
            },
            conditions=tuple(self._condition(table) for table in self.data.get("when", [])),
        )

    def _texts(self, section: str) -> Values:
        """A section whose values are texts, but for the list `ignore`."""
        table = self.data.get(section, {})
        for key, value in table.items():
            is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
            if not (is_list if key == "ignore" else isinstance(value, str)):
                raise self._wrong(
                    f"{section}.{key}", f"= {value!r} must be {'a list of texts' if key == 'ignore' else 'a text'}"
                )
        return table

    def _check_needs(self, file: Values, source: Values, fields: Values) -> None:
        for need, section in (("name", source), ("key", file), ("title", fields)):
            if not section.get(need):
                raise self._wrong(need, "is missing; every profile needs source.name, file.key and fields.title")
        if not NAME.match(source["name"]):
            raise self._wrong("source.name", "may hold small letters, digits and hyphens only")
        for key, value in source.items():
            try:
                with translation.override(None):
                    Source._meta.get_field(key).run_validators(value)  # type: ignore[union-attr]
            except ValidationError as error:
                raise self._wrong(f"source.{key}", f"= {value!r}: {' '.join(error.messages)}") from error

    def _wrong(self, key: str, problem: str) -> ProfileError:
        return ProfileError(f"{self.name}: {key} {problem}.")

    def _one_of(self, key: str, value: str, known: Iterable[str]) -> str:
        if value not in known:
            raise self._wrong(key, f"= {value!r} is not known; possible: {', '.join(known)}")
        return value

    def _language(self, key: str, code: str) -> str:
        return self._one_of(key, code, [known for known, _name in settings.LANGUAGES])

    def _target(self, section: str, target: str) -> None:
        self._one_of(f"{section}.{target}", target, known_targets())

    def _check_sections(self) -> None:
        for section, content in self.data.items():
            self._one_of("the section", section, SECTIONS)
            repeated = section in ("twins", "when")
            tables = content if isinstance(content, list) else [content]
            if repeated != isinstance(content, list) or not all(isinstance(table, dict) for table in tables):
                raise self._wrong(section, f"must be written as {f'[[{section}]]' if repeated else f'[{section}]'}")
            if (known := SECTIONS[section]) is not None:
                for key in (key for table in tables for key in table):
                    self._one_of(f"the key {section}.{key}:", key, sorted(known))

    def _path(self, target: str, rule: Any) -> FieldPath:
        if isinstance(rule, str):
            return FieldPath(rule)
        if not isinstance(rule, dict) or not isinstance(rule.get("path"), str) or rule.keys() - {"path", "pattern"}:
            raise self._wrong(f"fields.{target}", "must be a field of the source, or { path = '…', pattern = '…' }")
        try:
            pattern = re.compile(rule.get("pattern", "(.*)"))
        except re.error as error:
            raise self._wrong(f"fields.{target}.pattern", f"is not a regular expression: {error}") from error
        if pattern.groups != 1:
            raise self._wrong(f"fields.{target}.pattern", "must have exactly one group in round brackets")
        return FieldPath(rule["path"], pattern)

    def _twin(self, table: Values) -> Twin:
        if not table.get("suffix"):
            raise self._wrong("twins.suffix", "is missing: how the keys of the twins end")
        return Twin(table["suffix"], self._language("twins.language", table.get("language", "")))

    def _values(self, section: str, table: Any) -> Values:
        """A table of our fields with values that fit them."""
        if not isinstance(table, dict):
            raise self._wrong(section, "must be a table of our fields, such as { topics = ['sport'] }")
        found = {}
        for target, value in table.items():
            self._target(section, target)
            try:
                found[target] = convert(target, value, Counter())
            except ValueError as error:
                raise self._wrong(f"{section}.{target}", f"= {value!r}: {error}") from error
        return found

    def _condition(self, table: Values) -> Condition:
        tests = [test for test in ("is", "contains") if test in table]
        if len(tests) != 1 or not table.get("field"):
            raise self._wrong("when", "needs field, set, and either is or contains")
        return Condition(table["field"], tests[0], table[tests[0]], self._values("when.set", table.get("set", {})))

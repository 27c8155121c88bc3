"""Reads profile files (TOML) and checks them against the vocabularies, so that a mistake is found before the first
record is."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from directory.models import Source
from exchange.formats.record_files import FileOptions
from exchange.formats.records import READERS
from exchange.mapping.profile_rules import ProfileError, RuleReader
from exchange.mapping.profiles import OFFERS, PLACES, PRICE, Profile, Twin, Values
from exchange.mapping.targets import RUNS, convert, known_targets

FOLDER = Path(__file__).resolve().parents[1] / "profiles"
SECTIONS = {
    "source": {"name", "title", "url", "license", "license_url", "attribution"},
    "file": {
        "fills", "format", "records", "key", "language", "language_field", "ignore", "delimiter", "encoding", "sheet",
        "header",
    },
    "split": None,
    "contacts": {"of", "person"},
    "twins": {"suffix", "language"},
    "when": {"field", "is", "contains", "matches", "yes", "present", "at_least", "set"},
    "skip": {"field", "is", "contains", "matches", "yes", "present", "at_least", "reason", "but_not", "unless"},
    "runs": None,
    "fields": None,
    "fixed": None,
    "values": None,
}  # fmt: skip
REPEATED = ("twins", "when", "skip", "runs")
NOT_TEXTS = ("ignore", "key", "header")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
CONTACTS_OF = ("organizations", "persons")

__all__ = ["FOLDER", "ProfileError", "load_profile"]


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


class _Checker(RuleReader):
    """Turns the content of a profile file into a `Profile`, or says what is wrong with it."""

    def __init__(self, name: str, data: Values) -> None:
        super().__init__(name)
        self.data = data

    def profile(self) -> Profile:
        self._check_sections()
        file, source, contacts = self._texts("file"), self._texts("source"), self._texts("contacts")
        fills = self.fills(file.get("fills", OFFERS))
        for target in (fields := self.data.get("fields", {})):
            self._target("fields", target)
        self._check_needs(file, source, fields, "place.name" if fills == PLACES else "title")
        return Profile(
            name=source["name"],
            source=source,
            fills=fills,
            format=self.one_of("file.format", file["format"], READERS) if "format" in file else "",
            options=self._options(file),
            key=self.key(file["key"]),
            language=self._language("file.language", file.get("language", settings.LANGUAGE_CODE)),
            language_path=file.get("language_field", ""),
            ignored=frozenset(file.get("ignore", [])),
            split=self._texts("split"),
            twins=tuple(self._twin(table) for table in self.data.get("twins", [])),
            fields={target: self.field(f"fields.{target}", rule) for target, rule in fields.items()},
            fixed=self._values("fixed", self.data.get("fixed", {})),
            values={
                path: {value: self._values(f"values.{path}.{value}", entry) for value, entry in table.items()}
                for path, table in self._tables("values").items()
            },
            conditions=tuple(
                self.condition("when", table, self._values("when.set", table.get("set", {})))
                for table in self.data.get("when", [])
            ),
            skips=tuple(self.skip(table) for table in self.data.get("skip", [])),
            runs=tuple(self.runs(table) for table in self.data.get("runs", [])),
            person=contacts.get("person", ""),
            public_contacts=self.one_of("contacts.of", contacts.get("of", CONTACTS_OF[0]), CONTACTS_OF)
            == CONTACTS_OF[0],
        )

    def _options(self, file: Values) -> FileOptions:
        delimiter = str(file.get("delimiter", "")).replace("tab", "\t")
        header = file.get("header", 0)
        if len(delimiter) > 1:
            raise self.wrong("file.delimiter", "must be one character, or 'tab'")
        if not isinstance(header, int) or isinstance(header, bool) or header < 0:
            raise self.wrong("file.header", "must be the number of the row with the names of the columns")
        return FileOptions(file.get("records", ""), delimiter, file.get("encoding", ""), file.get("sheet", ""), header)

    def _texts(self, section: str) -> Values:
        """A section whose values are texts, but for the list `ignore` and what is checked elsewhere."""
        table = self.data.get(section, {})
        for key, value in table.items():
            is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
            good = is_list if key == "ignore" else isinstance(value, str) or (section == "file" and key in NOT_TEXTS)
            if not good or (section == "split" and not value):
                kind = "a list of texts" if key == "ignore" else "a text"
                raise self.wrong(f"{section}.{key}", f"= {value!r} must be {kind}")
        return table

    def _tables(self, section: str) -> Values:
        table = self.data.get(section, {})
        for key, value in table.items():
            if not isinstance(value, dict):
                raise self.wrong(f"{section}.{key}", f"must be a table: write [{section}.{key}] above its lines")
        return table

    def _check_needs(self, file: Values, source: Values, fields: Values, title: str) -> None:
        for need, section in (("name", source), ("key", file), (title, fields)):
            if not section.get(need):
                raise self.wrong(need, f"is missing; this profile needs source.name, file.key and fields.{title}")
        if not NAME.match(source["name"]):
            raise self.wrong("source.name", "may hold small letters, digits and hyphens only")
        for key, value in source.items():
            try:
                with translation.override(None):
                    Source._meta.get_field(key).run_validators(value)  # type: ignore[union-attr]
            except ValidationError as error:
                raise self.wrong(f"source.{key}", f"= {value!r}: {' '.join(error.messages)}") from error

    def _language(self, key: str, code: str) -> str:
        return self.one_of(key, code, [known for known, _name in settings.LANGUAGES])

    def _target(self, section: str, target: str) -> None:
        known = [name for name in known_targets() if name != RUNS]
        self.one_of(f"{section}.{target}", target, [*known, PRICE] if section == "fields" else known)

    def _check_sections(self) -> None:
        for section, content in self.data.items():
            self.one_of("the section", section, SECTIONS)
            repeated = section in REPEATED
            tables = content if isinstance(content, list) else [content]
            if repeated != isinstance(content, list) or not all(isinstance(table, dict) for table in tables):
                raise self.wrong(section, f"must be written as {f'[[{section}]]' if repeated else f'[{section}]'}")
            if (known := SECTIONS[section]) is not None:
                for key in (key for table in tables for key in table):
                    self.one_of(f"the key {section}.{key}:", key, sorted(known))

    def _twin(self, table: Values) -> Twin:
        if not table.get("suffix"):
            raise self.wrong("twins.suffix", "is missing: how the keys of the twins end")
        return Twin(table["suffix"], self._language("twins.language", table.get("language", "")))

    def _values(self, section: str, table: Any) -> Values:
        """A table of our fields with values that fit them."""
        if not isinstance(table, dict):
            raise self.wrong(section, "must be a table of our fields, such as { topics = ['sport'] }")
        found = {}
        for target, value in table.items():
            self._target(section, target)
            try:
                found[target] = convert(target, value, Counter())
            except ValueError as error:
                raise self.wrong(f"{section}.{target}", f"= {value!r}: {error}") from error
        return found

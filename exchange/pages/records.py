"""Exports of pages → `SourcePage`s. The language stands in the path (`/region/de/...`), the tree in the paths of the
parents, twins in the list of other languages. What cannot be used is told, never guessed."""

import html
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

from directory.showing import BERLIN
from exchange.formats.json_records import read_json
from exchange.formats.record_files import FileOptions, Record
from exchange.mapping.record_mapping import Rejected
from exchange.pages.profiles import PageProfile
from exchange.values.cleaning import clean_text

LONGEST_TITLE, LONGEST_PATH, LONGEST_TEXT = 255, 1000, 1_000_000


@dataclass(frozen=True)
class SourcePage:
    """One page of an export in one language. `twins` are the keys of the same page in other languages."""

    key: str
    language: str
    path: str
    title: str
    html: str
    parent: str
    order: int
    stated_on: date | None
    twins: frozenset[str]

    @property
    def name(self) -> str:
        """Last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass
class Export:
    """What the files hold; `languages` counts pages left out because nobody here reads their language."""

    pages: list[SourcePage] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    records: int = 0
    warnings: list[str] = field(default_factory=list)


def plain_path(path: str) -> str:
    """A path for comparisons: decoded, composed, small, without slash at the end."""
    return normalize("NFC", unquote(path)).rstrip("/").lower()


def read_exports(contents: Iterable[bytes], profile: PageProfile, languages: Collection[str]) -> Export:
    """All pages of these files in `languages`. Raises UnreadableInput."""
    export, seen = Export(), set[str]()
    for content in contents:
        file = read_json(content, FileOptions())
        export.warnings += [file.warning] if file.warning else []
        for record in file.records:
            export.records += 1
            try:
                page = _page(record.values, profile)
                if page.key in seen:
                    raise ValueError("this id was in the files before")
            except ValueError as error:
                export.rejected.append(Rejected(str(error), replace(record, position=export.records), _key(record)))
                continue
            seen.add(page.key)
            if page.language in languages:
                export.pages.append(page)
            else:
                export.languages[page.language] += 1
    return export


def _key(record: Record) -> str:
    return str(record.values.get("id") or "")[:200] if isinstance(record.values, dict) else ""


def _page(values: Any, profile: PageProfile) -> SourcePage:
    """Raises ValueError that says what is missing."""
    if not isinstance(values, dict):
        raise ValueError("it is no object with fields")
    key = values.get("id")
    if not isinstance(key, int | str) or isinstance(key, bool) or not str(key).strip() or len(str(key)) > 200:
        raise ValueError("it has no id")
    path = values.get("path")
    if not isinstance(path, str) or len(parts := [part for part in path.split("/") if part]) < 3:
        raise ValueError("its path names no region, language and page")
    if len(path) > LONGEST_PATH:
        raise ValueError(f"its path is longer than {LONGEST_PATH} characters")
    title = " ".join(clean_text(html.unescape(str(values.get("title") or "")), Counter()).split())[:LONGEST_TITLE]
    if not title:
        raise ValueError("it has no title")
    text = values.get("content") or ""
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError("its content is no text, or too long")
    parent, order = values.get("parent"), values.get("order")
    return SourcePage(
        key=str(key),
        language=profile.language(parts[1].lower()),
        path=plain_path(path),
        title=title,
        html=text,
        parent=plain_path(str(parent.get("path") or "")) if isinstance(parent, dict) else "",
        order=order if isinstance(order, int) else 0,
        stated_on=_day(values.get("last_updated")) or _day(values.get("modified_gmt")),
        twins=frozenset(_twins(values.get("available_languages"))),
    )


def _twins(languages: Any) -> Iterable[str]:
    for entry in languages.values() if isinstance(languages, dict) else ():
        if isinstance(entry, dict) and isinstance(entry.get("id"), int | str):
            yield str(entry["id"])


def _day(value: Any) -> date | None:
    """The day in Berlin."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment.astimezone(BERLIN).date() if moment.tzinfo else moment.date()

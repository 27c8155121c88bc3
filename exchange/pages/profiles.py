"""A page profile tells whose pages an export holds: source and licence, where links lead, and under which page of ours
they stand. One TOML file in `exchange/page_profiles/`, or a path of one's own."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from directory.models import Source
from exchange.mapping.profile_files import NAME
from exchange.mapping.profile_rules import ProfileError

FOLDER = Path(__file__).resolve().parents[1] / "page_profiles"
SOURCE_FIELDS = ("name", "title", "url", "license", "license_url", "attribution")
SECTIONS = {"source": set(SOURCE_FIELDS), "links": {"site", "hosts"}, "languages": None, "root": {"slug", "titles"}}


@dataclass(frozen=True)
class PageProfile:
    """One source of pages, ready to use."""

    source: dict[str, str]
    site: str
    hosts: frozenset[str]
    languages: Mapping[str, str]
    root_slug: str
    root_titles: Mapping[str, str]

    def language(self, code: str) -> str:
        """Our code of a language."""
        return self.languages.get(code, code)

    def root_title(self, language: str) -> str:
        return self.root_titles.get(language) or self.root_titles[settings.LANGUAGE_CODE]


def load_page_profile(name: str, source: str = "") -> PageProfile:
    """The profile of a shipped name, or of a path that ends in `.toml`; `source` replaces the name of its source.
    Raises ProfileError."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.is_file() or (path.parent == FOLDER and not NAME.match(path.stem)):
        shipped = ", ".join(sorted(found.stem for found in FOLDER.glob("*.toml")))
        raise ProfileError(f"There is no page profile {name}. Shipped: {shipped}. Or give the path of one (.toml).")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{path.name} is not readable as TOML: {error}.") from error
    return _profile(path.name, data, source)


def _profile(file: str, data: dict[str, Any], source: str) -> PageProfile:
    _check_keys(file, data)
    about = {key: _text(file, f"source.{key}", value) for key, value in data.get("source", {}).items()}
    if source:
        about["name"] = source
    _check_source(file, about)
    links, root = data.get("links", {}), data.get("root", {})
    titles = {code: _text(file, f"root.titles.{code}", title) for code, title in root.get("titles", {}).items()}
    slug = root.get("slug", about["name"])
    if not NAME.match(str(slug)) or not titles.get(settings.LANGUAGE_CODE):
        raise ProfileError(f"{file}: root needs a slug (small letters, digits, hyphens) and titles.de.")
    return PageProfile(
        source=about,
        site=_text(file, "links.site", links.get("site", about.get("url", ""))).rstrip("/"),
        hosts=frozenset(_text(file, "links.hosts", host).lower() for host in links.get("hosts", [])),
        languages={code: _text(file, f"languages.{code}", ours) for code, ours in data.get("languages", {}).items()},
        root_slug=slug,
        root_titles=titles,
    )


def _check_keys(file: str, data: dict[str, Any]) -> None:
    for section, table in data.items():
        if section not in SECTIONS or not isinstance(table, dict):
            raise ProfileError(f"{file}: unknown section {section}. Possible: {', '.join(SECTIONS)}.")
        known = SECTIONS[section]
        for key in table:
            if known is not None and key not in known:
                raise ProfileError(f"{file}: unknown key {section}.{key}. Possible: {', '.join(sorted(known))}.")


def _check_source(file: str, about: dict[str, str]) -> None:
    if not NAME.match(about.get("name", "")):
        raise ProfileError(f"{file}: source.name may hold small letters, digits and hyphens only, and must be there.")
    for key, value in about.items():
        try:
            with translation.override(None):
                Source._meta.get_field(key).run_validators(value)  # type: ignore[union-attr]
        except ValidationError as error:
            raise ProfileError(f"{file}: source.{key} = {value!r}: {' '.join(error.messages)}") from error


def _text(file: str, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ProfileError(f"{file}: {key} = {value!r} must be a text.")
    return value

"""What every page needs and rarely changes: vocabularies, municipalities, districts. Held once per process; search
words are many and have a copy of their own (`directory/lexicon`).

A change raises the number of the one `MemoryVersion` row; a process asks for that number at most every
`MAX_AGE_SECONDS` and reloads when it rose. So a renamed label shows everywhere after two seconds at most and costs
readers one small query every two seconds.
"""

import threading
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Prefetch
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

MAX_AGE_SECONDS = 2.0


def label_in(labels: dict[str, str], language: str | None = None) -> str:
    """The label in a language, else in German; labels are keyed by language code."""
    language = language or get_language() or settings.LANGUAGE_CODE
    return labels.get(language) or labels.get("de", "")


@dataclass(frozen=True)
class TermLabel:
    """One vocabulary value as pages and index use it."""

    vocabulary: str
    slug: str
    icon: str
    labels: dict[str, str]
    sensitive: bool
    professional: bool
    retired: bool
    extra: dict[str, Any]
    explanations: dict[str, str] = field(default_factory=dict)
    certain: bool = True

    def label(self, language: str | None = None) -> str:
        return label_in(self.labels, language)


@dataclass(frozen=True)
class DistrictNote:
    """One district with its place in the tree."""

    pk: int
    slug: str
    kind: str
    names: dict[str, str]
    parents: frozenset[int]
    neighbors: frozenset[int]
    postcodes: tuple[str, ...]

    def name(self, language: str | None = None) -> str:
        return label_in(self.names, language)


@dataclass(frozen=True)
class Tenant:
    """One municipality with its host, languages, districts and local vocabulary changes."""

    pk: int
    slug: str
    name: str
    host: str
    is_default: bool
    languages: tuple[str, ...]
    county: str
    office_name: str
    office_phone: str
    office_email: str
    publisher: str
    postal_address: str
    is_demo: bool
    districts: dict[str, DistrictNote] = field(default_factory=dict)
    hidden: frozenset[tuple[str, str]] = frozenset()
    own_labels: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    @cached_property
    def districts_by_pk(self) -> dict[int, DistrictNote]:
        return {note.pk: note for note in self.districts.values()}

    def district(self, text: str) -> DistrictNote | None:
        """The district of a slug, or of a postcode that lies in only one."""
        if text in self.districts:
            return self.districts[text]
        found = [note for note in self.districts.values() if text in note.postcodes]
        return found[0] if len(found) == 1 else None

    def labels_of(self, term: TermLabel) -> dict[str, str]:
        """Labels by language as readers of this municipality see them."""
        return term.labels | self.own_labels.get((term.vocabulary, term.slug), {})

    def ancestors(self, pk: int) -> frozenset[int]:
        """All areas that hold a district, not the district itself."""
        found: set[int] = set()
        todo = list(self.districts_by_pk[pk].parents) if pk in self.districts_by_pk else []
        while todo:
            parent = todo.pop()
            if parent not in found and parent in self.districts_by_pk:
                found.add(parent)
                todo += self.districts_by_pk[parent].parents
        return frozenset(found)


class Memory:
    """A consistent copy of the rows; made at once, never changed."""

    def __init__(self) -> None:
        from directory.models import MemoryVersion

        self.version = MemoryVersion.objects.values_list("number", flat=True).first() or 0
        self.tenants = _load_tenants()
        self._vocabularies = _load_terms()

    def vocabulary(self, name: str) -> dict[str, TermLabel]:
        """Values of one vocabulary by slug, in their order; empty for an unknown name."""
        return self._vocabularies.get(name, {})

    def vocabularies(self) -> dict[str, dict[str, TermLabel]]:
        return self._vocabularies

    def label(self, vocabulary: str, slug: str, tenant: Tenant | None = None) -> str:
        """The label in the active language; the slug itself when the value is unknown."""
        term = self.vocabulary(vocabulary).get(slug)
        own = tenant.own_labels.get((vocabulary, slug), {}) if tenant else {}
        return label_in((term.labels if term else {}) | own) or slug

    def tenant_of(self, host: str) -> Tenant | None:
        """The municipality of a host name (without port); the default one for unknown hosts."""
        default = None
        for tenant in self.tenants.values():
            if tenant.host == host:
                return tenant
            default = tenant if tenant.is_default or default is None else default
        return default


def _labels(row: Any, name: str) -> dict[str, str]:
    values = {
        language: getattr(row, build_localized_fieldname(name, language))
        for language in settings.MODELTRANSLATION_LANGUAGES
    }
    return {language: value for language, value in values.items() if value}


def _load_terms() -> dict[str, dict[str, TermLabel]]:
    from directory.models import Term

    vocabularies: dict[str, dict[str, TermLabel]] = {}
    for row in Term.objects.all():
        vocabularies.setdefault(row.vocabulary, {})[row.slug] = TermLabel(
            vocabulary=row.vocabulary,
            slug=row.slug,
            icon=row.icon,
            labels=_labels(row, "label"),
            sensitive=row.sensitive,
            professional=row.professional,
            retired=row.retired,
            extra=row.extra,
            explanations=_labels(row, "explanation"),
            certain=row.certain,
        )
    return vocabularies


def _load_tenants() -> dict[str, Tenant]:
    from directory.models import District, Municipality

    light = District.objects.defer("shape", "outline")  # shapes are megabytes per town
    rows = Municipality.objects.select_related("site").prefetch_related(
        Prefetch("districts", light),
        Prefetch("districts__parents", light),
        Prefetch("districts__neighbors", light),
        "term_overrides__term",
    )
    return {row.slug: _tenant(row) for row in rows}


def _tenant(row: Any) -> Tenant:
    districts = {
        district.slug: DistrictNote(
            pk=district.pk,
            slug=district.slug,
            kind=district.kind,
            names=_labels(district, "name"),
            parents=frozenset(parent.pk for parent in district.parents.all()),
            neighbors=frozenset(neighbor.pk for neighbor in district.neighbors.all()),
            postcodes=tuple(district.postcodes),
        )
        for district in row.districts.all()
    }
    overrides = [((o.term.vocabulary, o.term.slug), o) for o in row.term_overrides.all()]
    return Tenant(
        pk=row.pk,
        slug=row.slug,
        name=row.name,
        host=row.site.hostname if row.site else "",
        is_default=bool(row.site and row.site.is_default_site),
        languages=tuple(code for code, _name in settings.LANGUAGES if code in row.languages),
        county=row.county,
        office_name=row.office_name,
        office_phone=row.office_phone,
        office_email=row.office_email,
        publisher=row.publisher,
        postal_address=row.postal_address,
        is_demo=row.is_demo,
        districts=districts,
        hidden=frozenset(key for key, override in overrides if override.hidden),
        own_labels={key: override.labels for key, override in overrides if override.labels},
    )


_lock = threading.Lock()
_held: Memory | None = None
_checked = 0.0


def memory() -> Memory:
    """The copy of this process, at most two seconds old."""
    global _held, _checked
    if _held is not None and time.monotonic() - _checked < MAX_AGE_SECONDS:
        return _held
    with _lock:
        if _held is None or time.monotonic() - _checked >= MAX_AGE_SECONDS:
            from directory.models import MemoryVersion

            number = MemoryVersion.objects.values_list("number", flat=True).first() or 0
            if _held is None or number != _held.version:
                _held = Memory()
            _checked = time.monotonic()
        return _held


def forget() -> None:
    """Drop the copy of this process; the next reader loads it anew."""
    global _held
    with _lock:
        _held = None


def announce_change(**_signal: Any) -> None:
    """Tell every process that vocabularies, districts or municipalities changed, once the change is committed."""
    from directory.models import MemoryVersion

    if not MemoryVersion.objects.filter(pk=1).update(number=F("number") + 1):
        MemoryVersion.objects.get_or_create(pk=1, defaults={"number": 1})
    forget()
    transaction.on_commit(forget)

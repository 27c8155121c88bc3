"""Words of offices, explained (systems.md E8). A term whose meaning nobody confirmed is not shown at all.

Texts link the first place where a term stands to its explanation: an ordinary link, so it works without script.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from directory.lexicon.concepts import split_cell
from directory.memory import Memory, Tenant, TermLabel, label_in, memory
from directory.tenancy import require_tenant

GLOSSARY = "glossary"


@dataclass(frozen=True)
class Entry:
    """One term in the reader's language, with the German word that stands on doors and letters where it is another."""

    slug: str
    term: str
    german: str
    explanation: str


@dataclass(frozen=True)
class Finder:
    """All spellings of all terms as one expression, and the term behind each spelling."""

    pattern: re.Pattern[str]
    slugs: dict[str, str]


def confirmed_terms(tenant: Tenant | None) -> list[TermLabel]:
    """Terms that the municipality shows."""
    hidden = tenant.hidden if tenant else frozenset()
    return [
        term
        for term in memory().vocabulary(GLOSSARY).values()
        if term.certain
        and not term.professional
        and not term.retired
        and (GLOSSARY, term.slug) not in hidden
        and label_in(term.explanations)
    ]


def german_beside(term: str, german: str) -> str:
    """The German word without what the term says already: "VHS" stands in "VHS (adult education centre)"."""
    rest = re.sub(r"\s*\(([^)]*)\)", lambda short: "" if short[1] in term else short[0], german)
    return "" if set(re.findall(r"\w+", rest)) <= set(re.findall(r"\w+", term)) else rest


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """All terms with their explanations, one below the other; every term has an address of its own."""
    tenant = require_tenant(request)
    entries = [
        Entry(
            term.slug, term.label(), german_beside(term.label(), term.labels.get("de", "")), label_in(term.explanations)
        )
        for term in confirmed_terms(tenant)
    ]
    return render(
        request, "directory/glossary.html", {"entries": sorted(entries, key=lambda entry: entry.term.casefold())}
    )


_finders: WeakKeyDictionary[Memory, dict[tuple[str, frozenset[tuple[str, str]]], Finder]] = WeakKeyDictionary()


def _finder(tenant: Tenant | None, language: str) -> Finder:
    """Spellings in a language, made once for each state of the vocabularies."""
    known = _finders.setdefault(memory(), {})
    key = (language, tenant.hidden if tenant else frozenset())
    if key not in known:
        known[key] = _make_finder(confirmed_terms(tenant), language)
    return known[key]


def _make_finder(terms: Iterable[TermLabel], language: str) -> Finder:
    slugs: dict[str, str] = {}
    for term in terms:
        spellings = [term.label(language), *split_cell(term.extra.get("spellings"))]
        slugs |= {spelling: term.slug for spelling in spellings if spelling not in slugs}
    longest_first = sorted(map(re.escape, slugs), key=len, reverse=True)
    # Whole words only, spelled exactly so; a hyphen joins words in German.
    return Finder(re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first) or '(?!)'})(?![\w-])"), slugs)


def explained(text: str, language: str, tenant: Tenant | None, seen: set[str] | None = None) -> SafeString:
    """The text, escaped, with the first place of every term as a link. `language` is that of the text; `seen` holds the
    terms that earlier texts of the page linked."""
    finder = _finder(tenant, language)
    seen = set() if seen is None else seen
    pieces, end = [], 0
    for match in finder.pattern.finditer(text):
        slug = finder.slugs[match.group()]
        if slug in seen:
            continue
        seen.add(slug)
        pieces.append(escape(text[end : match.start()]))
        pieces.append(format_html('<a href="{}#{}">{}</a>', reverse(GLOSSARY), slug, match.group()))
        end = match.end()
    return SafeString("".join([*pieces, escape(text[end:])]))

"""Where imported pages stand in the page trees: below the page of their parent, in the order of the source, twins of
other languages under one translation key. Editors may move pages; only what the source moved itself follows it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from wagtail.models import Page

from directory.models import Source
from exchange.pages.profiles import PageProfile
from exchange.pages.records import SourcePage
from exchange.pages.report import PageReport
from exchange.slugs import new_slug
from home.models import GuidePage, HomePage, ImportedPage

Records = dict[str, ImportedPage]


def in_tree_order(pages: Sequence[SourcePage], known: Mapping[str, str]) -> list[tuple[SourcePage, str]]:
    """Pages with the key of their parent ("" for none), parents first, brothers and sisters in the order of the source.
    `known` tells the key of a path; a parent that is missing is replaced by the next one above it."""
    below: dict[str, list[SourcePage]] = {}
    for page in sorted(pages, key=lambda page: (page.order, page.key)):
        below.setdefault(_parent_key(page, known), []).append(page)
    named = {page.key for page in pages}
    todo, found, seen = [key for key in below if key not in named], list[tuple[SourcePage, str]](), set[str]()
    while todo:
        parent = todo.pop(0)
        for page in below.get(parent, ()):
            if page.key not in seen:
                seen.add(page.key)
                found.append((page, parent))
                todo.append(page.key)
    lost = [page for page in pages if page.key not in seen]  # each is below the other
    return found + [(page, "") for page in lost]


def _parent_key(page: SourcePage, known: Mapping[str, str]) -> str:
    path = page.parent
    while path and known.get(path, page.key) == page.key:
        path = path.rpartition("/")[0]
    return known.get(path, "")


class Placing:
    """Creates and moves the pages of one run; `records` gains a row for every new page."""

    def __init__(
        self,
        source: Source,
        profile: PageProfile,
        homes: Mapping[str, HomePage],
        records: Records,
        report: PageReport,
    ) -> None:
        self.source, self.profile, self.homes, self.records, self.report = source, profile, homes, records, report
        held = GuidePage.objects.filter(imported__source=source).select_related("locale", "imported")
        self.keys: dict[str, UUID] = {page.imported.source_key: page.translation_key for page in held}
        self.taken = {(page.translation_key, page.locale.language_code) for page in held}
        self.roots: dict[str, int] = {}
        self.last_below: dict[int, int] = {}
        self.created: list[str] = []

    def place(self, page: SourcePage, parent: str) -> None:
        """Make sure that the page stands where the source has it, unless somebody here moved or deleted it."""
        record = self.records.get(page.key)
        if record is None:
            self._create(page, parent)
        elif record.page_id is None:
            self.report.add_conflict(page, "page", "deleted here", None)
        elif record.values.get("parent", "") != parent:
            self._move(record, page, parent)
        if placed := self.records[page.key].page_id:
            self.last_below[self._page_of(parent, page.language)] = placed

    def _create(self, page: SourcePage, parent: str) -> None:
        above = Page.objects.get(pk=self._page_of(parent, page.language))
        guide = GuidePage(
            title=page.title,
            slug=_slug(page.name, page.key, above),
            locale=self.homes[page.language].locale,
            translation_key=self._translation_key(page),
        )
        self._add(above, guide)
        self.created.append(page.key)
        self.records[page.key] = ImportedPage.objects.create(
            source=self.source, source_key=page.key, page=guide, language=page.language, values={"parent": parent}
        )

    def _add(self, above: Page, guide: GuidePage) -> None:
        """Behind the page that comes before it in the source, else as the first one."""
        before = Page.objects.filter(pk=self.last_below.get(above.pk)).first()
        first = above.get_first_child()
        if before and before.is_child_of(above):
            before.add_sibling("right", instance=guide)
        elif first:
            first.add_sibling("left", instance=guide)
        else:
            above.add_child(instance=guide)

    def _move(self, record: ImportedPage, page: SourcePage, parent: str) -> None:
        guide, above = Page.objects.get(pk=record.page_id), Page.objects.get(pk=self._page_of(parent, page.language))
        before = self._page_of(record.values.get("parent", ""), page.language)
        if guide.get_parent().pk not in (before, above.pk) or above.is_descendant_of(guide):
            self.report.add_conflict(page, "parent", "editor", None)
        elif guide.get_parent().pk != above.pk:
            if above.get_children().filter(slug=guide.slug).exists():
                guide.slug = _slug(guide.slug, page.key, above)
                guide.save()
            guide.move(above, pos="last-child")
            self.report.add_page("changed", page, fields=["parent"])

    def _page_of(self, key: str, language: str) -> int:
        """The page of a source's key; where it was deleted, of its parent, at last the root page."""
        seen: set[str] = set()
        while key and key not in seen and (record := self.records.get(key)) and record.language == language:
            if record.page_id:
                return record.page_id
            seen.add(key)
            key = record.values.get("parent", "")
        return self._root(language)

    def _root(self, language: str) -> int:
        """The page of that language which holds all others, made when it is missing."""
        if language not in self.roots:
            home, key = self.homes[language], uuid5(NAMESPACE_URL, f"{self.source.pk}:{self.source.name}")
            root = GuidePage.objects.filter(translation_key=key, locale=home.locale).first()
            if root is None:
                root = GuidePage(title=self.profile.root_title(language), locale=home.locale, translation_key=key)
                root.slug = _slug(self.profile.root_slug, self.profile.root_slug, home)
                Page.objects.get(pk=home.pk).add_child(instance=root)
            self.roots[language] = root.pk
        return self.roots[language]

    def _translation_key(self, page: SourcePage) -> UUID:
        """That of a twin; a second page of one language with the same twin gets one of its own."""
        group = (page.key, *sorted(page.twins))
        key = next((self.keys[twin] for twin in group if twin in self.keys), None) or uuid4()
        if (key, page.language) in self.taken:
            return uuid4()
        self.taken.add((key, page.language))
        self.keys |= dict.fromkeys(group, key)
        return key

    def reorder(self, placed: Sequence[tuple[SourcePage, str]]) -> None:
        """Bring pages below one parent into the source's order where it changed there and nobody changed it here."""
        below: dict[tuple[str, str], list[SourcePage]] = {}
        for page, parent in placed:
            values: dict[str, Any] = self.records[page.key].values
            if page.key not in self.created and self.records[page.key].page_id and values.get("parent") == parent:
                below.setdefault((parent, page.language), []).append(page)
        for siblings in below.values():
            before = sorted(siblings, key=lambda page: (self.records[page.key].values.get("order", 0), page.key))
            if before != siblings:
                self._reorder(before, siblings)

    def _reorder(self, before: Sequence[SourcePage], now: Sequence[SourcePage]) -> None:
        keys = {page.key: self.records[page.key].page_id for page in now}
        present = list(Page.objects.filter(pk__in=keys.values()).order_by("path").values_list("pk", flat=True))
        if present == [keys[page.key] for page in now]:
            return
        if present != [keys[page.key] for page in before]:
            self.report.add_conflict(now[0], "order", "editor", None)
            return
        for page in now:
            guide = Page.objects.get(pk=keys[page.key])
            guide.move(guide.get_parent(), pos="last-child")
        self.report.add_page("changed", now[0], fields=["order"])


def _slug(name: str, key: str, above: Page) -> str:
    taken = set(above.get_children().values_list("slug", flat=True))
    return new_slug(name, new_slug(f"seite-{key}", "seite", set()), taken)

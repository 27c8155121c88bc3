"""GET parameters → `SearchQuery`. Unknown values are left out with a visible hint, never an error page."""

from collections.abc import Iterable
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.lexicon import lexicon
from directory.memory import DistrictNote, Tenant, memory
from search.aside import AREA, kind_of
from search.filters import LISTS, ONLY, SWITCHES
from search.query import MAX_PAGE, SORTINGS, SearchQuery

MAX_TEXT = 200
MAX_VALUES = 30
PLACE_AND_AGE = ("stadtteil", "alter")
YES = frozenset({"1", "ja", "true", "on"})
NO = frozenset({"", "0", "nein", "false", "off"})


class SearchForm:
    """Reads one request; `hints` says what was left out and why."""

    def __init__(self, data: QueryDict, tenant: Tenant, language: str, today: date) -> None:
        self.data, self.tenant, self.language, self.today = data, tenant, language, today
        self.hints: list[str] = []
        self.district: DistrictNote | None = self._district()
        self.query = self._query()

    def _query(self) -> SearchQuery:
        filters = {spec.name: self._known(spec.name, memory().vocabulary(spec.vocabulary)) for spec in LISTS}
        filters |= {switch.name: self._switch(switch.name) for switch in SWITCHES}
        filters["nur"] = self._known("nur", ONLY)
        filters["traeger"] = self._raw("traeger")
        return SearchQuery(
            municipality=self.tenant.slug,
            language=self.language,
            today=self.today,
            text=self._text(),
            district=self.district.pk if self.district else None,
            filters=tuple((name, values) for name, values in filters.items() if values),
            age=self._number("alter", 120),
            kinds=self._kinds(),
            professional=bool(self._switch("fachleute")),
            sorting=self._sorting(),
            page=self._number("seite", MAX_PAGE) or 1,
            ignored=self._ignored(),
        )

    def _kinds(self) -> tuple[str, ...]:
        area = self.data.get(AREA, "").strip()[:40]
        kind = kind_of(area)
        if area and not kind:
            self._hint_unknown(area)
        return (kind,) if kind else ()

    def _raw(self, name: str) -> tuple[str, ...]:
        values = [value.replace("\0", " ").strip()[:80] for value in self.data.getlist(name)]
        return tuple(dict.fromkeys(value for value in values if value))[:MAX_VALUES]

    def _ignored(self) -> frozenset[str]:
        """Nothing is said of unknown values: nobody types them, and words of the lexicon come and go."""
        return frozenset(self._raw("ohne")) & ({*PLACE_AND_AGE} | lexicon(self.tenant).concepts.keys())

    def _known(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        values = self._raw(name)
        for value in values:
            if value not in known:
                self._hint_unknown(value)
        return tuple(value for value in values if value in known)

    def _hint_unknown(self, value: str) -> None:
        self.hints.append(_("We do not know “%(value)s”. We search without it.") % {"value": value[:40]})

    def _switch(self, name: str) -> tuple[str, ...]:
        values = [value.lower() for value in self._raw(name)]
        for value in values:
            if value not in YES | NO:
                self._hint_unknown(value)
        return ("1",) if any(value in YES for value in values) else ()

    def _number(self, name: str, most: int) -> int | None:
        text = self.data.get(name, "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            self._hint_unknown(text)
            return None
        number = int(text[:12])
        if number > most and name != "seite":
            self._hint_unknown(text)
            return None
        return min(number, most)

    def _text(self) -> str:
        text = " ".join(self.data.get("q", "").replace("\0", " ").split())
        if len(text) > MAX_TEXT:
            self.hints.append(_("Your text is very long. We search for the beginning of it."))
        return text[:MAX_TEXT]

    def _district(self) -> DistrictNote | None:
        text = self.data.get("stadtteil", "").strip()
        if not text:
            return None
        found = self.tenant.district(text)
        if found is None:
            self._hint_unknown(text)
        return found

    def _sorting(self) -> str:
        sorting = self.data.get("sortierung", "").strip() or SORTINGS[0]
        if sorting not in SORTINGS:
            self._hint_unknown(sorting)
            return SORTINGS[0]
        if sorting == "naehe" and self.district is None:
            self.hints.append(_("Choose a district first. Then we can show what is close by."))
        return sorting

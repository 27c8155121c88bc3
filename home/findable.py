"""Guides and information pages for the index: one document for a page and its twins in other languages, so that a
question in one language finds the page whatever languages it exists in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Q
from wagtail.models import Page

from directory.findable.documents import Answer, DocumentQuery, SearchDocument, SearchSource, register
from directory.memory import Tenant
from directory.models import Municipality
from home.addresses import HOME_PATH
from home.page_cards import PageCard, make_card
from home.page_texts import PageText, live_texts

KIND = "page"
ASIDE = "ratgeber"
BATCH = 500
# About as many letters as an encoder reads at once.
PASSAGE = 900


def load(keys: Iterable[str]) -> list[SearchDocument]:
    """Documents of these translation keys; pages that are offline, private or outside of every town are left out."""
    towns, pages = _towns(), live_texts(keys)
    above = _titles_above(text.path for texts in pages.values() for text in texts)
    documents = (_document(key, texts, towns, above) for key, texts in pages.items())
    return [document for document in documents if document]


def _towns() -> dict[str, str]:
    """Path of each home page → slug of its municipality."""
    slugs = dict(Municipality.objects.values_list("site__root_page__translation_key", "slug"))
    homes = Page.objects.filter(depth=2, translation_key__in=list(slugs))
    return {path: slugs[key] for path, key in homes.values_list("path", "translation_key")}


def _titles_above(paths: Iterable[str]) -> dict[str, str]:
    """Path of each page → the title of the page above it, where that is no home page."""
    deep = {path: path[: -Page.steplen] for path in paths if len(path) > HOME_PATH + Page.steplen}
    titles = dict(Page.objects.filter(path__in=set(deep.values())).values_list("path", "title"))
    return {path: titles[above] for path, above in deep.items() if above in titles}


def _document(
    key: str, texts: Sequence[PageText], towns: dict[str, str], above: Mapping[str, str]
) -> SearchDocument | None:
    town = next((towns[text.path[:HOME_PATH]] for text in texts if text.path[:HOME_PATH] in towns), "")
    return (
        SearchDocument(
            kind=KIND,
            key=key,
            municipality=town,
            title=tuple((text.language, text.title) for text in texts),
            labels=(),
            body=tuple((text.language, text.body) for text in texts if text.body),
            tags=tuple(_tags(texts, town)),
            listed_until=None,
            next_start=None,
            standing=0,
            passages=tuple(
                (text.language, part) for text in texts for part in passages(text, above.get(text.path, ""))
            ),
        )
        if town
        else None
    )


def _tags(texts: Sequence[PageText], town: str) -> list[str]:
    return sorted({f"in:{town}", f"kind:{KIND}", *(f"source:{text.source}" for text in texts if text.source)})


def passages(text: PageText, above: str = "") -> Iterator[str]:
    """The title, behind that of the page above, and the text in parts of whole lines, each with the title before it."""
    if text.body:
        yield f"{above}: {text.title}" if above else text.title
    part = ""
    for line in text.body.splitlines():
        if part and len(part) + len(line) > PASSAGE:
            yield f"{text.title}. {part}"
            part = ""
        part = f"{part} {line}".strip()
    yield f"{text.title}. {part}".strip()


def all_keys() -> Iterator[str]:
    """Every translation key of a guide or information page, in steps."""
    pages = Page.objects.filter(Q(guidepage__isnull=False) | Q(infopage__isnull=False))
    keys = pages.order_by("translation_key").values_list("translation_key", flat=True).distinct()
    yield from map(str, keys.iterator(chunk_size=BATCH))


def cards(keys: Sequence[str], tenant: Tenant, language: str, today: date) -> dict[str, PageCard]:
    """Cards by key, in the order of `keys`, in the reader's language where the page has it."""
    texts = live_texts(keys, tenant.slug)
    return {key: make_card(texts[key], tenant, language) for key in keys if key in texts}


def list_documents(query: DocumentQuery) -> Answer:
    """The same question without an engine: pages that have all the words."""
    found = [document.uid for document in _matching(query)]
    return Answer(tuple(found[query.offset : query.offset + query.limit]), len(found))


def _matching(query: DocumentQuery) -> Iterator[SearchDocument]:
    words = [word.casefold() for word in query.raw_words]
    for document in load(live_texts()):
        tags = set(document.tags)
        if all(tags & wanted for wanted in query.filters) and not tags & query.excluded:
            text = " ".join(words for _language, words in (*document.title, *document.body)).casefold()
            if all(word in text for word in words):
                yield document


def register_pages() -> None:
    """Make pages findable; called once, when the models are there."""
    register(
        SearchSource(
            kind=KIND,
            load=load,
            all_keys=all_keys,
            refresh_lapsed=lambda today: 0,
            cards=cards,
            list_documents=list_documents,
            count_tags=lambda query: {},
            aside=ASIDE,
        )
    )

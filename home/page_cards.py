"""A guide or information page as a hit of a search, in the reader's language where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten

from django.template.loader import render_to_string
from django.utils.translation import pgettext

from directory.memory import Tenant
from directory.pages.notices import notice_labels
from directory.pages.reading import Words, fallback_chain, source_words
from home.page_texts import PageText

LONGEST_PASSAGE = 140
SHORTEST_SENTENCE = 40  # letters; what is shorter is more likely a heading


@dataclass(frozen=True)
class PageCard:
    """One page in a list, ready to show in the active language."""

    key: str
    number: int
    url: str
    title: Words
    summary: Words
    labels: list[str]
    tags: frozenset[str]
    source_keys: dict[str, str]
    """Ids in the source by language, that of the shown language first."""

    @property
    def source_key(self) -> str:
        """The id of the page in the language that is shown."""
        return next(iter(self.source_keys.values()), "")

    @cached_property
    def html(self) -> str:
        return render_to_string("home/page_card.html", {"card": self})


def passage(body: str) -> str:
    """The beginning of a text, without headings before it."""
    lines = body.splitlines()
    first = next((number for number, line in enumerate(lines) if len(line) >= SHORTEST_SENTENCE), 0)
    return shorten(" ".join(lines[first:]), LONGEST_PASSAGE, placeholder="\u00a0…")


def make_card(texts: Sequence[PageText], tenant: Tenant, language: str) -> PageCard:
    """A card of the best of these twins for a page in `language`, the active one."""
    order = {code: place for place, code in enumerate(fallback_chain(language, language))}
    twins = sorted(texts, key=lambda text: order.get(text.language, len(order)))
    best = twins[0]
    title = source_words(best.title, best.language)
    what = pgettext("kind of page", "Guide") if best.is_guide else pgettext("kind of page", "About this site")
    return PageCard(
        key=best.key,
        number=best.pk,
        url=best.url,
        title=title,
        summary=source_words(passage(best.body), best.language),
        labels=[what, *notice_labels(title)],
        tags=frozenset({f"in:{tenant.slug}", *(f"source:{text.source}" for text in texts if text.source)}),
        source_keys={text.language: text.source_key for text in twins if text.source_key},
    )

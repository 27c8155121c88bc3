"""Template tags for words in several languages and for facts of offers."""

import re
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from directory.memory import Tenant, memory
from directory.pages.district_choices import district_choices
from directory.pages.glossary import explained
from directory.pages.notices import notice_labels
from directory.pages.reading import Words

register = template.Library()
register.simple_tag(district_choices)

LINES_BETWEEN_TAGS = re.compile(r">\s*\n\s*<")
# Around these a browser shows no blank, with or without a line between the tags.
BLOCKS = "li|ol|ul|p|h[1-6]|div|section|option|label|details|main|meta|link|body"
LINES_AT_BLOCKS = re.compile(rf"(?<=>)\n(?=</?(?:{BLOCKS})\b)")

COUNTRY_CODE = "+49"
SHORTEST_AREA_NUMBER = 7
GROUP_LOOKS = {
    "near": ("route", "near"),
    "city": ("sign", "city"),
    "remote": ("screen", "net"),
    "interpreter": ("talk", "net"),
}


@register.simple_tag
def language_attributes(words: Words) -> str | SafeString:
    """`lang` and `dir` for words that are not in the page's language; nothing for those that are."""
    if not words.elsewhere:
        return ""
    return format_html(' lang="{}" dir="{}"', words.language, words.direction)


@register.filter
def dialled(number: str) -> str:
    """A phone number as `tel:` wants it: international, digits only; emergency numbers stay short."""
    digits = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    if digits.startswith("0") and len(digits) >= SHORTEST_AREA_NUMBER:
        return COUNTRY_CODE + digits[1:]
    return digits


@register.simple_tag
def group_look(key: str) -> tuple[str, str]:
    """Icon and line style of a group of hits: solid here, dashed close by, dotted for the whole town and online."""
    return GROUP_LOOKS.get(key, ("pin", ""))


@register.simple_tag(takes_context=True)
def explain(context: template.Context, text: str, words: Words) -> SafeString:
    """Escaped text with links from office words to their explanations, each term once in a template."""
    seen: set[str] = context.render_context.setdefault("explained terms", set())  # type: ignore[arg-type, assignment]
    return explained(text, words.language, getattr(getattr(context, "request", None), "tenant", None), seen)


@register.simple_tag
def terms(vocabulary: str, slugs: str, tenant: Tenant | None) -> Sequence[tuple[str, str, str]]:
    """(slug, icon, label) of some values of a vocabulary, in the order given, without hidden and retired ones."""
    known = memory().vocabulary(vocabulary)
    hidden = tenant.hidden if tenant else frozenset()
    return [
        (slug, known[slug].icon, memory().label(vocabulary, slug, tenant))
        for slug in slugs.split()
        if slug in known and not known[slug].retired and (vocabulary, slug) not in hidden
    ]


@register.simple_tag
def notice_label_list(words: Words) -> list[str]:
    """What readers must know about the words of one field, in two or three words each."""
    return notice_labels(words)


@register.filter
def listed(phrases: Sequence[str]) -> str:
    """Phrases one after the other, with the list mark of the language."""
    return pgettext("between phrases of a list without and", ", ").join(phrases)


@register.filter
def join_lines(lines: Sequence[str]) -> SafeString:
    """Lines of an address as a block."""
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines))


@register.simple_tag
def text_languages(languages: list[dict[str, Any]], with_text: Sequence[str], current: str) -> list[dict[str, Any]]:
    """The page's other languages in which this offer has words of its own."""
    return [language for language in languages if language["code"] in with_text and language["code"] != current]


class CompactNode(template.Node):
    """Renders its content without the indentation between tags."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        # Text escapes ">" and "<", so what is typed (a textarea, a description) never matches.
        lines = LINES_BETWEEN_TAGS.sub(">\n<", self.nodelist.render(context)).strip()
        return SafeString(LINES_AT_BLOCKS.sub("", lines))  # noqa: S308


@register.tag
def compact(parser: template.base.Parser, token: template.base.Token) -> CompactNode:
    """Indentation is for people who read templates; phones on a slow line get the page without it."""
    nodelist = parser.parse(("endcompact",))
    parser.delete_first_token()
    return CompactNode(nodelist)

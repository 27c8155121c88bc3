"""What readers are told about the words they see: not in their language, older than the source, made by a machine."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from directory.memory import memory
from directory.pages.reading import BY_MACHINE, ELSEWHERE, Words

SENTENCES = {
    ELSEWHERE: gettext_lazy("This text does not exist in your language yet. You see: %(language)s."),
    BY_MACHINE: gettext_lazy("A computer translated this text."),
}


def notice_sentences(*words: Words) -> list[str]:
    """Whole sentences about several fields, each once; fields without words say nothing."""
    return list(
        dict.fromkeys(_sentence(notice, item.language) for item in words if item.text for notice in item.notices)
    )


def notice_labels(*words: Words) -> list[str]:
    """The same in two or three words, for cards and single fields."""
    return list(dict.fromkeys(_label(notice, item.language) for item in words if item.text for notice in item.notices))


def _sentence(notice: str, language: str) -> str:
    if notice in SENTENCES:
        return str(SENTENCES[notice]) % {"language": memory().label("language", language)}
    return _("This text is older than the German text. Phone, address, times and cost are up to date.")


def _label(notice: str, language: str) -> str:
    if notice == ELSEWHERE:
        return pgettext("language of a text", "only in %(language)s") % {
            "language": memory().label("language", language)
        }
    if notice == BY_MACHINE:
        return pgettext("about a text", "translated by a computer")
    return pgettext("about a text", "older than the German text")

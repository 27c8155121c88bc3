"""The fixed questions of an offer page and their answers (plain-language.md §1 rule 32)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.memory import Tenant, memory
from directory.pages.reading import Words
from directory.pages.room import room_of, seats_sentence
from directory.pages.sentences import (
    FORMATS,
    access_sentences,
    childcare_sentences,
    cost_sentences,
    end_sentence,
    german_sentence,
    level_sentence,
    unknown,
)
from directory.pages.when import join_words, run_dates, session_line, slot_lines, slots_of
from directory.showing import Facts, coming, open_runs

# Roles told on the page, in this order; `text` and `gemeinschaft` say nothing about an offer, German has its question.
TOLD_ROLES = ("durchfuehrung", "beratung", "personal", "gelernt", "material")


@dataclass(frozen=True)
class Question:
    """A question a reader has, the answers from facts, and own words of the provider if there are any."""

    icon: str
    question: str
    answers: list[str]
    words: Words | None = None


def questions(facts: Facts, texts: dict[str, Words], tenant: Tenant, today: date) -> list[Question]:
    """Whom, cost, child, German, languages, when; a question without any answer is left out, except the first three."""
    who = access_sentences(facts, tenant) + ([_("You do not have to say your name.")] if facts["anonymous"] else [])
    needed = german_sentence(facts)
    german = [line for line in (needed, _level(facts, today, told=bool(needed))) if line]
    cost = cost_sentences(facts) + (
        [_("You can get help with the ticket for the bus.")] if facts["travel_help"] else []
    )
    found = [
        Question("people", _("For whom?"), who, _given(texts["access_note"])),
        Question("euro", _("What does it cost?"), cost, _given(texts["cost_note"])),
        Question("pram", _("With a child?"), childcare_sentences(facts)),
        Question("german", _("How much German do I need?"), german),
        Question("talk", _("Which languages?"), language_lines(facts, tenant)),
        Question("date", _("When?"), when_lines(facts, today)),
    ]
    return [question for question in found if question.answers]


def _given(words: Words) -> Words | None:
    return words if words.text else None


def _level(facts: Facts, today: date, told: bool) -> str:
    """The level of the nearest run, else of the course; "without any German" is not said twice (`told`)."""
    runs = open_runs(facts, today)
    item = runs[0] if runs and runs[0]["level_from"] else facts
    start = "" if told and item["level_from"] == "a0" else item["level_from"]
    return level_sentence(start, item["level_to"])


def language_lines(facts: Facts, tenant: Tenant) -> list[str]:
    """Languages by role; interpreting as a sentence of its own."""
    found = []
    for role in TOLD_ROLES:
        names = [_language(row, tenant) for row in facts["languages"] if row["role"] == role]
        if names:
            found.append(_pattern(role, len(names)) % {"languages": join_words(names)})
    if interpreted := [row for row in facts["languages"] if row["role"] == "dolmetschen"]:
        found += _interpreting([row["language"] for row in interpreted if row["language"]], tenant)
    return found or [unknown()]


def _pattern(role: str, number: int) -> str:
    return {
        "durchfuehrung": ngettext(
            "Language of the offer: %(languages)s", "Languages of the offer: %(languages)s", number
        ),
        "beratung": ngettext(
            "Language of the counselling: %(languages)s", "Languages of the counselling: %(languages)s", number
        ),
        "personal": ngettext("Language of the team: %(languages)s", "Languages of the team: %(languages)s", number),
        "gelernt": ngettext("Language taught: %(languages)s", "Languages taught: %(languages)s", number),
        "material": ngettext(
            "Language of the material: %(languages)s", "Languages of the material: %(languages)s", number
        ),
    }[role]


def _language(row: Facts, tenant: Tenant) -> str:
    name = memory().label("language", row["language"], tenant) if row["language"] else _("other languages")
    return _("%(language)s (on request)") % {"language": name} if row["on_request"] else name


def _interpreting(languages: list[str], tenant: Tenant) -> list[str]:
    found = [_("You speak another language? We look for somebody to interpret. Please tell us before.")]
    if languages:
        names = join_words([memory().label("language", slug, tenant) for slug in languages])
        found.append(_("Interpreting is possible in: %(languages)s") % {"languages": names})
    return found


def when_lines(facts: Facts, today: date) -> list[str]:
    """Weekly times, dates of the nearest run, else the next meeting; how it takes place, and room."""
    runs = open_runs(facts, today)
    found = slot_lines(slots_of(facts, today))
    found += [line for run in runs[:1] if (line := run_dates(run, today))]
    found += [_("You can start at any time.")] if facts["start_any_time"] else []
    if not found and (sessions := coming(facts["sessions"], today, "date")):
        found.append(session_line(min(sessions, key=lambda session: session["date"])))
    found = found or [unknown()]
    found += [str(FORMATS[slug]) for slug in facts["formats"] if slug in FORMATS]
    return found + [line for line in (seats_sentence(room_of(facts, today), today), end_sentence(facts, today)) if line]

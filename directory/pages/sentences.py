"""Facts → sentences (plain-language.md §5). Unknown is a sentence too: nothing reads as "no" because nobody said.

Every function answers in the active language and reads only public facts. What depends on a day takes `today`.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from directory.memory import Tenant, memory
from directory.pages.when import date_words
from directory.showing import Facts, day

END_IS_NEAR = timedelta(days=90)
COSTS = {
    "frei": gettext_lazy("This costs nothing."),
    "ermaessigt": gettext_lazy("You have little money? Then it costs less. Ask us."),
    "but": gettext_lazy("An office can pay for your child. This is called: Bildung und Teilhabe (BuT)."),
    "gutschein": gettext_lazy("Your voucher is valid here."),
    "kostentraeger": gettext_lazy("An office pays. You need a letter from the office."),
    "spende": gettext_lazy("You can give some money. You do not have to."),
    "befreiung": gettext_lazy("You can file an application. Then you pay nothing."),
    "mitglied": gettext_lazy("Members pay a fee."),
    "material": gettext_lazy("You only pay for the material."),
}
AMOUNTS = {
    "": gettext_lazy("This costs %(amount)s euros."),
    "einmal": gettext_lazy("This costs %(amount)s euros once."),
    "monat": gettext_lazy("This costs %(amount)s euros a month."),
    "stunde": gettext_lazy("This costs %(amount)s euros an hour."),
    "jahr": gettext_lazy("This costs %(amount)s euros a year."),
}
CHILDCARE = {
    "vor-ort": gettext_lazy("We look after your child."),
    "organisiert": gettext_lazy("You need somebody for your child? We search with you."),
    "kind-darf-mit": gettext_lazy("You can bring your child."),
    "keine": gettext_lazy("You cannot bring your child."),
    "nicht-noetig": gettext_lazy("This is for children, or for parents with their child."),
}
ACCESS = {
    "offen": gettext_lazy("Everybody may come."),
    "status-egal": gettext_lazy("You do not need a certain residence permit."),
    "nur-frauen": gettext_lazy("Only for women."),
    "nur-maedchen": gettext_lazy("Only for girls."),
    "nur-maenner": gettext_lazy("Only for men."),
    "nur-jungen": gettext_lazy("Only for boys."),
    "berechtigung": gettext_lazy("You need a letter from an office (Berechtigungsschein). You have none? Call us."),
    "zuweisung": gettext_lazy("An office registers you. Ask there."),
    "aufenthalt": gettext_lazy("Not everybody may take part. Call us."),
    "wohnort": gettext_lazy("Only for people who live there."),
    "vorkenntnisse": gettext_lazy("You must already know something about it."),
    "auswahl": gettext_lazy("First we talk with you."),
    "fachleute": gettext_lazy("Only for professionals."),
}
JOINING = {
    "ohne": gettext_lazy("Just come. You do not have to register."),
    "telefon": gettext_lazy("Call us."),
    "mail": gettext_lazy("Write an e-mail."),
    "persoenlich": gettext_lazy("Come to us."),
    "formular-papier": gettext_lazy("Fill in a paper. You get it from us."),
    "formular-web": gettext_lazy("Register on the page of the provider."),
    "stelle": gettext_lazy("An office registers you."),
    "warteliste": gettext_lazy("You can only get on the waiting list. We call you when there is a place."),
    "vermittlung": gettext_lazy("The office helps you to get in touch."),
}
LEVEL_AT_START = {
    "alpha": gettext_lazy("You start with reading and writing."),
    "a0": gettext_lazy("You start without any German."),
    "a1": gettext_lazy("You start with very little German (A1)."),
    "a2": gettext_lazy("You start with a little German (A2)."),
    "b1": gettext_lazy("You start with everyday German (B1)."),
    "b2": gettext_lazy("You start with good German (B2)."),
    "c1": gettext_lazy("You start with very good German (C1)."),
}
LEVEL_AT_END = {
    "a1": gettext_lazy("After the course, you understand simple sentences (A1)."),
    "a2": gettext_lazy("After the course, you can talk about simple things (A2)."),
    "b1": gettext_lazy("After the course, you understand a lot in everyday life (B1)."),
    "b2": gettext_lazy("After the course, you speak German well (B2)."),
    "c1": gettext_lazy("After the course, you speak German very well (C1)."),
    "c2": gettext_lazy("After the course, you speak German almost perfectly (C2)."),
}
STATUSES = {
    "geplant": gettext_lazy("This offer is planned. It does not exist yet."),
    "aufbau": gettext_lazy("This offer starts soon."),
    "pausiert": gettext_lazy("This offer takes a break."),
    "beendet": gettext_lazy("This offer does not exist any more."),
    "archiviert": gettext_lazy("This offer does not exist any more."),
}
FORMATS = {
    "aufsuchend": gettext_lazy("We come to you."),
    "wechselnd": gettext_lazy("The place changes."),
    "online": gettext_lazy("It takes place on the internet."),
    "telefon": gettext_lazy("It takes place on the phone."),
    "chat-mail": gettext_lazy("You can write to us by chat or e-mail."),
}


def unknown() -> str:
    return _("We do not know that. Please ask.")


def amount_words(amount: str) -> str:
    """A price without needless zeros, with the comma or point of the language."""
    whole, _point, cents = amount.partition(".")
    if not cents.strip("0"):
        return whole
    return pgettext("price", "%(euros)s.%(cents)s") % {"euros": whole, "cents": cents}


def cost_sentences(facts: Facts) -> list[str]:
    found = []
    if facts["amount"] is not None and "frei" not in facts["costs"]:
        found.append(str(AMOUNTS[facts["amount_unit"]]) % {"amount": amount_words(facts["amount"])})
    found += [str(COSTS[slug]) for slug in facts["costs"] if slug in COSTS]
    if not found and "betrag" in facts["costs"]:
        found.append(_("This costs something. Please ask how much."))
    return found or [_("We do not know what this costs. Please ask.")]


def childcare_sentences(facts: Facts) -> list[str]:
    if facts["childcare"] not in CHILDCARE:
        return [_("We do not know whether your child can come. Please ask.")]
    found = [str(CHILDCARE[facts["childcare"]])]
    if months := facts["childcare_from_months"]:
        text = ngettext(
            "Your child must be %(months)d month or older.", "Your child must be %(months)d months or older.", months
        )
        found.append(text % {"months": months})
    if facts["childcare_in_holidays"]:
        found.append(_("In the holidays too."))
    return found


def age_sentence(facts: Facts) -> str:
    start, end = facts["age_from"], facts["age_to"]
    words = {"start": start, "end": end}
    if start and end is not None:
        return _("For people from %(start)d to %(end)d years.") % words
    if start:
        return _("For people from %(start)d years on.") % words
    return _("For people up to %(end)d years.") % words if end is not None else ""


def access_sentences(facts: Facts, tenant: Tenant | None) -> list[str]:
    """Who may come; rules and age first, then the groups the offer is made for."""
    found = [str(ACCESS[slug]) for slug in facts["access_rules"] if slug in ACCESS]
    if "mitgliedschaft" in facts["access_rules"]:
        found.append(_membership(facts["trial_sessions"]))
    if age := age_sentence(facts):
        found.append(age)
    groups = [slug for slug in facts["target_groups"] if slug != "alle"]
    if groups:
        names = " · ".join(memory().label("target-group", slug, tenant) for slug in groups)
        found.append(_("Made for: %(groups)s") % {"groups": names})
    elif "alle" in facts["target_groups"] and not found:
        found.append(str(ACCESS["offen"]))
    return found or [_("We do not know who may come. Please ask.")]


def _membership(trials: int | None) -> str:
    first = _("You become a member of the association.")
    if not trials:
        return first
    text = ngettext(
        "Before that, you can try it %(count)d time.", "Before that, you can try it %(count)d times.", trials
    )
    return f"{first} {text % {'count': trials}}"


def joining_steps(facts: Facts) -> list[str]:
    """Steps made from facts, for offers without own words about joining; empty when nobody said."""
    return [str(JOINING[slug]) for slug in facts["registration"] if slug in JOINING]


def german_sentence(facts: Facts) -> str:
    """How much German is needed; empty when nobody said."""
    levels = [row["level"] for row in facts["languages"] if row["role"] == "deutsch-noetig" and row["level"]]
    if not levels or levels[0] == "unbekannt":
        return ""
    if levels[0] == "a0":
        return _("You do not need German.")
    return _("You need this much German: %(level)s") % {"level": memory().label("level", levels[0])}


def level_sentence(level_from: str, level_to: str) -> str:
    """Where a course starts and what people can do afterwards; empty when nobody said."""
    if "gemischt" in (level_from, level_to):
        return _("The course is for every level.")
    if level_from == level_to and level_from in LEVEL_AT_END:
        return _("Level of the course: %(level)s") % {"level": memory().label("level", level_from)}
    found = [LEVEL_AT_START.get(level_from), LEVEL_AT_END.get(level_to)]
    return " ".join(str(sentence) for sentence in found if sentence)


def end_sentence(facts: Facts, today: date) -> str:
    ends_on = day(facts["ends_on"])
    if ends_on is None or ends_on - today > END_IS_NEAR:
        return ""
    return _("The offer exists until %(date)s.") % {"date": date_words(ends_on)}

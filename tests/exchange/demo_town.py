"""Short ways to ask about the demo town."""

from directory.models import District, Offer, OfferText, PublicDocument, State
from directory.showing import berlin_today
from exchange.demo.load import offer_key

TODAY = berlin_today()


def offer(code):
    return Offer.objects.get(key=offer_key(code))


def document(code):
    return PublicDocument.objects.get(offer__key=offer_key(code))


def tagged(*tags):
    """Codes of all offers that lists show today and that have every tag."""
    found = PublicDocument.objects.public(TODAY)
    for tag in tags:
        found = found.filter(tags__contains=f"|{tag}|")
    return set(found.values_list("offer__source_key", flat=True))


def tag_of(slug):
    return f"d:{District.objects.get(slug=slug).pk}"


def state(code, language, field="title"):
    row = OfferText.objects.filter(offer__key=offer_key(code), locale__language_code=language).first()
    return row.state(field, offer(code)) if row else State.MISSING

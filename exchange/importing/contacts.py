"""Contacts of imported offers that exist: phone number, e-mail address, website."""

from directory.models import Contact, Offer, OfferOrganization, Organization, Visibility
from exchange.importing.present import direct_contact, website_contact
from exchange.importing.store import Store
from exchange.importing.updates import Update


def update_contact(update: Update, store: Store, organization: Organization | None) -> None:
    """Bring phone number, e-mail address and website up to date, each where it stands."""
    if {"phone", "email"} & update.merged.applied.keys():
        _update_direct(update, store)
    _update_website(update, store, organization)


def _update_direct(update: Update, store: Store) -> None:
    """Phone number and e-mail address in the offer's own contact, which has the visibility of the record."""
    values = {name: update.after.get(name) or "" for name in ("phone", "email")}
    contact = direct_contact(update.offer.contacts.all())
    if contact is None:
        public = not update.entry.private_contact
        website = (update.after.get("website") or "") if public else ""
        visibility = Visibility.PUBLIC if public else Visibility.INTERNAL
        store.new[Contact].append(Contact(offer=update.offer, visibility=visibility, website=website, **values))
    elif any(values.values()) or contact.website:
        Contact.objects.filter(pk=contact.pk).update(**values)
    else:
        contact.delete()


def _update_website(update: Update, store: Store, organization: Organization | None) -> None:
    """Change the website where it stands; a contact that other offers show too is left to them."""
    applied = update.merged.applied
    if not {"website", "organization"} & applied.keys():
        return
    website = update.after.get("website") or ""
    contact = website_contact(update.offer.contacts.all())
    if (
        contact is None
        and "organization" not in applied
        and organization
        and not _is_shared(organization, update.offer)
    ):
        contact = website_contact(organization.contacts.all())
    if contact is None and website:
        store.add_website(update.offer, organization, website)
    elif contact and (website or contact.phone or contact.email):
        Contact.objects.filter(pk=contact.pk).update(website=website)
    elif contact:
        contact.delete()


def _is_shared(organization: Organization, offer: Offer) -> bool:
    return OfferOrganization.objects.filter(organization=organization).exclude(offer=offer).exists()

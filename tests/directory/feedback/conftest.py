import re
from types import SimpleNamespace

import pytest
from django.test import Client

from tests.conftest import HOST
from tests.factories import make_live_offer


@pytest.fixture
def form(municipality):
    """The form of one offer: `form.get()`, `form.token()`, `form.send(grund=..., text=...)`."""
    municipality.office_email, municipality.office_phone = "office@example.org", "030 23125 100"
    municipality.save()
    offer = make_live_offer(municipality, title="Sprachcafé")
    client = Client(SERVER_NAME=HOST, enforce_csrf_checks=True)
    path = f"/en/melden/{offer.pk}/"

    def token():
        return re.search(r'name="zeichen" value="([^"]+)"', client.get(path).content.decode())[1]

    def send(headers=None, remote="192.0.2.1", **fields):
        data = {"zeichen": fields.pop("zeichen", None) or token(), "grund": "falsch"} | fields
        return client.post(path, data, headers=headers, REMOTE_ADDR=remote)

    return SimpleNamespace(
        offer=offer, path=path, client=client, token=token, send=send, get=lambda: client.get(path), town=municipality
    )

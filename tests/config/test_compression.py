import gzip

import brotli
import pytest


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("identity", None, bytes)],
)
def test_pages_are_as_small_as_the_browser_can_read(client, municipality, index, accepted, encoding, unpack):
    response = client.get("/de/angebote/", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert b"<!doctype html>" in unpack(response.content)
    assert "Accept-Encoding" in response.headers["Vary"]


def test_staff_pages_keep_the_padded_form(client, municipality):
    response = client.get("/admin/login/", headers={"Accept-Encoding": "gzip, br"})
    assert response.headers["Content-Encoding"] == "gzip"

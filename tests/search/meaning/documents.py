"""Search documents without a database."""

from directory.findable.documents import SearchDocument


def make_document(**facts):
    plain = {"title": (("de", "Angebot"),), "labels": (), "body": (), "tags": ("in:testburg",)}
    fixed = {
        "kind": "offer",
        "key": "1",
        "municipality": "testburg",
        "listed_until": None,
        "next_start": None,
        "standing": 0,
    }
    return SearchDocument(**fixed | plain | facts)

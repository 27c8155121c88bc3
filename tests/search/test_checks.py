"""What is said at start-up when Elasticsearch is not set up."""

import pytest

from search.checks import elasticsearch_is_set_up

GOOD = {
    "nodes": ("https://es1:9200", "https://es2:9200"),
    "api_key": "k",
    "ca_certs": "",
    "prefix": "town",
    "patience": 2.0,
}


def ids(settings, **changes):
    settings.STADTLOTSE_SEARCH_ENGINE = "elasticsearch"
    settings.STADTLOTSE_ELASTICSEARCH = GOOD | changes
    return [message.id for message in elasticsearch_is_set_up(None)]


def test_a_good_set_up_is_accepted(settings):
    assert ids(settings) == []


def test_without_elasticsearch_nothing_needs_to_be_set(settings):
    settings.STADTLOTSE_SEARCH_ENGINE = "tantivy"
    settings.STADTLOTSE_ELASTICSEARCH = GOOD | {"nodes": ()}
    assert elasticsearch_is_set_up(None) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nodes": ()}, "stadtlotse.E010"),
        ({"nodes": ("es1:9200",)}, "stadtlotse.E011"),
        ({"nodes": ("https://es1",)}, "stadtlotse.E011"),
        ({"nodes": ("https://es1:port",)}, "stadtlotse.E011"),
        ({"ca_certs": "/no/such/file"}, "stadtlotse.E012"),
        ({"prefix": "Town*"}, "stadtlotse.E013"),
        ({"patience": 60.0}, "stadtlotse.E014"),
        ({"nodes": ("http://es1:9200",)}, "stadtlotse.W010"),
    ],
)
def test_each_mistake_is_named(settings, changes, message):
    assert ids(settings, **changes) == [message]


def test_a_password_in_an_address_is_not_repeated(settings):
    settings.STADTLOTSE_SEARCH_ENGINE = "elasticsearch"
    settings.STADTLOTSE_ELASTICSEARCH = GOOD | {"nodes": ("https://user:secret@es1",)}
    assert "secret" not in str(elasticsearch_is_set_up(None))

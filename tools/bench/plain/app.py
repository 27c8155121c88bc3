from django.apps import AppConfig


class PlainConfig(AppConfig):
    """The one app of the comparison; it never stands in the product's settings."""

    name = "tools.bench.plain"
    label = "plain"

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """In and out: imports of districts and offers; later feeds and the HSDS API."""

    name = "exchange"
    verbose_name = "Austausch"

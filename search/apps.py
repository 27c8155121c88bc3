from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding: query, analysis, engines, indexer, results page."""

    name = "search"
    verbose_name = "Suche"

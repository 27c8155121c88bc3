from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding: query, analysis, engines, indexer, results page."""

    name = "search"
    verbose_name = "Suche"

    def ready(self) -> None:
        import search.checks  # noqa: F401
        from search.embedded import start_under_runserver

        start_under_runserver()

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The records: municipalities, districts, organisations, places, offers, vocabularies, words per language."""

    name = "directory"
    verbose_name = "Verzeichnis"

    def ready(self) -> None:
        from directory.findable import offers as search_source  # noqa: F401

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The records: municipalities, districts, organisations, places, offers, vocabularies, words per language."""

    name = "directory"
    verbose_name = "Verzeichnis"

    def ready(self) -> None:
        from directory import checks, receivers  # noqa: F401
        from directory.findable import offers  # noqa: F401

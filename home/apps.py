from django.apps import AppConfig


class HomeConfig(AppConfig):
    """What readers open first: home page, later guides and legal pages."""

    name = "home"
    verbose_name = "Seiten"

    def ready(self) -> None:
        from home import receivers  # noqa: F401
        from home.findable import register_pages

        register_pages()

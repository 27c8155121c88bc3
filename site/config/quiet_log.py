"""gunicorn's own log without readers: what it says about a bad request holds the address and the query."""

from typing import Any

from gunicorn.glogging import Logger

ABOUT_READERS = {"Invalid request": "Invalid request", "Error handling request": "Error handling a request"}


class QuietLogger(Logger):
    """Keeps what happened and drops who asked for what."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._tell(super().warning, msg, args, kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self._tell(super().exception, msg, args, kwargs)

    @staticmethod
    def _tell(write: Any, msg: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        about = next((words for start, words in ABOUT_READERS.items() if str(msg).startswith(start)), "")
        if about:
            write(about)
        else:
            write(msg, *args, **kwargs)

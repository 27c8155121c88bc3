"""Signals only hand over to a named function."""

from typing import Any

from directory.municipalities import municipality_created
from home.emergency import load_emergency_numbers
from home.page_trees import create_page_trees


def on_municipality_created(municipality: Any, host: str, **_signal: Any) -> None:
    create_page_trees(municipality, host)
    load_emergency_numbers()


municipality_created.connect(on_municipality_created, dispatch_uid="home-page-trees")

"""What an import decided about an offer that exists."""

from dataclasses import dataclass
from typing import Any

from directory.models import Offer
from exchange.importing.merging import Merged
from exchange.mapping.record_mapping import Mapped


@dataclass
class Update:
    """An offer that exists, and what the source says about it now."""

    offer: Offer
    entry: Mapped
    present: dict[str, Any]
    merged: Merged

    @property
    def after(self) -> dict[str, Any]:
        """All values as they will stand afterwards."""
        return self.present | self.merged.applied

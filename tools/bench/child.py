"""What every process of a measurement does: it reads its arguments, prints its rows as JSON, and ends with all that it
started."""

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tools.bench.report import Part, as_json


def answer(measure: Callable[[Path, int, list[str]], list[Part]]) -> None:
    """`measure` gets the folder of the installation, the number of offers, and what else it shall know."""
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))  # so that server and indexer end too
    folder, size, *words = sys.argv[1:]
    sys.stdout.write(json.dumps(as_json(measure(Path(folder), int(size), words))))

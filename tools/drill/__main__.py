"""`make drill`: break engines on purpose, at full size, and look whether readers or changes suffer. The
part of tantivy takes 4 to 8 minutes on two cores.

Works in a folder of its own with the demo town; starts and stops its own search servers.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.drill", description=__doc__)
    parser.add_argument("--kills", type=int, default=12, help="of indexers, and half as many of rebuilds, per engine")
    parser.add_argument("--port", type=int, default=9400, help="of the first search server; the web server takes + 50")
    parser.add_argument("--only", choices=["tantivy", "elasticsearch", "three-nodes"])
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="stadtlotse-drill-"))
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ |= {"STADTLOTSE_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    os.environ["STADTLOTSE_ENCODER"] = "off"  # the second pass has tests of its own
    os.environ.pop("DATABASE_URL", None)

    from tools.drill.parts import Drill

    drill = Drill(folder, options.port, options.kills)
    parts: dict[str, Callable[[], bool]] = {
        "tantivy": drill.tantivy,
        "elasticsearch": drill.elasticsearch,
        "three-nodes": drill.three_nodes,
    }
    good = [part() for name, part in parts.items() if options.only in (None, name)]
    if all(good):
        shutil.rmtree(folder, ignore_errors=True)
        return 0
    sys.stderr.write(f"Something was lost or failed. Logs and database: {folder}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())

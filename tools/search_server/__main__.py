"""`make elasticsearch`: a real Elasticsearch for tests on loopback. `start` and `stop`, both as often as one likes."""

import argparse
import sys

from tools.search_server.fetch import VERSION, program_folder
from tools.search_server.nodes import cluster_of, start, stop


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.search_server", description=__doc__)
    parser.add_argument("action", choices=["fetch", "start", "stop"])
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--port", type=int, default=9200, help="of the first node; its own connections take port + 100")
    parser.add_argument("--heap", default="512m")
    options = parser.parse_args()
    nodes = cluster_of(options.nodes, options.port, options.heap)
    if options.action == "stop":
        stop(nodes)
        return 0
    program_folder()
    if options.action == "start":
        try:
            start(nodes)
        except RuntimeError as error:
            sys.exit(str(error))
        urls = ",".join(node.url for node in nodes)
        print(f"Elasticsearch {VERSION} answers on {urls}", file=sys.stderr)
        print(urls)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""gunicorn's settings; it may be started from any folder: `gunicorn -c site/gunicorn.conf.py`."""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # for the sentence encoder: more threads only wait for each other
_root = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_root), str(_root / "site")]
chdir = str(_root)
wsgi_app = "config.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
accesslog = None  # an access log would hold queries and addresses
logger_class = "config.quiet_log.QuietLogger"  # and so would gunicorn's words about requests that it cannot read
limit_request_line = 0  # a query of 10 kB gets a page with a hint; nginx bounds what comes from outside
max_requests = 20000
max_requests_jitter = 2000
control_socket_disable = True  # it would lie in the home folder
preload_app = True  # the lemma data is loaded once and shared by the workers


def when_ready(server: object) -> None:
    """Load what every worker needs before they are forked, and keep the garbage collector from copying it: half the
    memory that a worker needs for itself (measured: 78 → 39 MB)."""
    from django.db import DatabaseError, connections
    from django.urls import get_resolver

    from search import analysis
    from search.meaning import nearest
    from search.understanding.understood import warm_up

    analysis.warm_up()
    nearest.warm_up()
    with suppress(DatabaseError):  # no tables yet: the first reader waits
        warm_up()
    connections.close_all()  # a worker must not share the master's
    get_resolver().url_patterns  # noqa: B018
    gc.collect()
    gc.freeze()

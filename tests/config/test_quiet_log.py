"""gunicorn's log names no reader."""

import pytest
from gunicorn.config import Config

from config.quiet_log import QuietLogger


@pytest.mark.parametrize(
    ("message", "args"),
    [
        ("Invalid request from ip=192.0.2.7: Invalid HTTP request line: 'GET /?q=Frauenhaus'", ()),
        ("Error handling request %s %s", ("GET", "/de/angebote/?q=Frauenhaus")),
    ],
)
def test_a_bad_request_leaves_neither_address_nor_query(caplog, message, args):
    log = QuietLogger(Config())
    log.error_log.addHandler(caplog.handler)
    log.warning(message, *args)
    log.exception(message, *args)
    log.error_log.removeHandler(caplog.handler)
    assert len(caplog.records) == 2
    assert "Frauenhaus" not in caplog.text
    assert "192.0.2.7" not in caplog.text


def test_other_messages_stay(caplog):
    log = QuietLogger(Config())
    log.error_log.addHandler(caplog.handler)
    log.warning("Worker %s was sent SIGTERM", 7)
    log.error_log.removeHandler(caplog.handler)
    assert "Worker 7 was sent SIGTERM" in caplog.text

"""What a test starts ends with it, however stubborn it is."""

import sys

import pytest

from tests.servers import processes
from tests.servers.processes import Processes, free_port

_SERVER = (
    "import http.server as h; h.ThreadingHTTPServer(('127.0.0.1', {port}), h.SimpleHTTPRequestHandler).serve_forever()"
)
_STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + _SERVER


@pytest.mark.parametrize("code", [_SERVER, _STUBBORN])
def test_a_server_is_up_inside_and_gone_outside(code, monkeypatch):
    monkeypatch.setattr(processes, "ENDED", 2)
    with Processes() as started:
        port = free_port()
        process = started.start(sys.executable, "-c", code.format(port=port))
        started.wait_for_port(process, port)
        assert process.poll() is None
    assert process.poll() is not None
    assert not started.folder.exists()


def test_a_server_that_ends_at_once_says_why():
    with Processes() as started:
        process = started.start(sys.executable, "-c", "raise SystemExit('no room left')")
        with pytest.raises(AssertionError, match="no room left"):
            started.wait_for_port(process, free_port())

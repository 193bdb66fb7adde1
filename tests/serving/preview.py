"""A running preview for tests: what it says, what it answers, and its end by Ctrl+C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.request import urlopen  # noqa: TID251 -- a test asks the preview on loopback

from tests.conftest import git_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: Seconds for a rebuild, on a machine that has much else to do.
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(claim: Callable[[], bool], what: str, patience: int = PATIENCE) -> None:
    """Wait until something holds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if claim():
            return
        time.sleep(0.2)
    raise AssertionError(f"never: {what}")


class Preview:
    """A running preview, what it said so far, and its pages."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.said = ""
        self.process = subprocess.Popen(
            (sys.executable, "-u", "-m", "invoke", "serve", f"--port={self.port}"),
            cwd=folder,
            env={**git_environment(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        while chunk := os.read(self.process.stdout.fileno(), 4096):
            self.said += chunk.decode("utf-8", "replace")

    @property
    def builds(self) -> int:
        """How often it built, well or not."""
        return self.said.count("built\n") + self.said.count("not built: ")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def group(self) -> list[str]:
        """Return what runs in the session that it was started in; what ended and waits to be buried does not."""
        command = ("ps", "-o", "stat=,pid=,ppid=,args=", "-s", str(self.process.pid))
        listed = subprocess.run(command, capture_output=True, check=False).stdout.decode().splitlines()
        return [line for line in listed if not line.startswith("Z")]

    def page(self, path: str) -> str:
        """Return a page; empty when nobody answers yet."""
        try:
            with urlopen(f"{self.address}{path}", timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""


@contextmanager
def previewed(folder: Path, home: str = "/", port: int = 0, patience: int = PATIENCE) -> Iterator[Preview]:
    """Run the preview until its home page answers; it ends by Ctrl+C, without a traceback, and nothing of it stays."""
    preview = Preview(folder, port or free_port())
    try:
        eventually(lambda: bool(preview.page(home)), "an answer", patience)
        yield preview
    finally:
        preview.process.send_signal(signal.SIGINT)
        preview.process.wait(timeout=30)
        left = preview.group()
        preview.listener.join(timeout=30)
        assert preview.process.stdout
        preview.process.stdout.close()
    assert not left, f"{left} go on after the end"
    assert "Traceback" not in preview.said.rpartition("built\n")[2], preview.said

"""Builds, watches and serves, with `livereload` to tell the browser."""

from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livereload import Server
from livereload.handlers import LiveReloadHandler

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.serving.app import Preview


#: Nobody else on the network shall see drafts.
HOST: Final = "127.0.0.1"
_LAST_PORT: Final = 65_535


@dataclass(frozen=True, slots=True)
class Rebuild:
    """Builds everything, drafts too, in a process of its own, so that changed plugins count."""

    #: The command and its arguments.
    command: tuple[str, ...]
    cwd: Path
    preview: Preview

    def __call__(self) -> None:
        """Build; keep what it said for the page, and say it here."""
        done = subprocess.run(
            self.command,
            cwd=self.cwd,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            stdin=subprocess.DEVNULL,
        )
        failed = done.returncode != 0
        # What is wrong in a plugin itself Pelican says on standard output.
        said = done.stderr or (done.stdout if failed else "")
        self.preview.report = said if failed else ""
        sys.stderr.write(said)
        # The last line says what the build had to do.
        effort = done.stdout.rstrip().rpartition("\n")[2]
        sys.stderr.write("not built: mend the above and save\n" if failed else f"built\n{effort}\n")


def serve(rebuild: Rebuild, watched: tuple[Path, ...], port: int) -> None:
    """Serve until interrupted.

    Args:
        rebuild: called at the start and at every change.
        watched: files and folders.
        port: on 127.0.0.1.

    Raises:
        SetupError: the port is taken or not allowed.
    """
    _refuse_port(port)
    rebuild()
    server = Server(rebuild.preview)
    for path in watched:
        server.watch(str(path), lambda: _rebuild_and_tell(rebuild))
    try:
        server.serve(port=port, host=HOST, debug=False)
    except OSError as error:
        raise SetupError(f"port {port} cannot be used: {error}; name another with --port N") from error


def _rebuild_and_tell(rebuild: Rebuild) -> None:
    """Build, and let the browser hear of it even right after the last time.

    livereload 2.7 tells it nothing within three seconds of a reload, which
    hides the second of two quick saves; delete this when it waits instead.
    """
    rebuild()
    LiveReloadHandler._last_reload_time = 1  # noqa: SLF001 -- livereload has no setting for it


def _refuse_port(port: int) -> None:
    """Say before a long build what would fail after it."""
    if not 0 < port <= _LAST_PORT:
        raise SetupError(f"port {port} cannot be used: ports go from 1 to {_LAST_PORT}; name another with --port N")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            problem = f"port {port} cannot be used: {error.strerror}; name another with --port N"
            raise SetupError(problem) from error

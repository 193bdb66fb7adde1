"""Builds, watches and serves, with `livereload` to tell the browser."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from livereload import Server

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.serving.app import Preview


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
            self.command, cwd=self.cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
        failed = done.returncode != 0
        self.preview.report = done.stderr if failed else ""
        sys.stderr.write(done.stderr)
        sys.stderr.write("not built: mend the above and save\n" if failed else "built\n")


def serve(rebuild: Rebuild, watched: tuple[Path, ...], port: int) -> None:
    """Serve until interrupted.

    Args:
        rebuild: called at the start and at every change.
        watched: files and folders.
        port: on 127.0.0.1.

    Raises:
        SetupError: the port is taken or not allowed.
    """
    rebuild()
    server = Server(rebuild.preview)
    for path in watched:
        server.watch(str(path), rebuild)
    try:
        server.serve(port=port, host="127.0.0.1", debug=False)
    except (OSError, OverflowError) as error:
        raise SetupError(f"port {port} cannot be used: {error}; name another with --port N") from error

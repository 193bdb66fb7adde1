"""Builds, watches and serves, and tells the browser."""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError
from hiwar.serving.server import Pages, compose_application
from hiwar.serving.watch import watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiwar.serving.app import Preview
    from hiwar.serving.resident import Resident


#: Nobody else on the network shall see drafts.
HOST: Final = "127.0.0.1"
_LAST_PORT: Final = 65_535


@dataclass(frozen=True, slots=True)
class Rebuild:
    """Builds what changed, drafts too."""

    resident: Resident
    preview: Preview

    def __call__(self) -> bool:
        """Build; keep what it said for the page, say it here, and tell whether any page is another now."""
        reply = self.resident.build()
        if reply is None:
            return False
        report = reply.text if reply.status else ""
        is_new = reply.is_made or report != self.preview.report
        self.preview.report = report
        if is_new:
            self.preview.edition = token_hex(8)
        sys.stderr.write(reply.text)
        # The last line says what the build had to do.
        sys.stderr.write("not built: mend the above and save\n" if reply.status else f"built\n{reply.effort}\n")
        return is_new


def serve(rebuild: Rebuild, watched: tuple[Path, ...], port: int) -> None:
    """Serve until interrupted.

    Args:
        rebuild: called at the start and at every change.
        watched: files and folders.
        port: on 127.0.0.1.

    Raises:
        SetupError: the port is taken or not allowed, or nothing can be watched.
    """
    _refuse_port(port)
    try:
        with suppress(KeyboardInterrupt):
            rebuild()
            asyncio.run(_serve(rebuild, watched, port))
    finally:
        rebuild.resident.end()


async def _serve(rebuild: Rebuild, watched: tuple[Path, ...], port: int) -> None:
    pages, changed = Pages(rebuild.preview), asyncio.Event()
    try:
        compose_application(pages).listen(port, address=HOST)
    except OSError as error:
        raise SetupError(f"port {port} cannot be used: {error}; name another with --port N") from error
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(watch(watched, changed.set))
            group.create_task(_keep_built(rebuild, changed, pages.tell))
    except ExceptionGroup as errors:
        wrong = errors.subgroup(SetupError)
        if wrong is None:
            raise
        raise _first(wrong) from errors
    finally:
        # A build that runs would be waited for.
        rebuild.resident.end()


async def _keep_built(rebuild: Rebuild, changed: asyncio.Event, tell: Callable[[], None]) -> None:
    """Build after each change; what changes while a build runs is built after it."""
    while True:
        await changed.wait()
        changed.clear()
        if await asyncio.to_thread(rebuild):
            tell()


def _first(errors: ExceptionGroup[SetupError]) -> Exception:
    """Return the error that a group is about, however deep it lies."""
    error: Exception = errors
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


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

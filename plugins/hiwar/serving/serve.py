"""Builds, watches and serves, and tells the browser."""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError
from hiwar.serving.server import Pages, compose_application
from hiwar.serving.watch import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from hiwar.serving.app import Preview
    from hiwar.serving.reply import Galleys
    from hiwar.serving.resident import Resident


#: Nobody else on the network shall see drafts.
HOST: Final = "127.0.0.1"
_LAST_PORT: Final = 65_535
#: How many builds are given up one after the other: whoever saves without end sees the rest of the site, too.
_PATIENCE: Final = 5


@dataclass(slots=True)
class Rebuild:
    """Builds what changed, drafts too."""

    resident: Resident
    preview: Preview
    #: What changed since the last build that was not given up.
    _changed: frozenset[Path] = frozenset()
    #: How many were given up since.
    _given_up: int = 0
    #: Whether the build that runs has shown pages already, and whether something changed since it began.
    _is_shown: bool = False
    _is_behind: bool = False

    def __call__(self, changed: Iterable[Path], tell: Callable[[], object]) -> None:
        """Build; show what comes of it, first the pages of what was saved, and say here how it went.

        Args:
            changed: files that changed since the last time.
            tell: is called when any page is another now, maybe twice.
        """

        def show(galleys: Galleys) -> None:
            if self.preview.pull({name: page.encode() for name, page in galleys.pages.items()}):
                tell()
            self._is_shown = bool(galleys.pages)
            self._give_up()

        self._changed |= frozenset(changed)
        self._is_behind = False
        reply = self.resident.build(self._changed, show)
        self._is_shown = False
        if reply is None:
            return
        if reply.is_given_up:
            self._given_up += 1
            return
        self._changed, self._given_up = frozenset(), 0
        if self.preview.settle(reply.text if reply.status else "", is_made=reply.is_made):
            tell()
        sys.stderr.write(reply.text)
        # The last line says what the build had to do.
        sys.stderr.write("not built: mend the above and save\n" if reply.status else f"built\n{reply.effort}\n")

    def hurry(self) -> None:
        """Say that something changed: a build that showed its words is given up for the next, which shows the new."""
        self._is_behind = True
        self._give_up()

    def _give_up(self) -> None:
        if self._is_shown and self._is_behind and self._given_up < _PATIENCE:
            self._is_shown = False
            self.resident.give_up()


@dataclass(slots=True)
class Changes:
    """The files that changed and that no build was told of yet."""

    _paths: set[Path] = field(default_factory=set)
    _are_there: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, paths: Iterable[Path]) -> None:
        """Add some."""
        self._paths.update(paths)
        self._are_there.set()

    async def taken(self) -> frozenset[Path]:
        """Wait for some, and take them all."""
        await self._are_there.wait()
        self._are_there.clear()
        found = frozenset(self._paths)
        self._paths.clear()
        return found


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
            rebuild((), lambda: None)
            asyncio.run(_serve(rebuild, watched, port))
    finally:
        rebuild.resident.end()


async def _serve(rebuild: Rebuild, watched: tuple[Path, ...], port: int) -> None:
    pages, changes = Pages(rebuild.preview), Changes()

    def note(paths: Iterable[Path]) -> None:
        changes.note(paths)
        rebuild.hurry()

    try:
        compose_application(pages).listen(port, address=HOST)
    except OSError as error:
        raise SetupError(f"port {port} cannot be used: {error}; name another with --port N") from error
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(watch(watched, note))
            group.create_task(keep_built(rebuild, changes, pages.tell))
    except ExceptionGroup as errors:
        wrong = errors.subgroup(SetupError)
        if wrong is None:
            raise
        raise _first(wrong) from errors
    finally:
        # A build that runs would be waited for.
        rebuild.resident.end()


async def keep_built(rebuild: Rebuild, changes: Changes, tell: Callable[[], None]) -> None:
    """Build after each change; what changes while a build runs is built after it."""
    loop = asyncio.get_running_loop()
    while True:
        changed = await changes.taken()
        await asyncio.to_thread(rebuild, changed, partial(loop.call_soon_threadsafe, tell))


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

"""The second tree of a first build, made of links while the files are written.

The next build begins with that tree (see `hiwar.engine.tree`). Where there is none, it has to
link every file, and a folder for each page is what takes long. So another process links each
file soon after it was written. Whatever it leaves undone, because it was killed or the disk
refused, the next build finds missing, and links itself.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: From so many written files on, another process is worth its start.
_MANY: Final = 1_000
#: Names that are told together.
_TOGETHER: Final = 200
#: Behind each name; none has it.
_END: Final = b"\0"
#: No process of ours has as many files open.
_MOST_FILES: Final = 1 << 16


class Linker:
    """Has another process link the files of one folder into a new one, as soon as they are many."""

    def __init__(self, source: str, target: str) -> None:
        """Plan it.

        Args:
            source: the folder that is written.
            target: the folder to make; one that is there already is left as it is.
        """
        self._source, self._target = source, target
        self._untold: list[str] = []
        self._child = self._telling = 0

    def tell(self, name: str) -> None:
        """Say which file was just written, by its path in the folder."""
        self._untold.append(name)
        if len(self._untold) >= (_TOGETHER if self._telling else _MANY):
            self._pass_on()

    def _pass_on(self) -> None:
        if not self._telling:
            self._start()
        whole = memoryview(b"".join(os.fsencode(name) + _END for name in self._untold))
        self._untold.clear()
        # Nobody may hear it any more.
        with suppress(BrokenPipeError):
            while whole:
                whole = whole[os.write(self._telling, whole) :]

    def _start(self) -> None:
        """Copy this process; where that cannot be done, nobody hears what is told."""
        reading, self._telling = os.pipe()
        with suppress(OSError):
            self._child = os.fork()
            if not self._child:
                _link_and_end(self._source, self._target, reading)
        os.close(reading)

    def finish(self) -> None:
        """Wait until all is linked that was told, where anybody links."""
        if self._telling:
            self._pass_on()
            self._leave()

    def end(self) -> None:
        """Leave it at what is linked, and no process behind."""
        if self._child:
            os.kill(self._child, signal.SIGKILL)
        if self._telling:
            self._leave()

    def _leave(self) -> None:
        os.close(self._telling)
        if self._child:
            os.waitpid(self._child, 0)
        self._child = self._telling = 0


def _link_and_end(source: str, target: str, reading: int) -> NoReturn:
    """Link in a process of its own, which ends here whatever happens."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # A worker of this build is to hear that nobody takes its results any more, when the build is killed.
        os.closerange(3, reading)
        os.closerange(reading + 1, _MOST_FILES)
        # A folder that somebody else made may hold links that lead anywhere.
        os.mkdir(target)  # noqa: PTH102 -- beside the calls for every file of a site
        _link(source, target, _names(reading))
    finally:
        os._exit(0)


def _names(reading: int) -> Iterator[str]:
    """Yield the names that come through a pipe, until its other end is closed."""
    rest = b""
    while part := os.read(reading, 1 << 16):
        *names, rest = (rest + part).split(_END)
        yield from map(os.fsdecode, names)


def _link(source: str, target: str, names: Iterable[str]) -> None:
    folders = {""}
    for name in names:
        _make(target, name.rpartition("/")[0], folders)
        # One that was written once more, with other bytes, may be gone for a moment.
        with suppress(FileExistsError, FileNotFoundError):
            os.link(f"{source}/{name}", f"{target}/{name}", follow_symlinks=False)


def _make(target: str, folder: str, folders: set[str]) -> None:
    if folder not in folders:
        _make(target, folder.rpartition("/")[0], folders)
        os.mkdir(f"{target}/{folder}")  # noqa: PTH102 -- as above
        folders.add(folder)

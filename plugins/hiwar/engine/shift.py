"""One piece of work of a crew, from the copying of this process to the end of the last worker."""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import select
import signal
import struct
from contextlib import suppress
from copyreg import dispatch_table
from io import BytesIO
from selectors import EVENT_READ, DefaultSelector
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: Bytes of a pipe for results, so that a worker seldom waits for this process (Linux, fcntl(2), F_SETPIPE_SZ).
_PIPE: Final = 1 << 20
#: Bytes that a worker keeps rather than wait until this process, which has work of its own, takes them.
_UNSENT: Final = 1 << 23
_NUMBER: Final = struct.Struct("=I")
#: Before each result: the number of its job, and its length; 0 where it failed.
_HEAD: Final = struct.Struct("=IQ")


class Shift:
    """Jobs, who does them, and what came back."""

    def __init__(
        self,
        jobs: Sequence[Any],
        act: Callable[[Any], Any],
        begin: Callable[[], object],
        portions: Sequence[Sequence[int]],
    ) -> None:
        """Plan it.

        Args:
            jobs: all of them.
            act: does one.
            begin: done by each worker at first.
            portions: numbers of jobs that one worker takes at once; what is in none is done here.
        """
        self._jobs, self._act, self._begin, self._portions = jobs, act, begin, portions
        self._selector = DefaultSelector()
        #: What came of each worker's results, and is not whole yet, by the pipe's end here.
        self._coming: dict[int, bytearray] = {}
        self._workers: list[int] = []
        self._done: dict[int, bytes] = {}

    def start(self, size: int) -> None:
        """Copy this process; where that cannot be done, fewer work."""
        numbers = _filled(len(self._portions))
        # What is there now is not looked at for garbage any more: looking would copy it.
        gc.freeze()
        try:
            with suppress(OSError):
                for _ in range(size):
                    self._hire(numbers)
        finally:
            gc.unfreeze()
            os.close(numbers)

    def _hire(self, numbers: int) -> None:
        coming, going = os.pipe()
        with suppress(OSError, AttributeError):
            fcntl.fcntl(going, fcntl.F_SETPIPE_SZ, _PIPE)
        try:
            worker = os.fork()
        except OSError:
            os.close(coming)
            os.close(going)
            raise
        if not worker:
            for other in (coming, *self._coming):
                os.close(other)
            self._labour(numbers, going)
        os.close(going)
        self._workers.append(worker)
        self._coming[coming] = bytearray()
        self._selector.register(coming, EVENT_READ)

    def _labour(self, numbers: int, going: int) -> NoReturn:
        """Do jobs until there are no more, and end: nothing of what this process began is ended here."""
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            self._begin()
            unsent = bytearray()
            os.set_blocking(going, False)
            while row := os.read(numbers, _NUMBER.size):
                for number in self._portions[_NUMBER.unpack(row)[0]]:
                    result = self._tried(number)
                    unsent += _HEAD.pack(number, len(result)) + result
                    _send(going, unsent, _UNSENT)
            _send(going, unsent, 0)
        finally:
            os._exit(0)

    def _tried(self, number: int) -> bytes:
        """Return the result of a job as bytes, none where it failed: whoever asks for it will see why."""
        try:
            return _pickled(self._act(self._jobs[number]))
        except Exception:  # noqa: BLE001 -- it is done again, where what it raises comes out
            return b""

    def results(self) -> Iterator[Any]:
        """Yield what each job led to, in their order."""
        for number, job in enumerate(self._jobs):
            found = self._result(number)
            # It comes from a copy of this process, by a pipe that nobody else has.
            yield pickle.loads(found) if found else self._act(job)  # noqa: S301 -- see above

    def _result(self, number: int) -> bytes:
        while number not in self._done and self._coming:
            for key, _ in self._selector.select():
                self._hear(key.fd)
        return self._done.pop(number, b"")

    def _hear(self, coming: int) -> None:
        """Take what a worker sends; nothing is its end."""
        part = os.read(coming, _PIPE)
        if not part:
            self._selector.unregister(coming)
            os.close(coming)
            del self._coming[coming]
            return
        buffer = self._coming[coming]
        buffer += part
        while len(buffer) >= _HEAD.size:
            number, length = _HEAD.unpack_from(buffer)
            if len(buffer) < _HEAD.size + length:
                break
            self._done[number] = bytes(buffer[_HEAD.size : _HEAD.size + length])
            del buffer[: _HEAD.size + length]

    def end(self) -> None:
        """Send the workers home, whatever they are at: what they know is known here, or not asked for."""
        for coming in self._coming:
            os.close(coming)
        self._selector.close()
        for worker in self._workers:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(worker, 0)


def _filled(portions: int) -> int:
    """Return the reading end of a pipe that holds the number of each portion, and is closed behind them."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(map(_NUMBER.pack, range(portions))))
    os.close(writing)
    return reading


def _send(going: int, unsent: bytearray, most: int) -> None:
    """Send what the pipe takes at once; wait only as long as more than so many bytes are left."""
    while unsent:
        try:
            del unsent[: os.write(going, memoryview(unsent)[:_PIPE])]
        except BlockingIOError:
            if len(unsent) <= most:
                return
            select.select((), (going,), ())


class _Pickler(pickle.Pickler):
    """Knows mappings that cannot be changed, too."""

    dispatch_table = dispatch_table | {MappingProxyType: lambda mapping: (MappingProxyType, (dict(mapping),))}


def _pickled(result: object) -> bytes:
    buffer = BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(result)
    return buffer.getvalue()

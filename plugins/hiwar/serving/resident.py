"""The process that builds, from the outside: started when it is needed, asked, ended."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final

from hiwar.serving.reply import CHANGED, GIVE_UP, Galleys, Reply, parse, render_request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

#: Seconds after which a silent process is looked at: one of its workers may keep its pipe open.
_SILENCE: Final = 1.0
#: Seconds that it has to put things away.
_GRACE: Final = 5.0
_BROKEN: Final = """\
{text}
The build broke off ({how}): that is a fault of a program, not of your text.
  fix: save again to begin anew; if it stays, go back to what you changed last, and report the above
"""


@dataclass(slots=True)
class Resident:
    """Builds in one process for as long as that is the same as building in a new one."""

    #: The command and its arguments; the moment of the start, in nanoseconds since the epoch, is added to them.
    command: tuple[str, ...]
    cwd: Path
    #: Variables of its environment besides our own.
    environment: Mapping[str, str]
    _process: subprocess.Popen[bytes] | None = None
    #: What it says on standard error, in a file, since a full pipe would stop it.
    _said: IO[bytes] = field(default_factory=TemporaryFile)
    #: How much of that was read.
    _heard: int = 0
    _is_ended: bool = False
    #: Held while a build runs: another thread may end the process, and must not take its pipes away.
    _busy: threading.Lock = field(default_factory=threading.Lock)

    def build(self, changed: Iterable[Path] = (), show: Callable[[Galleys], object] = lambda _: None) -> Reply | None:
        """Build once and return how it went; None when nothing shall be built any more.

        Args:
            changed: files that changed since the last time.
            show: is given the pages of pieces among them while the build goes on.
        """
        with self._busy:
            return self._build(render_request(changed), show)

    def give_up(self) -> None:
        """Have the build end soon that answered with galleys, as the next is wanted instead."""
        if self._process:
            self._process.send_signal(GIVE_UP)

    def end(self) -> None:
        """End the process and its workers."""
        self._is_ended = True
        if self._process and self._process.poll() is None:
            _interrupt(self._process)
        with self._busy:
            self._close()
            self._said.close()

    def _build(self, request: str, show: Callable[[Galleys], object]) -> Reply | None:
        while not self._is_ended:
            process = self._running()
            reply = _asked(process, request, show)
            if reply is None and process.wait() == CHANGED:
                continue
            text = self._hear()
            if self._is_ended:
                break
            if reply is None:
                return Reply(1, text=_BROKEN.format(text=text, how=_how(process.returncode)))
            if reply.is_last:
                # The next one reads its programs while nobody waits.
                process.wait()
                self._running()
            return replace(reply, text=text)
        return None

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process that stands by; start one where none does."""
        if self._process is None or self._process.poll() is not None:
            self._close()
            self._process = subprocess.Popen(
                (*self.command, str(time.time_ns())),
                cwd=self.cwd,
                env={**os.environ, **self.environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                # Ctrl+C is ours to pass on: a group of its own, in which its workers are, too.
                process_group=0,
            )
        return self._process

    def _close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout) if self._process else ():
            if pipe:
                pipe.close()

    def _hear(self) -> str:
        """Return what was said since the last time."""
        # The process writes at the place that both share, so one reads without moving it.
        descriptor = self._said.fileno()
        said = os.pread(descriptor, os.fstat(descriptor).st_size - self._heard, self._heard)
        self._heard += len(said)
        return said.decode("utf-8", "replace")


def _asked(process: subprocess.Popen[bytes], request: str, show: Callable[[Galleys], object]) -> Reply | None:
    """Ask for a build, show the galleys, and return how it went; None when the process ended without saying so."""
    try:
        _write(process, request.encode())
    except BrokenPipeError:
        return None
    for answer in map(parse, _lines(process)):
        if not isinstance(answer, Galleys):
            return answer
        show(answer)
    return None


def _write(process: subprocess.Popen[bytes], request: bytes) -> None:
    while request and process.stdin:
        request = request[os.write(process.stdin.fileno(), request) :]


def _lines(process: subprocess.Popen[bytes]) -> Iterator[str]:
    """Yield what the process answers, line by line; the last breaks off where it ends."""
    rest = b""
    while process.stdout:
        if select.select([process.stdout], [], [], _SILENCE)[0]:
            part = os.read(process.stdout.fileno(), 65_536)
            if not part:
                break
            *lines, rest = (rest + part).split(b"\n")
            yield from (f"{line.decode()}\n" for line in lines)
        elif process.poll() is not None:
            break
    yield rest.decode("utf-8", "replace")


def _interrupt(process: subprocess.Popen[bytes]) -> None:
    """End a process and its workers, if it is slow at that by force."""
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _how(code: int) -> str:
    return f"ended by signal {-code}" if code < 0 else f"exit code {code}"

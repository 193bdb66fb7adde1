"""What one build costs: seconds, memory, files."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.bench.tool import Tool

#: Every tool starts alike, and with its programs compiled once, as they are where people use them.
_SETTLED: Final = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": ""}
#: `ru_maxrss` is in units of 1024 bytes on Linux (getrusage(2)).
_KIB_IN_MB: Final = 1024 / 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """One build, from starting its process to its end."""

    #: Seconds on the clock.
    wall: float
    #: Seconds of all cores, children included.
    cpu: float
    #: Most memory of the largest process, in MB.
    memory: float
    #: Files of its site that were written anew.
    written: int
    #: The last lines that it said.
    said: str


def measure(tool: Tool, log: Path) -> Cost:
    """Build a tool's site once.

    Args:
        tool: whose site stands ready.
        log: a file for what the build says.

    Raises:
        SetupError: it did not build.
    """
    before = _signatures(tool.output)
    start = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            tool.command,
            cwd=tool.folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **_SETTLED, **tool.environment},
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    said = log.read_text("utf-8", "replace")
    if process.returncode:
        raise SetupError(f"{tool.name} did not build: {said[-500:]}")
    after = _signatures(tool.output)
    written = sum(before.get(path) != signature for path, signature in after.items())
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _KIB_IN_MB, written, said[-2000:])


def _signatures(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and moment of change of each file: what was only linked anew keeps both."""
    found: dict[str, tuple[int, int]] = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)  # noqa: PTH118 -- a hundred thousand of them
            status = os.lstat(path)
            found[path] = (status.st_size, status.st_mtime_ns)
    return found

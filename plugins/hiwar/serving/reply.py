"""What a process that builds is asked and answers: lines of JSON between it and whoever asks."""

from __future__ import annotations

import json
import signal
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: How the process ends instead of building with programs that are others by now (sysexits.h, EX_TEMPFAIL).
CHANGED: Final = 75
#: Sent to it after it answered with galleys, when the build that follows is not wanted any more.
GIVE_UP: Final = signal.SIGUSR1


@dataclass(frozen=True, slots=True)
class Galleys:
    """Pages of pieces that were just saved, before the site is built with them; the first answer."""

    #: HTML by the names of the files, below the output folder.
    pages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """How one build ended; the last answer."""

    #: 0 when it ended well, else the exit code of its error.
    status: int
    #: What it had to do, in one line; empty when it failed.
    effort: str = ""
    #: Whether any file of the site is another now.
    is_made: bool = False
    #: Whether the process builds no more after this.
    is_last: bool = False
    #: Whether it was given up for the next, and left everything as it was.
    is_given_up: bool = False
    #: What it said on the way: faults, notes.
    text: str = ""


def render_request(changed: Iterable[Path]) -> str:
    """Return what is asked for when some files changed, as a line."""
    return json.dumps([str(path) for path in changed]) + "\n"


def parse_request(line: str) -> list[Path]:
    """Return which files changed."""
    return [Path(path) for path in json.loads(line)]


def render(answer: Galleys | Reply) -> str:
    """Return an answer as a line."""
    return json.dumps(asdict(answer)) + "\n"


def parse(line: str) -> Galleys | Reply | None:
    """Return the answer of a line; None for one that broke off."""
    if not line.endswith("\n"):
        return None
    values = json.loads(line)
    return Galleys(**values) if "pages" in values else Reply(**values)

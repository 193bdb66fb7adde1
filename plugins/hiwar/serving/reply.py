"""What a process that builds answers, as one line of JSON between it and whoever asked."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

#: How the process ends instead of building with programs that are others by now (sysexits.h, EX_TEMPFAIL).
CHANGED: Final = 75


@dataclass(frozen=True, slots=True)
class Reply:
    """How one build ended."""

    #: 0 when it ended well, else the exit code of its error.
    status: int
    #: What it had to do, in one line; empty when it failed.
    effort: str = ""
    #: Whether any file of the site is another now.
    is_made: bool = False
    #: Whether the process builds no more after this.
    is_last: bool = False
    #: What it said on the way: faults, notes.
    text: str = ""


def render(reply: Reply) -> str:
    """Return a reply as a line."""
    return json.dumps(asdict(reply)) + "\n"


def parse(line: str) -> Reply | None:
    """Return the reply of a line; None for one that broke off."""
    return Reply(**json.loads(line)) if line.endswith("\n") else None

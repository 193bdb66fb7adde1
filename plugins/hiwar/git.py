"""What git says of a folder."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Head:
    """The commit that a folder is at."""

    commit: str
    #: Whether files of the repository differ from it, new ones included.
    is_dirty: bool


def head(folder: Path) -> Head | None:
    """Return the commit of the repository that a folder belongs to; None outside of one."""
    commit = _git(folder, "rev-parse", "--verify", "HEAD")
    if commit is None or _git(folder, "check-ignore", "--quiet", ".") is not None:
        return None
    return Head(commit.strip(), bool(_git(folder, "status", "--porcelain")))


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ("git", "-C", str(folder), *arguments), capture_output=True, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", "replace")

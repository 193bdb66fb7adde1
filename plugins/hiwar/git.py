"""What git says of a folder."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path


#: The variables that bind git to one repository: ``git rev-parse --local-env-vars``.
_LOCAL: Final = frozenset(
    {
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    }
)  # fmt: skip


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
    return Head(commit.strip(), bool(_git(folder, "status", "--porcelain", "--untracked-files=normal")))


def is_changed(folder: Path) -> bool:
    """Tell whether files of a folder differ from its repository's commit; never outside of one."""
    return bool(_git(folder, "status", "--porcelain", "--untracked-files=normal", "--", "."))


def commits_with(folder: Path, text: str) -> tuple[str, ...]:
    """Return the commits, of any branch, that added or removed a text in a folder's files, newest first."""
    found = _git(folder, "log", "--all", "--format=%h", "-S", text, "--", ".")
    return tuple(found.split()) if found else ()


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ("git", "-C", str(folder), *arguments),
            capture_output=True,
            check=True,
            stdin=subprocess.DEVNULL,
            # A hook of git's own would name another repository there (githooks(5)).
            env={name: value for name, value in os.environ.items() if name not in _LOCAL},
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", "replace")

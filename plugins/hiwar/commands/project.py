"""What all tasks share: the project's folder, and how a task ends."""

from __future__ import annotations

import functools
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, ParamSpec

from hiwar.errors import HiwarError
from hiwar.media.library import Library
from hiwar.media.memory import Memory
from hiwar.site.builder import cache_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from invoke.context import Context

P = ParamSpec("P")

#: The project's folder, with tasks.py and pelicanconf.py in it.
ROOT: Final = Path(__file__).resolve().parents[3]
CACHE: Final = ROOT / ".cache"


def reported(body: Callable[P, None]) -> Callable[P, None]:
    """Let a task end with its report and its exit code instead of a traceback."""

    @functools.wraps(body)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            body(*args, **kwargs)
        except HiwarError as error:
            sys.stderr.write(f"{error}\n")
            sys.exit(error.exit_code)

    return run


def library_of(content: Path) -> Library:
    """Return the library of a content folder, which remembers what builds saw: no task decodes every picture anew."""
    return Library(Memory(CACHE / cache_name(content) / "looks"))


def say(text: str) -> None:
    """Write a line for people."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def run_module(context: Context, command: str) -> None:
    """Run a module of this environment in the project's folder; end with its exit code if it fails."""
    os.chdir(ROOT)
    done = context.run(f"{shlex.quote(sys.executable)} -m {command}", pty=sys.stdout.isatty(), warn=True)
    if done is None or done.exited:
        sys.exit(done.exited if done else 2)

"""Says what changed, as the system tells it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from watchfiles import awatch

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

#: Milliseconds without a change after which those that came are told: an editor writes several times for one save.
_STEP: Final = 10
#: Milliseconds after which they are told even while more come.
_MOST: Final = 200


async def watch(watched: tuple[Path, ...], tell: Callable[[Iterable[Path]], None]) -> None:
    """Tell which of some files, and of all that is in some folders, changed: for ever.

    The folders around them are watched besides: editors and git put a new
    file or folder in the place of the old one, which takes the watch along.

    Raises:
        ExceptionGroup: of a SetupError, the system cannot watch.
    """
    around = {path.parent for path in watched}
    async with asyncio.TaskGroup() as group:
        inside = group.create_task(_watch_inside(watched, tell))
        async for changes in _changes(around, is_recursive=False):
            concerning = [path for path in changes if _concerns(path, watched)]
            if concerning:
                inside.cancel()
                inside = group.create_task(_watch_inside(watched, tell))
                tell(concerning)


async def _watch_inside(watched: tuple[Path, ...], tell: Callable[[Iterable[Path]], None]) -> None:
    folders = [path for path in watched if path.is_dir()]
    async for changes in _changes(folders, is_recursive=True):
        tell(changes)


async def _changes(folders: Iterable[Path], *, is_recursive: bool) -> AsyncIterator[list[Path]]:
    """Yield the paths of what changed together; what editors and systems leave beside a text is none of it."""
    try:
        async for changes in awatch(*folders, recursive=is_recursive, step=_STEP, debounce=_MOST):
            yield [Path(path) for _, path in changes]
    except (OSError, RuntimeError) as error:
        # watchfiles' own error is a RuntimeError: there are more folders than the system watches for one.
        fix = "set WATCHFILES_FORCE_POLLING=true to have the files looked at again and again"
        raise SetupError(f"changes cannot be watched: {error}; {fix}") from error


def _concerns(path: Path, watched: tuple[Path, ...]) -> bool:
    """Tell whether something beside what is watched is it, or a program that lies at its side."""
    return path in watched or path.suffix == ".py"

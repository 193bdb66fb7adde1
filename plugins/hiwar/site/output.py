"""The output folder: whole before a build, whole after it, whatever kills it.

A build writes into ``.NAME.next/site`` beside the folder ``NAME``. When it is
done, both change places at once, and the old tree is removed. A build that was
killed leaves ``.NAME.next`` behind, which the next one removes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError
from hiwar.locks import held, lock, unlock
from hiwar.trees import explained, remove, replace, restore

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a staging folder holds: the tree being built, and the old one where the
#: kernel cannot exchange two folders. Anything else in it was not made here.
_SITE: Final = "site"
_OLD: Final = "old"


@contextmanager
def staged_output(output: Path, locks: Path, spare: Path | None = None) -> Iterator[Path]:
    """Give a folder to build in; it becomes the output when the body ends well.

    On any exception the output stands as it was. What the disk refuses inside
    the body, too, is raised as a `SetupError` naming the path and the remedy.

    Args:
        output: Where the site shall stand: a folder that Hiwar made, an empty one, or nothing.
        locks: The folder for the lock file, outside the output.
        spare: Where the replaced tree is kept for the next build, which then begins with it;
            without one the folder to build in is empty, and nothing is kept. The body may make one.

    Raises:
        SetupError: the output is not Hiwar's, or another build is at it, or the disk refuses.
    """
    target = Path(os.path.abspath(output))  # noqa: PTH100 - resolve() would follow the link that is refused here
    _refuse_foreign(target, output)
    busy = f"{output} is being built"
    lock_file = _lock_file(target, locks)
    with explained(target), held(lock_file, busy), _parents(target), _staging(target, busy) as staging:
        stage = staging / _SITE
        _bring(spare, stage)
        try:
            yield stage
            _refuse_unfinished(stage, output)
            if target.exists():
                shutil.copymode(target, stage)
            replace(stage, target, staging / _OLD)
        finally:
            restore(target, staging / _OLD)
            _put_by(staging, spare)


def _bring(spare: Path | None, stage: Path) -> None:
    """Have a folder to build in: the spare tree, or an empty one."""
    if spare is not None and spare.is_dir() and not spare.is_symlink():
        with suppress(OSError):
            # Where it lies on another disk, or is gone, one begins with nothing.
            spare.rename(stage)
    stage.mkdir(exist_ok=True)


def _put_by(staging: Path, spare: Path | None) -> None:
    """Keep a tree for the next build: the one replaced, or the one that did not get done; one made meanwhile stays."""
    if spare is None:
        return
    for name in (_OLD, _SITE):
        with suppress(OSError):
            spare.parent.mkdir(parents=True, exist_ok=True)
            (staging / name).rename(spare)
            return


def is_site(folder: Path) -> bool:
    """Tell whether Hiwar made this folder: its ``build.json`` says so."""
    try:
        made = json.loads((folder / "build.json").read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(made, dict) and {"version", "source", "dirty", "counts"} <= made.keys()


def _refuse_foreign(target: Path, shown: Path) -> None:
    if not target.name:
        raise SetupError(f"{shown}: the root of the file system is no output folder; choose another")
    if target.is_symlink():
        raise SetupError(f"{shown}: a symbolic link cannot be switched whole; give the folder it leads to")
    with explained(target):
        if not target.exists():
            return
        if not target.is_dir():
            raise SetupError(f"{shown}: a file stands where the output should; move it away")
        if any(target.iterdir()) and not is_site(target):
            raise SetupError(f"{shown}: not empty, and Hiwar did not make it; choose another folder or empty it")


def _refuse_unfinished(stage: Path, shown: Path) -> None:
    if not is_site(stage):
        raise SetupError(f"{shown}: the build left no build.json; the folder stands as it was")


def _lock_file(target: Path, locks: Path) -> Path:
    name = hashlib.sha256(os.fsencode(target.parent.resolve() / target.name)).hexdigest()[:16]
    return locks / f"build-{name}.lock"


@contextmanager
def _parents(target: Path) -> Iterator[None]:
    """Make the folders above the output; a build that fails takes them away again."""
    made = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def _staging(target: Path, busy: str) -> Iterator[Path]:
    """Make the staging folder, ours alone, and remove it in the end.

    It is locked as well, since two projects with lock files of their own may
    build into one output, and since ``.cache/`` may be deleted at any moment.
    """
    staging = target.with_name(f".{target.name}.next")
    _refuse_stranger(staging)
    staging.mkdir(exist_ok=True)
    descriptor = os.open(staging, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if not lock(descriptor, staging):
            raise SetupError(f"{busy} by another process; wait until it is done")
        restore(target, staging / _OLD)
        _clear(staging)
        try:
            yield staging
        finally:
            restore(target, staging / _OLD)
            # The site is in its place, or as it was: a leftover harms nobody and the next build names it.
            with suppress(OSError):
                _clear(staging)
                staging.rmdir()
    finally:
        unlock(descriptor)


def _refuse_stranger(staging: Path) -> None:
    if not (staging.exists() or staging.is_symlink()):
        return
    own = {_SITE, _OLD}
    if staging.is_symlink() or not staging.is_dir() or {entry.name for entry in staging.iterdir()} - own:
        raise SetupError(f"{staging}: it is in the build's way and Hiwar did not make it; move it away")


def _clear(staging: Path) -> None:
    for name in (_SITE, _OLD):
        remove(staging / name)

"""All renditions of a site: those that are kept, and those that must be encoded.

The folder holds ``<key>-<hash of the bytes>.avif`` and the like. It may be deleted or
damaged at any time, be restored by a CI service, be read-only, and be written by two
builds at once: what is not whole is made again.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError
from hiwar.pictures import PictureError
from hiwar.renditions import renditions
from hiwar.wholefiles import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hiwar.model.media import MediaFile
    from hiwar.renditions import Rendition

_HASH_LENGTH: Final = 32
#: From that many pictures on, starting other processes is worth its time.
_MANY: Final = 4
#: What encodes is part of every key, so that nobody has to remember a version number.
_OWN_MODULES: Final = (Path(__file__).with_name("encode.py"), Path(__file__).parents[1] / "pictures.py")


def develop(
    files: Iterable[MediaFile],
    folder: Path,
    write: Callable[[str, bytes], None],
    progress: Callable[[int, int], None],
    processes: int | None = None,
) -> int:
    """Write every rendition and return how many had to be encoded.

    Args:
        files: of writers; those without renditions are passed over.
        folder: where renditions of earlier builds are; made when it is not there.
        write: takes an address and the bytes to serve there.
        progress: told, after each picture that was encoded, how many are done, of how many.
        processes: at most so many; None is one a core.

    Raises:
        SetupError: a picture cannot be encoded on this machine.
    """
    kept = _listed(folder)
    missing: list[tuple[MediaFile, tuple[Rendition, ...]]] = []
    for file in files:
        lacking = tuple(one for one in renditions(file) if not _serve(file, one, kept, write))
        missing += [(file, lacking)] if lacking else []
    for done, ((file, lacking), contents) in enumerate(_encoded(missing, processes), 1):
        for one, content in zip(lacking, contents, strict=True):
            with suppress(OSError):  # a folder that cannot be written is left alone
                put(folder / f"{_key(file, one)}-{_hash(content)}{one.suffix}", content)
            write(one.address, content)
        progress(done, len(missing))
    return sum(len(lacking) for _, lacking in missing)


def _serve(file: MediaFile, one: Rendition, kept: dict[str, Path], write: Callable[[str, bytes], None]) -> bool:
    """Write a rendition from the cache; False when it is not there, or not whole."""
    path = kept.get(_key(file, one))
    if path is None:
        return False
    try:
        content = path.read_bytes()
    except OSError:
        return False
    if _hash(content) != path.stem.partition("-")[2]:
        return False
    write(one.address, content)
    return True


def _listed(folder: Path) -> dict[str, Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        # Not there yet, or not for us: then nothing is kept.
        return {}
    return {path.stem.partition("-")[0]: path for path in entries if not path.name.startswith(".")}


def _key(file: MediaFile, one: Rendition) -> str:
    """Return the hash of everything that decides a rendition's bytes."""
    told = f"{file.digest} {one.width} {one.height} {one.suffix} {_version()}"
    return hashlib.sha256(told.encode()).hexdigest()[:_HASH_LENGTH]


@lru_cache(maxsize=1)
def _version() -> str:
    from PIL import __version__ as pillow
    from PIL import features

    programs = (pillow, *(features.version(name) for name in ("avif", "webp", "jpg", "zlib")))
    modules = b"".join(path.read_bytes() for path in _OWN_MODULES)
    return hashlib.sha256(repr(programs).encode() + modules).hexdigest()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HASH_LENGTH]


_Task = tuple["MediaFile", tuple["Rendition", ...]]


def _encoded(tasks: list[_Task], processes: int | None) -> Iterator[tuple[_Task, tuple[bytes, ...]]]:
    """Yield each task with the bytes that it asks for, in any number of processes."""
    workers = min(processes or os.cpu_count() or 1, len(tasks) // (_MANY // 2))
    done = 0
    if workers > 1:
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import get_context

        # Spawned, not forked: the one who builds may be a server with threads.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool, suppress(BrokenProcessPool):
            for task, contents in zip(tasks, pool.map(_encode, tasks), strict=True):
                yield task, contents
                done += 1
    # What is left when one of them was killed, for want of memory perhaps; one at a time needs least.
    for task in tasks[done:]:
        yield task, _encode(task)


def _encode(task: _Task) -> tuple[bytes, ...]:
    from hiwar.media.encode import encode

    file, wanted = task
    try:
        return encode(file.source.read_bytes(), wanted, renditions(file))
    except (PictureError, MemoryError) as error:
        raise SetupError(f"{file.source}: cannot be made smaller here: {error or 'too little memory'}") from error

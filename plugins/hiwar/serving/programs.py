"""Which programs a process runs, and whether they still stand as it read them."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Nanoseconds: kernels keep a file's times in ticks of up to 10 ms.
_TICK: Final = 50_000_000
#: Packages and Python itself change by being installed, which their versions tell.
_INSTALLED: Final = tuple({f"{sysconfig.get_path(name)}/" for name in ("stdlib", "platstdlib", "purelib", "platlib")})
#: mtime, ctime, size, inode; None where there is no such file.
_Look = tuple[int, int, int, int] | None


class Programs:
    """Our own source, that of plugins and of settings, as far as it is loaded; and what is installed."""

    def __init__(self, packages: Callable[[], list[str]], began: int) -> None:
        """Note what is loaded.

        Args:
            packages: names and versions of what is installed.
            began: a moment before the first of them was read, in nanoseconds since the epoch.
        """
        self._packages, self._installed = packages, packages()
        self._began = began
        self._looks: dict[str, _Look] = {}
        self.note()

    def note(self) -> None:
        """Note what was loaded since."""
        for path in _loaded():
            if path not in self._looks:
                look = _look_at(path)
                # What changed after this process began may have been read before it did.
                is_sure = look is not None and max(look[:2]) < self._began - _TICK
                self._looks[path] = look if is_sure else None

    def have_changed(self) -> bool:
        """Tell whether a new process would run anything else."""
        is_other = any(look is None or _look_at(path) != look for path, look in self._looks.items())
        return is_other or self._packages() != self._installed


def _loaded() -> Iterator[str]:
    for module in tuple(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str) and not path.startswith(_INSTALLED):
            yield path


def _look_at(path: str) -> _Look:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino

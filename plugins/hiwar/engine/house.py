"""What every page depends on besides content: programs, theme, settings."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiwar.model.memory import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiwar.model.memory import Memory

#: Settings that say where things are and when it is; what follows from them stands in values.
_PLACES: Final = frozenset(
    {"CACHE_PATH", "HIWAR_CACHE", "HIWAR_CLEAN", "HIWAR_CWD", "HIWAR_NOW", "OUTPUT_PATH", "PATH"}
)
#: This package's own folder.
OWN: Final = Path(__file__).resolve().parents[1]


def programs(memory: Memory, plugins: Iterable[str]) -> str:
    """Return the digest of what runs: Python, packages, our own source and that of other plugins.

    Args:
        memory: knows the digests of files.
        plugins: names of modules, as in PLUGINS.
    """
    foreign = (file for name in plugins for file in _sources(name))
    rows = [sys.version, sys.platform, *packages(), *_digests(memory, sorted({*_python(OWN), *foreign}))]
    return digest_of("\n".join(rows).encode())


def are_ours(plugins: Iterable[object] | None) -> bool:
    """Tell whether all plugins are of this package, so that nobody reads what nobody knows of.

    Args:
        plugins: Pelican's setting: names of modules or modules; None takes whatever is installed.
    """
    return plugins is not None and all(str(name).partition(".")[0] == OWN.name for name in plugins)


def environment(values: Mapping[str, object]) -> list[str]:
    """Return what runs besides our own files, and how it is set."""
    return [sys.version, sys.platform, *packages(), settings(values)]


def packages() -> list[str]:
    """Return the names and versions of everything that is installed."""
    return sorted(
        {name for folder in sys.path for name in _listed(folder) if name.endswith((".dist-info", ".egg-info"))}
    )


def theme(memory: Memory, folder: Path) -> str:
    """Return the digest of every file of the theme, with its name."""
    files = sorted(Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    return digest_of("\n".join(_digests(memory, files)).encode())


def settings(values: Mapping[str, object]) -> str:
    """Return the digest of Pelican's settings, but for those that only say where things are."""
    said = {name: value for name, value in sorted(values.items()) if name not in _PLACES}
    return digest_of(json.dumps(said, default=_named, sort_keys=True).encode())


def _named(value: object) -> str:
    """Return what stands for a value that is no text: never where it lies in memory."""
    if isinstance(value, (set, frozenset)):
        return repr(sorted(map(repr, value)))
    if isinstance(value, Path):
        return str(value)
    kind = value if isinstance(value, type) or callable(value) else type(value)
    return f"{getattr(kind, '__module__', '')}.{getattr(kind, '__qualname__', type(value).__qualname__)}"


def _digests(memory: Memory, files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        try:
            yield f"{file} {memory.digest(file)}"
        except OSError:
            yield f"{file} cannot be read"


def _sources(module: str) -> list[Path]:
    """Return the source of a module outside of this package, and of the package that it lies in."""
    top, _, rest = module.partition(".")
    found = sys.modules.get(top if rest else module)
    file = getattr(found, "__file__", None)
    if top == __name__.partition(".")[0] or not file:
        return []
    path = Path(file).resolve()
    return _python(path.parent) if path.name == "__init__.py" else [path]


def _python(folder: Path) -> list[Path]:
    return [Path(parent, name) for parent, _, names in os.walk(folder) for name in names if name.endswith(".py")]


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")  # noqa: PTH208 -- entries of sys.path are texts
    except OSError:
        return []
